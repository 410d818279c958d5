"""The list that travels with a batch: a page to print and a CSV file."""

from collections.abc import Sequence
from datetime import datetime

from lettergen.model.cells import csv_bytes
from lettergen.model.documents import DocumentInfo, Report, ReportTable, ReportText
from lettergen.post.batches import PostalLetter
from lettergen.post.sheets import sheets_of


def manifest_report(
    name: str, campaign: str, letters: Sequence[PostalLetter], *, duplex: bool, made_at: datetime
) -> Report:
    """Give the manifest as a page: what is in the batch, in printing order.

    Args:
        name: The batch's name.
        campaign: The campaign's name.
        letters: The batch's letters in printing order.
        duplex: Whether they are printed on both sides.
        made_at: The PDF's creation date.
    """
    sheets = sum(sheets_of(letter.pages, duplex=duplex) for letter in letters)
    sides = "both sides" if duplex else "one side"
    rows = tuple(
        (str(number), letter.ref, ", ".join(letter.address), str(letter.pages))
        for number, letter in enumerate(letters, start=1)
    )
    return Report(
        DocumentInfo(f"Batch {name}", created_at=made_at),
        (
            ReportText(f"Batch {name}", level=1),
            ReportText(f"{campaign}: {len(letters)} letters on {sheets} sheets, printed on {sides}."),
            ReportText(f"When they are in the post, run: lettergen print --mark-posted {name}"),
            ReportTable(("No.", "Reference", "To", "Pages"), rows, (1, 3, 11, 1.5)),
        ),
    )


def manifest_csv(letters: Sequence[PostalLetter], *, duplex: bool) -> bytes:
    """Give the manifest as a spreadsheet."""
    rows = (
        (str(number), letter.ref, letter.recipient_key, ", ".join(letter.address), str(letter.pages),
         str(sheets_of(letter.pages, duplex=duplex)))
        for number, letter in enumerate(letters, start=1)
    )  # fmt: skip
    return csv_bytes(("number", "reference", "key", "address", "pages", "sheets"), rows)
