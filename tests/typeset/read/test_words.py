"""The document's words, found without the reader."""

import pytest

from lettergen.typeset.read import Reader, text_of, words_of
from lettergen.typeset.story import Text


@pytest.fixture
def words(make_word):
    return lambda body, **others: words_of(make_word(body, **others))


def test_runs_join_and_tabs_breaks_and_paragraphs_part(words):
    body = (
        "<w:p><w:r><w:t>let</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ter</w:t><w:tab/><w:t>one</w:t>"
        "<w:br/><w:t>two</w:t></w:r></w:p><w:p><w:r><w:t>three</w:t></w:r></w:p>"
    )
    assert words(body) == ["letter", "one", "two", "three"]


def test_text_has_a_line_for_each_paragraph_and_each_line_of_an_address(make_word):
    word = make_word(
        "<w:p><w:r><w:t>1 Long Lane</w:t><w:br/><w:t>LEEDS</w:t></w:r></w:p><w:p/>"
        "<w:p><w:r><w:t>Dear  Ada,</w:t></w:r></w:p>"
    )
    assert text_of(word) == "1 Long Lane\nLEEDS\nDear Ada,"


def test_deleted_and_hidden_text_are_no_words(words):
    body = (
        "<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>"
        '<w:p><w:pPr><w:pStyle w:val="Ghost"/></w:pPr><w:r><w:t>ghost</w:t></w:r></w:p>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Ghost"><w:basedOn w:val="Base"/></w:style>'
    )
    assert words(body, styles=styles) == ["new"]


def test_deleted_paragraph_mark_joins_words(words):
    body = (
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>let</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>ter</w:t></w:r></w:p>"
    )
    assert words(body) == ["letter"]


def test_page_numbers_are_cut_out_and_other_results_kept(words):
    body = (
        '<w:p><w:r><w:t>p.</w:t></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple>'
        '<w:r><w:t>x</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText> DATE </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>today</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert words(body) == ["p.", "xtoday"]


def test_contents_line_in_the_result_of_a_page_reference_counts(words):
    line = "<w:r><w:t>Aims</w:t><w:tab/><w:t>9</w:t></w:r>"
    assert words(
        f'<w:p><w:fldSimple w:instr="PAGEREF a">{line}</w:fldSimple><w:r><w:t>end</w:t></w:r></w:p>'
        f'<w:p><w:fldSimple w:instr="PAGE">{line}</w:fldSimple></w:p>'
    ) == ["Aims", "end"]


def test_only_notes_that_are_referred_to_count(words, make_part):
    notes = make_part(
        "footnotes",
        '<w:footnote w:id="1"><w:p><w:r><w:t>used</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>unused</w:t></w:r></w:p></w:footnote>',
    )
    body = '<w:p><w:r><w:t>text</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    found = words(body, rels=[("rId1", "footnotes", "footnotes.xml")], parts={"word/footnotes.xml": notes})
    assert found == ["text", "used"]


def test_header_of_the_first_page_counts(words, make_part):
    parts = {
        f"word/{name}.xml": make_part("hdr", f"<w:p><w:r><w:t>{name}</w:t></w:r></w:p>")
        for name in ("first", "other")
    }
    body = (
        '<w:p><w:r><w:t>body</w:t></w:r></w:p><w:sectPr><w:headerReference w:type="first" r:id="a"/>'
        '<w:headerReference w:type="default" r:id="b"/>{}</w:sectPr>'
    )
    rels = [("a", "header", "first.xml"), ("b", "header", "other.xml")]
    assert words(body.format("<w:titlePg/>"), rels=rels, parts=parts) == ["body", "first"]
    assert words(body.format(""), rels=rels, parts=parts) == ["body", "other"]


def test_symbols_are_the_characters_they_look_like(words):
    body = (
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
        '<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t xml:space="preserve"> a</w:t></w:r></w:p>'
    )
    assert words(body) == ["✓", "α"]


def test_text_box_counts_once(words):
    box = "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert words(body) == ["boxed"]


def test_words_of_a_story_are_the_words_of_the_file(make_word):
    """The two readings agree where there is neither a list nor a table."""
    body = "".join(
        f'<w:p><w:hyperlink w:anchor="x"><w:r><w:t xml:space="preserve">link {n} </w:t></w:r></w:hyperlink>'
        f"<w:r><w:t>a&#xAD;b</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>c</w:t></w:r></w:p>"
        for n in range(3)
    )
    word = make_word(body)
    texts = [
        "".join(item.text for item in block.items if isinstance(item, Text))
        for block in Reader().read(word).sections[0].blocks
    ]
    assert " ".join(texts).replace("\u00ad", "").split() == words_of(word)


def test_file_that_cannot_be_read_has_no_words(make_word):
    word = make_word("")
    broken = type(word)("a.docx", {"word/document.xml": b"<broken"})
    assert words_of(broken) == []


def test_words_of_equations_watermarks_rows_and_merged_cells(words):
    body = (
        "<w:p><m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath><w:r><w:pict><v:shape>"
        '<v:textpath string="DRAFT copy"/>'
        "</v:shape></w:pict></w:r></w:p><w:tbl>"
        "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>covered</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p><w:r><w:t>deleted</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>kept</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert words(body) == ["E=mc", "DRAFT", "copy", "kept"]


def test_hyphens_and_broken_symbols(words):
    assert words('<w:p><w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:sym w:char="zz"/></w:r></w:p>') == [
        "a\u2011b"
    ]


def test_circle_of_styles_ends(words):
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    assert words('<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>', styles=styles) == [
        "x"
    ]


def based(style_id, base):
    return f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:basedOn w:val="{base}"/></w:style>'


def test_style_based_on_a_missing_one_or_on_too_many(words):
    body = '<w:p><w:pPr><w:pStyle w:val="S0"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
    assert words(body, styles=based("S0", "missing")) == ["x"]
    assert words(body, styles="".join(based(f"S{n}", f"S{n + 1}") for n in range(40))) == ["x"]


def test_document_without_headers_has_none_to_count(words):
    assert words("<w:p><w:r><w:t>x</w:t></w:r></w:p><w:sectPr/>") == ["x"]
    assert words("<w:p><w:r><w:t>x</w:t></w:r></w:p>") == ["x"]


def test_symbol_font_of_a_style_counts(words):
    styles = '<w:style w:type="character" w:styleId="S"><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr></w:style>'
    body = '<w:p><w:r><w:rPr><w:rStyle w:val="S"/></w:rPr><w:t>a</w:t></w:r></w:p>'
    assert words(body, styles=styles) == ["α"]
