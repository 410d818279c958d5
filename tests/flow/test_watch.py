"""Sitting by the mailbox."""

import threading

import pytest

from lettergen.errors import ServerError
from lettergen.flow.watch import replies_in, watch
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
            [mailbox],
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

    _, troubles = sit(Dropping(), looks=5)
    assert troubles[:3] == [("gone", 5), ("gone", 10), ("gone", 20)]
    assert sum(clock.slept) >= 35


def test_delay_never_exceeds_five_minutes_and_begins_anew_after_success(sit):
    class Once(ListMailbox):
        def wait(self, timeout):
            self.trouble = ["gone"] * 9
            return False

    _, troubles = sit(Once(), looks=13)
    delays = [delay for _, delay in troubles]
    assert delays[:10] == [5, 10, 20, 40, 80, 160, 300, 300, 300, 5]


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
    assert len(list(log.messages())) == 1


def test_stop_within_a_break_is_no_trouble(log, clock):
    mailbox = ListMailbox()
    stopped = False

    class Closed(ListMailbox):
        def wait(self, timeout):
            nonlocal stopped
            stopped = True
            raise ServerError("closed")

    watch(
        [Closed()],
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


def test_stop_does_not_wait_for_the_end_of_a_delay(log):
    class SlowClock(SetClock):
        def sleep(self, seconds):
            assert seconds <= 1
            super().sleep(seconds)

    clock = SlowClock()

    class Dropping(ListMailbox):
        def wait(self, timeout):
            self.trouble = ["gone"] * 9
            return False

    watch(
        [Dropping()],
        log,
        clock,
        "ann",
        arrived=lambda _: None,
        trouble=lambda *_: None,
        stop=lambda: sum(clock.slept) >= 8,
    )
    assert sum(clock.slept) == 8


def test_several_mailboxes_are_waited_for_side_by_side(log, clock):
    asleep, told = threading.Event(), []

    class Quiet(ListMailbox):
        account = "quiet@office.test"

        def wait(self, timeout):
            asleep.wait(60)
            return False

        def close(self):
            asleep.set()

    class Lively(ListMailbox):
        def wait(self, timeout):
            self.folders["INBOX"].append(reply(RED, f"Answer {self.opened}."))
            return True

    watch(
        [Quiet(reply(BLUE)), Lively()],
        log,
        clock,
        "ann",
        arrived=lambda summary: told.extend(summary.numbers),
        trouble=lambda *_: None,
        stop=lambda: len(told) >= 4,
    )
    assert told == [1, 2, 3, 4]


def test_mailbox_in_trouble_does_not_keep_others_from_being_watched(log, clock):
    told, troubles = [], []

    class Broken(ListMailbox):
        account = "broken@office.test"

        def wait(self, timeout):
            raise ServerError("gone")

    class Lively(ListMailbox):
        def wait(self, timeout):
            self.folders["INBOX"].append(reply(RED, f"Answer {self.opened}."))
            return True

    watch(
        [Broken(), Lively()],
        log,
        clock,
        "ann",
        arrived=lambda summary: told.extend(summary.numbers),
        trouble=lambda *told: troubles.append(told),
        stop=lambda: len(told) >= 3 and len(troubles) >= 3,
    )
    assert troubles[0] == ("gone", 5)


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
        [mailbox],
        log,
        clock,
        "ann",
        arrived=arrived,
        trouble=lambda *_: None,
        stop=stopped.is_set,
    )
    mailbox.close()
    assert numbers == [1, 2]
