"""Runs veraPDF over files, for the tests."""

import subprocess
import sys
from pathlib import Path

from tests.servers.needs import missing

_CHECK = Path(__file__).parents[2] / "tools" / "verapdf" / "check.py"


def verdict(*files: Path, flavours: str = "ua1,2a") -> str:
    """Give what veraPDF says against files by these flavours; empty if nothing. Skips where it is missing."""
    done = subprocess.run(
        [sys.executable, _CHECK, flavours, *files], capture_output=True, text=True, check=False, timeout=300
    )
    if done.returncode == 2:
        missing(done.stderr.strip())
    if done.returncode == 0:
        return ""
    return "\n".join(line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("PASS"))
