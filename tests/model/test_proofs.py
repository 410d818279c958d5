import dataclasses
from datetime import UTC, datetime

import pytest

from lettergen.model.proofs import Proof, ProofLetter
from lettergen.model.sendings import Channel

LETTER = ProofLetter("long", "AP19-7F3K", Channel.EMAIL, "a" * 64, "b" * 64, "c" * 64, 2)
PROOF = Proof("spring", datetime(2026, 1, 1, tzinfo=UTC), (("template", "d" * 64),), (LETTER,))


@pytest.mark.parametrize(
    "changed",
    [
        dataclasses.replace(PROOF, campaign="autumn"),
        dataclasses.replace(PROOF, inputs=(("template", "e" * 64),)),
        dataclasses.replace(PROOF, letters=()),
        dataclasses.replace(PROOF, letters=(dataclasses.replace(LETTER, pdf_digest="f" * 64),)),
        dataclasses.replace(PROOF, letters=(dataclasses.replace(LETTER, email_digest="f" * 64),)),
        dataclasses.replace(PROOF, letters=(dataclasses.replace(LETTER, ref="AP19-7F3M"),)),
    ],
)
def test_whatever_was_agreed_changes_the_hash(changed):
    assert changed.digest != PROOF.digest


def test_rehearsing_again_at_another_time_gives_the_same_hash():
    assert dataclasses.replace(PROOF, made_at=datetime(2027, 1, 1, tzinfo=UTC)).digest == PROOF.digest


def test_the_order_of_letters_does_not_matter():
    other = dataclasses.replace(LETTER, channel=Channel.POST)
    both = [dataclasses.replace(PROOF, letters=letters) for letters in ((LETTER, other), (other, LETTER))]
    assert both[0].digest == both[1].digest
