"""One message after the other, by keys."""

import sys
from collections.abc import Callable

import click

from lettergen.cli.inbox.group import inbox
from lettergen.cli.inbox.view import page
from lettergen.cli.show import say, show
from lettergen.errors import UsageError
from lettergen.flow import review
from lettergen.model.messages import StoredMessage
from lettergen.wiring import App

_KEYS = "[m]atch  [n]ot ours  [c]lose  [a]ssign  [o] note  [f]ull text  [s]kip  [q]uit"


@inbox.command("next")
@click.pass_obj
def next_(app: App) -> None:
    """Go through what needs a person, one message after the other, by keys."""
    if not sys.stdin.isatty():
        raise UsageError(
            "`inbox next` asks on a terminal. Elsewhere use `inbox --json`, `match` and `close`."
        )
    for message in review.pending(app.log):
        if not _review(app, message):
            return
    say("That was the last.")


def _review(app: App, message: StoredMessage) -> bool:
    """Ask about one message until it is dealt with or skipped; false to quit."""
    show(page(message, full=False))
    while True:
        say(f"\n{_KEYS}")
        key = click.getchar().lower()
        if key in {"q", "\x1b"}:
            return False
        if key == "s":
            return True
        if key == "f":
            show(page(message, full=True))
        elif key in _ACTIONS and _act(app, message, _ACTIONS[key]):
            return True


def _act(app: App, message: StoredMessage, action: Callable[[App, StoredMessage], bool]) -> bool:
    """Do it; a slip of the keyboard is told and asked again. True if the message is dealt with."""
    try:
        return action(app, message)
    except UsageError as error:
        say(str(error))
        return False


def _match(app: App, message: StoredMessage) -> bool:
    proposed = message.proposals[0].ref if message.proposals else None
    ref = click.prompt("Which letter does it answer", default=proposed, err=True)
    review.match(app.log, message.id, [ref], app.actor, "chosen in review")
    return False


def _not_ours(app: App, message: StoredMessage) -> bool:
    review.match(app.log, message.id, [], app.actor, "not ours")
    return True


def _close(app: App, message: StoredMessage) -> bool:
    outcomes = app.settings.campaign.outcomes
    outcome = click.prompt("Close as", type=click.Choice(outcomes), err=True)
    review.close(app.log, message.id, outcome, outcomes, app.actor)
    return True


def _assign(app: App, message: StoredMessage) -> bool:
    review.assign(app.log, message.id, click.prompt("Who takes care of it", err=True), app.actor)
    return False


def _note(app: App, message: StoredMessage) -> bool:
    review.note(app.log, message.id, click.prompt("Note", err=True), app.actor)
    return False


_ACTIONS: dict[str, Callable[[App, StoredMessage], bool]] = {
    "m": _match,
    "n": _not_ours,
    "c": _close,
    "a": _assign,
    "o": _note,
}
