"""`lettergen check`: every fault at once."""

import dataclasses

import click

from lettergen.cli.group import main
from lettergen.cli.show import count, say, show_json
from lettergen.errors import FaultyInputError, InputError, ServerError
from lettergen.flow.check import check_pages, check_servers, check_signing, known_trouble
from lettergen.wiring import App


@main.command()
@click.option("--connect", is_flag=True, help="Sign in to the mail servers too; sends nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.pass_obj
def check(app: App, *, connect: bool, as_json: bool) -> None:
    """Read everything and report every fault with its file, row and column."""
    try:
        campaign = app.campaign
        check_signing(campaign)
    except InputError as error:
        if as_json:
            show_json({"faults": _faults(error), "warnings": []})
        raise
    warnings = [*check_pages(app.press), *known_trouble(campaign, app.log)]
    problems = check_servers(app.sender, app.mailboxes, app.settings) if connect else []
    if as_json:
        show_json({"faults": [{"what": one} for one in problems], "warnings": warnings})
    for warning in warnings:
        say(f"Warning: {warning}")
    if problems:
        raise ServerError("\n".join(problems))
    recipients = count(len(campaign.recipients), "recipient")
    signatories = count(len(campaign.signatories), "signatory", "signatories")
    doubts = f", {count(len(warnings), 'warning')}" if warnings else ""
    say(f"{campaign.name}: {recipients}, {signatories}; no faults{doubts}.")
    if connect:
        say("Signed in to the mail server and to each mailbox; nothing was sent or fetched.")


def _faults(error: InputError) -> list[dict[str, object]]:
    if isinstance(error, FaultyInputError):
        return [dataclasses.asdict(fault) for fault in error.faults]
    return [{"what": str(error)}]
