"""Whole files: what is shared, what is remembered, what is refused."""

import pytest

from lettergen.errors import InputError
from lettergen.model.documents import WordFile
from lettergen.typeset.read import Reader
from lettergen.typeset.story import Paragraph, Text

_P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def test_same_paragraph_in_the_next_letter_is_the_same_object(make_word):
    reader = Reader()
    first = reader.read(make_word(_P.format("Dear Ann") + _P.format("We write")))
    second = reader.read(make_word(_P.format("Dear Bob") + _P.format("We write")))
    assert first.sections[0].blocks[1] is second.sections[0].blocks[1]
    assert first.sections[0].blocks[0] != second.sections[0].blocks[0]


def test_other_styles_give_other_objects(make_word):
    reader = Reader()
    small = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="16"/></w:rPr></w:rPrDefault></w:docDefaults>'
    large = small.replace("16", "40")
    sizes = [
        reader.read(make_word(_P.format("same"), styles=styles)).sections[0].blocks[0].mark.size
        for styles in (small, large, small)
    ]
    assert sizes == [8.0, 20.0, 8.0]


def test_file_without_a_document_names_file_and_remedy():
    with pytest.raises(InputError, match=r"letter\.docx.*Open it in Word"):
        Reader().read(WordFile("letter.docx", {"mimetype": b"x"}))


@pytest.mark.parametrize("data", [b"", b"<w:document", b"\x00\x01", b"<a/>", b"<!DOCTYPE a><a/>"])
def test_damaged_document_names_file_and_remedy(data):
    with pytest.raises(InputError, match=r"letter\.docx.*damaged.*repair"):
        Reader().read(WordFile("letter.docx", {"word/document.xml": data}))


def test_strict_open_xml_reads_like_transitional(make_word):
    plain = make_word(_P.format("strict"))
    strict = plain.parts["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    block = Reader().read(WordFile("a.docx", {"word/document.xml": strict})).sections[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert [item.text for item in block.items if isinstance(item, Text)] == ["strict"]
