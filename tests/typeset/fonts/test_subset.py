"""What is cut out of a font to be embedded, for every kind of font."""

import io

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from lettergen.typeset.fonts import FontBook
from lettergen.typeset.fonts.permission import EmbeddingForbiddenError
from lettergen.typeset.fonts.subset import common_glyphs, cut, meanings
from tests.typeset.fonts.making import collection, saved, small_font


@pytest.fixture(scope="module")
def packaged():
    return FontBook(system=False)


def face_of(folder, family, bold=False):
    return FontBook([folder], system=False).face(family, bold, False)


def test_subset_has_the_glyphs_under_their_own_numbers(packaged):
    face = packaged.face("Caladea", False, False)
    glyph = face.glyph("é")
    part = TTFont(io.BytesIO(cut(face, [glyph]).data))
    whole = TTFont(face.entry.path)
    assert part["glyf"][part.getGlyphName(glyph)].numberOfContours != 0
    assert part["hmtx"][part.getGlyphName(glyph)] == whole["hmtx"][whole.getGlyphName(glyph)]
    assert part["glyf"][part.getGlyphName(face.glyph("z"))].numberOfContours == 0
    assert not {"name", "cmap", "GSUB", "fpgm"} & set(part.keys())


def test_subset_of_a_variable_font_is_fixed_at_its_instance(packaged):
    face = packaged.face("Arimo", True, False)
    part = TTFont(io.BytesIO(cut(face, [face.glyph("H")]).data))
    assert "fvar" not in part
    assert "gvar" not in part
    width = part["hmtx"][part.getGlyphName(face.glyph("H"))][0]
    assert width / face.units_per_em == pytest.approx(face.advance(face.glyph("H")))


@pytest.mark.parametrize("cid", [False, True])
def test_cff_outlines_are_embedded_as_a_bare_cff_program_whose_cids_are_glyph_numbers(tmp_path, cid):
    font = small_font("Bracket Sans", cff=True, cid=cid)
    saved(font, tmp_path / "bracket.otf")
    face = face_of(tmp_path, "Bracket Sans")
    program = cut(face, [face.glyph("a")])
    assert program.cff
    from fontTools.cffLib import CFFFontSet

    part = CFFFontSet()
    part.decompile(io.BytesIO(program.data), None)
    top = part.topDictIndex[0]
    if hasattr(top, "ROS"):
        assert list(top.charset)[face.glyph("a")] == f"cid{face.glyph('a'):05d}"
    pen = DecomposingRecordingPen({})
    top.CharStrings[top.charset[face.glyph("a")]].draw(pen)
    assert len(pen.value) > 5


def test_faces_of_a_collection_are_told_apart(tmp_path):
    fonts = small_font("Bracket"), small_font("Bracket", bold=True), small_font("Other", cff=True)
    collection(tmp_path / "all.ttc", *fonts)
    regular, bold = face_of(tmp_path, "Bracket"), face_of(tmp_path, "Bracket", bold=True)
    assert regular.entry.index != bold.entry.index
    assert not bold.synthetic_bold
    assert face_of(tmp_path, "Other").entry.index == 2
    assert regular.key != bold.key
    assert cut(regular, [regular.glyph("a")]).data != cut(bold, [bold.glyph("a")]).data


@pytest.mark.parametrize("embedding", [0x2, 0x200, 0x202])
def test_font_that_must_not_be_embedded_is_an_error_that_names_file_and_remedy(tmp_path, embedding):
    saved(small_font("Bracket", embedding=embedding), tmp_path / "bracket.ttf")
    with pytest.raises(EmbeddingForbiddenError) as raised:
        face_of(tmp_path, "Bracket")
    assert "bracket.ttf" in str(raised.value)
    assert "another font" in str(raised.value)


@pytest.mark.parametrize("embedding", [0x0, 0x4, 0x8, 0xC, 0x6])
def test_font_for_preview_and_print_may_be_embedded(tmp_path, embedding):
    saved(small_font("Bracket", embedding=embedding), tmp_path / "bracket.ttf")
    assert face_of(tmp_path, "Bracket").entry.name == "Bracket"


def test_font_that_must_not_be_embedded_never_stands_in(tmp_path, packaged):
    saved(small_font("Arial", embedding=2), tmp_path / "arial.ttf")
    assert FontBook([tmp_path], system=False).face("Helvetica", False, False).entry.name != "Arial"


def test_font_that_must_not_be_subset_is_embedded_whole(tmp_path):
    saved(small_font("Bracket", embedding=0x100), tmp_path / "bracket.ttf")
    face = face_of(tmp_path, "Bracket")
    part = TTFont(io.BytesIO(cut(face, [face.glyph("a")]).data))
    names = [name for name in part.getGlyphOrder() if part["glyf"][name].numberOfContours]
    assert len(names) == face.harfbuzz.glyph_count - 2  # all but the space and .notdef
    assert face.glyph("é") in common_glyphs(face)


def test_glyphs_mean_what_the_cmap_says_and_ligatures_their_letters():
    face = FontBook().face("Carlito", False, False)
    known = meanings(face)
    assert known[face.glyph("é")] == "é"
    assert known[face.glyph(" ")] == " "
    for letters in ("fi", "ffi", "tt"):
        glyphs = face.shape(letters, script="Latn", ligatures=True).glyphs
        if len(glyphs) == 1:
            assert known[glyphs[0]] == letters


def test_arabic_forms_mean_their_letters():
    book = FontBook()
    face = book.fallback("م", book.face("Arimo", False, False))
    if face is None or not face.has("\ufee3"):
        pytest.skip("no font with Arabic presentation forms")
    assert meanings(face)[face.glyph("\ufee3")] == "م"
    assert meanings(face)[face.glyph("\ufefb")] == "لا"


def test_same_subset_twice_is_the_same_bytes(packaged):
    face = packaged.face("Arimo", False, False)
    assert cut(face, [40, 41, 42]) == cut(face, [42, 41, 40])
