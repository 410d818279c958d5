"""Characters to glyphs."""

import pytest

from lettergen.typeset.fonts import FontBook


@pytest.fixture(scope="module")
def book():
    return FontBook()


def test_advances_are_shares_of_the_size_and_add_up(book):
    face = book.face("Arimo", False, False)
    shaped = face.shape("Letter")
    assert len(shaped.glyphs) == 6
    assert shaped.width == pytest.approx(sum(shaped.advances))
    assert shaped.advances[0] == pytest.approx(face.advance(face.glyph("L")))


def test_empty_text_has_no_glyphs(book):
    assert book.face("Arimo", False, False).shape("").glyphs == ()


def test_kerning_is_off_unless_asked_for(book):
    face = book.face("Arimo", False, False)
    assert face.shape("AVAV", kern=True).width < face.shape("AVAV").width


def test_ligatures_are_off_unless_asked_for(book):
    face = book.face("Carlito", False, False)
    if face.entry.name != "Carlito":
        pytest.skip("Carlito is not installed")
    assert len(face.shape("ffi", script="Latn").glyphs) == 3
    assert len(face.shape("ffi", script="Latn", ligatures=True).glyphs) == 1


def test_letters_that_must_join_join_without_being_asked(book):
    face = book.fallback("م", book.face("Arimo", False, False))
    if face is None:
        pytest.skip("no font with Arabic")
    assert len(face.shape("لا", rtl=True, script="Arab").glyphs) == 1


def test_right_to_left_glyphs_come_left_to_right_with_falling_clusters(book):
    assert book.face("Arimo", False, False).shape("שלום", rtl=True).clusters == (3, 2, 1, 0)


def test_clusters_count_characters_beyond_the_first_plane_as_one(book):
    assert book.face("Arimo", False, False).shape("a\U0001f600b").clusters == (0, 1, 2)


def test_combining_mark_shares_its_letters_cluster(book):
    shaped = book.face("Arimo", False, False).shape("xe\u0301y")
    assert set(shaped.clusters) == {0, 1, 3}


def test_feature_is_switched_by_name(book):
    face = book.face("Carlito", False, False)
    plain = face.shape("abc", features=())
    assert face.shape("abc", features=("-kern", "ss01=0")) == plain


def test_shaping_begins_anew_when_much_is_remembered(book, monkeypatch):
    monkeypatch.setattr("lettergen.typeset.fonts.shaping.REMEMBERED", 2)
    face = book.face("Caladea", False, False)
    first = face.shape("one")
    for text in ("two", "three", "four"):
        face.shape(text)
    assert face.shape("one") == first


def test_metrics_are_those_of_the_line_in_the_word_processor(book):
    metrics = book.face("Arimo", False, False).metrics()
    # Arial's: a line of 10 points is 11.5 high.
    assert metrics.ascent + metrics.descent + metrics.line_gap == pytest.approx(1.1499, abs=1e-3)
    assert metrics.underline_position < 0 < metrics.strike_position < metrics.x_height < metrics.cap_height
