"""Which column is which: the names lettergen knows, and slips of the pen."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lettergen.errors import Fault
from lettergen.recipients.table import shown

#: What `recipients.csv` may hold, besides `address_1`, `address_2` and so on.
KNOWN = (
    "key",
    "name",
    "salutation",
    "role",
    "organisation",
    "email",
    "cc",
    "address",
    "town",
    "postcode",
    "country",
    "channels",
    "language",
)
SIGNATORY_KNOWN = ("name", "role", "organisation", "agreed_on")

_ADDRESS_LINE = re.compile(r"address_([1-9][0-9]?)")
_GAPS = re.compile(r"[\s_-]+")
# Columns of a reader's own that only look like a slip.
_NO_SLIPS = frozenset({"county", "party", "names", "roles", "keys"})
# What other programs call a column that we know under another name.
_OTHER_NAMES = {
    "id": "key",
    "mail": "email",
    "emailaddress": "email",
    "organization": "organisation",
    "company": "organisation",
    "postalcode": "postcode",
    "zip": "postcode",
    "city": "town",
    "channel": "channels",
    "greeting": "salutation",
    "lang": "language",
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the known columns stand, by name, and the reader's own, by name as written.

    `address_lines` are the places of `address_1` and so on in the order of their numbers.
    """

    known: dict[str, int]
    address_lines: tuple[int, ...]
    extra: dict[str, int]

    def cell(self, cells: Sequence[str], name: str) -> str:
        """Give a row's text in a known column, empty where there is no such column."""
        place = self.known.get(name)
        return cells[place] if place is not None else ""


def sort_columns(header: Sequence[str], known: Sequence[str]) -> Columns:
    """Tell known columns from the reader's own.

    Capitals do not matter, nor whether `address 1` is written with a blank, hyphen or underscore.
    """
    places: dict[str, int] = {}
    lines: dict[int, int] = {}
    extra: dict[str, int] = {}
    for place, name in enumerate(header):
        plain = _GAPS.sub("_", name.strip().lower())
        numbered = _ADDRESS_LINE.fullmatch(plain)
        if numbered and "address" in known:
            lines.setdefault(int(numbered[1]), place)
        elif plain in known:
            places.setdefault(plain, place)
        elif name:
            extra.setdefault(name, place)
    return Columns(places, tuple(lines[number] for number in sorted(lines)), extra)


def column_faults(
    file: Path, columns: Columns, known: Sequence[str], required: Sequence[str]
) -> Iterator[Fault]:
    """Yield a fault for each required column that is missing and each that is known but misspelt."""
    slips = {_meant(name, columns, known): name for name in columns.extra}
    slips.pop("", None)
    for name in known:
        if name in slips:
            what = f"There is no column {shown(slips[name])} in lettergen's list."
            yield Fault(file, what, f"Did you mean `{name}`? If not, call it something else.", row=1)
        elif name in required and name not in columns.known:
            yield Fault(
                file, f"There is no column `{name}`.", f"Known columns are {', '.join(known)}.", row=1
            )


def _meant(name: str, columns: Columns, known: Sequence[str]) -> str:
    """Give the known column that a name may be a slip for, or empty; one that is there is not missed."""
    plain = _GAPS.sub("", name.lower())
    missing = {one.replace("_", ""): one for one in known if one not in columns.known}
    if columns.address_lines:
        missing.pop("address", None)
    if plain in _NO_SLIPS:
        return ""
    if plain in _OTHER_NAMES:
        return missing.get(_OTHER_NAMES[plain], "")
    near = difflib.get_close_matches(plain, missing, 1, 0.84)
    return missing[near[0]] if near else ""
