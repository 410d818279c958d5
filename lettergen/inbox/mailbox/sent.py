"""The mailbox's own copies of what was sent."""

import contextlib
from collections.abc import Iterator
from datetime import datetime

from lettergen.errors import ServerError
from lettergen.inbox.mailbox.folders import Folder, FolderError, examine, list_folders
from lettergen.inbox.mailbox.link import Link
from lettergen.inbox.mailbox.session import Account, Session
from lettergen.model.ports import SignIn
from lettergen.settings import ImapSettings

#: What mail programs call the folder where the server does not say which it is.
_USUAL_NAMES = (
    "Sent",
    "Sent Items",
    "Sent Messages",
    "Sent Mail",
    "Gesendet",
    "Gesendete Objekte",
    "Gesendete Elemente",
    "Éléments envoyés",
    "Envoyés",
    "Messages envoyés",
    "Elementos enviados",
    "Enviados",
    "Posta inviata",
    "Inviata",
    "Verzonden items",
    "Verzonden",
    "Elementy wysłane",
    "Wysłane",
    "Skickat",
    "Sendt",
    "Sendte elementer",
    "Lähetetyt",
    "Eitemau Anfonwyd",
)


class ImapSentFolder:
    r"""The folder marked as \Sent (RFC 6154), else one of a usual name (`ports.SentFolder`)."""

    def __init__(self, settings: ImapSettings, sign_in: SignIn) -> None:
        """Take the settings; nothing is opened before the first call."""
        self._session = Session(Account(settings, sign_in))
        self._folder: Folder | None = None

    def has(self, message_id: str) -> bool:
        """Tell whether a message with that Message-ID lies there."""
        with self._opened() as (link, folder):
            # Opened anew each time: what another program filed meanwhile counts.
            examine(link, folder)
            quoted = message_id.replace("\\", "\\\\").replace('"', '\\"')
            _, answer = link.uid("SEARCH", "HEADER", "Message-ID", f'"{quoted}"')
            return any(line and line.strip() for line in answer)

    def file(self, message: bytes, sent_at: datetime) -> None:
        """Put a copy there, marked as seen.

        Raises:
            ServerError: If the server does not take it.
        """
        with self._opened() as (link, folder):
            status, answer = link.append(folder.quoted, r"(\Seen)", sent_at, message)
        if status != "OK":
            words = (answer[-1] or b"").decode("utf-8", "replace") if answer else ""
            raise ServerError(f"{self._session.account.host} filed no copy in {folder.name}: {words}")

    def close(self) -> None:
        """End the session in order."""
        self._session.close()

    @contextlib.contextmanager
    def _opened(self) -> Iterator[tuple[Link, Folder]]:
        with self._session.link() as link:
            if self._folder is None:
                self._folder = _find_sent(list_folders(link))
            yield link, self._folder


def _find_sent(folders: list[Folder]) -> Folder:
    marked = [folder for folder in folders if "\\sent" in folder.flags]
    if marked:
        return marked[0]
    usual = {name.casefold(): rank for rank, name in enumerate(_USUAL_NAMES)}
    named = [
        (rank, folder)
        for folder in folders
        if (rank := usual.get(folder.name.replace(".", "/").rpartition("/")[2].casefold())) is not None
    ]
    if not named:
        there = ", ".join(folder.name for folder in folders[:30]) or "none"
        raise FolderError(
            f"The mailbox has no Sent folder. There are: {there}. "
            "Make one named Sent, or set [imap] sent_copy = false."
        )
    return min(named, key=lambda one: one[0])[1]
