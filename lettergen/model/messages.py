"""What came in by email, what we make of it, and which letter it answers."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Kind(Enum):
    """What an incoming message is."""

    REPLY = "reply"
    AUTO_REPLY = "auto-reply"
    BOUNCE = "bounce"
    OTHER = "other"


class Strength(Enum):
    """How far an evidence carries: strong ones match, weak ones propose."""

    STRONG = "strong"
    FAIR = "fair"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why we think so. `rule` is the rule's short name, `detail` a sentence for staff."""

    rule: str
    detail: str
    strength: Strength


@dataclass(frozen=True, slots=True)
class Match:
    """Which letter a message answers, with the evidence for it."""

    ref: str
    evidence: tuple[Evidence, ...]

    @property
    def strength(self) -> Strength:
        """The strongest evidence's strength."""
        order = (Strength.STRONG, Strength.FAIR, Strength.WEAK)
        return min((one.strength for one in self.evidence), key=order.index)


@dataclass(frozen=True, slots=True)
class FailedRecipient:
    """One address that a bounce speaks of (RFC 3464 section 2.3).

    `status` is an enhanced status code such as ``5.1.1`` or empty; `reason` the server's text.
    """

    address: str
    status: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MailAttachment:
    """A part that is not the message's text: a safe file name, its type and its size in bytes."""

    filename: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Inbound:
    """Our reading of one incoming email; poorer for a poorer message, never an exception.

    Headers are decoded, without line breaks. `sender` is the bare From address in lower case,
    empty where there is none. `text` is what was newly written, `full_text` all of it.
    `answers` are the Message-IDs it answers, nearest first, with angle brackets; `original_ids` are
    ids and ENVIDs of a bounced original; `delivered_to` are addresses it was sent to, for
    plus-addresses. `permanent` is only set for bounces: true hard, false soft, None unsaid.
    """

    message_id: str = ""
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    date: datetime | None = None
    kind: Kind = Kind.OTHER
    permanent: bool | None = None
    failed: tuple[FailedRecipient, ...] = ()
    text: str = ""
    full_text: str = ""
    answers: tuple[str, ...] = ()
    original_ids: tuple[str, ...] = ()
    delivered_to: tuple[str, ...] = ()
    attachments: tuple[MailAttachment, ...] = ()
    attachment_text: str = ""
    case_number: str = ""
    asks_removal: bool = False
    defects: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class RawMessage:
    """A message as the mail server gave it, and where it lay."""

    account: str
    folder: str
    uidvalidity: int
    uid: int
    raw: bytes
    received_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FolderState:
    """How we last knew a folder: `present` counts the messages that were read and are still in it.

    `modseq` is how far its changes are known (RFC 7162); 0 where that is not known.
    """

    uidvalidity: int
    modseq: int = 0
    present: int = 0


@dataclass(frozen=True, slots=True)
class FolderNews:
    """What is gone from a folder: ranges of UIDs, both ends included; some may never have been there."""

    folder: str
    uidvalidity: int
    modseq: int = 0
    gone: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message in the log: `id` is the number that staff use.

    `matches` are the letters it answers (decided), `proposals` what weaker evidence suggests.
    `decided_by` is empty while only rules have spoken. `closed_as` is empty while it is open.
    `gone_at` is when its original was found gone from the mailbox; None while it is there, or never was.
    """

    id: int
    inbound: Inbound
    matches: tuple[Match, ...] = ()
    proposals: tuple[Match, ...] = ()
    decided_by: str = ""
    assigned_to: str = ""
    closed_as: str = ""
    notes: tuple[str, ...] = ()
    stored_at: datetime | None = None
    gone_at: datetime | None = None
