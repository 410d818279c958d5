"""The click group and the one error boundary; a file per command."""

# Importing a command registers it with the group.
from lettergen.cli import (
    agree,
    check,
    inbox,
    init,
    log,
    preview,
    print_,
    report,
    send,
    typeset,
)
from lettergen.cli.group import main

__all__ = [
    "agree",
    "check",
    "inbox",
    "init",
    "log",
    "main",
    "preview",
    "print_",
    "report",
    "send",
    "typeset",
]
