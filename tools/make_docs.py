"""Make docs/commands.md and docs/settings.md from the program itself.

python tools/make_docs.py          writes them
python tools/make_docs.py --check  says which are stale, exit code 1
"""

import dataclasses
import sys
import typing
from collections.abc import Iterator
from pathlib import Path

import click

from lettergen.cli.commands import COMMANDS
from lettergen.cli.group import main as program
from lettergen.settings import tables

DOCS = Path(__file__).parent.parent / "docs"
MADE = "<!-- Made by tools/make_docs.py; change the program, not this page. -->"


def commands_page() -> str:
    """Give the manual page of all commands."""
    lines = [MADE, "# Commands", "", "`lettergen -C DIR COMMAND` runs a command in another folder.", ""]
    for name in COMMANDS:
        lines += _command(f"lettergen {name}", program.load(name), level=2)
    lines += ["## Exit codes", "", "| code | means |", "|---|---|"]
    lines += [f"| {code} | {meaning} |" for code, meaning in EXIT_CODES]
    return "\n".join(lines) + "\n"


EXIT_CODES = (
    (0, "done"),
    (1, "some sendings failed; `lettergen log --failed` lists them"),
    (2, "usage: the command was not understood"),
    (3, "bad input: a file has to be changed first"),
    (4, "server trouble: a mail or database server is out of reach, refuses us or broke off"),
    (5, "needs a decision: nothing is broken, but a person has to say how to go on"),
    (130, "stopped with Ctrl-C"),
)


def _command(name: str, command: click.Command, *, level: int) -> Iterator[str]:
    yield from (f"{'#' * level} {name}", "", click.unstyle(command.help or "").replace("\b", "").strip(), "")
    arguments = [one for one in command.params if isinstance(one, click.Argument)]
    usage = " ".join([name, "[OPTIONS]", *(one.make_metavar(click.Context(command)) for one in arguments)])
    yield from ("```console", f"$ {usage}", "```", "")
    options = [one for one in command.params if isinstance(one, click.Option)]
    if options:
        yield from ("| option | does |", "|---|---|")
        yield from (_option(one, command) for one in options)
        yield ""
    if isinstance(command, click.Group):
        for sub, subcommand in command.commands.items():
            yield from _command(f"{name} {sub}", subcommand, level=level + 1)


def _option(option: click.Option, command: click.Command) -> str:
    names = ", ".join(f"`{one}`" for one in option.opts)
    if not option.is_flag:
        names += f" `{option.make_metavar(click.Context(command))}`"
    return f"| {_cell(names)} | {_cell(option.help or '')} |"


def _cell(text: str) -> str:
    """Give a text that ends no table cell."""
    return text.replace("|", "\\|")


def settings_page() -> str:
    """Give the manual page of all settings."""
    lines = [
        MADE,
        "# Settings",
        "",
        "They stand in `lettergen.toml`, a table for each heading below. An environment variable such as",
        "`LETTERGEN_SMTP_HOST` wins over the file, and a command's option wins over both.",
        "",
    ]
    for table, class_ in tables().items():
        first = (class_.__doc__ or "").splitlines()[0].partition(": ")[2]
        lines += [
            f"## [{table}]",
            "",
            first[:1].upper() + first[1:],
            "",
            "| setting | default | what it is |",
            "|---|---|---|",
        ]
        lines += [_setting(table, one) for one in dataclasses.fields(typing.cast("typing.Any", class_))]
        lines.append("")
        if table == "imap":
            lines += _FURTHER_MAILBOXES
    lines += [
        "## [fields]",
        "",
        'Values for fields of the template that have no column: `slogan = "Prevention begins at home"`.',
        "",
    ]
    return "\n".join(lines)


_FURTHER_MAILBOXES = (
    "### [imap.NAME]",
    "",
    "A further mailbox, as many as you like, under any name of letters, digits and hyphens. It has the",
    "settings of `[imap]` except `sent_copy` and `on_reply`; `host` (or `provider`) and `user` must be",
    "given. Its password comes from `LETTERGEN_IMAP_NAME_PASSWORD`, or the keyring's `lettergen-imap-NAME`.",
    "",
    "```toml",
    "[imap.elections]",
    'host = "imap.example.org"',
    'user = "elections@example.org"',
    'folders = ["INBOX", "Answers"]',
    "```",
    "",
)


def _setting(table: str, field: dataclasses.Field) -> str:  # type: ignore[type-arg] # a Field of any type
    if field.metadata["secret"]:
        shown = f"`LETTERGEN_{table}_{field.name}`".upper()
    else:
        shown = _default(field.default)
    choices = field.metadata["choices"]
    extra = f" One of {', '.join(f'`{one}`' for one in choices)}." if choices else ""
    return f"| `{field.name}` | {shown} | {field.metadata['help']}{extra} |"


def _default(value: object) -> str:
    match value:
        case None | "" | ():
            return ""
        case bool():
            return f"`{str(value).lower()}`"
        case str():
            return f'`"{value}"`'
        case tuple():
            return f"`{list(value)}`".replace("'", '"')
    return f"`{value}`"


def main() -> int:
    """Write the pages, or tell which are stale."""
    stale = []
    for name, text in (("commands.md", commands_page()), ("settings.md", settings_page())):
        path = DOCS / name
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        print(f"Stale: {', '.join(stale)}. Run: python tools/make_docs.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
