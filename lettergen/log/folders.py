"""The log of the mailbox's folders: how far each was read, and which originals are gone from it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, func, insert, or_, select, update

from lettergen.log.part import Change, Part, chunks, record_events
from lettergen.log.tables import folder_states, message_places
from lettergen.model.messages import FolderNews, FolderState


class SqlFolderLog(Part):
    """Implements the part of `ports.InboxLog` that is about folders."""

    def seen(self, account: str) -> dict[str, tuple[int, int]]:
        """Give by folder the UIDVALIDITY and the highest UID read.

        Of several values of UIDVALIDITY (RFC 3501 section 2.3.1.1) the one met last counts.
        """
        place = message_places.c
        asked = (
            select(place.folder, place.uidvalidity, func.max(place.uid))
            .where(place.account == account)
            .group_by(place.folder, place.uidvalidity)
            .order_by(func.max(place.id))
        )
        with self._database.read() as connection:
            return {folder: (validity, uid) for folder, validity, uid in connection.execute(asked)}

    def folder_states(self, account: str) -> dict[str, FolderState]:
        """Give by folder how we last knew it; only those with messages that lie there still."""
        place, state = message_places.c, folder_states.c
        counted = (
            select(place.folder, place.uidvalidity, func.count())
            .where(place.account == account, place.gone_at.is_(None))
            .group_by(place.folder, place.uidvalidity)
            .order_by(func.max(place.id))
        )
        known = select(state.folder, state.uidvalidity, state.modseq).where(state.account == account)
        with self._database.read() as connection:
            modseqs = {(folder, validity): modseq for folder, validity, modseq in connection.execute(known)}
            return {
                folder: FolderState(validity, modseqs.get((folder, validity), 0), present)
                for folder, validity, present in connection.execute(counted)
            }

    def record_gone(self, account: str, news: FolderNews, actor: str) -> list[int]:
        """Record what is gone from a folder; gives the messages that lie nowhere any more.

        Whatever was read under another UIDVALIDITY is gone: those UIDs mean nothing any more.
        """
        with self._database.write() as connection:
            _put_state(connection, account, news)
            left = _left_places(connection, account, news)
            for some in chunks([place for place, _ in left]):
                gone = message_places.c.id.in_(some)
                connection.execute(update(message_places).where(gone).values(gone_at=self._clock.now()))
            numbers = _nowhere(connection, sorted({number for _, number in left}))
            rows = [
                {"message_id": number, "what": f"message {number}: the original is gone from the mailbox"}
                for number in numbers
            ]
            if rows:
                record_events(connection, Change(self._clock.now(), actor), rows)
        return numbers


def _put_state(connection: Connection, account: str, news: FolderNews) -> None:
    state = folder_states.c
    here = (state.account == account) & (state.folder == news.folder)
    values = {"uidvalidity": news.uidvalidity, "modseq": news.modseq}
    if not connection.execute(update(folder_states).where(here).values(values)).rowcount:
        connection.execute(insert(folder_states), {"account": account, "folder": news.folder, **values})


def _left_places(connection: Connection, account: str, news: FolderNews) -> list[tuple[int, int]]:
    """Give the places that are gone now, as (id, message)."""
    place = message_places.c
    here = (place.account == account) & (place.folder == news.folder) & place.gone_at.is_(None)
    found: list[tuple[int, int]] = []
    for some in list(chunks(news.gone)) or [()]:
        ranges: list[ColumnElement[bool]] = [place.uid.between(first, last) for first, last in some]
        left = or_(place.uidvalidity != news.uidvalidity, *ranges)
        rows = connection.execute(select(place.id, place.message_id).where(here, left))
        found += [(id_, number) for id_, number in rows]
    return sorted(set(found))


def _nowhere(connection: Connection, numbers: Sequence[int]) -> list[int]:
    """Give those messages that lie in no place any more."""
    place = message_places.c
    there: set[int] = set()
    for some in chunks(numbers):
        asked = select(place.message_id).where(place.message_id.in_(some), place.gone_at.is_(None))
        there.update(connection.scalars(asked))
    return [one for one in numbers if one not in there]
