"""The program as its users run it: a process of its own in a campaign's folder."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pytest
from click.testing import CliRunner

from lettergen.cli import main


@dataclass(frozen=True)
class Result:
    """What a run of the program left: `talk` is stderr, `data` stdout."""

    code: int
    data: str
    talk: str

    @property
    def json(self):
        return json.loads(self.data)


@dataclass
class Office:
    """A campaign's folder and the program to run in it. `environment` is added to each run's."""

    folder: Path
    environment: dict[str, str]

    def run(
        self,
        *arguments: str,
        input: str = "",  # noqa: A002
        guard: str = "",
        environment: Mapping[str, str] = MappingProxyType({}),
    ) -> Result:
        """Run `lettergen`; `guard` is Python to run first within the process."""
        start = f"{guard}\nimport sys\nfrom lettergen.__main__ import main\nmain(prog_name='lettergen')"
        ran = subprocess.run(
            [sys.executable, "-c", start, *arguments],
            cwd=self.folder,
            env={
                **os.environ,
                "PYTHONUTF8": "1",
                "LETTERGEN_ACTOR": "tester",
                **self.environment,
                **environment,
            },
            input=input,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        assert "Traceback" not in ran.stderr, ran.stderr
        return Result(ran.returncode, ran.stdout, ran.stderr)

    def ok(self, *arguments: str, **options) -> Result:
        """Run `lettergen` and expect it to succeed."""
        result = self.run(*arguments, **options)
        assert result.code == 0, result.talk + result.data
        return result

    def write(self, name: str, text: str) -> None:
        """Write a file of the campaign."""
        (self.folder / name).write_text(text, encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Change a text in a file of the campaign."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


class OfficeWithin(Office):
    """An office whose program runs within this process, which spares its start."""

    def run(self, *arguments, environment=None):
        environment = {**self.environment, **(environment or {})}
        ran = CliRunner().invoke(main, ["-C", str(self.folder), *arguments], env=environment)
        if ran.exception and not isinstance(ran.exception, SystemExit):
            raise ran.exception
        return Result(ran.exit_code, ran.stdout, ran.stderr)


@pytest.fixture(scope="session")
def _sample(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("init") / "campaign"
    office = Office(folder.parent, {})
    office.ok("init", str(folder))
    return folder


@pytest.fixture
def office(_sample, tmp_path) -> Office:
    """A new campaign, as `lettergen init` writes it."""
    import shutil

    folder = tmp_path / "campaign"
    shutil.copytree(_sample, folder)
    return Office(folder, {})
