"""`lettergen preview`: one letter, now."""

import click

from lettergen.cli.group import main
from lettergen.cli.show import count, say, show
from lettergen.flow.preview import preview_letter
from lettergen.model.sendings import Channel
from lettergen.wiring import App


@main.command()
@click.argument("key")
@click.option(
    "--channel",
    type=click.Choice([channel.value for channel in Channel]),
    help="Only the letter as it goes by this way.",
)
@click.pass_obj
def preview(app: App, key: str, channel: str | None) -> None:
    """Typeset the letter to one recipient, named by its KEY, and say where it is."""
    channels = [Channel(channel)] if channel else None
    for previewed in preview_letter(app.press, key, channels, app.outbox):
        for warning in previewed.warnings:
            say(f"Warning: {warning}")
        say(f"By {previewed.channel.value}, {count(previewed.pages, 'page')}:")
        show(str(previewed.path))
