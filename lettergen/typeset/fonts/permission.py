"""What a font's licence bits allow (OS/2 fsType, OpenType 1.9)."""

from pathlib import Path

from lettergen.errors import InputError
from lettergen.typeset.fonts.tables import FontTables

_RESTRICTED = 0x2
_NO_SUBSETTING = 0x100
_BITMAP_ONLY = 0x200


class EmbeddingForbiddenError(InputError):
    """A font's licence forbids embedding it in a document."""

    def __init__(self, family: str, path: Path) -> None:
        """Take the family as the document names it and the font's file."""
        super().__init__(
            f"{path}: the licence of {family} forbids embedding (OS/2 fsType). "
            "Choose another font in the template, or remove the file so that another stands in."
        )


def may_embed(tables: FontTables) -> bool:
    """Whether the font may be embedded for viewing and printing.

    Of several usage bits, which only old fonts set, the least restrictive counts.
    """
    restricted = tables.embedding & 0xF == _RESTRICTED
    return not restricted and not tables.embedding & _BITMAP_ONLY


def may_subset(tables: FontTables) -> bool:
    """Whether a part of the font may be embedded; else it is embedded whole."""
    return not tables.embedding & _NO_SUBSETTING
