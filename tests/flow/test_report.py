import re
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

from lettergen.flow.public_page import public_page
from lettergen.flow.report import PUBLIC_HEADER, public_rows
from lettergen.model.history import ReportRow

NOW = datetime(2026, 11, 24, tzinfo=UTC)
LONG_AGO, LATELY = NOW - timedelta(days=30), NOW - timedelta(days=3)


def row(**facts) -> ReportRow:
    return ReportRow("long", "Naomi Long", "Alliance <Party>", "AP19-7F3K", **facts)


def page(*rows, title="Twelve questions") -> str:
    return public_page(title, public_rows(rows), date(2026, 11, 24))


def test_public_report_has_no_reference_and_no_key():
    (only,) = public_rows([row(emailed_at=LONG_AGO, posted_at=LATELY, stance="supportive")])
    assert dict(zip(PUBLIC_HEADER, only.cells, strict=True)) == {
        "name": "Naomi Long",
        "organisation": "Alliance <Party>",
        "written to": "2026-10-25",
        "replied": "",
        "stance": "supportive",
    }


def test_letter_that_came_back_counts_as_not_written():
    bounced = row(emailed_at=LONG_AGO, bounced_at=LONG_AGO)
    posted = row(emailed_at=LONG_AGO, bounced_at=LONG_AGO, posted_at=LATELY)
    returned = row(posted_at=LONG_AGO, returned_at=LATELY)
    answered = row(emailed_at=LONG_AGO, bounced_at=LONG_AGO, replied_at=LATELY)
    written = [one.written for one in public_rows([bounced, posted, returned, answered])]
    assert written == [None, LATELY.date(), None, LONG_AGO.date()]


def test_public_page_escapes_what_it_shows():
    text = page(row(stance="<b>"), title="Peas & <i>queues</i>")
    assert "Alliance &lt;Party&gt;" in text
    assert "<title>Peas &amp; &lt;i&gt;queues&lt;/i&gt;</title>" in text
    assert "<b>" not in text
    assert "<i>" not in text


def test_public_page_says_how_many_answered_and_how():
    text = page(
        row(emailed_at=LONG_AGO, replied_at=LATELY, stance="supportive"),
        row(emailed_at=LONG_AGO),
        row(emailed_at=LONG_AGO, bounced_at=LONG_AGO),
    )
    assert "2 people were written to, 1 answered (1 supportive). As of 24 November 2026." in text
    assert text.count("not yet") == 1
    assert '<time datetime="2026-11-21">21 November 2026</time>' in text


class Structure(HTMLParser):
    """Notes which tags are open, and what a screen reader and a phone go by."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag


def test_public_page_is_a_table_for_eye_ear_and_phone():
    text = page(row(emailed_at=LONG_AGO), row())
    structure = Structure()
    structure.feed(text)
    assert structure.open == []
    tags = structure.tags
    assert [attrs.get("lang") for tag, attrs in tags if tag == "html"] == ["en"]
    assert any("width=device-width" in (attrs.get("content") or "") for tag, attrs in tags if tag == "meta")
    scopes = [attrs["scope"] for tag, attrs in tags if tag == "th"]
    assert scopes == ["col"] * 5 + ["row"] * 2
    # A cell on a phone says which column it is of, and stays a cell for a screen reader.
    assert all(attrs["role"] == "cell" and attrs["data-label"] for tag, attrs in tags if tag == "td")
    assert sum(tag == "caption" for tag, _ in tags) == 1


def test_public_page_fetches_and_runs_nothing():
    text = page(row(emailed_at=LONG_AGO))
    assert not re.search(r"<script|<link|<img|https?:|url\(|@import|\bon\w+=", text)
