"""Tells the desktop, or a command of the campaign's, that answers arrived.

Nothing of a message is handed over, only its number: whoever writes to us runs nothing here.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence

from lettergen.errors import InputError

_PLATFORM = sys.platform
#: Seconds that a command may take before it is ended.
_COMMAND_TIMEOUT = 60

# A balloon goes when its program ends, so that the program has to stay for a while.
_BALLOON = (
    "Add-Type -AssemblyName System.Windows.Forms, System.Drawing; "
    "$icon = New-Object System.Windows.Forms.NotifyIcon; "
    "$icon.Icon = [System.Drawing.SystemIcons]::Information; $icon.Visible = $true; "
    "$icon.ShowBalloonTip(10000, 'lettergen', '{text}', 'Info'); Start-Sleep 10; $icon.Dispose()"
)


def check_command(on_reply: str) -> None:
    """Make sure that the command of `[imap] on_reply`, if there is one, can be run.

    Raises:
        InputError: If it cannot be split into words, or there is no such program.
    """
    words = _split(on_reply)
    if words and shutil.which(words[0]) is None:
        raise InputError(
            f"lettergen.toml, [imap] on_reply: there is no program `{words[0]}`. Give its whole path."
        )


def announce(numbers: Sequence[int], on_reply: str) -> Iterator[str]:
    """Tell of the replies of those numbers; yields what went wrong with that, in words.

    The command is run once for each, its number being the last argument. It is no shell's: it is
    split into words as a shell would. Where none is set the desktop is told once for all.
    """
    words = _split(on_reply)
    if words:
        commands = [[*words, str(number)] for number in numbers]
    else:
        commands = [command] if numbers and (command := _desktop_command(numbers)) else []
    for command in commands:
        yield from _run(command)


def _run(words: Sequence[str]) -> Iterator[str]:
    try:
        ran = subprocess.run(  # noqa: S603 (the campaign's owner names the program, without a shell)
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_COMMAND_TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        yield f"`{words[0]}` did not end within {_COMMAND_TIMEOUT} seconds and was ended."
    except OSError as error:
        yield f"`{words[0]}` cannot be run: {error.strerror}."
    else:
        if ran.returncode:
            yield f"`{words[0]}` failed with exit code {ran.returncode}."


def _split(command: str) -> list[str]:
    try:
        # Windows' paths have backslashes, which a shell elsewhere would swallow.
        words = shlex.split(command, posix=os.name != "nt")
    except ValueError as error:
        raise InputError(f"lettergen.toml, [imap] on_reply: {error}.") from error
    return words if os.name != "nt" else [word.strip('"') for word in words]


def _desktop_command(numbers: Sequence[int]) -> list[str]:
    """Give the command that tells the desktop; empty where there is no way to."""
    what = f"message {numbers[0]}" if len(numbers) == 1 else f"messages {numbers[0]} to {numbers[-1]}"
    text = f"An answer arrived: {what}" if len(numbers) == 1 else f"{len(numbers)} answers arrived: {what}"
    if _PLATFORM == "darwin":
        return ["osascript", "-e", f'display notification "{text}" with title "lettergen"']
    if _PLATFORM == "win32":
        program = shutil.which("powershell")
        balloon = _BALLOON.format(text=text)
        return [program, "-NoProfile", "-NonInteractive", "-Command", balloon] if program else []
    program = shutil.which("notify-send")
    return [program, "--app-name=lettergen", "lettergen", text] if program else []
