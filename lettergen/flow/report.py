"""The recipient by outcome grid as anybody may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lettergen.model.history import ReportRow

PUBLIC_HEADER = ("name", "organisation", "written to", "replied", "stance")


@dataclass(frozen=True, slots=True)
class PublicRow:
    """A recipient without addresses, references or texts; a day is None for what has not happened.

    `written` is when the first letter went out that did not come back.
    """

    name: str
    organisation: str
    written: date | None
    replied: date | None
    stance: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as words, days as 2019-11-12."""
        written, replied = (one.isoformat() if one else "" for one in (self.written, self.replied))
        return self.name, self.organisation, written, replied, self.stance


def public_rows(rows: Sequence[ReportRow]) -> list[PublicRow]:
    """Give what the campaign's web page may show, in the order given."""
    return [_public_row(row) for row in rows]


def _public_row(row: ReportRow) -> PublicRow:
    emailed = row.emailed_at if row.replied_at or not row.bounced_at else None
    posted = row.posted_at if row.replied_at or not row.returned_at else None
    written = min((at for at in (emailed, posted) if at), default=None)
    return PublicRow(
        row.name,
        row.organisation,
        written.date() if written else None,
        row.replied_at.date() if row.replied_at else None,
        row.stance,
    )
