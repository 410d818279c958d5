"""Rows to recipients and signatories; everything wrong with them is noted, then told at once."""

import re
from datetime import date
from pathlib import Path

from babel import Locale, UnknownLocaleError

from lettergen.errors import Fault
from lettergen.model.people import PostalAddress, Recipient, Signatory
from lettergen.model.sendings import Channel
from lettergen.recipients.addresses import (
    UnknownCountryError,
    country_code,
    lay_out,
    normal_uk_postcode,
    take_uk_postcode,
)
from lettergen.recipients.addrspec import AddressSyntaxError, parse_address, split_addresses
from lettergen.recipients.columns import Columns
from lettergen.recipients.table import Row, shown

_CHANNEL_GAPS = re.compile(r"[,;+&/\s]+|\band\b")
_LINE_BREAKS = re.compile(r"\r\n?|\n|\x85|\u2028|\u2029")


class RecipientRows:
    """Reads rows one after the other and remembers what must not come twice."""

    def __init__(self, file: Path, columns: Columns, country: str) -> None:
        """Take the file for messages, its columns and the ISO code of the country letters are posted in."""
        self.file = file
        self.columns = columns
        self.country = country
        self.faults: list[Fault] = []
        self._rows_by_key: dict[str, int] = {}
        self._rows_by_email: dict[str, int] = {}
        self._languages: dict[str, bool] = {}

    def read(self, row: Row) -> Recipient:
        """Give the recipient of a row; what is wrong with it is in `faults` afterwards."""
        text = {name: row.cells[place] for name, place in self.columns.known.items()}
        email = self._email(row, text.get("email", ""))
        address = self._address(row, text)
        channels = self._channels(row, text, email=bool(text.get("email")), post=address is not None)
        self._check_identity(row, text.get("key", ""), text.get("name", ""))
        if Channel.POST in channels:
            self._check_address(row, address)
        return Recipient(
            key=text.get("key", ""),
            name=" ".join(text.get("name", "").split()),
            channels=channels,
            row=row.number,
            salutation=text.get("salutation", ""),
            role=text.get("role", ""),
            organisation=text.get("organisation", ""),
            email=email,
            cc=self._cc(row, text.get("cc", ""), email),
            address=address,
            language=self._language(row, text.get("language", "")),
            extra={name: row.cells[place] for name, place in self.columns.extra.items()},
        )

    def _fault(self, row: Row, column: str, what: str, remedy: str) -> None:
        self.faults.append(Fault(self.file, what, remedy, row=row.number, column=column))

    def _check_identity(self, row: Row, key: str, name: str) -> None:
        if not key and "key" in self.columns.known:
            self._fault(row, "key", "is empty.", "Give the recipient a short name that no other row has.")
        elif key:
            # Keys name files, and file names differ by more than capitals on Windows and macOS.
            first = self._rows_by_key.setdefault(key.casefold(), row.number)
            if first != row.number:
                self._fault(
                    row, "key", f"{shown(key)} is the key of row {first} too.", "Each key stands once."
                )
        if not name and "name" in self.columns.known:
            self._fault(row, "name", "is empty.", "Write whom the letter is for.")

    def _email(self, row: Row, text: str) -> str:
        if not text:
            return ""
        address = self._address_spec(row, "email", text)
        if address:
            first = self._rows_by_email.setdefault(address.casefold(), row.number)
            if first != row.number:
                what = f"`{address}` is the address of row {first} too."
                self._fault(row, "email", what, "Nobody gets a letter twice: make one row of the two.")
        return address

    def _cc(self, row: Row, text: str, email: str) -> tuple[str, ...]:
        copies = [self._address_spec(row, "cc", part) for part in split_addresses(text)]
        for copy in copies:
            if copy and copy.casefold() == email.casefold():
                self._fault(row, "cc", f"`{copy}` is the recipient's own address.", "Leave it out.")
        return tuple(dict.fromkeys(copy for copy in copies if copy))

    def _address_spec(self, row: Row, column: str, text: str) -> str:
        try:
            return parse_address(text)
        except AddressSyntaxError as error:
            self._fault(row, column, f"{shown(text)} is not an email address.", str(error))
            return ""

    def _channels(self, row: Row, text: dict[str, str], *, email: bool, post: bool) -> frozenset[Channel]:
        if "channels" in text:
            channels = self._named_channels(row, text["channels"])
        else:
            # A list without that column goes the way each row allows, by email first.
            channels = {Channel.POST if post and not email else Channel.EMAIL}
        if Channel.EMAIL in channels and not email:
            what = "is empty, but the letter goes by email."
            self._fault(row, "email", what, "Add the address or change `channels`.")
        return frozenset(channels)

    def _named_channels(self, row: Row, text: str) -> set[Channel]:
        remedy = "Write `email`, `post` or `email,post`."
        words = [word for word in _CHANNEL_GAPS.split(text.lower()) if word]
        if not words:
            self._fault(row, "channels", "names no channel.", remedy)
        channels = set()
        for word in words:
            try:
                channels.add(Channel(word))
            except ValueError:
                self._fault(row, "channels", f"{shown(word)} is not a channel.", remedy)
        return channels

    def _address(self, row: Row, text: dict[str, str]) -> PostalAddress | None:
        cells = [text.get("address", ""), *(row.cells[place] for place in self.columns.address_lines)]
        lines = [" ".join(line.split()) for cell in cells for line in _LINE_BREAKS.split(cell)]
        lines = [line for line in lines if line]
        town, postcode, country = text.get("town", ""), text.get("postcode", ""), text.get("country", "")
        try:
            code = country_code(country, self.country)
        except UnknownCountryError:
            what = f"{shown(country)} is not a country's code."
            self._fault(row, "country", what, "Write the country's name, or its two-letter code (ISO 3166).")
            return None
        if code == "GB":
            if not postcode:
                lines, postcode = take_uk_postcode(lines)
            if postcode and normal_uk_postcode(postcode) is None:
                what = f"{shown(postcode)} is not a UK postcode."
                self._fault(row, "postcode", what, "It looks like `SE11 5DP`.")
        return lay_out(lines, town, postcode, country, self.country) if lines or town or postcode else None

    def _check_address(self, row: Row, address: PostalAddress | None) -> None:
        lines = len(address.lines) if address else 0
        missing = []
        if lines < 2:
            missing.append("a street and a town" if lines == 0 else "a street or a town")
        british = not (address and address.country) and self.country == "GB"
        if british and not (address and address.postcode):
            missing.append("a postcode")
        if missing:
            column = "address" if lines < 2 else "postcode"
            what = f"The postal address lacks {' and '.join(missing)}, but the letter goes by post."
            self._fault(row, column, what, "Complete it or change `channels`.")

    def _language(self, row: Row, tag: str) -> str:
        if not tag:
            return ""
        if tag not in self._languages:
            self._languages[tag] = _is_language(tag)
        if not self._languages[tag]:
            what = f"{shown(tag)} is not a language tag."
            self._fault(row, "language", what, "It looks like `en-GB` or `cy` (BCP 47).")
            return ""
        return tag


def read_signatory(file: Path, columns: Columns, row: Row, faults: list[Fault]) -> Signatory:
    """Give the signatory of a row, adding to the faults what is wrong with it."""
    name = columns.cell(row.cells, "name")
    if not name:
        faults.append(Fault(file, "is empty.", "Write who signs.", row=row.number, column="name"))
    agreed_on = None
    if written := columns.cell(row.cells, "agreed_on"):
        try:
            agreed_on = date.fromisoformat(written)
        except ValueError:
            what = f"{shown(written)} is not a date."
            remedy = "Write it as 2019-11-12, or leave it empty."
            faults.append(Fault(file, what, remedy, row=row.number, column="agreed_on"))
    role, organisation = columns.cell(row.cells, "role"), columns.cell(row.cells, "organisation")
    return Signatory(name, role, organisation, agreed_on)


def _is_language(tag: str) -> bool:
    try:
        Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return False
    return True
