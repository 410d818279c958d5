"""What came of a tortured campaign, counted from the mail server's own spool."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from lettergen.model.ports import Log
from lettergen.model.sendings import Channel, Sending, Status
from tests.flow.desk import CAMPAIGN, address
from tests.torture.recorder import Spooled

# Where a server's 5xx is about the letter or its recipient, and not about us.
_LETTER_STAGES = ("RCPT", "DATA", "end")
# Faults after which a client that sent the whole message cannot know whether it was taken.
_SILENT_STAGES = ("text", "end", "reply")
_OPEN = (Status.PREPARED, Status.DEFERRED, Status.SENDING)


@dataclass
class Count:
    """What came of one run or of several; `faults` are broken promises, in words."""

    runs: int = 0
    letters: int = 0
    kills: int = 0
    twice: int = 0
    lost: int = 0
    in_doubt: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Count") -> None:
        """Add another count to this one."""
        for name in ("runs", "letters", "kills", "twice", "lost", "in_doubt"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.faults += other.faults

    def __str__(self) -> str:
        """Give the count on one line."""
        return (
            f"runs {self.runs}, letters {self.letters}, kills {self.kills}, "
            f"twice {self.twice}, lost {self.lost}, in doubt {self.in_doubt}"
        )


def count(log: Log, spool: Sequence[Spooled], killed: Collection[str]) -> Count:
    """Hold the log against the spool.

    Args:
        log: After the last worker has ended and every lease has run out.
        spool: What the server saw.
        killed: The holders that were killed.
    """
    sendings = log.sendings(CAMPAIGN, Channel.EMAIL)
    counted = Count(runs=1, letters=len(sendings), kills=len(killed))
    taken = Counter(one.address for one in spool if one.what == "taken")
    _count_twice(counted, taken)
    for sending in sendings:
        _count_lost(counted, sending, taken[address(sending.recipient_key)])
    _count_refusals(counted, sendings, spool)
    _count_digests(counted, log, sendings, spool)
    _count_doubts(counted, log, sendings, spool, killed)
    strangers = set(taken) - {address(one.recipient_key) for one in sendings}
    counted.faults += [f"{one}: nobody wrote to them" for one in strangers]
    return counted


def _count_twice(counted: Count, taken: Counter[str]) -> None:
    for to, number in taken.items():
        if number > 1:
            counted.twice += 1
            counted.faults.append(f"{to}: taken {number} times")


def _count_lost(counted: Count, sending: Sending, taken: int) -> None:
    """An accepted letter was taken; one that is not was not; and none is left half way."""
    is_accepted = sending.status is Status.ACCEPTED
    is_wrong = sending.status is not Status.UNKNOWN and is_accepted != (taken > 0)
    if is_wrong or sending.status in _OPEN:
        counted.lost += 1
        counted.faults.append(f"{sending.recipient_key}: {sending.status.value}, taken {taken} times")


def _count_refusals(counted: Count, sendings: Sequence[Sending], spool: Sequence[Spooled]) -> None:
    """The server said of every refused letter that it will never take it."""
    told = {one.address for one in spool if one.what in _LETTER_STAGES and one.did.startswith("5")}
    for sending in sendings:
        if sending.status is Status.REFUSED and address(sending.recipient_key) not in told:
            counted.faults.append(f"{sending.recipient_key}: refused, but the server did not say so")


def _count_digests(counted: Count, log: Log, sendings: Sequence[Sending], spool: Sequence[Spooled]) -> None:
    """What the server took are the bytes that the log had before the first of them was sent."""
    digests = {one.address: one.digest for one in spool if one.what == "taken"}
    for sending in sendings:
        digest = digests.get(address(sending.recipient_key))
        if digest and digest not in {attempt.digest for attempt in log.attempts_of(sending.id)}:
            counted.faults.append(f"{sending.recipient_key}: other bytes than the log has")


def _count_doubts(
    counted: Count,
    log: Log,
    sendings: Sequence[Sending],
    spool: Sequence[Spooled],
    killed: Collection[str],
) -> None:
    """Each unknown sending is explained by a fault at its end, or by the kill of who had it in hand."""
    silent = {one.address for one in spool if one.what in _SILENT_STAGES}
    holders = {
        one.recipient_key: one.actor for one in log.events(CAMPAIGN) if one.what.endswith("-> sending")
    }
    by_kill: Counter[str] = Counter()
    for sending in sendings:
        if sending.status is not Status.UNKNOWN:
            continue
        counted.in_doubt += 1
        holder = holders[sending.recipient_key]
        if holder in killed:
            by_kill[holder] += 1
        elif address(sending.recipient_key) not in silent:
            counted.faults.append(f"{sending.recipient_key}: unknown, and the server saw nothing unusual")
    # A process has one connection, and one letter in hand on it. Another letter of the same process may
    # be in doubt by a fault of the server's that it lived to see.
    for sending in sendings:
        if sending.status is Status.UNKNOWN and address(sending.recipient_key) in silent:
            by_kill[holders[sending.recipient_key]] -= 1
    counted.faults += [
        f"{who}: killed with {number} in hand" for who, number in by_kill.items() if number > 1
    ]
