"""Every error lettergen raises on purpose, its exit code and its remedy.

A class per cause. The message says where, what, and what to do next; ``cli`` shows it as it is and
exits with the class's code. What is not one of these is a bug and keeps its traceback.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class LettergenError(Exception):
    """An error whose message a user can act on."""

    exit_code = 1


class SomeFailedError(LettergenError):
    """The run went through, but not every letter did."""

    def __init__(self, failed: int) -> None:
        """Take how many did not get through, or not yet."""
        self.failed = failed
        super().__init__(
            f"{failed} did not get through, or not yet. `lettergen log --failed` says which and why."
        )


class UsageError(LettergenError):
    """The command cannot be carried out as it was given."""

    exit_code = 2


class InputError(LettergenError):
    """A file that the user wrote has to be changed first."""

    exit_code = 3


class ServerError(LettergenError):
    """A mail or database server is not reachable, refuses us or broke off."""

    exit_code = 4


class ServerAwayError(ServerError):
    """A server that does not answer now; it may be back in a moment."""


class DecisionNeededError(LettergenError):
    """Nothing is broken, but a person has to decide before it can go on."""

    exit_code = 5


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file, and where.

    `row` is the line as a spreadsheet numbers it (the header is 1), `column` the column's name;
    `place` serves files without rows ("paragraph 12", "[smtp] port").
    """

    file: Path
    what: str
    remedy: str = ""
    row: int | None = None
    column: str | None = None
    place: str | None = None

    def __str__(self) -> str:
        """Give the fault on one line: where, what, what to do."""
        where = [str(self.file)]
        if self.row is not None:
            where.append(f"row {self.row}")
        if self.column:
            where.append(f"column {self.column}")
        if self.place:
            where.append(self.place)
        return f"{', '.join(where)}: {self.what}" + (f" {self.remedy}" if self.remedy else "")


class FaultyInputError(InputError):
    """All that is wrong with the user's files, reported at once."""

    #: How many faults one screen shows; the rest are counted.
    shown = 20

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Take the faults in the order to show them; at least one."""
        self.faults = tuple(faults)
        lines = [str(fault) for fault in self.faults[: self.shown]]
        if len(self.faults) > self.shown:
            lines.append(
                f"… and {len(self.faults) - self.shown} more; `lettergen check --json` lists them all."
            )
        super().__init__("\n".join(lines))
