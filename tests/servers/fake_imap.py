"""An IMAP server that says what it is told to, for what a real one never says."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

from tests.servers.certificates import Authority

#: What a well-behaved server with one message says. ``@`` stands for the command's tag.
_GOOD = {
    "greeting": b"* OK ready\r\n",
    "CAPABILITY": b"* CAPABILITY IMAP4rev1 AUTH=PLAIN IDLE\r\n@ OK done\r\n",
    "AUTHENTICATE": b"@ OK signed in\r\n",
    "LOGIN": b"@ OK signed in\r\n",
    "LIST": b'* LIST () "/" INBOX\r\n@ OK done\r\n',
    "EXAMINE": (
        b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n* OK [UIDNEXT 2] next\r\n@ OK [READ-ONLY] opened\r\n"
    ),
    "UID SEARCH": b"* SEARCH 1\r\n@ OK done\r\n",
    "UID FETCH RFC822.SIZE": b"* 1 FETCH (UID 1 RFC822.SIZE 20)\r\n@ OK done\r\n",
    "UID FETCH BODY": b"* 1 FETCH (UID 1 BODY[] {20}\r\nSubject: one\r\n\r\none\n)\r\n@ OK done\r\n",
    "NOOP": b"@ OK done\r\n",
    "IDLE": b"+ idling\r\n",
    "DONE": b"@ OK done\r\n",
    "LOGOUT": b"* BYE bye\r\n@ OK done\r\n",
}


class FakeImap:
    """The server. Change `answers` to what it should say; None closes the connection instead."""

    host = "localhost"

    def __init__(self, folder: Path, *, in_the_clear: bool) -> None:
        authority = Authority(folder)
        self.ca_file = str(authority.ca_file)
        self.answers: dict[str, bytes | None] = dict(_GOOD)
        self.commands: list[str] = []
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(*authority.issue("imap"))
        self._in_the_clear = in_the_clear
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._links: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def stop(self) -> None:
        """Close everything."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for link in self._links:
            with contextlib.suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                link, _ = self._listener.accept()
                self._links.append(link)
                thread = threading.Thread(target=self._serve, args=(link,), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _serve(self, link: socket.socket) -> None:
        with contextlib.suppress(OSError), link:
            if not self._in_the_clear:
                link = self._context.wrap_socket(link, server_side=True)
            with link, link.makefile("rb") as lines:
                self._say(link, "greeting", b"")
                tag = b""
                for line in lines:
                    tag = self._answer(link, line.rstrip(b"\r\n"), tag)

    def _answer(self, link: socket.socket, line: bytes, last_tag: bytes) -> bytes:
        self.commands.append(line.decode("utf-8", "replace"))
        if line == b"DONE":
            self._say(link, "DONE", last_tag)
            return last_tag
        tag, _, command = line.partition(b" ")
        if not command:  # The second line of a sign-in.
            self._say(link, "AUTHENTICATE", last_tag)
            return last_tag
        name = _name(command.decode("utf-8", "replace"))
        if name == "AUTHENTICATE":
            link.sendall(b"+ \r\n")
        else:
            self._say(link, name, tag)
        return tag

    def _say(self, link: socket.socket, name: str, tag: bytes) -> None:
        answer = self.answers.get(name, b"@ BAD no such command\r\n")
        if answer is None:
            raise ConnectionAbortedError
        link.sendall(answer.replace(b"@ ", tag + b" ") if tag else answer)


def _name(command: str) -> str:
    words = command.upper().split()
    if words[0] != "UID":
        return words[0]
    if words[1] != "FETCH":
        return " ".join(words[:2])
    return "UID FETCH RFC822.SIZE" if "RFC822.SIZE" in command.upper() else "UID FETCH BODY"


@contextlib.contextmanager
def fake_imap(folder: Path, *, in_the_clear: bool = False) -> Iterator[FakeImap]:
    """Run a fake; `folder` takes its certificate, `in_the_clear` means no TLS at all."""
    server = FakeImap(folder, in_the_clear=in_the_clear)
    try:
        yield server
    finally:
        server.stop()
