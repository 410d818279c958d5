"""Letter references in text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lettergen.inbox.references import find_refs
from lettergen.model.letters import ALPHABET
from tests.inbox.match.conftest import SentLetters


@pytest.fixture
def letters() -> SentLetters:
    sent = SentLetters()
    sent.add("AP19-7F3K", "a@x.example")
    sent.add("AP19-1011", "b@x.example")
    sent.add("AP19-0123ABCD", "c@x.example")
    sent.add("LOI1-WERE", "d@x.example")
    return sent


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("AP19-7F3K", ["AP19-7F3K"]),
        ("ap19-7f3k", ["AP19-7F3K"]),
        ("(AP19-7F3K).", ["AP19-7F3K"]),
        ("AP19-7F3K.pdf", ["AP19-7F3K"]),
        ("AP19_7F3K_signed", ["AP19-7F3K"]),
        ("AP19 - 7F3K", ["AP19-7F3K"]),
        ("AP19 7F3K", ["AP19-7F3K"]),
        ("AP197F3K", ["AP19-7F3K"]),
        ("AP19-\r\n7F3K", ["AP19-7F3K"]),
        ("AP19\u20117F3K", ["AP19-7F3K"]),
        ("AP19-7\u00adF3K", ["AP19-7F3K"]),
        ("ＡＰ１９－７Ｆ３Ｋ", ["AP19-7F3K"]),
        ("API9-IOLl", ["AP19-1011"]),
        ("AP19-O123ABCD", ["AP19-0123ABCD"]),
        ("AP19-7F3K and AP19-1011, again AP19-7F3K", ["AP19-7F3K", "AP19-1011"]),
        ("0O1L-WERE", []),
        ("L0l1-were", ["LOI1-WERE"]),
        ("LOI1 were", []),
        ("XAP19-7F3K", []),
        ("AP19-7F3K1", []),
        ("", []),
    ],
)
def test_reference_is_found_as_people_write_it(text, refs, letters):
    assert find_refs(text, letters) == refs


@given(code=st.text(ALPHABET, min_size=4, max_size=8), before=st.text(" (:\n"), after=st.text(" ).,;\n"))
def test_every_printed_reference_is_found(code, before, after):
    letters = SentLetters()
    letters.add(f"AP19-{code}", "a@x.example")
    assert find_refs(f"{before}AP19-{code}{after}", letters) == [f"AP19-{code}"]


def test_ten_megabytes_of_near_misses_take_no_time(letters):
    assert find_refs("AP19-7F3 " * 1_000_000, letters) == []


def test_thousands_of_codes_cost_two_hundred_questions(letters):
    asked = []
    letters.ref_by_code = lambda *one: asked.append(one)
    find_refs(" ".join(f"AP19-{number:04}" for number in range(9999)), letters)
    assert len(asked) == 200
