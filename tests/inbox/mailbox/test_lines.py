"""Lines and literals out of a stream of bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lettergen.inbox.mailbox.lines import LineCutter


def cut(*chunks: bytes) -> list[bytes]:
    cutter = LineCutter()
    return [piece for chunk in chunks for piece in cutter.feed(chunk)]


def test_lines_come_whole_however_they_arrive():
    assert cut(b"* OK re", b"ady\r", b"\n* BYE\r\n") == [b"* OK ready\r\n", b"* BYE\r\n"]


def test_literal_is_not_cut_at_its_line_ends():
    assert cut(b"* 1 FETCH (BODY[] {7}\r\na\r\nb\r\nc)\r\nA1 OK\r\n") == [
        b"* 1 FETCH (BODY[] {7}\r\n",
        b"a\r\nb\r\nc",
        b")\r\n",
        b"A1 OK\r\n",
    ]


def test_literal_comes_in_the_pieces_in_which_it_arrives():
    assert cut(b"* X {6}\r\nab", b"cd", b"ef)\r\n") == [b"* X {6}\r\n", b"ab", b"cd", b"ef", b")\r\n"]


def test_second_literal_of_a_response_is_seen():
    assert cut(b"* X {1}\r\na B {2}\r\nbc)\r\n") == [b"* X {1}\r\n", b"a", b" B {2}\r\n", b"bc", b")\r\n"]


def test_braces_in_a_literal_or_a_tagged_line_announce_nothing():
    assert cut(b"* X {5}\r\n{9}\r\n)\r\nA1 OK {4}\r\n* Y\r\n") == [
        b"* X {5}\r\n",
        b"{9}\r\n",
        b")\r\n",
        b"A1 OK {4}\r\n",
        b"* Y\r\n",
    ]


def test_empty_literal_is_no_piece():
    assert cut(b"* X {0}\r\n)\r\n") == [b"* X {0}\r\n", b")\r\n"]


def test_line_without_end_is_refused(monkeypatch):
    monkeypatch.setattr("lettergen.inbox.mailbox.lines._LONGEST_LINE", 100)
    with pytest.raises(ValueError, match="without end"):
        cut(b"x" * 60, b"x" * 60)


@given(st.lists(st.binary(max_size=30)), st.integers(1, 40))
def test_nothing_is_lost_and_nothing_depends_on_the_chunks(bodies, size):
    stream = b"".join(b"* F {%d}\r\n%s)\r\n" % (len(body), body) for body in bodies)
    chunks = [stream[at : at + size] for at in range(0, len(stream), size)]
    pieces = cut(*chunks)
    assert b"".join(pieces) == stream
    assert [one for one in pieces if one.startswith(b"* F")] == [
        one for one in cut(stream) if one.startswith(b"* F")
    ]
