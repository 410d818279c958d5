"""What a reply code means for the sending, and when to try next (RFC 5321 section 4.5.4.1)."""

import re
from datetime import datetime, timedelta
from enum import Enum

from lettergen.model.sendings import Verdict

_CLOSING = 421
_PERMANENT = 500
_REFUSALS = (400, 599)
_SIGN_IN_LATER = 454
_SIGN_IN = frozenset({530, 534, 535, 538})
_OURS = frozenset({"5.3.4", "5.7.8", "5.7.9", "5.7.14", "5.7.57", "5.7.139"})
_NO_RELAY = re.compile(r"\brelay", re.IGNORECASE)
_ENHANCED = re.compile(r"^\s*([245]\.\d{1,3}\.\d{1,3})(?=\s|$)")
#: Waiting times between tries: within a run first, since greylisting wants some minutes, then hours.
DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60, 120, 240))


def enhanced_code(text: str) -> str:
    """Give the enhanced status code that a reply begins with (RFC 2034), or nothing."""
    found = _ENHANCED.match(text)
    return found[1] if found else ""


def next_try(attempts: int, now: datetime) -> datetime:
    """Say when to try again after so many attempts."""
    return now + DELAYS[min(max(attempts, 1), len(DELAYS)) - 1]


class Stage(Enum):
    """What a reply answers."""

    MAIL = "MAIL"
    RCPT = "RCPT"
    DATA = "DATA"
    MESSAGE = "end of data"


def verdict_of(code: int, text: str, stage: Stage) -> Verdict:
    """Tell what a refusal, 4xx or 5xx, means for the sending and for the run.

    - 421, and 4.3.x (RFC 3463 section 3.4, mail system status): the server is unwell. So is one whose
      answer is no reply code at all.
    - Sign-in codes (RFC 4954 section 6), a permanent answer to MAIL (it speaks of us as the sender), a
      relay that does not know us, and 5.3.4 (message too big for the system) are ours to mend.
    - Everything else is about this message or recipient, for now (4xx) or for good (5xx).
    """
    if code == _SIGN_IN_LATER or code in _SIGN_IN or enhanced_code(text) in _OURS:
        return Verdict.OUR_TROUBLE
    if not _REFUSALS[0] <= code <= _REFUSALS[1] or code == _CLOSING:
        return Verdict.SERVER_TROUBLE
    if code < _PERMANENT:
        return Verdict.SERVER_TROUBLE if enhanced_code(text).startswith("4.3.") else Verdict.DEFERRED
    if stage is Stage.MAIL or (stage is Stage.RCPT and _NO_RELAY.search(text)):
        return Verdict.OUR_TROUBLE
    return Verdict.REFUSED
