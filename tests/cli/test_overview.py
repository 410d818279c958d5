"""`lettergen --help`: at once, and in the words of the commands themselves."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from lettergen.cli import main
from lettergen.cli.commands import COMMANDS, GROUPS

#: Libraries and stages that take longest to load; none has a part in printing an overview.
HEAVY = {
    "sqlalchemy", "alembic", "reportlab", "docx", "docxtpl", "jinja2", "openpyxl", "lxml", "fontTools",
    "uharfbuzz", "PIL", "babel", "keyring", "smtplib", "imaplib2", "pypdf", "pikepdf", "lettergen.flow",
}  # fmt: skip


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_overview_loads_nothing_heavy(option):
    program = (
        "import sys, atexit\n"
        "from lettergen.__main__ import main\n"
        "atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr))\n"
        f"main(['{option}'], prog_name='lettergen')"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(ran.stderr.split())
    assert "lettergen.cli.group" in loaded
    assert not HEAVY & loaded


def test_shells_complete_commands_without_loading_them():
    program = "import sys; from lettergen.__main__ import main; main(prog_name='lettergen')"
    environment = {"_LETTERGEN_COMPLETE": "bash_complete", "COMP_WORDS": "lettergen re", "COMP_CWORD": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, env=environment
    )
    assert ran.stdout.split() == ["plain,report"]


@pytest.mark.parametrize("name", COMMANDS)
def test_overview_says_what_the_command_says_of_itself(name):
    assert main.load(name).help.partition("\n")[0] == COMMANDS[name].help


def test_every_command_stands_in_the_overview():
    shown = CliRunner().invoke(main, ["--help"], prog_name="lettergen").output
    for group, commands in GROUPS.items():
        assert group in shown
        for name in commands:
            assert f" {name} " in shown


def test_unknown_command_names_the_nearest():
    result = CliRunner().invoke(main, ["reprot"])
    assert result.exit_code == 2
    assert "Did you mean `report`?" in result.output
