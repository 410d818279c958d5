"""The recipient by outcome grid as the campaign's web page may show it."""

import html
from collections.abc import Sequence

from lettergen.model.history import ReportRow

_PUBLIC_HEADER = ("name", "organisation", "written to", "replied", "stance")


def public_rows(rows: Sequence[ReportRow]) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Give header and rows without addresses, references or texts."""
    return _PUBLIC_HEADER, [_public_row(row) for row in rows]


def _public_row(row: ReportRow) -> tuple[str, ...]:
    written = min((at for at in (row.emailed_at, row.posted_at) if at), default=None)
    return (
        row.name,
        row.organisation,
        written.date().isoformat() if written else "",
        row.replied_at.date().isoformat() if row.replied_at else "",
        row.stance,
    )


def public_html(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Give the public report as an HTML table with header cells; no style, script or link."""
    names = "".join(f'<th scope="col">{html.escape(name.capitalize())}</th>' for name in header)
    lines = ["<table>", "  <thead>", f"    <tr>{names}</tr>", "  </thead>", "  <tbody>"]
    for row in rows:
        cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in row)
        lines.append(f"    <tr>{cells}</tr>")
    return "\n".join([*lines, "  </tbody>", "</table>", ""])
