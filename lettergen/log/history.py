"""The read side: what happened, as people ask for it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from lettergen.log.part import Part, newest_attempt
from lettergen.log.stored import Answer, answers
from lettergen.log.tables import attempts, events, letters, recipients, sendings
from lettergen.model.history import Event, Failure, ReportRow
from lettergen.model.messages import Kind
from lettergen.model.sendings import Channel, Status

_FAILED = (Status.REFUSED, Status.DEFERRED, Status.UNKNOWN, Status.BOUNCED, Status.RETURNED)


class SqlHistoryLog(Part):
    """Implements `ports.HistoryLog`."""

    def events(self, campaign: str, recipient_key: str | None = None) -> list[Event]:
        """Give what happened, oldest first."""
        row = events.c
        with self._database.read() as connection:
            asked = (
                select(row.at, row.actor, row.recipient_key, row.ref, row.channel, row.what, row.reason)
                .where(row.campaign_id == self._campaign_id(connection, campaign))
                .order_by(row.id)
            )
            if recipient_key is not None:
                asked = asked.where(row.recipient_key == recipient_key)
            return [Event(*one) for one in connection.execute(asked)]

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
            times = _times(connection, campaign_id)
            heard = _heard(connection, campaign_id)
            rows: dict[str, list[Any]] = {}
            for row in connection.execute(_REPORT.where(sendings.c.campaign_id == campaign_id)):
                rows.setdefault(row.key, []).append(row)
            return [
                _report_row(sent, times.get(key, {}), heard.get(key, _Heard())) for key, sent in rows.items()
            ]


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


def _times(connection: Connection, campaign_id: int | None) -> dict[str, _Times]:
    """Give by recipient key when each sending first came to each status, since it was last prepared."""
    asked = (
        select(events.c.recipient_key, events.c.channel, events.c.status, events.c.at)
        .where(events.c.campaign_id == campaign_id, events.c.status.is_not(None))
        .order_by(events.c.id)
    )
    result: dict[str, _Times] = {}
    for key, channel, status, at in connection.execute(asked):
        times = result.setdefault(key, {})
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


def _heard(connection: Connection, campaign_id: int | None) -> dict[str, _Heard]:
    """Give by recipient key what the messages that answer a campaign's letters say."""
    owners = {
        f"{prefix}-{code}": key
        for prefix, code, key in connection.execute(
            select(letters.c.prefix, letters.c.code, recipients.c.key)
            .join_from(letters, recipients)
            .where(recipients.c.campaign_id == campaign_id)
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


def _report_row(sent: list[Any], times: _Times, heard: _Heard) -> ReportRow:
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
    )


def _first(times: Iterable[datetime]) -> datetime | None:
    return min(times, default=None)
