"""`lettergen preview`: one letter, now."""

from collections.abc import Sequence
from dataclasses import replace

import click

from lettergen.cli.group import main
from lettergen.cli.show import count, say, show
from lettergen.flow.press import Press
from lettergen.flow.preview import SecondOpinion, compare_letter, preview_letter
from lettergen.model.sendings import Channel
from lettergen.settings import TYPESETTERS
from lettergen.wiring import App


@main.command()
@click.argument("key")
@click.option(
    "--channel",
    type=click.Choice([channel.value for channel in Channel]),
    help="Only the letter as it goes by this way.",
)
@click.option("--typesetter", type=click.Choice(TYPESETTERS), help="Who makes the pages, this time.")
@click.option("--compare", is_flag=True, help="Typeset with LibreOffice too, and show where they differ.")
@click.pass_obj
def preview(app: App, key: str, channel: str | None, typesetter: str | None, *, compare: bool) -> None:
    """Typeset the letter to one recipient, named by its KEY, and say where it is."""
    channels = [Channel(channel)] if channel else None
    if compare:
        _compare(app, key, channels)
        return
    for previewed in preview_letter(_press(app, typesetter), key, channels, app.outbox):
        for warning in previewed.warnings:
            say(f"Warning: {warning}")
        say(f"By {previewed.channel.value}, {count(previewed.pages, 'page')}:")
        show(str(previewed.path))


def _press(app: App, typesetter: str | None) -> Press:
    if typesetter is None:
        return app.press
    return app.press_of(app.make_typesetter(replace(app.settings.page, typesetter=typesetter)))


def _compare(app: App, key: str, channels: Sequence[Channel] | None) -> None:
    presses = _press(app, "own"), _press(app, "libreoffice")
    for opinion in compare_letter(presses, key, channels, app.outbox):
        say(f"By {opinion.channel.value}, lettergen on the left, LibreOffice on the right: {_told(opinion)}")
        show(str(opinion.path))


def _told(opinion: SecondOpinion) -> str:
    found = opinion.found
    if found.is_alike:
        return f"{count(found.pages[0], 'page')}, the same words in the same lines."
    pages = f"{count(found.pages[0], 'page')} and {found.pages[1]}"
    lines = count(found.lines, "line is", "lines are") + " broken otherwise"
    words = count(found.words, "word stands", "words stand") + " elsewhere, marked in red"
    return f"{pages}, {lines}, {words}."
