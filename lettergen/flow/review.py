"""What staff do with messages: look, decide, assign, note, close, add, export."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from enum import Enum
from pathlib import Path
from typing import Any

from lettergen.errors import InputError, UsageError
from lettergen.flow.effects import apply_effects
from lettergen.inbox import explain, read_message
from lettergen.inbox.references import find_refs
from lettergen.model.history import ReportRow
from lettergen.model.messages import Evidence, Inbound, Kind, Match, RawMessage, StoredMessage, Strength
from lettergen.model.ports import Clock, Log
from lettergen.model.sendings import Status

#: How an answer may come other than by email.
OTHER_WAYS = ("post", "phone", "meeting")
_BY_HAND = "by hand"


def show(log: Log, number: int) -> StoredMessage:
    """Give a message.

    Raises:
        UsageError: If there is none of that number.
    """
    message = log.message(number)
    if message is None:
        raise UsageError(f"There is no message {number}. `lettergen inbox --all` lists them.")
    return message


def needs_person(message: StoredMessage) -> bool:
    """Tell whether a person has something to do: a reply, a bounce, or a letter to choose.

    An automatic answer that is matched needs nobody, and neither does mail that has nothing to do
    with any letter.
    """
    if message.closed_as:
        return False
    if message.inbound.kind in {Kind.REPLY, Kind.BOUNCE} and (message.matches or not message.decided_by):
        return True
    return bool(message.proposals) and not message.matches and not message.decided_by


class Queue(Enum):
    """Why a message waits for a person."""

    REPLIES = "replies"
    """New answers to letters, to be read and closed."""
    HOLDING_PEN = "holding pen"
    """It is for a person to say which letter it answers, if any."""
    BOUNCES = "bounces"
    """Letters that did not arrive, whose address is to be mended."""


def queue_of(message: StoredMessage) -> Queue:
    """Say where a message that needs a person belongs."""
    if not message.matches:
        return Queue.HOLDING_PEN
    return Queue.BOUNCES if message.inbound.kind is Kind.BOUNCE else Queue.REPLIES


def pending(log: Log) -> Iterator[StoredMessage]:
    """Yield what needs a person, oldest first; only some are in memory at once."""
    return (one for one in log.messages(open_only=True) if needs_person(one))


def match(log: Log, number: int, refs: Sequence[str], actor: str, reason: str = "") -> None:
    """Decide which letters a message answers, and draw the consequences; none means not ours.

    References may be typed as people do (case, O for 0).

    Raises:
        UsageError: If there is no such message or no such letter.
    """
    message = show(log, number)
    exact = [_exact_ref(log, ref) for ref in refs]
    log.match(number, exact, actor, reason)
    apply_effects(number, message.inbound, exact, log, actor)


def _exact_ref(log: Log, ref: str) -> str:
    found = find_refs(ref, log)
    if len(found) != 1:
        raise UsageError(f"There is no letter {ref}. `lettergen log` lists them.")
    return found[0]


def assign(log: Log, number: int, who: str, actor: str) -> None:
    """Record who takes care of a message; empty for nobody."""
    log.assign(show(log, number).id, who, actor)


def note(log: Log, number: int, text: str, actor: str) -> None:
    """Add a note to a message."""
    if not text.strip():
        raise UsageError("The note is empty.")
    log.note(show(log, number).id, text, actor)


def close(log: Log, number: int, outcome: str, outcomes: Sequence[str], actor: str) -> None:
    """Close a message under one of the campaign's words; empty reopens it.

    Raises:
        UsageError: If the word is none of the campaign's.
    """
    if outcome and outcome not in outcomes:
        raise UsageError(f"`{outcome}` is none of the campaign's outcomes: {', '.join(outcomes)}.")
    log.close_message(show(log, number).id, outcome, actor)


def confirm_removal(log: Log, number: int, actor: str) -> list[str]:
    """Record that nothing is to go any more to who wrote a message, nor to whom its letters went.

    The sender is often not the recipient, but a colleague at another address.

    Returns:
        The addresses that are not written to any more; a postal one where a recipient has no other.

    Raises:
        UsageError: If the message names no sender and answers no letter.
    """
    message = show(log, number)
    letters = [log.letter(one.ref) for one in message.matches]
    wrote_to = [one.email or one.address for one in letters if one is not None]
    addresses = [one.lower() for one in dict.fromkeys([message.inbound.sender, *wrote_to]) if one]
    if not addresses:
        raise UsageError(f"Message {number} names no sender. Match it to a letter first.")
    for address in addresses:
        log.suppress(address, "do-not-contact", f"asked for in message {number}", actor)
    return addresses


def add(
    log: Log,
    ref: str,
    way: str,
    on: date,
    actor: str,
    *,
    sender: str = "",
    text: str = "",
    scan: Path | None = None,
) -> int:
    """Record an answer that came another way; gives its number.

    It is kept like any other, as an email that holds the text and the scan.

    Args:
        log: The log.
        ref: The letter it answers.
        way: One of `OTHER_WAYS`.
        on: When it came.
        actor: Who records it.
        sender: Who answered, by name.
        text: What was said.
        scan: A file to keep with it.

    Raises:
        InputError: If the scan cannot be read.
        UsageError: If there is no such letter, or it was recorded before.
    """
    exact = _exact_ref(log, ref)
    raw = _as_email(exact, way, on, sender, text, scan)
    uid = log.seen(_BY_HAND).get(way, (0, 0))[1] + 1
    number = log.store_raw(RawMessage(_BY_HAND, way, 1, uid, raw, _noon(on)))
    if number is None:
        raise UsageError(f"This answer to {exact} is recorded already.")
    evidence = (Evidence("by hand", f"recorded by {actor}", Strength.STRONG),)
    read = read_message(raw)
    inbound = Inbound(
        message_id=read.message_id,
        sender_name=sender,
        subject=read.subject,
        date=_noon(on),
        kind=Kind.REPLY,
        text=text,
        full_text=text,
        attachments=read.attachments,
        evidence=evidence,
    )
    log.record_reading(number, inbound, [Match(exact, evidence)], [], actor)
    log.match(number, [exact], actor, f"came by {way}")
    apply_effects(number, inbound, [exact], log, actor)
    return number


def _noon(on: date) -> datetime:
    # Somewhere within that day, whatever the office's time zone.
    return datetime.combine(on, time(12), tzinfo=datetime.now().astimezone().tzinfo)


def _as_email(ref: str, way: str, on: date, sender: str, text: str, scan: Path | None) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = f'"{_plain(sender) or "Unknown"}" <by-hand@lettergen.invalid>'
    message["Subject"] = f"Re: {ref}, answer by {way}"
    message["Date"] = _noon(on)
    message.set_content(text)
    if scan is not None:
        try:
            content = scan.read_bytes()
        except OSError as error:
            raise InputError(f"{scan}: cannot be read: {error.strerror}.") from error
        message.add_attachment(content, "application", "octet-stream", filename=scan.name)
        message.set_boundary("=_by_hand")
    return message.as_bytes()


def _plain(name: str) -> str:
    return "".join(one for one in name if one.isprintable() and one not in '"\\<>')


def overdue(log: Log, campaign: str, clock: Clock, after: timedelta) -> list[ReportRow]:
    """Give the recipients whose letter arrived so long ago and who have not answered, by key.

    A letter that bounced or came back, and by no other way arrived, waits for no answer.
    """
    latest = clock.now() - after
    return [row for row in log.report(campaign) if _is_waiting(row, latest)]


def _is_waiting(row: ReportRow, latest: datetime) -> bool:
    if row.replied_at is not None:
        return False
    by_email = row.emailed_at if row.email is Status.ACCEPTED else None
    by_post = row.posted_at if row.post is Status.POSTED else None
    arrived = [one for one in (by_email, by_post) if one is not None]
    return bool(arrived) and min(arrived) <= latest


def export(log: Log, number: int) -> bytes:
    """Give a message as it came.

    Raises:
        UsageError: If there is none of that number.
    """
    return log.raw(show(log, number).id)


def explain_files(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Yield how each file's message is read and why, without a mailbox or a log.

    Raises:
        InputError: If a file cannot be read.
    """
    for path in paths:
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise InputError(f"{path}: cannot be read: {error.strerror}.") from error
        yield {"file": str(path), **explain(raw)}
