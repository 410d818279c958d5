"""The same pages by an installed LibreOffice, kept warm for a run."""

import io
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pdfplumber
import pytest

from lettergen.errors import InputError
from lettergen.flow.compare import compare_pdfs
from lettergen.libreoffice import LibreOfficeTypesetter
from lettergen.libreoffice.office import Office, SlowOfficeError
from lettergen.libreoffice.program import NoLibreOfficeError, find_libreoffice
from lettergen.model.documents import DocumentInfo, PaperMark
from lettergen.model.words import LostWordsError
from lettergen.pdfpages import Part, bind
from lettergen.typeset.engine import Typesetter
from lettergen.typeset.fonts import package_folders
from lettergen.typeset.read import text_of
from tests.servers import needs
from tests.typeset.engine.documents import letter, word_file
from tests.typeset.verapdf import verdict

pytestmark = pytest.mark.xdist_group("libreoffice")

INFO = DocumentInfo("Brackets", "Society", language="en-GB", created_at=datetime(2019, 11, 12, tzinfo=UTC))
MARK = PaperMark(10.0, 280.0, 20.0, 280.0)
TEXT = "We write to the parties about the libraries of the country, and ask what they will do. " * 3


def typesetter(text=text_of):
    needs.program("soffice", "libreoffice-writer-nogui")
    return LibreOfficeTypesetter(text_of=text, reports=Typesetter(), font_folders=[*package_folders()])


@pytest.fixture(scope="module")
def warm():
    made = typesetter()
    yield made
    made.close()


@pytest.fixture(scope="module")
def word():
    return word_file(letter("Dear Zoë,", TEXT, "Yours"))


def test_pages_are_pdf_ua_and_pdf_a_by_verapdf(warm, word, tmp_path):
    email, paper = tmp_path / "email.pdf", tmp_path / "paper.pdf"
    email.write_bytes(warm.typeset(word, INFO).pdf)
    paper.write_bytes(warm.typeset(word, INFO, marks=(MARK,), links=False).pdf)
    book = tmp_path / "book.pdf"
    book.write_bytes(bind([Part(one.stem, one.read_bytes()) for one in (email, paper)], duplex=True))
    assert verdict(email, paper, book, flavours="ua1,2b") == ""


def test_letter_has_the_same_words_in_the_same_lines_by_both(warm, word):
    ours = Typesetter().typeset(word, INFO)
    theirs = warm.typeset(word, INFO)
    assert compare_pdfs(ours.pdf, theirs.pdf).is_alike
    assert [line.text for line in theirs.first_page] == [line.text for line in ours.first_page]
    assert (theirs.pages, theirs.words) == (1, ours.words)
    assert [name for name, _ in theirs.fonts] == ["Arimo-Regular"]


def test_another_run_gives_the_same_bytes(warm, word):
    other = typesetter()
    try:
        assert other.typeset(word, INFO).pdf == warm.typeset(word, INFO).pdf
    finally:
        other.close()


def test_pdf_says_what_it_is(warm, word):
    with pdfplumber.open(io.BytesIO(warm.typeset(word, INFO).pdf)) as pdf:
        facts = pdf.metadata
    assert (facts["Title"], facts["Author"]) == ("Brackets", "Society")
    assert facts["CreationDate"].startswith("D:20191112")


def test_marks_are_on_the_paper(warm, word):
    with pdfplumber.open(io.BytesIO(warm.typeset(word, INFO, marks=[MARK]).pdf)) as pdf:
        lines = [(round(one["x0"]), round(one["x1"]), round(one["top"])) for one in pdf.pages[0].lines]
    assert (10, 20, 280) in lines


def test_lost_word_is_an_error_that_names_it(word):
    losing = typesetter(text=lambda one: f"{text_of(one)}\nvanishing")
    try:
        with pytest.raises(LostWordsError, match="“vanishing”"):
            losing.typeset(word, INFO)
    finally:
        losing.close()


def test_small_capitals_are_not_lost(warm):
    document = letter("Dear Ann")
    document.paragraphs[0].add_run(" Head of Department").font.small_caps = True
    assert warm.typeset(word_file(document), INFO).warnings == ()


def test_what_is_no_word_file_is_told():
    needs.program("soffice", "libreoffice-writer-nogui")
    office = Office(find_libreoffice())
    try:
        with pytest.raises(InputError, match=r"letter\.docx: LibreOffice cannot open it"):
            office.pdf_of(b"no zip", "letter.docx")
    finally:
        office.close()


def test_deadline_ends_libreoffice(word):
    needs.program("soffice", "libreoffice-writer-nogui")
    office = Office(find_libreoffice(), deadline=0.05)
    with pytest.raises(
        SlowOfficeError, match=r"letter\.docx: LibreOffice did not finish within 0.05 seconds"
    ):
        office.pdf_of(b"", "letter.docx")
    office.close()


def test_libreoffice_ends_with_a_lettergen_that_is_killed(tmp_path):
    soffice = needs.program("soffice", "libreoffice-writer-nogui")
    start = (
        "import sys, time; from pathlib import Path; from lettergen.libreoffice.office import Office\n"
        f"office = Office(Path({soffice!r})); office._start(time.monotonic() + 60)\n"
        "print(office._folder, flush=True); time.sleep(600)"
    )
    program = subprocess.Popen([sys.executable, "-c", start], stdout=subprocess.PIPE, text=True)
    folder = Path(program.stdout.readline().strip())
    assert folder.is_dir()
    os.kill(program.pid, signal.SIGKILL)
    program.wait()
    program.stdout.close()
    assert needs.wait_for(lambda: not folder.exists())
    assert needs.wait_for(lambda: str(folder) not in _commands())


def _commands() -> str:
    return subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout


def test_warm_letters_take_less_than_the_first(word):
    cold = typesetter()
    try:
        times = []
        for _ in range(3):
            started = time.monotonic()
            cold.typeset(word, INFO)
            times.append(time.monotonic() - started)
    finally:
        cold.close()
    assert min(times[1:]) < times[0]


@pytest.mark.parametrize(("platform", "how"), [("linux", "apt"), ("darwin", "brew"), ("win32", "winget")])
def test_absent_libreoffice_says_how_to_install_it(platform, how):
    assert how in str(NoLibreOfficeError(platform))


def test_absent_libreoffice_is_bad_input(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    with pytest.raises(NoLibreOfficeError) as found:
        find_libreoffice()
    assert found.value.exit_code == 3
