"""Look at one message, or take it out."""

from pathlib import Path

import click

from lettergen.cli.inbox.group import inbox
from lettergen.cli.inbox.view import facts, page
from lettergen.cli.show import say, show, show_json
from lettergen.errors import InputError
from lettergen.flow import review
from lettergen.wiring import App


@inbox.command("show")
@click.argument("number", type=int)
@click.option("--full", is_flag=True, help="All of the text, with what was quoted.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def show_message(app: App, number: int, *, full: bool, as_json: bool) -> None:
    """Show message NUMBER: what was written, which letter it answers, and why."""
    message = review.show(app.log, number)
    if as_json:
        show_json({**facts(message), "full_text": message.inbound.full_text})
    else:
        show(page(message, full=full))


@inbox.command()
@click.argument("number", type=int)
@click.option(
    "--eml", required=True, type=click.Path(path_type=Path), metavar="FILE", help="Where to write it."
)
@click.pass_obj
def export(app: App, number: int, eml: Path) -> None:
    """Write message NUMBER to a file, byte for byte as it came."""
    raw = review.export(app.log, number)
    try:
        eml.write_bytes(raw)
    except OSError as error:
        raise InputError(f"{eml}: cannot be written: {error.strerror}. Name another file.") from error
    say(f"Written: {eml}")
