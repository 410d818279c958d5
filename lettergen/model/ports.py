"""What flow needs from the outside, as Protocols; `wiring` alone builds the live ones.

The log's port is large because the log is the product. It is cut by who asks: sending, post, inbox,
proof, history. `Log` is all of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Protocol

from lettergen.model.history import Agreement, Event, Failure, LetterFacts, ReportRow
from lettergen.model.messages import FolderNews, FolderState, Inbound, Match, RawMessage, StoredMessage
from lettergen.model.proofs import Proof
from lettergen.model.sendings import (
    Batch,
    Channel,
    Claim,
    Ended,
    Envelope,
    NewAttempt,
    NewSending,
    Outcome,
    Sending,
    Status,
)


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Give the time, aware, in UTC."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class Sender(Protocol):
    """A way to hand emails to a mail server; one connection serves many."""

    def ready(self) -> None:
        """Have a session open in which the next message can be handed over.

        Raises:
            ServerAwayError: If the server does not answer now.
            ServerError: If it is not to be trusted, or does not let us in.
        """

    def longest(self, size: int) -> timedelta:
        """Give the time after which `send` has certainly ended for a message of so many bytes."""

    def send(self, envelope: Envelope, message: bytes) -> Outcome:
        """Hand over one message; every answer of the server is a value.

        Args:
            envelope: Reverse-path and forward-paths.
            message: The exact bytes, lines ending in CRLF.

        Raises:
            ServerError: If no session can be opened at all (no server, no trust, no sign-in).
        """

    def close(self) -> None:
        """End the session in order."""


class SignIn(Protocol):
    """Who signs in to a mail server, and with what; asked anew for every session."""

    @property
    def user(self) -> str:
        """The name to sign in with."""

    def password(self) -> str:
        """Give the password.

        Raises:
            ServerError: If there is none.
        """

    def token(self, refused: str = "") -> str | None:
        """Give an OAuth2 access token that is good now, or None to sign in with the password.

        Args:
            refused: A token that looked good and that the server refused; another one is given.

        Raises:
            ServerAwayError: If it has to be renewed and the authorization server does not answer.
            ServerError: If the person has to sign in again.
        """


class SentFolder(Protocol):
    """The mailbox's own copies of what was sent."""

    def has(self, message_id: str) -> bool:
        """Tell whether a message with that Message-ID lies there."""

    def file(self, message: bytes, sent_at: datetime) -> None:
        """Put a copy there (IMAP APPEND), marked as seen."""

    def close(self) -> None:
        """End the session in order."""


class Mailbox(Protocol):
    """One account's folders, read-only."""

    @property
    def account(self) -> str:
        """Whose mailbox it is, as the log names it."""

    def fetch_new(self, seen: Mapping[str, tuple[int, int]]) -> Iterator[RawMessage]:
        """Yield what came since, folder by folder, oldest first.

        Args:
            seen: By folder, the UIDVALIDITY and the highest UID that were read before.

        Raises:
            ServerError: If the server cannot be reached, trusted or signed in to, or breaks off.
                What was yielded before stays good.
        """

    def look_for_gone(self, known: Mapping[str, FolderState]) -> list[FolderNews]:
        """Tell what is gone from the folders since we last knew them; to be asked after `fetch_new`.

        Args:
            known: By folder, how we last knew it. Of other folders nothing is told.

        Raises:
            ServerError: As `fetch_new` does.
        """

    def wait(self, timeout: timedelta) -> bool:
        """Wait for new mail (IDLE, RFC 2177); true if some may have come, false at the timeout."""

    def close(self) -> None:
        """End the session in order."""


class SendingLog(Protocol):
    """The part of the log that sending needs."""

    def prepare(self, campaign: str, sendings: Iterable[NewSending], actor: str) -> int:
        """Record what may now be sent; gives how many are new.

        A sending that exists keeps its status; while it is `prepared` or `deferred`, its digests
        and addresses become the new ones. A withdrawn one counts as new. Unique by campaign,
        recipient and channel.

        Raises:
            InputError: If a reference is another recipient's already.
        """

    def withdraw(self, campaign: str, keys: Iterable[str], actor: str, reason: str) -> int:
        """Take `prepared` and `deferred` sendings off the list; gives how many."""

    def refs(self, campaign: str) -> dict[str, str]:
        """Give the letter references given away in this campaign, by recipient key."""

    def codes_taken(self, prefix: str, except_campaign: str) -> frozenset[str]:
        """Give the codes that other campaigns with this prefix have given away."""

    def sendings(
        self, campaign: str, channel: Channel | None = None, statuses: Sequence[Status] = ()
    ) -> list[Sending]:
        """Give sendings in order of recipient key; no statuses means all."""

    def claim(
        self,
        campaign: str,
        sending_id: int,
        attempt: NewAttempt,
        holder: str,
        lease: timedelta,
        *,
        ended: Ended | None = None,
    ) -> Claim | None:
        """Take one email sending for one attempt, and commit the attempt, before a byte is sent.

        Moves it to `sending`. None if it is no longer `prepared` or due for another try, or somebody
        else has it. Two processes that ask at once never both get it.

        Args:
            campaign: Whose sending it is.
            sending_id: Which.
            attempt: What will be sent.
            holder: Who takes it.
            lease: After what time it may be given up for dead.
            ended: The attempt before, committed together with this one, as by `finish`: one wait for the
                disk instead of two. Both are committed or, on an error, neither; it is committed also
                where the result is None.
        """

    def finish(self, claim: Claim, outcome: Outcome, not_before: datetime | None, actor: str) -> Status:
        """Commit what came of the attempt and give the sending's new status.

        Args:
            claim: As given by `claim`.
            outcome: The server's answer. Trouble of the server's or ours puts the sending back to
                where it was. After `expire_claims` it still counts: an acceptance makes it accepted,
                also where a person has put it back meanwhile.
            not_before: For a deferred sending, when to try next.
            actor: Who did it, for the history.
        """

    def expire_claims(self, campaign: str, actor: str) -> list[Sending]:
        """Move sendings whose lease ran out (the process died) to `unknown`; gives them."""

    def attempts_of(self, sending_id: int) -> list[NewAttempt]:
        """Give a sending's attempts, oldest first."""

    def settle(self, sending_id: int, status: Status, actor: str, reason: str) -> None:
        """Record how an unknown sending came out: `accepted`, or `prepared` to send it again.

        Raises:
            DecisionNeededError: If it is not unknown (any more).
        """

    def reopen(self, sending_id: int, actor: str, reason: str) -> None:
        """Record that a person wants to send again what was refused, bounced, returned or withdrawn.

        Raises:
            DecisionNeededError: If it is none of these.
        """

    def accepted_since(self, account: str, since: datetime) -> int:
        """Count emails accepted for a sending account (all campaigns) since then."""

    def unfiled(self, campaign: str) -> list[tuple[int, NewAttempt]]:
        """Give accepted sendings of which no copy lies in the Sent folder yet."""

    def mark_filed(self, sending_id: int) -> None:
        """Record that a copy lies in the Sent folder."""


class SuppressionLog(Protocol):
    """Addresses that must not, or cannot, be written to."""

    def dead_addresses(self) -> dict[str, str]:
        """Give addresses that bounced for good, in lower case, with the reason."""

    def do_not_contact(self) -> dict[str, str]:
        """Give recipient addresses that asked to be left alone, in lower case, with the reason."""

    def suppress(self, address: str, kind: str, reason: str, actor: str) -> None:
        """Record an address as `dead` or `do-not-contact`."""

    def unsuppress(self, address: str, actor: str, reason: str) -> None:
        """Take an address off both lists."""


class PostLog(Protocol):
    """The part of the log that the post room needs."""

    def make_batch(self, campaign: str, name: str, sending_ids: Sequence[int], actor: str) -> Batch:
        """Record letters as printed together; all of them or, if one is not `prepared`, none."""

    def batches(self, campaign: str) -> list[Batch]:
        """Give the batches, oldest first."""

    def mark_posted(self, campaign: str, name: str, actor: str) -> int:
        """Record a batch's letters as posted; gives how many were not before."""

    def mark_returned(self, campaign: str, ref: str, actor: str, reason: str) -> None:
        """Record that a letter came back undelivered."""


class InboxLog(Protocol):
    """The part of the log that the inbox needs."""

    def seen(self, account: str) -> dict[str, tuple[int, int]]:
        """Give by folder the UIDVALIDITY and the highest UID read."""

    def folder_states(self, account: str) -> dict[str, FolderState]:
        """Give by folder how we last knew it."""

    def record_gone(self, account: str, news: FolderNews, actor: str) -> list[int]:
        """Record what is gone from a folder; gives the messages that lie nowhere any more."""

    def store_raw(self, message: RawMessage) -> int | None:
        """Commit a raw message; gives its number, or None if the same bytes are stored already."""

    def store_raws(self, batch: Sequence[RawMessage]) -> list[int | None]:
        """Commit raw messages together, as `store_raw` does each."""

    def together(self) -> AbstractContextManager[None]:
        """Commit all that this thread writes within the block at once, or none of it if that raises."""

    def raw(self, number: int) -> bytes:
        """Give a message's bytes as they came."""

    def unread(self) -> list[int]:
        """Give the numbers of messages that are stored but have no reading yet."""

    def record_reading(
        self, number: int, inbound: Inbound, matches: Sequence[Match], proposals: Sequence[Match], actor: str
    ) -> None:
        """Commit our reading of a message; what a person decided stays."""

    def message(self, number: int) -> StoredMessage | None:
        """Give one message, or None if there is none of that number."""

    def messages(self, *, open_only: bool = False) -> Iterator[StoredMessage]:
        """Yield the messages, oldest first; only some are in memory at once.

        Whoever takes them may write to the log meanwhile.
        """

    def match(self, number: int, refs: Sequence[str], actor: str, reason: str) -> None:
        """Record a person's decision which letters a message answers; none means not ours."""

    def assign(self, number: int, who: str, actor: str) -> None:
        """Record who takes care of a message; empty takes it back."""

    def note(self, number: int, text: str, actor: str) -> None:
        """Add a note to a message."""

    def close_message(self, number: int, as_: str, actor: str) -> None:
        """Close a message with one of the campaign's words for an outcome; empty reopens it."""

    def record_effect(self, ref: str, channel: Channel, status: Status, actor: str, reason: str) -> bool:
        """Move a letter's sending because of a message, if that move is allowed; tells whether."""


class LetterFinder(Protocol):
    """What matchers ask."""

    def ref_by_message_id(self, message_id: str) -> str | None:
        """Give the letter an attempt's Message-ID belongs to."""

    def ref_by_code(self, prefix: str, code: str) -> str | None:
        """Give the letter of that reference, if it was ever given away."""

    def prefixes(self) -> frozenset[str]:
        """Give the prefixes of all letters in the log."""

    def refs_by_address(self, address: str) -> list[str]:
        """Give the letters that went to an address (lower case), newest first."""

    def refs_by_domain(self, domain: str) -> list[str]:
        """Give the letters that went to addresses of a domain (lower case), newest first."""

    def address_of(self, ref: str) -> str:
        """Give the email address a letter went to, in lower case; empty if by post alone."""

    def subject_of(self, ref: str) -> str:
        """Give the subject of the email that carried a letter; empty if there was none."""


class ProofLog(Protocol):
    """Proofs and who agreed to them."""

    def record_proof(self, proof: Proof, actor: str) -> None:
        """Record a proof; the same hash again only becomes the newest."""

    def newest_proof(self, campaign: str) -> Proof | None:
        """Give the newest proof, or None before the first rehearsal."""

    def agree(self, campaign: str, digest: str, signatory: str, actor: str, note: str) -> None:
        """Record that a signatory agreed to the proof with that hash."""

    def agreements(self, campaign: str, digest: str) -> list[Agreement]:
        """Give who agreed to that hash, in order of time."""


class HistoryLog(Protocol):
    """The read side."""

    def events(self, campaign: str, recipient_key: str | None = None) -> list[Event]:
        """Give what happened in a campaign and its follow-ups, oldest first.

        Without a key that includes what belongs to no letter, such as a message that is not ours.
        """

    def message_events(self, number: int) -> list[Event]:
        """Give what was done with a message, oldest first, each once."""

    def letter(self, ref: str) -> LetterFacts | None:
        """Give what is known of the letter with that reference, or None if it was never given away."""

    def failures(self, campaign: str) -> list[Failure]:
        """Give the sendings that did not get through (yet) with the reason, in order of recipient key.

        They are refused, deferred, unknown, bounced or returned.
        """

    def report(self, campaign: str) -> list[ReportRow]:
        """Give one row per recipient, in order of key; follow-ups and answers to them count."""


class Log(SendingLog, SuppressionLog, PostLog, InboxLog, LetterFinder, ProofLog, HistoryLog, Protocol):
    """All that happened, kept for good."""

    def close(self) -> None:
        """Let go of the database."""
