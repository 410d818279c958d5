"""Make the README's pictures from the sample campaign: a page of the letter and the rehearsal's table.

python -m tools.make_pictures          needs pdftoppm (poppler-utils)
"""

import io
import subprocess
import sys
import tempfile
from pathlib import Path

from click.testing import CliRunner
from rich.console import Console
from rich.text import Text

from lettergen.cli import main as program

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
#: How wide a terminal the table is drawn for, in characters.
COLUMNS = 150


def main() -> None:
    """Rehearse the sample in a folder of its own and take its pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "sample"
        runner = CliRunner()
        runner.invoke(program, ["init", str(folder)], catch_exceptions=False)
        ran = runner.invoke(program, ["-C", str(folder), "send", "--dry-run"], catch_exceptions=False)
        if ran.exit_code:
            sys.exit(ran.output)
        said = ran.output.replace(f"{folder}/", "").replace(str(folder), ".")
        (PICTURES / "dry-run.svg").write_text(_terminal(said), encoding="utf-8")
        letter = next((folder / "outbox" / "post").glob("alliance-*.pdf"))
        _page(letter)


def _terminal(text: str) -> str:
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text("$ lettergen send --dry-run", style="bold"))
    console.print(Text(text), soft_wrap=True)
    return console.export_svg(title="lettergen")


def _page(letter: Path) -> None:
    target = PICTURES / "letter"
    command = ["pdftoppm", "-r", "80", "-png", "-f", "1", "-l", "2", str(letter), str(target)]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
