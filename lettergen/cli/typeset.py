"""`lettergen typeset`: any Word file as it is."""

from pathlib import Path

import click

from lettergen.cli.group import main
from lettergen.cli.show import count, say, show, show_json
from lettergen.flow.preview import typeset_file
from lettergen.settings import TYPESETTERS, PageSettings
from lettergen.wiring import App


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The PDF; else beside the Word file.")
@click.option("--allow-lost-words", is_flag=True, help="Only warn of words that are not on the pages.")
@click.option("--typesetter", type=click.Choice(TYPESETTERS), default="own", help="Who makes the pages.")
@click.option("--json", "as_json", is_flag=True, help="Print pages, typefaces and warnings as JSON.")
@click.pass_obj
def typeset(
    app: App, file: Path, output: Path | None, *, allow_lost_words: bool, typesetter: str, as_json: bool
) -> None:
    """Turn the Word file FILE into a PDF, without merging: the way to try a letterhead."""
    target = output or file.with_suffix(".pdf")
    page = PageSettings(allow_lost_words=allow_lost_words, typesetter=typesetter)
    made = typeset_file(app.make_typesetter(page), file, target)
    warnings = [{"what": one.what, "place": one.place} for one in made.warnings]
    if as_json:
        show_json(
            {
                "pdf": str(target),
                "pages": made.pages,
                "fonts": [name for name, _ in made.fonts],
                "warnings": warnings,
            }
        )
        return
    for warning in made.warnings:
        say(f"Warning: {warning}")
    say(f"{count(made.pages, 'page')}:")
    show(str(target))
