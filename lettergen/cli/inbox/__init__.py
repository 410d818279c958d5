"""`lettergen inbox`: fetch and review what came back."""

# Importing a command registers it with the group.
from lettergen.cli.inbox import answers, decide, explain, next_, show
from lettergen.cli.inbox.group import inbox

__all__ = ["answers", "decide", "explain", "inbox", "next_", "show"]
