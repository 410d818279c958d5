"""What a disk may hold after the power went, replayed from the system calls of a real run.

`record` runs a program under strace and keeps each write, truncation, removal and flush of the files in
one folder, in order, together with what the program said outside. `images` cuts that at a moment and
gives disks that could be found afterwards: what was flushed is there; of what was written since, all,
none, or some, in any order, and a write may be torn at a sector's border. A new file, or a removal,
counts once the folder was flushed.
"""

import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SECTOR = 512

_CALLS = "openat,pwrite64,write,ftruncate,fsync,fdatasync,unlink"
_LINE = re.compile(r"^(?:\d+ +)?(?P<call>\w+)\((?P<arguments>.*)\) += (?P<result>-?\d+)(?:<.*>)?$")
_DATA = re.compile(
    r'^\d+<(?P<path>[^>]*)>, "(?P<data>(?:\\x[0-9a-f]{2})*)", (?P<size>\d+)(?:, (?P<offset>\d+))?$'
)
_OPENED = re.compile(r'^AT_FDCWD(?:<[^>]*>)?, "(?P<path>(?:\\x[0-9a-f]{2})*)", (?P<flags>[A-Z_|]+)')
_NUMBERED = re.compile(r"^\d+<(?P<path>[^>]*)>(?:, (?P<size>\d+))?$")
_NAMED = re.compile(r'^"(?P<path>(?:\\x[0-9a-f]{2})*)"$')


@dataclass(frozen=True)
class Step:
    """One thing that was done: `what` is write, truncate, create, remove, flush or said."""

    what: str
    name: str = ""
    offset: int = 0
    data: bytes = b""


def record(command: Sequence[str], folder: Path, spool: Path, trace: Path) -> list[Step]:
    """Run a program and give what it did to the files in the folder and said in the spool."""
    subprocess.run(
        ["strace", "-f", "-y", "-xx", "-s", "1000000", "-e", f"trace={_CALLS}", "-o", str(trace), *command],
        check=True,
    )
    with trace.open() as lines:
        return [step for line in lines for step in _steps(line.rstrip("\n"), folder, spool)]


def _steps(line: str, folder: Path, spool: Path) -> Iterator[Step]:
    found = _LINE.match(line)
    if found is None or int(found["result"]) < 0:
        return
    for step in _PARSERS[found["call"]](found["arguments"]):
        path = Path(step.name)
        if path == spool and step.what == "write":
            yield Step("said", data=step.data)
        elif path == folder and step.what == "flush":
            yield Step("flush")
        elif path.parent == folder and not path.name.endswith("-shm"):
            # The index of the write-ahead log is shared memory, and is made anew after a crash.
            yield Step(step.what, path.name, step.offset, step.data)


def _text(escaped: str) -> str:
    return bytes.fromhex(escaped.replace("\\x", "")).decode()


def _write(arguments: str) -> Iterator[Step]:
    if found := _DATA.match(arguments):
        data = bytes.fromhex(found["data"].replace("\\x", ""))
        assert len(data) == int(found["size"])
        yield Step("write", _path(found["path"]), int(found["offset"] or 0), data)


def _path(text: str) -> str:
    """Give a path as strace shows it behind a number: plain, or escaped like any string."""
    return _text(text) if text.startswith("\\x") else text


def _open(arguments: str) -> Iterator[Step]:
    if (found := _OPENED.match(arguments)) and "O_CREAT" in found["flags"]:
        yield Step("create", _text(found["path"]))


def _truncate(arguments: str) -> Iterator[Step]:
    if found := _NUMBERED.match(arguments):
        yield Step("truncate", _path(found["path"]), int(found["size"]))


def _flush(arguments: str) -> Iterator[Step]:
    if found := _NUMBERED.match(arguments):
        yield Step("flush", _path(found["path"]))


def _remove(arguments: str) -> Iterator[Step]:
    if found := _NAMED.match(arguments):
        yield Step("remove", _text(found["path"]))


_PARSERS = {
    "openat": _open,
    "pwrite64": _write,
    "write": _write,
    "ftruncate": _truncate,
    "fsync": _flush,
    "fdatasync": _flush,
    "unlink": _remove,
}


@dataclass
class _File:
    """A file's bytes as they are on the disk for sure, and what was done since."""

    flushed: bytes = b""
    since: list[Step] = field(default_factory=list)


class Disk:
    """The folder's files while the steps are replayed."""

    def __init__(self) -> None:
        self._files: dict[str, _File] = {}
        #: Files that are there, or gone, for sure only once the folder is flushed.
        self._created: set[str] = set()
        self._removed: dict[str, _File] = {}

    def apply(self, step: Step) -> None:
        """Do one step."""
        if step.what == "flush" and not step.name:
            self._created.clear()
            self._removed.clear()
        elif step.what == "create":
            if step.name not in self._files:
                self._files[step.name] = _File()
                self._created.add(step.name)
        elif step.what == "remove":
            self._removed[step.name] = self._files.pop(step.name)
            self._created.discard(step.name)
        elif step.what == "flush":
            file = self._files[step.name]
            file.flushed = _after(file.flushed, file.since)
            file.since = []
        elif step.what in ("write", "truncate"):
            self._files[step.name].since.append(step)

    def with_everything(self) -> dict[str, bytes]:
        """Give the files as they are if all reached the disk: the program was killed, not the power cut."""
        return {name: _after(file.flushed, file.since) for name, file in self._files.items()}

    def with_nothing(self) -> dict[str, bytes]:
        """Give the files with nothing but what was flushed."""
        there = {name: file for name, file in self._files.items() if name not in self._created}
        return {name: file.flushed for name, file in {**self._removed, **there}.items()}

    def with_some(self, chance: Random) -> dict[str, bytes]:
        """Give the files with any part of what was not flushed."""
        files = dict(self._files)
        for name, file in self._removed.items():
            if chance.random() < 0.5:
                files.setdefault(name, file)
        for name in self._created:
            if chance.random() < 0.5:
                files.pop(name, None)
        return {name: _after(file.flushed, _some(file.since, chance)) for name, file in files.items()}


def _some(steps: Sequence[Step], chance: Random) -> list[Step]:
    """Leave some steps out, and tear some of the others."""
    return [_torn(step, chance) if chance.random() < 0.3 else step for step in steps if chance.random() < 0.6]


def _torn(step: Step, chance: Random) -> Step:
    """Leave out sectors of a write: its end, or any of them."""
    if step.what != "write" or len(step.data) <= 1:
        return step
    size = SECTOR * chance.randrange(len(step.data) // SECTOR + 1)
    return Step("write", step.name, step.offset, step.data[:size])


def _after(data: bytes, steps: Sequence[Step]) -> bytes:
    result = bytearray(data)
    for step in steps:
        if step.what == "truncate":
            del result[step.offset :]
            result.extend(bytes(step.offset - len(result)))
        else:
            end = step.offset + len(step.data)
            result.extend(bytes(max(0, end - len(result))))
            result[step.offset : end] = step.data
    return bytes(result)
