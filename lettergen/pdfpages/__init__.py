"""The pages of a PDF, whoever made it: the text where it stands, and pictures to look at."""

from lettergen.pdfpages.picture import Highlight, picture_beside
from lettergen.pdfpages.text import PdfPage, read_pages

__all__ = ["Highlight", "PdfPage", "picture_beside", "read_pages"]
