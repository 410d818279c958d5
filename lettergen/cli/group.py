"""The command group: options for every command, and where errors become text and exit codes."""

from pathlib import Path
from typing import Any

import click
import rich_click

import lettergen
from lettergen.cli.show import say
from lettergen.errors import LettergenError
from lettergen.wiring import App

rich_click.rich_click.MAX_WIDTH = 100
rich_click.rich_click.TEXT_MARKUP = "rich"
rich_click.rich_click.COMMAND_GROUPS = {
    "lettergen": [
        {"name": "Begin", "commands": ["init", "check", "preview", "typeset", "login"]},
        {"name": "Send", "commands": ["send", "agree", "print"]},
        {"name": "Hear back", "commands": ["inbox", "log", "report"]},
    ]
}

EXIT_CODES = """\
Exit codes: 0 done, 1 some sendings failed, 2 usage, 3 bad input, 4 server trouble, 5 needs a decision."""


class Lettergen(rich_click.RichGroup):
    """Shows a LettergenError as text and an exit code; a bug keeps its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except LettergenError as error:
            say(f"Error: {error}")
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            say("Stopped.")
            ctx.exit(130)
        finally:
            if isinstance(ctx.obj, App):
                ctx.obj.close()


@click.group(cls=Lettergen, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    metavar="DIR",
    help="The campaign's folder, if not this one.",
)
@click.version_option(lettergen.__version__, "-V", "--version", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context, folder: Path) -> None:
    """Write one letter to many: by email and by post, with every answer in one log."""
    ctx.obj = App(folder)
