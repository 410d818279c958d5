"""What a person decides about a message."""

import click

from lettergen.cli.inbox.group import inbox
from lettergen.cli.show import say
from lettergen.flow import review
from lettergen.wiring import App


@inbox.command()
@click.argument("number", type=int)
@click.argument("refs", nargs=-1, required=True, metavar="REF…|none")
@click.option("--reason", default="", help="Why you think so.")
@click.pass_obj
def match(app: App, number: int, refs: tuple[str, ...], reason: str) -> None:
    """Say which letters message NUMBER answers, by their references; `none` if it is not ours."""
    chosen = [] if refs == ("none",) else list(refs)
    review.match(app.log, number, chosen, app.actor, reason)
    say(f"Message {number} answers {', '.join(one.upper() for one in chosen) or 'none of our letters'}.")


@inbox.command()
@click.argument("number", type=int)
@click.argument("who")
@click.pass_obj
def assign(app: App, number: int, who: str) -> None:
    """Say WHO takes care of message NUMBER."""
    review.assign(app.log, number, who, app.actor)
    say(f"Message {number} is with {who}.")


@inbox.command()
@click.argument("number", type=int)
@click.argument("text")
@click.pass_obj
def note(app: App, number: int, text: str) -> None:
    """Add a note to message NUMBER."""
    review.note(app.log, number, text, app.actor)
    say(f"Noted on message {number}.")


@inbox.command()
@click.argument("number", type=int)
@click.option(
    "--as", "outcome", required=True, metavar="WORD", help="One of the campaign's outcomes (in settings)."
)
@click.pass_obj
def close(app: App, number: int, outcome: str) -> None:
    """Close message NUMBER under one of the campaign's words, such as supportive."""
    review.close(app.log, number, outcome, app.settings.campaign.outcomes, app.actor)
    say(f"Message {number} is closed as {outcome}.")


@inbox.command()
@click.argument("number", type=int)
@click.pass_obj
def reopen(app: App, number: int) -> None:
    """Open message NUMBER again."""
    review.close(app.log, number, "", app.settings.campaign.outcomes, app.actor)
    say(f"Message {number} is open again.")


@inbox.command()
@click.argument("number", type=int)
@click.pass_obj
def remove(app: App, number: int) -> None:
    """Never write again to who sent message NUMBER and to whom its letter went; they asked for that."""
    addresses = review.confirm_removal(app.log, number, app.actor)
    say(f"Not written to any more: {'; '.join(addresses)}")
