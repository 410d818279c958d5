import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Build in a copy: setuptools builds beside the sources, where another worker may be building too."""
    source = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(ROOT / "lettergen", source / "lettergen", ignore=shutil.ignore_patterns("__pycache__"))
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)]
    command = [sys.executable, "-m", "pip", "wheel", *options, str(source)]
    built = subprocess.run(command, check=False, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    return next(folder.glob("*.whl"))


def test_wheel_holds_what_the_program_reads(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "lettergen/py.typed",
        "lettergen/sample/lettergen.toml",
        "lettergen/sample/templates/letter.docx",
        "lettergen/log/migrations/env.py",
    ):
        assert needed in names
    assert any(name.startswith("lettergen/log/migrations/versions/") for name in names)
    assert not [name for name in names if name.startswith(("tests", "tools"))]


def test_program_from_the_wheel_makes_and_rehearses_a_campaign_in_an_empty_folder(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    site = str(tmp_path / "site")
    start = f"import sys; sys.path.insert(0, {site!r}); from lettergen.__main__ import main; main()"

    def run(*arguments: str) -> None:
        ran = subprocess.run(
            [sys.executable, "-I", "-c", start, *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr

    run("init", "mine")
    run("-C", "mine", "send", "--dry-run")
    assert list((tmp_path / "mine" / "outbox" / "proof").glob("*.pdf"))
