import pytest

from lettergen.typeset.layout.bidi import embedding_levels, needs_bidi, visual_order


@pytest.mark.parametrize(
    ("text", "base", "levels"),
    [
        ("abc", 0, "000"),
        ("אב ab", 1, "11122"),
        ("ab אב 12", 0, "00011122"),
        ("אב-12", 1, "11122"),
        ("א(b)ג", 1, "11211"),
        ("a(ב)c", 0, "00100"),
        ("ع 12", 0, "1122"),
        ("\u202bab\u202c", 0, "0220"),
        ("a\u2067ב c\u2069d", 0, "0011200"),
        ("12%", 1, "222"),
    ],
)
def test_levels(text, base, levels):
    assert "".join(map(str, embedding_levels(text, base))) == levels


def test_visual_order_reverses_what_runs_from_right_to_left():
    assert visual_order([0, 1, 1, 0]) == [0, 2, 1, 3]
    assert visual_order([1, 2, 2, 1]) == [3, 1, 2, 0]
    assert visual_order([]) == []


def test_latin_text_needs_no_reordering():
    assert not needs_bidi("Zoë’s café")
    assert needs_bidi("a א")
