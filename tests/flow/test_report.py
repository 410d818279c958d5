from datetime import UTC, datetime, timedelta

from lettergen.flow.report import public_html, public_rows
from lettergen.model.history import ReportRow

NOW = datetime(2026, 11, 24, tzinfo=UTC)
LONG_AGO, LATELY = NOW - timedelta(days=30), NOW - timedelta(days=3)


def row(**facts) -> ReportRow:
    return ReportRow("long", "Naomi Long", "Alliance <Party>", "AP19-7F3K", **facts)


def test_public_report_has_no_reference_and_no_key():
    header, rows = public_rows([row(emailed_at=LONG_AGO, posted_at=LATELY, stance="supportive")])
    assert dict(zip(header, rows[0], strict=True)) == {
        "name": "Naomi Long",
        "organisation": "Alliance <Party>",
        "written to": "2026-10-25",
        "replied": "",
        "stance": "supportive",
    }


def test_public_page_escapes_what_it_shows():
    page = public_html(*public_rows([row()]))
    assert "Alliance &lt;Party&gt;" in page
    assert '<th scope="col">Written to</th>' in page
