import re
import subprocess
import sys
from pathlib import Path

import pytest

from lettergen.cli import main
from lettergen.cli.commands import COMMANDS

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_generated_pages_are_as_the_program_says():
    ran = subprocess.run(
        [sys.executable, "tools/make_docs.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_lead_somewhere(page):
    targets = re.findall(r"\]\(([^)#\s]+)\)", page.read_text(encoding="utf-8"))
    missing = [one for one in targets if "://" not in one and not (page.parent / one).exists()]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_in_examples_exist(page):
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"(?m)(?:^\$ |`)lettergen ([a-z]+)\b", text))
    assert named <= set(COMMANDS), named - set(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_options_in_examples_exist(page):
    known = {"-C", "--help"}
    for command in map(main.load, COMMANDS):
        for one in [command, *getattr(command, "commands", {}).values()]:
            known |= {name for parameter in one.params for name in parameter.opts}
    lines = re.findall(r"(?:^\$ |`)(lettergen [^`\n]*)", page.read_text(encoding="utf-8"), re.MULTILINE)
    used = {
        word for line in lines for word in re.findall(r"(?<!\S)(--?[A-Za-z][a-z-]*)", line.partition("#")[0])
    }
    assert used <= known, used - known


def test_every_dependency_has_its_reason():
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").casefold()
    block = project.split("dependencies = [", 1)[1].split("]", 1)[0]
    names = re.findall(r'"([A-Za-z0-9-]+)', block)
    assert len(names) > 20
    assert [name for name in names if name.casefold() not in reasons] == []
