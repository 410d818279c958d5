"""How things are shown: tables and JSON on stdout, talk on stderr.

Nothing that came from a file or a message reaches the terminal unescaped: control characters are
replaced, and text is never read as markup.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from rich import box
from rich.console import Console
from rich.panel import Panel
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from lettergen.cli.grid import fit, make_table

#: The widest table when the output is no terminal, so that a pipe does not cut columns at 80.
_PIPE_WIDTH = 160
#: The narrowest terminal on which two texts stand side by side.
_BESIDE = 100
#: The longest table on a terminal, in rows.
_MOST_ROWS = 100


#: Controls but for line feed and tab (ECMA-48), embeddings, overrides and isolates (Unicode UAX 9), and
#: halves of characters, which cannot be written.
_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def plain(text: str) -> str:
    """Give the text without anything that acts on a terminal: controls and bidi overrides become ``�``."""
    return _ACTING.sub("�", text)


def _console(*, stderr: bool) -> Console:
    # Made anew each time: a test or a caller may have replaced the streams.
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _PIPE_WIDTH
    return Console(file=stream, highlight=False, markup=False, width=width, soft_wrap=False)


def say(text: str) -> None:
    """Tell the person something, on stderr; lines are broken between words on a terminal, never in a file."""
    _console(stderr=True).print(Text(plain(text)), soft_wrap=not sys.stderr.isatty())


def show(text: str) -> None:
    """Print text that was asked for, on stdout."""
    _console(stderr=False).print(Text(plain(text)), soft_wrap=True)


def show_beside(left: str, right: str) -> None:
    """Print two texts on stdout, side by side on a terminal that is wide enough, else one below the other."""
    console = _console(stderr=False)
    if not sys.stdout.isatty() or console.width < _BESIDE:
        show(f"{left}\n\n{right}")
        return
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(ratio=1, overflow="fold")
    grid.add_column(ratio=1, overflow="fold")
    grid.add_row(Text(plain(left)), Panel(Text(plain(right)), box=box.ROUNDED))
    console.print(grid)


def show_json(value: Any) -> None:
    """Print one JSON document on stdout; times in ISO 8601."""
    sys.stdout.write(_as_json(value) + "\n")


def show_json_list(values: Iterable[Any]) -> None:
    """Print a list as `show_json` would, each value as it comes."""
    lead = "["
    for value in values:
        sys.stdout.write(f"{lead}\n  " + _as_json(value).replace("\n", "\n  "))
        lead = ","
    sys.stdout.write("[]\n" if lead == "[" else "\n]\n")


def _as_json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_json_default)
    # JSON escapes only the controls of ASCII; the others would act on a terminal just as well.
    return _ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _json_default(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)


def show_table(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: Sequence[int] = (),
    spare: Sequence[int] = (),
    newest_last: bool = False,
    rest: str = "",
) -> None:
    """Print a table on stdout, as wide as the terminal and no longer than can be read there.

    Args:
        header: The columns' names. A column without any text is left out.
        rows: Their cells; the first hundred of them on a terminal, all in a file or a pipe.
        right: Columns whose cells are numbers.
        spare: Columns that a narrow terminal leaves out, the first first.
        newest_last: Whether it is the last hundred that count.
        rest: Where all of them are to be had, for a table that is cut.
    """
    console = _console(stderr=False)
    cells = [[plain(cell) for cell in row] for row in rows]
    hidden = max(len(cells) - _MOST_ROWS, 0) if sys.stdout.isatty() else 0
    shown = (cells[hidden:] if newest_last else cells[: len(cells) - hidden]) if hidden else cells
    kept = fit(header, shown, console.width, spare=spare)
    console.print(
        make_table(
            [header[index] for index in kept],
            [[row[index] for index in kept] for row in shown],
            console.width,
            right=[place for place, index in enumerate(kept) if index in right],
        )
    )
    if hidden:
        say(f"… and {hidden} {'before them' if newest_last else 'more'}{': ' if rest else ''}{rest}.")


@contextmanager
def progress(title: str, total: int, *, counted: bool = True) -> Iterator[Any]:
    """Show a progress bar on a terminal; gives a function to call once for each step.

    Beside the bar stand the steps done of all; if they are not `counted`, how much that is in percent.
    """
    console = _console(stderr=True)
    done = MofNCompleteColumn() if counted else TaskProgressColumn()
    columns = (TextColumn("{task.description}"), BarColumn(), done, TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not sys.stderr.isatty(), transient=True) as bar:
        task = bar.add_task(title, total=total)
        yield lambda: bar.advance(task)


def day(at: datetime | None) -> str:
    """Give a time as the local date, empty for None."""
    return at.astimezone().strftime("%Y-%m-%d") if at else ""


def minute(at: datetime | None) -> str:
    """Give a time as local date and time, empty for None."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M") if at else ""


def count(number: int, one: str, many: str = "") -> str:
    """Give a number with its noun: ``1 letter``, ``2 letters``."""
    return f"{number} {one if number == 1 else many or one + 's'}"
