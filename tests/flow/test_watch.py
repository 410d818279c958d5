"""Sitting by the mailbox."""

import json
import sys
import threading

import pytest

from lettergen.errors import InputError, ServerError
from lettergen.flow.watch import notify, replies_in, watch
from lettergen.log import SqlLog
from tests.flow.mailroom import BLUE, RED, ListMailbox, SetClock, auto_reply, reply, send_letters


@pytest.fixture
def clock():
    return SetClock()


@pytest.fixture
def log(tmp_path, clock):
    log = SqlLog(f"sqlite:///{tmp_path / 'correspondence.db'}", clock=clock)
    send_letters(log)
    yield log
    log.close()


@pytest.fixture
def sit(log, clock):
    """Watches a mailbox for so many looks; gives what arrived and what went wrong."""

    def sit_(mailbox, looks):
        arrived, troubles = [], []
        watch(
            mailbox,
            log,
            clock,
            "ann",
            arrived=arrived.append,
            trouble=lambda text, delay: troubles.append((text, delay)),
            stop=lambda: mailbox.opened >= looks,
        )
        return arrived, troubles

    return sit_


def test_what_arrives_is_told_once(sit):
    arrived, _ = sit(ListMailbox(reply(RED)), looks=3)
    assert [one.numbers for one in arrived] == [[1]]


def test_links_that_drop_are_opened_again_after_growing_delays(sit, clock):
    class Dropping(ListMailbox):
        def wait(self, timeout):
            self.trouble = ["gone", "gone", "gone"]
            return False

    mailbox = Dropping()
    _, troubles = sit(mailbox, looks=5)
    assert clock.slept[:3] == [5, 10, 20]
    assert [text for text, _ in troubles] == ["gone"] * len(troubles)


def test_delay_never_exceeds_five_minutes_and_begins_anew_after_success(sit, clock):
    class Once(ListMailbox):
        def wait(self, timeout):
            self.trouble = ["gone"] * 9
            return False

    sit(Once(), looks=13)
    assert clock.slept[:9] == [5, 10, 20, 40, 80, 160, 300, 300, 300]
    assert clock.slept[9] == 5


def test_settings_that_never_worked_are_an_error_at_once(sit):
    mailbox = ListMailbox()
    mailbox.trouble = ["refused the sign-in"]
    with pytest.raises(ServerError, match="sign-in"):
        sit(mailbox, looks=3)


def test_mail_before_the_break_is_kept_and_told(sit, log):
    class Breaking(ListMailbox):
        def wait(self, timeout):
            self.folders["INBOX"].append(reply(RED))
            self.trouble = ["broke off"]
            return True

    arrived, _ = sit(Breaking(), looks=2)
    assert [one.numbers for one in arrived] == [[1]]
    assert len(log.messages()) == 1


def test_stop_within_a_break_is_no_trouble(log, clock):
    mailbox = ListMailbox()
    stopped = False

    class Closed(ListMailbox):
        def wait(self, timeout):
            nonlocal stopped
            stopped = True
            raise ServerError("closed")

    watch(
        Closed(),
        log,
        clock,
        "ann",
        arrived=lambda _: None,
        trouble=lambda *_: pytest.fail("no trouble"),
        stop=lambda: stopped,
    )
    assert mailbox.opened == 0
    assert clock.slept == []


def test_only_genuine_replies_are_told_to_the_desktop(sit, log):
    (summary,), _ = sit(ListMailbox(reply(RED), auto_reply(RED), reply(BLUE)), looks=1)
    assert replies_in(summary, log) == [1, 3]


def program(tmp_path) -> str:
    """Give a command that writes down its arguments."""
    script, told = tmp_path / "tell me.py", tmp_path / "told.json"
    script.write_text(f"import json, sys; open({str(told)!r}, 'w').write(json.dumps(sys.argv[1:]))")
    return f'"{sys.executable}" "{script}"'


def test_command_gets_the_number_last_and_no_shell(tmp_path):
    notify(program(tmp_path) + " 'a b' $HOME ; *", 17)
    assert json.loads((tmp_path / "told.json").read_text()) == ["a b", "$HOME", ";", "*", "17"]


@pytest.mark.parametrize("command", ["no-such-program-here", '"unclosed'])
def test_command_that_cannot_run_names_the_setting(command):
    with pytest.raises(InputError, match="on_reply"):
        notify(command, 17)


def test_command_that_does_not_end_is_ended(monkeypatch, tmp_path):
    monkeypatch.setattr("lettergen.flow.watch._COMMAND_TIMEOUT", 0.2)
    with pytest.raises(InputError, match="timed out"):
        notify(f'"{sys.executable}" -c "import time; time.sleep(60)"', 17)


def test_desktop_is_told_where_no_command_is_set(monkeypatch, tmp_path):
    folder = tmp_path / "bin"
    folder.mkdir()
    told = tmp_path / "told"
    tool = folder / "notify-send"
    tool.write_text(f'#!/bin/sh\necho "$@" > {told}\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    monkeypatch.setattr(sys, "platform", "linux")
    notify("", 17)
    assert told.read_text() == "--app-name=lettergen lettergen An answer arrived: message 17\n"


def test_machine_without_a_desktop_is_told_nothing(monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.setattr(sys, "platform", "linux")
    notify(" ", 17)


def test_watching_a_real_mailbox_until_it_is_closed(dovecot, mail_user, log, clock):
    from lettergen.inbox.mailbox import ImapMailbox
    from lettergen.settings import ImapSettings
    from tests.inbox.mailbox.conftest import Person

    mailbox = ImapMailbox(
        ImapSettings(host="localhost", port=dovecot.imaps_port, ca_file=dovecot.ca_file), Person(mail_user)
    )
    stopped, numbers = threading.Event(), []

    def arrived(summary) -> None:
        numbers.extend(summary.numbers)
        if len(numbers) < 2:
            threading.Timer(0.2, dovecot.kill_processes, ("imap",)).start()
            threading.Timer(0.6, dovecot.deliver, (mail_user, reply(BLUE))).start()
        else:
            stopped.set()
            mailbox.close()

    dovecot.deliver(mail_user, reply(RED))
    watch(
        mailbox,
        log,
        clock,
        "ann",
        arrived=arrived,
        trouble=lambda *_: None,
        stop=stopped.is_set,
    )
    mailbox.close()
    assert numbers == [1, 2]
