"""The sample campaign: whole, in step with what `lettergen init` writes, and a letter to be proud of."""

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from PIL import Image, ImageChops

import lettergen
from lettergen.merge import Template, TextTemplate, field_names, letter_values, open_word_file
from lettergen.model.letters import assign_refs
from lettergen.model.sendings import Channel
from lettergen.recipients import read_recipients, read_signatories
from lettergen.settings import read_settings

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "lettergen" / "sample"
FILES = sorted(path.relative_to(SAMPLE) for path in SAMPLE.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def campaign():
    settings = read_settings(ROOT, {})
    return settings, read_recipients(ROOT / "recipients.csv"), read_signatories(ROOT / "signatories.csv")


@pytest.fixture(scope="module")
def letters(campaign):
    """Every letter's text by recipient key and channel."""
    settings, recipients, signatories = campaign
    path = ROOT / "templates" / "letter.docx"
    template = Template(open_word_file(path), path)
    refs = assign_refs("AP19", settings.campaign.name, [one.key for one in recipients])
    made = {}
    for one in recipients:
        for channel in Channel:
            values = letter_values(
                one, ref=refs[one.key], channel=channel, signatories=signatories, settings=settings
            )
            made[one.key, channel] = template.fill(values)
    return made


def text_of(word) -> str:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, data in word.parts.items():
            package.writestr(name, data)
    document = docx.Document(packed)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_sample_holds_all_that_a_campaign_needs():
    assert [str(path.as_posix()) for path in FILES] == [
        "lettergen.toml",
        "recipients.csv",
        "signatories.csv",
        "templates/chase.docx",
        "templates/chase.txt",
        "templates/email.html",
        "templates/email.txt",
        "templates/letter.docx",
    ]


@pytest.mark.parametrize("file", FILES, ids=str)
def test_sample_is_the_repositorys_own_campaign(file):
    assert (SAMPLE / file).read_bytes() == (ROOT / file).read_bytes()


def test_letterhead_is_what_its_script_makes(tmp_path):
    for folder in ("templates", "lettergen/sample/templates"):
        (tmp_path / folder).mkdir(parents=True)
    script = ROOT / "tools" / "make_letterhead.py"
    subprocess.run([sys.executable, str(script)], cwd=tmp_path, check=True, capture_output=True)
    made = open_word_file(tmp_path / "templates" / "letter.docx").parts
    kept = open_word_file(ROOT / "templates" / "letter.docx").parts
    picture = "word/media/logo.png"
    # A picture's bytes depend on the compressor's version, its pixels do not.
    pixels = [Image.open(io.BytesIO(parts[picture])) for parts in (made, kept)]
    assert ImageChops.difference(*pixels).getbbox() is None
    assert {**made, picture: b""} == {**kept, picture: b""}


def test_every_field_of_every_template_is_given(campaign):
    settings, recipients, _ = campaign
    names = field_names(recipients, settings)
    word = ROOT / "templates" / "letter.docx"
    assert Template(open_word_file(word), word).faults(names) == []
    assert TextTemplate(ROOT / "templates" / "email.txt").faults(names) == []
    assert TextTemplate(ROOT / "templates" / "email.html", html=True).faults(names) == []


def test_thirteen_leaders_are_written_to_by_email_and_by_post(campaign):
    _, recipients, signatories = campaign
    assert len(recipients) == 13
    assert len(signatories) == 14
    assert all(one.channels == set(Channel) for one in recipients)
    assert all(one.email.endswith(".example") for one in recipients)


def test_nothing_can_reach_a_server(campaign):
    settings, _, _ = campaign
    assert settings.smtp.host == ""
    assert settings.imap.host == ""
    assert settings.sender.email.endswith(".example")


def test_letter_is_personal(letters):
    green = text_of(letters["green", Channel.EMAIL])
    assert "Dear Mr Bartley and Ms Berry," in green
    assert "the manifesto of the Green Party of England and Wales" in green
    assert "In opposition you have" in green
    assert "party of the government" not in green
    assert "party of the government" in text_of(letters["conservative", Channel.EMAIL])
    other = text_of(letters["uup", Channel.EMAIL])
    assert "In opposition you have" not in other
    assert "party of the government" not in other


def test_channels_differ_in_how_to_answer(letters):
    assert "An answer to this email" in text_of(letters["snp", Channel.EMAIL])
    assert "An answer to the address above" in text_of(letters["snp", Channel.POST])


def test_letter_abroad_ends_with_its_country(letters):
    assert "Dublin 1\nD01 XA36\nIRELAND" in text_of(letters["sinn-fein", Channel.POST])


def test_signatories_stand_in_order(letters, campaign):
    text = text_of(letters["labour", Channel.POST])
    places = [text.index(one.name) for one in campaign[2]]
    assert places == sorted(places)


def test_letter_has_some_four_hundred_words(letters):
    text = text_of(letters["labour", Channel.EMAIL])
    body = text[text.index("We write") : text.index("Yours sincerely")]
    assert 350 <= len(body.split()) <= 430


def test_no_tag_is_left_in_any_letter(letters):
    for word in letters.values():
        for name, data in word.parts.items():
            assert name.endswith(".png") or not re.search(rb"\{\{|\{%|\}\}|%\}", data), name


def test_styles_do_the_formatting(letters):
    body = letters["labour", Channel.EMAIL].parts["word/document.xml"].decode()
    used = set(re.findall(r"<w:(\w+)[ />]", "".join(re.findall(r"<w:pPr>.*?</w:pPr>", body)))) - {"pPr"}
    # LibreOffice takes frames from paragraphs only.
    assert used == {"pStyle", "framePr"}
    assert "<w:rPr>" not in body


def test_html_of_the_covering_email_suits_a_phone_and_fetches_nothing():
    html = (Path(lettergen.__file__).parent / "sample/templates/email.html").read_text("utf-8")
    assert '<html lang="{{ letter.language }}">' in html
    assert '<meta name="viewport" content="width=device-width' in html
    assert not re.search(
        r"""(src|background|url\()\s*[=(]?\s*["']?(https?:)?//|<link|<script|@import""", html
    )
