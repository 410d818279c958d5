"""What came back: messages fetched, read, told apart and matched to letters."""

from lettergen.inbox.explain import explain
from lettergen.inbox.parse import read_message

__all__ = ["explain", "read_message"]
