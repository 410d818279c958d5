"""Holds LibreOffice for as long as lettergen lives; a program of its own, started by `office`.

Its standard input is a pipe from lettergen. When that closes, however lettergen ended, LibreOffice is
ended by its own process id and its folder removed. When LibreOffice ends, so does this.

    python keeper.py FOLDER COMMAND...
"""

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path


def main(folder: Path, command: list[str]) -> None:
    """Run the command until it ends or the standard input closes."""
    with (folder / "office.log").open("wb") as log:
        office = subprocess.Popen(  # noqa: S603 (lettergen's own command line)
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    threading.Thread(target=_end_with_input, args=(office,), daemon=True).start()
    office.wait()
    end_group(office)
    _remove_pipe(folder / "profile")
    shutil.rmtree(folder, ignore_errors=True)


def _end_with_input(office: subprocess.Popen[bytes]) -> None:
    sys.stdin.buffer.read()
    end_group(office)


def end_group(process: subprocess.Popen[bytes]) -> None:
    """End a process that leads a group of its own, and all it started."""
    if sys.platform == "win32":
        subprocess.run(  # noqa: S603 (a number)
            ["taskkill", "/T", "/F", "/PID", str(process.pid)],  # noqa: S607 (part of Windows)
            capture_output=True,
            check=False,
        )
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _remove_pipe(profile: Path) -> None:
    """Remove the socket that LibreOffice leaves in /tmp when it is ended, named after its profile."""
    if sys.platform == "win32":
        return
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    name = f"OSL_PIPE_{os.getuid()}_SingleOfficeIPC_" + "".join(f"{byte:x}" for byte in digest)
    with contextlib.suppress(OSError):
        Path("/tmp", name).unlink(missing_ok=True)  # noqa: S108 (where LibreOffice puts it)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
