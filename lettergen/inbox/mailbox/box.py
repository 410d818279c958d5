"""The mailbox that answers come to."""

import time
from collections.abc import Iterator, Mapping
from datetime import timedelta

from lettergen.errors import ServerError
from lettergen.inbox.mailbox.fetch import fetch_messages, uids_above
from lettergen.inbox.mailbox.folders import FolderError, Opened, examine, find_folder
from lettergen.inbox.mailbox.gone import look_for_gone
from lettergen.inbox.mailbox.link import Link
from lettergen.inbox.mailbox.session import Account, Session
from lettergen.model.messages import FolderNews, FolderState, RawMessage
from lettergen.model.ports import SignIn
from lettergen.settings import MailboxSettings

#: Seconds until IDLE is renewed. RFC 2177 allows 29 minutes; routers at home forget a silent
#: connection much earlier, and a dead one is found out at the renewal.
_RENEW_IDLE = 9 * 60
#: Seconds between two looks where the server offers no IDLE.
_LOOK_AGAIN = 30
#: IDLE tells of one folder only; how long until the others are looked into.
_OTHER_FOLDERS = timedelta(minutes=1)


class ImapMailbox:
    """One account's folders, opened for reading only (`ports.Mailbox`).

    New is what has a higher UID than was read before, which EXAMINE tells by itself. What is gone a
    server with QRESYNC tells (RFC 7162).
    """

    def __init__(self, settings: MailboxSettings, sign_in: SignIn, table: str = "imap") -> None:
        """Take the settings and the name of their table; nothing is opened before the first call."""
        self._settings = settings
        self._session = Session(Account(settings, sign_in, table))
        #: By folder, how it stood when it was last read.
        self._expected: dict[str, Opened] = {}

    @property
    def account(self) -> str:
        """The account's name in the log."""
        return self._session.account.name

    def check(self) -> None:
        """Sign in, find the folders and leave again; fetches nothing.

        Raises:
            ServerError: If that does not work.
        """
        with self._session.link() as link:
            for name in self._settings.folders:
                find_folder(link, name)
        self.close()

    def fetch_new(self, seen: Mapping[str, tuple[int, int]]) -> Iterator[RawMessage]:
        """Yield what came since, folder by folder, oldest first; see `ports.Mailbox`.

        A folder that cannot be read is reported after all others were.
        """
        troubles = []
        for name in self._settings.folders:
            try:
                yield from self._fetch_folder(name, seen.get(name, (0, 0)))
            except FolderError as error:
                troubles.append(str(error))
        if troubles:
            raise ServerError("\n".join(troubles))

    def _fetch_folder(self, name: str, seen: tuple[int, int]) -> Iterator[RawMessage]:
        with self._session.link() as link:
            opened = examine(link, find_folder(link, name))
            # Another UIDVALIDITY: the UIDs were given out anew (RFC 3501 section 2.3.1.1).
            above = seen[1] if opened.uidvalidity == seen[0] else 0
            self._expected[name] = opened
            if opened.uid_next and opened.uid_next <= above + 1:
                return
            uids = uids_above(link, above)
            if uids:
                self._expected[name] = Opened(opened.uidvalidity, max(opened.uid_next, uids[-1] + 1))
            refused: list[int] = []
            for one in fetch_messages(link, uids, refused):
                yield RawMessage(self.account, name, opened.uidvalidity, one.uid, one.raw, one.received_at)
            if refused:
                raise FolderError(_refused(name, refused))

    def look_for_gone(self, known: Mapping[str, FolderState]) -> list[FolderNews]:
        """Tell what is gone from the folders since we last knew them; see `ports.Mailbox`."""
        with self._session.link() as link:
            return [
                look_for_gone(link, find_folder(link, name), known[name])
                for name in self._settings.folders
                if name in known
            ]

    def wait(self, timeout: timedelta) -> bool:
        """Wait for new mail in the first folder; true if some may have come.

        With further folders the wait is short, since only a look into them tells.
        """
        if len(self._settings.folders) > 1:
            timeout = min(timeout, _OTHER_FOLDERS)
        end = time.monotonic() + timeout.total_seconds()
        with self._session.link() as link:
            if self._has_grown(link):
                return True
            while (left := end - time.monotonic()) > 0:
                if link.offers("IDLE"):
                    has_more = link.idle_until_news(min(left, _RENEW_IDLE))
                else:
                    time.sleep(min(left, _LOOK_AGAIN))
                    link.noop()
                    has_more = link.has_more()
                if has_more:
                    return True
        return False

    def _has_grown(self, link: Link) -> bool:
        """Open the first folder; true if mail came since it was last read."""
        name = self._settings.folders[0]
        opened = examine(link, find_folder(link, name))
        return opened != self._expected.setdefault(name, opened)

    def close(self) -> None:
        """End the session in order."""
        self._session.close()


def _refused(name: str, uids: list[int]) -> str:
    numbers = ", ".join(str(uid) for uid in uids[:20])
    return (
        f"{name}: the server could not hand over {len(uids)} message(s), UID {numbers}. "
        "Look at them in a mail program; they are not asked for again."
    )
