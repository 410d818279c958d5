"""A process that reads a mailbox and kills itself (SIGKILL) on the way.

`python -m tests.flow.killed_reader URL STEP COUNT`: as the log is about to do STEP (the name of one of
its functions) for the COUNT-th time, the process is no more.
"""

import os
import signal
import sys

from lettergen.flow.receive import receive
from lettergen.log import SqlLog
from lettergen.log import inbox as log_inbox
from tests.flow.mailroom import RED, ListMailbox, SetClock, bounce, reply

MESSAGES = 120


def mailbox():
    """Give answers and a bounce, more than are committed at once."""
    return ListMailbox(
        bounce(RED), *(reply(RED, "We agree." + "!" * number) for number in range(MESSAGES - 1))
    )


def killing(function, count):
    """Give a function that does as the other until it is called that often."""
    calls = iter(range(1, count))

    def step(*arguments):
        if next(calls, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments)

    return step


def main(url, step, count):
    home = SqlLog if hasattr(SqlLog, step) else log_inbox
    setattr(home, step, killing(getattr(home, step), int(count)))
    receive([mailbox()], SqlLog(url, clock=SetClock()), "killed")


if __name__ == "__main__":
    main(*sys.argv[1:])
