"""What a reply code means for the sending, and when to try next (RFC 5321 section 4.5.4.1)."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from lettergen.model.sendings import Verdict

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


_ALL = frozenset(Stage)
_RCPT = frozenset({Stage.RCPT})
_NOT_RCPT = _ALL - _RCPT
_AT_END = frozenset({Stage.MESSAGE})


@dataclass(frozen=True, slots=True)
class Rule:
    """What some replies mean.

    `codes` are reply codes or their first digits, `enhanced` the beginnings of enhanced status codes
    without their first digit (RFC 3463), "" being a reply that has none; None stands for any. `words`
    must occur in the text.
    """

    verdict: Verdict
    why: str
    stages: frozenset[Stage] = _ALL
    codes: tuple[str, ...] = ("4", "5")
    enhanced: tuple[str, ...] | None = None
    words: re.Pattern[str] | None = None

    def covers(self, code: int, text: str, stage: Stage) -> bool:
        """Tell whether a reply to a stage is one of these."""
        class_free = enhanced_code(text)[1:]
        return (
            stage in self.stages
            and str(code).startswith(self.codes)
            and (self.enhanced is None or any(_is_under(class_free, one) for one in self.enhanced))
            and (self.words is None or bool(self.words.search(text)))
        )


def _is_under(class_free: str, beginning: str) -> bool:
    return f"{class_free}.".startswith(f"{beginning}.") if beginning else not class_free


#: The first rule that covers a refusal counts.
RULES = (
    Rule(Verdict.OUR_TROUBLE, "sign-in (RFC 4954 section 6)", codes=("454", "530", "534", "535", "538")),
    Rule(Verdict.OUR_TROUBLE, "sign-in refused", enhanced=(".7.8", ".7.9", ".7.14", ".7.57", ".7.139")),
    Rule(Verdict.OUR_TROUBLE, "larger than the server takes", enhanced=(".3.4",)),
    Rule(Verdict.SERVER_TROUBLE, "the server closes (RFC 5321 section 3.8)", codes=("421",)),
    Rule(
        Verdict.SERVER_TROUBLE, "its system is unwell (RFC 3463 section 3.4)", codes=("4",), enhanced=(".3",)
    ),
    Rule(Verdict.SERVER_TROUBLE, "no room on the server", codes=("452",), enhanced=("",), stages=_NOT_RCPT),
    Rule(Verdict.DEFERRED, "not now", codes=("4",)),
    Rule(Verdict.OUR_TROUBLE, "it does not take letters from us", stages=frozenset({Stage.MAIL})),
    Rule(Verdict.SERVER_TROUBLE, "its system is unwell", codes=("5",), enhanced=(".3",), stages=_NOT_RCPT),
    Rule(
        Verdict.OUR_TROUBLE,
        "it does not relay for us",
        stages=_RCPT,
        words=re.compile(r"\brelay", re.IGNORECASE),
    ),
    Rule(
        Verdict.OUR_TROUBLE,
        "our domain or address does not pass its checks (RFC 7372)",
        enhanced=tuple(f".7.{detail}" for detail in range(20, 28)),
    ),
    Rule(
        Verdict.OUR_TROUBLE,
        "a rule of the server's (RFC 3463 section 3.8)",
        stages=_NOT_RCPT,
        enhanced=(".7",),
    ),
    Rule(Verdict.OUR_TROUBLE, "larger than it takes", stages=_AT_END, codes=("552",), enhanced=("",)),
    Rule(
        Verdict.OUR_TROUBLE, "it does not understand us", stages=_NOT_RCPT, codes=("500", "502", "503", "504")
    ),
    Rule(Verdict.REFUSED, "never", codes=("5",)),
)


def verdict_of(code: int, text: str, stage: Stage) -> Verdict:
    """Tell what a refusal, 4xx or 5xx, means for the sending and for the run.

    What is about us or the server ends or delays the run; everything else is about this message or
    recipient, for now (4xx) or for good (5xx). An answer that is no reply code is trouble of the server's.
    """
    if not 400 <= code <= 599:
        return Verdict.SERVER_TROUBLE
    return next(rule.verdict for rule in RULES if rule.covers(code, text, stage))
