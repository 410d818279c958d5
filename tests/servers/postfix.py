"""A private Postfix: a submission server on loopback that delivers into a private Dovecot.

STARTTLS, sign-in through that Dovecot (any address, `dovecot.PASSWORD`), real bounces. Every
address at a domain ending in .test or .example has a mailbox there (with plus-addresses), but:

- ``gone…`` does not exist: accepted, then bounced with 5.1.1;
- ``later…`` is put off when it is delivered (4.2.2) and stays in the queue;
- ``drop…`` is delivered into nothing, for measurements;
- ``refused…`` is refused at RCPT with 550 5.7.1, ``greylisted…`` with 450 4.2.0;
- any other domain is accepted and bounced with 5.1.2, for nothing leaves the machine.

/etc/postfix is neither read nor written. Needs root, as Postfix's master does.
"""

import contextlib
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.servers import needs
from tests.servers.dovecot import PrivateDovecot

_MAIN = """\
compatibility_level = 3.6
config_directory = {root}/etc
queue_directory = {root}/spool
data_directory = {root}/data
command_directory = {command_folder}
daemon_directory = {daemon_folder}
mail_owner = postfix
setgid_group = postdrop
maillog_file = {root}/postfix.log
maillog_file_prefixes = {root}
myhostname = mx.test
mydomain = test
myorigin = test
mydestination =
mynetworks =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtpd_banner = mx.test ESMTP {greeting}
alias_maps =
alias_database =
local_recipient_maps =
local_transport = error:5.1.1 no such user here
transport_maps = regexp:{root}/etc/transports
default_transport = error:5.1.2 nothing leaves a test server
mailbox_destination_recipient_limit = 1
recipient_delimiter = +
smtpd_tls_cert_file = {certificate}
smtpd_tls_key_file = {key}
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {sasl}
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = check_recipient_access regexp:{root}/etc/recipients
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
smtpd_reject_unlisted_recipient = no
message_size_limit = {size_limit}
bounce_size_limit = 50000
"""

_MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
127.0.0.1:{xoauth2_port} inet n - n - - smtpd
  -o smtpd_sasl_mechanism_filter=xoauth2
127.0.0.1:{open_port} inet n - n - - smtpd
  -o mynetworks=127.0.0.0/8
  -o smtpd_relay_restrictions=permit_mynetworks,reject
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
mailbox unix - n n - 20 pipe
  flags=DORu user={user}
  argv={lda} -c {dovecot}/dovecot.conf -f ${{sender}} -a ${{recipient}} -d ${{user}}@${{domain}}
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""

_TABLES = {
    "transports": """\
/^gone/ error:5.1.1 no such user here
/^later/ retry:4.2.2 the mailbox is full, try later
/^drop/ discard:
/@(.+\\.)?(test|example|example\\.(org|com|net))$/ mailbox:
""",
    "recipients": """\
/^refused/ 550 5.7.1 not wanted here
/^greylisted/ 450 4.2.0 greylisted, try later
""",
}


class PrivatePostfix:
    """The running server; the host is ``localhost`` and `ca_file` what to trust.

    `open_port` takes mail without sign-in, for programs that can do no more; `xoauth2_port` takes no other
    sign-in than XOAUTH2, as Microsoft's and Google's servers do.
    """

    host = "localhost"

    def __init__(self, root: Path, dovecot: PrivateDovecot, *, size_limit: int) -> None:
        self.root = root
        self.dovecot = dovecot
        self.ca_file = dovecot.ca_file
        self.password = dovecot.password
        self._size_limit = size_limit
        self._postfix = needs.program("postfix", "postfix")
        self._etc = root / "etc"

    def start(self) -> None:
        """Start the server and wait until it answers; the port is drawn anew while it is taken."""
        for name in ("etc", "spool", "data"):
            (self.root / name).mkdir()
        shutil.chown(self.root / "data", "postfix")
        for name, lines in _TABLES.items():
            (self._etc / name).write_text(lines)
        for _ in range(5):
            if self._start_once():
                return
        raise RuntimeError(f"Postfix did not start:\n{self.log()}")

    def _start_once(self) -> bool:
        greeting = secrets.token_hex(8)
        self.port, self.open_port, self.xoauth2_port = (needs.free_port() for _ in range(3))
        (self._etc / "main.cf").write_text(
            _MAIN.format(
                root=self.root,
                command_folder=Path(self._postfix).parent,
                daemon_folder=_daemon_folder(),
                greeting=greeting,
                certificate=self.dovecot.certificate,
                key=self.dovecot.key,
                sasl=self.dovecot.sasl_socket,
                size_limit=self._size_limit,
            )
        )
        (self._etc / "master.cf").write_text(self._master())
        self._command("start")
        if needs.wait_for(lambda: needs.greets(self.port, greeting.encode())):
            return True
        self.stop()
        return False

    def _master(self) -> str:
        return _MASTER.format(
            port=self.port,
            open_port=self.open_port,
            xoauth2_port=self.xoauth2_port,
            user=self.dovecot.account.pw_name,
            lda=needs.program("dovecot-lda", "dovecot-imapd"),
            dovecot=self.dovecot.root,
        )

    def stop(self) -> None:
        """End the server in order (its master is found by the pid file in its own queue folder)."""
        self._command("stop")
        if self._master_pid() is not None:
            self._command("abort")

    def flush(self) -> None:
        """Try everything in the queue once more."""
        self._command("flush")

    def queue(self) -> list[str]:
        """Give the ids of the messages in the queue."""
        folders = ("incoming", "active", "deferred")
        return [f.name for one in folders for f in (self.root / "spool" / one).rglob("*") if f.is_file()]

    def log(self) -> str:
        """Give what the server wrote to its log."""
        file = self.root / "postfix.log"
        return file.read_text() if file.exists() else ""

    def _command(self, verb: str) -> None:
        subprocess.run(
            [self._postfix, "-c", str(self._etc), verb],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )

    def _master_pid(self) -> int | None:
        file = self.root / "spool" / "pid" / "master.pid"
        if not file.exists() or not (text := file.read_text().strip()):
            return None
        alive = Path(f"/proc/{text}").exists()
        return int(text) if alive else None


def _daemon_folder() -> str:
    """Give where Postfix keeps its daemons; distributions differ."""
    postconf = needs.program("postconf", "postfix")
    told = subprocess.run([postconf, "-d", "daemon_directory"], capture_output=True, text=True, check=True)
    return told.stdout.partition("=")[2].strip()


@contextlib.contextmanager
def private_postfix(dovecot: PrivateDovecot, *, size_limit: int = 30_000_000) -> Iterator[PrivatePostfix]:
    """Run a Postfix that signs people in through that Dovecot and delivers into its mailboxes."""
    needs.program("postfix", "postfix")
    needs.root()
    with needs.short_folder() as root:
        server = PrivatePostfix(root, dovecot, size_limit=size_limit)
        try:
            server.start()
            yield server
        finally:
            server.stop()
