"""An SMTP server that fails on purpose, and writes down what it took.

It speaks TLS from the first byte and pipelining, and asks a plan what to do at each stage of each
message: answer something else, drop the connection, close TLS, fall silent, or say half a line.
"""

import contextlib
import hashlib
import random
import re
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers import needs
from tests.servers.certificates import Authority

#: Where a plan is asked, in the order of a session. `text` is within the message, `end` after its last
#: line and before anything is kept, `reply` after it was kept and before the client hears of it.
STAGES = ("banner", "AUTH", "MAIL", "RCPT", "DATA", "text", "end", "reply")

#: HANG stays silent until the client gives up, STALL for the server's `stall` and then drops.
DROP, STALL, HALF, HANG, CLOSE_TLS = "drop", "stall", "half", "hang", "close TLS"
_FAULTS = (DROP, STALL, HALF, HANG, CLOSE_TLS)

#: Gives what to do at a stage for an address: None for nothing, a reply such as ``450 4.2.0 later``, or
#: one of DROP, STALL, HALF, HANG and CLOSE_TLS.
Plan = Callable[[str, str], str | None]


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that the server took for good; `heard` says whether the client could hear of it."""

    address: str
    message_id: str
    content: bytes
    heard: bool

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the message as it came."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass
class FaultySmtp:
    """The running server; change `plan` while it runs."""

    ca_file: str
    port: int = 0
    plan: Plan = lambda _stage, _address: None
    taken: list[Taken] = field(default_factory=list)
    #: Addresses of messages that were broken off within their text.
    broken: list[str] = field(default_factory=list)
    connections: int = 0
    #: Lines with MAIL and RCPT, as they came.
    said: list[str] = field(default_factory=list)
    stall: float = 30.0
    host: str = "localhost"
    features: tuple[str, ...] = ("PIPELINING", "8BITMIME", "SIZE 10000000", "DSN", "SMTPUTF8")
    #: Whether replies to MAIL and RCPT wait until DATA has come, as RFC 2920 section 3.2 allows.
    holds_replies: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)
    #: Called with what was taken, before the client hears of it.
    on_taken: Callable[[Taken], None] = lambda _taken: None
    #: Called with stage, address and what was planned there.
    on_planned: Callable[[str, str, str], None] = lambda _stage, _address, _planned: None

    def planned(self, stage: str, address: str) -> str | None:
        """Give what is planned for a stage, and tell of it."""
        planned = self.plan(stage, address)
        if planned is not None:
            self.on_planned(stage, address, planned)
        return planned


class _GoneError(Exception):
    """The connection is to end."""


class _Handler(socketserver.StreamRequestHandler):
    timeout = 60
    faulty: FaultySmtp

    def handle(self) -> None:
        self.mail_is_good, self.addresses = False, []
        self.verb, self.held = "", b""
        with self.faulty.lock:
            self.faulty.connections += 1
        with contextlib.suppress(_GoneError, OSError):
            self._answer("banner", "", "220 faulty.test ESMTP")
            while line := self.rfile.readline(4096):
                self._command(line.decode("utf-8", "replace").strip())

    def _command(self, line: str) -> None:
        verb = self.verb = line.partition(" ")[0].upper()
        address = "".join(re.findall(r"<([^>]*)>", line)[:1])
        if verb in ("MAIL", "RCPT"):
            self.faulty.said.append(line)
        if verb == "EHLO":
            features = "".join(f"250-{one}\r\n" for one in self.faulty.features)
            self._say(f"250-faulty.test\r\n{features}250 HELP")
        elif verb == "AUTH":
            self._answer("AUTH", "", "235 2.7.0 OK")
        elif verb == "MAIL":
            self.addresses = []
            self.mail_is_good = self._answer("MAIL", address, "250 2.1.0 OK")
        elif verb == "RCPT" and not self.mail_is_good:
            self._say("503 5.5.1 MAIL first")
        elif verb == "RCPT":
            if self._answer("RCPT", address, "250 2.1.5 OK"):
                self.addresses.append(address)
        elif verb == "DATA":
            self._data()
        elif verb == "QUIT":
            self._say("221 2.0.0 bye")
            raise _GoneError
        else:
            self._say("250 2.0.0 OK")

    def _data(self) -> None:
        if not self.addresses:
            self._say("554 5.5.1 no valid recipients")
            return
        address = self.addresses[0]
        if not self._answer("DATA", address, "354 go on"):
            return
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise _GoneError
            lines.append(line.removeprefix(b"."))
            if len(lines) == 5:
                self._act(self._planned_within(address))
        planned = self.faulty.planned("end", address)
        if planned is not None:
            self._act(planned)
            self._say(planned)
            return
        self._keep(b"".join(lines))

    def _planned_within(self, address: str) -> str | None:
        planned = self.faulty.planned("text", address)
        if planned is not None:
            with self.faulty.lock:
                self.faulty.broken.append(address)
        return planned

    def _keep(self, content: bytes) -> None:
        found = re.search(rb"(?mi)^Message-ID:\s*(\S+)", content)
        planned = self.faulty.planned("reply", self.addresses[0])
        with self.faulty.lock:
            for address in self.addresses:
                message_id = found[1].decode() if found else ""
                taken = Taken(address, message_id, content, planned is None)
                self.faulty.taken.append(taken)
                self.faulty.on_taken(taken)
        self._act(planned)
        self._say("250 2.0.0 taken")

    def _answer(self, stage: str, address: str, good: str) -> bool:
        """Say what is planned or else what is good; true if it was good."""
        planned = self.faulty.planned(stage, address)
        self._act(planned)
        self._say(planned or good)
        return planned is None

    def _act(self, planned: str | None) -> None:
        if planned == STALL:
            time.sleep(self.faulty.stall)
        if planned == HANG:
            while self.rfile.read(1000):
                pass
        if planned == HALF:
            self.wfile.write(b"25")
        if planned == CLOSE_TLS:
            self.connection.settimeout(0.2)
            self.connection.unwrap()
        if planned in _FAULTS:
            raise _GoneError

    def _say(self, reply: str) -> None:
        self.held += f"{reply}\r\n".encode()
        if not (self.faulty.holds_replies and self.verb in ("MAIL", "RCPT")):
            self.wfile.write(self.held)
            self.held = b""


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 100
    context: ssl.SSLContext

    def finish_request(self, request, client_address) -> None:
        # The handshake belongs to the connection's own thread.
        with contextlib.suppress(OSError):
            request.settimeout(60)
            wrapped = self.context.wrap_socket(request, server_side=True)
            try:
                super().finish_request(wrapped, client_address)
            finally:
                wrapped.close()

    def handle_error(self, request, client_address) -> None:
        """Clients that are killed are what this server is for."""


@contextlib.contextmanager
def faulty_smtp(folder: Path, certified: str = "localhost") -> Iterator[FaultySmtp]:
    """Run a faulty server; `folder` takes its certificate, which is for the host `certified`."""
    authority = Authority(folder)
    certificate, key = authority.issue("faulty", certified)
    faulty = FaultySmtp(str(authority.ca_file), needs.free_port())
    handler = type("Handler", (_Handler,), {"faulty": faulty})
    with _Server(("127.0.0.1", faulty.port), handler) as server:
        server.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.context.load_cert_chain(certificate, key)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield faulty
        finally:
            server.shutdown()
            thread.join()


def random_plan(seed: int, share: float = 0.1) -> Plan:
    """Give a plan that fails at random: at each stage, in that share of the cases.

    What keeps the client waiting (STALL, HANG) is rarer than what answers at once.
    """
    rng = random.Random(seed)
    lock = threading.Lock()
    gone = (DROP, HALF, CLOSE_TLS)
    replies = {
        "banner": ("421 4.3.2 closing", "554 5.3.2 no service", *gone),
        "AUTH": ("454 4.7.0 not now", "535 5.7.8 not you", *gone),
        "MAIL": ("451 4.3.0 busy", "421 4.3.2 closing", "550 5.7.1 not from you", "552 5.2.2 full", *gone),
        "RCPT": ("450 4.2.0 greylisted", "550 5.1.1 no such user", "452 4.2.2 full", *gone),
        "DATA": ("451 4.7.1 later", "421 4.3.2 closing", "554 5.5.1 no", "550 5.7.1 policy", *gone),
        "text": gone,
        "end": ("451 4.6.0 later", "554 5.6.0 no", "550 5.7.1 spam", "421 4.3.2 closing", *gone),
        "reply": gone,
    }

    def plan(stage: str, address: str) -> str | None:
        with lock:
            if rng.random() >= share:
                return None
            is_slow = rng.random() < 0.05 and stage != "banner"
            return rng.choice((STALL, HANG)) if is_slow else rng.choice(replies[stage])

    return plan
