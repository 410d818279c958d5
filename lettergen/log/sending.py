"""The log as sending asks it: who may be written to, who has taken what, what came of it."""

import itertools
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    and_,
    func,
    null,
    select,
    update,
)

from lettergen.errors import DecisionNeededError
from lettergen.log.claims import RELEASED, finish, reply_line, sending_of, take
from lettergen.log.part import (
    Change,
    Part,
    Standing,
    find_standings,
    move,
    newest_attempt,
    standings_by_id,
)
from lettergen.log.prepare import prepare
from lettergen.log.tables import attempts, forward_paths, letters, recipients, sendings
from lettergen.model.sendings import (
    Channel,
    Claim,
    Ended,
    Envelope,
    NewAttempt,
    NewSending,
    Outcome,
    Sending,
    Status,
    Verdict,
)

#: Back from here to `prepared` may mean a second letter; only a person says so, and it is counted.
_MAY_HAVE_ARRIVED = (Status.UNKNOWN, Status.REFUSED, Status.BOUNCED, Status.RETURNED)


class SqlSendingLog(Part):
    """Implements `ports.SendingLog`."""

    def prepare(self, campaign: str, sendings: Iterable[NewSending], actor: str) -> int:
        """Record what may now be sent; gives how many are new."""
        news = list(sendings)
        with self._database.write() as connection:
            return prepare(connection, campaign, news, Change(self._clock.now(), actor))

    def withdraw(self, campaign: str, keys: Iterable[str], actor: str, reason: str) -> int:
        """Take sendings that have not gone out off the list; gives how many.

        What is printed already stays: the paper lies in the office, and the office has to decide.
        """
        wanted = set(keys)
        with self._database.write() as connection:
            open_ = self._of_status(connection, campaign, Status.PREPARED, Status.DEFERRED)
            moved = [one for one in open_ if one.recipient_key in wanted]
            move(
                connection, moved, Status.WITHDRAWN, Change(self._clock.now(), actor, reason), not_before=None
            )
        return len(moved)

    def refs(self, campaign: str) -> dict[str, str]:
        """Give the letter references given away in this campaign, by recipient key; the newest of each."""
        with self._database.read() as connection:
            rows = connection.execute(
                select(recipients.c.key, letters.c.prefix, letters.c.code)
                .join_from(letters, recipients)
                .where(recipients.c.campaign_id == self._campaign_id(connection, campaign))
                .order_by(letters.c.id)
            )
            return {key: f"{prefix}-{code}" for key, prefix, code in rows}

    def codes_taken(self, prefix: str, except_campaign: str) -> frozenset[str]:
        """Give the codes that other campaigns with this prefix have given away."""
        with self._database.read() as connection:
            campaign_id = self._campaign_id(connection, except_campaign) or 0
            asked = (
                select(letters.c.code)
                .join(recipients)
                .where(letters.c.prefix == prefix, recipients.c.campaign_id != campaign_id)
            )
            return frozenset(connection.scalars(asked))

    def sendings(
        self, campaign: str, channel: Channel | None = None, statuses: Sequence[Status] = ()
    ) -> list[Sending]:
        """Give sendings in order of recipient key; no statuses means all."""
        with self._database.read() as connection:
            asked = _SENDINGS.where(sendings.c.campaign_id == self._campaign_id(connection, campaign))
            if channel is not None:
                asked = asked.where(sendings.c.channel == channel)
            if statuses:
                asked = asked.where(sendings.c.status.in_(statuses))
            return [sending_of(campaign, row) for row in connection.execute(asked)]

    def claim(
        self,
        campaign: str,
        sending_id: int,
        attempt: NewAttempt,
        holder: str,
        lease: timedelta,
        *,
        ended: Ended | None = None,
    ) -> Claim | None:
        """Take one email sending for one attempt, and commit the attempt, before a byte is sent."""
        now = self._clock.now()
        with self._database.write() as connection:
            if ended is not None:
                self._finish(connection, ended)
            campaign_id = self._campaign_id(connection, campaign)
            if campaign_id is None:
                return None
            return take(connection, sending_id, (campaign, campaign_id), attempt, holder, (now, now + lease))

    def finish(self, claim: Claim, outcome: Outcome, not_before: datetime | None, actor: str) -> Status:
        """Commit what came of the attempt and give the sending's new status.

        An answer that comes after the lease ran out still counts: the server has the letter, or has
        it not, whatever we had given up.
        """
        with self._database.write() as connection:
            return self._finish(connection, Ended(claim, outcome, not_before, actor))

    def _finish(self, connection: Connection, ended: Ended) -> Status:
        claim, outcome = ended.claim, ended.outcome
        change = Change(self._clock.now(), ended.actor, reply_line(outcome))
        campaign_id = self._campaign_id(connection, claim.sending.campaign) or 0
        return finish(connection, claim, campaign_id, outcome, ended.not_before, change)

    def expire_claims(self, campaign: str, actor: str) -> list[Sending]:
        """Move sendings whose lease ran out (the process died) to `unknown`; gives them."""
        now = self._clock.now()
        reason = "the program ended before the server's answer was recorded"
        with self._database.write() as connection:
            campaign_id = self._campaign_id(connection, campaign)
            lapsed = and_(
                sendings.c.campaign_id == campaign_id,
                sendings.c.status == Status.SENDING,
                sendings.c.claimed_until < now,
            )
            # Another process may be giving up the same ones just now; those are then its to tell of.
            ids = list(
                connection.scalars(select(sendings.c.id).where(lapsed).with_for_update(skip_locked=True))
            )
            if not ids:
                return []
            moved = standings_by_id(connection, ids)
            connection.execute(
                update(attempts)
                .where(attempts.c.sending_id.in_(ids), attempts.c.finished_at.is_(None))
                .values(finished_at=now, verdict=Verdict.UNKNOWN, text=reason)
            )
            move(connection, moved, Status.UNKNOWN, Change(now, actor, reason), last_reply=reason, **RELEASED)
            rows = connection.execute(_SENDINGS.where(sendings.c.id.in_(ids)))
            return [sending_of(campaign, row) for row in rows]

    def attempts_of(self, sending_id: int) -> list[NewAttempt]:
        """Give a sending's attempts, oldest first."""
        with self._database.read() as connection:
            asked = _ATTEMPTS.where(attempts.c.sending_id == sending_id)
            return [attempt for _, attempt in _attempts(connection, asked)]

    def settle(self, sending_id: int, status: Status, actor: str, reason: str) -> None:
        """Record how an unknown sending came out: `accepted`, or `prepared` to send it again."""
        with self._database.write() as connection:
            (was,) = standings_by_id(connection, [sending_id])
            if was.status is not Status.UNKNOWN:
                raise DecisionNeededError(
                    f"{was.recipient_key} ({was.ref}) is {was.status.value}, not unknown: nothing to settle."
                )
            change = Change(self._clock.now(), actor, reason)
            move(connection, [was], status, change, **_approved_again(was, status))

    def reopen(self, sending_id: int, actor: str, reason: str) -> None:
        """Record that a person wants a letter sent again that was refused, bounced, returned or withdrawn."""
        with self._database.write() as connection:
            (was,) = standings_by_id(connection, [sending_id])
            change = Change(self._clock.now(), actor, reason)
            move(connection, [was], Status.PREPARED, change, **_approved_again(was, Status.PREPARED))

    def accepted_since(self, account: str, since: datetime) -> int:
        """Count emails accepted for a sending account (all campaigns) since then."""
        asked = select(func.count()).where(
            attempts.c.account == account.lower(),
            attempts.c.finished_at >= since,
            attempts.c.verdict == Verdict.ACCEPTED,
        )
        with self._database.read() as connection:
            return connection.execute(asked).scalar_one()

    def unfiled(self, campaign: str) -> list[tuple[int, NewAttempt]]:
        """Give accepted sendings of which no copy lies in the Sent folder yet, oldest first."""
        with self._database.read() as connection:
            asked = _ATTEMPTS.join(sendings, newest_attempt()).where(
                sendings.c.campaign_id == self._campaign_id(connection, campaign),
                sendings.c.status.in_((Status.ACCEPTED, Status.REPLIED)),
                sendings.c.filed_at.is_(None),
            )
            return _attempts(connection, asked)

    def mark_filed(self, sending_id: int) -> None:
        """Record that a copy lies in the Sent folder."""
        with self._database.write() as connection:
            connection.execute(
                update(sendings).where(sendings.c.id == sending_id).values(filed_at=self._clock.now())
            )

    def _of_status(self, connection: Connection, campaign: str, *statuses: Status) -> list[Standing]:
        campaign_id = self._campaign_id(connection, campaign)
        return find_standings(
            connection, sendings.c.campaign_id == campaign_id, sendings.c.status.in_(statuses)
        )


_SENDINGS = (
    select(
        sendings.c.id,
        recipients.c.key,
        letters.c.prefix,
        letters.c.code,
        sendings.c.channel,
        sendings.c.status,
        sendings.c.digest,
        sendings.c.pdf_digest,
        sendings.c.attempts,
        sendings.c.not_before,
        sendings.c.last_reply,
        sendings.c.claimed_until,
    )
    .join_from(sendings, recipients, sendings.c.recipient_id == recipients.c.id)
    .join(letters, sendings.c.letter_id == letters.c.id)
    .order_by(recipients.c.key, sendings.c.channel)
)


# One row for each address; `_attempts` puts them together.
_ATTEMPTS = (
    select(
        attempts.c.id,
        attempts.c.sending_id,
        attempts.c.message_id,
        attempts.c.sender,
        attempts.c.digest,
        attempts.c.account,
        attempts.c.subject,
        forward_paths.c.address,
    )
    .join_from(attempts, forward_paths)
    .order_by(attempts.c.id, forward_paths.c.position)
)


def _attempts(connection: Connection, asked: Select[Any]) -> list[tuple[int, NewAttempt]]:
    """Give attempts with the sendings they belong to, oldest first."""
    result = []
    for _, rows in itertools.groupby(connection.execute(asked), key=attrgetter("id")):
        first, *others = rows
        envelope = Envelope(first.sender, (first.address, *(row.address for row in others)))
        attempt = NewAttempt(first.message_id, envelope, first.digest, first.account, first.subject)
        result.append((first.sending_id, attempt))
    return result


def _approved_again(was: Standing, new: Status) -> dict[str, Any]:
    """Count a person's word that a letter which may have arrived is to go again."""
    if new is Status.PREPARED and was.status in _MAY_HAVE_ARRIVED:
        return {"approval": sendings.c.approval + 1, "filed_at": null()}
    return {}
