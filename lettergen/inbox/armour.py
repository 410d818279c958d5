"""OpenPGP written into the text of a message (RFC 9580 section 6.2 and 7)."""

import re

_SIGNED = re.compile(r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z-]{1,40}: [^\n]*\n)*\n?", re.MULTILINE)
_SIGNATURE = re.compile(
    r"^-----BEGIN PGP SIGNATURE-----\n(?:(?!-----END)[^\n]*\n){0,500}(?:-----END PGP SIGNATURE-----)?",
    re.MULTILINE,
)
_SEALED = re.compile(
    r"^-----BEGIN PGP MESSAGE-----\n(?:(?!-----END)[^\n]*\n){0,100000}(?:-----END PGP MESSAGE-----)?",
    re.MULTILINE,
)


def without_armour(text: str) -> tuple[str, bool]:
    """Give a text without the signs of a signature, and whether it held a block that is encrypted.

    The encrypted block goes too: nobody reads it.
    """
    if "-----BEGIN PGP " not in text:
        return text, False
    if _SIGNED.search(text):
        # Lines that begin with a dash were escaped by another (section 7.1).
        text = re.sub(r"^- (?=-)", "", _SIGNATURE.sub("", _SIGNED.sub("", text)), flags=re.MULTILINE)
    return _SEALED.sub("", text), bool(_SEALED.search(text))
