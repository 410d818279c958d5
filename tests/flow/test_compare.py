"""Two PDFs of one letter, held against each other."""

import io

import pytest
from PIL import Image

from lettergen.flow.compare import compare_pdfs
from lettergen.model.documents import DocumentInfo
from lettergen.typeset.engine import Typesetter
from tests.typeset.engine.documents import letter, word_file


@pytest.fixture(scope="module")
def pdf():
    typesetter = Typesetter()
    return lambda *texts: typesetter.typeset(word_file(letter(*texts)), DocumentInfo("Letter")).pdf


def test_same_pages_are_alike(pdf):
    found = compare_pdfs(pdf("Dear Ann,", "we write."), pdf("Dear Ann,", "we write."))
    assert found.is_alike
    assert found.pages == (1, 1)


def test_words_that_differ_are_counted_on_both_sides_and_marked(pdf):
    found = compare_pdfs(pdf("Dear Ann,", "we write."), pdf("Dear Bob Hill,", "we write."))
    assert (found.words, found.lines) == (3, 1)
    picture = Image.open(io.BytesIO(found.picture)).convert("RGB")
    assert picture.width > picture.height
    assert (214, 40, 40) in {color for _, color in picture.getcolors(1 << 24)}


def test_line_broken_otherwise_counts_though_its_words_are_the_same(pdf):
    found = compare_pdfs(pdf("one two three"), pdf("one two", "three"))
    assert (found.words, found.lines) == (0, 1)
    assert not found.is_alike


def test_page_more_is_a_difference(pdf):
    found = compare_pdfs(pdf("one"), pdf("one", *["more"] * 40))
    assert found.pages == (1, 2)
    assert not found.is_alike
