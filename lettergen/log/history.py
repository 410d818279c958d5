"""The read side: what happened, as people ask for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, or_, select

from lettergen.log.part import Part, letter_id, newest_attempt
from lettergen.log.stored import Answer, answers
from lettergen.log.tables import attempts, campaigns, events, letters, recipients, sendings
from lettergen.model.history import Event, Failure, LetterFacts, ReportRow
from lettergen.model.letters import first_campaign
from lettergen.model.messages import Kind
from lettergen.model.sendings import Channel, Status

_FAILED = (Status.REFUSED, Status.DEFERRED, Status.UNKNOWN, Status.BOUNCED, Status.RETURNED)


class SqlHistoryLog(Part):
    """Implements `ports.HistoryLog`."""

    def events(self, campaign: str, recipient_key: str | None = None) -> list[Event]:
        """Give what happened in a campaign and its follow-ups, oldest first.

        Without a key that includes what belongs to no letter, such as a message that is not ours.
        """
        with self._database.read() as connection:
            ids = [self._campaign_id(connection, campaign), *_follow_ups(connection, campaign)]
            ours = events.c.campaign_id.in_(ids)
            if recipient_key is not None:
                asked = _EVENTS.where(ours, events.c.recipient_key == recipient_key)
            else:
                asked = _EVENTS.where(or_(ours, events.c.campaign_id.is_(None)))
            return [Event(*one) for one in connection.execute(asked)]

    def message_events(self, number: int) -> list[Event]:
        """Give what was done with a message, oldest first, each once."""
        with self._database.read() as connection:
            found = connection.execute(_EVENTS.where(events.c.message_id == number))
            # What was done for several letters at once stands in the history of each.
            return list({(one.at, one.actor, one.what): Event(*one) for one in found}.values())

    def letter(self, ref: str) -> LetterFacts | None:
        """Give what is known of the letter with that reference, or None if it was never given away."""
        with self._database.read() as connection:
            found = connection.execute(
                _LETTER.where(letters.c.id == letter_id(connection, ref))
            ).one_or_none()
            if found is None:
                return None
            times = _times(connection, found.campaign_id, found.key).get(found.key, {})
            return LetterFacts(
                ref=f"{found.prefix}-{found.code}",
                campaign=found.campaign,
                recipient_key=found.key,
                name=found.name,
                organisation=found.organisation,
                email=found.email,
                address=found.address,
                follows=_followed_ref(connection, found.campaign, found.key),
                emailed_at=times.get((Channel.EMAIL, Status.ACCEPTED)),
                posted_at=times.get((Channel.POST, Status.POSTED)),
            )

    def failures(self, campaign: str) -> list[Failure]:
        """Give the sendings that did not get through (yet), in order of recipient key.

        They are refused, deferred, unknown, bounced or returned. The reason and its time are those of
        the last move; code and enhanced status code those of the last attempt.
        """
        with self._database.read() as connection:
            asked = _FAILURES.where(sendings.c.campaign_id == self._campaign_id(connection, campaign))
            return [_failure(row) for row in connection.execute(asked)]

    def report(self, campaign: str) -> list[ReportRow]:
        """Give one row per recipient, in order of key.

        Times are those of the last time round: a letter that bounced and was sent again to a better
        address has not bounced.
        """
        with self._database.read() as connection:
            campaign_id = self._campaign_id(connection, campaign)
            follow_ups = _follow_ups(connection, campaign)
            times = _times(connection, campaign_id)
            heard = _heard(connection, [campaign_id, *follow_ups])
            followed_up = _followed_up(connection, follow_ups)
            rows: dict[str, list[Any]] = {}
            for row in connection.execute(_REPORT.where(sendings.c.campaign_id == campaign_id)):
                rows.setdefault(row.key, []).append(row)
            return [
                _report_row(sent, times.get(key, {}), heard.get(key, _Heard()), followed_up.get(key))
                for key, sent in rows.items()
            ]


_EVENTS = select(
    events.c.at,
    events.c.actor,
    events.c.recipient_key,
    events.c.ref,
    events.c.channel,
    events.c.what,
    events.c.reason,
).order_by(events.c.id)

_LETTER = (
    select(
        letters.c.prefix,
        letters.c.code,
        recipients.c.key,
        recipients.c.name,
        recipients.c.organisation,
        recipients.c.email,
        recipients.c.address,
        recipients.c.campaign_id,
        campaigns.c.name.label("campaign"),
    )
    .join_from(letters, recipients)
    .join(campaigns)
)

_LAST_MOVE = (
    select(func.max(events.c.id))
    .where(events.c.sending_id == sendings.c.id, events.c.status == sendings.c.status)
    .correlate(sendings)
    .scalar_subquery()
)

_FAILURES = (
    select(
        recipients.c.key,
        recipients.c.name,
        recipients.c.email,
        recipients.c.address,
        letters.c.prefix,
        letters.c.code,
        sendings.c.channel,
        sendings.c.status,
        attempts.c.code.label("reply_code"),
        attempts.c.enhanced,
        events.c.reason,
        events.c.at,
    )
    .join_from(sendings, recipients, recipients.c.id == sendings.c.recipient_id)
    .join(letters, letters.c.id == sendings.c.letter_id)
    .outerjoin(attempts, newest_attempt())
    .outerjoin(events, events.c.id == _LAST_MOVE)
    .where(sendings.c.status.in_(_FAILED))
    .order_by(recipients.c.key, sendings.c.channel)
)

_REPORT = (
    select(
        recipients.c.key,
        recipients.c.name,
        recipients.c.organisation,
        letters.c.prefix,
        letters.c.code,
        sendings.c.channel,
        sendings.c.status,
    )
    .join_from(sendings, recipients, recipients.c.id == sendings.c.recipient_id)
    .join(letters, letters.c.id == sendings.c.letter_id)
    .order_by(recipients.c.key, letters.c.id)
)

_Times = dict[tuple[Channel, Status], datetime]


def _failure(row: Any) -> Failure:
    by_email = row.channel is Channel.EMAIL
    return Failure(
        recipient_key=row.key,
        name=row.name,
        ref=f"{row.prefix}-{row.code}",
        channel=row.channel,
        status=row.status,
        address=row.email if by_email else row.address,
        code=row.reply_code or 0,
        enhanced=row.enhanced or "",
        reason=row.reason or "",
        at=row.at,
    )


def _follow_ups(connection: Connection, campaign: str) -> list[int]:
    """Give the ids of the campaigns that follow up another one."""
    known = connection.execute(select(campaigns.c.id, campaigns.c.name).order_by(campaigns.c.id))
    return [id_ for id_, name in known if name != campaign and first_campaign(name) == campaign]


def _followed_up(connection: Connection, follow_ups: Sequence[int]) -> dict[str, datetime]:
    """Give by recipient key when the last follow-up went out."""
    gone = events.c.status.in_((Status.ACCEPTED, Status.POSTED))
    asked = (
        select(events.c.recipient_key, func.max(events.c.at).label("at"))
        .where(events.c.campaign_id.in_(follow_ups), gone)
        .group_by(events.c.recipient_key)
    )
    return {row.recipient_key: row.at for row in connection.execute(asked)}


def _followed_ref(connection: Connection, campaign: str, key: str) -> str:
    """Give the reference of the letter that a follow-up follows; empty for a first letter."""
    first = first_campaign(campaign)
    if first == campaign:
        return ""
    asked = _LETTER.where(campaigns.c.name == first, recipients.c.key == key).order_by(letters.c.id.desc())
    found = connection.execute(asked.limit(1)).one_or_none()
    return f"{found.prefix}-{found.code}" if found else ""


def _times(connection: Connection, campaign_id: int | None, key: str | None = None) -> dict[str, _Times]:
    """Give by recipient key when each sending first came to each status, since it was last prepared.

    With a `key`, only that recipient's.
    """
    asked = (
        select(events.c.recipient_key, events.c.channel, events.c.status, events.c.at)
        .where(events.c.campaign_id == campaign_id, events.c.status.is_not(None))
        .order_by(events.c.id)
    )
    if key is not None:
        asked = asked.where(events.c.recipient_key == key)
    result: dict[str, _Times] = {}
    for owner, channel, status, at in connection.execute(asked):
        times = result.setdefault(owner, {})
        if status is Status.PREPARED:
            for old in [place for place in times if place[0] is channel]:
                del times[old]
        times.setdefault((channel, status), at)
    return result


@dataclass(slots=True)
class _Heard:
    """What came back from one recipient by email."""

    auto_replied: list[datetime] = field(default_factory=list)
    replied: list[datetime] = field(default_factory=list)
    stance: str = ""


def _heard(connection: Connection, campaign_ids: Sequence[int | None]) -> dict[str, _Heard]:
    """Give by recipient key what the messages that answer these campaigns' letters say."""
    owners = {
        f"{prefix}-{code}": key
        for prefix, code, key in connection.execute(
            select(letters.c.prefix, letters.c.code, recipients.c.key)
            .join_from(letters, recipients)
            .where(recipients.c.campaign_id.in_(campaign_ids))
        )
    }
    result: dict[str, _Heard] = {}
    for answer in answers(connection):
        for key in {owners[ref] for ref in answer.refs if ref in owners}:
            _hear(result.setdefault(key, _Heard()), answer)
    return result


def _hear(heard: _Heard, answer: Answer) -> None:
    if answer.kind is Kind.REPLY:
        heard.replied.append(answer.at)
    elif answer.kind is Kind.AUTO_REPLY:
        heard.auto_replied.append(answer.at)
    heard.stance = answer.closed_as or heard.stance


def _report_row(sent: list[Any], times: _Times, heard: _Heard, followed_up_at: datetime | None) -> ReportRow:
    statuses = {row.channel: row.status for row in sent}
    last = sent[-1]
    email, post = Channel.EMAIL, Channel.POST
    replied = [
        *heard.replied,
        *(times[one, Status.REPLIED] for one in Channel if (one, Status.REPLIED) in times),
    ]
    return ReportRow(
        recipient_key=last.key,
        name=last.name,
        organisation=last.organisation,
        ref=f"{last.prefix}-{last.code}",
        email=statuses.get(email),
        post=statuses.get(post),
        emailed_at=times.get((email, Status.ACCEPTED)),
        bounced_at=times.get((email, Status.BOUNCED)),
        printed_at=times.get((post, Status.PRINTED)),
        posted_at=times.get((post, Status.POSTED)),
        returned_at=times.get((post, Status.RETURNED)),
        auto_replied_at=_first(heard.auto_replied),
        replied_at=_first(replied),
        stance=heard.stance,
        followed_up_at=followed_up_at,
    )


def _first(times: Iterable[datetime]) -> datetime | None:
    return min(times, default=None)
