"""`lettergen print`: postal batches."""

import click

from lettergen.cli.group import main
from lettergen.cli.proof import proof_to_send
from lettergen.cli.show import count, say, show, show_json, show_table
from lettergen.errors import UsageError
from lettergen.flow.dispatch import prepare_sendings
from lettergen.flow.post import PrintedBatch, find_batch, print_batch, reprint
from lettergen.model.sendings import Channel
from lettergen.wiring import App


@main.command("print")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many letters in this batch.")
@click.option("--mark-posted", metavar="BATCH", help="Log this batch's letters as posted.")
@click.option("--reprint", "again", metavar="BATCH", help="Make this batch's files again.")
@click.option("--returned", metavar="REF", help="Log that this letter came back undelivered.")
@click.option("--reason", default="", help="With --returned: what the envelope says.")
@click.option("--list", "list_", is_flag=True, help="List the batches made so far.")
@click.option("--json", "as_json", is_flag=True, help="Print the batch as JSON.")
@click.pass_obj
def print_(
    app: App, *, limit: int | None, mark_posted: str | None, again: str | None, returned: str | None,
    reason: str, list_: bool, as_json: bool,
) -> None:  # fmt: skip
    """Make the next postal batch: one PDF to print, each letter from a front side on, and its list."""
    if sum(map(bool, (mark_posted, again, returned, list_))) > 1:
        raise UsageError("Use one of --mark-posted, --reprint, --returned and --list at a time.")
    if mark_posted:
        _mark_posted(app, mark_posted)
    elif returned:
        app.log.mark_returned(app.campaign.name, returned.upper(), app.actor, reason)
        say(f"{returned.upper()} is logged as returned.")
    elif list_:
        _list(app, as_json=as_json)
    elif again:
        _show(reprint(app.press, again, log=app.log, outbox=app.outbox), as_json=as_json)
    else:
        _print(app, limit, as_json=as_json)


def _print(app: App, limit: int | None, *, as_json: bool) -> None:
    proof = proof_to_send(app, yes=True, accept_changes=False)
    prepare_sendings(app.campaign, proof, app.log, [Channel.POST], app.actor)
    batch = print_batch(
        app.press, log=app.log, outbox=app.outbox, clock=app.clock, actor=app.actor, limit=limit
    )
    if batch is None:
        say("Nothing to print: all postal letters are printed. `lettergen print --list` shows the batches.")
        return
    _show(batch, as_json=as_json)


def _show(batch: PrintedBatch, *, as_json: bool) -> None:
    if as_json:
        show_json(
            {
                "batch": batch.name,
                "pdf": str(batch.pdf),
                "csv": str(batch.csv),
                "letters": [letter.ref for letter in batch.letters],
                "sheets": batch.sheets,
            }
        )
        return
    letters = count(len(batch.letters), "letter")
    say(f"Batch {batch.name}: {letters}, {count(batch.sheets, 'sheet')} with the list on top. Print:")
    show(str(batch.pdf))
    say(f"The same list as a spreadsheet: {batch.csv}")
    say(f"When they are in the post: lettergen print --mark-posted {batch.name}")


def _mark_posted(app: App, name: str) -> None:
    find_batch(app.campaign.name, name, app.log)
    posted = app.log.mark_posted(app.campaign.name, name, app.actor)
    say(
        f"{count(posted, 'letter')} of batch {name} logged as posted."
        if posted
        else f"Batch {name} was posted before."
    )


def _list(app: App, *, as_json: bool) -> None:
    batches = app.log.batches(app.campaign.name)
    if as_json:
        show_json(
            [
                {
                    "batch": one.name,
                    "letters": len(one.sendings),
                    "made_at": one.made_at,
                    "posted_at": one.posted_at,
                }
                for one in batches
            ]
        )
        return
    rows = [
        (one.name, str(len(one.sendings)), "posted" if one.posted_at else "printed, not yet posted")
        for one in batches
    ]
    show_table(("Batch", "Letters", "Status"), rows, right=(1,))
