"""Reply, bounce, auto-reply or other; by standards, then header fields in use, then words."""

import re
from dataclasses import dataclass

from lettergen.inbox.autoreply import find_auto_reply
from lettergen.inbox.bounces import find_bounce
from lettergen.inbox.facts import Facts
from lettergen.inbox.headers import Headers
from lettergen.model.messages import Evidence, FailedRecipient, Kind, Strength

_BULK_FIELDS = {
    "list-id": "List-Id",
    "list-post": "List-Post",
    "list-unsubscribe": "List-Unsubscribe",
    "x-mailing-list": "X-Mailing-List",
    "feedback-id": "Feedback-ID",
    "x-campaign-id": "X-Campaign-Id",
    "x-csa-complaints": "X-CSA-Complaints",
}
_REPLY_SUBJECT = re.compile(
    r"\s*(?:\[[^\]]{1,60}\]\s*)?(?:re|aw|sv|antw|ynt|odp|rif|res|ref|r|vs|vá|at|atb|fra|antwoord|"
    r"回复|回覆|答复|ответ)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a message is, and why. `permanent` and `failed` as in `Inbound`.

    `original` are the header fields of a bounced message.
    """

    kind: Kind
    evidence: tuple[Evidence, ...] = ()
    permanent: bool | None = None
    failed: tuple[FailedRecipient, ...] = ()
    original: Headers | None = None


def classify(facts: Facts, text: str) -> Verdict:
    """Tell what a message is; `text` is what was newly written in it."""
    machine = _by_type(facts)
    if machine:
        return Verdict(Kind.OTHER, (machine,))
    bounce = find_bounce(facts)
    if bounce:
        return Verdict(Kind.BOUNCE, bounce.evidence, bounce.permanent, bounce.failed, bounce.original)
    if facts.report and facts.report.recipients and facts.report_parts:
        detail = "It is a delivery status notification of a success (RFC 3464)."
        return Verdict(Kind.OTHER, (Evidence("dsn", detail, Strength.STRONG),))
    auto = find_auto_reply(facts, text)
    if auto:
        return Verdict(Kind.AUTO_REPLY, (auto,))
    return _reply_or_other(facts)


def _by_type(facts: Facts) -> Evidence | None:
    """Find reports that are neither bounce nor answer, by their type."""
    if "message/feedback-report" in facts.types or facts.report_type == "feedback-report":
        return Evidence("complaint", "It is a complaint report (RFC 5965).", Strength.STRONG)
    rejected = "automatically rejected" in facts.notice[:3_000]
    if "message/disposition-notification" in facts.types and not rejected:
        return Evidence(
            "receipt", "It says that a message was displayed or deleted (RFC 8098).", Strength.STRONG
        )
    if "text/calendar" in facts.types and not facts.notice.strip():
        return Evidence("calendar", "It is an invitation or the answer to one (RFC 5546).", Strength.STRONG)
    return None


def _reply_or_other(facts: Facts) -> Verdict:
    headers = facts.headers
    threaded = "in-reply-to" in headers or "references" in headers
    answers = bool(_REPLY_SUBJECT.match(facts.subject))
    for name, shown in _BULK_FIELDS.items():
        # Offices share an address as a list does: an answer from one has a list's fields.
        if name in headers and not (threaded and answers and name.startswith("list-")):
            return _other("bulk", f"It went to many: it has the field {shown}.")
    if threaded:
        detail = "It names the message that it answers."
        return Verdict(Kind.REPLY, (Evidence("thread", detail, Strength.STRONG),))
    if answers:
        detail = f"Its subject is that of an answer: “{facts.subject}”."
        return Verdict(Kind.REPLY, (Evidence("reply-subject", detail, Strength.FAIR),))
    machine = _by_machine(facts)
    if machine:
        return _other(*machine)
    detail = "Nothing says that a program wrote it, or that it went to many."
    return Verdict(Kind.REPLY, (Evidence("personal", detail, Strength.WEAK),))


def _by_machine(facts: Facts) -> tuple[str, str] | None:
    """Give rule and detail for what a program or nobody wrote, None for what a person may have."""
    precedence = facts.headers.get("precedence")
    if precedence.lower() in {"bulk", "list", "junk"}:
        return "bulk", f"Its Precedence field says {precedence}."
    if facts.headers.get("auto-submitted").lower().startswith("auto"):
        return "rfc-3834", "A program wrote it, and not as an answer (RFC 3834)."
    if re.match(
        r"(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|mailman|majordomo|listserv|[^@]*-bounces)\b",
        facts.sender,
    ):
        return "sender", f"A program wrote it: it is from {facts.sender}."
    if not facts.sender and not facts.notice.strip():
        return "empty", "It has neither sender nor text."
    return None


def _other(rule: str, detail: str) -> Verdict:
    return Verdict(Kind.OTHER, (Evidence(rule, detail, Strength.FAIR),))
