"""Reads a message as a bounce, by its report, by its header fields or by its words."""

import re
from dataclasses import dataclass

from lettergen.inbox.autoreply.subjects import is_automatic_subject
from lettergen.inbox.bounces.challenges import is_challenge
from lettergen.inbox.bounces.events import Event, find_event
from lettergen.inbox.bounces.openings import DELAYED, FAILED, TOLD, find_family
from lettergen.inbox.bounces.originals import split_notice
from lettergen.inbox.bounces.recipients import (
    RECIPIENT_LIMIT,
    Failure,
    find_expanded,
    find_failures,
    words_about,
)
from lettergen.inbox.bounces.senders import bounce_subject, daemon_signs, is_daemon
from lettergen.inbox.bounces.statuses import (
    better_status,
    find_failure_status,
    find_reply_code,
    first_telling,
    is_permanent,
    only_failure_status,
    status_from_words,
)
from lettergen.inbox.dsn import RecipientReport, read_diagnostic
from lettergen.inbox.facts import Facts, quoted_headers
from lettergen.inbox.headers import Headers, addresses
from lettergen.model.messages import Evidence, FailedRecipient, Strength

#: Characters of a server's text that are kept as the reason.
REASON_LIMIT = 500
# What an action alone says as a status (RFC 3463 section 3.1).
_CLASSES = {"failed": "5.0.0", "delayed": "4.0.0"}
# How far into a notice its reasons are looked for, to tell that it is one; in characters.
_OPENING = 6_000
# A server's answer as it was given: code and address or enhanced code on one line.
_ANSWERED = re.compile(
    r"(?<![\w.])[45]\d\d[ -](?:#?[45]\.\d{1,3}\.\d{1,3}\b|.{0,80}@)|"
    r"@[^\s@]{3,100}\s.{0,80}(?<![\w.])[45]\d\d[ -]|"
    r"\(#[45]\.\d{1,3}\.\d{1,3}|smtp error"
)
# Where a list that passed a notice on says its own addresses, as in its footer.
_LIST_FIELDS = ("list-post", "list-help", "list-subscribe", "list-unsubscribe", "list-owner")
# The actions of RFC 3464 section 2.3.3 that are no failure.
_REACHED = frozenset({"delivered", "relayed", "expanded"})


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a bounce says. `original` are the returned message's header fields."""

    failed: tuple[FailedRecipient, ...]
    permanent: bool | None
    evidence: tuple[Evidence, ...]
    original: Headers


def find_bounce(facts: Facts) -> Bounce | None:
    """Read a message as a bounce; None if it is none."""
    if is_challenge(facts):
        return _challenge(facts)
    if facts.report and facts.report.recipients and not _is_pasted(facts):
        return _from_report(facts)
    event = find_event(facts)
    if event:
        return _from_event(event)
    if "message/delivery-status" not in facts.types and not _looks_like_notice(facts):
        return None
    return _from_words(facts)


def _challenge(facts: Facts) -> Bounce:
    reason = "A program holds our message until somebody proves to be a person."
    return Bounce(
        failed=(FailedRecipient(facts.sender, "", reason),) if facts.sender else (),
        permanent=False,
        evidence=(Evidence("challenge", reason, Strength.FAIR),),
        original=facts.original,
    )


def _from_event(event: Event) -> Bounce:
    failed = tuple(
        FailedRecipient(address, better_status(status, words), read_diagnostic(words)[:REASON_LIMIT])
        for address, status, words in event.recipients[:RECIPIENT_LIMIT]
    )
    fields = [("message-id", one.encode()) for one in event.message_ids[:1]]
    detail = "A sending service reports it as a bounce event (JSON)."
    evidence = (Evidence("bounce-event", detail, Strength.STRONG),)
    return Bounce(failed, event.permanent, evidence, Headers(fields))


def _from_report(facts: Facts) -> Bounce | None:
    reports = facts.report.recipients if facts.report else ()
    failing = [one for one in reports if one.action not in _REACHED and not one.status.startswith("2")]
    if not failing:
        return None
    notice, rest = split_notice(facts.notice)
    failed = {one.address: _failed(one, notice) for one in failing[:RECIPIENT_LIMIT]}
    kinds = [
        is_permanent(failed[one.address].status, one.action, one.diagnostic)
        for one in failing[:RECIPIENT_LIMIT]
    ]
    detail = f"It is a delivery status notification (RFC 3464) for {', '.join(list(failed)[:3])}."
    return Bounce(
        failed=tuple(failed.values()),
        permanent=_joint(kinds),
        evidence=(Evidence("dsn", detail, Strength.STRONG),),
        original=facts.original or quoted_headers(rest),
    )


def _failed(report: RecipientReport, notice: str) -> FailedRecipient:
    words = report.diagnostic
    status = better_status(report.status, words)
    if not status or (status[1:] == ".0.0" and not words):
        status = better_status(status, words_about(notice, report.address)) or status
    reason = words or words_about(notice, report.address)
    status = status or _CLASSES.get(report.action, "")
    return FailedRecipient(report.address, status, reason[:REASON_LIMIT])


def _joint(kinds: list[bool | None]) -> bool | None:
    """Give one answer for several recipients: for good if it is for any, unsaid if for none."""
    if True in kinds:
        return True
    return False if False in kinds else None


def _is_pasted(facts: Facts) -> bool:
    """Tell whether a person put a report's fields into their own text: no part of it is a report."""
    return not facts.report_parts and (daemon_signs(facts) < 1 or _is_told(facts))


def _is_told(facts: Facts) -> bool:
    """Tell whether the notice follows words of somebody who got it, and no mail system sent it."""
    family = find_family(facts.notice)
    begin = family.sign.search(facts.notice) if family else None
    return daemon_signs(facts) < 2 and bool(begin and TOLD.search(facts.notice[: begin.start()]))


def _looks_like_notice(facts: Facts) -> bool:
    """Tell whether a message without a report is a mail system's notice all the same."""
    if (
        facts.report_type in {"disposition-notification", "feedback-report"}
        and "automatically rejected" not in facts.notice
    ):
        return False
    if is_automatic_subject(facts.subject) and not is_daemon(facts):
        return False
    signs = daemon_signs(facts)
    if "x-failed-recipients" in facts.headers and signs >= 2:
        return True
    # A person's, whatever the words, most of the time; looking for them is slow.
    return signs >= 1 and _is_worded_as_notice(facts, signs)


def _is_worded_as_notice(facts: Facts, signs: int) -> bool:
    """Tell by its words whether what a program may have sent is a notice; `signs` is at least 1."""
    answers = any(name in facts.headers for name in ("in-reply-to", "references"))
    family = find_family(facts.notice)
    failing = bool(family) or bool(FAILED.search(facts.notice[:3_000]))
    notice, rest = split_notice(facts.notice[:_OPENING])
    # A server's code tells a failure in whatever language the rest is.
    coded = bool(find_failure_status(notice) or find_reply_code(notice))
    headed = bounce_subject(facts.subject)
    if signs >= 2:
        if is_daemon(facts) and (headed or (failing and not answers)):
            return True
        spoken = coded and (is_daemon(facts) or headed or bool(_ANSWERED.search(notice)))
        return family is not None or spoken or (failing and headed)
    # Gateways write from addresses of their own; they answer nothing, and give a reason or our message.
    shown = coded or bool(facts.original) or bool(quoted_headers(rest))
    return family is not None and shown and not answers and headed and not _is_told(facts)


def _from_words(facts: Facts) -> Bounce:
    notice, rest = split_notice(facts.notice)
    original = facts.original or quoted_headers(rest)
    delayed = bool(DELAYED.search(notice)) or bool(
        re.search(r"\b(?:delay|warning)", facts.subject, re.IGNORECASE)
    )
    failures = _failures(facts, notice, original)
    single = len(failures) == 1
    failed = tuple(_worded(one, notice, single=single, delayed=delayed) for one in failures[:RECIPIENT_LIMIT])
    kinds = [is_permanent(one.status, "delayed" if delayed else "failed", one.reason) for one in failed]
    return Bounce(
        failed=failed,
        permanent=_joint(kinds) if kinds else (False if delayed else None),
        evidence=(_evidence(facts),),
        original=original,
    )


def _failures(facts: Facts, notice: str, original: Headers) -> list[Failure]:
    named = [one for value in facts.headers.all("x-failed-recipients") for one in addresses(value)]
    if named:
        return [Failure(one, words_about(notice, one)) for one in dict.fromkeys(named)]
    senders = [one for name in ("from", "return-path") for one in addresses(original.get(name))]
    lists = [one for name in _LIST_FIELDS for value in facts.headers.all(name) for one in addresses(value)]
    not_these = {facts.sender, *facts.recipients, *senders, *lists}
    found = find_failures(notice, not_these=not_these)
    if found:
        return found
    expanded = find_expanded(notice)
    if expanded:
        return [Failure(one, notice[:2_000]) for one in expanded]
    aimed_at = _aimed_at(original)
    if len(set(aimed_at)) == 1:
        return [Failure(aimed_at[0], notice[:2_000])]
    # A message to oneself comes back to oneself.
    again = find_failures(notice, not_these={facts.sender})
    return again or [Failure(one, notice[:2_000]) for one in dict.fromkeys(aimed_at[:1])]


def _aimed_at(original: Headers) -> list[str]:
    """Give whom the returned message was on its way to: as the last server noted, else as it is addressed."""
    noted = re.search(r"\bfor\s+<?([^\s<>;]{1,250}@[^\s<>;]{1,250})>?", original.get("received"))
    if noted:
        return addresses(noted[1])
    return [one for name in ("to", "cc") for value in original.all(name) for one in addresses(value)]


def _worded(failure: Failure, notice: str, *, single: bool, delayed: bool) -> FailedRecipient:
    """Give a recipient with the status that the notice says, else the one that its words mean.

    The words nearest to the address count first; the whole notice only where it is about one address.
    """
    places = [failure.line, failure.words, words_about(notice, failure.address)]
    near = [find_failure_status(one) for one in places]
    # The only code of a notice about one address is that address's, wherever it stands.
    near += [only_failure_status(notice)] if single else []
    near += [status_from_words(one, temporary=delayed) for one in places]
    near += [find_failure_status(notice), status_from_words(notice, temporary=delayed)] if single else []
    # What stands above a list of addresses is said of all of them.
    shared = "" if single else status_from_words(notice[: failure.above], temporary=delayed)
    status = first_telling([*near, shared]) or ("4.0.0" if delayed else "5.0.0")
    return FailedRecipient(failure.address, status, failure.words[:REASON_LIMIT])


def _evidence(facts: Facts) -> Evidence:
    family = find_family(facts.notice)
    if family:
        return Evidence("bounce-words", f"It is worded as {family.name} words its notices.", Strength.FAIR)
    return Evidence(
        "bounce-sender", f"A mail system ({facts.sender or 'without address'}) wrote it.", Strength.FAIR
    )
