"""A connection to a mail server that keeps to its deadline, whatever the server does.

smtplib's own timeout is per packet: a server that says one octet a minute holds it for ever. Here a
whole phase of the session has a deadline, so that an attempt ends before its lease in the log does.
"""

import smtplib
import socket
import ssl
import time
from typing import Any

#: The name in EHLO. An address literal (RFC 5321 section 4.1.3) is true of any machine, tells nobody its
#: name, and saves asking the DNS for it.
_OUR_NAME = "[127.0.0.1]"
# What one TLS record holds, so that no single write takes longer than the rest of the deadline.
_CHUNK = 16_384


class Link(smtplib.SMTP):
    """A connection with a deadline; encrypted from the first byte (RFC 8314) if given trust for that.

    Small packets are sent at once: a kept connection otherwise waits some 40 ms for each message on
    Nagle's algorithm and delayed acknowledgements together (RFC 1122 section 4.2.3.4).
    """

    def __init__(self, host: str, port: int, *, seconds: float, tls: ssl.SSLContext | None) -> None:
        """Connect within so many seconds.

        Raises:
            OSError: If that does not work; smtplib's exceptions are among them.
        """
        self._tls = tls
        self.allow(seconds)
        super().__init__(host, port, local_hostname=_OUR_NAME)

    def allow(self, seconds: float) -> None:
        """Set the deadline for all that follows."""
        self._until = time.monotonic() + seconds

    def bound(self) -> None:
        """Hold the next single read or write to what is left of the deadline.

        Raises:
            TimeoutError: If nothing is left.
        """
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("the server did not answer in time")
        if self.sock is not None:
            self.sock.settimeout(left)

    def getreply(self) -> tuple[int, bytes]:
        """Read one reply."""
        if self.file is None and self.sock is not None:
            self.file = _Lines(self)
        return super().getreply()

    def send(self, s: Any) -> None:
        """Send bytes or text as it is."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("there is no connection")
        data = memoryview(s.encode() if isinstance(s, str) else s)
        try:
            for start in range(0, len(data), _CHUNK):
                self.bound()
                self.sock.sendall(data[start : start + _CHUNK])
        except OSError as error:
            self.close()
            raise smtplib.SMTPServerDisconnected(str(error)) from error

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:  # noqa: ARG002 (smtplib's own hook)
        connected = self._connected(host, port)
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self._tls is None:
            return connected
        try:
            return self._tls.wrap_socket(connected, server_hostname=host)
        except OSError:
            connected.close()
            raise

    def _connected(self, host: str, port: int) -> socket.socket:
        """Try the host's addresses in turn, all of them within the deadline."""
        failure: OSError | None = None
        for *_, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            left = self._until - time.monotonic()
            if left <= 0:
                break
            try:
                connected = socket.create_connection((str(address[0]), port), left)
            except OSError as error:
                failure = error
            else:
                # The TLS handshake has to be done by then, too.
                connected.settimeout(max(self._until - time.monotonic(), 0.001))
                return connected
        raise failure or TimeoutError("the server did not answer in time")


class _Lines:
    """Reads whole lines; one that the server did not end counts as none."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._got = bytearray()

    def readline(self, limit: int) -> bytes:
        """Give the next line with its end, at most `limit` octets; nothing once the server has gone."""
        while (end := self._got.find(b"\n") + 1) == 0 and len(self._got) < limit:
            self._link.bound()
            sock = self._link.sock
            data = sock.recv(4096) if sock is not None else b""
            if not data:
                return b""
            self._got += data
        taken = min(end or limit, limit)
        line = bytes(self._got[:taken])
        del self._got[:taken]
        return line

    def close(self) -> None:
        """Forget what was read ahead."""
        self._got.clear()
