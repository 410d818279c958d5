"""`lettergen log`: what happened."""

import dataclasses
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import Any

import click

from lettergen.cli.group import main
from lettergen.cli.show import minute, say, show_json, show_table
from lettergen.cli.tables import write_csv, write_xlsx
from lettergen.model.history import Event, Failure
from lettergen.wiring import App

_EVENT_HEADER = ("time", "actor", "recipient", "reference", "channel", "what", "reason")
_FAILURE_HEADER = (
    "key",
    "name",
    "reference",
    "channel",
    "status",
    "address",
    "code",
    "enhanced",
    "reason",
    "time",
)


@main.command()
@click.argument("key", required=False)
@click.option("--failed", is_flag=True, help="Only the sendings that did not get through, with the reason.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print it as CSV.")
@click.option("--xlsx", type=click.Path(path_type=Path), metavar="FILE", help="Write it to a spreadsheet.")
@click.pass_obj
def log(app: App, key: str | None, *, failed: bool, as_json: bool, as_csv: bool, xlsx: Path | None) -> None:
    """Show what happened: all of it, or to the letters of one recipient, named by its KEY."""
    name = app.settings.campaign.name
    facts: Sequence[Event] | Sequence[Failure]
    header: tuple[str, ...]
    if failed:
        facts = [one for one in app.log.failures(name) if key in (None, one.recipient_key)]
        header, rows = _FAILURE_HEADER, [_failure_row(one) for one in facts]
    else:
        facts = app.log.events(name, key)
        header, rows = _EVENT_HEADER, [_event_row(one) for one in facts]
    if as_json:
        show_json([_words(dataclasses.asdict(one)) for one in facts])
    elif as_csv:
        write_csv(header, rows)
    elif xlsx:
        write_xlsx(xlsx, header, rows)
        say(f"Written: {xlsx}")
    elif rows:
        show_table(
            [one.capitalize() for one in header],
            rows,
            spare=(1,),
            newest_last=True,
            rest="--csv prints all, a recipient's KEY only theirs",
        )
    else:
        if key:
            app.campaign.recipient(key)  # a misspelt key gets the nearest
        say("Nothing failed." if failed else "Nothing has happened yet.")


def _event_row(event: Event) -> tuple[str, ...]:
    channel = event.channel.value if event.channel else ""
    return (minute(event.at), event.actor, event.recipient_key, event.ref, channel, event.what, event.reason)


def _failure_row(failure: Failure) -> tuple[str, ...]:
    return (
        failure.recipient_key,
        failure.name,
        failure.ref,
        failure.channel.value,
        failure.status.value,
        failure.address,
        str(failure.code or ""),
        failure.enhanced,
        failure.reason,
        minute(failure.at),
    )


def _words(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value.value if isinstance(value, Enum) else value for name, value in facts.items()}
