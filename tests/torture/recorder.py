"""A mail server in a process of its own that fails at random and keeps a spool of what it saw.

`python -m tests.torture.recorder FOLDER SEED SHARE`: writes its certificate and, once it listens, `port`
into FOLDER. Every line of FOLDER/spool is one event as JSON, written before the client can hear of it:
``taken`` a message kept for good, ``planned`` a fault. It runs until its standard input ends.
"""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.servers.faulty import Taken, faulty_smtp, random_plan


@dataclass(frozen=True, slots=True)
class Spooled:
    """One event of the spool; `what` is ``taken`` or the fault's stage, where `did` is what was done."""

    what: str
    address: str
    message_id: str = ""
    digest: str = ""
    did: str = ""


def read_spool(folder: Path) -> list[Spooled]:
    """Give the events, oldest first."""
    file = folder / "spool"
    return [Spooled(**json.loads(line)) for line in file.read_text().splitlines()] if file.exists() else []


def record(folder: Path, seed: int, share: float) -> None:
    """Run the server until standard input ends."""
    spool = os.open(folder / "spool", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def write(**event: str) -> None:
        os.write(spool, json.dumps(event).encode() + b"\n")

    def on_taken(taken: Taken) -> None:
        write(what="taken", address=taken.address, message_id=taken.message_id, digest=taken.digest)

    with faulty_smtp(folder) as server:
        server.plan = random_plan(seed, share)
        server.stall = 0.3
        server.features = (*server.features, "AUTH PLAIN")
        server.on_taken = on_taken
        server.on_planned = lambda stage, address, did: write(what=stage, address=address, did=did)
        if seed % 3 == 0:
            server.features = tuple(one for one in server.features if one != "PIPELINING")
        (folder / "port.new").write_text(str(server.port))
        (folder / "port.new").rename(folder / "port")
        sys.stdin.read()
    os.close(spool)


if __name__ == "__main__":
    record(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
