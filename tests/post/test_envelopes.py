import pytest

from lettergen.errors import InputError
from lettergen.model.documents import TextLine
from lettergen.post.envelopes import PROFILES, envelope_profile, fold_marks
from lettergen.post.sheets import sheets_of, window_faults
from lettergen.units import mm, to_mm

DL = PROFILES["dl-uk"]
ADDRESS = ("Naomi Long", "Alliance Party", "88 University Street", "BELFAST", "BT7 1HE")


def lines_at(left: float, top: float, texts=ADDRESS) -> list[TextLine]:
    """Give lines of 4.5 mm, 50 mm long, the first one's corner at (left, top) in mm."""
    return [
        TextLine(text, mm(left), mm(top + 4.5 * number), mm(left + 50), mm(top + 4.5 * (number + 1)))
        for number, text in enumerate(texts)
    ]


def test_safe_area_is_what_shows_in_every_corner_of_the_envelope():
    # Folded at 105 mm, the sheet has 10 mm of play across and 5 mm down in a DL envelope.
    safe, open_ = DL.safe_area, DL.open_area
    in_mm = [round(to_mm(x), 3) for x in (safe.left, safe.top, safe.right, safe.bottom)]
    assert in_mm == [20, 57, 100, 87]
    assert [round(to_mm(x), 3) for x in (open_.left, open_.top, open_.right, open_.bottom)] == [
        10,
        52,
        110,
        92,
    ]


@pytest.mark.parametrize("profile", PROFILES.values())
def test_every_profile_leaves_room_for_an_address(profile):
    safe = profile.safe_area
    assert to_mm(safe.right - safe.left) >= 70
    assert to_mm(safe.bottom - safe.top) >= 20


def test_address_within_the_window_has_no_fault():
    assert window_faults(lines_at(25, 60), ADDRESS, DL) == []


@pytest.mark.parametrize(("left", "top"), [(12, 60), (25, 53), (25, 68), (65, 60)])
def test_address_that_slips_out_of_the_window_is_told(left, top):
    assert any("does not always show" in fault for fault in window_faults(lines_at(left, top), ADDRESS, DL))


def test_address_line_that_is_missing_is_told():
    faults = window_faults(lines_at(25, 60, ADDRESS[:-1]), ADDRESS, DL)
    assert faults == ["the address line “BT7 1HE” is not near the window"]


def test_other_text_in_the_window_is_told():
    page = [*lines_at(25, 60), *lines_at(25, 84, ["Our reference: AP19-7F3K"])]
    faults = window_faults(page, ADDRESS, DL)
    assert len(faults) == 1
    assert "“Our reference: AP19-7F3K” may show" in faults[0]


def test_unknown_envelope_names_those_there_are():
    with pytest.raises(InputError, match="dl-uk"):
        envelope_profile("dl")


def test_fold_marks_stand_at_the_folds_of_the_first_page():
    marks = fold_marks(DL)
    assert [round(to_mm(mark.y1), 3) for mark in marks] == [105, 210]
    assert {mark.page for mark in marks} == {1}


@pytest.mark.parametrize(
    ("pages", "duplex", "sheets"), [(1, True, 1), (2, True, 1), (3, True, 2), (3, False, 3)]
)
def test_sheets_are_counted(pages, duplex, sheets):
    assert sheets_of(pages, duplex=duplex) == sheets
