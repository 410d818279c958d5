"""Paints pages, decides nothing; RENDERERS lists the ways."""
