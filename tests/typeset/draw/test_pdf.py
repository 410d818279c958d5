"""The PDF as its readers see it: structure, text, links, metadata, the same bytes each time."""

import io
import re
import subprocess
import sys

import pypdf
import pytest

from lettergen.model.documents import DocumentInfo, PaperMark
from lettergen.typeset.draw import RENDERERS, PdfPainter
from lettergen.typeset.pages import Link, Node, Page, Pages
from tests.servers.needs import program
from tests.typeset.draw.sheets import INFO, one_page, pdf_of, run


def read(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf))


def extracted(pdf, tmp_path):
    """Give the text as a person would copy it."""
    file = tmp_path / "letter.pdf"
    file.write_bytes(pdf)
    output = subprocess.run(
        [program("pdftotext", "poppler-utils"), file, "-"], capture_output=True, check=True
    )
    return output.stdout.decode()


def structure(reader):
    """Give the structure tree as nested lists of roles."""

    def element(one):
        one = one.get_object()
        if not isinstance(one, pypdf.generic.DictionaryObject):
            return []
        if "/S" not in one:
            return [one["/Type"]]
        kids = one.get("/K", [])
        return [[one["/S"], *(inner for kid in kids for inner in element(kid))]]

    return element(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])[0]


def test_text_comes_back_as_it_was_written(fonts, serif, tmp_path):
    text = "Zoë Łukasiewicz – “quoted” £5, 7 °C"
    assert text in extracted(pdf_of(fonts, run(serif, 72, 100, text, node=1)), tmp_path)


def test_ligatures_come_back_as_their_letters(fonts, tmp_path):
    face = fonts.face("Carlito", False, False)
    pdf = pdf_of(fonts, run(face, 72, 100, "office affluent first", ligatures=True, node=1))
    assert "office affluent first" in extracted(pdf, tmp_path)


def test_small_capitals_come_back_as_the_letters_that_were_written(fonts, serif, tmp_path):
    capitals = run(serif, 72, 100, "HELLO", node=1)
    lower = type(capitals)(
        **{name: getattr(capitals, name) for name in capitals.__slots__ if name != "text"}, text="hello"
    )
    assert "hello" in extracted(pdf_of(fonts, lower), tmp_path)


def test_hebrew_comes_back_in_reading_order(fonts, sans, tmp_path):
    pdf = pdf_of(fonts, run(sans, 72, 100, "שלום עולם", rtl=True, script="Hebr", node=1))
    assert "שלום עולם" in re.sub("[\u202a-\u202e]", "", extracted(pdf, tmp_path))


def test_arabic_comes_back_in_reading_order_as_letters_not_as_their_forms(fonts, serif, tmp_path):
    face = fonts.fallback("م", serif)
    if face is None:
        pytest.skip("no font with Arabic")
    pdf = pdf_of(fonts, run(face, 72, 100, "مرحبا بكم", rtl=True, script="Arab", node=1))
    assert "مرحبا بكم" in re.sub("[\u202a-\u202e]", "", extracted(pdf, tmp_path))


def test_character_that_no_font_has_is_a_box_with_a_warning_and_comes_back(fonts, serif, tmp_path):
    drawn = PdfPainter(fonts).draw(one_page(run(serif, 72, 100, "a中b", node=1), nodes=[Node("P", 0)]), INFO)
    assert "U+4E2D" in drawn.warnings[0]
    assert "a中b" in extracted(drawn.pdf, tmp_path)


def test_structure_follows_the_nodes_and_leaves_out_empty_ones(fonts, serif):
    nodes = [Node("H1", 0), Node("P", 0), Node("Link", 2), Node("P", 0), Node("Table", 0), Node("TR", 5),
             Node("TD", 6)]  # fmt: skip
    pdf = pdf_of(
        fonts,
        run(serif, 72, 100, "Heading", node=1),
        run(serif, 72, 120, "before", node=2),
        run(serif, 120, 120, "link", node=3),
        run(serif, 160, 120, "after", node=2),
        Link(120, 110, 30, 12, "https://example.org/", node=3),
        nodes=nodes,
    )
    assert structure(read(pdf)) == [
        "/Document",
        ["/H1"],
        ["/P", ["/Link", "/OBJR"]],
        ["/Table", ["/TR", ["/TD"]]],
    ]


def test_headings_skip_no_level(fonts, serif):
    levels = (2, 4, 4, 3, 1, 6)
    nodes = [Node(f"H{level}", 0) for level in levels]
    items = (run(serif, 72, 100, "Heading", node=place) for place in range(1, len(levels) + 1))
    roles = structure(read(pdf_of(fonts, *items, nodes=nodes)))[1:]
    assert roles == [["/H1"], ["/H2"], ["/H2"], ["/H2"], ["/H1"], ["/H2"]]


def test_text_around_a_link_is_read_in_its_order(fonts, serif):
    pdf = pdf_of(
        fonts,
        run(serif, 72, 120, "before", node=1),
        run(serif, 120, 120, "link", node=2),
        run(serif, 160, 120, "after", node=1),
        nodes=[Node("P", 0), Node("Link", 1)],
    )
    paragraph = read(pdf).trailer["/Root"]["/StructTreeRoot"]["/K"]["/K"][0].get_object()
    kids = [kid.get_object() for kid in paragraph["/K"]]
    assert [kids[0], kids[1]["/S"], kids[2]] == [0, "/Link", 2]


def test_paragraph_over_two_pages_is_one_element(fonts, serif):
    pages = Pages(
        tuple(Page(595.3, 841.9, (run(serif, 72, 100, "text", node=1),)) for _ in range(2)),
        (Node("Document", None), Node("P", 0)),
    )
    reader = read(PdfPainter(fonts).draw(pages, INFO).pdf)
    assert structure(reader) == ["/Document", ["/P", "/MCR"]]
    keys = [page["/StructParents"] for page in reader.pages]
    nums = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    owners = {nums[place]: nums[place + 1] for place in range(0, len(nums), 2)}
    assert owners[keys[0]][0].get_object() == owners[keys[1]][0].get_object()


def test_what_has_no_node_is_an_artifact(fonts, serif):
    content = read(pdf_of(fonts, run(serif, 72, 100, "header"))).pages[0].get_contents().get_data()
    assert content.startswith(b"/Artifact BMC")
    assert content.count(b"BMC") == content.count(b"EMC") == 1


def test_language_of_a_run_is_said_where_it_differs(fonts, serif):
    pdf = pdf_of(
        fonts,
        run(serif, 72, 100, "hello ", node=1, language="en-GB"),
        run(serif, 102, 100, "bore da", node=1, language="cy-GB"),
    )
    content = read(pdf).pages[0].get_contents().get_data()
    assert content.count(b"/Lang") == 1
    assert b"/Span<</Lang(cy-GB)>>BDC" in content


def test_link_leads_to_its_address_and_has_a_description(fonts, serif):
    pdf = pdf_of(fonts, Link(72, 90, 40, 12, "https://example.org/ä b?q=(1)", text="our page"))
    link = read(pdf).pages[0]["/Annots"][0].get_object()
    assert link["/A"]["/URI"] == "https://example.org/%C3%A4%20b?q=(1)"
    assert link["/Contents"] == "our page"
    assert link["/F"] == 4


def test_link_within_the_document_leads_to_the_bookmark(fonts, serif):
    pdf = pdf_of(fonts, Link(72, 90, 40, 12, "#there"), bookmarks={"there": (0, 300.0)})
    reader = read(pdf)
    destination = reader.pages[0]["/Annots"][0].get_object()["/Dest"]
    assert destination[0].get_object() == reader.pages[0]
    assert float(destination[3]) == pytest.approx(541.9)


@pytest.mark.parametrize("target", ["javascript:alert(1)", "file:///etc/passwd", "#nowhere", "C:\\x.exe", ""])
def test_link_that_leads_nowhere_good_is_not_live_and_warned_of(fonts, target):
    drawn = PdfPainter(fonts).draw(one_page(Link(72, 90, 40, 12, target)), INFO)
    assert "/Annots" not in read(drawn.pdf).pages[0]
    assert drawn.warnings


def test_metadata_says_who_what_when_and_in_which_language(fonts, serif):
    reader = read(pdf_of(fonts, run(serif, 72, 100, "text", node=1)))
    assert reader.metadata.title == INFO.title
    assert reader.metadata.author == INFO.author
    assert reader.metadata.subject == INFO.subject
    assert reader.metadata["/Keywords"] == "AP19-7F3K"
    assert reader.metadata.creation_date == INFO.created_at
    assert reader.xmp_metadata.dc_title["x-default"] == INFO.title
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/MarkInfo"]["/Marked"]


def test_hostile_title_stays_text(fonts):
    title = "a</rdf:li>\x00\x1b]\ud800 (b\\) & c"
    reader = read(PdfPainter(fonts).draw(one_page(), DocumentInfo(title)).pdf)
    assert reader.metadata.title == reader.xmp_metadata.dc_title["x-default"] == "a</rdf:li> ] (b\\) & c"


def test_malformed_language_falls_back_to_the_pages_own(fonts):
    pages = Pages(one_page().pages, (), "de-AT")
    reader = read(PdfPainter(fonts).draw(pages, DocumentInfo("t", language="no such (language)")).pdf)
    assert reader.trailer["/Root"]["/Lang"] == "de-AT"


def test_fold_mark_is_printed_on_its_page_only(fonts):
    pages = Pages(one_page().pages * 2, (Node("Document", None),))
    mark = PaperMark(0, 280, 14, 280, page=1)
    contents = [
        page.get_contents().get_data() for page in read(PdfPainter(fonts).draw(pages, INFO, [mark]).pdf).pages
    ]
    assert b"0 561.9 m 14 561.9 l" in contents[0]
    assert contents[1] == b""


def test_letters_bytes_do_not_depend_on_its_neighbours(fonts, serif, sans):
    letters = [
        one_page(run(serif, 72, 100, text, node=1), run(sans, 72, 120, text, node=1), nodes=[Node("P", 0)])
        for text in ("Dear Zoë", "Dear Łukasz, ∞", "Dear Ann", "Dear Łukasz, ∞")
    ]
    alone = [RENDERERS["pdf"](fonts).draw(letter, INFO).pdf for letter in letters]
    together = RENDERERS["pdf"](fonts)
    assert [together.draw(letter, INFO).pdf for letter in letters] == alone
    assert [together.draw(letter, INFO).pdf for letter in reversed(letters)] == alone[::-1]


_HASH_OF_A_LETTER = """
import hashlib
from lettergen.typeset.fonts import FontBook
from tests.typeset.draw.sheets import pdf_of, run
fonts = FontBook(system=False)
faces = [fonts.face(family, True, True) for family in ("Arimo", "Caladea")]
runs = [run(face, 72, 100, "Zoë Łukasz ∞ שלום", node=1) for face in faces]
print(hashlib.sha256(pdf_of(fonts, *runs)).hexdigest())
"""


def test_bytes_are_the_same_in_another_process_with_another_hash_seed():
    digests = {
        subprocess.run(
            [sys.executable, "-c", _HASH_OF_A_LETTER],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_common_letters_are_embedded_once_for_all_letters(fonts, serif):
    def programs(text):
        reader = read(pdf_of(fonts, run(serif, 72, 100, text, node=1)))
        return [
            font.get_object()["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"].get_data()
            for font in reader.pages[0]["/Resources"]["/Font"].values()
        ]

    plain, other, foreign = programs("abc"), programs("xyz"), programs("xyzł")
    assert plain == other == foreign[:1]
    assert len(foreign) == 2
    assert len(foreign[1]) < len(plain[0]) / 4


def test_justified_glyphs_stand_where_they_were_placed(fonts, serif):
    import pdfplumber

    placed = run(serif, 72, 100, "wide words here", node=1)
    shifted = tuple(type(one)(one.id, one.x * 1.37, one.y) for one in placed.glyphs)
    wide = type(placed)(
        **{name: getattr(placed, name) for name in placed.__slots__ if name != "glyphs"}, glyphs=shifted
    )
    with pdfplumber.open(io.BytesIO(pdf_of(fonts, wide))) as pdf:
        found = [char["x0"] for char in pdf.pages[0].chars]
    assert found == pytest.approx([72 + one.x for one in shifted], abs=0.02)


def test_stretched_run_keeps_its_places(fonts, serif):
    import pdfplumber

    placed = run(serif, 72, 100, "stretched", node=1, scale=1.5)
    with pdfplumber.open(io.BytesIO(pdf_of(fonts, placed))) as pdf:
        found = [char["x0"] for char in pdf.pages[0].chars]
    assert found == pytest.approx([72 + one.x for one in placed.glyphs], abs=0.02)
