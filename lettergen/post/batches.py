"""Letters to batches: one PDF to print, each letter beginning on a front side."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pypdf import PdfReader, PdfWriter

from lettergen.post.envelopes import EnvelopeProfile
from lettergen.post.sheets import sheets_of


@dataclass(frozen=True, slots=True)
class PostalLetter:
    """A letter to be printed: whose it is, its pages, and the address as printed, name first."""

    recipient_key: str
    ref: str
    address: tuple[str, ...]
    pdf: bytes
    pages: int


def bind(pdfs: Iterable[bytes], *, duplex: bool) -> bytes:
    """Put PDFs together in order; in duplex each begins on a front side.

    A blank page of the same size follows a letter with an odd number of pages. What the letters
    share, their typefaces above all, is kept once. The result is for the printer: it is not tagged
    for screen readers, as the single letters are.
    """
    writer = PdfWriter()
    for pdf in pdfs:
        reader = PdfReader(io.BytesIO(pdf))
        for page in reader.pages:
            writer.add_page(page)
        if duplex and len(reader.pages) % 2:
            writer.add_blank_page()
    writer.metadata = None
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    result = io.BytesIO()
    writer.write(result)
    return result.getvalue()


def next_batch_name(today: date, names: Sequence[str]) -> str:
    """Name the next batch of a day: ``2026-11-24-1``, ``2026-11-24-2``."""
    prefix = f"{today.isoformat()}-"
    numbers = [int(name.removeprefix(prefix)) for name in names if name.startswith(prefix)]
    return f"{prefix}{max(numbers, default=0) + 1}"


def letter_grams(pages: int, *, duplex: bool, paper_gsm: float, envelope: EnvelopeProfile) -> float:
    """Weigh a letter in its envelope: sheets of A4 (1/16 m²) and the envelope."""
    return sheets_of(pages, duplex=duplex) * paper_gsm / 16 + envelope.weight_grams
