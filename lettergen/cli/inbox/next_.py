"""One message after the other, by keys."""

import sys
from collections.abc import Callable
from typing import NamedTuple

import click

from lettergen.cli.inbox.group import inbox
from lettergen.cli.inbox.show import show_page
from lettergen.cli.show import count, plain, say
from lettergen.errors import LettergenError, UsageError
from lettergen.flow import review
from lettergen.flow.attachments import may_be_opened, save_attachments
from lettergen.model.messages import StoredMessage
from lettergen.wiring import App


@inbox.command("next")
@click.pass_obj
def next_(app: App) -> None:
    """Go through what needs a person, one message after the other, by keys."""
    if not sys.stdin.isatty():
        raise UsageError(
            "`inbox next` asks on a terminal. Elsewhere use `inbox --json`, `match` and `close`."
        )
    waiting = [one.id for one in review.pending(app.log)]
    for place, number in enumerate(waiting, start=1):
        say(f"\n─── {place} of {len(waiting)} ───\n")
        if not _review(app, number):
            say(f"{count(len(waiting) - place + 1, 'message')} left. `lettergen inbox next` goes on.")
            return
    say("That was the last." if waiting else "Nothing needs you.")


def _review(app: App, number: int) -> bool:
    """Ask about one message until it is dealt with or skipped; false to quit."""
    message = review.show(app.log, number)
    show_page(app, message, full=False)
    while True:
        key = _key(message)
        if key in {"q", "\x1b"}:
            return False
        if key in {"s", "\r", "\n"}:
            return True
        if key not in _ACTIONS:
            say("That key does nothing here.")
        elif _act(app, message, _ACTIONS[key].do):
            return True
        message = review.show(app.log, number)


def _key(message: StoredMessage) -> str:
    words = [f"[{key}] {action.words}" for key, action in _ACTIONS.items() if action.fits(message)]
    say("\n" + "   ".join([*words, "[s] skip", "[q] quit"]))
    return click.getchar().lower()


def _act(app: App, message: StoredMessage, action: Callable[[App, StoredMessage], bool]) -> bool:
    """Do it; a slip of the keyboard is told and asked again. True if the message is dealt with."""
    try:
        return action(app, message)
    except LettergenError as error:
        say(str(error))
    except click.Abort:  # Ctrl-C or Ctrl-D at a question takes back the key, not the whole review
        say("\nNothing was changed.")
    return False


def _match(app: App, message: StoredMessage) -> bool:
    proposed = message.proposals[0].ref if message.proposals else None
    words = _ask("Which letter does it answer? Its reference, or several with blanks", default=proposed)
    review.match(app.log, message.id, words.split(), app.actor, "chosen in review")
    show_page(app, review.show(app.log, message.id), full=False)
    return False


def _not_ours(app: App, message: StoredMessage) -> bool:
    review.match(app.log, message.id, [], app.actor, "not ours")
    say("It answers none of our letters.")
    return True


def _close(app: App, message: StoredMessage) -> bool:
    """Close with the campaign's word for its stance, chosen by number or by name."""
    outcomes = app.settings.campaign.outcomes
    say("   ".join(f"[{place}] {word}" for place, word in enumerate(outcomes, start=1)))
    chosen = _ask("What do they say? A number or a word")
    is_place = chosen.isdecimal() and 1 <= int(chosen) <= len(outcomes)
    outcome = outcomes[int(chosen) - 1] if is_place else chosen
    review.close(app.log, message.id, outcome, outcomes, app.actor)
    say(f"Closed as {outcome}.")
    return True


def _assign(app: App, message: StoredMessage) -> bool:
    who = _ask("Who takes care of it?")
    review.assign(app.log, message.id, who, app.actor)
    say(f"It is with {who}.")
    return False


def _note(app: App, message: StoredMessage) -> bool:
    review.note(app.log, message.id, _ask("Note"), app.actor)
    say("Noted.")
    return False


def _full(app: App, message: StoredMessage) -> bool:
    show_page(app, message, full=True)
    return False


def _open_file(app: App, message: StoredMessage) -> bool:
    """Save the message's files; open one if it is of a kind that does not run, and only after asking."""
    paths = save_attachments(app.log, message.id, app.outbox)
    for place, path in enumerate(paths, start=1):
        say(f"[{place}] {path}")
    chosen = _ask("Saved. Open which one? Nothing for none", default="")
    if not chosen.isdecimal() or not 1 <= int(chosen) <= len(paths):
        return False
    path = paths[int(chosen) - 1]
    if not may_be_opened(path):
        say(f"{path.name} may be a program, and is not opened from here.")
    elif click.confirm(f"It comes from a stranger. Open {plain(path.name)}?", err=True):
        click.launch(str(path))
    return False


def _remove(app: App, message: StoredMessage) -> bool:
    addresses = review.confirm_removal(app.log, message.id, app.actor)
    say(f"Not written to any more: {'; '.join(addresses)}")
    return False


def _ask(question: str, default: str | None = None) -> str:
    return str(click.prompt(plain(question), default=default, err=True)).strip()


class _Action(NamedTuple):
    """What a key does: its words, whether it is offered for a message, and the doing."""

    words: str
    fits: Callable[[StoredMessage], bool]
    do: Callable[[App, StoredMessage], bool]


def _always(_message: StoredMessage) -> bool:
    return True


_ACTIONS = {
    "m": _Action("match to a letter", _always, _match),
    "n": _Action("not ours", _always, _not_ours),
    "c": _Action("close with a stance", _always, _close),
    "a": _Action("assign", _always, _assign),
    "o": _Action("note", _always, _note),
    "t": _Action("open a file", lambda message: bool(message.inbound.attachments), _open_file),
    "r": _Action("remove from our lists", lambda message: message.inbound.asks_removal, _remove),
    "f": _Action("full text", _always, _full),
}
