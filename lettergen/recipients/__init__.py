"""Who: `recipients.csv` or `.xlsx` to `Recipient`, `signatories.csv` to `Signatory`."""

from lettergen.recipients.lists import read_recipients, read_signatories

__all__ = ["read_recipients", "read_signatories"]
