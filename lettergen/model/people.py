"""Who writes and who is written to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lettergen.model.sendings import Channel


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Where paper goes: lines as printed above the postcode, without the recipient's name.

    `lines` are street lines and the post town, none of them empty. `country` is empty for mail
    within the campaign's own country.
    """

    lines: tuple[str, ...]
    postcode: str = ""
    country: str = ""

    @property
    def printed(self) -> tuple[str, ...]:
        """The lines as they stand on paper; the country in capitals, as the post of most countries asks."""
        return tuple(line for line in (*self.lines, self.postcode, self.country.upper()) if line)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a letter is addressed to: one row of `recipients.csv`.

    `row` is the line in that file as a spreadsheet numbers it. `cc` are further addresses that get
    the same email. `extra` holds every column that lettergen does not know, by its name, as text.
    """

    key: str
    name: str
    channels: frozenset[Channel]
    row: int = 0
    salutation: str = ""
    role: str = ""
    organisation: str = ""
    email: str = ""
    cc: tuple[str, ...] = ()
    address: PostalAddress | None = None
    language: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def contact(self) -> str:
        """By what lists of whom not to write to know them, in lower case.

        The email address; of who has none the postal one, on one line.
        """
        return (self.email or ", ".join(self.address_block)).lower()

    @property
    def address_block(self) -> tuple[str, ...]:
        """The lines for envelope window and label: name, role, organisation, address; none is empty.

        Without an address only the lines above it remain. A name that is the organisation's own
        stands once.
        """
        who = dict.fromkeys(line for line in (self.name, self.role, self.organisation) if line)
        return (*who, *(self.address.printed if self.address else ()))


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs: one row of `signatories.csv`, in the order in which they stand under the letter."""

    name: str
    role: str
    organisation: str
    agreed_on: date | None = None
