"""Remembers what was worked out, within bounds."""

from collections import OrderedDict
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Memory(Generic[K, V]):
    """A mapping that forgets what was used longest ago once its contents weigh too much."""

    def __init__(self, room: int) -> None:
        """Take how much may be kept, in whatever unit `put` weighs in."""
        self._room = room
        self._used = 0
        self._kept: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def find(self, key: K) -> V | None:
        """Give what was kept under a key; None when nothing was, or it is forgotten."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: K, value: V, weight: int = 1) -> None:
        """Keep a value; one that weighs more than a quarter of the room is not worth it."""
        if weight * 4 > self._room:
            return
        if key in self._kept:
            self._used -= self._kept.pop(key)[1]
        self._kept[key] = (value, weight)
        self._used += weight
        while self._used > self._room:
            _, (_, freed) = self._kept.popitem(last=False)
            self._used -= freed

    def __len__(self) -> int:
        """Count what is kept."""
        return len(self._kept)
