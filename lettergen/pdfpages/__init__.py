"""The pages of PDFs, whoever made them: bound together, their text where it stands, pictures to look at."""

from lettergen.pdfpages.binding import Part, bind, page_count
from lettergen.pdfpages.picture import Highlight, picture_beside
from lettergen.pdfpages.text import PdfPage, read_pages

__all__ = ["Highlight", "Part", "PdfPage", "bind", "page_count", "picture_beside", "read_pages"]
