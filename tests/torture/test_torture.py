"""A little of `make torture`: senders are killed while the mail server fails, and nothing goes twice."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("seed", [1, 3], ids=["one at a time", "three at a time"])
def test_killed_senders_on_sqlite_send_nothing_twice_and_lose_nothing(seed):
    _torture(seed, "sqlite")


@pytest.mark.usefixtures("postgres_url")  # skips where there is no PostgreSQL
def test_killed_senders_on_postgresql_send_nothing_twice_and_lose_nothing():
    _torture(2, "postgresql")


def _torture(seed: int, log: str) -> None:
    command = [sys.executable, "-m", "tools.torture", "--seeds", "1", "--first", str(seed), "--log", log]
    done = subprocess.run(
        [*command, "--recipients", "150", "--life", "1"],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    total = done.stdout.splitlines()[-1]
    assert total.startswith("runs 1, letters 150, kills "), said
    assert "kills 0" not in total, "nobody was killed"
    assert "twice 0, lost 0, in doubt " in total
