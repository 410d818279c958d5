"""Finds LibreOffice on this computer."""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from lettergen.errors import InputError

_HOW_TO_INSTALL = {
    "linux": "`sudo apt install libreoffice-writer-nogui` on Debian and Ubuntu, or your system's LibreOffice",
    "darwin": "`brew install --cask libreoffice`, or the program from libreoffice.org",
    "win32": "`winget install TheDocumentFoundation.LibreOffice`, or the program from libreoffice.org",
}


class NoLibreOfficeError(InputError):
    """LibreOffice is asked for and is not on this computer."""

    def __init__(self, platform: str = sys.platform) -> None:
        """Take the platform as `sys.platform` names it."""
        how = _HOW_TO_INSTALL.get(platform, _HOW_TO_INSTALL["linux"])
        super().__init__(
            f"LibreOffice is not installed, or not where programs are looked for. Install it ({how}), "
            'or let lettergen make the pages: `typesetter = "own"` under [page], or `--typesetter own`.'
        )


def find_libreoffice() -> Path:
    """Give the path of the program `soffice`.

    Raises:
        NoLibreOfficeError: If there is none; says how to install it.
    """
    found = next((path for path in _places() if path.is_file()), None)
    if found is None:
        raise NoLibreOfficeError
    return found


def _places() -> Iterator[Path]:
    for name in ("soffice", "libreoffice"):
        on_path = shutil.which(name)
        if on_path:
            yield Path(on_path)
    yield Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
    yield Path(os.environ.get("PROGRAMFILES", r"C:\Program Files"), "LibreOffice", "program", "soffice.exe")


@functools.cache
def libreoffice_version(program: Path) -> str:
    """Give name and version, such as ``LibreOffice 7.4.7.2 40(Build:2)``."""
    try:
        asked = subprocess.run(  # noqa: S603 (found above)
            [program, "--version"], capture_output=True, text=True, timeout=60, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise InputError(
            f"{program}: does not say its version: {error}. Install LibreOffice again."
        ) from error
    return asked.stdout.strip()
