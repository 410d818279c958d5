"""Ctrl-C and SIGTERM: the first stops in order, the second at once."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from lettergen.cli.show import say


@contextmanager
def stop_on_signals(
    ask_to_stop: Callable[[], None], words: str = "Stopping after the letter in hand."
) -> Iterator[None]:
    """While this holds, the first Ctrl-C or SIGTERM asks to stop, the second raises KeyboardInterrupt."""
    asked = False

    def heard(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        ask_to_stop()
        say(f"{words} Press Ctrl-C again to stop now.")

    before = {number: signal.signal(number, heard) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
