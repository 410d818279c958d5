"""Whose turn it is: the letters of a run in order of time, then of the list."""

import heapq
import random
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from lettergen.model.sendings import Sending


@dataclass(order=True)
class Turn:
    """A sending's next turn in this run; `tries` counts those it has had."""

    at: datetime
    number: int
    sending: Sending = field(compare=False)
    tries: int = field(default=0, compare=False)


class Turns:
    """The turns that a run still has to take.

    Several processes may work on one list. When one finds a sending taken, it looks again at which are
    left and goes on at another place of the list, so that they do not compete for each.
    """

    def __init__(self, planned: Sequence[Sending], now: datetime, still_open: Callable[[], set[int]]) -> None:
        """Take the sendings in order.

        Args:
            planned: What to send; none comes before its `not_before`.
            now: The time.
            still_open: Gives the ids of sendings that may still be taken by anybody.
        """
        self._still_open = still_open
        self._waiting = [
            Turn(max(one.not_before or now, now), number, one) for number, one in enumerate(planned)
        ]
        heapq.heapify(self._waiting)

    def __len__(self) -> int:
        """How many turns are left."""
        return len(self._waiting)

    def number_without(self, ids: Container[int]) -> int:
        """Say how many turns are left of sendings that are not among those."""
        return sum(one.sending.id not in ids for one in self._waiting)

    @property
    def next_at(self) -> datetime:
        """When the next turn is; there must be one."""
        return self._waiting[0].at

    def take(self) -> Turn:
        """Take the next turn."""
        return heapq.heappop(self._waiting)

    def add(self, turn: Turn) -> None:
        """Give a letter another turn."""
        heapq.heappush(self._waiting, turn)

    def go_elsewhere(self) -> int:
        """Leave out what others have taken, go on at another place, and give how many were left out."""
        still_open = self._still_open()
        left = sorted(one for one in self._waiting if one.sending.id in still_open)
        gone = len(self._waiting) - len(left)
        if left:
            start = random.randrange(len(left))  # noqa: S311 (only keeps processes apart)
            for number, turn in enumerate(left[start:] + left[:start]):
                turn.number = number
        heapq.heapify(left)
        self._waiting = left
        return gone
