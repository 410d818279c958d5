"""A private authorization server: device flow, authorization code flow with PKCE, refresh tokens; over TLS.

Whoever asks is signed in as `user`, unless `consent` says otherwise. Access tokens are written into `tokens`
(token to user), where Dovecot's introspection finds them; taken out there, they have been withdrawn.
"""

import base64
import contextlib
import hashlib
import http.server
import itertools
import json
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.servers.certificates import Authority

CLIENT_ID = "campaign-app"
SECRET = "not-so-secret"


@dataclass
class AuthorizationServer:
    """The running server; the host is ``localhost`` and `ca_file` what to trust.

    Attributes:
        tokens: Access tokens that are good now, and whose.
        user: Who signs in at the next consent.
        consent: ``yes``, ``no``, or ``pending``: nobody has typed in the code yet.
        lifetime: Seconds that access tokens say they are good for; None says nothing.
        away: An HTTP status to answer everything with, or 0.
        tamper: Changes the query with which the browser is sent back.
        scope: What the server says that access was given to.
        wants_secret: Whether the token endpoint asks for the app's secret.
        rotates: Whether a refresh token is good only once.
        asked: What came to the token endpoint, form-decoded, in order.
        delay: Seconds before the token endpoint answers.
    """

    ca_file: str
    tokens: dict[str, str]
    user: str = "office@office.test"
    consent: str = "yes"
    lifetime: int | None = 3600
    away: int = 0
    tamper: dict[str, str] = field(default_factory=dict)
    scope: str = "mail"
    wants_secret: bool = False
    rotates: bool = True
    asked: list[dict[str, str]] = field(default_factory=list)
    pages: list[dict[str, str]] = field(default_factory=list)
    delay: float = 0.0
    port: int = 0

    def __post_init__(self) -> None:
        self._codes: dict[str, dict[str, str]] = {}
        self._devices: set[str] = set()
        self._refresh: dict[str, str] = {}
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"https://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What tells lettergen about it."""
        return {
            "LETTERGEN_OAUTH_CLIENT_ID": CLIENT_ID,
            "LETTERGEN_OAUTH_AUTHORIZATION_URL": f"{self.url}/authorize",
            "LETTERGEN_OAUTH_DEVICE_URL": f"{self.url}/device",
            "LETTERGEN_OAUTH_TOKEN_URL": f"{self.url}/token",
            "LETTERGEN_OAUTH_SCOPES": "mail",
            "LETTERGEN_OAUTH_CA_FILE": self.ca_file,
        }

    def expire(self) -> None:
        """Let every access token that was given end."""
        self.tokens.clear()

    def revoke(self) -> None:
        """Withdraw everything that was given, as an administrator does."""
        self.tokens.clear()
        self._refresh.clear()

    def authorize(self, query: dict[str, str]) -> str:
        """Give where the browser is sent after consent (RFC 6749 section 4.1.2)."""
        self.pages.append(query)
        answer = {"state": query.get("state", "")}
        if self.consent == "yes":
            answer["code"] = code = f"code-{next(self._numbers)}"
            self._codes[code] = query
        else:
            answer |= {"error": "access_denied", "error_description": "The owner said no"}
        answer |= self.tamper
        return f"{query['redirect_uri']}?{urlencode(answer)}"

    def begin_device(self, form: dict[str, str]) -> tuple[int, dict[str, object]]:
        """Give a device code (RFC 8628 section 3.2)."""
        if form.get("client_id") != CLIENT_ID:
            return 401, {"error": "invalid_client", "error_description": "no such app"}
        code = f"device-{next(self._numbers)}"
        self._devices.add(code)
        page = f"{self.url}/type-it-in"
        answer = {"device_code": code, "user_code": "LETT-ERGN", "verification_uri": page}
        return 200, {**answer, "expires_in": 30, "interval": 1}

    def give_token(self, form: dict[str, str]) -> tuple[int, dict[str, object]]:
        """Answer at the token endpoint (RFC 6749 section 5)."""
        time.sleep(self.delay)
        with self._lock:
            self.asked.append(form)
            error = self._refusal(form)
            if error:
                return (401 if error == "invalid_client" else 400), {
                    "error": error,
                    "error_description": f"TEST0001: {error}\nTrace: 1",
                }
            return 200, self._grant()

    def _refusal(self, form: dict[str, str]) -> str:
        if form.get("client_id") != CLIENT_ID or (self.wants_secret and form.get("client_secret") != SECRET):
            return "invalid_client"
        kind = form.get("grant_type", "")
        if kind == "authorization_code":
            return self._code_refusal(form)
        if kind == "refresh_token":
            token = form.get("refresh_token", "")
            known = self._refresh.pop(token, None) if self.rotates else self._refresh.get(token)
            return "" if known else "invalid_grant"
        if kind == "urn:ietf:params:oauth:grant-type:device_code":
            if form.get("device_code") not in self._devices:
                return "invalid_grant"
            pending = {"pending": "authorization_pending", "no": "access_denied", "late": "expired_token"}
            return pending.get(self.consent, "")
        return "unsupported_grant_type"

    def _code_refusal(self, form: dict[str, str]) -> str:
        """Hold the code against the request it was given for (RFC 7636 section 4.6)."""
        given_for = self._codes.pop(form.get("code", ""), None)
        verifier = form.get("code_verifier", "")
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        is_same = (
            given_for is not None
            and given_for.get("code_challenge") == challenge
            and given_for.get("code_challenge_method") == "S256"
            and given_for.get("redirect_uri") == form.get("redirect_uri")
        )
        return "" if is_same else "invalid_grant"

    def _grant(self) -> dict[str, object]:
        number = next(self._numbers)
        access, refresh = f"access-{number}-{'t' * 1500}", f"refresh-{number}-{'r' * 1500}"
        self.tokens[access] = self.user
        self._refresh[refresh] = self.user
        answer: dict[str, object] = {"access_token": access, "token_type": "Bearer", "scope": self.scope}
        answer["refresh_token"] = refresh
        return answer | ({} if self.lifetime is None else {"expires_in": self.lifetime})


def _handler(server: AuthorizationServer) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path != "/authorize":
                self.send_error(404)
                return
            self.send_response(302)
            self.send_header("Location", server.authorize(_fields(parts.query)))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_POST(self) -> None:
            form = _fields(self.rfile.read(int(self.headers["Content-Length"])).decode())
            if server.away:
                self.send_error(server.away)
                return
            answers = {"/device": server.begin_device, "/token": server.give_token}
            status, answer = answers[self.path](form)
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (http.server calls it so)
            """Stay silent."""

    return Handler


def _fields(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


class _QuietServer(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: some clients are meant to give up on us."""


@contextlib.contextmanager
def authorization_server(
    folder: Path, tokens: dict[str, str] | None = None, *, host_name: str = "localhost"
) -> Iterator[AuthorizationServer]:
    """Run a server.

    Args:
        folder: For its certificate.
        tokens: Where access tokens are written.
        host_name: What its certificate is for.
    """
    authority = Authority(folder)
    certificate, key = authority.issue("authorization", host_name)
    server = AuthorizationServer(str(authority.ca_file), {} if tokens is None else tokens)
    listening = _QuietServer(("127.0.0.1", 0), _handler(server))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    # The handshake belongs into the connection's own thread.
    listening.socket = context.wrap_socket(listening.socket, server_side=True, do_handshake_on_connect=False)
    server.port = listening.server_port
    thread = threading.Thread(target=listening.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()
