"""The click group and the one error boundary; a file per command."""
