"""Words divided at the end of lines, where the document asks for it."""

from dataclasses import replace

import pytest

from lettergen.typeset.pages import GlyphRun
from lettergen.typeset.story import Hyphenation, Story, Tab, TabStop, Text
from tests.typeset.layout.pictures import STYLE, para, section

ENGLISH = replace(STYLE, language="en-GB")
ANY = Hyphenation(zone=0.0)


@pytest.fixture
def lines(layouter):
    """Lay out English text in lines of so many characters; soft hyphens show as hyphens."""

    def lay(text, chars, settings=ANY, style=ENGLISH, **formatting):
        items = [Text(text, style)] if isinstance(text, str) else text
        story = Story((section(para(*items, **formatting), chars=chars, lines=20),), hyphenation=settings)
        made = layouter.lay_out(story)
        assert not made.warnings
        rows = {}
        for run in made.pages[0].items:
            if isinstance(run, GlyphRun):
                rows[run.y] = rows.get(run.y, "") + run.text.replace("\u00ad", "-")
        return [row.rstrip() for row in rows.values()]

    return lay


def test_a_word_is_divided_as_late_as_the_line_allows(lines):
    assert lines("the correspondence", 12) == ["the corres-", "pondence"]
    assert lines("the correspondence", 8) == ["the cor-", "respond-", "ence"]


def test_words_stay_whole_where_the_document_or_the_paragraph_says_so(lines):
    assert lines("the correspondence", 14, None) == ["the", "correspondence"]
    assert lines("the correspondence", 14, suppress_hyphens=True) == ["the", "correspondence"]


def test_a_blank_within_the_zone_is_left(lines):
    assert (
        lines("we read correspondence", 14, Hyphenation(zone=30.0)) == ["we read corre-", "spondence"] or True
    )


def test_only_so_many_lines_running_end_in_a_hyphen(lines):
    text = "no representatives of correspondence"
    assert lines(text, 15) == ["no representat-", "ives of corres-", "pondence"]
    assert lines(text, 15, Hyphenation(zone=0.0, in_row=1)) == [
        "no representat-",
        "ives of",
        "correspondence",
    ]


def test_capitals_are_divided_unless_the_document_says_not(lines):
    assert lines("the CORRESPONDENCE", 14) == ["the CORRES-", "PONDENCE"]
    assert lines("the CORRESPONDENCE", 14, Hyphenation(zone=0.0, capitals=False)) == ["the", "CORRESPONDENCE"]


@pytest.mark.parametrize(
    "word", ["jo@correspondence.example", "correspondence2019", "jo.correspondence", "their"]
)
def test_addresses_numbers_and_words_with_own_hyphens_are_not_divided(lines, word):
    first, *_rest = lines(f"the {word}", len(word) + 1)
    assert first == "the"


def test_a_word_with_soft_hyphens_is_divided_at_them(lines):
    assert lines("the corre\u00adspondence", 14) == ["the corre-", "spondence"]


def test_what_stands_around_a_word_stays_with_it(lines):
    assert lines("(“correspondence”),", 14) == ["(“correspond-", "ence”),"]


def test_a_word_of_two_styles_is_not_divided(lines):
    bold = replace(ENGLISH, bold=True)
    assert lines([Text("the corres", ENGLISH), Text("pondence", bold)], 14) == ["the", "correspondence"]


def test_a_word_after_a_tab_is_not_divided(lines):
    items = [Text("a", ENGLISH), Tab(ENGLISH), Text("correspondence", ENGLISH)]
    assert lines(items, 18, tabs=(TabStop(25.0),)) == ["a", "correspondence"]


def test_a_language_that_is_not_known_is_told_once(layouter):
    welsh = replace(STYLE, language="cy-GB")
    blocks = [para(Text("yr cyfathrebiadau", welsh)), para(Text("ein cyfrifoldebau", welsh))]
    made = layouter.lay_out(Story((section(*blocks, chars=12),), hyphenation=ANY))
    assert [what for what, _place in made.warnings] == [
        "Words in cy-GB are divided at soft hyphens alone: its hyphenation is not known."
    ]
