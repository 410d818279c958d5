"""Finds out which messages are gone from a folder."""

import re
from collections.abc import Iterable, Iterator

from lettergen.inbox.mailbox.fetch import uids_above
from lettergen.inbox.mailbox.folders import Folder, Opened, examine
from lettergen.inbox.mailbox.link import Link
from lettergen.model.messages import FolderNews, FolderState

#: The highest UID there can be (RFC 3501 section 9, `nz-number`).
_LAST_UID = 2**32 - 1

_EARLIER = re.compile(rb"\(EARLIER\) ([0-9:,]+)", re.IGNORECASE)
_RANGE = re.compile(rb"(\d{1,10})(?::(\d{1,10}))?")


def look_for_gone(link: Link, folder: Folder, known: FolderState) -> FolderNews:
    """Tell what is gone from a folder since we last knew it.

    A server with QRESYNC (RFC 7162 section 3.2.5.2) says so while the folder is opened, once a first
    look has told how far its changes are known. Any other is asked for all UIDs, if the number of
    messages is not what we know; CONDSTORE alone is of no use here, since what is gone has no MODSEQ.
    """
    is_told = link.has_qresync and known.modseq > 0
    resync = b"(QRESYNC (%d %d))" % (known.uidvalidity, known.modseq) if is_told else b""
    opened = examine(link, folder, resync)
    gone: tuple[tuple[int, int], ...] = ()
    if opened.uidvalidity == known.uidvalidity:
        if is_told:
            gone = tuple(_vanished(link.response("VANISHED")[1]))
        elif link.has_qresync or opened.count != known.present:
            gone = _missing(link, opened)
    return FolderNews(folder.name, opened.uidvalidity, opened.modseq if link.has_qresync else 0, gone)


def _missing(link: Link, opened: Opened) -> tuple[tuple[int, int], ...]:
    uids = uids_above(link, 0)
    # A server that names none of its messages has not answered.
    return () if opened.count and not uids else tuple(_gaps(uids))


def _vanished(responses: Iterable[bytes | None]) -> Iterator[tuple[int, int]]:
    for response in responses:
        found = _EARLIER.search(response or b"")
        for first, last in _RANGE.findall(found[1]) if found else ():
            ends = sorted((int(first), int(last or first)))
            yield ends[0], ends[1]


def _gaps(uids: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Give the ranges between and after those UIDs, which ascend."""
    free = 1
    for uid in uids:
        if uid > free:
            yield free, uid - 1
        free = uid + 1
    yield free, _LAST_UID
