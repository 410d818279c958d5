"""Waits on this computer for the browser that comes back from signing in (RFC 8252 section 7.3)."""

import queue
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

_PAGE = """\
<!doctype html><html lang="en"><meta charset="utf-8"><title>lettergen</title>
<p>{words} You can close this window and go back to lettergen.</p></html>
"""


class Listener:
    """A web server on a free port of the loopback interface, for one answer."""

    def __init__(self, host: str) -> None:
        """Take the name under which the browser is to come back."""
        self._targets: queue.SimpleQueue[str] = queue.SimpleQueue()
        # Browsers open connections ahead and say nothing in them: each has a thread of its own.
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self._targets))
        self._server.daemon_threads = True
        self.redirect_uri = f"http://{host}:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)

    def __enter__(self) -> Self:
        """Begin to listen."""
        self._thread.start()
        return self

    def __exit__(
        self, type_: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()

    def wait(self, seconds: float) -> str | None:
        """Give the path and query that the browser came back with, or None if it does not in that time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            # In small steps: Windows cannot interrupt a wait.
            try:
                return self._targets.get(timeout=0.5)
            except queue.Empty:
                continue
        return None


def _handler(targets: "queue.SimpleQueue[str]") -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            """Take the answer, whatever it is; a browser's other wishes are not for us."""
            parts = urlsplit(self.path)
            fields = parse_qs(parts.query)
            if parts.path not in {"", "/"} or not fields.keys() & {"code", "error"}:
                self.send_error(404)
                return
            targets.put(f"/?{parts.query}")
            words = "Nobody was signed in." if "error" in fields else "That was all here."
            self._answer(_PAGE.format(words=words).encode())

        def _answer(self, page: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.send_header("Content-Security-Policy", "default-src 'none'")
            self.send_header("Referrer-Policy", "no-referrer")
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: Any) -> None:
            """Write nothing: the code would stand in it."""

    return Handler
