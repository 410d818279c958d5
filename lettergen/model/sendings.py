"""A letter by one channel, its statuses and the moves allowed between them."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Channel(Enum):
    """A way that a letter goes."""

    EMAIL = "email"
    POST = "post"


class Status(Enum):
    """Where a sending stands."""

    PREPARED = "prepared"
    SENDING = "sending"
    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    BOUNCED = "bounced"
    PRINTED = "printed"
    POSTED = "posted"
    RETURNED = "returned"
    REPLIED = "replied"
    WITHDRAWN = "withdrawn"


_S = Status

#: The moves a sending may make, by channel. What is not here cannot happen; the log refuses it.
MOVES: dict[Channel, dict[Status, frozenset[Status]]] = {
    Channel.EMAIL: {
        # The server's late answer to an attempt that was given up for unknown makes it accepted, also
        # after a person put it back, and after the next attempt was deferred.
        _S.PREPARED: frozenset({_S.SENDING, _S.WITHDRAWN, _S.ACCEPTED}),
        _S.SENDING: frozenset({_S.ACCEPTED, _S.DEFERRED, _S.REFUSED, _S.UNKNOWN, _S.PREPARED}),
        _S.DEFERRED: frozenset({_S.SENDING, _S.WITHDRAWN, _S.REPLIED, _S.ACCEPTED}),
        # A bounce or an answer can arrive for a sending whose acceptance nobody saw, or the server's own
        # answer late.
        _S.UNKNOWN: frozenset({_S.ACCEPTED, _S.PREPARED, _S.REFUSED, _S.DEFERRED, _S.BOUNCED, _S.REPLIED}),
        # A person who corrected the address, or a server that changed its mind, may try again.
        _S.REFUSED: frozenset({_S.PREPARED, _S.REPLIED}),
        _S.ACCEPTED: frozenset({_S.BOUNCED, _S.REPLIED}),
        # One address of several may bounce while another answers; an answer outweighs.
        _S.BOUNCED: frozenset({_S.REPLIED, _S.PREPARED}),
        _S.REPLIED: frozenset(),
        _S.WITHDRAWN: frozenset({_S.PREPARED}),
    },
    Channel.POST: {
        _S.PREPARED: frozenset({_S.PRINTED, _S.WITHDRAWN}),
        _S.PRINTED: frozenset({_S.POSTED, _S.PREPARED, _S.WITHDRAWN}),
        _S.POSTED: frozenset({_S.RETURNED, _S.REPLIED}),
        _S.RETURNED: frozenset({_S.REPLIED, _S.PREPARED}),
        _S.REPLIED: frozenset(),
        _S.WITHDRAWN: frozenset({_S.PREPARED}),
    },
}


def can_move(channel: Channel, old: Status, new: Status) -> bool:
    """Tell whether a sending by that channel may go from the old status to the new one."""
    return new in MOVES[channel].get(old, frozenset())


@dataclass(frozen=True, slots=True)
class Sending:
    """A letter by one channel; what the log counts.

    `digest` is the SHA-256 (hex) of the PDF for post and of the email's bytes for email, as
    rehearsed. `attempts` counts tries so far; `not_before` is when the next may be made. While it is
    `sending`, `held_until` is when whoever has it in hand may be given up for dead.
    """

    id: int
    campaign: str
    recipient_key: str
    ref: str
    channel: Channel
    status: Status
    digest: str
    pdf_digest: str
    attempts: int = 0
    not_before: datetime | None = None
    last_reply: str = ""
    held_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewSending:
    """What `prepare` hands to the log: a sending that was rehearsed and may now happen.

    `name`, `organisation` and `email` are the recipient's as of now, kept so that the log can be
    read without the recipients file. `address` is the postal address on one line.
    """

    recipient_key: str
    ref: str
    channel: Channel
    digest: str
    pdf_digest: str
    name: str = ""
    organisation: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who the mail server is told: reverse-path and forward-paths (RFC 5321 section 2.3.1)."""

    sender: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewAttempt:
    """What is committed before the first byte goes out.

    `message_id` keeps its angle brackets. `digest` is the SHA-256 (hex) of the exact bytes. `account`
    is whose daily limit it counts against; empty stands for the reverse-path. `subject` is the
    email's, decoded, for telling later which answer fits.
    """

    message_id: str
    envelope: Envelope
    digest: str
    account: str = ""
    subject: str = ""


class Verdict(Enum):
    """What a mail server's answer means for the sending (RFC 5321 section 4.2.1, RFC 3463)."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    """Permanent, for this recipient."""
    DEFERRED = "deferred"
    """Temporary, for this recipient."""
    UNKNOWN = "unknown"
    """The message was handed over entirely and no answer came."""
    SERVER_TROUBLE = "server trouble"
    """Not about this letter: the connection broke before the message's end, or the server is
    unwell. The sending is as it was."""
    OUR_TROUBLE = "our trouble"
    """Ours to mend: sign-in, policy, size. The sending is as it was."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one attempt.

    `code` is the reply code (0 where none came), `enhanced` the enhanced status code such as
    ``5.1.1`` or empty, `text` the server's own words. `refused` holds single forward-paths that
    were refused while others were accepted: address to reply.
    """

    verdict: Verdict
    code: int = 0
    enhanced: str = ""
    text: str = ""
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A sending taken for one attempt by one process; nobody else may take it until `until`."""

    sending: Sending
    attempt_id: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Ended:
    """An attempt that came to its end and how, before it is committed; see `ports.SendingLog.finish`."""

    claim: Claim
    outcome: Outcome
    not_before: datetime | None
    actor: str


@dataclass(frozen=True, slots=True)
class Batch:
    """The letters printed together. `name` is what the office calls it, such as ``2026-11-24-1``."""

    id: int
    name: str
    made_at: datetime
    sendings: tuple[int, ...]
    posted_at: datetime | None = None
