from datetime import UTC, date, datetime

import pytest

from lettergen.post.batches import PostalLetter, letter_grams, next_batch_name
from lettergen.post.envelopes import PROFILES
from lettergen.post.manifest import manifest_csv, manifest_report


def test_batches_of_a_day_are_numbered():
    names = ["2026-11-23-4", "2026-11-24-1", "2026-11-24-10"]
    assert next_batch_name(date(2026, 11, 24), names) == "2026-11-24-11"
    assert next_batch_name(date(2026, 11, 25), names) == "2026-11-25-1"


def test_two_pages_on_one_sheet_weigh_five_grams_and_the_envelope():
    grams = letter_grams(2, duplex=True, paper_gsm=80, envelope=PROFILES["dl-uk"])
    assert grams == pytest.approx(5 + 4.5)


LETTERS = [
    PostalLetter("long", "AP19-7F3K", ("Naomi Long", "88 University Street", "BELFAST", "BT7 1HE"), 2),
    PostalLetter("evil", "AP19-0000", ("=cmd|'/c calc'!A0", "1 Road", "TOWN"), 3),
]


def test_manifest_lists_letters_in_printing_order():
    report = manifest_report(
        "2026-11-24-1", "spring", LETTERS, duplex=True, made_at=datetime(2026, 11, 24, tzinfo=UTC)
    )
    table = report.blocks[-1]
    assert [row[1] for row in table.rows] == ["AP19-7F3K", "AP19-0000"]
    assert "2 letters on 3 sheets, printed on both sides" in report.blocks[1].text


def test_manifest_file_holds_no_formula():
    text = manifest_csv(LETTERS, duplex=True).decode("utf-8-sig")
    assert "'=cmd" in text.splitlines()[2]
