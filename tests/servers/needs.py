"""What a private server needs from the machine: a program, a port, a short folder, an account."""

import contextlib
import os
import pwd
import random
import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

#: Debian keeps servers here, and an ordinary user's PATH does without.
_SERVER_FOLDERS = (
    "/usr/sbin:/usr/lib/dovecot:/usr/libexec/dovecot:/usr/local/sbin:/opt/homebrew/sbin:/opt/homebrew/bin"
)

_random = random.SystemRandom()


def missing(reason: str) -> None:
    """Skip the test, or fail it where every server has to be there."""
    if os.environ.get("CI") or os.environ.get("LETTERGEN_REQUIRE_SERVERS") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def program(name: str, package: str) -> str:
    """Give the path of a program; a test that needs one that is not there is skipped."""
    path = f"{os.environ.get('PATH', os.defpath)}:{_SERVER_FOLDERS}"
    found = shutil.which(name, path=path)
    if found is None:
        missing(f"{name} is not installed (Debian: {package})")
    return found or ""


def root() -> None:
    """Skip the test if it needs root and we are not."""
    if os.geteuid() != 0:
        missing("needs root")


def account(*names: str) -> pwd.struct_passwd:
    """Give the account to run a server under: ours, or if we are root the first of these."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    for name in names:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    missing(f"no account named {' or '.join(names)}")
    raise AssertionError


def free_port() -> int:
    """Give a loopback port that nobody listens on.

    Below the range from which the system takes the ports of outgoing connections, so that none of
    those gets there before the server does. Two processes may still draw the same one: whoever
    starts a server makes sure that it is their own that answers, and draws again if not.
    """
    while True:
        port = _random.randrange(15000, 32000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@contextlib.contextmanager
def short_folder() -> Iterator[Path]:
    """Give an empty folder with a short name, gone afterwards.

    A Unix socket's path may have 104 bytes or so, and pytest's folders are longer. The name leads
    through no symbolic link, because Postfix does not like one.
    """
    folder = Path(tempfile.mkdtemp(prefix="lg")).resolve()
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        # A server that is still going down may write once more.
        for _ in range(20):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
            time.sleep(0.05)


def wait_for(condition: Callable[[], bool], seconds: float = 10) -> bool:
    """Wait until the condition holds; false if it does not in that time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def greets(port: int, greeting: bytes) -> bool:
    """Tell whether the server on that port is the one that greets so."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as link:
        return greeting in link.recv(500)
    return False
