"""Taking a sending for one attempt, and what came of it; what happens around every letter's wire.

The statements stand ready for the driver: they run with every letter.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Label,
    and_,
    bindparam,
    insert,
    or_,
    select,
    update,
)

from lettergen.errors import DecisionNeededError
from lettergen.log.part import Change, Standing, event_of, mailbox_columns, record_events, record_move
from lettergen.log.ready import Ready
from lettergen.log.tables import attempts, forward_paths, letters, recipients, sendings
from lettergen.model.sendings import Channel, Claim, NewAttempt, Outcome, Sending, Status, Verdict

#: A sending that nobody holds.
RELEASED = {"holder": None, "claimed_until": None, "came_from": None}

_STATUS_BY_VERDICT = {
    Verdict.ACCEPTED: Status.ACCEPTED,
    Verdict.REFUSED: Status.REFUSED,
    Verdict.DEFERRED: Status.DEFERRED,
    Verdict.UNKNOWN: Status.UNKNOWN,
}
_MAY_STILL_GO = (Status.PREPARED, Status.DEFERRED, Status.UNKNOWN)


def _of(wanted: Column[str], same: ColumnElement[bool]) -> Label[str]:
    """Ask for something of another table beside what an UPDATE returns."""
    return select(wanted).where(same).scalar_subquery().label(wanted.name)


# The inner SELECT locks the row and passes over one that another transaction has locked (PostgreSQL; on
# SQLite the immediate transaction does as much). In SET, columns have their old values.
_TAKE = Ready(
    update(sendings)
    .where(
        sendings.c.id
        == select(sendings.c.id)
        .where(
            sendings.c.id == bindparam("b_id"),
            sendings.c.campaign_id == bindparam("b_campaign"),
            sendings.c.channel == Channel.EMAIL,
            or_(
                sendings.c.status == Status.PREPARED,
                and_(sendings.c.status == Status.DEFERRED, sendings.c.not_before <= bindparam("b_now")),
            ),
        )
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    .values(
        came_from=sendings.c.status,
        status=Status.SENDING,
        attempts=sendings.c.attempts + 1,
        holder=bindparam("b_holder"),
        claimed_until=bindparam("b_until"),
    )
    .returning(
        sendings.c.id,
        _of(recipients.c.key, recipients.c.id == sendings.c.recipient_id),
        _of(letters.c.prefix, letters.c.id == sendings.c.letter_id),
        _of(letters.c.code, letters.c.id == sendings.c.letter_id),
        sendings.c.channel,
        sendings.c.status,
        sendings.c.digest,
        sendings.c.pdf_digest,
        sendings.c.attempts,
        sendings.c.not_before,
        sendings.c.last_reply,
        sendings.c.claimed_until,
        sendings.c.approval,
        sendings.c.came_from,
    )
)

_BEGIN = Ready(
    insert(attempts).returning(attempts.c.id),
    columns=(
        "sending_id", "number", "approval", "message_id", "account", "sender", "subject", "digest", "holder",
        "started_at",
    ),
)  # fmt: skip
_FORWARD_PATHS = Ready(
    insert(forward_paths), columns=("attempt_id", "position", "address", "mailbox", "domain")
)

_OUTCOME: dict[str, BindParameter[Any]] = {
    name: bindparam(f"b_{name}") for name in ("finished_at", "verdict", "code", "enhanced", "text", "refused")
}
_END = Ready(
    update(attempts)
    .where(attempts.c.id == bindparam("b_attempt"), attempts.c.verdict.is_(None))
    .values(_OUTCOME)
)
_END_LATE = Ready(
    update(attempts)
    .where(attempts.c.id == bindparam("b_attempt"), attempts.c.verdict == Verdict.UNKNOWN)
    .values(_OUTCOME)
)

_STILL_HELD = (
    sendings.c.id == bindparam("b_id"),
    sendings.c.status == Status.SENDING,
    sendings.c.attempts == bindparam("b_number"),
)
_RELEASE = Ready(
    update(sendings)
    .where(*_STILL_HELD)
    .values(
        status=bindparam("b_status"),
        last_reply=bindparam("b_reply"),
        not_before=bindparam("b_not_before"),
        **RELEASED,
    )
)
_PUT_BACK = Ready(
    update(sendings)
    .where(*_STILL_HELD)
    .values(status=sendings.c.came_from, last_reply=bindparam("b_reply"), **RELEASED)
    .returning(sendings.c.status)
)

_STANDING_NOW = Ready(
    select(sendings.c.status, sendings.c.attempts).where(sendings.c.id == bindparam("b_id")).with_for_update()
)
_MOVE_LATE = Ready(
    update(sendings)
    .where(sendings.c.id == bindparam("b_id"), sendings.c.status == bindparam("b_old"))
    .values(
        status=bindparam("b_status"), last_reply=bindparam("b_reply"), not_before=bindparam("b_not_before")
    )
)


def take(
    connection: Connection,
    sending_id: int,
    campaign: tuple[str, int],
    attempt: NewAttempt,
    holder: str,
    times: tuple[datetime, datetime],
) -> Claim | None:
    """Take a sending and record the attempt; None if it is not to be had.

    One UPDATE both asks and takes, so that of two processes only one can change the row.

    Args:
        connection: In a writing transaction; the attempt counts once that is committed.
        sending_id: Which sending.
        campaign: Name and id.
        attempt: What will be sent.
        holder: Who takes it.
        times: Now, and when the lease runs out.
    """
    name, campaign_id = campaign
    now, until = times
    row = _TAKE.find(
        connection,
        {"b_id": sending_id, "b_campaign": campaign_id, "b_now": now, "b_holder": holder, "b_until": until},
    )
    if row is None:
        return None
    sending = sending_of(name, row)
    attempt_id = _begin_attempt(connection, sending, row.approval, attempt, holder, now)
    was = Standing(row.id, campaign_id, row.key, row.prefix, row.code, row.channel, row.came_from)
    record_move(connection, was, Status.SENDING, Change(now, holder))
    return Claim(sending, attempt_id, until)


def _begin_attempt(
    connection: Connection, sending: Sending, approval: int, attempt: NewAttempt, holder: str, now: datetime
) -> int:
    row = {
        "sending_id": sending.id,
        "number": sending.attempts,
        "approval": approval,
        "message_id": attempt.message_id,
        "account": (attempt.account or attempt.envelope.sender).lower(),
        "sender": attempt.envelope.sender,
        "subject": attempt.subject,
        "digest": attempt.digest,
        "holder": holder,
        "started_at": now,
    }
    attempt_id: int = _BEGIN.find(connection, row).id
    paths = [
        {"attempt_id": attempt_id, "position": position, "address": address, **mailbox_columns(address)}
        for position, address in enumerate(attempt.envelope.recipients)
    ]
    _FORWARD_PATHS.run(connection, *paths)
    return attempt_id


def finish(
    connection: Connection,
    claim: Claim,
    campaign_id: int,
    outcome: Outcome,
    not_before: datetime | None,
    change: Change,
) -> Status:
    """Record what came of an attempt and give the sending's new status.

    Args:
        connection: In a writing transaction.
        claim: As `take` gave it.
        campaign_id: Whose it is.
        outcome: The server's answer.
        not_before: For a deferred sending, when to try next; None means at once.
        change: When and who; the reason is the server's words.

    Raises:
        DecisionNeededError: If an answer to the attempt was recorded before.
    """
    has_ended = _END.run(connection, _ending(claim, outcome, change.at)) == 1
    was = _standing(claim, campaign_id, Status.SENDING)
    _record_refused_addresses(connection, was, outcome, change)
    new = _release(connection, claim, outcome, not_before or change.at, change.reason)
    if has_ended and new is not None:
        record_move(connection, was, new, change)
        return new
    return _finish_late(connection, claim, campaign_id, outcome, not_before or change.at, change)


def _ending(claim: Claim, outcome: Outcome, at: datetime) -> dict[str, Any]:
    return {
        "b_attempt": claim.attempt_id,
        "b_finished_at": at,
        "b_verdict": outcome.verdict,
        "b_code": outcome.code,
        "b_enhanced": outcome.enhanced,
        "b_text": outcome.text,
        "b_refused": [list(one) for one in outcome.refused],
    }


def _release(
    connection: Connection, claim: Claim, outcome: Outcome, not_before: datetime, reply: str
) -> Status | None:
    """Move a sending on that we still hold; None if we hold it no longer."""
    held = {"b_id": claim.sending.id, "b_number": claim.sending.attempts, "b_reply": reply}
    new = _STATUS_BY_VERDICT.get(outcome.verdict)
    if new is None:
        # Trouble that is not the letter's puts it back to where it was.
        back = _PUT_BACK.find(connection, held)
        return None if back is None else back.status
    later = not_before if new is Status.DEFERRED else None
    is_released = _RELEASE.run(connection, {**held, "b_status": new, "b_not_before": later}) == 1
    return new if is_released else None


def _finish_late(
    connection: Connection,
    claim: Claim,
    campaign_id: int,
    outcome: Outcome,
    not_before: datetime,
    change: Change,
) -> Status:
    """Record the answer to an attempt that was given up for unknown: the facts win."""
    if not _END_LATE.run(connection, _ending(claim, outcome, change.at)):
        raise DecisionNeededError(f"The attempt on {claim.sending.ref} was finished before.")
    status, newest = _STANDING_NOW.find(connection, {"b_id": claim.sending.id})
    was = _standing(claim, campaign_id, status)
    new = _late_status(status, outcome.verdict, newest=newest == claim.sending.attempts)
    if new is None:
        late = {**event_of(was), "what": f"late answer: {outcome.verdict.value}"}
        record_events(connection, change, [late])
        return was.status
    later = not_before if new is Status.DEFERRED else None
    moved = {"b_old": status, "b_status": new, "b_reply": change.reason, "b_not_before": later}
    _MOVE_LATE.run(connection, {"b_id": claim.sending.id, **moved})
    record_move(connection, was, new, change)
    return new


def _late_status(status: Status, verdict: Verdict, *, newest: bool) -> Status | None:
    """Give where a late answer moves a sending; None for nowhere.

    It says how an unknown sending came out. An acceptance also stops a letter that a person has put
    back meanwhile, for it must not go again.
    """
    if newest and status is Status.UNKNOWN and verdict is not Verdict.UNKNOWN:
        return _STATUS_BY_VERDICT.get(verdict, Status.PREPARED)
    if verdict is Verdict.ACCEPTED and status in _MAY_STILL_GO:
        return Status.ACCEPTED
    return None


def _record_refused_addresses(
    connection: Connection, was: Standing, outcome: Outcome, change: Change
) -> None:
    """Write into the history which addresses of an accepted email were refused."""
    for address, reply in outcome.refused:
        refused = {**event_of(was), "what": f"address refused: {address}"}
        record_events(connection, Change(change.at, change.actor, reply), [refused])


def _standing(claim: Claim, campaign_id: int, status: Status) -> Standing:
    sending = claim.sending
    prefix, _, code = sending.ref.partition("-")
    return Standing(sending.id, campaign_id, sending.recipient_key, prefix, code, sending.channel, status)


def reply_line(outcome: Outcome) -> str:
    """Give the server's answer on one line, such as ``550 5.1.1 No such user``.

    A server's words begin with the enhanced code (RFC 2034 section 4); it is told once.
    """
    words = " ".join(outcome.text.split())
    parts: Sequence[str] = (
        str(outcome.code) if outcome.code else "",
        "" if words.startswith(outcome.enhanced) else outcome.enhanced,
        words,
    )
    return " ".join(part for part in parts if part)


def sending_of(campaign: str, row: Any) -> Sending:
    """Give a sending from a row that has its columns and the letter's."""
    return Sending(
        id=row.id,
        campaign=campaign,
        recipient_key=row.key,
        ref=f"{row.prefix}-{row.code}",
        channel=row.channel,
        status=row.status,
        digest=row.digest,
        pdf_digest=row.pdf_digest,
        attempts=row.attempts,
        not_before=row.not_before,
        last_reply=row.last_reply,
        held_until=row.claimed_until,
    )
