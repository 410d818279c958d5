"""Postal address blocks: what a full one is, and the order of its lines by country.

UK addresses follow Royal Mail's guide (post town and postcode each on a line of its own), others
the Universal Postal Union's S42 templates, as far as they place the postcode.
"""

import functools
import re
from collections.abc import Sequence

from babel import Locale

from lettergen.model.people import PostalAddress

# BS 7666 as Royal Mail gives it out: outward code, blank, digit and two letters. GIR 0AA is historic.
_UK_POSTCODE = re.compile(
    r"(?P<out>GIR|[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9][ABEHMNPRVWXY]))"
    r"\s*(?P<in>[0-9][ABD-HJLNP-UW-Z]{2})",
    re.IGNORECASE,
)
_ENDS_IN_UK_POSTCODE = re.compile(rf"(?:^|[\s,])(?P<code>{_UK_POSTCODE.pattern})\s*$", re.IGNORECASE)

# S42: countries that write the postcode in front of the town, and those that write it behind; in
# others, as in the UK, it stands on its own line.
_BEFORE_TOWN = (
    "AD AL AM AR AT BA BE BG BY CH CL CN CY CZ DE DK DZ EE EG ES FI FO FR GE GL GR HR HU IL IS IT KG KW "
    "LI LT LU LV MA MC MD ME MK MX MY NL NO PH PL PT RO RS SE SI SK SM TN TR UY VA XK ZM"
)
_AFTER_TOWN = "AU BD BN BR CA ID IN JO JP KH KR LB MM NP NZ PK SA SG TH TW US VN ZA"
_UK_NAMES = frozenset(
    [
        "uk",
        "u.k.",
        "gb",
        "great britain",
        "britain",
        "england",
        "scotland",
        "wales",
        "northern ireland",
        "cymru",
    ]
)


class UnknownCountryError(ValueError):
    """A text of two letters that is no ISO 3166-1 code."""


def normal_uk_postcode(text: str) -> str | None:
    """Give a UK postcode in capitals with its one blank, or None if it cannot be one."""
    found = _UK_POSTCODE.fullmatch(text.strip())
    return f"{found['out']} {found['in']}".upper() if found else None


def country_code(text: str, home: str) -> str | None:
    """Give the ISO 3166-1 code of a country by code, English name or, for home, nothing at all.

    None for a name that is not known, which is then printed as it stands.

    Raises:
        UnknownCountryError: For two letters that are no code.
    """
    plain = text.strip().casefold()
    if not plain:
        return home
    if plain in _UK_NAMES:
        return "GB"
    if len(plain) == 2:
        if plain.upper() not in _names():
            raise UnknownCountryError(text)
        return plain.upper()
    return _codes().get(plain)


def lay_out(lines: Sequence[str], town: str, postcode: str, country: str, home: str) -> PostalAddress:
    """Put an address in the order in which its country reads it.

    Args:
        lines: Street lines, none of them empty.
        town: The post town; empty if it stands in `lines` already.
        postcode: As written, or empty.
        country: As written, or empty for home.
        home: ISO code of the country where the letters are posted.

    Returns:
        The address; abroad, the postcode may have become part of the last line.

    Raises:
        UnknownCountryError: For two letters that are no code.
    """
    code = country_code(country, home)
    block = [line for line in lines if line.casefold() != town.casefold()] + ([town] if town else [])
    if code == "GB":
        postcode = normal_uk_postcode(postcode) or postcode
    abroad = "" if code == home else _names().get(code or "", country.strip())
    if postcode and block and code in _BEFORE_TOWN.split():
        return PostalAddress((*block[:-1], f"{postcode} {block[-1]}"), "", abroad)
    if postcode and block and code in _AFTER_TOWN.split():
        return PostalAddress((*block[:-1], f"{block[-1]} {postcode}"), "", abroad)
    return PostalAddress(tuple(block), postcode, abroad)


def take_uk_postcode(lines: Sequence[str]) -> tuple[list[str], str]:
    """Take the postcode off the end of the last line; gives the lines left and it, empty if none."""
    if not lines or not (found := _ENDS_IN_UK_POSTCODE.search(lines[-1])):
        return list(lines), ""
    rest = lines[-1][: found.start()].rstrip(" ,")
    return [*lines[:-1], *([rest] if rest else [])], found["code"]


@functools.cache
def _names() -> dict[str, str]:
    territories = Locale("en").territories
    return {code: name for code, name in territories.items() if len(code) == 2 and code.isalpha()}


@functools.cache
def _codes() -> dict[str, str]:
    return {name.casefold(): code for code, name in _names().items()}
