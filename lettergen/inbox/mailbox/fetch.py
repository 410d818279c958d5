"""Fetches a folder's messages by UID, in batches, without marking them as read."""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import imaplib2

from lettergen.inbox.mailbox.link import Answer, Link

#: A batch is what is held in memory at once, twice: one being stored, the next on its way.
_BATCH_BYTES = 2 * 1024 * 1024
_BATCH_MESSAGES = 100
#: How many messages' sizes are asked for at once.
_WINDOW = 1000

_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
#: What may stand after a message: further items, and the end.
_TAIL = re.compile(rb'(?: [A-Z][A-Z0-9.-]* (?:\d+|NIL|"[^"]*"|\([^()]*\)))*\)\Z', re.IGNORECASE)
_DATE = re.compile(
    rb'INTERNALDATE "([ \d]\d)-(\w{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)"', re.IGNORECASE
)
_MONTHS = {
    name: number
    for number, name in enumerate(b"jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a folder, and when the server got it (None where it does not say)."""

    uid: int
    raw: bytes
    received_at: datetime | None


class BrokenAnswerError(imaplib2.IMAP4.abort):  # type: ignore[misc]  # imaplib2 has no types.
    """The server's answer does not add up; nothing it sends from here on can be relied on."""


def uids_above(link: Link, uid: int) -> list[int]:
    """Give the UIDs in the opened folder above that one, ascending."""
    _, answer = link.uid("SEARCH", f"UID {uid + 1}:*")
    found = {int(one) for line in answer if line for one in line.split()}
    # `n:*` always holds the last message, even one below n (RFC 3501 section 6.4.8).
    return sorted(one for one in found if one > uid)


def fetch_messages(link: Link, uids: Sequence[int], refused: list[int]) -> Iterator[Message]:
    """Yield messages of the opened folder, in the order given.

    While one batch is yielded, the next is on its way. A message that has vanished meanwhile is
    left out; the UID of one that the server cannot hand over is added to `refused`.
    """
    under_way: deque[tuple[list[int], Future[Answer]]] = deque()
    for batch in _batches(link, uids):
        under_way.append((batch, link.ask("FETCH", uid_set(batch), "(UID INTERNALDATE BODY.PEEK[])")))
        if len(under_way) > 1:
            yield from _messages(link, *under_way.popleft(), refused)
    while under_way:
        yield from _messages(link, *under_way.popleft(), refused)


def _messages(link: Link, batch: list[int], future: "Future[Answer]", refused: list[int]) -> list[Message]:
    status, answer = future.result()
    if status == "OK":
        return sorted(parse_messages(answer), key=lambda one: one.uid)
    if len(batch) == 1:
        refused += batch
        return []
    # One broken message spoils the whole batch; the others can be had one by one.
    link.response("FETCH")
    messages = []
    for uid in batch:
        single = link.ask("FETCH", str(uid), "(UID INTERNALDATE BODY.PEEK[])")
        messages += _messages(link, [uid], single, refused)
    return messages


def parse_messages(answer: Iterable[Any]) -> Iterator[Message]:
    """Yield the messages of a FETCH answer as imaplib2 gives it.

    A message is a pair (what stands before the literal, the literal) followed by what stands after
    it. Lines without a literal are news about flags, and skipped.

    Raises:
        BrokenAnswerError: If a literal is not as long as it was announced.
    """
    pending: tuple[bytes, bytes] | None = None
    for one in answer:
        if isinstance(one, tuple):
            pending = one
        elif pending is not None and one is not None:
            yield _message(*pending, one)
            pending = None


def _message(head: bytes, raw: bytes, tail: bytes) -> Message:
    uid = _UID.search(head) or _UID.search(tail)
    if uid is None or _TAIL.match(tail) is None:
        raise BrokenAnswerError("a message is longer or shorter than the server announced")
    return Message(int(uid[1]), raw, parse_date(head) or parse_date(tail))


def parse_date(text: bytes) -> datetime | None:
    """Give the INTERNALDATE in a FETCH answer, or None."""
    found = _DATE.search(text)
    if found is None or (month := _MONTHS.get(found[2].lower())) is None:
        return None
    offset = timedelta(hours=int(found[8]), minutes=int(found[9]))
    zone = timezone(-offset if found[7] == b"-" else offset)
    day, year, hour, minute, second = (int(found[group]) for group in (1, 3, 4, 5, 6))
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _batches(link: Link, uids: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(uids), _WINDOW):
        window = uids[start : start + _WINDOW]
        sizes = _sizes(link, window)
        yield from cut_batches([(uid, sizes.get(uid, 0)) for uid in window])


def _sizes(link: Link, uids: Sequence[int]) -> dict[int, int]:
    _, answer = link.ask("FETCH", uid_set(uids), "(UID RFC822.SIZE)").result()
    sizes = {}
    for line in answer:
        if isinstance(line, bytes) and (uid := _UID.search(line)) and (size := _SIZE.search(line)):
            sizes[int(uid[1])] = int(size[1])
    return sizes


def cut_batches(sizes: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    """Cut (UID, size in bytes) into batches of UIDs; a message above a batch's size stands alone."""
    batch: list[int] = []
    total = 0
    for uid, size in sizes:
        if batch and (total + size > _BATCH_BYTES or len(batch) == _BATCH_MESSAGES):
            yield batch
            batch, total = [], 0
        batch.append(uid)
        total += size
    if batch:
        yield batch


def uid_set(uids: Iterable[int]) -> str:
    """Give ascending UIDs as an IMAP set, runs joined: ``1:3,7``."""
    runs: list[list[int]] = []
    for uid in uids:
        if runs and runs[-1][1] == uid - 1:
            runs[-1][1] = uid
        else:
            runs.append([uid, uid])
    return ",".join(str(first) if first == last else f"{first}:{last}" for first, last in runs)
