"""`lettergen init`: a new campaign that works at once."""

from pathlib import Path

import click

from lettergen.cli.group import main
from lettergen.cli.show import say, show
from lettergen.flow.start import start_campaign


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Write a new campaign into FOLDER: a letter, a list of recipients and settings to change."""
    for path in start_campaign(folder):
        show(str(path))
    say(
        f"\nThis is a whole campaign already. Try it:\n  lettergen -C {folder} send --dry-run\n"
        "Then make it yours: lettergen.toml, recipients.csv, signatories.csv and templates/letter.docx."
    )
