"""A private Dovecot 2.3: IMAP and IMAPS on loopback, SASL for Postfix, no file outside its own folder.

Every address at any domain is a user with the same password; its mailbox appears at the first use.
Tokens (XOAUTH2, OAUTHBEARER) are known to `PrivateDovecot.tokens`.
"""

import contextlib
import grp
import itertools
import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from tests.servers import needs
from tests.servers.certificates import Authority
from tests.servers.tokens import TokenServer

PASSWORD = "correct-horse"

_SETTINGS = """\
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/dovecot.log
protocols = imap
listen = 127.0.0.1
login_greeting = {greeting}
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = yes
auth_mechanisms = plain login xoauth2 oauthbearer
auth_verbose = yes
auth_failure_delay = 0
mail_location = maildir:~/Maildir
mail_save_crlf = yes
mail_max_userip_connections = 100
mailbox_idle_check_interval = 1 secs
maildir_stat_dirs = no
namespace inbox {{
  inbox = yes
  separator = /
  mailbox {sent} {{
    special_use = \\Sent
    auto = create
  }}
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {root}/oauth2.conf
}}
passdb {{
  driver = static
  mechanisms = plain login
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={root}/home/%u allow_all_users=yes
}}
service anvil {{
  chroot =
  # Or every refused sign-in makes the next ones wait, longer and longer.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  process_min_avail = 1
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service stats {{
  chroot =
}}
service auth {{
  unix_listener sasl {{
    mode = 0666
  }}
}}
"""

_INTROSPECTION = """\
introspection_mode = auth
introspection_url = {url}?
username_attribute = username
active_attribute = active
active_value = true
"""


class PrivateDovecot:
    """The running server. `ca_file` is what to trust; the host is ``localhost``."""

    host = "localhost"
    password = PASSWORD

    def __init__(
        self, root: Path, tokens: TokenServer, *, host_name: str = "localhost", days: int = 30
    ) -> None:
        self.root = root
        self.tokens = tokens.users
        self._token_server = tokens
        self.account = needs.account("nobody")
        self._group = grp.getgrgid(self.account.pw_gid).gr_name
        self._names = itertools.count()
        authority = Authority(root)
        self.ca_file = str(authority.ca_file)
        self.certificate, self.key = authority.issue("server", host_name, days=days)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def sasl_socket(self) -> Path:
        """Where Postfix asks whether a password is right."""
        return self.root / "run" / "sasl"

    @property
    def home(self) -> Path:
        """Where the users' folders are."""
        return self.root / "home"

    def start(self, sent: str = "Sent") -> None:
        """Start the server and wait until it answers; ports are drawn anew while they are taken."""
        for name in ("run", "state", "home"):
            (self.root / name).mkdir()
        (self.root / "oauth2.conf").write_text(_INTROSPECTION.format(url=self._token_server.url))
        self._give_away(self.root)
        for _ in range(5):
            if self._start_once(sent):
                return
        raise RuntimeError(f"Dovecot did not start:\n{self.log()}")

    def _start_once(self, sent: str) -> bool:
        greeting = f"private {secrets.token_hex(8)}"
        self.imap_port, self.imaps_port = needs.free_port(), needs.free_port()
        configuration = self.root / "dovecot.conf"
        configuration.write_text(
            _SETTINGS.format(
                root=self.root,
                greeting=greeting,
                user=self.account.pw_name,
                group=self._group,
                certificate=self.certificate,
                key=self.key,
                sent=sent,
                password=PASSWORD,
                imap=self.imap_port,
                imaps=self.imaps_port,
            )
        )
        self._launch(configuration)
        needs.wait_for(lambda: not self.running or needs.greets(self.imap_port, greeting.encode()))
        if self.running and needs.greets(self.imap_port, greeting.encode()):
            return True
        self.stop()
        return False

    def _launch(self, configuration: Path) -> None:
        as_other = {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        self._process = subprocess.Popen(
            [needs.program("dovecot", "dovecot-imapd"), "-F", "-c", str(configuration)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **(as_other if os.geteuid() == 0 else {}),
        )

    @property
    def running(self) -> bool:
        """Whether the master process lives."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """End the server in order, and what is left of its own process group by force."""
        if self._process is None:
            return
        # Told alone, the master waits seconds for its children.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def kill(self) -> None:
        """End the server at once, as a power cut does (SIGKILL to its process group)."""
        assert self._process is not None
        group = self._process.pid
        os.killpg(group, signal.SIGKILL)
        self._process.wait()
        self._process = None
        # Its children die a moment later than the master, and hold the ports until then.
        assert needs.wait_for(lambda: not _lives(group))

    def restart(self) -> None:
        """Start again after `stop` or `kill`, on the same ports."""
        # A socket that a killed server left makes Dovecot believe that it runs already.
        shutil.rmtree(self.root / "run")
        (self.root / "run").mkdir()
        self._own(self.root / "run")
        self._launch(self.root / "dovecot.conf")
        assert needs.wait_for(lambda: needs.greets(self.imap_port, b"private")), self.log()

    def processes(self, name: str) -> list[int]:
        """Give the ids of our server's own processes of that name, such as ``imap``."""
        assert self._process is not None
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                head, _, tail = stat.read_text().rpartition(")")
                if head.partition("(")[2] == name and int(tail.split()[1]) == self._process.pid:
                    found.append(int(stat.parent.name))
        return found

    def kill_processes(self, name: str) -> int:
        """End our server's processes of that name by SIGKILL; gives how many there were."""
        ids = self.processes(name)
        for one in ids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        return len(ids)

    def folder(self, user: str, name: str = "INBOX") -> Path:
        """Give a folder's place on disk (Maildir++); `name` is modified UTF-7, parts joined by dots."""
        maildir = self.home / user / "Maildir"
        folder = maildir if name == "INBOX" else maildir / f".{name}"
        if not folder.exists():
            for part in ("tmp", "new", "cur"):
                (folder / part).mkdir(parents=True, exist_ok=True)
            self._give_away(self.home / user)
        return folder

    def deliver(self, user: str, message: bytes, folder: str = "INBOX") -> None:
        """Put a message into a folder as a delivery agent does: write to tmp, rename into new."""
        place = self.folder(user, folder)
        name = f"{time.time():.6f}.{os.getpid()}_{next(self._names)}.test"
        file = place / "tmp" / name
        file.write_bytes(message)
        self._own(file)
        file.rename(place / "new" / name)

    def messages(self, user: str, folder: str = "INBOX") -> list[bytes]:
        """Give a folder's messages in the order of delivery."""
        place = self.folder(user, folder)
        files = [file for part in ("new", "cur") for file in (place / part).iterdir()]
        return [file.read_bytes() for file in sorted(files, key=lambda file: file.name)]

    def flags(self, user: str, folder: str = "INBOX") -> list[str]:
        """Give the flags of a folder's messages as Maildir has them (``S`` is seen, ``new`` untouched)."""
        place = self.folder(user, folder)
        seen = [file.name.partition(":2,")[2] for file in (place / "cur").iterdir()]
        return sorted(["new"] * len(list((place / "new").iterdir())) + seen)

    def remove_folder(self, user: str, folder: str) -> None:
        """Delete a folder behind the server's back."""
        shutil.rmtree(self.folder(user, folder))

    def log(self) -> str:
        """Give what the server wrote to its log."""
        file = self.root / "dovecot.log"
        return file.read_text() if file.exists() else ""

    def _give_away(self, folder: Path) -> None:
        self._own(folder)
        for path in folder.rglob("*"):
            self._own(path)

    def _own(self, path: Path) -> None:
        if os.geteuid() == 0:
            # Dovecot's own lock files come and go meanwhile.
            with contextlib.suppress(FileNotFoundError):
                os.chown(path, self.account.pw_uid, self.account.pw_gid)


def _lives(group: int) -> bool:
    """Whether a process group has a process that has not ended; one that waits to be reaped has."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, its_group = stat.read_text().rpartition(")")[2].split()[:3]
            if int(its_group) == group and state != "Z":
                return True
    return False


@contextlib.contextmanager
def private_dovecot(
    *, host_name: str = "localhost", days: int = 30, sent: str = "Sent"
) -> Iterator[PrivateDovecot]:
    """Run a Dovecot.

    Args:
        host_name: What its certificate is for.
        days: How long the certificate is still good; negative for one that has expired.
        sent: The name of the folder with the special use \\Sent.
    """
    dovecot = needs.program("dovecot", "dovecot-imapd")
    version = subprocess.run([dovecot, "--version"], capture_output=True, text=True, check=True).stdout
    if not version.startswith("2.3."):
        needs.missing(f"Dovecot {version.split()[0]} is there, 2.3 is needed: 2.4 reads other settings")
    with needs.short_folder() as root, TokenServer() as tokens:
        server = PrivateDovecot(root, tokens, host_name=host_name, days=days)
        try:
            server.start(sent)
            yield server
        finally:
            server.stop()
