import pytest
from hypothesis import given
from hypothesis import strategies as st

from lettergen.model.letters import ALPHABET, LetterRef, assign_refs, forgive


def test_reference_is_printed_and_read_back():
    assert str(LetterRef.parse("AP19-7F3K")) == "AP19-7F3K"


@pytest.mark.parametrize(
    "text", ["AP19-7F3I", "ap19-7F3K", "AP19-7F3", "AP19 7F3K", "A-7F3K", "19AP-7F3K", ""]
)
def test_text_that_is_no_reference_is_refused(text):
    with pytest.raises(ValueError, match="no letter reference"):
        LetterRef.parse(text)


def test_look_alikes_are_forgiven():
    assert forgive("o1lI") == "0111"


def test_alphabet_has_no_look_alikes():
    assert len(ALPHABET) == 32
    assert not set("ILOU") & set(ALPHABET)


def test_same_campaign_and_key_give_the_same_reference():
    assert assign_refs("AP19", "spring", ["a", "b"]) == assign_refs("AP19", "spring", ["b", "a"])


def test_another_campaign_gives_other_references():
    assert assign_refs("AP19", "spring", ["a"]) != assign_refs("AP19", "autumn", ["a"])


def test_taken_codes_are_not_given_again():
    first = assign_refs("AP19", "spring", ["a"])["a"]
    assert assign_refs("AP19", "spring", ["a"], taken=[first.code])["a"] != first


def test_a_hundred_thousand_references_are_all_different_and_readable():
    refs = assign_refs("AP19", "spring", [f"key{number}" for number in range(100_000)])
    assert len(set(refs.values())) == 100_000
    assert all(LetterRef.parse(str(ref)) == ref for ref in refs.values())


@given(st.sets(st.text(max_size=20), max_size=50))
def test_every_key_gets_one_reference(keys):
    refs = assign_refs("AP19", "spring", keys)
    assert refs.keys() == keys
    assert len(set(refs.values())) == len(keys)
