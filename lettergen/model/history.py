"""What happened, as people ask for it."""

from dataclasses import dataclass
from datetime import datetime

from lettergen.model.sendings import Channel, Status


@dataclass(frozen=True, slots=True)
class Event:
    """One change: when (UTC), who, what, why.

    `what` is the change, such as ``prepared -> sending``. `channel` is None for changes to a message
    or a proof.
    """

    at: datetime
    actor: str
    recipient_key: str
    ref: str
    channel: Channel | None
    what: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """A sending that did not get through, and the server's or the office's reason."""

    recipient_key: str
    name: str
    ref: str
    channel: Channel
    status: Status
    address: str
    code: int
    enhanced: str
    reason: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """A signatory's consent to a proof."""

    signatory: str
    digest: str
    at: datetime
    actor: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """One letter as the log knows it, to be shown beside its answers.

    `follows` is the reference of the letter that it follows up, empty for a first letter. The times are
    None for what has not happened.
    """

    ref: str
    campaign: str
    recipient_key: str
    name: str
    organisation: str
    email: str
    address: str
    follows: str = ""
    emailed_at: datetime | None = None
    posted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """How far the letter to one recipient came; a time is None for what has not happened.

    `stance` is the word under which the answer was closed. An answer to a follow-up answers the letter;
    `followed_up_at` is when the last one went out.
    """

    recipient_key: str
    name: str
    organisation: str
    ref: str
    email: Status | None = None
    post: Status | None = None
    emailed_at: datetime | None = None
    bounced_at: datetime | None = None
    printed_at: datetime | None = None
    posted_at: datetime | None = None
    returned_at: datetime | None = None
    auto_replied_at: datetime | None = None
    replied_at: datetime | None = None
    stance: str = ""
    followed_up_at: datetime | None = None
