"""The log as the post room asks it: what was printed, posted and returned."""

from collections.abc import Sequence

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from lettergen.errors import DecisionNeededError, InputError
from lettergen.log.part import Change, Part, find_standings, letter_standings, move, standings_by_id
from lettergen.log.tables import batch_letters, batches, sendings
from lettergen.model.sendings import Batch, Channel, Status


class SqlPostLog(Part):
    """Implements `ports.PostLog`."""

    def make_batch(self, campaign: str, name: str, sending_ids: Sequence[int], actor: str) -> Batch:
        """Record letters as printed together; all of them or, if one is not `prepared`, none."""
        now = self._clock.now()
        with self._database.write() as connection:
            moved = standings_by_id(connection, sending_ids)
            row = {"campaign_id": self._campaign_id(connection, campaign), "name": name, "made_at": now}
            try:
                batch_id = connection.execute(insert(batches).returning(batches.c.id), row).scalar_one()
            except IntegrityError as error:
                raise DecisionNeededError(
                    f"There is a batch {name} already; somebody else is printing. Run the command again."
                ) from error
            move(connection, moved, Status.PRINTED, Change(now, actor, f"batch {name}"))
            if moved:
                rows = [
                    {"batch_id": batch_id, "sending_id": one, "position": position}
                    for position, one in enumerate(sending_ids, start=1)
                ]
                connection.execute(insert(batch_letters), rows)
        return Batch(batch_id, name, now, tuple(sending_ids))

    def batches(self, campaign: str) -> list[Batch]:
        """Give the batches, oldest first; each one's letters in printing order."""
        with self._database.read() as connection:
            of_campaign = batches.c.campaign_id == self._campaign_id(connection, campaign)
            letters: dict[int, list[int]] = {}
            asked = (
                select(batch_letters.c.batch_id, batch_letters.c.sending_id)
                .join(batches)
                .where(of_campaign)
                .order_by(batch_letters.c.batch_id, batch_letters.c.position)
            )
            for batch_id, sending_id in connection.execute(asked):
                letters.setdefault(batch_id, []).append(sending_id)
            made = select(batches.c.id, batches.c.name, batches.c.made_at, batches.c.posted_at)
            return [
                Batch(id_, name, made_at, tuple(letters.get(id_, ())), posted_at)
                for id_, name, made_at, posted_at in connection.execute(
                    made.where(of_campaign).order_by(batches.c.id)
                )
            ]

    def mark_posted(self, campaign: str, name: str, actor: str) -> int:
        """Record a batch's letters as posted; gives how many were not before.

        Raises:
            InputError: If the campaign has no batch of that name.
        """
        now = self._clock.now()
        with self._database.write() as connection:
            batch_id = connection.scalar(
                select(batches.c.id).where(
                    batches.c.campaign_id == self._campaign_id(connection, campaign), batches.c.name == name
                )
            )
            if batch_id is None:
                raise InputError(f"There is no batch `{name}`. `lettergen print --list` shows the batches.")
            within = select(batch_letters.c.sending_id).where(batch_letters.c.batch_id == batch_id)
            moved = find_standings(connection, sendings.c.id.in_(within), sendings.c.status == Status.PRINTED)
            move(connection, moved, Status.POSTED, Change(now, actor, f"batch {name}"))
            connection.execute(
                update(batches)
                .where(batches.c.id == batch_id, batches.c.posted_at.is_(None))
                .values(posted_at=now)
            )
            return len(moved)

    def mark_returned(self, campaign: str, ref: str, actor: str, reason: str) -> None:
        """Record that a letter came back undelivered.

        Raises:
            InputError: If the campaign sent no letter of that reference by post.
            DecisionNeededError: If it was not posted.
        """
        with self._database.write() as connection:
            campaign_id = self._campaign_id(connection, campaign)
            found = [
                one
                for one in letter_standings(connection, ref)
                if one.campaign_id == campaign_id and one.channel is Channel.POST
            ]
            if not found:
                raise InputError(f"This campaign has no letter `{ref}` by post.")
            move(connection, found, Status.RETURNED, Change(self._clock.now(), actor, reason))
