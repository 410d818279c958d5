"""Why a message is read as it is."""

import json
from pathlib import Path

import click

from lettergen.cli.inbox.group import inbox
from lettergen.cli.show import show
from lettergen.flow.review import explain_files


@inbox.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each file.")
def explain(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Show how the messages in FILES are read and why, without a mailbox or a log."""
    for facts in explain_files(files):
        if as_json:
            # ASCII, so that nothing of a message acts on a terminal.
            click.echo(json.dumps(facts, ensure_ascii=True))
        else:
            show(_page(facts))


def _page(facts: dict[str, object]) -> str:
    lines = [f"{name}: {_words(value)}" for name, value in facts.items() if value not in ([], "", None)]
    return "\n".join([*lines, ""])


def _words(value: object) -> str:
    if isinstance(value, list):
        return "\n  " + "\n  ".join(_words(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(str(one) for one in value.values() if one)
    return str(value)
