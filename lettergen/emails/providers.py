"""Presets for mail providers: hosts, ports, limits, and whether they file a copy themselves."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provider:
    """What is known of a provider. Limits of 0 are none that we know of.

    `rate` is emails a minute, `daily_limit` recipients in 24 hours. `files_sent_copy` says that what
    goes through its SMTP server appears in the Sent folder by itself.
    """

    smtp_host: str = ""
    smtp_port: int = 0
    imap_host: str = ""
    imap_port: int = 0
    rate: float = 0.0
    daily_limit: int = 0
    files_sent_copy: bool = False


#: Microsoft: "Exchange Online limits" gives 30 messages a minute and 10,000 recipients a day.
#: Google: "Gmail sending limits in Google Workspace" gives 2,000 messages a day.
PRESETS = {
    "plain": Provider(),
    "microsoft365": Provider("smtp.office365.com", 587, "outlook.office365.com", 993, 30.0, 10_000, True),
    "google": Provider("smtp.gmail.com", 587, "imap.gmail.com", 993, 0.0, 2_000, True),
}
