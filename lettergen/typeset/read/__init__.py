"""A Word file to a story; no python-docx or lxml object leaves this package.

`Reader.read` gives the Story. `words_of` gives the words a reader of the document would see, found
independently, to hold against what was drawn.
"""

from lettergen.typeset.read.reader import Reader
from lettergen.typeset.read.words import text_of, words_of

__all__ = ["Reader", "text_of", "words_of"]
