"""The run that sends, against a real log and a server that fails on purpose."""

from datetime import UTC, datetime, timedelta

import pytest

from lettergen.emails import SmtpSender
from lettergen.errors import ServerError
from lettergen.flow.copies import CopyKeeper
from lettergen.flow.send import SendOptions, send_letters
from lettergen.flow.settle import settle_unknown
from lettergen.log import SqlLog
from lettergen.model.letters import assign_refs
from lettergen.model.sendings import Channel, NewSending, Status, Verdict
from lettergen.settings import SmtpSettings
from tests.emails.conftest import SignIn
from tests.servers.faulty import DROP, faulty_smtp
from tools.torture import Emails


class Watch:
    """A clock that passes time only while somebody sleeps."""

    def __init__(self):
        self.time = datetime(2026, 11, 24, 9, tzinfo=UTC)

    def now(self):
        return self.time

    def sleep(self, seconds):
        self.time += timedelta(seconds=seconds)


class SentFolder:
    """Remembers copies; `broken` refuses them."""

    def __init__(self, broken=False):
        self.copies, self.broken = {}, broken

    def has(self, message_id):
        return message_id in self.copies

    def file(self, message, sent_at):
        if self.broken:
            raise ServerError("no room")
        self.copies[message.partition(b"Message-ID: ")[2].split(b"\r\n")[0].decode()] = message

    def close(self):
        """Nothing is open."""


class Room:
    """A log with some letters, a server, and what it takes to send."""

    def __init__(self, folder, server, keys):
        self.server, self.clock = server, Watch()
        self.log = SqlLog(f"sqlite:///{folder / 'log.db'}", clock=self.clock)
        refs = assign_refs("TT26", "spring", keys)
        self.log.prepare(
            "spring",
            [
                NewSending(
                    key, str(refs[key]), Channel.EMAIL, "0" * 64, "0" * 64, key, "", f"{key}@t.example"
                )
                for key in keys
            ],
            "tester",
        )
        smtp = SmtpSettings(
            host="localhost", port=server.port, ca_file=server.ca_file, security="tls", auth="none", timeout=2
        )
        self.sender = SmtpSender(smtp, SignIn())
        self.sent = SentFolder()

    def send(self, sender=None, stop=lambda: False, **options):
        planned = self.log.sendings("spring", Channel.EMAIL, (Status.PREPARED, Status.DEFERRED))
        return send_letters(
            planned,
            Emails(),
            log=self.log,
            sender=sender or self.sender,
            copies=CopyKeeper(self.log, self.sent),
            clock=self.clock,
            options=SendOptions("test:1", "tester", "office@torture.example", **options),
            stop=stop,
        )

    def statuses(self):
        return {one.recipient_key: one.status for one in self.log.sendings("spring", Channel.EMAIL)}

    def taken(self):
        return sorted(one.address.partition("@")[0] for one in self.server.taken)


@pytest.fixture
def room(tmp_path):
    with faulty_smtp(tmp_path) as server:
        made = Room(tmp_path, server, ["a", "b", "c"])
        yield made
        made.sender.close()
        made.log.close()


def at(stage, what, *keys):
    return lambda asked, address: what if asked == stage and address.partition("@")[0] in keys else None


def test_each_letter_goes_once_and_a_second_run_sends_nothing(room):
    assert room.send().verdicts == {Verdict.ACCEPTED: 3}
    assert room.send().verdicts == {}
    assert room.taken() == ["a", "b", "c"]


def test_one_bad_address_does_not_stop_the_others(room):
    room.server.plan = at("RCPT", "550 5.1.1 no such user", "b")
    summary = room.send()
    assert summary.verdicts == {Verdict.ACCEPTED: 2, Verdict.REFUSED: 1}
    (failure,) = room.log.failures("spring")
    assert (failure.recipient_key, failure.code, failure.enhanced) == ("b", 550, "5.1.1")


def test_greylisting_server_is_satisfied_within_the_run(room):
    first = []

    def greylist(stage, address):
        if stage == "RCPT" and address not in first:
            first.append(address)
            return "450 4.2.0 greylisted, come back in five minutes"
        return None

    room.server.plan = greylist
    begun = room.clock.now()
    assert room.send().verdicts[Verdict.ACCEPTED] == 3
    assert timedelta(minutes=1) <= room.clock.now() - begun <= timedelta(minutes=5)


def test_letter_that_stays_deferred_waits_for_the_next_run(room):
    room.server.plan = at("RCPT", "450 4.2.0 later", "b")
    room.send()
    assert room.statuses() == {"a": Status.ACCEPTED, "b": Status.DEFERRED, "c": Status.ACCEPTED}
    room.server.plan = lambda _stage, _address: None
    room.clock.sleep(86401)
    room.send()
    assert room.taken() == ["a", "b", "c"]


def test_server_in_trouble_ends_the_run_with_the_rest_untouched(room):
    room.server.plan = lambda stage, _address: "421 4.3.2 closing" if stage == "MAIL" else None
    summary = room.send()
    assert "trouble" in summary.ended
    assert isinstance(summary.error, ServerError)
    assert summary.left == 3
    assert set(room.statuses().values()) == {Status.PREPARED}
    assert room.server.connections < 10


def test_trouble_of_ours_ends_the_run_at_once(room):
    room.server.plan = lambda stage, _address: (
        "550 5.7.60 not allowed to send as" if stage == "MAIL" else None
    )
    summary = room.send()
    assert "not allowed to send as" in summary.ended
    assert summary.left == 3
    assert set(room.statuses().values()) == {Status.PREPARED}


def test_unreachable_server_leaves_everything_as_it_was(room):
    room.sender = SmtpSender(SmtpSettings(host="localhost", port=1, auth="none"), SignIn())
    summary = room.send()
    assert isinstance(summary.error, ServerError)
    assert set(room.statuses().values()) == {Status.PREPARED}


def test_connection_lost_after_the_message_leaves_it_unknown_and_never_sends_it_again(room):
    room.server.plan = at("reply", DROP, "b")
    assert room.send().verdicts == {Verdict.ACCEPTED: 2, Verdict.UNKNOWN: 1}
    room.server.plan = lambda _stage, _address: None
    room.clock.sleep(86400 * 30)
    assert settle_unknown("spring", log=room.log, sent=None, actor="tester")[0].recipient_key == "b"
    room.send()
    assert room.taken() == ["a", "b", "c"]


def test_unknown_email_that_lies_in_the_sent_folder_is_settled(room):
    room.server.plan = at("reply", DROP, "b")
    room.send()
    (taken,) = [one for one in room.server.taken if one.address == "b@t.example"]
    room.sent.copies[taken.message_id] = taken.content
    assert settle_unknown("spring", log=room.log, sent=room.sent, actor="tester") == []
    assert room.statuses()["b"] is Status.ACCEPTED


def test_stopped_within_a_letter_leaves_it_unknown(room):
    class Impatient:
        def send(self, envelope, message):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        room.send(sender=Impatient())
    assert sorted(one.value for one in room.statuses().values()) == ["prepared", "prepared", "unknown"]


def test_asked_to_stop_the_run_finishes_the_letter_in_hand(room):
    summary = room.send(stop=lambda: len(room.server.taken) == 1)
    assert summary.ended == "stopped by hand"
    assert summary.left == 2
    assert sorted(one.value for one in room.statuses().values()) == ["accepted", "prepared", "prepared"]


def test_limit_bounds_a_run(room):
    assert room.send(limit=2).left == 1
    assert len(room.taken()) == 2


def test_rate_is_kept(room):
    begun = room.clock.now()
    room.send(rate=2)
    assert room.clock.now() - begun == timedelta(minutes=1)


def test_daily_limit_is_kept_across_runs(room):
    assert "daily limit" in room.send(daily_limit=2).ended
    assert "daily limit" in room.send(daily_limit=2).ended
    assert len(room.taken()) == 2
    room.clock.sleep(86401)
    room.send(daily_limit=2)
    assert room.taken() == ["a", "b", "c"]


def test_a_copy_of_each_accepted_email_is_filed_once(room):
    room.send()
    assert len(room.sent.copies) == 3
    assert room.log.unfiled("spring") == []


def test_copies_that_fail_do_not_count_as_unsent_and_are_filed_by_the_next_run(room):
    room.sent.broken = True
    summary = room.send()
    assert summary.verdicts == {Verdict.ACCEPTED: 3}
    assert len(summary.troubles) == 1
    room.sent.broken = False
    by_id = {one.message_id: one.content for one in room.server.taken}
    keeper = CopyKeeper(room.log, room.sent)
    for _ in range(2):
        keeper.file_missing("spring", lambda _id, attempt: by_id[attempt.message_id], room.clock.now())
    assert len(room.sent.copies) == 3
    assert room.log.unfiled("spring") == []
