"""`lettergen agree`: a signatory's consent."""

import click

from lettergen.cli.group import main
from lettergen.cli.show import say
from lettergen.flow.agree import agree as record_agreement
from lettergen.wiring import App


@main.command()
@click.argument("name")
@click.option("--note", default="", help="How they agreed, such as “by email, 3 November”.")
@click.pass_obj
def agree(app: App, name: str, note: str) -> None:
    """Record that the signatory NAME (or an organisation) agreed to the newest proof."""
    result = record_agreement(app.campaign, app.log, name, app.actor, note)
    say(f"{result.signatory} agreed to the proof {result.digest[:12]}.")
    if result.missing:
        say(f"Yet to agree: {', '.join(result.missing)}.")
    else:
        say("All signatories have agreed.")
