"""What came back: messages fetched, read, told apart and matched to letters."""

from lettergen.inbox.attachments import attachment_contents
from lettergen.inbox.explain import explain
from lettergen.inbox.parse import read_message

__all__ = ["attachment_contents", "explain", "read_message"]
