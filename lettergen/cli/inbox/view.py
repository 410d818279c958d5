"""A message as rows, JSON and a page of text."""

from collections.abc import Iterator, Sequence

from lettergen.cli.links import real_hosts
from lettergen.cli.show import day, minute
from lettergen.flow.review import Queue, queue_of
from lettergen.model.history import Event, LetterFacts
from lettergen.model.messages import Match, StoredMessage
from lettergen.wiring import App

#: How much of a letter's text stands beside an answer, in characters.
_EXCERPT = 900


def list_row(message: StoredMessage) -> tuple[str, ...]:
    """Give a message's row in the list of all."""
    inbound = message.inbound
    answers = ", ".join(one.ref for one in message.matches)
    if not answers and message.proposals:
        answers = ", ".join(f"{one.ref}?" for one in message.proposals)
    kind = f"closed: {message.closed_as}" if message.closed_as else kind_words(message)
    return (str(message.id), day(inbound.date), kind, _who(message), inbound.subject, answers,
            message.assigned_to)  # fmt: skip


def queue_row(message: StoredMessage, app: App) -> tuple[str, ...]:
    """Give a message's row in the list of what needs a person; its last cells depend on its queue."""
    inbound = message.inbound
    found = message.matches or message.proposals
    letters = [app.log.letter(one.ref) for one in found]
    answers = "\n".join(f"{one.ref} {one.name}" for one in letters if one is not None)
    start = (str(message.id), day(inbound.date))
    queue = queue_of(message)
    if queue is Queue.BOUNCES:
        failed = "\n".join(f"{one.address} {one.status}".strip() for one in inbound.failed)
        return (*start, answers, failed, _lasting(message), message.assigned_to)
    if queue is Queue.HOLDING_PEN:
        because = "\n".join(_because(one) for one in message.proposals) or "nothing points to a letter"
        return (*start, _who(message), inbound.subject, answers, because, message.assigned_to)
    return (*start, _who(message), inbound.subject, answers, message.assigned_to)


#: By queue, what stands above its list and the names of its columns.
QUEUES = {
    Queue.REPLIES: (
        "New replies, to be read and closed",
        ("No.", "Date", "From", "Subject", "Answers", "Assigned to"),
    ),
    Queue.HOLDING_PEN: (
        "Holding pen, for you to say which letter they answer",
        ("No.", "Date", "From", "Subject", "Perhaps answers", "Because", "Assigned to"),
    ),
    Queue.BOUNCES: (
        "Bounces, letters that did not arrive",
        ("No.", "Date", "Letter", "Failed address", "For how long", "Assigned to"),
    ),
}


def kind_words(message: StoredMessage) -> str:
    """Give what a message is, in words: a bounce is hard or soft."""
    lasting = _lasting(message)
    return message.inbound.kind.value + (f", {lasting}" if lasting else "")


def facts(message: StoredMessage) -> dict[str, object]:
    """Give a message as JSON values."""
    inbound = message.inbound
    return {
        "number": message.id,
        "kind": inbound.kind.value,
        "permanent": inbound.permanent,
        "date": inbound.date,
        "from": inbound.sender,
        "name": inbound.sender_name,
        "subject": inbound.subject,
        "text": inbound.text,
        "matches": [one.ref for one in message.matches],
        "proposals": [{"reference": one.ref, "because": _because(one)} for one in message.proposals],
        "failed": [
            {"address": one.address, "status": one.status, "reason": one.reason} for one in inbound.failed
        ],
        "case_number": inbound.case_number,
        "asks_removal": inbound.asks_removal,
        "assigned_to": message.assigned_to,
        "closed_as": message.closed_as,
        "notes": list(message.notes),
        "gone_from_mailbox_at": message.gone_at,
        "defects": list(inbound.defects),
    }


def history_facts(events: Sequence[Event]) -> list[dict[str, object]]:
    """Give what was done with a message as JSON values."""
    return [{"at": one.at, "who": one.actor, "what": one.what, "reason": one.reason} for one in events]


def page(message: StoredMessage, events: Sequence[Event], *, full: bool) -> str:
    """Give a message as a page of text: who, what it answers and why, what was written, what was done."""
    return "\n".join([*_head(message), "", *_body(message, full=full), *_history(message, events)])


def letter_page(letter: LetterFacts, words: str, *, full: bool) -> str:
    """Give the letter that a message answers, to stand beside it.

    Args:
        letter: What the log knows of it.
        words: Its text, empty if outbox/ no longer has it.
        full: All of the text.
    """
    whom = f"{letter.name}, {letter.organisation}" if letter.organisation else letter.name
    lines = [f"Our letter {letter.ref} to {whom}"]
    went = [
        f"{how} {day(at)}" for how, at in (("emailed", letter.emailed_at), ("posted", letter.posted_at)) if at
    ]
    lines.append(", ".join(went).capitalize() if went else "Not sent yet")
    if letter.follows:
        lines.append(f"Follows up {letter.follows}")
    if words:
        lines += ["", words if full else _excerpt(words)]
    else:
        lines += [
            "",
            f"Its text is no longer in outbox/; `lettergen preview {letter.recipient_key}` makes it.",
        ]
    return "\n".join(lines)


def _excerpt(text: str) -> str:
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT].rsplit(None, 1)[0]} …"


def _who(message: StoredMessage) -> str:
    return message.inbound.sender_name or real_hosts(message.inbound.sender)


def _lasting(message: StoredMessage) -> str:
    return {True: "for good", False: "for now", None: ""}[message.inbound.permanent]


def _head(message: StoredMessage) -> Iterator[str]:
    inbound = message.inbound
    yield f"Message {message.id}: {kind_words(message)}"
    yield f"From:     {f'{inbound.sender_name} <{real_hosts(inbound.sender)}>'.strip()}"
    yield f"Date:     {minute(inbound.date)}"
    yield f"Subject:  {inbound.subject}"
    for label, matches in (("Answers: ", message.matches), ("Perhaps: ", message.proposals)):
        for match in matches:
            yield f"{label} {match.ref}"
            yield f"Why:      {_because(match)}"
    for one in inbound.failed:
        yield f"Failed:   {one.address} {one.status} {one.reason}".rstrip()
    for place, file in enumerate(inbound.attachments, start=1):
        yield f"File {place}:   {file.filename} ({file.content_type}, {file.size:,} bytes)"
    yield from _marks(message)
    for defect in inbound.defects:
        yield f"Defect:   {defect}"


def _marks(message: StoredMessage) -> Iterator[str]:
    """Give what is only said where there is something to say."""
    asks = f"not to be written to any more; `lettergen inbox remove {message.id}` does that"
    for name, value in (
        ("Case:     ", message.inbound.case_number),
        ("Asks:     ", asks if message.inbound.asks_removal else ""),
        ("With:     ", message.assigned_to),
        ("Closed:   ", message.closed_as),
        (
            "Original: ",
            f"gone from the mailbox, noticed {minute(message.gone_at)}" if message.gone_at else "",
        ),
    ):
        if value:
            yield name + value


def _body(message: StoredMessage, *, full: bool) -> Iterator[str]:
    inbound = message.inbound
    text = inbound.full_text if full else inbound.text
    yield real_hosts(text) or "(no text)"
    if not full and inbound.full_text.strip() != inbound.text.strip():
        yield f"\n(What they quoted is left out; `lettergen inbox show {message.id} --full` shows all.)"


def _history(message: StoredMessage, events: Sequence[Event]) -> Iterator[str]:
    """Give who did what with a message, and when, below an empty line."""
    if events:
        yield ""
    for one in events:
        what = one.what.removeprefix(f"message {message.id}: ")
        yield f"{minute(one.at)} {one.actor}: {what}{f': {one.reason}' if one.reason else ''}"


def _because(match: Match) -> str:
    return "; ".join(dict.fromkeys(part for one in match.evidence for part in one.detail.split("; ")))
