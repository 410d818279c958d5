"""Finds letter references in text, as people and programs misspell them."""

import re
import unicodedata
from collections.abc import Iterator

from lettergen.model.letters import forgive
from lettergen.model.ports import LetterFinder

#: What is read alike (`model.letters.forgive`), for the campaign's prefix.
_ALIKE = {"0": "[0O]", "O": "[0O]", "1": "[1IL]", "I": "[1IL]", "L": "[1IL]"}
_HYPHENS = "-‐‑‒–—−_"
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
#: More different candidates than this are no letter but an attack or a list.
_MOST_CANDIDATES = 200


def find_refs(text: str, letters: LetterFinder) -> list[str]:
    """Give the references in a text that were given away to letters, each once, in order.

    Forgiven are case, look-alikes (O and 0, I, L and 1), any hyphen, a line break after it, and a
    blank or nothing instead of it.
    """
    candidates = dict.fromkeys(_candidates(text, letters.prefixes()))
    found = (letters.ref_by_code(*one) for one in list(candidates)[:_MOST_CANDIDATES])
    return list(dict.fromkeys(ref for ref in found if ref is not None))


def _candidates(text: str, prefixes: frozenset[str]) -> Iterator[tuple[str, str]]:
    if not prefixes:
        return
    plain = unicodedata.normalize("NFKC", text.translate(_INVISIBLE))
    for prefix in sorted(prefixes):
        for found in _pattern(prefix).finditer(plain):
            # Without a hyphen, words after the prefix look like codes; a code's digit tells.
            if found["hyphen"] or any(one.isdigit() for one in found["code"]):
                yield prefix, forgive(found["code"])


def _pattern(prefix: str) -> re.Pattern[str]:
    spelt = "".join(_ALIKE.get(letter, letter) for letter in prefix)
    return re.compile(
        rf"(?<![A-Z0-9]){spelt}(?:\s{{0,2}}(?P<hyphen>[{_HYPHENS}])\s{{0,2}}| ?)"
        r"(?P<code>[0-9A-Z]{4,8})(?![A-Z0-9])",
        re.IGNORECASE | re.ASCII,
    )
