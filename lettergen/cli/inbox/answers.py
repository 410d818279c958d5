"""Answers that came another way, and those that did not come."""

from datetime import datetime, timedelta
from pathlib import Path

import click

from lettergen.cli.inbox.group import inbox
from lettergen.cli.show import count, day, say, show_json, show_table
from lettergen.flow import review
from lettergen.wiring import App


@inbox.command()
@click.option("--from", "key", required=True, metavar="KEY", help="The recipient who answered.")
@click.option("--channel", "way", required=True, type=click.Choice(review.OTHER_WAYS), help="How it came.")
@click.option(
    "--on", required=True, type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="When, as 2026-11-24."
)
@click.option("--text", default="", help="What was said.")
@click.option("--scan", type=click.Path(path_type=Path), metavar="FILE", help="A file to keep with it.")
@click.pass_obj
def add(app: App, *, key: str, way: str, on: datetime, text: str, scan: Path | None) -> None:
    """Record an answer that came by post, by phone or at a meeting."""
    recipient = app.campaign.recipient(key)
    ref = str(app.press.ref(recipient))
    number = review.add(app.log, ref, way, on.date(), app.actor, sender=recipient.name, text=text, scan=scan)
    say(f"Recorded as message {number}, answering {ref}.")


@inbox.command()
@click.option("--after", default="", metavar="DAYS", help="Overdue after so many days, as 14 or 14d.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@click.pass_obj
def overdue(app: App, *, after: str, as_json: bool) -> None:
    """List who got the letter long ago and has not answered."""
    campaign = app.settings.campaign
    days = _days(after) if after else campaign.overdue_days
    rows = review.overdue(app.log, campaign.name, app.clock, timedelta(days=days))
    if as_json:
        show_json([{"key": one.recipient_key, "name": one.name, "reference": one.ref} for one in rows])
    elif rows:
        cells = [
            (one.recipient_key, one.name, one.ref, day(one.emailed_at), day(one.posted_at)) for one in rows
        ]
        show_table(("Key", "Name", "Reference", "Emailed", "Posted"), cells)
    say(f"{count(len(rows), 'recipient')} without an answer after {count(days, 'day')}.")


def _days(text: str) -> int:
    number = text.removesuffix("d")
    if not number.isdecimal():
        raise click.BadParameter(f"`{text}` is no number of days; write 14 or 14d.", param_hint="--after")
    return int(number)
