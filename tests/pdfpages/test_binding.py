"""Documents bound together: sheets, shared typefaces, and a structure that stays whole."""

import io
import re

import pikepdf
import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from lettergen.model.documents import DocumentInfo
from lettergen.pdfpages import Part, bind
from lettergen.typeset.engine import Typesetter
from tests.letters.corpus import all_cases
from tests.typeset.verapdf import verdict


def pdf(*texts: str) -> bytes:
    result = io.BytesIO()
    canvas = Canvas(result, invariant=True)
    for text in texts:
        canvas.drawString(100, 700, text)
        canvas.showPage()
    canvas.save()
    return result.getvalue()


def bound(*pdfs: bytes, duplex: bool = False) -> bytes:
    return bind([Part(f"Letter {number}", one) for number, one in enumerate(pdfs, 1)], duplex=duplex)


def texts(book: bytes) -> list[str]:
    return [page.extract_text().strip() for page in PdfReader(io.BytesIO(book)).pages]


@pytest.fixture(scope="module")
def letters():
    """Give letters with lists, tables, notes, links, pictures and another language, tagged."""
    typesetter = Typesetter(allow_lost_words=True)
    kinds = re.compile("list|note|link|table|picture|language|heading|field")
    made = [
        typesetter.typeset(case.make().word_file(), DocumentInfo(case.purpose, language=language)).pdf
        for case, language in zip(
            (one for one in all_cases() if kinds.search(one.name)),
            ["en-GB", "cy", "en-GB"] * 20,
            strict=False,
        )
    ]
    assert len(made) > 12
    return made


def test_each_letter_begins_on_a_front_side():
    book = bound(pdf("a"), pdf("b1", "b2"), pdf("c1", "c2", "c3"), pdf("d"), duplex=True)
    assert texts(book) == ["a", "", "b1", "b2", "c1", "c2", "c3", "", "d", ""]


def test_single_sided_letters_follow_each_other():
    assert texts(bound(pdf("a"), pdf("b"))) == ["a", "b"]


def test_same_letters_give_the_same_bytes(letters):
    assert bound(*letters[:4], duplex=True) == bound(*letters[:4], duplex=True)


def test_shared_parts_are_kept_once(letters):
    one = len(bound(letters[0]))
    assert len(bound(*[letters[0]] * 50)) < one * 15


def test_a_book_of_letters_is_pdf_ua_and_pdf_a(letters, tmp_path):
    book = tmp_path / "book.pdf"
    book.write_bytes(bound(*letters, duplex=True))
    assert verdict(book) == ""


def test_every_letter_keeps_its_structure_text_and_links(letters):
    book = bound(*letters, duplex=True)
    with pikepdf.open(io.BytesIO(book)) as whole:
        parts = list(whole.Root.StructTreeRoot.K.K)
        assert [str(part.T) for part in parts] == [f"Letter {n}" for n in range(1, len(letters) + 1)]
        assert [str(part.get("/Lang", "")) for part in parts[:3]] == ["", "cy", ""]
        for part, letter in zip(parts, letters, strict=True):
            with pikepdf.open(io.BytesIO(letter)) as alone:
                assert outline(part.K[0]) == outline(alone.Root.StructTreeRoot.K)
    drawn = [text for text in texts(book) if text]
    assert drawn == [text for letter in letters for text in texts(letter) if text]


def test_what_is_on_a_page_is_found_by_its_own_element(letters):
    with pikepdf.open(io.BytesIO(bound(*letters))) as book:
        owners = pikepdf.NumberTree(book.Root.StructTreeRoot.ParentTree)
        keys = [page.obj.StructParents for page in book.pages]
        keys += [one.StructParent for page in book.pages for one in page.obj.get("/Annots", [])]
        assert len(keys) == len(set(keys))
        assert set(keys) == set(owners.keys())
        for page in book.pages:
            for element in owners[page.obj.StructParents]:
                assert element.Pg.objgen == page.obj.objgen or on_other_page(element, page)
        ids = [str(key) for key in pikepdf.NameTree(book.Root.StructTreeRoot.IDTree)]
        assert len(ids) == len(set(ids)) > 1


def test_each_letter_has_a_bookmark(letters):
    with pikepdf.open(io.BytesIO(bound(*letters[:3]))) as book, book.open_outline() as outlines:
        assert [one.title for one in outlines.root] == ["Letter 1", "Letter 2", "Letter 3"]


def test_the_whole_claims_no_standard_that_a_part_does_not(letters):
    assert b"<pdfuaid:part>" in metadata(bound(*letters[:2]))
    mixed = metadata(bound(letters[0], pdf("plain")))
    assert b"<pdfuaid:part>" not in mixed
    assert b"<pdfaid:part>" not in mixed
    other_level = letters[1].replace(b"<pdfaid:conformance>A<", b"<pdfaid:conformance>B<")
    mixed = metadata(bound(letters[0], other_level))
    assert b"<pdfuaid:part>" in mixed
    assert b"<pdfaid:" not in mixed


def metadata(book: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(book)) as whole:
        return whole.Root.Metadata.read_bytes()


def outline(element: pikepdf.Object) -> tuple[object, ...]:
    """Give an element's role and its kids, so that two trees can be compared."""
    kids = element.get("/K", pikepdf.Array())
    many = kids if isinstance(kids, pikepdf.Array) else [kids]
    return str(element.S), *(outline(kid) if "/S" in kid else "content" for kid in map(as_element, many))


def as_element(kid: object) -> pikepdf.Object:
    return kid if isinstance(kid, pikepdf.Dictionary) else pikepdf.Dictionary()


def on_other_page(element: pikepdf.Object, page: pikepdf.Page) -> bool:
    """Say whether an element goes on to the page from another one."""
    return any(
        isinstance(kid, pikepdf.Dictionary) and kid.get("/Pg", element).objgen == page.obj.objgen
        for kid in element.K
    )
