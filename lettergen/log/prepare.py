"""Records what may be sent, a hundred thousand at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from lettergen.errors import InputError
from lettergen.log.part import Change, mailbox_columns, need_campaign, record_events
from lettergen.log.tables import letters, recipients, sendings
from lettergen.model.letters import LetterRef
from lettergen.model.sendings import Channel, NewSending, Status

# While a sending is one of these, what it will carry may still change.
_OPEN = (Status.PREPARED, Status.DEFERRED)


@dataclass(frozen=True, slots=True)
class _Known:
    """A sending that is in the log already."""

    id: int
    status: Status
    facts: tuple[int, str, str]
    """Letter id, digest, PDF's digest."""


def prepare(connection: Connection, campaign: str, news: Sequence[NewSending], change: Change) -> int:
    """Record what may now be sent, in one transaction; gives how many are new (or no longer withdrawn).

    Raises:
        InputError: If a reference is another recipient's already.
    """
    campaign_id = need_campaign(connection, campaign, change.at)
    recipient_ids = _put_recipients(connection, campaign_id, news)
    letter_ids = _put_letters(connection, campaign_id, recipient_ids, news)
    known = _known_sendings(connection, campaign_id)
    added, changed, revived = [], [], []
    for one in news:
        recipient_id = recipient_ids[one.recipient_key]
        facts = (letter_ids[one.ref], one.digest, one.pdf_digest)
        old = known.get((recipient_id, one.channel))
        if old is None:
            added.append((one, _new_row(campaign_id, recipient_id, one.channel, facts)))
        elif old.status is Status.WITHDRAWN:
            revived.append((one, _changed_row(old.id, facts)))
        elif old.status in _OPEN and old.facts != facts:
            changed.append((one, _changed_row(old.id, facts)))
    if added:
        connection.execute(insert(sendings), [row for _, row in added])
    _update(connection, [row for _, row in changed], _OPEN)
    _update(connection, [row for _, row in revived], (Status.WITHDRAWN,), status=Status.PREPARED)
    _record(connection, campaign_id, change, added, Status.PREPARED, "prepared")
    _record(connection, campaign_id, change, revived, Status.PREPARED, "withdrawn -> prepared")
    _record(connection, campaign_id, change, changed, None, "letter changed")
    return len(added) + len(revived)


def _put_recipients(connection: Connection, campaign_id: int, news: Sequence[NewSending]) -> dict[str, int]:
    """Add the recipients that are new and correct the others; gives ids by key."""
    columns = ("name", "organisation", "email", "address")
    wanted: dict[str, dict[str, Any]] = {}
    for one in news:
        row = wanted.setdefault(one.recipient_key, dict.fromkeys(columns, ""))
        # The email sending knows the email address and the postal one the postal address.
        row.update({column: getattr(one, column) for column in columns if getattr(one, column)})
    known = _known_recipients(connection, campaign_id)
    new = [
        {"campaign_id": campaign_id, "key": key, **row, **mailbox_columns(row["email"])}
        for key, row in wanted.items()
        if key not in known
    ]
    if new:
        connection.execute(insert(recipients), new)
    stale = [
        {"b_id": known[key][0], **row, **mailbox_columns(row["email"])}
        for key, row in wanted.items()
        if key in known and known[key][1:] != tuple(row.values())
    ]
    if stale:
        connection.execute(update(recipients).where(recipients.c.id == bindparam("b_id")), stale)
    if new:
        known = _known_recipients(connection, campaign_id)
    return {key: row[0] for key, row in known.items()}


def _known_recipients(connection: Connection, campaign_id: int) -> dict[str, tuple[int, str, str, str, str]]:
    table = recipients.c
    asked = select(table.key, table.id, table.name, table.organisation, table.email, table.address).where(
        table.campaign_id == campaign_id
    )
    return {key: tuple(rest) for key, *rest in connection.execute(asked)}


def _put_letters(
    connection: Connection, campaign_id: int, recipient_ids: Mapping[str, int], news: Sequence[NewSending]
) -> dict[str, int]:
    """Add the letters that are new; gives ids by reference."""
    asked = (
        select(letters.c.prefix, letters.c.code, letters.c.id, letters.c.recipient_id)
        .join(recipients)
        .where(recipients.c.campaign_id == campaign_id)
    )
    known = {(prefix, code): (id_, owner) for prefix, code, id_, owner in connection.execute(asked)}
    new: dict[tuple[str, str], int] = {}
    for one in news:
        ref = LetterRef.parse(one.ref)
        place, owner = (ref.prefix, ref.code), recipient_ids[one.recipient_key]
        if known.get(place, (0, owner))[1] != owner or new.setdefault(place, owner) != owner:
            raise _ref_taken(one.ref)
    rows = [
        {"prefix": prefix, "code": code, "recipient_id": owner}
        for (prefix, code), owner in new.items()
        if (prefix, code) not in known
    ]
    if rows:
        try:
            connection.execute(insert(letters), rows)
        except IntegrityError as error:
            raise _ref_taken(f"{rows[0]['prefix']}-…") from error
    return {f"{prefix}-{code}": id_ for prefix, code, id_, _ in connection.execute(asked)}


def _ref_taken(ref: str) -> InputError:
    return InputError(
        f"The reference {ref} belongs to another letter in the log already. "
        "Choose another [campaign] reference in lettergen.toml, or rehearse again."
    )


def _known_sendings(connection: Connection, campaign_id: int) -> dict[tuple[int, Channel], _Known]:
    table = sendings.c
    asked = select(
        table.recipient_id,
        table.channel,
        table.id,
        table.status,
        table.letter_id,
        table.digest,
        table.pdf_digest,
    ).where(table.campaign_id == campaign_id)
    return {
        (recipient, channel): _Known(id_, status, tuple(facts))
        for recipient, channel, id_, status, *facts in connection.execute(asked)
    }


def _new_row(
    campaign_id: int, recipient_id: int, channel: Channel, facts: tuple[int, str, str]
) -> dict[str, Any]:
    letter, digest, pdf_digest = facts
    return {
        "campaign_id": campaign_id,
        "recipient_id": recipient_id,
        "letter_id": letter,
        "channel": channel,
        "status": Status.PREPARED,
        "digest": digest,
        "pdf_digest": pdf_digest,
    }


def _changed_row(sending_id: int, facts: tuple[int, str, str]) -> dict[str, Any]:
    letter, digest, pdf_digest = facts
    return {"b_id": sending_id, "letter_id": letter, "digest": digest, "pdf_digest": pdf_digest}


def _update(
    connection: Connection, rows: Sequence[dict[str, Any]], statuses: Sequence[Status], **values: Any
) -> None:
    """Change sendings that still have one of those statuses; another process may have taken one."""
    if rows:
        where = (sendings.c.id == bindparam("b_id"), sendings.c.status.in_(statuses))
        connection.execute(update(sendings).where(*where), [row | values for row in rows])


def _record(
    connection: Connection,
    campaign_id: int,
    change: Change,
    touched: Sequence[tuple[NewSending, dict[str, Any]]],
    status: Status | None,
    what: str,
) -> None:
    rows = [
        {
            "campaign_id": campaign_id,
            "recipient_key": one.recipient_key,
            "ref": one.ref,
            "channel": one.channel,
            "status": status,
            "what": what,
        }
        for one, _ in touched
    ]
    record_events(connection, change, rows)
