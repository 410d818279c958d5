"""The tables of the log; every constraint has a name, or SQLite's migrations could not find it.

Facts are added, not overwritten: an attempt, a reading, a decision, a note is a row of its own, and the
newest one counts. The two exceptions are a sending's status, whose every move is an event, and an
attempt's outcome, which is filled in once.
"""

import enum
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)

from lettergen.log.columns import UtcDateTime, Word, Words
from lettergen.model.messages import Kind
from lettergen.model.sendings import MOVES, Channel, Status, Verdict

#: The revision of `migrations/versions` that makes these tables; a test holds the two together.
REVISION = "0002"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _one_of(words: Iterable[enum.Enum]) -> str:
    return "(" + ", ".join(f"'{word.value}'" for word in words) + ")"


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _to(table: str, *, nullable: bool = False, name: str = "") -> Column[int]:
    """Give a column that points to a row of another table."""
    return Column(name or f"{table[:-1]}_id", Integer, ForeignKey(f"{table}.id"), nullable=nullable)


def _words(name: str) -> Column[str]:
    return Column(name, Words, nullable=False, server_default="")


def _at(name: str, *, nullable: bool = False) -> Column[datetime]:
    return Column(name, UtcDateTime(), nullable=nullable)


campaigns = Table(
    "campaigns", metadata, _id(), Column("name", Words, nullable=False, unique=True), _at("made_at")
)

# As of the last `prepare`, so that the log can be read without the recipients file. `mailbox` is the email
# address in lower case and `domain` what follows its @, for finding who wrote.
recipients = Table(
    "recipients",
    metadata,
    _id(),
    _to("campaigns"),
    Column("key", Words, nullable=False),
    _words("name"),
    _words("organisation"),
    _words("email"),
    _words("mailbox"),
    _words("domain"),
    _words("address"),
    UniqueConstraint("campaign_id", "key"),
    Index(None, "mailbox"),
    Index(None, "domain"),
)

# A letter is never renamed: a new reference for a recipient is a new row, and the old paper, should it
# come back, still finds its recipient.
letters = Table(
    "letters",
    metadata,
    _id(),
    _to("recipients"),
    Column("prefix", String(8), nullable=False),
    Column("code", String(8), nullable=False),
    UniqueConstraint("prefix", "code"),
    Index(None, "recipient_id"),
)

_STATUS_FITS = " OR ".join(
    f"(channel = '{channel.value}' AND status IN {_one_of(moves)})" for channel, moves in MOVES.items()
)

# `approval` counts how often a person said that the letter may go (again): 1 at first, one more for
# each time it was put back after it may have arrived. An attempt carries the approval it ran under.
# `holder` to `came_from` are the lease: who is sending it, until when, and where it stood before.
sendings = Table(
    "sendings",
    metadata,
    _id(),
    _to("campaigns"),
    _to("recipients"),
    _to("letters"),
    Column("channel", Word(Channel), nullable=False),
    Column("status", Word(Status), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("pdf_digest", String(64), nullable=False),
    Column("approval", Integer, nullable=False, server_default="1"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    _at("not_before", nullable=True),
    _words("last_reply"),
    _at("filed_at", nullable=True),
    Column("holder", Words),
    _at("claimed_until", nullable=True),
    Column("came_from", Word(Status)),
    UniqueConstraint("campaign_id", "recipient_id", "channel"),
    CheckConstraint(_STATUS_FITS, "status_fits_channel"),
    CheckConstraint(
        "(status = 'sending') = (holder IS NOT NULL AND claimed_until IS NOT NULL AND came_from IS NOT NULL)",
        "held_while_sending",
    ),
    CheckConstraint("attempts >= 0 AND approval >= 1", "counts"),
    Index(None, "campaign_id", "status"),
    Index(None, "letter_id"),
)

# Committed before the first byte goes out; `finished_at` to `refused` after the last reply. `account` is
# whose daily limit it counts against.
attempts = Table(
    "attempts",
    metadata,
    _id(),
    _to("sendings"),
    Column("number", Integer, nullable=False),
    Column("approval", Integer, nullable=False),
    Column("message_id", Words, nullable=False),
    Column("account", Words, nullable=False),
    Column("sender", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("holder", Words, nullable=False),
    _at("started_at"),
    _at("finished_at", nullable=True),
    Column("verdict", Word(Verdict)),
    Column("code", Integer, nullable=False, server_default="0"),
    _words("enhanced"),
    _words("text"),
    Column("refused", JSON, nullable=False, server_default="[]"),
    UniqueConstraint("sending_id", "number"),
    CheckConstraint(f"verdict IN {_one_of(Verdict)}", "verdict"),
    CheckConstraint("(finished_at IS NULL) = (verdict IS NULL)", "finished_with_a_verdict"),
    # Never twice, held by the database: one try at a time, and one acceptance for each go-ahead.
    Index(
        "uq_attempts_open",
        "sending_id",
        unique=True,
        sqlite_where=text("finished_at IS NULL"),
        postgresql_where=text("finished_at IS NULL"),
    ),
    Index(
        "uq_attempts_accepted",
        "sending_id",
        "approval",
        unique=True,
        sqlite_where=text("verdict = 'accepted'"),
        postgresql_where=text("verdict = 'accepted'"),
    ),
    Index(None, "message_id"),
    Index(None, "account", "finished_at"),
)

# Whom an attempt was for: the main recipient first, copies after. `address` is as the server was told.
forward_paths = Table(
    "forward_paths",
    metadata,
    Column("attempt_id", Integer, ForeignKey("attempts.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("address", Words, nullable=False),
    _words("mailbox"),
    _words("domain"),
    Index(None, "mailbox"),
    Index(None, "domain"),
)

batches = Table(
    "batches",
    metadata,
    _id(),
    _to("campaigns"),
    Column("name", Words, nullable=False),
    _at("made_at"),
    _at("posted_at", nullable=True),
    UniqueConstraint("campaign_id", "name"),
)

batch_letters = Table(
    "batch_letters",
    metadata,
    Column("batch_id", Integer, ForeignKey("batches.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    _to("sendings"),
    UniqueConstraint("batch_id", "sending_id"),
    Index(None, "sending_id"),
)

proofs = Table(
    "proofs",
    metadata,
    _id(),
    _to("campaigns"),
    Column("digest", String(64), nullable=False),
    Column("inputs", JSON, nullable=False),
    Column("letters", JSON, nullable=False),
    UniqueConstraint("campaign_id", "digest"),
)

rehearsals = Table(
    "rehearsals", metadata, _id(), _to("proofs"), _at("made_at"), _words("actor"), Index(None, "proof_id")
)

agreements = Table(
    "agreements",
    metadata,
    _id(),
    _to("proofs"),
    Column("signatory", Words, nullable=False),
    _at("at"),
    _words("actor"),
    _words("note"),
    UniqueConstraint("proof_id", "signatory"),
)

messages = Table(
    "messages",
    metadata,
    _id(),
    Column("sha256", String(64), nullable=False, unique=True),
    _at("stored_at"),
    Column("raw", LargeBinary, nullable=False),
)

# The same bytes in three folders are one message in three places. `gone_at` is when one was found gone.
message_places = Table(
    "message_places",
    metadata,
    _id(),
    _to("messages"),
    Column("account", Words, nullable=False),
    Column("folder", Words, nullable=False),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
    _at("received_at", nullable=True),
    _at("gone_at", nullable=True),
    UniqueConstraint("account", "folder", "uidvalidity", "uid"),
    Index(None, "message_id"),
)

# How far the changes of a folder are known (RFC 7162: HIGHESTMODSEQ), where its server counts them.
folder_states = Table(
    "folder_states",
    metadata,
    _id(),
    Column("account", Words, nullable=False),
    Column("folder", Words, nullable=False),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("modseq", BigInteger, nullable=False),
    UniqueConstraint("account", "folder"),
)

# `rules` is the version of lettergen that read it.
readings = Table(
    "readings",
    metadata,
    _id(),
    _to("messages"),
    Column("rules", String(32), nullable=False),
    Column("kind", Word(Kind), nullable=False),
    _at("written_at", nullable=True),
    Column("inbound", JSON, nullable=False),
    _at("read_at"),
    CheckConstraint(f"kind IN {_one_of(Kind)}", "kind"),
    Index(None, "message_id"),
)

# What a reading's rules made of it: `decided` ones are matches, the others proposals.
matches = Table(
    "matches",
    metadata,
    Column("reading_id", Integer, ForeignKey("readings.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    _to("letters"),
    Column("decided", Integer, nullable=False),
    Column("evidence", JSON, nullable=False),
    CheckConstraint("decided IN (0, 1)", "decided"),
    Index(None, "letter_id"),
)

# What a person said, for good: which letters a message answers; none means not ours.
decisions = Table(
    "decisions",
    metadata,
    _id(),
    _to("messages"),
    _at("at"),
    _words("actor"),
    _words("reason"),
    Index(None, "message_id"),
)

decision_letters = Table(
    "decision_letters",
    metadata,
    Column("decision_id", Integer, ForeignKey("decisions.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    _to("letters"),
    Index(None, "letter_id"),
)


class Remark(enum.Enum):
    """What a person added to a message."""

    NOTE = "note"
    ASSIGNED = "assigned"
    CLOSED = "closed"


# For an assignment `text` is who, for a closing the campaign's word; the newest one counts, and an empty
# one takes it back.
remarks = Table(
    "remarks",
    metadata,
    _id(),
    _to("messages"),
    Column("kind", Word(Remark), nullable=False),
    _words("text"),
    _at("at"),
    _words("actor"),
    CheckConstraint(f"kind IN {_one_of(Remark)}", "kind"),
    Index(None, "message_id"),
)

suppressions = Table(
    "suppressions",
    metadata,
    _id(),
    Column("address", Words, nullable=False),
    Column("kind", String(16), nullable=False),
    _at("at"),
    _words("actor"),
    _words("reason"),
    _at("lifted_at", nullable=True),
    CheckConstraint("kind IN ('dead', 'do-not-contact')", "kind"),
    Index(
        "uq_suppressions_standing",
        "address",
        "kind",
        unique=True,
        sqlite_where=text("lifted_at IS NULL"),
        postgresql_where=text("lifted_at IS NULL"),
    ),
)

# `status` is where a sending moved to; null for what is no move.
events = Table(
    "events",
    metadata,
    _id(),
    _to("campaigns", nullable=True),
    _to("sendings", nullable=True),
    _to("messages", nullable=True),
    _at("at"),
    _words("actor"),
    _words("recipient_key"),
    _words("ref"),
    Column("channel", Word(Channel)),
    Column("status", Word(Status)),
    _words("what"),
    _words("reason"),
    Index(None, "campaign_id", "recipient_key"),
    Index(None, "sending_id"),
)
