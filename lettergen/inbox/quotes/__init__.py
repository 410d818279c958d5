"""What a writer wrote, told apart from what they quoted."""

from lettergen.inbox.quotes.html import html_text
from lettergen.inbox.quotes.plain import QUOTE_BELOW, new_text

__all__ = ["QUOTE_BELOW", "html_text", "new_text"]
