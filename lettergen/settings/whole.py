"""All the tables of `lettergen.toml` together."""

import dataclasses
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lettergen.settings.campaign import CampaignSettings, LogSettings, SenderSettings
from lettergen.settings.emails import (
    DkimSettings,
    EmailSettings,
    ImapSettings,
    MailboxSettings,
    OauthSettings,
    SmtpSettings,
)
from lettergen.settings.pages import PageSettings, PostSettings


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All of `lettergen.toml`.

    `folder` is the campaign's folder; every path in the settings is relative to it. `fields` are
    default values for fields of the template that have no column. `further_mailboxes` are the tables
    [imap.NAME] by their names, in the file's order.
    """

    folder: Path = Path()
    campaign: CampaignSettings = field(default_factory=CampaignSettings)
    sender: SenderSettings = field(default_factory=SenderSettings)
    email: EmailSettings = field(default_factory=EmailSettings)
    smtp: SmtpSettings = field(default_factory=SmtpSettings)
    imap: ImapSettings = field(default_factory=ImapSettings)
    oauth: OauthSettings = field(default_factory=OauthSettings)
    dkim: DkimSettings = field(default_factory=DkimSettings)
    page: PageSettings = field(default_factory=PageSettings)
    post: PostSettings = field(default_factory=PostSettings)
    log: LogSettings = field(default_factory=LogSettings)
    fields: Mapping[str, str] = field(default_factory=dict)
    further_mailboxes: Mapping[str, MailboxSettings] = field(default_factory=dict)

    def path(self, relative: str) -> Path:
        """Give the path of a file of the campaign."""
        return self.folder / relative


def tables() -> dict[str, type]:
    """Give the tables of `lettergen.toml` and the class of each, in the order of the manual."""
    return {
        one.name: typing.cast("type", one.type)
        for one in dataclasses.fields(Settings)
        if dataclasses.is_dataclass(one.type)
    }
