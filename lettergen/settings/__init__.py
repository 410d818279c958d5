"""Every setting once: name, type, unit, default, one-line help.

`lettergen.toml` has a table per class here; `docs/settings.md` is made from them. A value comes from
the default, then the file, then the environment (``LETTERGEN_TABLE_NAME``), then a command's option.
Secrets never come from the file.
"""

from lettergen.settings.campaign import CampaignSettings, LogSettings, SenderSettings
from lettergen.settings.emails import (
    PROVIDERS,
    DkimSettings,
    EmailSettings,
    ImapSettings,
    MailboxSettings,
    OauthSettings,
    SmtpSettings,
)
from lettergen.settings.pages import TYPESETTERS, PageSettings, PostSettings
from lettergen.settings.reading import FILE_NAME, read_settings, variable_name
from lettergen.settings.whole import Settings, tables

__all__ = [
    "FILE_NAME",
    "PROVIDERS",
    "TYPESETTERS",
    "CampaignSettings",
    "DkimSettings",
    "EmailSettings",
    "ImapSettings",
    "LogSettings",
    "MailboxSettings",
    "OauthSettings",
    "PageSettings",
    "PostSettings",
    "SenderSettings",
    "Settings",
    "SmtpSettings",
    "read_settings",
    "tables",
    "variable_name",
]
