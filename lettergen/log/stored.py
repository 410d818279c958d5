"""Puts stored messages together from what is known of them: reading, matches, decisions, remarks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, func, select

from lettergen.log.readings import inbound_from_json, match_from_json
from lettergen.log.ready import Ready
from lettergen.log.tables import (
    Remark,
    decision_letters,
    decisions,
    letters,
    matches,
    message_places,
    messages,
    readings,
    remarks,
)
from lettergen.model.messages import Evidence, Inbound, Kind, Match, StoredMessage, Strength

#: Which messages are asked for; None for all.
Numbers = Sequence[int] | None


def newest_reading(connection: Connection, number: int) -> tuple[Any, list[dict[str, Any]]] | None:
    """Give a message's newest reading as stored, and its matches; None if it was never read."""
    found = _NEWEST_READING.find(connection, {"message": number})
    if found is None:
        return None
    rows = _MATCHES.find_all(connection, {"reading": found.id})
    return found.inbound, [row._asdict() for row in rows]


_NEWEST_READING = Ready(
    select(readings.c.id, readings.c.inbound)
    .where(readings.c.message_id == bindparam("message"))
    .order_by(readings.c.id.desc())
    .limit(1)
)
_MATCHES = Ready(
    select(matches.c.position, matches.c.letter_id, matches.c.decided, matches.c.evidence)
    .where(matches.c.reading_id == bindparam("reading"))
    .order_by(matches.c.position)
)


def newest_decision(connection: Connection, number: int) -> int | None:
    """Give the id of the newest decision on a message, or None while only rules have spoken."""
    newest: int | None = _NEWEST_DECISION.find(connection, {"message": number}).id
    return newest


_NEWEST_DECISION = Ready(
    select(func.max(decisions.c.id).label("id")).where(decisions.c.message_id == bindparam("message"))
)


def numbers_above(connection: Connection, number: int, limit: int, *, open_only: bool) -> list[int]:
    """Give the numbers of the next messages above that one, ascending; with `open_only` no closed ones."""
    asked = select(messages.c.id).where(messages.c.id > number).order_by(messages.c.id).limit(limit)
    return list(connection.scalars(asked.where(_is_open()) if open_only else asked))


def _is_open() -> ColumnElement[bool]:
    newest = (
        select(remarks.c.text)
        .where(remarks.c.message_id == messages.c.id, remarks.c.kind == Remark.CLOSED)
        .order_by(remarks.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(newest, "") == ""


def stored_messages(connection: Connection, numbers: Sequence[int]) -> list[StoredMessage]:
    """Give those of these messages that there are, oldest first.

    Args:
        connection: Sees the database as of one moment.
        numbers: Which; no more than one statement can hold.
    """
    closed = _newest_remarks(connection, Remark.CLOSED, numbers)
    assigned = _newest_remarks(connection, Remark.ASSIGNED, numbers)
    notes = _notes(connection, numbers)
    verdicts = _verdicts(connection, numbers)
    gone = _gone(connection, numbers)
    return [
        StoredMessage(
            id=row.id,
            inbound=inbound_from_json(row.inbound) if row.inbound else Inbound(),
            matches=verdicts.get(row.id, _NONE).matches,
            proposals=verdicts.get(row.id, _NONE).proposals,
            decided_by=verdicts.get(row.id, _NONE).person,
            assigned_to=assigned.get(row.id, ""),
            closed_as=closed.get(row.id, ""),
            notes=tuple(notes.get(row.id, ())),
            stored_at=row.stored_at,
            gone_at=gone.get(row.id),
        )
        for row in connection.execute(_messages(numbers))
    ]


@dataclass(frozen=True, slots=True)
class Answer:
    """A message as far as the report needs it: its kind, when it came, and which letters it answers.

    `at` is when it says it was written, if that is before we stored it. `closed_as` is empty while it
    is open.
    """

    kind: Kind
    at: datetime
    closed_as: str
    refs: tuple[str, ...]


def answers(connection: Connection) -> list[Answer]:
    """Give the messages that answer letters, oldest first, without their texts."""
    closed = _newest_remarks(connection, Remark.CLOSED, None)
    verdicts = _verdicts(connection, None)
    asked = (
        select(messages.c.id, messages.c.stored_at, readings.c.kind, readings.c.written_at)
        .outerjoin_from(messages, readings, _newest_reading_of(None))
        .order_by(messages.c.id)
    )
    return [
        Answer(
            row.kind or Kind.OTHER,
            min(row.written_at or row.stored_at, row.stored_at),
            closed.get(row.id, ""),
            tuple(match.ref for match in verdicts[row.id].matches),
        )
        for row in connection.execute(asked)
        if row.id in verdicts
    ]


@dataclass(frozen=True, slots=True)
class _Verdict:
    """Which letters a message answers: by a person's word, or else by the rules."""

    matches: tuple[Match, ...] = ()
    proposals: tuple[Match, ...] = ()
    person: str = ""


_NONE = _Verdict()


def _verdicts(connection: Connection, numbers: Numbers) -> dict[int, _Verdict]:
    """Give by message what holds; a person's decision outweighs every reading, older or newer."""
    decided, proposed = _matches(connection, numbers)
    result = {
        one: _Verdict(tuple(decided.get(one, ())), tuple(proposed.get(one, ())))
        for one in decided.keys() | proposed.keys()
    }
    for one, (person, own) in _decisions(connection, numbers).items():
        result[one] = _Verdict(tuple(own), (), person)
    return result


def _newest(table: Table, numbers: Numbers) -> Select[Any]:
    """Ask for the id of the newest row of each message."""
    asked = select(func.max(table.c.id)).group_by(table.c.message_id)
    return asked if numbers is None else asked.where(table.c.message_id.in_(numbers))


def _newest_reading_of(numbers: Numbers) -> ColumnElement[bool]:
    """Join each message to its newest reading."""
    newest = readings.c.id.in_(_newest(readings, numbers))
    return (readings.c.message_id == messages.c.id) & newest


def _messages(numbers: Sequence[int]) -> Select[Any]:
    return (
        select(messages.c.id, messages.c.stored_at, readings.c.inbound)
        .outerjoin_from(messages, readings, _newest_reading_of(numbers))
        .where(messages.c.id.in_(numbers))
        .order_by(messages.c.id)
    )


def _newest_remarks(connection: Connection, kind: Remark, numbers: Numbers) -> dict[int, str]:
    newest = _newest(remarks, numbers).where(remarks.c.kind == kind)
    asked = select(remarks.c.message_id, remarks.c.text).where(remarks.c.id.in_(newest))
    return {row.message_id: row.text for row in connection.execute(asked)}


def _gone(connection: Connection, numbers: Sequence[int]) -> dict[int, datetime]:
    """Give by message when the last of its originals was found gone; not for those that lie somewhere."""
    place = message_places.c
    asked = (
        select(place.message_id, func.max(place.gone_at).label("at"))
        .where(place.message_id.in_(numbers))
        .group_by(place.message_id)
        .having(func.count() == func.count(place.gone_at))
    )
    return {row.message_id: row.at for row in connection.execute(asked)}


def _notes(connection: Connection, numbers: Sequence[int]) -> dict[int, list[str]]:
    asked = (
        select(remarks.c.message_id, remarks.c.text)
        .where(remarks.c.kind == Remark.NOTE, remarks.c.message_id.in_(numbers))
        .order_by(remarks.c.id)
    )
    result: dict[int, list[str]] = {}
    for message_id, text in connection.execute(asked):
        result.setdefault(message_id, []).append(text)
    return result


def _matches(
    connection: Connection, numbers: Numbers
) -> tuple[dict[int, list[Match]], dict[int, list[Match]]]:
    """Give what the newest readings matched and what they proposed, by message."""
    asked = (
        select(readings.c.message_id, matches.c.decided, letters.c.prefix, letters.c.code, matches.c.evidence)
        .join_from(matches, readings)
        .join(letters, letters.c.id == matches.c.letter_id)
        .where(readings.c.id.in_(_newest(readings, numbers)))
        .order_by(matches.c.reading_id, matches.c.position)
    )
    decided: dict[int, list[Match]] = {}
    proposed: dict[int, list[Match]] = {}
    for message_id, is_decided, prefix, code, evidence in connection.execute(asked):
        side = decided if is_decided else proposed
        side.setdefault(message_id, []).append(match_from_json(prefix, code, evidence))
    return decided, proposed


def _decisions(connection: Connection, numbers: Numbers) -> dict[int, tuple[str, Sequence[Match]]]:
    """Give by message who decided last and for which letters."""
    newest = decisions.c.id.in_(_newest(decisions, numbers))
    asked = (
        select(
            decisions.c.message_id, decisions.c.actor, decisions.c.reason, letters.c.prefix, letters.c.code
        )
        .outerjoin_from(decisions, decision_letters)
        .outerjoin(letters, letters.c.id == decision_letters.c.letter_id)
        .where(newest)
        .order_by(decisions.c.id, decision_letters.c.position)
    )
    result: dict[int, tuple[str, list[Match]]] = {}
    for message_id, actor, reason, prefix, code in connection.execute(asked):
        _, found = result.setdefault(message_id, (actor, []))
        if prefix is not None:
            detail = f"{actor} said so" + (f": {reason}" if reason else "")
            found.append(Match(f"{prefix}-{code}", (Evidence("person", detail, Strength.STRONG),)))
    return dict(result)
