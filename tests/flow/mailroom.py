"""A log with two letters sent, and a mailbox made of lists."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from lettergen.errors import ServerError
from lettergen.log import SqlLog
from lettergen.model.messages import FolderNews, FolderState, RawMessage
from lettergen.model.sendings import Channel, Envelope, NewAttempt, NewSending, Outcome, Verdict

CAMPAIGN = "twelve-questions"
SUBJECT = "Twelve questions before the election"
START = datetime(2019, 11, 12, 9, 0, tzinfo=UTC)
RED, BLUE = "AP19-7F3K", "AP19-2B8M"
ADDRESSES = {RED: "leader@red.example", BLUE: "leader@blue.example"}
IDS = {RED: "<ap19-7f3k.0123abcd@office.test>", BLUE: "<ap19-2b8m.0123abcd@office.test>"}


class SetClock:
    """Stands still until it is moved; remembers how long it was asked to wait."""

    def __init__(self) -> None:
        self.time = START
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += timedelta(seconds=seconds)


class ListMailbox:
    """Folders as lists of messages; every message's UID is its place in the list."""

    account = "office@office.test"

    def __init__(self, *messages: bytes) -> None:
        self.folders: dict[str, list[bytes]] = {"INBOX": list(messages)}
        self.uidvalidity = 7
        self.trouble: list[str] = []
        self.waits: list[timedelta] = []
        self.opened = 0
        self.news: list[FolderNews] = []

    def fetch_new(self, seen: Mapping[str, tuple[int, int]]) -> Iterator[RawMessage]:
        self.opened += 1
        for folder, messages in self.folders.items():
            uidvalidity, highest = seen.get(folder, (0, 0))
            start = highest if uidvalidity == self.uidvalidity else 0
            for uid, raw in enumerate(messages[start:], start=start + 1):
                yield RawMessage(self.account, folder, self.uidvalidity, uid, raw, START)
        if self.trouble:
            raise ServerError(self.trouble.pop(0))

    def look_for_gone(self, known: Mapping[str, FolderState]) -> list[FolderNews]:
        return self.news

    def wait(self, timeout: timedelta) -> bool:
        self.waits.append(timeout)
        return True

    def close(self) -> None:
        pass


def send_letters(log: SqlLog) -> None:
    """Send both letters by email; the first one goes by post too."""
    news = [
        NewSending(f"leader-{ref}", ref, Channel.EMAIL, "d" * 64, "p" * 64, name=ref, email=ADDRESSES[ref])
        for ref in (RED, BLUE)
    ]
    paper = NewSending(f"leader-{RED}", RED, Channel.POST, "d" * 64, "p" * 64, email=ADDRESSES[RED])
    log.prepare(CAMPAIGN, [*news, paper], "coordinator")
    for one in log.sendings(CAMPAIGN, Channel.EMAIL):
        envelope = Envelope("office@office.test", (ADDRESSES[one.ref],))
        attempt = NewAttempt(IDS[one.ref], envelope, "e" * 64, subject=SUBJECT)
        claim = log.claim(CAMPAIGN, one.id, attempt, "desk", timedelta(minutes=10))
        assert claim is not None
        log.finish(claim, Outcome(Verdict.ACCEPTED, 250), None, "desk")
    (letter,) = log.sendings(CAMPAIGN, Channel.POST)
    log.make_batch(CAMPAIGN, "batch-1", [letter.id], "office")
    log.mark_posted(CAMPAIGN, "batch-1", "office")


def reply(ref: str, text: str = "We agree.", *, sender: str = "", more: str = "") -> bytes:
    """Give an answer to a letter's email."""
    return (
        f"From: {sender or ADDRESSES[ref]}\r\nTo: office@office.test\r\nSubject: Re: {SUBJECT}\r\n"
        f"Message-ID: <{len(text)}.{ref}@party.example>\r\nIn-Reply-To: {IDS[ref]}\r\n"
        f"Date: Wed, 13 Nov 2019 10:00:00 +0000\r\n{more}\r\n{text}\r\n"
    ).encode()


def auto_reply(ref: str) -> bytes:
    """Give an out-of-office answer."""
    return reply(ref, "I am away until Monday.", more="Auto-Submitted: auto-replied\r\n")


def bounce(ref: str, status: str = "5.1.1", *, failed: str = "", action: str = "failed") -> bytes:
    """Give a delivery status notification for a letter's email (RFC 3464)."""
    return (
        "From: MAILER-DAEMON@mx.test\r\nTo: office@office.test\r\nSubject: Undelivered\r\n"
        "Message-ID: <1@mx.test>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.test\r\n\r\n"
        f"Final-Recipient: rfc822; {failed or ADDRESSES[ref]}\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: smtp; 550 {status} No such user\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {IDS[ref]}\r\n"
        f"Subject: {SUBJECT}\r\n\r\n--b--\r\n"
    ).encode()
