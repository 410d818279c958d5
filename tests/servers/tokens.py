"""OAuth2 token introspection (RFC 7662) as Dovecot asks for it."""

import http.server
import json
import threading
from types import TracebackType
from typing import Self


class TokenServer:
    """Says whose token it is. `users` maps token to user; take one out and it has expired."""

    def __init__(self) -> None:
        self.users: dict[str, str] = {}
        self.asked: list[str] = []
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """Where to ask."""
        return f"http://127.0.0.1:{self._server.server_port}/introspect"

    def __enter__(self) -> Self:
        """Begin to answer."""
        self._thread.start()
        return self

    def __exit__(
        self, type_: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, token: str) -> dict[str, str]:
        """Give the answer about one token."""
        self.asked.append(token)
        user = self.users.get(token)
        return {"active": "true", "username": user} if user else {"active": "false"}

    def _handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        tokens = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                token = self.headers.get("Authorization", "").removeprefix("Bearer ")
                facts = tokens.answer(token)
                body = json.dumps(facts).encode()
                self.send_response(200 if facts["active"] == "true" else 401)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (http.server calls it so)
                """Stay silent."""

        return Handler
