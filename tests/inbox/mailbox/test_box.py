"""Reading a real mailbox."""

import contextlib
import threading
import time
import tracemalloc
from datetime import UTC, datetime, timedelta

import pytest

from lettergen.errors import InputError, ServerError
from lettergen.inbox.mailbox import ImapMailbox
from lettergen.settings import ImapSettings
from tests.inbox.mailbox.conftest import Person, mail
from tests.servers import needs
from tests.servers.dovecot import private_dovecot


def fetch(mailbox, seen=None):
    return list(mailbox.fetch_new(seen or {}))


def marks(messages) -> dict[str, tuple[int, int]]:
    """Give what a log would remember of these messages."""
    return {one.folder: (one.uidvalidity, one.uid) for one in messages}


def test_first_reading_gives_every_message_as_it_came(dovecot, mail_user, open_mailbox):
    for number in range(3):
        dovecot.deliver(mail_user, mail(number))
    messages = fetch(open_mailbox(dovecot, mail_user))
    assert [one.raw for one in messages] == [mail(0), mail(1), mail(2)]
    assert {one.account for one in messages} == {mail_user}
    assert abs(messages[0].received_at - datetime.now(UTC)) < timedelta(minutes=1)


def test_second_reading_gives_nothing(dovecot, mail_user, open_mailbox):
    dovecot.deliver(mail_user, mail(1))
    mailbox = open_mailbox(dovecot, mail_user)
    assert fetch(mailbox, marks(fetch(mailbox))) == []


def test_only_what_came_since_is_fetched(dovecot, mail_user, open_mailbox):
    for number in range(20):
        dovecot.deliver(mail_user, mail(number))
    mailbox = open_mailbox(dovecot, mail_user)
    seen = marks(fetch(mailbox))
    for number in range(100, 110):
        dovecot.deliver(mail_user, mail(number))
    assert [one.raw for one in fetch(mailbox, seen)] == [mail(number) for number in range(100, 110)]


def test_changed_uidvalidity_gives_all_again(dovecot, mail_user, open_mailbox):
    dovecot.deliver(mail_user, mail(1))
    mailbox = open_mailbox(dovecot, mail_user)
    (message,) = fetch(mailbox)
    seen = {"INBOX": (message.uidvalidity - 1, 100)}
    assert [one.raw for one in fetch(mailbox, seen)] == [mail(1)]


def test_rebuilt_mailbox_has_another_uidvalidity(dovecot, mail_user, open_mailbox):
    dovecot.deliver(mail_user, mail(1))
    seen = marks(fetch(open_mailbox(dovecot, mail_user)))
    place = dovecot.folder(mail_user)
    time.sleep(1.1)  # Dovecot takes the second of the rebuilding.
    for file in place.glob("dovecot*"):
        file.unlink()
    (message,) = fetch(open_mailbox(dovecot, mail_user), seen)
    assert message.raw == mail(1)
    assert message.uidvalidity != seen["INBOX"][0]


def test_several_folders_are_read_each_by_its_own_uids(dovecot, mail_user, open_mailbox):
    for folder in ("INBOX", "Answers", "Entw&APw-rfe"):
        dovecot.deliver(mail_user, mail(1), folder)
    mailbox = open_mailbox(dovecot, mail_user, folders=("INBOX", "Answers", "Entwürfe"))
    messages = fetch(mailbox)
    assert [one.folder for one in messages] == ["INBOX", "Answers", "Entwürfe"]
    dovecot.deliver(mail_user, mail(2), "Answers")
    assert [(one.folder, one.raw) for one in fetch(mailbox, marks(messages))] == [("Answers", mail(2))]


def test_nothing_in_the_mailbox_changes(dovecot, mail_user, open_mailbox):
    for number in range(3):
        dovecot.deliver(mail_user, mail(number))
    mailbox = open_mailbox(dovecot, mail_user)
    fetch(mailbox)
    mailbox.wait(timedelta(seconds=0))
    mailbox.close()
    # Opened for reading only, the server does not even take the messages as no longer recent.
    assert dovecot.flags(mail_user) == ["new", "new", "new"]
    assert dovecot.messages(mail_user) == [mail(0), mail(1), mail(2)]


@pytest.mark.parametrize(
    "body", ["", "{5}\r\n", ")\r\nA1 OK\r\n", "* 2 FETCH (UID 9)\r\n" * 50, "ä" * 70_000]
)
def test_bodies_that_look_like_the_protocol_come_through(dovecot, mail_user, open_mailbox, body):
    dovecot.deliver(mail_user, mail(1, body))
    (message,) = fetch(open_mailbox(dovecot, mail_user))
    assert message.raw == mail(1, body)


def test_starttls_serves_as_well_as_tls(dovecot, mail_user, open_mailbox):
    dovecot.deliver(mail_user, mail(1))
    mailbox = open_mailbox(dovecot, mail_user, port=dovecot.imap_port, security="starttls")
    assert [one.raw for one in fetch(mailbox)] == [mail(1)]


def test_token_serves_as_well_as_a_password(dovecot, mail_user, open_mailbox):
    dovecot.deliver(mail_user, mail(1))
    dovecot.tokens["t1"] = mail_user
    assert len(fetch(open_mailbox(dovecot, Person(mail_user, "", "t1")))) == 1


def test_password_with_any_character_is_carried(mail_user, open_mailbox, dovecot):
    with pytest.raises(ServerError, match="refused the sign-in"):
        fetch(open_mailbox(dovecot, Person(mail_user, 'pä"ss\\ wörd')))


def test_refused_password_says_what_to_check(dovecot, mail_user, open_mailbox):
    with pytest.raises(ServerError, match="LETTERGEN_IMAP_PASSWORD"):
        fetch(open_mailbox(dovecot, Person(mail_user, "wrong")))


def test_expired_token_asks_for_a_new_sign_in(dovecot, mail_user, open_mailbox):
    with pytest.raises(ServerError, match="sign in anew"):
        fetch(open_mailbox(dovecot, Person(mail_user, "", "expired")))


def test_refused_token_is_renewed_once(dovecot, mail_user, open_mailbox):
    dovecot.deliver(mail_user, mail(1))
    dovecot.tokens["renewed"] = mail_user
    assert len(fetch(open_mailbox(dovecot, Person(mail_user, "", "withdrawn", "renewed")))) == 1


def test_each_session_asks_for_a_fresh_token(dovecot, mail_user, open_mailbox):
    dovecot.deliver(mail_user, mail(1))
    dovecot.tokens["old"] = mail_user
    person = Person(mail_user, "", "old")
    mailbox = open_mailbox(dovecot, person)
    assert len(fetch(mailbox)) == 1
    del dovecot.tokens["old"]
    dovecot.tokens["new"] = mail_user
    person.bearer = "new"
    dovecot.kill_processes("imap")
    with contextlib.suppress(ServerError):
        fetch(mailbox)
    assert len(fetch(mailbox)) == 1


def test_certificate_of_an_unknown_authority_is_refused(dovecot, mail_user, open_mailbox):
    with pytest.raises(ServerError, match=r"cannot be trusted.*ca_file"):
        fetch(open_mailbox(dovecot, mail_user, ca_file=""))


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_certificate_for_another_host_is_refused(mail_user, open_mailbox, security):
    with private_dovecot(host_name="elsewhere.test") as server:
        port = server.imaps_port if security == "tls" else server.imap_port
        with pytest.raises(ServerError, match="not valid for 'localhost'"):
            fetch(open_mailbox(server, mail_user, port=port, security=security))
        assert "Login" not in server.log()


def test_expired_certificate_is_refused(mail_user, open_mailbox):
    with private_dovecot(days=-1) as server, pytest.raises(ServerError, match="expired"):
        fetch(open_mailbox(server, mail_user))


def test_server_that_is_not_there_is_named(dovecot, mail_user, open_mailbox):
    with pytest.raises(ServerError, match="localhost:1 cannot be reached"):
        fetch(open_mailbox(dovecot, mail_user, port=1))


def test_host_that_does_not_exist_is_named(dovecot, mail_user, open_mailbox):
    with pytest.raises(ServerError, match=r"imap\.invalid:993 cannot be reached"):
        fetch(open_mailbox(dovecot, mail_user, host="imap.invalid", port=993))


def test_tls_to_a_port_in_the_clear_says_what_to_check(dovecot, mail_user, open_mailbox):
    with pytest.raises(ServerError, match="security and port"):
        fetch(open_mailbox(dovecot, mail_user, port=dovecot.imap_port))


def test_no_host_is_an_error_of_the_settings():
    with pytest.raises(InputError, match="no mailbox is named"):
        fetch(ImapMailbox(ImapSettings(), Person("a@office.test")))


def test_broken_ca_file_is_an_error_of_the_settings(dovecot, mail_user, open_mailbox, tmp_path):
    file = tmp_path / "ca.pem"
    file.write_text("no certificate")
    for name in (str(file), str(tmp_path / "missing.pem")):
        with pytest.raises(InputError, match="ca_file"):
            fetch(open_mailbox(dovecot, mail_user, ca_file=name))


def test_missing_folder_names_those_there_are_after_the_others_were_read(dovecot, mail_user, open_mailbox):
    dovecot.deliver(mail_user, mail(1))
    dovecot.folder(mail_user, "Answers")
    mailbox = open_mailbox(dovecot, mail_user, folders=("Anwsers", "INBOX"))
    reading = mailbox.fetch_new({})
    assert next(reading).raw == mail(1)
    with pytest.raises(ServerError, match=r"no folder Anwsers.*Answers"):
        next(reading)


def test_folder_deleted_under_our_feet_is_reported(dovecot, mail_user, open_mailbox):
    dovecot.deliver(mail_user, mail(1), "Answers")
    mailbox = open_mailbox(dovecot, mail_user, folders=("Answers",))
    seen = marks(fetch(mailbox))
    dovecot.remove_folder(mail_user, "Answers")
    with pytest.raises(ServerError, match="no folder Answers"):
        fetch(mailbox, seen)


def test_renamed_folder_is_missing_until_the_settings_follow(dovecot, mail_user, open_mailbox):
    dovecot.deliver(mail_user, mail(1), "Answers")
    assert len(fetch(open_mailbox(dovecot, mail_user, folders=("Answers",)))) == 1
    place = dovecot.folder(mail_user, "Answers")
    place.rename(place.with_name(".Replies"))
    with pytest.raises(ServerError, match=r"no folder Answers.*Replies"):
        fetch(open_mailbox(dovecot, mail_user, folders=("Answers",)))


def test_server_killed_within_fetch_leaves_what_came(open_mailbox):
    with private_dovecot() as server:
        user = "a@office.test"
        for number in range(400):
            server.deliver(user, mail(number, "x" * 60_000))
        mailbox = open_mailbox(server, user)
        reading = mailbox.fetch_new({})
        got = [next(reading) for _ in range(10)]
        assert server.kill_processes("imap") == 1
        with pytest.raises(ServerError, match="broke off"):
            got.extend(reading)
        rest = fetch(mailbox, marks(got))
        assert [one.uid for one in [*got, *rest]] == list(range(1, 401))
        assert {one.raw for one in [*got, *rest]} == {mail(n, "x" * 60_000) for n in range(400)}


def test_server_killed_before_login_is_an_error_and_then_forgotten(open_mailbox):
    with private_dovecot() as server:
        user = "a@office.test"
        server.deliver(user, mail(1))
        mailbox = open_mailbox(server, user, timeout=5.0)
        server.kill()
        with pytest.raises(ServerError, match="cannot be reached"):
            fetch(mailbox)
        server.restart()
        assert len(fetch(mailbox)) == 1


def test_server_killed_within_login_is_an_error(open_mailbox):
    with private_dovecot() as server:

        class Killer(Person):
            def password(self) -> str:
                server.kill_processes("imap-login")
                return super().password()

        with pytest.raises(ServerError, match=r"broke off|cannot be reached"):
            fetch(open_mailbox(server, Killer("a@office.test"), timeout=5.0))


def test_new_mail_ends_the_wait(dovecot, mail_user, open_mailbox):
    dovecot.deliver(mail_user, mail(1))
    mailbox = open_mailbox(dovecot, mail_user)
    seen = marks(fetch(mailbox))
    timer = threading.Timer(0.3, dovecot.deliver, (mail_user, mail(2)))
    timer.start()
    started = time.monotonic()
    assert mailbox.wait(timedelta(seconds=20))
    assert time.monotonic() - started < 5
    timer.join()
    assert [one.raw for one in fetch(mailbox, seen)] == [mail(2)]


def test_wait_ends_at_its_timeout(dovecot, mail_user, open_mailbox):
    mailbox = open_mailbox(dovecot, mail_user)
    fetch(mailbox)
    assert not mailbox.wait(timedelta(seconds=1))


def test_mail_that_came_between_reading_and_waiting_is_noticed(dovecot, mail_user, open_mailbox):
    mailbox = open_mailbox(dovecot, mail_user)
    fetch(mailbox)
    dovecot.deliver(mail_user, mail(1))
    assert mailbox.wait(timedelta(seconds=20))


def test_server_killed_within_idle_is_an_error_and_then_forgotten(open_mailbox):
    with private_dovecot() as server:
        user = "a@office.test"
        mailbox = open_mailbox(server, user)
        fetch(mailbox)
        timer = threading.Timer(0.5, server.kill_processes, ("imap",))
        timer.start()
        with pytest.raises(ServerError, match="broke off"):
            mailbox.wait(timedelta(seconds=20))
        timer.join()
        server.deliver(user, mail(1))
        assert len(fetch(mailbox)) == 1


def test_idle_is_renewed_before_the_server_gives_up(dovecot, mail_user, open_mailbox, monkeypatch):
    monkeypatch.setattr("lettergen.inbox.mailbox.box._RENEW_IDLE", 1)
    mailbox = open_mailbox(dovecot, mail_user)
    fetch(mailbox)
    timer = threading.Timer(2.5, dovecot.deliver, (mail_user, mail(1)))
    timer.start()
    assert mailbox.wait(timedelta(seconds=20))
    timer.join()


def test_huge_message_comes_whole(dovecot, mail_user, open_mailbox):
    huge = mail(1, ("x" * 76 + "\r\n") * 350_000)
    dovecot.deliver(mail_user, huge)
    (message,) = fetch(open_mailbox(dovecot, mail_user))
    assert message.raw == huge


def test_many_messages_need_the_memory_of_a_batch(dovecot, mail_user, open_mailbox):
    for number in range(100):
        dovecot.deliver(mail_user, mail(number, "x" * 400_000))
    mailbox = open_mailbox(dovecot, mail_user)
    tracemalloc.start()
    try:
        count = sum(1 for _ in mailbox.fetch_new({}))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 100
    assert peak < 16_000_000  # of 40,000,000


def test_reader_who_stops_early_leaves_no_session_behind(dovecot, mail_user, open_mailbox):
    for number in range(300):
        dovecot.deliver(mail_user, mail(number, "x" * 20_000))
    mailbox = open_mailbox(dovecot, mail_user)
    reading = mailbox.fetch_new({})
    next(reading)
    before = threading.active_count()
    reading.close()
    assert needs.wait_for(lambda: threading.active_count() <= before - 3)
    assert len(fetch(mailbox)) == 300
