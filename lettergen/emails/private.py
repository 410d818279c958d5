"""Files that nobody but their owner can read: keys and tokens."""

import os
import stat
import sys
import tempfile
from pathlib import Path


class NotPrivateError(Exception):
    """Others can read or change the file, or it is somebody else's."""


def read_private(path: Path) -> bytes:
    """Give a file's bytes.

    Raises:
        NotPrivateError: If it is not ours alone.
        OSError: If it cannot be read. A symbolic link cannot: it could lead to somebody else's file.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    with open(descriptor, "rb") as file:  # noqa: PTH123 (the descriptor that is checked)
        if not _is_private(os.fstat(descriptor)):
            raise NotPrivateError
        return file.read()


def _is_private(status: os.stat_result) -> bool:
    """Tell whether a file is ours and closed to others; on Windows the profile's own rights see to that."""
    if sys.platform == "win32":
        return True
    return status.st_uid == os.geteuid() and not stat.S_IMODE(status.st_mode) & 0o077


def write_private(path: Path, data: bytes) -> None:
    """Replace a file at once by one that only we can read (0600), in a folder that is ours (0700).

    Raises:
        OSError: If that does not work; then the file is as it was.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}")
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 (mkstemp's own)
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
