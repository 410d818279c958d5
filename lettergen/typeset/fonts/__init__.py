"""Finds, measures, shapes and embeds fonts."""
