"""The files that came with a message."""

import pytest

from lettergen.errors import UsageError
from lettergen.flow.attachments import may_be_opened, save_attachments
from lettergen.flow.receive import receive
from lettergen.log import SqlLog
from lettergen.outbox import Outbox
from tests.flow.mailroom import RED, ListMailbox, SetClock, reply, send_letters

FILES = (
    b"From: jo@red.example\r\nSubject: Files\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/plain\r\n\r\nSee the files.\r\n"
    b"--b\r\nContent-Type: application/pdf\r\n"
    b'Content-Disposition: attachment; filename="../../answer.pdf"\r\n\r\none\r\n'
    b"--b\r\nContent-Type: application/octet-stream\r\n"
    b'Content-Disposition: attachment; filename="answer.pdf.exe"\r\n\r\ntwo\r\n--b--\r\n'
)


@pytest.fixture
def log(tmp_path):
    log = SqlLog(f"sqlite:///{tmp_path / 'correspondence.db'}", clock=SetClock())
    send_letters(log)
    yield log
    log.close()


def test_files_are_saved_in_order_and_nowhere_else(log, tmp_path):
    receive([ListMailbox(FILES)], log, "ann")
    paths = save_attachments(log, 1, Outbox(tmp_path / "outbox"))
    assert [path.read_bytes() for path in paths] == [b"one", b"two"]
    assert {path.parent for path in paths} == {tmp_path / "outbox" / "attachments" / "message-1"}
    assert [path.name[:2] for path in paths] == ["1-", "2-"]
    assert [may_be_opened(path) for path in paths] == [True, False]


def test_message_without_files_says_so(log, tmp_path):
    receive([ListMailbox(reply(RED))], log, "ann")
    with pytest.raises(UsageError, match="brought no files"):
        save_attachments(log, 1, Outbox(tmp_path / "outbox"))
