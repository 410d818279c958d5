"""A private PostgreSQL cluster on loopback, run by an account without rights."""

import contextlib
import itertools
import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.servers import needs

_USER = "lettergen"


class PrivatePostgres:
    """The running cluster; `new_database` gives the URL of an empty database in it."""

    def __init__(self, root: Path, programs: Path, settings: Mapping[str, str]) -> None:
        self.root = root
        self._programs = programs
        self._settings = settings
        self._account = needs.account("postgres", "nobody")
        self._numbers = itertools.count(1)

    def start(self) -> None:
        """Make the cluster and start it; the port is drawn anew while it is taken."""
        if os.geteuid() == 0:
            os.chown(self.root, self._account.pw_uid, self._account.pw_gid)
        cluster = str(self.root / "data")
        self._run(
            "initdb", "-D", cluster, "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"
        )
        for _ in range(5):
            self.port = needs.free_port()
            if self._start_once(cluster):
                return
        raise RuntimeError(f"PostgreSQL did not start:\n{(self.root / 'log').read_text()}")

    def _start_once(self, cluster: str) -> bool:
        settings = {
            "port": str(self.port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(self.root),
            "fsync": "off",
            **self._settings,
        }
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        # pg_ctl waits for the process that it started itself, whoever else may hold the port.
        started = self._run(
            "pg_ctl", "-D", cluster, "-o", options, "-l", str(self.root / "log"), "-w", "start", check=False
        )
        return started == 0

    def stop(self) -> None:
        """End the cluster; sessions still open are cut."""
        if (self.root / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", str(self.root / "data"), "-m", "immediate", "-w", "stop", check=False)

    def new_database(self) -> str:
        """Make an empty database; gives its SQLAlchemy URL (driver psycopg 3)."""
        name = f"test{next(self._numbers)}"
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", _USER, name)
        return f"postgresql+psycopg://{_USER}@127.0.0.1:{self.port}/{name}"

    def _run(self, program: str, *arguments: str, check: bool = True) -> int:
        as_other = {"user": self._account.pw_uid, "group": self._account.pw_gid, "extra_groups": []}
        done = subprocess.run(
            [str(self._programs / program), *arguments],
            check=check,
            cwd=self.root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **(as_other if os.geteuid() == 0 else {}),
        )
        return done.returncode


def _programs() -> Path:
    """Give the folder with initdb; Debian keeps each version's out of the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3]))
    return debian[-1].parent if debian else Path(needs.program("initdb", "postgresql")).parent


@contextlib.contextmanager
def private_postgres(settings: Mapping[str, str] | None = None) -> Iterator[PrivatePostgres]:
    """Run a PostgreSQL; `settings` are further lines of postgresql.conf, such as ``fsync``: ``on``."""
    programs = _programs()
    with needs.short_folder() as root:
        server = PrivatePostgres(root, programs, settings or {})
        try:
            server.start()
            yield server
        finally:
            server.stop()
