"""Settings to a live Log, Mailbox and Sender; the only place they are built.

A stage is imported where it is built: `lettergen log` waits for the database's library, and for no typefaces.
"""

from __future__ import annotations

import getpass
import os
import platform
import time
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from lettergen.outbox import Outbox
from lettergen.settings import MailboxSettings, PageSettings, Settings, SmtpSettings, read_settings

if TYPE_CHECKING:
    from lettergen.emails import SmtpSender
    from lettergen.flow.campaign import Campaign
    from lettergen.flow.chase import FollowUp
    from lettergen.flow.press import Press, Typesetter
    from lettergen.flow.send import SendOptions
    from lettergen.inbox.mailbox import ImapMailbox
    from lettergen.model.ports import Clock, Log, SentFolder, SignIn


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """Give the time, aware, in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class App:
    """A campaign's folder and everything live that belongs to it, each built when first asked for."""

    def __init__(self, folder: Path) -> None:
        """Take the campaign's folder; nothing is opened yet."""
        self.folder = folder
        self.clock: Clock = SystemClock()
        self._to_close: list[Typesetter] = []

    @cached_property
    def actor(self) -> str:
        """Who is at work, for the log: LETTERGEN_ACTOR, or the name they are signed in with."""
        try:
            return os.environ.get("LETTERGEN_ACTOR") or getpass.getuser()
        except (OSError, KeyError, ImportError):  # no name is known for this user
            return "unknown"

    @cached_property
    def settings(self) -> Settings:
        """The campaign's settings."""
        return read_settings(self.folder)

    @cached_property
    def campaign(self) -> Campaign:
        """The campaign, read and without fault."""
        from lettergen.flow.campaign import read_campaign

        return read_campaign(self.settings)

    @cached_property
    def log(self) -> Log:
        """The log, made or brought up to date if need be."""
        from lettergen.log import SqlLog

        settings = self.settings.log
        return SqlLog(settings.url, clock=self.clock, password=settings.password, folder=self.folder)

    @cached_property
    def outbox(self) -> Outbox:
        """The folder for files that people look at."""
        return Outbox(self.folder / "outbox")

    @cached_property
    def typesetter(self) -> Typesetter:
        """Who makes the pages of this campaign's letters."""
        return self.make_typesetter(self.settings.page)

    def make_typesetter(self, page: PageSettings) -> Typesetter:
        """Give one who makes pages as these settings say; closed with the campaign.

        Raises:
            NoLibreOfficeError: If it is to be LibreOffice, and that is not installed.
        """
        from lettergen.typeset.engine import Typesetter as OwnTypesetter
        from lettergen.typeset.fonts import package_folders
        from lettergen.typeset.read import text_of

        folders, allow = [self.folder / page.fonts], page.allow_lost_words
        made: Typesetter = OwnTypesetter(font_folders=folders, allow_lost_words=allow)
        if page.typesetter == "libreoffice":
            from lettergen.libreoffice import LibreOfficeTypesetter

            made = LibreOfficeTypesetter(
                text_of=text_of,
                reports=made,
                font_folders=[*folders, *package_folders()],
                allow_lost_words=allow,
            )
        self._to_close.append(made)
        return made

    @cached_property
    def press(self) -> Press:
        """What makes this campaign's letters."""
        return self.press_of(self.typesetter)

    def press_of(self, typesetter: Typesetter) -> Press:
        """Give what makes this campaign's letters with that typesetter."""
        from lettergen.flow.prepare import open_press

        return open_press(self.campaign, self.log, typesetter)

    def prepare_follow_up(self, after: timedelta, on: date) -> FollowUp:
        """Write the folder of a follow-up to those who have not answered, as `flow.chase` says."""
        from lettergen.flow.chase import prepare_follow_up

        return prepare_follow_up(self.campaign, self.log, self.clock, after, on)

    def sender(self) -> SmtpSender:
        """Give a way to the mail server; it connects with the first email."""
        from lettergen.emails import SmtpSender, smtp_sign_in

        settings = self.settings
        sign_in = self._token_sign_in(settings.smtp) or smtp_sign_in(settings)
        return SmtpSender(settings.smtp, sign_in, request_receipt=settings.email.request_receipt)

    @property
    def has_mailbox(self) -> bool:
        """Whether the settings name a mailbox under [imap] itself."""
        return self.settings.imap.is_set

    def mailboxes(self) -> list[ImapMailbox]:
        """Give the mailboxes that answers come to: that of [imap], and those of [imap.NAME]."""
        from lettergen.inbox.mailbox import ImapMailbox

        settings = self.settings
        first = [ImapMailbox(settings.imap, self._imap_sign_in(""))] if self.has_mailbox else []
        further = settings.further_mailboxes
        return first + [
            ImapMailbox(one, self._imap_sign_in(name), f"imap.{name}") for name, one in further.items()
        ]

    def sent_folder(self) -> SentFolder | None:
        """Give the Sent folder, or None where no mailbox is set."""
        from lettergen.inbox.mailbox import ImapSentFolder

        if not self.has_mailbox:
            return None
        return ImapSentFolder(self.settings.imap, self._imap_sign_in(""))

    def _imap_sign_in(self, name: str) -> SignIn:
        """Give who signs in to the mailbox of [imap], or of [imap.NAME]."""
        from lettergen.emails import imap_sign_in

        settings = self.settings
        mailbox = settings.further_mailboxes[name] if name else settings.imap
        return self._token_sign_in(mailbox) or imap_sign_in(settings, name)

    def _token_sign_in(self, table: SmtpSettings | MailboxSettings) -> SignIn | None:
        """Give who signs in with OAuth2, or None where a password does."""
        if table.auth != "oauth2":
            return None
        from lettergen.emails import account
        from lettergen.emails.oauth import TokenSignIn, TokenStore

        return TokenSignIn(account(self.settings, table), TokenStore())

    def copies_folder(self) -> SentFolder | None:
        """Give where copies are filed, or None where the provider does that or nobody wants them."""
        from lettergen.emails import PRESETS

        files_itself = PRESETS[self.settings.smtp.provider].files_sent_copy
        return None if files_itself or not self.settings.imap.sent_copy else self.sent_folder()

    def send_options(self, limit: int | None, rate: float | None) -> SendOptions:
        """Give how a run sends: options of the command, then settings, then the provider's limits."""
        from lettergen.emails import PRESETS
        from lettergen.flow.send import SendOptions

        settings = self.settings
        preset = PRESETS[settings.smtp.provider]
        return SendOptions(
            holder=f"{platform.node()}:{os.getpid()}:{self.clock.now().timestamp():.0f}",
            actor=self.actor,
            account=settings.smtp.user or settings.sender.email,
            limit=limit,
            rate=rate or settings.email.rate or preset.rate,
            daily_limit=settings.email.daily_limit or preset.daily_limit,
        )

    def close(self) -> None:
        """Let go of the log and of LibreOffice, if they were opened."""
        for one in self._to_close:
            one.close()
        if "log" in self.__dict__:
            self.log.close()
