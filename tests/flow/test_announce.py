"""Telling that answers arrived."""

import json
import sys

import pytest

from lettergen.errors import InputError
from lettergen.flow.announce import announce, check_command


def tell(numbers, command: str) -> list[str]:
    return list(announce(numbers, command))


@pytest.fixture
def program(tmp_path):
    """A command that writes down its arguments, a line for each time it is run."""
    script, told = tmp_path / "tell me.py", tmp_path / "told.json"
    script.write_text(
        f"import json, sys\nwith open({str(told)!r}, 'a') as file: print(json.dumps(sys.argv[1:]), file=file)"
    )
    command = f'"{sys.executable}" "{script}"'
    return command, lambda: [json.loads(one) for one in told.read_text().splitlines()]


@pytest.fixture
def desktop(monkeypatch, tmp_path):
    """A computer whose notifiers write down how they were run."""
    folder = tmp_path / "bin"
    folder.mkdir()
    told = tmp_path / "told"
    for name in ("notify-send", "osascript", "powershell"):
        (folder / name).write_text(f'#!/bin/sh\nprintf "%s\\n" "$0" "$@" > {told}\n')
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    return lambda: told.read_text().removeprefix(f"{folder}/").splitlines()


def test_command_gets_the_number_last_and_no_shell(program):
    command, told = program
    assert tell([17], command + " 'a b' $HOME ; *") == []
    assert told() == [["a b", "$HOME", ";", "*", "17"]]


def test_command_is_run_for_each_answer(program):
    command, told = program
    assert tell([17, 20], command) == []
    assert told() == [["17"], ["20"]]


@pytest.mark.parametrize("command", ["no-such-program-here --at all", '"unclosed'])
def test_command_that_cannot_run_is_an_error_of_the_settings(command):
    with pytest.raises(InputError, match="on_reply"):
        check_command(command)


def test_command_that_can_run_or_none_is_fine(program):
    check_command(program[0])
    check_command("")


def test_command_that_is_gone_meanwhile_is_told():
    assert tell([17], "no-such-program-here") == [
        "`no-such-program-here` cannot be run: No such file or directory."
    ]


def test_command_that_fails_is_told():
    (problem,) = tell([17], f'"{sys.executable}" -c "raise SystemExit(3)"')
    assert problem.endswith("failed with exit code 3.")


def test_command_that_does_not_end_is_ended(monkeypatch):
    monkeypatch.setattr("lettergen.flow.announce._COMMAND_TIMEOUT", 0.2)
    (problem,) = tell([17], f'"{sys.executable}" -c "import time; time.sleep(60)"')
    assert "did not end" in problem


@pytest.mark.parametrize(
    ("platform", "start"),
    [
        ("linux", ["notify-send", "--app-name=lettergen", "lettergen"]),
        ("darwin", ["osascript", "-e"]),
        ("win32", ["powershell", "-NoProfile", "-NonInteractive", "-Command"]),
    ],
)
def test_desktop_is_told_where_no_command_is_set(monkeypatch, desktop, platform, start):
    monkeypatch.setattr("lettergen.flow.announce._PLATFORM", platform)
    assert tell([17], "") == []
    assert desktop()[: len(start)] == start
    assert "An answer arrived: message 17" in desktop()[-1]


def test_desktop_is_told_of_many_answers_at_once(monkeypatch, desktop):
    monkeypatch.setattr("lettergen.flow.announce._PLATFORM", "linux")
    assert tell([17, 18, 25], " ") == []
    assert desktop()[-1] == "3 answers arrived: messages 17 to 25"


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_machine_without_a_desktop_is_told_nothing(monkeypatch, platform):
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.setattr("lettergen.flow.announce._PLATFORM", platform)
    assert tell([17], "") == []


def test_no_answer_is_not_told(program, desktop):
    assert tell([], "") == []
    assert tell([], program[0]) == []
