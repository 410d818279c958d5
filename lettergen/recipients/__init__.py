"""Who: `recipients.csv` or `.xlsx` to `Recipient`, `signatories.csv` to `Signatory`."""
