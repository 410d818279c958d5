"""The first tables: letters, sendings, attempts, batches, proofs, messages, history."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "campaigns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        sa.UniqueConstraint("name", name=op.f("uq_campaigns_name")),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("sha256", name=op.f("uq_messages_sha256")),
    )
    op.create_table(
        "suppressions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('dead', 'do-not-contact')", name=op.f("ck_suppressions_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppressions")),
    )
    op.create_index(
        "uq_suppressions_standing",
        "suppressions",
        ["address", "kind"],
        unique=True,
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.create_table(
        "batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_batches_campaign_id_campaigns")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
        sa.UniqueConstraint("campaign_id", "name", name=op.f("uq_batches_campaign_id_name")),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_decisions_message_id_messages")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_message_id"), "decisions", ["message_id"], unique=False)
    op.create_table(
        "message_places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_message_places_message_id_messages")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_places")),
        sa.UniqueConstraint(
            "account",
            "folder",
            "uidvalidity",
            "uid",
            name=op.f("uq_message_places_account_folder_uidvalidity_uid"),
        ),
    )
    op.create_index(op.f("ix_message_places_message_id"), "message_places", ["message_id"], unique=False)
    op.create_table(
        "proofs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("letters", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_proofs_campaign_id_campaigns")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proofs")),
        sa.UniqueConstraint("campaign_id", "digest", name=op.f("uq_proofs_campaign_id_digest")),
    )
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("rules", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("inbound", sa.JSON(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('reply', 'auto-reply', 'bounce', 'other')", name=op.f("ck_readings_kind")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_readings_message_id_messages")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
    )
    op.create_index(op.f("ix_readings_message_id"), "readings", ["message_id"], unique=False)
    op.create_table(
        "recipients",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("organisation", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("mailbox", sa.Text(), server_default="", nullable=False),
        sa.Column("domain", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_recipients_campaign_id_campaigns")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipients")),
        sa.UniqueConstraint("campaign_id", "key", name=op.f("uq_recipients_campaign_id_key")),
    )
    op.create_index(op.f("ix_recipients_domain"), "recipients", ["domain"], unique=False)
    op.create_index(op.f("ix_recipients_mailbox"), "recipients", ["mailbox"], unique=False)
    op.create_table(
        "remarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("kind IN ('note', 'assigned', 'closed')", name=op.f("ck_remarks_kind")),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_remarks_message_id_messages")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarks")),
    )
    op.create_index(op.f("ix_remarks_message_id"), "remarks", ["message_id"], unique=False)
    op.create_table(
        "agreements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proof_id", sa.Integer(), nullable=False),
        sa.Column("signatory", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["proof_id"], ["proofs.id"], name=op.f("fk_agreements_proof_id_proofs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
        sa.UniqueConstraint("proof_id", "signatory", name=op.f("uq_agreements_proof_id_signatory")),
    )
    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.String(length=8), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["recipients.id"], name=op.f("fk_letters_recipient_id_recipients")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint("prefix", "code", name=op.f("uq_letters_prefix_code")),
    )
    op.create_index(op.f("ix_letters_recipient_id"), "letters", ["recipient_id"], unique=False)
    op.create_table(
        "rehearsals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proof_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["proof_id"], ["proofs.id"], name=op.f("fk_rehearsals_proof_id_proofs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rehearsals")),
    )
    op.create_index(op.f("ix_rehearsals_proof_id"), "rehearsals", ["proof_id"], unique=False)
    op.create_table(
        "decision_letters",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_decision_letters_decision_id_decisions")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letters.id"], name=op.f("fk_decision_letters_letter_id_letters")
        ),
        sa.PrimaryKeyConstraint("decision_id", "position", name=op.f("pk_decision_letters")),
    )
    op.create_index(op.f("ix_decision_letters_letter_id"), "decision_letters", ["letter_id"], unique=False)
    op.create_table(
        "matches",
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("decided", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.CheckConstraint("decided IN (0, 1)", name=op.f("ck_matches_decided")),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_matches_letter_id_letters")),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name=op.f("fk_matches_reading_id_readings")),
        sa.PrimaryKeyConstraint("reading_id", "position", name=op.f("pk_matches")),
    )
    op.create_index(op.f("ix_matches_letter_id"), "matches", ["letter_id"], unique=False)
    op.create_table(
        "sendings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("recipient_id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=5), nullable=False),
        sa.Column("status", sa.String(length=9), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("pdf_digest", sa.String(length=64), nullable=False),
        sa.Column("approval", sa.Integer(), server_default="1", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_reply", sa.Text(), server_default="", nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("came_from", sa.String(length=9), nullable=True),
        sa.CheckConstraint(
            "(channel = 'email' AND status IN ('prepared', 'sending', 'deferred', "
            "'unknown', 'refused', 'accepted', 'bounced', 'replied', 'withdrawn')) "
            "OR (channel = 'post' AND status IN ('prepared', 'printed', 'posted', "
            "'returned', 'replied', 'withdrawn'))",
            name=op.f("ck_sendings_status_fits_channel"),
        ),
        sa.CheckConstraint(
            "(status = 'sending') = (holder IS NOT NULL AND claimed_until IS NOT NULL "
            "AND came_from IS NOT NULL)",
            name=op.f("ck_sendings_held_while_sending"),
        ),
        sa.CheckConstraint("attempts >= 0 AND approval >= 1", name=op.f("ck_sendings_counts")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_sendings_campaign_id_campaigns")
        ),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_sendings_letter_id_letters")),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["recipients.id"], name=op.f("fk_sendings_recipient_id_recipients")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sendings")),
        sa.UniqueConstraint(
            "campaign_id",
            "recipient_id",
            "channel",
            name=op.f("uq_sendings_campaign_id_recipient_id_channel"),
        ),
    )
    op.create_index(
        op.f("ix_sendings_campaign_id_status"), "sendings", ["campaign_id", "status"], unique=False
    )
    op.create_index(op.f("ix_sendings_letter_id"), "sendings", ["letter_id"], unique=False)
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sending_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("approval", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verdict", sa.String(length=14), nullable=True),
        sa.Column("code", sa.Integer(), server_default="0", nullable=False),
        sa.Column("enhanced", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("refused", sa.JSON(), server_default="[]", nullable=False),
        sa.CheckConstraint(
            "verdict IN ('accepted', 'refused', 'deferred', 'unknown', 'server trouble', 'our trouble')",
            name=op.f("ck_attempts_verdict"),
        ),
        sa.CheckConstraint(
            "(finished_at IS NULL) = (verdict IS NULL)", name=op.f("ck_attempts_finished_with_a_verdict")
        ),
        sa.ForeignKeyConstraint(
            ["sending_id"], ["sendings.id"], name=op.f("fk_attempts_sending_id_sendings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        sa.UniqueConstraint("sending_id", "number", name=op.f("uq_attempts_sending_id_number")),
    )
    op.create_index(
        op.f("ix_attempts_account_finished_at"), "attempts", ["account", "finished_at"], unique=False
    )
    op.create_index(op.f("ix_attempts_message_id"), "attempts", ["message_id"], unique=False)
    op.create_index(
        "uq_attempts_accepted",
        "attempts",
        ["sending_id", "approval"],
        unique=True,
        sqlite_where=sa.text("verdict = 'accepted'"),
        postgresql_where=sa.text("verdict = 'accepted'"),
    )
    op.create_index(
        "uq_attempts_open",
        "attempts",
        ["sending_id"],
        unique=True,
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )
    op.create_table(
        "batch_letters",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sending_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name=op.f("fk_batch_letters_batch_id_batches")),
        sa.ForeignKeyConstraint(
            ["sending_id"], ["sendings.id"], name=op.f("fk_batch_letters_sending_id_sendings")
        ),
        sa.PrimaryKeyConstraint("batch_id", "position", name=op.f("pk_batch_letters")),
        sa.UniqueConstraint("batch_id", "sending_id", name=op.f("uq_batch_letters_batch_id_sending_id")),
    )
    op.create_index(op.f("ix_batch_letters_sending_id"), "batch_letters", ["sending_id"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("sending_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), server_default="", nullable=False),
        sa.Column("recipient_key", sa.Text(), server_default="", nullable=False),
        sa.Column("ref", sa.Text(), server_default="", nullable=False),
        sa.Column("channel", sa.String(length=5), nullable=True),
        sa.Column("status", sa.String(length=9), nullable=True),
        sa.Column("what", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_events_campaign_id_campaigns")
        ),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_events_message_id_messages")),
        sa.ForeignKeyConstraint(["sending_id"], ["sendings.id"], name=op.f("fk_events_sending_id_sendings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index(
        op.f("ix_events_campaign_id_recipient_key"), "events", ["campaign_id", "recipient_key"], unique=False
    )
    op.create_index(op.f("ix_events_sending_id"), "events", ["sending_id"], unique=False)
    op.create_table(
        "forward_paths",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.Text(), server_default="", nullable=False),
        sa.Column("domain", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_forward_paths_attempt_id_attempts")
        ),
        sa.PrimaryKeyConstraint("attempt_id", "position", name=op.f("pk_forward_paths")),
    )
    op.create_index(op.f("ix_forward_paths_domain"), "forward_paths", ["domain"], unique=False)
    op.create_index(op.f("ix_forward_paths_mailbox"), "forward_paths", ["mailbox"], unique=False)
