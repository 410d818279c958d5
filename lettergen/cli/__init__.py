"""The click group and the one error boundary; a file per command, loaded when it is called."""

from lettergen.cli.group import main

__all__ = ["main"]
