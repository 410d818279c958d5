"""What a run of sending needs around it: letters in a log, emails for them, a clock that only jumps."""

from datetime import UTC, datetime, timedelta

from lettergen.emails import ComposedEmail, compose
from lettergen.model.letters import LetterRef, assign_refs
from lettergen.model.people import Recipient
from lettergen.model.ports import SendingLog
from lettergen.model.sendings import Channel, NewSending, Sending, Status
from lettergen.settings import SenderSettings

CAMPAIGN = "spring"
PREFIX = "AP19"
START = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SENDER = SenderSettings(name="The Office", email="letters@protection.example")


class JumpingClock:
    """Stands still but for sleeping, which takes no time."""

    def __init__(self) -> None:
        self.time = START
        self.slept = 0.0

    def now(self) -> datetime:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept += seconds
        self.time += timedelta(seconds=seconds)


class Emails:
    """Gives every sending an email of its own."""

    def __init__(self, size: int = 200) -> None:
        self.pdf = b"%PDF-1.7\n" + b"x" * size
        self.made: list[str] = []

    def email_for(self, sending: Sending, now: datetime) -> ComposedEmail:
        self.made.append(sending.recipient_key)
        return compose(
            recipient=recipient(sending.recipient_key),
            ref=LetterRef.parse(sending.ref),
            subject="Twelve questions",
            text=f"Dear {sending.recipient_key},\n\nhere is our letter.\n",
            html=None,
            pdf=self.pdf,
            pdf_name=f"{sending.ref}.pdf",
            attachments=(),
            sender=SENDER,
            language="en-GB",
            bcc=(),
            date=START,
        )


def recipient(key: str) -> Recipient:
    return Recipient(key, key.title(), frozenset({Channel.EMAIL}), email=address(key))


def address(key: str) -> str:
    return f"{key}@alliance.example"


def prepare(log: SendingLog, *keys: str) -> list[Sending]:
    """Put a letter to each key into the log."""
    refs = assign_refs(PREFIX, CAMPAIGN, keys)
    news = [
        NewSending(key, str(refs[key]), Channel.EMAIL, "d" * 64, "p" * 64, name=key, email=address(key))
        for key in keys
    ]
    log.prepare(CAMPAIGN, news, "coordinator")
    return open_sendings(log)


def open_sendings(log: SendingLog) -> list[Sending]:
    """Give what may still be sent, in order of key."""
    return log.sendings(CAMPAIGN, Channel.EMAIL, (Status.PREPARED, Status.DEFERRED))


def statuses(log: SendingLog) -> dict[str, str]:
    """Give every letter's status by key."""
    return {one.recipient_key: one.status.value for one in log.sendings(CAMPAIGN, Channel.EMAIL)}
