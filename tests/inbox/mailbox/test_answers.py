"""What a server's answers mean."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lettergen.inbox.mailbox.fetch import (
    BrokenAnswerError,
    cut_batches,
    parse_date,
    parse_messages,
    uid_set,
)
from lettergen.inbox.mailbox.folders import decode_name


@pytest.mark.parametrize(
    ("uids", "text"), [([1], "1"), ([1, 2, 3, 7], "1:3,7"), ([2, 4, 5], "2,4:5"), ([], "")]
)
def test_runs_of_uids_are_joined(uids, text):
    assert uid_set(uids) == text


def test_batches_hold_two_megabytes_or_one_message():
    sizes = [(1, 1_500_000), (2, 400_000), (3, 400_000), (4, 50_000_000), (5, 10)]
    assert list(cut_batches(sizes)) == [[1, 2], [3], [4], [5]]


@given(st.lists(st.integers(0, 5_000_000), max_size=300))
def test_every_uid_is_in_one_batch(sizes):
    batches = list(cut_batches(list(enumerate(sizes))))
    assert [uid for batch in batches for uid in batch] == list(range(len(sizes)))
    assert all(0 < len(batch) <= 100 for batch in batches)


def test_news_about_flags_are_no_messages():
    answer = [b"3 (FLAGS (\\Seen))", (b"1 (UID 4 BODY[] {2}", b"ab"), b")", b"4 (FLAGS ())"]
    assert [(one.uid, one.raw) for one in parse_messages(answer)] == [(4, b"ab")]


def test_uid_may_stand_after_the_message():
    answer = [(b"1 (BODY[] {2}", b"ab"), b' UID 9 INTERNALDATE " 1-Dec-2019 10:00:00 +0100")']
    (message,) = parse_messages(answer)
    assert message.uid == 9
    assert message.received_at == datetime(2019, 12, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize("tail", [b"text)more", b"rest of the text", b""])
def test_literal_longer_than_announced_is_found_out(tail):
    with pytest.raises(BrokenAnswerError):
        list(parse_messages([(b"1 (UID 4 BODY[] {2}", b"ab"), tail]))


@pytest.mark.parametrize(
    "text", [b"", b'INTERNALDATE "32-Jan-2019 10:00:00 +0000"', b'INTERNALDATE "01-Foo-2019 10:00:00 +0000"']
)
def test_date_that_is_none_is_left_out(text):
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"INBOX", "INBOX"),
        (b"Entw&APw-rfe", "Entwürfe"),
        (b"Entw\xc3\xbcrfe", "Entwürfe"),
        (b"&ZeVnLIqe-/&U,BTFw-", "日本語/台北"),
        (b"&2Dzf6w-", "\U0001f3eb"),
        (b"R&-D", "R&D"),
        (b"R&D", "R&D"),
        (b"&AAA", "&AAA"),
        (b"&A-", "&A-"),
        (b"&2DwAYQ-", "&2DwAYQ-"),
        (b"\xff", "\ufffd"),
    ],
)
def test_folder_names_are_read_in_modified_utf7_and_utf8(raw, name):
    assert decode_name(raw) == name
