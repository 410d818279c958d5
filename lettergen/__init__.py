"""Mail-merge letters: write them, send them, post them, hear back."""

__version__ = "0.1.0"
