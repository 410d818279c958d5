"""The command group: options for every command, and where errors become text and exit codes."""

import gc
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import rich_click

import lettergen
from lettergen.cli.commands import COMMANDS, GROUPS
from lettergen.cli.show import say
from lettergen.errors import LettergenError

rich_click.rich_click.MAX_WIDTH = 100
rich_click.rich_click.TEXT_MARKUP = "rich"
rich_click.rich_click.COMMAND_GROUPS = {
    "lettergen": [{"name": name, "commands": list(commands)} for name, commands in GROUPS.items()]
}

#: How many objects are made before Python looks among the new ones for cycles. Letters are laid out with
#: hundreds of thousands of them and hardly a cycle: at its own 700, that search is a tenth of a rehearsal.
OBJECTS = 50_000

EXIT_CODES = """\
Exit codes: 0 done, 1 some sendings failed, 2 usage, 3 bad input, 4 server trouble, 5 needs a decision."""


class Lettergen(rich_click.RichGroup):
    """Loads a command when it is called, and shows a LettergenError as text and an exit code.

    A bug keeps its traceback.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """Name all commands, in the order of a letter's way."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give what the overview and the shell's completion need of a command: its name and one line."""
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            return rich_click.RichCommand(name=cmd_name, help=COMMANDS[cmd_name].help)
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Give the command to run, loaded; of a misspelt one, say which comes nearest."""
        near = get_close_matches(args[0], COMMANDS, 1)
        if near and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"No such command `{args[0]}`. Did you mean `{near[0]}`?")
        name, found, rest = super().resolve_command(ctx, args)
        return name, self.load(name) if name in COMMANDS else found, rest

    def load(self, name: str) -> click.Command:
        """Give a command of COMMANDS; importing its module registers it with the group."""
        if name not in self.commands:
            import_module(COMMANDS[name].module)
        return self.commands[name]

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
    gc.set_threshold(OBJECTS)
    from lettergen.wiring import App  # noqa: PLC0415 (the overview needs no campaign)

    ctx.obj = app = App(folder)
    ctx.call_on_close(app.close)
