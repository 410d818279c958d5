"""`lettergen inbox` itself: fetch, and show what needs a person."""

import click
import rich_click

from lettergen.cli.group import main
from lettergen.cli.inbox.view import QUEUES, facts, list_row, queue_row
from lettergen.cli.show import count, say, show, show_json_list, show_table
from lettergen.cli.stopping import stop_on_signals
from lettergen.errors import InputError, ServerError
from lettergen.flow.announce import announce, check_command
from lettergen.flow.receive import ReceiveSummary, receive, reread
from lettergen.flow.review import Queue, pending, queue_of
from lettergen.flow.watch import replies_in, watch
from lettergen.wiring import App

_HEADER = ("No.", "Date", "Kind", "From", "Subject", "Answers", "Assigned to")


@main.group(cls=rich_click.RichGroup, invoke_without_command=True)
@click.option("--no-fetch", is_flag=True, help="Only show what is in the log already.")
@click.option("--all", "everything", is_flag=True, help="Show all messages, closed ones too.")
@click.option("--watch", "watching", is_flag=True, help="Stay and tell when an answer arrives.")
@click.option(
    "--reread", "again", is_flag=True, help="Read all stored messages anew with the rules of today."
)
@click.option("--json", "as_json", is_flag=True, help="Print the messages as JSON.")
@click.pass_context
def inbox(
    ctx: click.Context, *, no_fetch: bool, everything: bool, watching: bool, again: bool, as_json: bool
) -> None:
    """Fetch what came back and show what needs a person."""
    if ctx.invoked_subcommand is not None:
        return
    app: App = ctx.obj
    if again:
        _reread(app)
    elif watching:
        _watch(app)
        return
    elif not no_fetch:
        _fetch(app)
    _list(app, everything=everything, as_json=as_json)


def _fetch(app: App) -> None:
    mailboxes = app.mailboxes()
    if not mailboxes:
        say("No mailbox is set ([imap] host in lettergen.toml); showing what is in the log.")
        return
    try:
        summary = receive(mailboxes, app.log, app.actor)
    finally:
        for mailbox in mailboxes:
            mailbox.close()
    _tell(summary)
    if summary.troubles:
        raise ServerError("\n".join(summary.troubles))


def _tell(summary: ReceiveSummary) -> None:
    kinds = ", ".join(count(number, *_WORDS[kind.value]) for kind, number in summary.kinds.items())
    say(f"{count(len(summary.numbers), 'new message')}" + (f": {kinds}." if kinds else "."))
    if summary.gone:
        what = count(len(summary.gone), "original is gone", "originals are gone")
        say(f"{what} from the mailbox (deleted, or moved elsewhere). lettergen keeps its own copies.")


_WORDS = {
    "reply": ("reply", "replies"),
    "auto-reply": ("automatic reply", "automatic replies"),
    "bounce": ("bounce", "bounces"),
    "other": ("other message", "other messages"),
}


def _list(app: App, *, everything: bool, as_json: bool) -> None:
    if as_json:
        show_json_list(facts(one) for one in (app.log.messages() if everything else pending(app.log)))
    elif _list_all(app) if everything else _list_queues(app):
        say("\n`lettergen inbox show N` shows one, `lettergen inbox next` goes through those that need you.")
    else:
        say("There are no messages." if everything else "Nothing needs you.")


def _list_all(app: App) -> bool:
    """Show all messages; false if there are none."""
    rows = [list_row(one) for one in app.log.messages()]
    show_table(_HEADER, rows, right=(0,), newest_last=True)
    return bool(rows)


def _list_queues(app: App) -> bool:
    """Show what needs a person, by what there is to do; false if nothing does."""
    # Rows, which are short: the messages' texts are not to be held all at once.
    rows: dict[Queue, list[tuple[str, ...]]] = {queue: [] for queue in QUEUES}
    for message in pending(app.log):
        rows[queue_of(message)].append(queue_row(message, app))
    for queue, (title, header) in QUEUES.items():
        if rows[queue]:
            show(f"\n{title}: {len(rows[queue])}")
            show_table(header, rows[queue], right=(0,))
            if queue is Queue.BOUNCES:
                say("Correct the address in the list of recipients, then: lettergen send --again KEY")
    return any(rows.values())


def _reread(app: App) -> None:
    changed = 0
    for change in reread(app.log, app.actor):
        changed += 1
        kept = f" (decided by {change.decided_by}, which stays)" if change.decided_by else ""
        say(f"{change.number}: {'; '.join(change.changes)}{kept}")
    say(f"{count(changed, 'message')} read otherwise than before.")


def _watch(app: App) -> None:
    mailboxes = app.mailboxes()
    if not mailboxes:
        raise InputError("lettergen.toml, [imap] host: no mailbox is named. Give the server's name.")
    on_reply = app.settings.imap.on_reply
    check_command(on_reply)
    stopped = False

    def stop() -> None:
        nonlocal stopped
        stopped = True
        for mailbox in mailboxes:
            mailbox.close()

    def arrived(summary: ReceiveSummary) -> None:
        _tell(summary)
        for problem in announce(replies_in(summary, app.log), on_reply):
            say(problem)

    say("Watching; Ctrl-C ends it.")
    with stop_on_signals(stop, "Ending the watch."):
        watch(
            mailboxes,
            app.log,
            app.clock,
            app.actor,
            arrived=arrived,
            trouble=lambda what, seconds: say(f"{what} Trying again in {seconds:.0f} seconds."),
            stop=lambda: stopped,
        )
