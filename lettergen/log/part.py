"""What every part of the log shares: the database, the clock, and moving sendings with a trace."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from lettergen.errors import DecisionNeededError, InputError
from lettergen.log.connect import Database
from lettergen.log.ready import Ready
from lettergen.log.tables import attempts, campaigns, events, letters, recipients, sendings
from lettergen.model.letters import LetterRef, forgive
from lettergen.model.ports import Clock
from lettergen.model.sendings import Channel, Status, can_move

T = TypeVar("T")

#: How many values one statement may hold; SQLite's limit was once 999.
CHUNK = 900


class Part:
    """The base of the log's parts."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Take what all parts share."""
        self._database = database
        self._clock = clock
        self._campaign_ids: dict[str, int] = {}

    def _campaign_id(self, connection: Connection, name: str) -> int | None:
        """Give a campaign's id, or None before its first `prepare`; remembered, since ids never change."""
        if name not in self._campaign_ids:
            found = connection.scalar(select(campaigns.c.id).where(campaigns.c.name == name))
            if found is None:
                return None
            self._campaign_ids[name] = found
        return self._campaign_ids[name]


@dataclass(frozen=True, slots=True)
class Change:
    """When, who and why, for the history."""

    at: datetime
    actor: str
    reason: str = ""


class Standing(NamedTuple):
    """A sending as far as moving it needs to know."""

    id: int
    campaign_id: int
    recipient_key: str
    prefix: str
    code: str
    channel: Channel
    status: Status

    @property
    def ref(self) -> str:
        """The letter's reference as printed."""
        return f"{self.prefix}-{self.code}"


def standings(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Ask for sendings, in order of recipient key, as rows for `Standing`."""
    return (
        select(
            sendings.c.id,
            sendings.c.campaign_id,
            recipients.c.key,
            letters.c.prefix,
            letters.c.code,
            sendings.c.channel,
            sendings.c.status,
        )
        .join_from(sendings, recipients, sendings.c.recipient_id == recipients.c.id)
        .join(letters, sendings.c.letter_id == letters.c.id)
        .where(*conditions)
        .order_by(recipients.c.key, sendings.c.channel)
    )


def find_standings(connection: Connection, *conditions: ColumnElement[bool]) -> list[Standing]:
    """Give the sendings that meet the conditions, in order of recipient key."""
    return [Standing(*row) for row in connection.execute(standings(*conditions))]


def standings_by_id(connection: Connection, ids: Sequence[int]) -> list[Standing]:
    """Give the sendings of those ids, in the order of the ids.

    Raises:
        InputError: If there is none of an id.
    """
    found: dict[int, Standing] = {}
    for some in chunks(ids):
        found |= {one.id: one for one in find_standings(connection, sendings.c.id.in_(some))}
    missing = [one for one in ids if one not in found]
    if missing:
        raise InputError(f"The log has no sending with the number {missing[0]}.")
    return [found[one] for one in ids]


def move(
    connection: Connection, moved: Sequence[Standing], new: Status, change: Change, **values: Any
) -> None:
    """Move sendings to another status, all of them or none, and write it into the history.

    Args:
        connection: In a writing transaction.
        moved: The sendings as they were read; all by one channel.
        new: Where they go.
        change: When, who and why.
        **values: Further columns to set.

    Raises:
        DecisionNeededError: If a sending may not make that move, or has moved since it was read.
    """
    for one in moved:
        if not can_move(one.channel, one.status, new):
            raise DecisionNeededError(
                f"{one.recipient_key} ({one.ref}) is {one.status.value} by {one.channel.value} "
                f"and cannot become {new.value}."
            )
    for old in {one.status for one in moved}:
        for some in chunks([one.id for one in moved if one.status is old]):
            changed = connection.execute(
                update(sendings)
                .where(sendings.c.id.in_(some), sendings.c.status == old)
                .values(status=new, **values)
            )
            if changed.rowcount != len(some):
                raise DecisionNeededError(
                    "Another run of lettergen changed these sendings at the same time. See `lettergen log`."
                )
    record_moves(connection, moved, new, change)


def record_moves(connection: Connection, moved: Sequence[Standing], new: Status, change: Change) -> None:
    """Write moves into the history."""
    record_events(connection, change, [
        {**event_of(one), "status": new, "what": f"{one.status.value} -> {new.value}"} for one in moved
    ])  # fmt: skip


def record_move(connection: Connection, moved: Standing, new: Status, change: Change) -> None:
    """Write one move into the history."""
    record_moves(connection, [moved], new, change)


def event_of(one: Standing) -> dict[str, Any]:
    """Give the columns of an event that say which sending it is about."""
    return {
        "campaign_id": one.campaign_id,
        "sending_id": one.id,
        "recipient_key": one.recipient_key,
        "ref": one.ref,
        "channel": one.channel,
    }


_EVENTS = Ready(insert(events), columns=[one.name for one in events.c if not one.primary_key])
_NO_EVENT = dict.fromkeys(("campaign_id", "sending_id", "message_id", "channel", "status")) | {
    "recipient_key": "",
    "ref": "",
}


def record_events(connection: Connection, change: Change, rows: Sequence[dict[str, Any]]) -> None:
    """Write events; each row has `what` and whatever else it is about."""
    if rows:
        common = _NO_EVENT | {"at": change.at, "actor": change.actor, "reason": change.reason}
        _EVENTS.run(connection, *(common | row for row in rows))


def letter_id(connection: Connection, ref: str) -> int | None:
    """Give the id of the letter with that reference, or None if it was never given away."""
    try:
        parsed = LetterRef.parse(ref)
    except ValueError:
        return None
    found = _LETTER_ID.find(connection, {"b_prefix": parsed.prefix, "b_code": forgive(parsed.code)})
    return None if found is None else found.id


_LETTER_ID = Ready(
    select(letters.c.id).where(
        letters.c.prefix == bindparam("b_prefix"), letters.c.code == bindparam("b_code")
    )
)


def need_letter_id(connection: Connection, ref: str) -> int:
    """Give the id of the letter with that reference.

    Raises:
        InputError: If it was never given away.
    """
    found = letter_id(connection, ref)
    if found is None:
        raise InputError(f"No letter in the log has the reference `{ref}`.")
    return found


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Cut a sequence into pieces that one statement can hold."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def letter_standings(connection: Connection, ref: str) -> list[Standing]:
    """Give a letter's sendings, by email and by post; none if the reference was never given away.

    A letter is found by any reference its recipient was ever given, for old paper comes back late.
    """
    found = letter_id(connection, ref)
    if found is None:
        return []
    return [Standing(*row) for row in _LETTER_STANDINGS.find_all(connection, {"letter": found})]


_LETTER_STANDINGS = Ready(
    standings(
        sendings.c.recipient_id
        == select(letters.c.recipient_id).where(letters.c.id == bindparam("letter")).scalar_subquery()
    )
)


def need_campaign(connection: Connection, name: str, at: datetime) -> int:
    """Give the campaign's id, and record it if it is new; two that do so at once go one after the other."""
    asked = select(campaigns.c.id).where(campaigns.c.name == name).with_for_update()
    found: int | None = connection.scalar(asked)
    if found is not None:
        return found
    # Somebody else may be first, which is as good.
    with contextlib.suppress(IntegrityError), connection.begin_nested():
        connection.execute(insert(campaigns), {"name": name, "made_at": at})
    made: int = connection.execute(asked).scalar_one()
    return made


def mailbox_columns(address: str) -> dict[str, str]:
    """Give the columns by which an email address is found: it in lower case, and its domain."""
    mailbox = address.lower()
    return {"mailbox": mailbox, "domain": mailbox.rpartition("@")[2]}


def newest_attempt() -> ColumnElement[bool]:
    """Join each sending to its last attempt."""
    return and_(attempts.c.sending_id == sendings.c.id, attempts.c.number == sendings.c.attempts)
