"""Out by wire: letter and PDF to the exact bytes, and to a mail server."""

from lettergen.emails.auth import imap_sign_in, smtp_sign_in
from lettergen.emails.compose import (
    Attachment,
    ComposedEmail,
    compose,
    envelope_for,
    header_date,
    message_id_of,
    rehearsal_digest,
    with_date,
)
from lettergen.emails.dkim import Signer, dkim_faults, open_signer
from lettergen.emails.providers import PRESETS, Provider
from lettergen.emails.registration import Account, account, accounts, oauth_faults
from lettergen.emails.retry import next_try
from lettergen.emails.smtp import SmtpSender

__all__ = [
    "PRESETS",
    "Account",
    "Attachment",
    "ComposedEmail",
    "Provider",
    "Signer",
    "SmtpSender",
    "account",
    "accounts",
    "compose",
    "dkim_faults",
    "envelope_for",
    "header_date",
    "imap_sign_in",
    "message_id_of",
    "next_try",
    "oauth_faults",
    "open_signer",
    "rehearsal_digest",
    "smtp_sign_in",
    "with_date",
]
