"""Batches: the letters that are printed together, their names and what they weigh."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lettergen.post.envelopes import EnvelopeProfile
from lettergen.post.sheets import sheets_of


@dataclass(frozen=True, slots=True)
class PostalLetter:
    """A letter to be printed: whose it is, the address as printed, name first, and how many pages."""

    recipient_key: str
    ref: str
    address: tuple[str, ...]
    pages: int


def next_batch_name(today: date, names: Sequence[str]) -> str:
    """Name the next batch of a day: ``2026-11-24-1``, ``2026-11-24-2``."""
    prefix = f"{today.isoformat()}-"
    numbers = [int(name.removeprefix(prefix)) for name in names if name.startswith(prefix)]
    return f"{prefix}{max(numbers, default=0) + 1}"


def letter_grams(pages: int, *, duplex: bool, paper_gsm: float, envelope: EnvelopeProfile) -> float:
    """Weigh a letter in its envelope: sheets of A4 (1/16 m²) and the envelope."""
    return sheets_of(pages, duplex=duplex) * paper_gsm / 16 + envelope.weight_grams
