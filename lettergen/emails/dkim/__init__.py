"""Signs emails with the sender's domain (DKIM, RFC 6376), for those whose mail server does not."""

from lettergen.emails.dkim.settings import dkim_faults, open_signer
from lettergen.emails.dkim.signer import Signer, without_signature

__all__ = ["Signer", "dkim_faults", "open_signer", "without_signature"]
