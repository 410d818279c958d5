"""What a writer wrote, told apart from what they quoted."""

from lettergen.inbox.quotes.plain import new_text

__all__ = ["new_text"]
