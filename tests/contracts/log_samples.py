"""What the log's contract is tried with: a clock, letters, attempts, answers and messages."""

from datetime import UTC, datetime, timedelta

from lettergen.model.messages import (
    Evidence,
    Match,
    RawMessage,
    Strength,
)
from lettergen.model.sendings import (
    Channel,
    Envelope,
    NewAttempt,
    NewSending,
    Outcome,
    Verdict,
)

START = datetime(2019, 11, 12, 9, 0, tzinfo=UTC)
LEASE = timedelta(minutes=10)
EMAIL, POST = Channel.EMAIL, Channel.POST
CAMPAIGN = "spring"


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self):
        self.time = START

    def now(self):
        return self.time

    def sleep(self, seconds):
        self.time += timedelta(seconds=seconds)


def sending(key="anna", ref="AP19-0001", channel=EMAIL, digest="d" * 64, **facts):
    defaults = {
        "name": key.title(),
        "organisation": "A Party",
        "email": f"{key}@party.example",
        "address": "1 High Street, London",
    }
    return NewSending(key, ref, channel, digest, "p" * 64, **defaults | facts)


def attempt(key="anna", **facts):
    defaults = {
        "message_id": f"<{key}.1@office.example>",
        "envelope": Envelope("office@office.example", (f"{key}@party.example",)),
        "digest": "e" * 64,
        "subject": "A letter",
    }
    return NewAttempt(**defaults | facts)


def answer(verdict, code=0, enhanced="", text="", refused=()):
    return Outcome(verdict, code, enhanced, text, refused)


ACCEPTED = answer(Verdict.ACCEPTED, 250, "2.0.0", "Ok: queued")
REFUSED = answer(Verdict.REFUSED, 550, "5.1.1", "No such user")


def raw_message(raw=b"Subject: hello\r\n\r\nhello\r\n", uid=1, folder="INBOX", uidvalidity=7):
    return RawMessage("office", folder, uidvalidity, uid, raw, START)


def match(ref="AP19-0001", strength=Strength.STRONG):
    return Match(ref, (Evidence("thread", "It answers our Message-ID.", strength),))
