"""A message as rows, JSON and a page of text."""

from collections.abc import Iterator

from lettergen.cli.show import day, minute
from lettergen.model.messages import Match, StoredMessage


def list_row(message: StoredMessage) -> tuple[str, ...]:
    """Give a message's row in the list."""
    inbound = message.inbound
    answers = ", ".join(one.ref for one in message.matches)
    if not answers and message.proposals:
        answers = ", ".join(f"{one.ref}?" for one in message.proposals)
    who = inbound.sender_name or inbound.sender
    kind = message.closed_as or kind_words(message)
    return (str(message.id), day(inbound.date), kind, who, inbound.subject, answers, message.assigned_to)


def kind_words(message: StoredMessage) -> str:
    """Give what a message is, in words: a bounce is hard or soft."""
    inbound = message.inbound
    if inbound.permanent is None:
        return inbound.kind.value
    return f"{inbound.kind.value}, {'for good' if inbound.permanent else 'for now'}"


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
        "defects": list(inbound.defects),
    }


def page(message: StoredMessage, *, full: bool) -> str:
    """Give a message as a page of text: who, what it answers and why, what was written."""
    return "\n".join([*_head(message), "", *_body(message, full=full)])


def _head(message: StoredMessage) -> Iterator[str]:
    inbound = message.inbound
    yield f"Message {message.id}: {kind_words(message)}"
    yield f"From:     {inbound.sender_name} <{inbound.sender}>".replace(":      <", ":     <")
    yield f"Date:     {minute(inbound.date)}"
    yield f"Subject:  {inbound.subject}"
    for match in message.matches:
        yield f"Answers:  {match.ref}, because {_because(match)}"
    for match in message.proposals:
        yield f"Perhaps:  {match.ref}, because {_because(match)}"
    for one in inbound.failed:
        yield f"Failed:   {one.address} {one.status} {one.reason}".rstrip()
    for file in inbound.attachments:
        yield f"Attached: {file.filename} ({file.content_type}, {file.size} bytes)"
    yield from _marks(message)
    for note in message.notes:
        yield f"Note:     {note}"
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
    ):
        if value:
            yield name + value


def _body(message: StoredMessage, *, full: bool) -> Iterator[str]:
    inbound = message.inbound
    text = inbound.full_text if full else inbound.text
    yield text or "(no text)"
    if not full and inbound.full_text.strip() != inbound.text.strip():
        yield f"\n(What they quoted is left out; `lettergen inbox show {message.id} --full` shows all.)"


def _because(match: Match) -> str:
    return "; ".join(one.detail for one in match.evidence)
