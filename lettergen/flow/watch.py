"""Sits by a mailbox and tells when an answer arrives."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta

from lettergen.errors import InputError, ServerError
from lettergen.flow.receive import ReceiveSummary, receive
from lettergen.model.messages import Kind
from lettergen.model.ports import Clock, Log, Mailbox

#: How long one wait lasts before the mailbox is looked into anyway: IDLE covers one folder only.
_WAIT = timedelta(minutes=5)
_FIRST_DELAY = 5.0
_LONGEST_DELAY = 300.0
#: Seconds that a command may take before it is ended.
_COMMAND_TIMEOUT = 60


def watch(
    mailbox: Mailbox,
    log: Log,
    clock: Clock,
    actor: str,
    *,
    arrived: Callable[[ReceiveSummary], None],
    trouble: Callable[[str, float], None],
    stop: Callable[[], bool],
) -> None:
    """Receive, wait for more, and so on until told to stop.

    A link that drops, a server that restarts, a token that expires: each time a new session is
    opened, after a delay that doubles from 5 seconds to 5 minutes while it fails.

    Args:
        mailbox: The mailbox.
        log: Where messages go.
        clock: Waits between two tries.
        actor: Who watches, for the history.
        arrived: Called when messages came.
        trouble: Called with what went wrong and the seconds until the next try.
        stop: Asked between two waits.

    Raises:
        ServerError: If already the first try fails: then it is the settings that are wrong.
    """
    delay = 0.0
    has_worked = False
    while not stop():
        try:
            _look(mailbox, log, actor, arrived)
            has_worked, delay = True, 0.0
            if not stop():
                mailbox.wait(_WAIT)
        except ServerError as error:
            if stop():
                return
            if not has_worked:
                raise
            delay = min(delay * 2 or _FIRST_DELAY, _LONGEST_DELAY)
            trouble(str(error), delay)
            clock.sleep(delay)


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


def notify(on_reply: str, number: int) -> None:
    """Run the command of `[imap] on_reply` for a message, or tell the desktop where none is set.

    The command is no shell's: it is split into words as a shell would, and the message's number is
    its last argument. Nothing of the message itself is handed over.

    Raises:
        InputError: If the command cannot be run.
    """
    words = [*_split(on_reply), str(number)] if on_reply.strip() else _desktop_command(number)
    if not words:
        return
    try:
        subprocess.run(  # noqa: S603 (the campaign's owner names the program, without a shell)
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            timeout=_COMMAND_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise InputError(f"lettergen.toml, [imap] on_reply: `{words[0]}` failed: {error}.") from error


def _split(command: str) -> list[str]:
    try:
        # Windows' paths have backslashes, which a shell elsewhere would swallow.
        return shlex.split(command, posix=os.name != "nt")
    except ValueError as error:
        raise InputError(f"lettergen.toml, [imap] on_reply: {error}.") from error


def _desktop_command(number: int) -> Sequence[str]:
    text = f"An answer arrived: message {number}"
    if sys.platform == "darwin":
        return ["osascript", "-e", f'display notification "{text}" with title "lettergen"']
    program = shutil.which("notify-send")
    return [program, "--app-name=lettergen", "lettergen", text] if program else []
