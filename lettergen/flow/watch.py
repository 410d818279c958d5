"""Sits by the mailboxes and tells when an answer arrives."""

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from datetime import timedelta

from lettergen.errors import ServerError
from lettergen.flow.receive import ReceiveSummary, receive
from lettergen.model.messages import Kind
from lettergen.model.ports import Clock, Log, Mailbox

#: How long one wait lasts before the mailbox is looked into anyway.
_WAIT = timedelta(minutes=5)
_FIRST_DELAY = 5.0
_LONGEST_DELAY = 300.0
#: Seconds between two looks at whether to stop; Windows cannot interrupt a longer wait.
_STEP = 1.0


@dataclass(slots=True)
class _Seat:
    """One mailbox that is sat by, and the seconds until it is tried again while it fails."""

    mailbox: Mailbox
    delay: float = 0.0


def watch(
    mailboxes: Sequence[Mailbox],
    log: Log,
    clock: Clock,
    actor: str,
    *,
    arrived: Callable[[ReceiveSummary], None],
    trouble: Callable[[str, float], None],
    stop: Callable[[], bool],
) -> None:
    """Receive, wait for more, and so on until told to stop.

    A link that drops, a server that restarts, a token that expires, a computer that was asleep: each
    time a new session is opened, after a delay that doubles from 5 seconds to 5 minutes while it fails.
    The mailboxes are waited for side by side, and read one after the other.

    Args:
        mailboxes: The mailboxes; closed at the end.
        log: Where messages go.
        clock: Waits between two tries.
        actor: Who watches, for the history.
        arrived: Called when messages came.
        trouble: Called with what went wrong and the seconds until the next try.
        stop: Asked between two waits.

    Raises:
        ServerError: If already the first look into a mailbox fails: then it is the settings that are
            wrong.
    """
    seats = [_Seat(one) for one in mailboxes]
    under_way: dict[Future[None], _Seat] = {}
    with ThreadPoolExecutor(len(seats) or 1, "watch") as threads:
        try:
            for seat in seats:
                _look(seat.mailbox, log, actor, arrived)
                under_way[threads.submit(_wait, seat, clock, stop)] = seat
            while not stop():
                for done in wait_for(under_way, _STEP, FIRST_COMPLETED).done:
                    seat = under_way.pop(done)
                    _serve(seat, done, log, actor, arrived, trouble, stop)
                    under_way[threads.submit(_wait, seat, clock, stop)] = seat
        finally:
            _end(seats, under_way)


def _serve(
    seat: _Seat,
    waited: "Future[None]",
    log: Log,
    actor: str,
    arrived: Callable[[ReceiveSummary], None],
    trouble: Callable[[str, float], None],
    stop: Callable[[], bool],
) -> None:
    """Look into a mailbox whose wait is over."""
    try:
        waited.result()
        if not stop():
            _look(seat.mailbox, log, actor, arrived)
            seat.delay = 0.0
    except ServerError as error:
        if not stop():
            seat.delay = min(seat.delay * 2 or _FIRST_DELAY, _LONGEST_DELAY)
            trouble(str(error), seat.delay)


def _wait(seat: _Seat, clock: Clock, stop: Callable[[], bool]) -> None:
    """Wait until a mailbox should be looked into: there is news, or its delay is over."""
    if not seat.delay:
        if not stop():
            seat.mailbox.wait(_WAIT)
        return
    left = seat.delay
    while left > 0 and not stop():
        clock.sleep(min(_STEP, left))
        left -= _STEP


def _end(seats: Sequence[_Seat], under_way: "dict[Future[None], _Seat]") -> None:
    """Close the mailboxes, which ends the waits; one that was just connecting is told again."""
    while True:
        for seat in seats:
            seat.mailbox.close()
        if not wait_for(under_way, _STEP).not_done:
            return


def _look(mailbox: Mailbox, log: Log, actor: str, arrived: Callable[[ReceiveSummary], None]) -> None:
    summary = receive([mailbox], log, actor)
    if summary.numbers:
        arrived(summary)
    if summary.troubles:
        raise ServerError("\n".join(summary.troubles))


def replies_in(summary: ReceiveSummary, log: Log) -> list[int]:
    """Give the numbers of the genuine replies among the new messages."""
    stored = (log.message(number) for number in summary.numbers)
    return [one.id for one in stored if one is not None and one.inbound.kind is Kind.REPLY]
