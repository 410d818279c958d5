"""The log as the inbox writes to it: raw messages, readings, what people decided."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager

from sqlalchemy import Connection, bindparam, insert, select, update

from lettergen import __version__
from lettergen.errors import InputError
from lettergen.log.part import Change, Part, letter_standings, move, need_letter_id, record_events
from lettergen.log.readings import evidence_to_json, inbound_to_json
from lettergen.log.ready import Ready
from lettergen.log.stored import newest_decision, newest_reading, numbers_above, stored_messages
from lettergen.log.tables import (
    Remark,
    decision_letters,
    decisions,
    matches,
    message_places,
    messages,
    readings,
    remarks,
)
from lettergen.model.messages import Inbound, Match, RawMessage, StoredMessage
from lettergen.model.sendings import Channel, Status, can_move

#: How many messages are taken out at once.
_WINDOW = 100


class SqlInboxLog(Part):
    """Implements `ports.InboxLog`."""

    def store_raw(self, message: RawMessage) -> int | None:
        """Commit a raw message; gives its number, or None if the same bytes are stored already."""
        return self.store_raws([message])[0]

    def store_raws(self, batch: Sequence[RawMessage]) -> list[int | None]:
        """Commit raw messages together, as `store_raw` does each."""
        with self._database.write() as connection:
            return [self._store(connection, one) for one in batch]

    def _store(self, connection: Connection, message: RawMessage) -> int | None:
        digest = hashlib.sha256(message.raw).hexdigest()
        known = _SAME_BYTES.find(connection, {"digest": digest})
        if known is None:
            row = {"sha256": digest, "stored_at": self._clock.now(), "raw": message.raw}
            number: int = _STORE.find(connection, row).id
            _put_place(connection, number, message)
            return number
        _put_place(connection, known.id, message)
        return None

    def together(self) -> AbstractContextManager[None]:
        """Commit all that this thread writes within the block at once, or none of it if that raises."""
        return self._database.together()

    def raw(self, number: int) -> bytes:
        """Give a message's bytes as they came.

        Raises:
            InputError: If there is no message of that number.
        """
        with self._database.read() as connection:
            found = connection.scalar(select(messages.c.raw).where(messages.c.id == number))
        if found is None:
            raise _no_message(number)
        return bytes(found)

    def unread(self) -> list[int]:
        """Give the numbers of messages that are stored but have no reading yet."""
        with self._database.read() as connection:
            read = select(readings.c.id).where(readings.c.message_id == messages.c.id).exists()
            return list(connection.scalars(select(messages.c.id).where(~read).order_by(messages.c.id)))

    def record_reading(
        self, number: int, inbound: Inbound, matches: Sequence[Match], proposals: Sequence[Match], actor: str
    ) -> None:
        """Commit our reading of a message; what a person decided stays.

        A reading that says the same as the newest one is not kept again. A letter that is matched
        twice, or proposed besides, counts once.
        """
        found = {one.ref: (one, 1) for one in reversed(matches)}
        found = {one.ref: (one, 0) for one in reversed(proposals)} | found
        order = {one.ref: position for position, one in reversed(list(enumerate([*matches, *proposals])))}
        with self._database.write() as connection:
            _need_message(connection, number)
            rows = [
                {"position": position, "letter_id": need_letter_id(connection, ref), "decided": found[ref][1],
                 "evidence": evidence_to_json(found[ref][0].evidence)}
                for position, ref in enumerate(sorted(order, key=order.__getitem__))
            ]  # fmt: skip
            content = inbound_to_json(inbound)
            if newest_reading(connection, number) == (content, rows):
                return
            self._add_reading(connection, number, inbound, content, rows)
            if newest_decision(connection, number) is None:
                matched = [ref for ref in order if found[ref][1]]
                what = f"{inbound.kind.value} {'matched' if matched else 'not matched to a letter'}"
                self._record(connection, number, matched, actor, what, _reasons(matches))

    def _add_reading(
        self,
        connection: Connection,
        number: int,
        inbound: Inbound,
        content: object,
        rows: list[dict[str, object]],
    ) -> None:
        reading = {
            "message_id": number,
            "rules": __version__,
            "kind": inbound.kind,
            "written_at": inbound.date,
            "inbound": content,
            "read_at": self._clock.now(),
        }
        reading_id = _ADD_READING.find(connection, reading).id
        if rows:
            _ADD_MATCHES.run(connection, *(row | {"reading_id": reading_id} for row in rows))

    def message(self, number: int) -> StoredMessage | None:
        """Give one message, or None if there is none of that number; unread ones have an empty reading."""
        with self._database.read() as connection:
            return next(iter(stored_messages(connection, [number])), None)

    def messages(self, *, open_only: bool = False) -> Iterator[StoredMessage]:
        """Yield the messages, oldest first; only some are in memory at once.

        No transaction is open between two of them, so that each may be worked on as it comes.
        """
        last = 0
        while True:
            with self._database.read() as connection:
                numbers = numbers_above(connection, last, _WINDOW, open_only=open_only)
                window = stored_messages(connection, numbers)
            if not numbers:
                return
            yield from window
            last = numbers[-1]

    def match(self, number: int, refs: Sequence[str], actor: str, reason: str) -> None:
        """Record a person's decision which letters a message answers; none means not ours.

        Raises:
            InputError: If there is no such message or no such letter.
        """
        with self._database.write() as connection:
            _need_message(connection, number)
            ids = [need_letter_id(connection, ref) for ref in dict.fromkeys(refs)]
            row = {"message_id": number, "at": self._clock.now(), "actor": actor, "reason": reason}
            decision = connection.execute(insert(decisions).returning(decisions.c.id), row).scalar_one()
            if ids:
                rows = [
                    {"decision_id": decision, "position": position, "letter_id": id_}
                    for position, id_ in enumerate(ids)
                ]
                connection.execute(insert(decision_letters), rows)
            self._record(connection, number, refs, actor, "matched" if refs else "not ours", reason)

    def assign(self, number: int, who: str, actor: str) -> None:
        """Record who takes care of a message; empty takes it back."""
        self._remark(
            number, Remark.ASSIGNED, who, actor, f"assigned to {who}" if who else "assigned to nobody"
        )

    def note(self, number: int, text: str, actor: str) -> None:
        """Add a note to a message."""
        self._remark(number, Remark.NOTE, text, actor, "note")

    def close_message(self, number: int, as_: str, actor: str) -> None:
        """Close a message with one of the campaign's words for an outcome; empty reopens it."""
        self._remark(number, Remark.CLOSED, as_, actor, f"closed as {as_}" if as_ else "opened again")

    def _remark(self, number: int, kind: Remark, text: str, actor: str, what: str) -> None:
        with self._database.write() as connection:
            _need_message(connection, number)
            row = {"message_id": number, "kind": kind, "text": text, "at": self._clock.now(), "actor": actor}
            connection.execute(insert(remarks), row)
            refs = [one.ref for stored in stored_messages(connection, [number]) for one in stored.matches]
            self._record(connection, number, refs, actor, what, text if kind is Remark.NOTE else "")

    def record_effect(self, ref: str, channel: Channel, status: Status, actor: str, reason: str) -> bool:
        """Move a letter's sending because of a message, if that move is allowed; tells whether."""
        with self._database.write() as connection:
            for one in letter_standings(connection, ref):
                if one.channel is channel and can_move(channel, one.status, status):
                    move(connection, [one], status, Change(self._clock.now(), actor, reason))
                    return True
        return False

    def _record(
        self, connection: Connection, number: int, refs: Sequence[str], actor: str, what: str, reason: str
    ) -> None:
        """Write into the history of every letter concerned, or of none, what was done with a message."""
        about = [
            {"campaign_id": one.campaign_id, "recipient_key": one.recipient_key, "ref": ref}
            for ref in refs
            for one in letter_standings(connection, ref)[:1]
        ]
        rows = [{**one, "message_id": number, "what": f"message {number}: {what}"} for one in about or [{}]]
        record_events(connection, Change(self._clock.now(), actor, reason), rows)


def _put_place(connection: Connection, number: int, message: RawMessage) -> None:
    """Record where a message lies, unless that is known."""
    row = {
        "account": message.account,
        "folder": message.folder,
        "uidvalidity": message.uidvalidity,
        "uid": message.uid,
    }
    # One that was gone is back where a folder was put back with its old UIDVALIDITY.
    if not _IS_THERE.run(connection, {f"b_{name}": value for name, value in row.items()}):
        _ADD_PLACE.run(connection, row | {"message_id": number, "received_at": message.received_at})


def _need_message(connection: Connection, number: int) -> None:
    """See that the message is there, and keep others from writing about it until we have (PostgreSQL)."""
    if _MESSAGE.find(connection, {"number": number}) is None:
        raise _no_message(number)


_PLACE = ("account", "folder", "uidvalidity", "uid")
_SAME_BYTES = Ready(select(messages.c.id).where(messages.c.sha256 == bindparam("digest")))
_MESSAGE = Ready(select(messages.c.id).where(messages.c.id == bindparam("number")).with_for_update())
_STORE = Ready(insert(messages).returning(messages.c.id), columns=("sha256", "stored_at", "raw"))
_IS_THERE = Ready(
    update(message_places)
    .where(*(message_places.c[name] == bindparam(f"b_{name}") for name in _PLACE))
    .values(gone_at=None)
)
_ADD_PLACE = Ready(insert(message_places), columns=(*_PLACE, "message_id", "received_at"))
_ADD_READING = Ready(
    insert(readings).returning(readings.c.id),
    columns=("message_id", "rules", "kind", "written_at", "inbound", "read_at"),
)
_ADD_MATCHES = Ready(insert(matches), columns=("reading_id", "position", "letter_id", "decided", "evidence"))


def _no_message(number: int) -> InputError:
    return InputError(
        f"There is no message {number}. `lettergen inbox` shows the messages with their numbers."
    )


def _reasons(matches: Sequence[Match]) -> str:
    said = (part for match in matches for one in match.evidence for part in one.detail.split("; "))
    return "; ".join(dict.fromkeys(said))
