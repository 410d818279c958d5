"""The letter, and the reference that paper, Message-ID and log share."""

import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

# Crockford's base 32: no I, L, O or U, so that a misread letter still finds its letter.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 4
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_REF = re.compile(r"(?P<prefix>[A-Z][A-Z0-9]{1,7})-(?P<code>[0-9A-HJKMNP-TV-Z]{4,8})")


@dataclass(frozen=True, slots=True, order=True)
class LetterRef:
    """The short name of one recipient's letter, such as ``AP19-7F3K``.

    `prefix` is the campaign's, 2 to 8 capitals and digits beginning with a capital; `code` is 4 to 8
    characters of Crockford's base 32.
    """

    prefix: str
    code: str

    def __str__(self) -> str:
        """Give the reference as it is printed."""
        return f"{self.prefix}-{self.code}"

    @classmethod
    def parse(cls, text: str) -> "LetterRef":
        """Read a reference as printed, exactly.

        Raises:
            ValueError: If it is none.
        """
        found = _REF.fullmatch(text)
        if found is None:
            raise ValueError(f"{text!r} is no letter reference")
        return cls(found["prefix"], found["code"])


def forgive(code: str) -> str:
    """Give the code that a person may have meant: capitals, and O, I and L read as 0, 1 and 1."""
    return code.upper().translate(_LOOK_ALIKES)


def assign_refs(
    prefix: str, campaign: str, keys: Iterable[str], taken: Collection[str] = ()
) -> dict[str, LetterRef]:
    """Give each recipient key a reference that no other has.

    A reference follows from campaign and key alone, so that a rehearsal on another machine prints
    the same one. Two keys that fall on one code (likely from a thousand recipients on) are told
    apart by hashing again, in the order of the keys.

    Args:
        prefix: The campaign's prefix.
        campaign: The campaign's name; two campaigns with one prefix differ by it.
        keys: The recipients' keys, unique, in any order.
        taken: Codes that are given away already and not to be used again.
    """
    used = set(taken)
    refs = {}
    for key in sorted(keys):
        salt = 0
        while (code := _code(campaign, key, salt)) in used:
            salt += 1
        used.add(code)
        refs[key] = LetterRef(prefix, code)
    return refs


def _code(campaign: str, key: str, salt: int) -> str:
    digest = hashlib.sha256(f"{campaign}\n{key}\n{salt}".encode()).digest()
    number = int.from_bytes(digest[:8])
    # After 64 collisions in a row the short codes are nearly used up: lengthen.
    length = CODE_LENGTH + min(salt // 64, 4)
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(length))


#: What stands between a campaign's name and that of a follow-up to it; no campaign's own name has it.
_FOLLOW_UP = "/"


def follow_up_name(campaign: str, number: int) -> str:
    """Give the name in the log of a campaign's follow-up, such as ``spring/chase-1``; they count from 1."""
    return f"{campaign}{_FOLLOW_UP}chase-{number}"


def first_campaign(name: str) -> str:
    """Give the campaign that a follow-up follows; a campaign that follows none gives itself."""
    return name.partition(_FOLLOW_UP)[0]


@dataclass(frozen=True, slots=True)
class Letter:
    """The text as one recipient gets it, by name.

    `recipient_key` names the row, `ref` the letter. `campaign` is the campaign's name as the log
    knows it.
    """

    campaign: str
    recipient_key: str
    ref: LetterRef
