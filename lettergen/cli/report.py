"""`lettergen report`: the recipient by outcome grid."""

import dataclasses
import sys
from datetime import timedelta
from enum import Enum

import click

from lettergen.cli.group import main
from lettergen.cli.show import count, day, say, show_json, show_table
from lettergen.cli.tables import write_csv
from lettergen.flow.public_page import public_page
from lettergen.flow.report import PUBLIC_HEADER, public_rows
from lettergen.flow.review import overdue
from lettergen.model.history import ReportRow
from lettergen.wiring import App

_HEADER = (
    "key", "name", "reference", "emailed", "bounced", "printed", "posted", "returned", "auto-reply",
    "followed up", "replied", "stance", "overdue",
)  # fmt: skip
#: What the last line leaves out where it happened to nobody.
_TROUBLES = frozenset({"bounced", "returned"})


@main.command()
@click.option("--public", is_flag=True, help="Without addresses and texts, fit for the campaign's web page.")
@click.option(
    "--html", "as_html", is_flag=True, help="With --public: print it as a web page, as in `… > answers.html`."
)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print it as CSV.")
@click.pass_obj
def report(app: App, *, public: bool, as_html: bool, as_json: bool, as_csv: bool) -> None:
    """Show how far each letter came: emailed, bounced, printed, posted, returned, replied, overdue."""
    if as_html and not public:
        raise click.UsageError("--html shows what anybody may see: say --public --html.")
    campaign = app.settings.campaign
    rows = app.log.report(campaign.name)
    if public:
        _show_public(app, rows, as_html=as_html, as_json=as_json)
        return
    waiting = overdue(app.log, campaign.name, app.clock, timedelta(days=campaign.overdue_days))
    late = {one.recipient_key for one in waiting}
    cells = [_row(one, late=one.recipient_key in late) for one in rows]
    if as_json:
        show_json([{**_words(dataclasses.asdict(one)), "overdue": one.recipient_key in late} for one in rows])
    elif as_csv:
        write_csv(_HEADER, cells)
    elif rows:
        show_table([name.capitalize() for name in _HEADER], cells, spare=(2,), rest="--csv prints all")
        say(_summary(rows, len(late)))
    else:
        say("Nothing has been sent or printed yet.")


def _show_public(app: App, rows: list[ReportRow], *, as_html: bool, as_json: bool) -> None:
    shown = public_rows(rows)
    if as_html:
        campaign = app.settings.campaign
        sys.stdout.write(public_page(campaign.subject or campaign.name, shown, app.clock.now().date()))
    elif as_json:
        show_json([dict(zip(PUBLIC_HEADER, one.cells, strict=True)) for one in shown])
    else:
        write_csv(PUBLIC_HEADER, [one.cells for one in shown])


def _row(one: ReportRow, *, late: bool) -> tuple[str, ...]:
    email = day(one.emailed_at) or (one.email.value if one.email else "")
    printed = day(one.printed_at) or (one.post.value if one.post else "")
    times = (one.bounced_at, one.posted_at, one.returned_at, one.auto_replied_at, one.followed_up_at)
    bounced, posted, returned, auto, followed_up = map(day, times)
    return (
        one.recipient_key, one.name, one.ref, email, bounced, printed, posted, returned, auto, followed_up,
        day(one.replied_at), one.stance, "overdue" if late else "",
    )  # fmt: skip


def _summary(rows: list[ReportRow], late: int) -> str:
    counts = {
        "emailed": sum(one.emailed_at is not None for one in rows),
        "bounced": sum(one.bounced_at is not None for one in rows),
        "posted": sum(one.posted_at is not None for one in rows),
        "returned": sum(one.returned_at is not None for one in rows),
        "replied": sum(one.replied_at is not None for one in rows),
    }
    parts = [f"{number} {name}" for name, number in counts.items() if number or name not in _TROUBLES]
    return f"{count(len(rows), 'recipient')}: {', '.join(parts)}, {late} overdue."


def _words(facts: dict[str, object]) -> dict[str, object]:
    return {name: value.value if isinstance(value, Enum) else value for name, value in facts.items()}
