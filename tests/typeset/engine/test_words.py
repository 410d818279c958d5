"""Words that are not on the pages are found, and only those."""

from dataclasses import replace

import pytest

from lettergen.model.words import LostWordsError, lost_words_warning
from lettergen.typeset.engine.words import lost_words
from lettergen.typeset.fonts import FontBook
from lettergen.typeset.pages import Pages
from tests.typeset.draw.sheets import one_page, run


@pytest.fixture(scope="module")
def face():
    return FontBook(system=False).face("Arimo", False, False)


def lost(words, *items):
    return [one.word for one in lost_words(words.split(), one_page(*items))]


def test_nothing_is_lost_when_all_is_drawn(face):
    assert lost("Dear Zoë Łukasz", run(face, 72, 100, "Dear Zoë "), run(face, 72, 120, "Łukasz")) == []


def test_word_that_was_not_drawn_is_named_with_its_place(face):
    (one,) = lost_words(["we", "write", "to", "you"], one_page(run(face, 72, 100, "we write you")))
    assert str(one) == "“to” (after “we write”)"


def test_first_word_that_was_not_drawn_is_at_the_beginning(face):
    (one,) = lost_words(["Dear", "Ann"], one_page(run(face, 72, 100, "Ann")))
    assert "beginning" in str(one)


def test_word_that_was_drawn_too_seldom_is_lost_once(face):
    assert lost("no no no", run(face, 72, 100, "no no")) == ["no"]


def test_word_in_two_styles_is_one_word(face):
    first = run(face, 72, 100, "Let")
    assert lost("Letter", first, run(face, 72 + first.advance, 100, "ter")) == []


def test_words_apart_on_one_line_are_not_glued(face):
    assert lost("a b", run(face, 72, 100, "a"), run(face, 200, 100, "b")) == []


def test_word_broken_over_lines_is_not_lost(face):
    broken = run(face, 72, 100, "https://example."), run(face, 72, 112, "org/path")
    assert lost("https://example.org/path", *broken) == []


def test_hyphenated_word_is_not_lost(face):
    broken = run(face, 72, 100, "corre\xad"), run(face, 72, 112, "spondence")
    assert lost("corre\xadspondence", *broken) == []


def test_superscript_belongs_to_its_word(face):
    word = run(face, 72, 100, "12")
    assert lost("12th", word, run(face, 72 + word.advance, 96, "th", size=7)) == []


def test_direction_marks_are_no_letters(face):
    assert lost("\u200fשלום \u200b", run(face, 72, 100, "שלום")) == []


def test_pages_may_hold_more_than_the_document(face):
    assert lost("one", run(face, 72, 100, "one"), run(face, 72, 10, "Page 1 of 2")) == []


def test_header_of_a_later_page_hides_no_loss(face):
    page = one_page(run(face, 72, 100, "the letter", node=0)).pages[0]
    later = one_page(run(face, 72, 20, "the"), run(face, 72, 100, "end", node=0)).pages[0]
    pages = Pages((page, later, later), ())
    assert [one.word for one in lost_words(["the", "letter", "end", "the"], pages)] == ["the"]


def test_run_without_glyphs_counts_as_drawn(face):
    assert lost("x", replace(run(face, 72, 100, "x"), glyphs=(), clusters=())) == []


def test_error_names_document_words_and_the_way_out(face):
    error = LostWordsError("letter.docx", lost_words([f"w{n}" for n in range(15)], one_page()))
    assert str(error).startswith("letter.docx: 15 of the document's words, “w0”")
    assert "and 5 more" in str(error)
    assert "--allow-lost-words" in str(error)
    assert error.exit_code == 3


def test_warning_says_the_same():
    assert "“x”" in str(lost_words_warning(lost_words(["x"], one_page())))
