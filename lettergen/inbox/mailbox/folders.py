"""A mailbox's folders by name and by use."""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lettergen.errors import ServerError
from lettergen.inbox.mailbox.link import Link

_SHIFTED = re.compile(r"&([A-Za-z0-9+,]*)-")
_LISTED = re.compile(rb"\((?P<flags>[^)]*)\) (?:NIL|\"(?:\\.|[^\"\\])*\") (?P<name>.*)", re.DOTALL)


class FolderError(ServerError):
    """One folder cannot be read; the session is good and others may be."""


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder: its name as people see it, as the server wants it, and its flags in lower case."""

    name: str
    raw: bytes
    flags: frozenset[str]

    @property
    def quoted(self) -> bytes:
        """The name as a command's argument."""
        return b'"' + self.raw.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


@dataclass(frozen=True, slots=True)
class Opened:
    """A folder as it stands; `uid_next` and `modseq` are 0 where the server does not say.

    Two are equal if no message came in between.
    """

    uidvalidity: int
    uid_next: int
    count: int = field(default=0, compare=False)
    modseq: int = field(default=0, compare=False)


INBOX = Folder("INBOX", b"INBOX", frozenset())


def list_folders(link: Link) -> list[Folder]:
    """Give the folders that can be opened, in the server's order."""
    # Some servers tell a folder's use only when asked (RFC 6154 section 2).
    asks = link.offers("SPECIAL-USE") and link.offers("LIST-EXTENDED")
    _, listed = link.list('""', '"*" RETURN (SPECIAL-USE)' if asks else '"*"')
    folders = [folder for one in listed if (folder := _parse(one)) is not None]
    return [one for one in folders if not one.flags & {"\\noselect", "\\nonexistent"}]


def find_folder(link: Link, name: str) -> Folder:
    """Give the folder of that name.

    Raises:
        FolderError: If there is none; names those there are.
    """
    if name.upper() == "INBOX":
        return INBOX
    folders = list_folders(link)
    for folder in folders:
        if folder.name == name:
            return folder
    raise missing(name, folders)


def missing(name: str, folders: Sequence[Folder]) -> FolderError:
    """Give the error for a folder that is not there."""
    there = ", ".join(folder.name for folder in folders[:30]) or "none"
    return FolderError(f"There is no folder {name} in the mailbox. There are: {there}.")


def examine(link: Link, folder: Folder, parameters: bytes = b"") -> Opened:
    """Open a folder for reading only; nothing in it can change through this session.

    Args:
        link: The session.
        folder: Which folder.
        parameters: What else to ask (RFC 4466), in parentheses.

    Raises:
        FolderError: If it is not there (any more) or may not be opened.
    """
    status, answer = link.examine(b" ".join(filter(None, (folder.quoted, parameters))))
    if status != "OK":
        if _is_missing(answer):
            raise missing(folder.name, list_folders(link))
        raise FolderError(f"The folder {folder.name} cannot be opened: {_words(answer)}.")
    uidvalidity, uid_next, modseq = (
        _number(link.response(code)) for code in ("UIDVALIDITY", "UIDNEXT", "HIGHESTMODSEQ")
    )
    return Opened(uidvalidity, uid_next, _number(("EXISTS", answer)), modseq)


def decode_name(raw: bytes) -> str:
    """Give a folder's name as people see it.

    Names are in modified UTF-7 (RFC 3501 section 5.1.3). Some servers send UTF-8 without being
    asked, which no ASCII text can be taken for. What is neither stays as it is.
    """
    try:
        return _SHIFTED.sub(_unshift, raw.decode("ascii"))
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace")


def _unshift(found: re.Match[str]) -> str:
    if not found[1]:
        return "&"
    padded = found[1].replace(",", "/") + "=" * (-len(found[1]) % 4)
    try:
        return base64.b64decode(padded).decode("utf-16-be")
    except ValueError:
        return found[0]


def _parse(listed: Any) -> Folder | None:
    # A name with characters that cannot be quoted comes as a literal, in a pair.
    head, literal = listed if isinstance(listed, tuple) else (listed, None)
    found = _LISTED.match(head or b"")
    if found is None:
        return None
    flags = frozenset(found["flags"].decode("ascii", "replace").lower().split())
    raw = _unquoted(found["name"]) if literal is None else literal
    return Folder(decode_name(raw), raw, flags)


def _unquoted(name: bytes) -> bytes:
    name = name.strip()
    if len(name) > 1 and name[:1] == name[-1:] == b'"':
        return re.sub(rb"\\(.)", rb"\1", name[1:-1])
    return name


def _number(response: tuple[str, Sequence[bytes | None]]) -> int:
    last = response[1][-1] if response[1] else None
    return int(last) if last and last.isdigit() else 0


def _is_missing(answer: Sequence[bytes | None]) -> bool:
    words = _words(answer).lower()
    return any(word in words for word in ("nonexistent", "doesn't exist", "not found", "unknown mailbox"))


def _words(answer: Sequence[bytes | None]) -> str:
    return (answer[-1] or b"").decode("utf-8", "replace").rstrip(".") if answer else ""
