"""Decides every position: story to pages.

`Layouter` is the face. From the outside in: `flow` fills pages with blocks, `galley` sets blocks
where there are no pages, `paragraphs` gives a paragraph's lines, `lines` breaks them, `standing` says where
each of their words stands, `assembly` draws them, `shaping` turns text into pieces. Tables are in `tables`.
"""

from lettergen.typeset.layout.layouter import Layouter

__all__ = ["Layouter"]
