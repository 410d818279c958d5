"""Finds, measures, shapes and embeds fonts.

`FontBook` finds a face for a family, or the one that stands in for it; a `Face` measures and shapes;
`subset` cuts out of it what a PDF embeds.
"""

from lettergen.typeset.fonts.book import FontBook
from lettergen.typeset.fonts.face import Face, Metrics
from lettergen.typeset.fonts.places import package_folders
from lettergen.typeset.fonts.shaping import Shaped

__all__ = ["Face", "FontBook", "Metrics", "Shaped", "package_folders"]
