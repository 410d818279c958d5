"""A Word file to a PDF, the whole way."""

import io
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest

from lettergen.model.documents import DocumentInfo, PaperMark, Report, ReportTable, ReportText, WordFile
from lettergen.typeset.engine import LostWordsError, Typesetter
from lettergen.typeset.layout import Layouter
from tests.typeset.engine.documents import DOCUMENTS, letter, word_file
from tests.typeset.verapdf import verdict

INFO = DocumentInfo("Brackets", "Society", created_at=datetime(2019, 11, 12, tzinfo=UTC))


@pytest.fixture(scope="module")
def typesetter():
    return Typesetter()


def read(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf))


def test_letter_becomes_pages_with_its_words_lines_and_fonts(typesetter):
    made = typesetter.typeset(word_file(letter("Dear Zoë Łukasiewicz,", "we write about brackets.")), INFO)
    assert made.pdf.startswith(b"%PDF-1.7")
    assert made.pages == 1
    assert made.words == "Dear Zoë Łukasiewicz,\nwe write about brackets."
    assert [line.text for line in made.first_page] == ["Dear Zoë Łukasiewicz,", "we write about brackets."]
    ((name, digest),) = made.fonts
    assert name == "Arimo-Regular"
    assert len(digest) == 64
    assert "Łukasiewicz" in read(made.pdf).pages[0].extract_text()
    assert made.warnings == ()


def test_title_is_the_documents_own_or_the_files_name_where_none_is_given(typesetter):
    document = letter("text")
    document.core_properties.title = "A bridge"
    made = typesetter.typeset(word_file(document), DocumentInfo(""))
    assert read(made.pdf).metadata.title == "A bridge"
    document.core_properties.title = ""
    made = typesetter.typeset(word_file(document, "letterhead.docx"), DocumentInfo(""))
    assert read(made.pdf).metadata.title == "letterhead"


@pytest.mark.parametrize("kind", ["tables", "lists", "links", "headers"])
def test_memory_that_is_begun_anew_changes_no_byte(typesetter, monkeypatch, kind):
    word = word_file(DOCUMENTS[kind]())
    expected = typesetter.typeset(word, INFO).pdf
    monkeypatch.setattr("lettergen.typeset.layout.paragraphs._REMEMBERED", 2)
    monkeypatch.setattr("lettergen.typeset.layout.recurring._REMEMBERED", 2)
    monkeypatch.setattr("lettergen.typeset.draw.runs.REMEMBERED", 2)
    forgetful = Typesetter()
    assert [forgetful.typeset(word, INFO).pdf for _ in range(2)] == [expected] * 2


def test_fold_marks_and_dead_links_make_the_paper_version(typesetter):
    word = word_file(DOCUMENTS["links"]())
    paper = read(typesetter.typeset(word, INFO, marks=[PaperMark(0, 280, 14, 280)], links=False).pdf)
    assert "/Annots" not in paper.pages[0]
    assert b"0 m 14" not in paper.pages[0].get_contents().get_data()
    assert b" m 14 " in paper.pages[0].get_contents().get_data()
    assert len(read(typesetter.typeset(word, INFO).pdf).pages[0]["/Annots"]) == 3


def test_letter_is_the_same_alone_and_among_others(typesetter):
    words = [word_file(letter(f"Dear {name},", "the same text")) for name in ("Zoë", "Łukasz", "שלום", "Zoë")]
    alone = [Typesetter().typeset(word, INFO).pdf for word in words]
    assert [typesetter.typeset(word, INFO).pdf for word in words] == alone
    assert [typesetter.typeset(word, INFO).pdf for word in reversed(words)] == alone[::-1]


_DIGESTS = """
from lettergen.model.documents import DocumentInfo
from lettergen.typeset.engine import Typesetter
from tests.typeset.engine.documents import DOCUMENTS, word_file
for name in ("headings", "tables", "languages"):
    print(Typesetter().typeset(word_file(DOCUMENTS[name]()), DocumentInfo("t")).digest)
"""


def test_bytes_are_the_same_in_another_process_with_another_hash_seed():
    outputs = {
        subprocess.run(
            [sys.executable, "-c", _DIGESTS],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ".", "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(outputs) == 1
    assert outputs.pop().count("\n") == 3


class _Forgetful(Layouter):
    """Lays out all but one kind of item."""

    def lay_out(self, story, **options):
        from dataclasses import replace

        pages = super().lay_out(story, **options)
        kept = tuple(
            replace(page, items=tuple(one for one in page.items if getattr(one, "text", "") != "vanishing"))
            for page in pages.pages
        )
        return replace(pages, pages=kept)


def forgetful(**options):
    typesetter = Typesetter(**options)
    typesetter._layouter = _Forgetful(typesetter._fonts)
    return typesetter


def test_word_that_layout_loses_is_an_error_that_names_it_and_its_place():
    document = letter("All words are here but ")
    document.paragraphs[0].add_run("vanishing").bold = True
    with pytest.raises(LostWordsError, match=r"“vanishing” .after “are here but”"):
        forgetful().typeset(word_file(document), INFO)


def test_lost_words_are_a_warning_where_that_is_allowed():
    document = letter("All words are here but ")
    document.paragraphs[0].add_run("vanishing").bold = True
    made = forgetful(allow_lost_words=True).typeset(word_file(document), INFO)
    assert "vanishing" in made.warnings[-1].what


def test_substituted_font_is_reported_once(typesetter):
    made = typesetter.typeset(word_file(letter("one", "two", family="No Such Family")), INFO)
    assert len([one for one in made.warnings if "No Such Family" in str(one)]) == 1


def test_campaigns_fonts_folder_goes_first(tmp_path):
    from tests.typeset.fonts.making import saved, small_font

    saved(small_font("Bracket"), tmp_path / "bracket.ttf")
    made = Typesetter(font_folders=[tmp_path]).typeset(
        word_file(letter("a bread tin", family="Bracket")), INFO
    )
    assert [name for name, _digest in made.fonts] == ["Bracket-Regular"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_text_comes_back_in_the_order_of_the_document(typesetter, name, tmp_path):
    made = typesetter.typeset(word_file(DOCUMENTS[name]()), INFO)
    placed = "".join(page.extract_text() for page in read(made.pdf).pages)
    latin = [word for word in made.words.split() if word.isascii() and word.isalpha() and word.islower()]
    missing = [word for word in latin if word not in placed and word not in "small_caps all_caps"]
    assert not missing


def report():
    blocks = (
        ReportText("Batch 2026-11-24-1", level=1),
        ReportText("Two letters\non three sheets."),
        ReportText("Recipients", level=2),
        ReportTable(
            ("No.", "To", "Pages"),
            tuple((str(number), f"Zoë Łukasiewicz {number}", "2") for number in range(120)),
            (1, 8, 1),
        ),
        ReportText("Differences", level=2),
        ReportText("the new words stand here", changed=((4, 7), (4, 13))),
    )
    return Report(DocumentInfo("Batch 2026-11-24-1", created_at=INFO.created_at), blocks)


def test_report_has_its_words_on_pages_with_the_tables_head_repeated(typesetter):
    made = typesetter.typeset_report(report())
    texts = [page.extract_text() for page in read(made.pdf).pages]
    assert made.pages == len(texts) > 2
    assert all("Pages" in text for text in texts[:-1])
    assert "the new words stand here" in texts[-1]
    assert {name for name, _digest in made.fonts} == {"Arimo-Regular", "Arimo-Bold"}
    assert made.words.startswith("Batch 2026-11-24-1\nTwo letters\non three sheets.")


def test_empty_report_is_a_page(typesetter):
    assert typesetter.typeset_report(Report(DocumentInfo(""), ())).pages == 1


def test_every_document_is_valid_by_verapdf(typesetter, tmp_path):
    files = []
    for name, make in DOCUMENTS.items():
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(typesetter.typeset(word_file(make()), INFO).pdf)
    sample = Path(__file__).parents[3] / "templates" / "letter.docx"
    with zipfile.ZipFile(sample) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    files.append(tmp_path / "sample.pdf")
    files[-1].write_bytes(typesetter.typeset(WordFile(sample.name, parts), INFO).pdf)
    files.append(tmp_path / "report.pdf")
    files[-1].write_bytes(typesetter.typeset_report(report()).pdf)
    assert verdict(*files) == ""
