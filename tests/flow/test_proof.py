import dataclasses
from datetime import UTC, datetime

import pytest

from lettergen.flow.proof import differences
from lettergen.model.proofs import Proof, ProofLetter
from lettergen.model.sendings import Channel

LETTER = ProofLetter("long", "AP19-7F3K", Channel.EMAIL, "a", "b", "c", 2)


def proof(*letters: ProofLetter) -> Proof:
    return Proof("spring", datetime(2026, 1, 1, tzinfo=UTC), (), letters)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ref": "AP19-0000"}, "AP19-7F3K became AP19-0000"),
        ({"text_digest": "x", "pdf_digest": "x"}, "another text"),
        ({"pages": 3, "pdf_digest": "x"}, "3 pages, not 2"),
        ({"pdf_digest": "x"}, "looks different"),
        ({"email_digest": "x"}, "another covering email"),
    ],
)
def test_a_change_is_told_in_words(change, words):
    (found,) = differences(proof(LETTER), proof(dataclasses.replace(LETTER, **change)))
    assert words in found.what
    assert (found.recipient_key, found.channel) == ("long", Channel.EMAIL)


def test_letters_that_come_and_go_are_told():
    other = dataclasses.replace(LETTER, recipient_key="hill")
    assert [(one.recipient_key, one.what) for one in differences(proof(LETTER), proof(other))] == [
        ("hill", "is new"),
        ("long", "is no longer sent"),
    ]


def test_same_letters_do_not_differ():
    assert differences(proof(LETTER), proof(LETTER)) == []
