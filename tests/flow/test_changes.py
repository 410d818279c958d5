"""Whatever decides the letters is noticed when it changes, and told letter by letter."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from docx import Document

import lettergen
from lettergen.flow.changes import changes_since
from lettergen.flow.rehearse import dry_run
from lettergen.flow.start import start_campaign
from lettergen.typeset.fonts.places import package_entries
from lettergen.wiring import App

RECIPIENTS = """\
key,name,organisation,party,position,email,address_1,town,postcode,channels,files
hill,Ada Hill,Meadows,the Meadows,opposition,hill@one.example,1 Long Lane,LEEDS,LS1 4AP,"email,post",own.txt
moor,Ben Moor,Rivers,the Rivers,government,moor@two.example,2 Short Lane,YORK,YO1 7HH,email,
"""


@pytest.fixture(scope="module")
def _rehearsed(tmp_path_factory):
    """A campaign with everything that can decide a letter, and its proof."""
    folder = tmp_path_factory.mktemp("campaign") / "campaign"
    start_campaign(folder)
    (folder / "recipients.csv").write_text(RECIPIENTS)
    (folder / "own.txt").write_text("for Ada alone")
    (folder / "for-all.txt").write_text("for all")
    (folder / "templates" / "logo.png").write_bytes(b"a picture")
    html = folder / "templates" / "email.html"
    html.write_text(html.read_text().replace("</body>", '<img src="cid:logo.png" alt="">\n</body>'))
    settings = folder / "lettergen.toml"
    settings.write_text(
        settings.read_text() + '\n[email]\nattachments = ["for-all.txt"]\nattachments_column = "files"\n'
    )
    (folder / "fonts").mkdir()
    for font in package_entries():
        if font.postscript.startswith("Caladea"):
            shutil.copy(font.path, folder / "fonts" / f"{font.postscript}.ttf")
    with closing(App(folder)) as app:
        dry_run(app.press, log=app.log, outbox=app.outbox, clock=app.clock, actor="tester")
    return folder


@pytest.fixture
def folder(_rehearsed, tmp_path) -> Path:
    shutil.copytree(_rehearsed, tmp_path / "campaign")
    return tmp_path / "campaign"


def changes(folder: Path):
    with closing(App(folder)) as app:
        proof = app.log.newest_proof(app.campaign.name)
        return changes_since(proof, app.press, outbox=app.outbox, clock=app.clock)


def replace(old: str, new: str):
    """Give what changes a text in a file."""

    def change(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def add_paragraph(path: Path) -> None:
    document = Document(str(path))
    document.add_paragraph("And one more thing.")
    document.save(str(path))


def add_line(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "And one more thing.\n", encoding="utf-8")


def another_file(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"!")


ALL = [("hill", "email"), ("hill", "post"), ("moor", "email")]
EMAILS = [("hill", "email"), ("moor", "email")]


@pytest.mark.parametrize(
    ("file", "change", "named", "letters"),
    [
        ("templates/letter.docx", add_paragraph, "templates/letter.docx", ALL),
        ("recipients.csv", replace("Ada Hill", "Ada Hills"), "recipients.csv", ALL[:2]),
        ("recipients.csv", replace("1 Long", "9 Long"), "recipients.csv", ALL[:2]),
        ("signatories.csv", replace("Kate Ferguson", "Kate Fergusson"), "signatories.csv", ALL),
        ("templates/email.txt", add_line, "templates/email.txt", EMAILS),
        ("templates/email.html", add_line, "templates/email.html", EMAILS),
        ("lettergen.toml", replace("Protection Approaches", "Protection"), "settings", ALL),
        ("for-all.txt", another_file, "attachment for-all.txt", EMAILS),
        ("own.txt", another_file, "attachment own.txt", EMAILS[:1]),
        ("templates/logo.png", another_file, "attachment logo.png", EMAILS),
        ("fonts/Caladea-Regular.ttf", another_file, "font Caladea-Regular", ALL),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_decides_the_letters_is_noticed(folder, file, change, named, letters):
    change(folder / file)
    found = changes(folder)
    assert named in found.inputs
    assert [(one.recipient_key, one.channel.value) for one in found.letters] == letters


def test_another_version_of_lettergen_is_noticed(folder, monkeypatch):
    monkeypatch.setattr(lettergen, "__version__", "99.0")
    assert changes(folder).inputs == ("lettergen",)


def test_nothing_changed_is_nothing_to_tell(folder):
    assert changes(folder) is None
    assert not (folder / "outbox" / "changed").exists()


def test_how_fast_letters_go_needs_no_new_proof(folder):
    replace("[email]", "[email]\nrate = 20")(folder / "lettergen.toml")
    assert changes(folder) is None


def test_new_words_are_shown_and_the_rehearsed_letters_stay(folder):
    before = {path: path.read_bytes() for path in (folder / "outbox").rglob("*.eml")}
    replace("Ada Hill", "Ada Hills")(folder / "recipients.csv")
    found = changes(folder)
    assert "another text" in found.letters[0].what
    assert "Hills" in found.letters[0].what
    assert {path: path.read_bytes() for path in before} == before
    assert len(list((folder / "outbox" / "changed" / "eml").iterdir())) == 2


def test_without_the_old_words_a_changed_letter_is_still_told(folder):
    shutil.rmtree(folder / "outbox")
    replace("Ada Hill", "Ada Hills")(folder / "recipients.csv")
    assert [one.what for one in changes(folder).letters] == ["has another text"] * 2


def test_recipients_that_come_and_go_are_told(folder):
    replace("moor,Ben Moor", "dale,Cy Dale")(folder / "recipients.csv")
    told = {one.recipient_key: one.what for one in changes(folder).letters}
    assert told == {"dale": "is new", "moor": "is no longer sent"}
