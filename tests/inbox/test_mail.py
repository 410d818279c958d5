"""The corpus in mail/: each message is read as the JSON beside it says."""

import json
from pathlib import Path

import pytest

from lettergen.inbox import explain, read_message

MAIL = sorted((Path(__file__).parent / "mail").glob("*.eml"))


@pytest.mark.parametrize("file", MAIL, ids=lambda file: file.stem)
def test_message_is_read_as_expected(file):
    raw = file.read_bytes()
    expected = json.loads(file.with_suffix(".json").read_text("utf-8"))
    reading = explain(raw)
    inbound = read_message(raw)
    reading["recipients"] = [
        {"address": one["address"], "status": one["status"]} for one in reading["recipients"]
    ]
    reading |= {"asks_removal": inbound.asks_removal, "case_number": inbound.case_number}
    assert {name: reading[name] for name in expected} == expected
    assert reading["evidence"]


def test_corpus_holds_at_least_three_hundred_messages():
    assert len(MAIL) >= 300
