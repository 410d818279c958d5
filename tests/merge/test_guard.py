"""What of a .docx is let in."""

import contextlib
import io
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lettergen.errors import FaultyInputError, InputError
from lettergen.merge import open_word_file

SAMPLE = Path(__file__).parents[2] / "templates" / "letter.docx"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)


def packed(tmp_path: Path, parts: dict[str, str | bytes], *, body: str = "<w:p/>", doctype: str = "") -> Path:
    """Write a small Word file with further parts."""
    document = f'{doctype}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
    path = tmp_path / "letter.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in ({"[Content_Types].xml": TYPES, "word/document.xml": document} | parts).items():
            package.writestr(name, data)
    return path


def relationship(kind: str, target: str, *, external: bool = True) -> dict[str, str | bytes]:
    mode = ' TargetMode="External"' if external else ""
    return {
        "word/_rels/document.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{R}/{kind}" Target="{target}"{mode}/></Relationships>'
        )
    }


def field(*codes: str) -> str:
    """Give a complex field whose code stands in several runs."""
    runs = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    result = "<w:r><w:t>result</w:t></w:r>"
    return f"<w:p>{mark.format('begin')}{runs}{mark.format('separate')}{result}{mark.format('end')}</w:p>"


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        open_word_file(path)
    told = str(caught.value)
    assert path.name in told
    return told


def test_sample_is_let_in_with_all_its_parts():
    word = open_word_file(SAMPLE)
    assert word.name == "letter.docx"
    assert {"word/document.xml", "word/styles.xml", "word/media/logo.png"} <= set(word.parts)


def test_missing_file_is_told(tmp_path):
    assert "there is no such file" in refusal(tmp_path / "letter.docx")


def test_folder_in_its_place_is_told(tmp_path):
    (tmp_path / "letter.docx").mkdir()
    assert "cannot be read" in refusal(tmp_path / "letter.docx")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b"Dear Sir", "is no Word file"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "old format"),
        (
            bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "protected with a password",
        ),
        (SAMPLE.read_bytes()[:5000], "damaged or cut off"),
    ],
    ids=["empty", "text", "old .doc", "encrypted", "cut off"],
)
def test_what_is_no_docx_says_what_to_do(tmp_path, data, told):
    path = tmp_path / "letter.docx"
    path.write_bytes(data)
    assert told in refusal(path)


def test_zip_of_something_else_is_told(tmp_path):
    path = tmp_path / "letter.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("photo.jpg", b"")
    assert "no Word file" in refusal(path)


def test_bomb_is_refused_before_it_is_inflated(tmp_path):
    assert "far larger inside" in refusal(packed(tmp_path, {"word/media/a.png": bytes(50_000_000)}))


def test_size_that_lies_is_found_out(tmp_path):
    path = packed(tmp_path, {"word/a.xml": b"<a>" + b"x" * 5_000 + b"</a>"})
    data = path.read_bytes()
    real = (5_007).to_bytes(4, "little")
    path.write_bytes(data.replace(real, (10).to_bytes(4, "little")))
    assert "damaged" in refusal(path)


def test_many_parts_are_refused(tmp_path):
    assert "too many parts" in refusal(packed(tmp_path, {f"word/{n}.xml": "<a/>" for n in range(2_000)}))


def test_two_parts_of_one_name_are_refused(tmp_path):
    path = packed(tmp_path, {})
    with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as package:
        warnings.simplefilter("ignore")
        package.writestr("WORD/document.xml", "<a/>")
    assert "two of the same name" in refusal(path)


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "word/..\\..\\evil.xml", "C:evil.xml"])
def test_part_name_that_leads_outside_is_refused(tmp_path, name):
    assert "unsafe name" in refusal(packed(tmp_path, {name: "<a/>"}))


def test_document_type_is_refused(tmp_path):
    entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    told = refusal(packed(tmp_path, {}, doctype=entities))
    assert "the letter's text: It declares a document type" in told


def test_elements_too_deep_are_refused(tmp_path):
    assert "too deep" in refusal(packed(tmp_path, {}, body="<w:p>" * 300 + "</w:p>" * 300))


def test_fields_too_deep_are_refused(tmp_path):
    begins = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>IF</w:instrText></w:r>' * 300
    assert "fields stand too deep" in refusal(packed(tmp_path, {}, body=f"<w:p>{begins}</w:p>"))


def test_field_that_never_ends_is_looked_at_too(tmp_path):
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    open_field = f"<w:p>{begin}<w:r><w:instrText>DDE x</w:instrText></w:r></w:p>"
    assert "a field DDE" in refusal(packed(tmp_path, {}, body=open_field))


def test_field_without_a_result_is_looked_at_too(tmp_path):
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = "<w:r><w:instrText>DDE x</w:instrText></w:r>"
    body = f"<w:p>{mark.format('begin')}{code}{mark.format('end')}</w:p>"
    assert "a field DDE" in refusal(packed(tmp_path, {}, body=body))


def test_part_without_a_common_name_is_named_by_its_own(tmp_path):
    assert "the part `word/odd.xml`: It is damaged" in refusal(packed(tmp_path, {"word/odd.xml": "<a>"}))


def test_package_larger_than_any_letter_is_refused(tmp_path):
    parts = {f"word/media/{n}.bin": b"".join(bytes([b]) * 200 for b in range(256)) * 78 for n in range(51)}
    assert "is larger than 200 MB inside" in refusal(packed(tmp_path, parts))


def test_too_many_elements_are_refused(tmp_path):
    flood = {f"word/header{n}.xml": f'<w:hdr xmlns:w="{W}">{"<w:p/>" * 150_000}</w:hdr>' for n in range(7)}
    path = tmp_path / "letter.docx"
    packed(tmp_path, {})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as package:
        for name, data in flood.items():
            package.writestr(name, data)
    assert "more elements than any letter" in refusal(path)


def test_damaged_part_is_named_in_words(tmp_path):
    assert "a header: It is damaged" in refusal(packed(tmp_path, {"word/header2.xml": "<w:hdr>"}))


def test_damaged_part_that_another_program_left_is_taken_out(tmp_path):
    word = open_word_file(packed(tmp_path, {"14813.xml": b"\x00 no XML", "meta.xml": "<meta/>"}))
    assert "14813.xml" not in word.parts
    assert "meta.xml" in word.parts


def test_a_logo_of_bare_points_is_let_in_and_text_that_inflates_so_is_not(tmp_path):
    plain = bytes(11_000_000)
    assert (
        open_word_file(packed(tmp_path, {"word/media/image1.emf": plain})).parts["word/media/image1.emf"]
        == plain
    )
    assert "far larger inside" in refusal(packed(tmp_path, {"word/media/image1.emf": plain * 2}))
    assert "far larger inside" in refusal(packed(tmp_path, {"word/odd.bin": plain}))


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"word/vbaProject.bin": b"x"}, "holds macros"),
        ({"word/activeX/activeX1.xml": "<a/>"}, "ActiveX"),
        ({"customUI/customUI.xml": "<a/>"}, "Word's menus"),
        ({"word/afchunk.docx": b"x"}, "whole other file"),
        (relationship("image", "http://tracker.test/x.png"), "fetches `http://tracker.test/x.png`"),
        (relationship("attachedTemplate", "https://host.test/evil.dotm"), "on another computer"),
        (relationship("attachedTemplate", "file:///\\\\server\\share\\a.dotx"), "on another computer"),
        (relationship("oleObject", "embeddings/a.bin", external=False), "another program"),
        (relationship("aFChunk", "a.html", external=False), "other file is read in"),
        (relationship("subDocument", "b.docx"), "Another document"),
        (relationship("hyperlink", "file:///etc/passwd"), "neither a web nor a mail address"),
        (relationship("hyperlink", "javascript:alert(1)"), "neither a web nor a mail address"),
        ({"[Content_Types].xml": TYPES.replace(".document.", ".document.macroEnabled.")}, "with macros"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_active_content_is_refused_with_its_place(tmp_path, parts, told):
    assert told in refusal(packed(tmp_path, parts))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (field('INCLUDETEXT "/etc/passwd"'), "a field INCLUDETEXT"),
        (field("INCL", "UDE", "TEXT", ' "secret.docx"'), "a field INCLUDETEXT"),
        (field(" ddeauto c:\\\\windows\\\\cmd.exe "), "a field DDEAUTO"),
        ('<w:p><w:fldSimple w:instr=" LINK Excel.Sheet a.xls "/></w:p>', "a field LINK"),
        ('<w:p><w:altChunk r:id="rId1"/></w:p>', "other file is read in"),
        ('<w:p><w:r><w:object><o:OLEObject xmlns:o="x"/></w:object></w:r></w:p>', "another program"),
        ("<w:p><w:r><w:control/></w:r></w:p>", "ActiveX"),
        ("<w:p><w:r><w:instrText>INCLUDEPICTURE x</w:instrText></w:r></w:p>", "a field INCLUDEPICTURE"),
        (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>' + field('QUOTE "INCLUDE"') + "</w:p>",
            "another field works out",
        ),
    ],
)
def test_active_content_in_the_text_is_refused(tmp_path, body, told):
    message = refusal(packed(tmp_path, {}, body=body))
    assert told in message
    assert "the letter's text" in message


@pytest.mark.parametrize(
    ("parts", "body"),
    [
        (
            relationship("hyperlink", "https://example.org/link"),
            field('HYPERLINK "https://x.example/dde link"'),
        ),
        (relationship("hyperlink", "mailto:a@x.example"), field("PAGE")),
        (relationship("attachedTemplate", "file:///C:\\Users\\me\\Letterhead.dotx"), ""),
        (relationship("attachedTemplate", "Normal.dotm"), ""),
        (relationship("image", "media/a.png", external=False), field(" IF ", "x = y")),
        ({"customXml/item1.xml": '<Relationship Type="x/subDocument" TargetMode="External"/>'}, ""),
        ({"word/printerSettings1.bin": b"x"}, '<w:p><w:fldSimple w:instr=" NUMPAGES "/></w:p>'),
    ],
)
def test_harmless_things_are_let_in(tmp_path, parts, body):
    open_word_file(packed(tmp_path, parts, body=body))


def test_every_finding_is_told_at_once(tmp_path):
    path = packed(tmp_path, relationship("image", "http://a.test/"), body=field("DDE x") + field("LINK y"))
    with pytest.raises(FaultyInputError) as caught:
        open_word_file(path)
    assert len(caught.value.faults) == 3


def test_reader_that_runs_nothing_may_ask_for_active_content(tmp_path):
    path = packed(tmp_path, relationship("image", "http://a.test/"), body=field("DDE x"))
    assert "word/document.xml" in open_word_file(path, refuse_active=False).parts


def test_zip_that_is_encrypted_is_told(tmp_path):
    path = packed(tmp_path, {})
    data = bytearray(path.read_bytes())
    # The flag stands 6 bytes into a local header and 8 bytes into a directory entry.
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 1)
    path.write_bytes(bytes(data))
    assert "zip password" in refusal(path)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_anywhere_never_ends_in_a_traceback(tmp_path, data):
    original = SAMPLE.read_bytes()
    damaged = bytearray(original)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(original) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(1, len(original)))
    path = tmp_path / "letter.docx"
    path.write_bytes(bytes(damaged[:end]))
    with contextlib.suppress(InputError):
        open_word_file(path)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_as_a_part_never_end_in_a_traceback(tmp_path, junk):
    with io.BytesIO() as written:
        with zipfile.ZipFile(written, "w") as package:
            package.writestr("[Content_Types].xml", TYPES)
            package.writestr("word/document.xml", junk)
        path = tmp_path / "letter.docx"
        path.write_bytes(written.getvalue())
    with pytest.raises(InputError):
        open_word_file(path)


def test_part_in_an_encoding_that_nobody_knows_is_refused(tmp_path):
    odd = b'<?xml version="1.0" encoding="UTFy8"?><a/>'
    assert "the part `word/odd.xml`: It is damaged" in refusal(packed(tmp_path, {"word/odd.xml": odd}))
