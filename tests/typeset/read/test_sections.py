"""Sections, headers and footers, notes, settings."""

import pytest

from lettergen.typeset.story import (
    Borders,
    Column,
    Hyphenation,
    Line,
    NoteSettings,
    PageBorders,
    Paragraph,
    Section,
)


def p(text, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def sect(content=""):
    return f"<w:sectPr>{content}</w:sectPr>"


@pytest.fixture
def sections(story):
    return lambda body, **others: story(body, **others).sections


def words(blocks):
    if blocks is None:
        return None
    return " ".join(block.items[0].text for block in blocks if isinstance(block, Paragraph))


def test_paragraphs_close_sections(sections):
    upright = sect('<w:pgSz w:w="11906" w:h="16838"/>')
    across = sect('<w:pgSz w:w="16838" w:h="11906"/>')
    found = sections(p("one", upright) + p("two") + p("three") + across)
    assert [words(section.blocks) for section in found] == ["one", "two three"]
    assert [(section.width, section.height) for section in found] == [(595.3, 841.9), (841.9, 595.3)]


def test_document_without_a_section_is_us_letter(sections):
    (only,) = sections(p("x"))
    assert (only.width, only.height, only.left) == (612.0, 792.0, 72.0)


def test_page_margins_and_settings(sections):
    (only,) = sections(
        sect(
            '<w:type w:val="continuous"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="720"'
            ' w:bottom="-1440" w:left="2880" w:header="300" w:footer="400" w:gutter="200"/><w:titlePg/>'
            '<w:pgNumType w:fmt="lowerRoman" w:start="5"/><w:vAlign w:val="center"/><w:bidi/>'
            '<w:docGrid w:type="linesAndChars" w:linePitch="312"/>'
        )
    )
    assert (only.top, only.right, only.bottom, only.left) == (72.0, 36.0, -72.0, 144.0)
    assert (only.header_distance, only.footer_distance, only.gutter) == (15.0, 20.0, 10.0)
    assert (only.start, only.title_page, only.page_start) == ("continuous", True, 5)
    assert (only.page_format, only.vertical, only.bidi) == ("lowerRoman", "center", True)
    assert (only.grid_kind, only.grid_pitch) == ("linesAndChars", 15.6)


def test_grid_that_lines_do_not_snap_to_is_none(sections):
    (only,) = sections(sect('<w:docGrid w:linePitch="360"/>'))
    assert (only.grid_kind, only.grid_pitch) == ("default", 0.0)


NARROW = '<w:col w:w="2000" w:space="400"/>'


@pytest.mark.parametrize(
    ("cols", "columns"),
    [
        ('<w:cols w:space="720"/>', ()),
        ('<w:cols w:num="1"/>', ()),
        ('<w:cols w:num="2" w:space="480"/>', (Column(222.0, 24.0), Column(222.0, 0.0))),
        (
            f'<w:cols w:num="2" w:equalWidth="0">{NARROW}<w:col w:w="6000"/></w:cols>',
            (Column(100.0, 20.0), Column(300.0, 0.0)),
        ),
        ('<w:cols w:num="2" w:equalWidth="0"><w:col w:w="2000"/></w:cols>', ()),
        ('<w:cols w:num="3" w:space="99999"/>', (Column(156.0, 0.0),) * 3),
    ],
)
def test_columns(sections, cols, columns):
    (only,) = sections(sect(f'<w:pgSz w:w="12240" w:h="15840"/>{cols}'))
    assert only.columns == columns


def test_column_line(sections):
    assert sections(sect('<w:cols w:num="2" w:sep="1"/>'))[0].column_line


def test_page_borders(sections):
    line = '<w:top w:val="single" w:sz="4" w:space="24"/>'
    attributes = 'w:offsetFrom="page" w:display="firstPage" w:zOrder="back"'
    borders = f"<w:pgBorders {attributes}>{line}</w:pgBorders>"
    assert sections(sect(borders))[0].borders == PageBorders(
        Borders(top=Line("single", 0.5, None, 24.0)), from_page=True, display="firstPage", behind=True
    )
    assert sections(sect("<w:pgBorders/>"))[0].borders is None


def test_huge_pages_and_margins_are_held_in_bounds(story):
    found = story(
        sect(
            '<w:pgSz w:w="9999999" w:h="1"/><w:pgMar w:left="999999" w:right="999999" w:top="x"'
            ' w:header="99999"/>'
        )
    )
    only = found.sections[0]
    assert (only.width, only.height) == (1584.0, 72.0)
    assert only.left + only.right <= only.width - 36
    assert only.top + only.bottom <= only.height - 36
    assert only.header_distance == 720.0
    assert [what for what, _ in found.warnings] == ["margins that leave no room for text were narrowed"]


def test_line_numbers_are_a_warning(story):
    assert story(sect("<w:lnNumType/>")).warnings == (("line numbers are left out", "a section"),)


@pytest.fixture
def with_headers(make_part):
    """Header parts by name, each with its name as its text, and relationships to them."""

    def build(*names):
        parts = {f"word/{name}.xml": make_part("hdr", p(name)) for name in names}
        return {"parts": parts, "rels": [(f"r{name}", "header", f"{name}.xml") for name in names]}

    return build


def reference(name, kind="default", what="header"):
    return f'<w:{what}Reference w:type="{kind}" r:id="r{name}"/>'


def test_first_header_counts_with_a_title_page_only(sections, with_headers):
    refs = reference("a") + reference("b", "first") + reference("c", "even")
    parts = with_headers("a", "b", "c")
    (plain,) = sections(sect(refs), **parts)
    (titled,) = sections(sect(refs + "<w:titlePg/>"), **parts)
    (even,) = sections(sect(refs), **parts, settings="<w:evenAndOddHeaders/>")
    found = [
        (words(section.headers.default), words(section.headers.first), words(section.headers.even))
        for section in (plain, titled, even)
    ]
    assert found == [("a", None, None), ("a", "b", None), ("a", None, "c")]


def test_headers_are_inherited_kind_by_kind(sections, with_headers):
    first = sect(reference("a") + reference("b", "first"))
    second = sect(reference("c", "first") + "<w:titlePg/>")
    third = sect("<w:titlePg/>")
    found = sections(p("1", first) + p("2", second) + third, **with_headers("a", "b", "c"))
    assert [words(section.headers.default) for section in found] == ["a", "a", "a"]
    assert [words(section.headers.first) for section in found] == [None, "c", "c"]


def test_footers_are_apart_from_headers(sections, with_headers):
    (only,) = sections(sect(reference("a") + reference("b", what="footer")), **with_headers("a", "b"))
    assert (words(only.headers.default), words(only.footers.default)) == ("a", "b")


def test_missing_and_damaged_headers_are_none(story, with_headers):
    parts = with_headers("a")
    parts["parts"]["word/a.xml"] = b"<broken"
    found = story(sect(reference("a") + reference("z", "first") + "<w:titlePg/>"), **parts)
    assert (found.sections[0].headers.default, found.sections[0].headers.first) == (None, None)
    assert found.warnings == (("it is damaged and left out", "word/a.xml"),)


def test_header_has_relationships_of_its_own(story, make_part, make_relationships):
    link = '<w:p><w:hyperlink r:id="rId1"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>'
    parts = {
        "word/h.xml": make_part("hdr", link),
        "word/_rels/h.xml.rels": make_relationships([("rId1", "hyperlink", "https://header.example/")]),
    }
    rels = [("rh", "header", "h.xml"), ("rId1", "hyperlink", "https://body.example/")]
    found = story(link + sect(reference("h")), rels=rels, parts=parts).sections[0]
    assert found.blocks[0].items[0].link == "https://body.example/"
    assert found.headers.default[0].items[0].link == "https://header.example/"


def test_notes_by_id_without_separators(story, make_part):
    notes = make_part(
        "footnotes",
        f'<w:footnote w:type="separator" w:id="-1">{p("-")}</w:footnote><w:footnote w:id="1">'
        "<w:p><w:r><w:footnoteRef/><w:t>note</w:t></w:r></w:p></w:footnote>"
        f'<w:footnote w:id="2">{p("other")}</w:footnote><w:footnote w:id="x">{p("bad")}</w:footnote>',
    )
    ends = make_part("endnotes", f'<w:endnote w:id="1">{p("end")}</w:endnote>')
    found = story(
        p("x"),
        rels=[("f", "footnotes", "footnotes.xml"), ("e", "endnotes", "endnotes.xml")],
        parts={"word/footnotes.xml": notes, "word/endnotes.xml": ends},
    )
    assert sorted(found.footnotes) == [1, 2]
    mark = found.footnotes[1][0].items[0]
    assert (mark.kind, mark.note_id, mark.own) == ("footnote", 1, True)
    assert words(found.endnotes[1]) == "end"


def test_note_settings_of_document_and_section(story):
    settings = (
        '<w:footnotePr><w:pos w:val="beneathText"/><w:numFmt w:val="lowerLetter"/><w:numStart w:val="3"/>'
        '<w:numRestart w:val="eachPage"/></w:footnotePr><w:endnotePr><w:pos w:val="sectEnd"/></w:endnotePr>'
    )
    section = '<w:footnotePr><w:numFmt w:val="chicago"/></w:footnotePr>'
    found = story(sect(section), settings=settings)
    assert found.footnote_settings == NoteSettings("lowerLetter", 3, "eachPage")
    assert found.endnote_settings == NoteSettings("lowerRoman")
    assert found.endnote_position == "sectEnd"
    only = found.sections[0]
    assert isinstance(only, Section)
    assert only.footnote_position == "beneathText"
    assert only.footnote_settings == NoteSettings("chicago", 3, "eachPage")
    assert only.endnote_settings is None


def test_hyphenation(story):
    assert story("", settings='<w:hyphenationZone w:val="425"/>').hyphenation is None
    found = story(
        "",
        settings='<w:autoHyphenation/><w:consecutiveHyphenLimit w:val="2"/><w:hyphenationZone w:val="425"/>'
        "<w:doNotHyphenateCaps/>",
    )
    assert found.hyphenation == Hyphenation(zone=21.25, in_row=2, capitals=False)


def test_settings(story):
    found = story(
        "",
        settings='<w:mirrorMargins/><w:gutterAtTop/><w:autoHyphenation/><w:defaultTabStop w:val="567"/>'
        '<w:themeFontLang w:val="de-DE"/><w:compat><w:doNotExpandShiftReturn/><w:noLeading w:val="0"/>'
        '<w:compatSetting w:name="compatibilityMode" w:val="15"/>'
        '<w:compatSetting w:name="enableOpenTypeFeatures" w:val="1"/></w:compat>',
    )
    assert (found.mirror_margins, found.gutter_at_top, found.hyphenation) == (True, True, Hyphenation())
    assert (found.default_tab, found.compatibility, found.language) == (28.35, 15, "de-DE")
    assert found.compat == {"doNotExpandShiftReturn", "enableOpenTypeFeatures"}


def test_without_settings_it_is_word_2007(story):
    found = story("")
    assert (found.compatibility, found.default_tab, found.compat) == (12, 36.0, frozenset())


def test_title_of_the_file(story):
    core = (
        b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        b'core-properties" '
        b'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title> Notice </dc:title></cp:coreProperties>'
    )
    assert story("", parts={"docProps/core.xml": core}).title == "Notice"
    assert story("").title == ""


def test_main_part_is_found_by_its_relationship(make_word, make_relationships):
    from lettergen.typeset.read import Reader

    word = make_word(p("x"))
    parts = {
        "w/main.xml": word.parts["word/document.xml"],
        "_rels/.rels": make_relationships([("r", "officeDocument", "/w/main.xml")]),
    }
    assert words(Reader().read(type(word)("a.docx", parts)).sections[0].blocks) == "x"


def test_blocks_out_of_controls_insertions_and_alternatives(story):
    found = story(
        f"<w:sdt><w:sdtContent>{p('a')}</w:sdtContent></w:sdt><w:ins>{p('b')}</w:ins><w:del>{p('no')}</w:del>"
        f"<mc:AlternateContent><mc:Fallback>{p('c')}</mc:Fallback></mc:AlternateContent>"
        f"<w:r><w:t>d</w:t></w:r><x:odd>{p('e')}</x:odd><w:altChunk/>"
    )
    assert words(found.sections[0].blocks) == "a b c d e"
    assert [what for what, _ in found.warnings] == [
        "the element odd is not supported; only its text is kept",
        "a document embedded in this one (altChunk) is left out; open and save it in Word",
    ]
