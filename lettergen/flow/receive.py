"""Mailboxes to log: every new message kept, read, matched, and what follows from it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lettergen.errors import ServerError
from lettergen.flow.effects import apply_effects
from lettergen.inbox import read_message
from lettergen.inbox.match import Decision, decide
from lettergen.inbox.remember import RememberedLetters
from lettergen.model.messages import Inbound, Kind, RawMessage, StoredMessage
from lettergen.model.ports import LetterFinder, Log, Mailbox

#: What is committed at once: each commit waits for the disk.
_BATCH_MESSAGES = 50
_BATCH_BYTES = 1024 * 1024


@dataclass(slots=True)
class ReceiveSummary:
    """What a look into the mailboxes brought.

    `numbers` are the new messages in the order they came, `known` counts those that were stored
    before (the same bytes in another folder). `matched` counts new messages that answer a letter,
    `undecided` those for which a person has to choose. `gone` are stored messages
    whose originals are in the mailbox no more. `troubles` are mailboxes that could not be
    read to the end, in words.
    """

    numbers: list[int] = field(default_factory=list)
    kinds: Counter[Kind] = field(default_factory=Counter)
    known: int = 0
    matched: int = 0
    undecided: int = 0
    gone: list[int] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def count(self, number: int, inbound: Inbound, decision: Decision) -> None:
        """Count one new message."""
        self.numbers.append(number)
        self.kinds[inbound.kind] += 1
        self.matched += bool(decision.matches)
        self.undecided += not decision.matches and bool(decision.proposals)


def receive(mailboxes: Iterable[Mailbox], log: Log, actor: str) -> ReceiveSummary:
    """Fetch what is new, store it, read it and draw the consequences.

    A message is committed as it came before anything is made of it; a run that ended in between is
    taken up here. A mailbox in trouble does not keep the others from being read.
    """
    summary = ReceiveSummary()
    desk = _Desk(log, RememberedLetters(log), actor, summary)
    desk.read((number, log.raw(number), None) for number in log.unread())
    for mailbox in mailboxes:
        before = len(summary.troubles)
        for batch in _batches(mailbox.fetch_new(log.seen(mailbox.account)), summary.troubles):
            desk.take_in(batch)
        # What was moved counts as gone unless it was found in its new folder.
        if len(summary.troubles) == before:
            desk.note_gone(mailbox)
    return summary


def _batches(messages: Iterator[RawMessage], troubles: list[str]) -> Iterator[list[RawMessage]]:
    """Yield messages in batches; what came before a mailbox broke off is yielded too."""
    batch: list[RawMessage] = []
    try:
        for message in messages:
            batch.append(message)
            if len(batch) == _BATCH_MESSAGES or sum(len(one.raw) for one in batch) > _BATCH_BYTES:
                yield batch
                batch = []
    except ServerError as error:
        troubles.append(str(error))
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where messages are taken in during one look into the mailboxes."""

    log: Log
    letters: LetterFinder
    actor: str
    summary: ReceiveSummary

    def take_in(self, batch: Sequence[RawMessage]) -> None:
        """Store messages, then read those that are new."""
        numbers = self.log.store_raws(batch)
        self.summary.known += numbers.count(None)
        self.read(
            (number, message.raw, message.received_at)
            for message, number in zip(batch, numbers, strict=True)
            if number is not None
        )

    def note_gone(self, mailbox: Mailbox) -> None:
        """Record which originals are gone from a mailbox that was just read to the end."""
        try:
            news = mailbox.look_for_gone(self.log.folder_states(mailbox.account))
        except ServerError as error:
            self.summary.troubles.append(str(error))
            return
        for one in news:
            self.summary.gone += self.log.record_gone(mailbox.account, one, self.actor)

    def read(self, stored: Iterable[tuple[int, bytes, datetime | None]]) -> None:
        """Read stored messages (number, bytes, when the server got them), and draw the consequences.

        Readings and consequences are committed some at a time, but made before: others wait for the log.
        """
        made: list[tuple[int, Inbound, Decision]] = []
        for number, raw, received_at in stored:
            inbound = read_message(raw, received_at=received_at)
            made.append((number, inbound, decide(inbound, self.letters)))
            if len(made) == _BATCH_MESSAGES:
                self._record(made)
                made = []
        if made:
            self._record(made)

    def _record(self, made: Sequence[tuple[int, Inbound, Decision]]) -> None:
        with self.log.together():
            for number, inbound, decision in made:
                apply_effects(number, inbound, [one.ref for one in decision.matches], self.log, self.actor)
                self.log.record_reading(number, inbound, decision.matches, decision.proposals, self.actor)
        for one in made:
            self.summary.count(*one)


@dataclass(frozen=True, slots=True)
class Change:
    """What reading a stored message anew changed, in words; `decided_by` whose word stands regardless."""

    number: int
    changes: tuple[str, ...]
    decided_by: str = ""


def reread(log: Log, actor: str) -> Iterator[Change]:
    """Read all stored messages again with the rules of today; yields those that changed.

    What a person decided stays. What followed from an old reading is not taken back (a sending that
    was marked as answered stays so); the change says what to look at.
    """
    letters = RememberedLetters(log)
    for stored in log.messages():
        raw = log.raw(stored.id)
        inbound = read_message(raw, received_at=stored.inbound.date)
        decision = decide(inbound, letters)
        changes = tuple(_differences(stored, inbound, decision))
        if not changes:
            continue
        if not stored.decided_by:
            apply_effects(stored.id, inbound, [one.ref for one in decision.matches], log, actor)
        log.record_reading(stored.id, inbound, decision.matches, decision.proposals, actor)
        yield Change(stored.id, changes, stored.decided_by)


def _differences(stored: StoredMessage, inbound: Inbound, decision: Decision) -> Iterator[str]:
    old = stored.inbound
    if old.kind is not inbound.kind:
        yield f"{old.kind.value} -> {inbound.kind.value}"
    if old.permanent is not inbound.permanent:
        yield f"{_lasting(old.permanent)} -> {_lasting(inbound.permanent)}"
    if old.failed != inbound.failed:
        yield f"failed: {_addresses(old)} -> {_addresses(inbound)}"
    if old.text != inbound.text:
        yield "the new text is cut otherwise"
    if not stored.decided_by:
        before = [one.ref for one in stored.matches]
        after = [one.ref for one in decision.matches]
        if before != after:
            yield f"answers {', '.join(before) or 'nothing'} -> {', '.join(after) or 'nothing'}"
        if {one.ref for one in stored.proposals} != {one.ref for one in decision.proposals}:
            yield "other letters are proposed"


def _lasting(permanent: bool | None) -> str:
    return {True: "for good", False: "for now", None: "unsaid"}[permanent]


def _addresses(inbound: Inbound) -> str:
    return ", ".join(f"{one.address} {one.status}".strip() for one in inbound.failed) or "nobody"
