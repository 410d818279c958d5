"""Who: `recipients.csv` or `.xlsx` to `Recipient`, `signatories.csv` to `Signatory`."""

from lettergen.recipients.lists import read_recipients, read_signatories, recipients_again

__all__ = ["read_recipients", "read_signatories", "recipients_again"]
