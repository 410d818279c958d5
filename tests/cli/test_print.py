"""Batches: what is printed is what was rehearsed, whatever happened to outbox/ since."""

import pytest
from pypdf import PdfReader

# One letter is made to see which typefaces are in use now.
ONE_LETTER_ONLY = """
from lettergen.flow.press import Press
make = Press.letter
def make_once(*args, **kwargs):
    Press.letter = None
    return make(*args, **kwargs)
Press.letter = make_once
"""
COLUMNS = "key,name,salutation,organisation,party,position,email,address_1,town,postcode,channels"
ROWS = (
    "hill,Ada Hill,Dear Ada,Meadows,the Meadows,opposition,,1 Long Lane,LEEDS,LS1 4AP,post",
    "moor,Ben Moor,Dear Ben,Rivers,the Rivers,government,,2 Short Lane,YORK,YO1 7HH,post",
)


@pytest.fixture
def rehearsed(office):
    """Give an office with two letters rehearsed, and where they lie."""
    office.write("recipients.csv", "\n".join([COLUMNS, *ROWS]) + "\n")
    office.ok("send", "--dry-run")
    return office, sorted((office.folder / "outbox" / "post").glob("*.pdf"))


def printed(office, **options) -> list[str]:
    """Print a batch and give the addresses on its letters, in order."""
    batch = office.ok("print", "--json", **options).json
    pages = [page.extract_text() for page in PdfReader(office.folder / batch["pdf"]).pages[1:]]
    return [lane for page in pages for lane in ("1 Long Lane", "2 Short Lane") if lane in page]


def test_letters_are_printed_as_they_lie_in_outbox(rehearsed):
    office, _letters = rehearsed
    assert printed(office, guard=ONE_LETTER_ONLY) == ["1 Long Lane", "2 Short Lane"]


def test_a_letter_changed_in_outbox_is_not_what_is_printed(rehearsed):
    office, (hill, moor) = rehearsed
    right = moor.read_bytes()
    moor.write_bytes(hill.read_bytes())
    assert printed(office) == ["1 Long Lane", "2 Short Lane"]
    assert moor.read_bytes() == right


def test_a_letter_gone_from_outbox_is_made_again(rehearsed):
    office, (hill, _moor) = rehearsed
    right = hill.read_bytes()
    hill.unlink()
    assert printed(office) == ["1 Long Lane", "2 Short Lane"]
    assert hill.read_bytes() == right


def test_a_jammed_batch_is_printed_again_after_outbox_was_emptied(rehearsed):
    office, letters = rehearsed
    batch = office.ok("print", "--json").json
    file = office.folder / batch["pdf"]
    first = file.read_bytes()
    for path in (file, *letters):
        path.unlink()
    office.ok("print", "--reprint", batch["batch"])
    assert file.read_bytes() == first
