"""Reply, bounce, auto-reply or other, by standards first."""

import re
from dataclasses import dataclass

from lettergen.inbox.autoreply import find_auto_reply
from lettergen.inbox.dsn import Report
from lettergen.inbox.headers import Headers
from lettergen.inbox.mime import Part
from lettergen.model.messages import Evidence, FailedRecipient, Kind, Strength


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a message is, and why. `permanent` and `failed` as in `Inbound`."""

    kind: Kind
    evidence: tuple[Evidence, ...] = ()
    permanent: bool | None = None
    failed: tuple[FailedRecipient, ...] = ()


def classify(root: Part, report: Report | None, subject: str) -> Verdict:
    """Tell what a message is."""
    headers = root.headers
    if report and report.recipients:
        return _from_report(report)
    auto = find_auto_reply(headers, subject)
    if auto:
        return Verdict(Kind.AUTO_REPLY, (auto,))
    if _is_bulk(headers):
        return Verdict(Kind.OTHER, (Evidence("bulk", "It went to a list.", Strength.STRONG),))
    if (
        "in-reply-to" in headers
        or "references" in headers
        or re.match(r"\s*(re|aw|sv|antw)\s*:", subject, re.IGNORECASE)
    ):
        return Verdict(Kind.REPLY, (Evidence("thread", "It answers a message.", Strength.STRONG),))
    return Verdict(
        Kind.REPLY, (Evidence("personal", "Nothing says that a program wrote it.", Strength.WEAK),)
    )


def _from_report(report: Report) -> Verdict:
    failed = [one for one in report.recipients if one.action in {"failed", "delayed", ""}]
    if not failed:
        return Verdict(Kind.OTHER, (Evidence("dsn", "It reports a delivery.", Strength.STRONG),))
    return Verdict(
        Kind.BOUNCE,
        (Evidence("dsn", "It is a delivery status notification (RFC 3464).", Strength.STRONG),),
        any(one.action == "failed" and not one.status.startswith("4") for one in failed),
        tuple(FailedRecipient(one.address, one.status, one.diagnostic) for one in failed),
    )


def _is_bulk(headers: Headers) -> bool:
    return "list-id" in headers or "list-unsubscribe" in headers
