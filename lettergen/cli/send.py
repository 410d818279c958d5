"""`lettergen send`: rehearse, show, ask, send."""

from collections.abc import Sequence
from datetime import datetime

import click

from lettergen.cli.group import main
from lettergen.cli.proof import proof_to_send, rehearse
from lettergen.cli.rate import Rate
from lettergen.cli.rehearsal import show_dry_run
from lettergen.cli.sending import confirm_plan, run, show_plan
from lettergen.cli.show import say
from lettergen.errors import ServerError
from lettergen.flow.dispatch import prepare_sendings
from lettergen.flow.plan import plan
from lettergen.flow.settle import send_again, settle_by_hand, settle_unknown
from lettergen.flow.testing import send_test
from lettergen.model.sendings import Channel, Verdict
from lettergen.wiring import App


def _moment(text: str) -> datetime:
    """Read a time that was given as 2026-11-24T09:30; a day alone is none, it would mean midnight."""
    is_day = len(text) <= len("2026-11-24")
    try:
        return datetime.fromisoformat("" if is_day else text)
    except ValueError as error:
        raise click.BadParameter(f"`{text}` is no time; write it as 2026-11-24T09:30.") from error


@main.command()
@click.option(
    "--dry-run",
    "only_rehearse",
    is_flag=True,
    help="Rehearse: write every letter and the proof, send nothing.",
)
@click.option("--yes", is_flag=True, help="Do not ask before sending.")
@click.option("--accept-changes", is_flag=True, help="Make a new proof of what changed and send that.")
@click.option("--only", multiple=True, metavar="KEY", help="Only this recipient; may be given again.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N emails in this run.")
@click.option("--rate", type=Rate(), metavar="N/min", help="At most N emails a minute.")
@click.option(
    "--at",
    "when",
    type=_moment,
    metavar="TIME",
    help="Begin then, local time, as 2026-11-24T09:30.",
)
@click.option(
    "--test-to", metavar="ADDRESS", help="Send one letter to ADDRESS, marked as a test, not logged as sent."
)
@click.option(
    "--settle",
    nargs=2,
    metavar="KEY STATUS",
    help="Say how an unknown sending came out: accepted or prepared.",
)
@click.option(
    "--again",
    metavar="KEY",
    help="Put this recipient's refused, bounced or returned letters back on the list.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what would go, or went, as JSON.")
@click.pass_obj
def send(
    app: App, *, only_rehearse: bool, yes: bool, accept_changes: bool, only: Sequence[str], limit: int | None,
    rate: float | None, when: datetime | None, test_to: str | None, settle: tuple[str, str] | None,
    again: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Email the campaign's letters and lay the postal ones ready to print."""
    if only_rehearse:
        show_dry_run(rehearse(app), as_json=as_json)
    elif settle:
        status = settle_by_hand(app.campaign, app.log, *settle, actor=app.actor)
        say(f"{settle[0]}: the email counts as {status.value}.")
    elif again:
        for one in send_again(app.campaign, app.log, again, app.actor, ""):
            say(f"{again}: the letter by {one.channel.value} ({one.status.value}) is back on the list.")
    elif test_to:
        _send_test(app, test_to, only)
    else:
        _send(
            app,
            only,
            limit=limit,
            rate=rate,
            when=when,
            yes=yes,
            accept_changes=accept_changes,
            as_json=as_json,
        )


def _send(
    app: App, only: Sequence[str], *, limit: int | None, rate: float | None, when: datetime | None, yes: bool,
    accept_changes: bool, as_json: bool,
) -> None:  # fmt: skip
    for key in only:
        app.campaign.recipient(key)
    proof = proof_to_send(app, yes=yes, accept_changes=accept_changes)
    prepare_sendings(app.campaign, proof, app.log, list(Channel), app.actor)
    _settle(app)
    planned = plan(app.campaign, app.log, only)
    show_plan(planned, limit)
    if planned.emails:
        confirm_plan(app, planned, limit, yes=yes)
        run(app, proof, planned, limit=limit, rate=rate, when=when, as_json=as_json)


def _settle(app: App) -> None:
    """Find out what became of emails whose acceptance nobody saw, before anything is sent."""
    sent = app.sent_folder()
    try:
        settle_unknown(app.campaign.name, log=app.log, sent=sent, actor=app.actor)
    finally:
        if sent:
            sent.close()


def _send_test(app: App, address: str, only: Sequence[str]) -> None:
    sender = app.sender()
    try:
        key = only[0] if only else ""
        outcome = send_test(app.press, address, key, sender=sender, clock=app.clock)
    finally:
        sender.close()
    if outcome.verdict is not Verdict.ACCEPTED:
        raise ServerError(f"{address}: {outcome.verdict.value}: {outcome.code or ''} {outcome.text}".strip())
    say(f"The test went to {address}. It is not logged as sent.")
