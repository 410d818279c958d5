"""Look at one message, or take it or its files out."""

from pathlib import Path

import click

from lettergen.cli.inbox.group import inbox
from lettergen.cli.inbox.view import facts, history_facts, letter_page, page
from lettergen.cli.show import say, show, show_beside, show_json
from lettergen.errors import InputError
from lettergen.flow import review
from lettergen.flow.attachments import save_attachments
from lettergen.flow.beside import letter_words
from lettergen.model.messages import StoredMessage
from lettergen.wiring import App


@inbox.command("show")
@click.argument("number", type=int)
@click.option("--full", is_flag=True, help="All of the text, with what was quoted, and all of the letter.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_obj
def show_message(app: App, number: int, *, full: bool, as_json: bool) -> None:
    """Show message NUMBER: what was written, the letter it answers beside it, and why we think so."""
    message = review.show(app.log, number)
    if as_json:
        history = history_facts(app.log.message_events(number))
        show_json({**facts(message), "full_text": message.inbound.full_text, "history": history})
    else:
        show_page(app, message, full=full)


def show_page(app: App, message: StoredMessage, *, full: bool) -> None:
    """Show a message, and the letters that it answers, or may answer, beside it."""
    left = page(message, app.log.message_events(message.id), full=full)
    found = [app.log.letter(one.ref) for one in message.matches or message.proposals]
    letters = [
        letter_page(one, letter_words(one, app.folder, app.settings.campaign.name), full=full)
        for one in found
        if one is not None
    ]
    if letters:
        show_beside(left, "\n\n".join(letters))
    else:
        show(left)


@inbox.command()
@click.argument("number", type=int)
@click.pass_obj
def save(app: App, number: int) -> None:
    """Write the files that came with message NUMBER into outbox/attachments/, and open none."""
    for path in save_attachments(app.log, number, app.outbox):
        show(str(path))
    say("They come from a stranger: look at the endings before you open one.")


@inbox.command()
@click.argument("number", type=int)
@click.option(
    "--eml", "file", is_flag=False, flag_value="", default="", metavar="[FILE]",
    help="Where to write it; without FILE, into outbox/exported/.",
)  # fmt: skip
@click.pass_obj
def export(app: App, number: int, file: str) -> None:
    """Write message NUMBER to a file, byte for byte as it came."""
    raw = review.export(app.log, number)
    path = Path(file) if file else app.outbox.message(number)
    if file:
        _write(path, raw)
    else:
        app.outbox.write(path, raw)
    say(f"Written: {path}")


def _write(path: Path, raw: bytes) -> None:
    """Write a file where somebody named it; the folder must be there."""
    try:
        path.write_bytes(raw)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}. Name another file.") from error
