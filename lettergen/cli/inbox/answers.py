"""Answers that came another way, those that did not come, and asking for them again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lettergen.cli.inbox.group import inbox
from lettergen.cli.show import count, day, say, show_json, show_table
from lettergen.flow import review
from lettergen.model.history import ReportRow
from lettergen.wiring import App

if TYPE_CHECKING:
    from lettergen.flow.chase import FollowUp


def _day(text: str) -> date:
    """Read a day that was given as 2026-11-24."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"`{text}` is no day; write it as 2026-11-24.") from error


@inbox.command()
@click.option("--from", "key", required=True, metavar="KEY", help="The recipient who answered.")
@click.option("--channel", "way", required=True, type=click.Choice(review.OTHER_WAYS), help="How it came.")
@click.option("--on", required=True, type=_day, metavar="DATE", help="When, as 2026-11-24.")
@click.option("--text", default="", help="What was said.")
@click.option("--scan", type=click.Path(path_type=Path), metavar="FILE", help="A file to keep with it.")
@click.pass_obj
def add(app: App, *, key: str, way: str, on: date, text: str, scan: Path | None) -> None:
    """Record an answer that came by post, by phone or at a meeting."""
    recipient = app.campaign.recipient(key)
    ref = str(app.press.ref(recipient))
    number = review.add(app.log, ref, way, on, app.actor, sender=recipient.name, text=text, scan=scan)
    say(f"Recorded as message {number}, answering {ref}.")


@inbox.command()
@click.option("--after", default="", metavar="DAYS", help="Overdue after so many days, as 14 or 14d.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@click.pass_obj
def overdue(app: App, *, after: str, as_json: bool) -> None:
    """List who got the letter long ago and has not answered."""
    days = _days(app, after)
    rows = review.overdue(app.log, app.settings.campaign.name, app.clock, timedelta(days=days))
    if as_json:
        show_json(list(_facts(rows)))
    elif rows:
        _show(rows)
    say(f"{count(len(rows), 'recipient')} without an answer after {count(days, 'day')}.")
    if rows:
        say("`lettergen inbox chase` makes a follow-up letter to them.")


@inbox.command()
@click.option(
    "--after", default="", metavar="DAYS", help="To whom the letter went so many days ago, as 14 or 14d."
)
@click.option(
    "--date",
    "on",
    type=_day,
    metavar="DATE",
    help="The date on the follow-up, if not today.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was made as JSON.")
@click.pass_obj
def chase(app: App, *, after: str, on: date | None, as_json: bool) -> None:
    """Make a follow-up letter to those who have not answered, ready to rehearse; sends nothing."""
    days = _days(app, after)
    today = app.clock.now().astimezone().date()
    made = app.prepare_follow_up(timedelta(days=days), on or today)
    if as_json:
        folder = str(made.folder) if made.folder else None
        show_json({"folder": folder, "letters": list(_facts(made.rows)), "left_out": made.left_out})
    elif made.rows:
        _show(made.rows)
    for key, why in made.left_out.items():
        say(f"Left out: {key}, {why}.")
    _say_next(made, days)


def _say_next(made: FollowUp, days: int) -> None:
    if made.folder is None:
        say(f"Nobody is to be followed up: none has gone {count(days, 'day')} without an answer.")
        return
    recipients = count(len(made.rows), "recipient")
    say(
        f"\nA follow-up to {recipients} lies in {made.folder}. It goes the way of any letter:\n"
        f"  1. Change it in Word: {made.folder / 'templates' / 'letter.docx'}\n"
        f"  2. lettergen -C {made.folder} send --dry-run\n"
        f"  3. lettergen -C {made.folder} send\n"
        f"  4. lettergen -C {made.folder} print\n"
        "Whoever answers meanwhile is left out by itself."
    )


def _show(rows: Sequence[ReportRow]) -> None:
    cells = [
        (
            one.recipient_key,
            one.name,
            one.ref,
            day(one.emailed_at),
            day(one.posted_at),
            day(one.followed_up_at),
        )
        for one in rows
    ]
    show_table(("Key", "Name", "Reference", "Emailed", "Posted", "Followed up"), cells)


def _facts(rows: Sequence[ReportRow]) -> Iterator[dict[str, object]]:
    for one in rows:
        yield {"key": one.recipient_key, "name": one.name, "reference": one.ref}


def _days(app: App, text: str) -> int:
    """Read a number of days; that of the settings where none is given."""
    if not text:
        return app.settings.campaign.overdue_days
    number = text.removesuffix("d")
    if not number.isdecimal():
        raise click.BadParameter(f"`{text}` is no number of days; write 14 or 14d.", param_hint="--after")
    return int(number)
