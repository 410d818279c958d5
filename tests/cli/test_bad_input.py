"""Bad input through the program: one clear answer, exit code 3, nothing in the log."""

import io
import os
import sqlite3
import subprocess
import zipfile
from contextlib import closing, contextmanager

import pytest
from docx import Document
from pypdf import PdfReader

ONE_SCREEN = 24


def refuse(office, *words: str, command=("send", "--dry-run"), code: int = 3) -> str:
    """Run it, expect a refusal that says those words, and nothing in the log; gives the answer."""
    result = office.run(*command)
    assert result.code == code, result.talk + result.data
    for word in words:
        assert word in result.talk.replace("\n", " "), result.talk
    assert len(result.talk.splitlines()) <= ONE_SCREEN
    assert not list((office.folder / "outbox").rglob("*.pdf"))
    assert events(office) == 0
    return result.talk


def events(office) -> int:
    path = office.folder / "correspondence.db"
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("select count(*) from events").fetchone()[0]


def template(office, *paragraphs: str) -> None:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(office.folder / "templates" / "letter.docx")


def test_no_template(office):
    (office.folder / "templates" / "letter.docx").unlink()
    refuse(office, "letter.docx", "no such file")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(504)
            + "WordDocument".encode("utf-16-le")
            + bytes(1000),
            ".docx",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (b"", "empty"),
        (b"just text", "Word"),
    ],
    ids=["old .doc", "encrypted", "empty", "text"],
)
def test_template_that_is_no_docx(office, content, word):
    (office.folder / "templates" / "letter.docx").write_bytes(content)
    refuse(office, "letter.docx", word)


def test_truncated_template(office):
    path = office.folder / "templates" / "letter.docx"
    path.write_bytes(path.read_bytes()[:-2000])
    refuse(office, "letter.docx")


def test_zip_bomb(office):
    path = office.folder / "templates" / "letter.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<Types/>")
        bomb.writestr("word/document.xml", b"\0" * 300_000_000)
    refuse(office, "letter.docx")


def test_tag_that_is_not_closed(office):
    template(office, "Before", "Dear {{ recipient.name,")
    refuse(office, "letter.docx", "paragraph 2", "Dear {{ recipient.name")


def test_unknown_fields_are_all_named(office):
    template(office, "{{ recipient.nmae }} and {{ shoe_size }} and {{ hat_size }}")
    refuse(office, "letter.docx", "nmae", "shoe_size", "hat_size")


def test_empty_recipients(office):
    office.write("recipients.csv", "")
    refuse(office, "recipients.csv", "empty")


def test_nul_byte(office):
    office.write("recipients.csv", "key,name,channels,email\na,A\0,email,a@one.example\n")
    refuse(office, "recipients.csv", "NUL")


def test_a_hundred_thousand_columns(office):
    header = ",".join(["key", "name", "channels", *(f"c{number}" for number in range(100_000))])
    office.write("recipients.csv", header + "\n")
    refuse(office, "recipients.csv", "columns")


def test_line_break_in_an_address_injects_nothing(office):
    office.write("recipients.csv", 'key,name,channels,email\na,A,email,"a@one.example\nBcc: b@two.example"\n')
    refuse(office, "recipients.csv", "row 2", "column email")


def test_all_faults_of_all_files_at_once(office):
    office.write("recipients.csv", "key,name,channels,email\na,A,email,nonsense\na,B,fax,b@one.example\n")
    office.write("signatories.csv", "role\nDirector\n")
    talk = refuse(office, "row 2", "row 3", "signatories.csv")
    assert "fax" in talk


def test_misspelt_setting_suggests_the_right_one(office):
    office.replace("lettergen.toml", "subject =", "subjcet =")
    refuse(office, "lettergen.toml", "[campaign] subjcet", "Did you mean `subject`?")


def test_database_of_a_newer_version(office):
    office.ok("log")
    path = office.folder / "correspondence.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("update alembic_version set version_num = 'f00d'")
    refuse(office, "correspondence.db", "newer")


def test_database_that_is_none(office):
    (office.folder / "correspondence.db").write_bytes(b"Not a database, " * 100)
    result = office.run("send", "--dry-run")
    assert result.code == 3
    assert "correspondence.db" in result.talk
    assert (office.folder / "correspondence.db").read_bytes() == b"Not a database, " * 100


def test_folder_without_a_campaign(tmp_path, office):
    office.folder = tmp_path
    result = office.run("send", "--dry-run")
    assert result.code == 3
    assert "lettergen init" in result.talk


@contextmanager
def mounted(folder, *options: str):
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("mounting a small file system needs root")
    folder.mkdir(parents=True, exist_ok=True)
    ran = subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", folder], check=False)
    if ran.returncode:
        pytest.skip("this machine does not let us mount")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def test_full_disk(office):
    with mounted(office.folder / "outbox", "size=64k"):
        result = office.run("send", "--dry-run")
        assert result.code == 3
        assert "outbox" in result.talk
        assert "full" in result.talk or "space" in result.talk
        assert events(office) == 0


def test_no_permission_to_write_outbox(office):
    with mounted(office.folder / "outbox", "ro"):
        refuse(office, "outbox")


# --- input that looks bad and is not ----------------------------------------------------------------


def test_semicolons_and_cp1252_are_read(office):
    header = "key;name;channels;email;organisation;party;position\n"
    rows = header + "berry;Siân Berry;email;sian@green.example;Greens – Wales;the Greens;other\n"
    (office.folder / "recipients.csv").write_bytes(rows.encode("cp1252"))
    letters = office.ok("send", "--dry-run", "--json").json["letters"]
    assert [letter["name"] for letter in letters] == ["Siân Berry"]


def test_markup_in_a_name_comes_out_as_it_is(office):
    header = "key,name,channels,email,organisation,party,position\n"
    office.write("recipients.csv", header + "x,<b>&</w:t>,email,x@one.example,{{ 7*7 }} & Sons,us,other\n")
    letter = office.ok("send", "--dry-run", "--json").json["letters"][0]
    pdf = (office.folder / letter["pdf"]).read_bytes()
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "<b>&</w:t>" in text
    assert "{{ 7*7 }} & Sons" in text.replace("\n", " ")
