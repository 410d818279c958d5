"""Which face is found for a family, and what stands in."""

import time

import pytest

from lettergen.typeset.fonts import FontBook, places
from tests.typeset.fonts.making import saved, small_font


@pytest.fixture(scope="module")
def packaged():
    """A book of the faces that come with lettergen alone."""
    return FontBook(system=False)


def test_family_in_a_package_is_found_in_all_four_styles(packaged):
    names = {
        packaged.face("Caladea", bold, italic).name for bold in (False, True) for italic in (False, True)
    }
    assert names == {"Caladea-Regular", "Caladea-Bold", "Caladea-Italic", "Caladea-BoldItalic"}


def test_family_is_found_whatever_its_case(packaged):
    assert packaged.face("ARIMO", False, False) is packaged.face("Arimo", False, False)


def test_variable_font_gives_its_bold_at_the_named_instance(packaged):
    regular, bold = packaged.face("Arimo", False, False), packaged.face("Arimo", True, False)
    assert dict(bold.entry.axes) == {"wght": 700}
    assert not bold.synthetic_bold
    assert bold.shape("Letter").width > regular.shape("Letter").width


def test_named_instance_is_found_as_a_family_of_its_own(packaged):
    assert dict(packaged.face("Arimo Medium", False, False).entry.axes) == {"wght": 500}


def test_style_that_a_family_lacks_is_synthesised(packaged):
    face = packaged.face("Arimo Medium", True, True)
    assert face.synthetic_bold
    assert face.synthetic_italic
    assert face.key != packaged.face("Arimo Medium", False, False).key


def test_missing_family_is_replaced_by_one_of_the_same_widths_and_reported_once():
    book = FontBook(system=False)
    assert book.face("Arial", False, False).entry.name == "Arimo"
    book.face("Arial", True, False)
    book.face("arial", False, False)
    assert len([one for one in book.warnings if "Arimo" in one and one.startswith("The font Arial")]) == 1


def test_warning_is_about_the_faces_that_stand_in():
    book = FontBook(system=False)
    sans, serif = book.face("Arial", False, False), book.face("Cambria", False, False)
    assert len(book.warnings) == 2
    assert [text.split()[2] for text in book.warnings_about([sans])] == ["Arial"]
    assert book.warnings_about([book.face("Caladea", True, False)]) == ()
    assert len(book.warnings_about([serif, sans])) == 2


def test_unknown_serif_family_is_replaced_by_a_serif_face_and_the_warning_tells_the_remedy():
    book = FontBook(system=False)
    assert book.face("Mercury Old Roman", False, False).entry.name == "Caladea"
    assert "fonts folder" in book.warnings[0]


def test_campaigns_own_font_comes_before_packages_and_system(tmp_path, packaged):
    path = packaged.face("Caladea", False, False).entry.path
    (tmp_path / "deep").mkdir()
    copy = tmp_path / "deep" / "Own.TTF"
    copy.write_bytes(path.read_bytes())
    assert FontBook([tmp_path]).face("Caladea", False, False).entry.path == copy


def test_damaged_file_is_passed_over(tmp_path, packaged):
    whole = packaged.face("Caladea", False, False).entry.path.read_bytes()
    for number, length in enumerate((0, 3, 11, 12, 100, 300, len(whole) // 2)):
        (tmp_path / f"{number}.ttf").write_bytes(whole[:length])
    assert FontBook([tmp_path], system=False).face("Arimo", False, False).name == "Arimo-Regular"


def test_missing_fonts_folder_is_no_error(tmp_path):
    assert FontBook([tmp_path / "fonts"], system=False).face("Arimo", False, False)


def test_character_that_a_face_lacks_is_found_in_another(packaged):
    face = packaged.face("Caladea", True, False)
    assert not face.has("я")
    other = packaged.fallback("я", face)
    assert other is not None
    assert other.has("я")
    assert other.entry.bold


def test_family_in_several_files_is_searched_in_all_of_them(tmp_path):
    without, with_it = small_font("DejaVu Sans"), small_font("DejaVu Sans")
    for table in without["cmap"].tables:
        table.cmap = {code: name for code, name in table.cmap.items() if code != ord("é")}
    saved(without, tmp_path / "1.ttf")
    path = saved(with_it, tmp_path / "2.ttf")
    book = FontBook([tmp_path], system=False)
    assert book.face("DejaVu Sans", False, False).entry.path != path
    assert book.fallback("é", book.face("Arimo", False, False)).entry.path == path


def test_character_that_no_font_has_gives_none(packaged):
    assert packaged.fallback("\U0010fffd", packaged.face("Arimo", False, False)) is None


def test_hundred_files_are_scanned_in_a_fifth_of_a_second(tmp_path, packaged):
    path = packaged.face("Caladea", False, False).entry.path
    for number in range(100):
        (tmp_path / f"{number}.ttf").write_bytes(path.read_bytes())
    began = time.process_time()
    assert len(places.folder_entries(tmp_path)) == 100
    assert time.process_time() - began < 0.2


def test_system_folders_are_known_for_each_platform():
    for platform in ("linux", "darwin", "win32"):
        assert places.system_folders(platform)


def test_font_of_pictures_without_outlines_is_passed_over(tmp_path):
    font = small_font("Arimo")
    del font["glyf"], font["loca"]
    saved(font, tmp_path / "pictures.ttf")
    assert FontBook([tmp_path], system=False).face("Arimo", False, False).name == "Arimo-Regular"
    assert places.folder_entries(tmp_path)


def test_upright_form_of_a_family_is_the_family(packaged):
    assert packaged.face("@Arimo", False, False).entry.name == "Arimo"
