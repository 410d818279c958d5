"""The public report as a web page that stands alone."""

import html
from collections import Counter
from collections.abc import Sequence
from datetime import date

from lettergen.flow.report import PublicRow

#: On a narrow screen each row becomes a card, whose cells say which column they are of. The roles in
#: the table keep it one for screen readers, who else would be told of no table any more.
_STYLE = """\
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif }
body { margin: 0 auto; max-width: 64rem; padding: 1rem }
h1 { font-size: 1.5rem; line-height: 1.2 }
table { border-collapse: collapse; width: 100% }
caption { text-align: left; font-weight: bold; padding: .5rem 0 }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; overflow-wrap: break-word }
tr { border-bottom: 1px solid #8888 }
tbody th { font-weight: 600 }
time { white-space: nowrap; font-variant-numeric: tabular-nums }
@media (max-width: 40rem) {
  thead { position: absolute; clip-path: inset(50%); overflow: hidden; width: 1px; height: 1px }
  table, caption, tbody, tr, th, td { display: block }
  tr { padding: .5rem 0 }
  th, td { padding: .125rem 0 }
  td:empty { display: none }
  td::before { content: attr(data-label) ": "; font-weight: normal; opacity: .75 }
}
"""

_COLUMNS = ("Name", "Organisation", "Written to", "Answered", "Answer")


def public_page(title: str, rows: Sequence[PublicRow], today: date) -> str:
    """Give the page: no script, nothing fetched from elsewhere, readable on a phone and by ear.

    Args:
        title: What the letter is about.
        rows: One for each recipient, in the order to be shown.
        today: As of when the page tells.
    """
    heading = html.escape(title)
    names = "".join(f'<th role="columnheader" scope="col">{name}</th>' for name in _COLUMNS)
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{heading}</title>",
            f"<style>\n{_STYLE}</style>",
            "</head>",
            "<body>",
            "<main>",
            f"<h1>{heading}</h1>",
            f"<p>{_summary(rows)} As of {_day(today)}.</p>",
            '<table role="table">',
            "<caption>Who was written to, and who answered</caption>",
            f'<thead role="rowgroup"><tr role="row">{names}</tr></thead>',
            '<tbody role="rowgroup">',
            *(_row(one) for one in rows),
            "</tbody>",
            "</table>",
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _summary(rows: Sequence[PublicRow]) -> str:
    written = sum(bool(one.written) for one in rows)
    answered = sum(bool(one.replied) for one in rows)
    stances = Counter(one.stance for one in rows if one.stance)
    how = ", ".join(f"{number} {html.escape(stance)}" for stance, number in stances.most_common())
    was = "person was" if written == 1 else "people were"
    return f"{written} {was} written to, {answered} answered{f' ({how})' if how else ''}."


def _row(one: PublicRow) -> str:
    cells = [one.organisation, _time(one.written), _time(one.replied) or _not_yet(one), one.stance]
    shown = [html.escape(cells[0]), cells[1], cells[2], html.escape(cells[3])]
    columns = zip(_COLUMNS[1:], shown, strict=True)
    tags = "".join(f'<td role="cell" data-label="{name}">{cell}</td>' for name, cell in columns)
    return f'<tr role="row"><th role="rowheader" scope="row">{html.escape(one.name)}</th>{tags}</tr>'


def _not_yet(one: PublicRow) -> str:
    return "not yet" if one.written else ""


def _time(at: date | None) -> str:
    return f'<time datetime="{at.isoformat()}">{_day(at)}</time>' if at else ""


def _day(at: date) -> str:
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}"


#: Not of the computer's language, as strftime's would be.
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
