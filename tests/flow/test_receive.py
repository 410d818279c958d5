"""Messages into the log."""

import pytest

from lettergen.flow.receive import receive, reread
from lettergen.inbox import read_message
from lettergen.log import SqlLog
from lettergen.model.messages import Inbound, Kind
from lettergen.model.sendings import Channel, Status
from tests.flow.mailroom import (
    ADDRESSES,
    BLUE,
    CAMPAIGN,
    RED,
    ListMailbox,
    SetClock,
    auto_reply,
    bounce,
    reply,
    send_letters,
)


@pytest.fixture
def log(tmp_path):
    log = SqlLog(f"sqlite:///{tmp_path / 'correspondence.db'}", clock=SetClock())
    send_letters(log)
    yield log
    log.close()


def statuses(log) -> dict[tuple[str, str], str]:
    return {(one.ref, one.channel.value): one.status.value for one in log.sendings(CAMPAIGN)}


UNTOUCHED = {(RED, "email"): "accepted", (BLUE, "email"): "accepted", (RED, "post"): "posted"}


def test_reply_answers_the_letter_by_every_way_it_went(log):
    summary = receive([ListMailbox(reply(RED))], log, "ann")
    assert statuses(log) == UNTOUCHED | {(RED, "email"): "replied", (RED, "post"): "replied"}
    assert (summary.matched, summary.undecided, summary.kinds[Kind.REPLY]) == (1, 0, 1)
    (message,) = log.messages()
    assert [one.ref for one in message.matches] == [RED]


def test_message_is_kept_as_it_came(log):
    receive([ListMailbox(reply(RED))], log, "ann")
    assert log.raw(1) == reply(RED)


def test_same_message_in_three_folders_is_one(log):
    mailbox = ListMailbox(reply(RED))
    mailbox.folders |= {"Answers": [reply(RED)], "Archive": [reply(RED), reply(BLUE)]}
    summary = receive([mailbox], log, "ann")
    assert (len(summary.numbers), summary.known) == (2, 2)
    assert len(list(log.messages())) == 2


def test_second_reading_brings_nothing(log):
    mailbox = ListMailbox(reply(RED))
    receive([mailbox], log, "ann")
    assert receive([mailbox], log, "ann").numbers == []


def test_changed_uidvalidity_brings_no_message_twice(log):
    mailbox = ListMailbox(reply(RED), reply(BLUE))
    receive([mailbox], log, "ann")
    mailbox.uidvalidity = 8
    mailbox.folders["INBOX"].append(auto_reply(RED))
    summary = receive([mailbox], log, "ann")
    assert (len(summary.numbers), summary.known) == (1, 2)
    assert receive([mailbox], log, "ann").known == 0


def test_hard_bounce_marks_sending_and_address(log):
    receive([ListMailbox(bounce(RED))], log, "ann")
    assert statuses(log) == UNTOUCHED | {(RED, "email"): "bounced"}
    assert list(log.dead_addresses()) == [ADDRESSES[RED]]
    assert "5.1.1" in log.dead_addresses()[ADDRESSES[RED]]


def test_soft_bounce_waits(log):
    receive([ListMailbox(bounce(RED, "4.2.2", action="delayed"))], log, "ann")
    assert statuses(log) == UNTOUCHED
    assert log.dead_addresses() == {}


@pytest.mark.parametrize("status", ["5.7.1", "5.3.4", "5.6.1"])
def test_bounce_for_another_reason_leaves_the_address_alive(log, status):
    receive([ListMailbox(bounce(RED, status))], log, "ann")
    assert statuses(log)[RED, "email"] == "bounced"
    assert log.dead_addresses() == {}


def test_bounce_of_where_mail_is_passed_on_to_counts_for_the_recipient(log):
    receive([ListMailbox(bounce(RED, failed="private@elsewhere.example"))], log, "ann")
    assert statuses(log)[RED, "email"] == "bounced"
    assert list(log.dead_addresses()) == [ADDRESSES[RED]]


def test_bounce_with_a_made_up_original_moves_nothing(log):
    made_up = bounce(RED).replace(b"0123abcd", b"guessed0").replace(b"leader@red", b"other@red")
    receive([ListMailbox(made_up)], log, "ann")
    assert statuses(log) == UNTOUCHED
    assert log.dead_addresses() == {}


def test_automatic_answer_is_no_answer(log):
    receive([ListMailbox(auto_reply(RED))], log, "ann")
    assert statuses(log) == UNTOUCHED
    (message,) = log.messages()
    assert message.inbound.kind is Kind.AUTO_REPLY
    assert [one.ref for one in message.matches] == [RED]


def test_answer_outweighs_a_bounce_in_either_order(log):
    receive([ListMailbox(bounce(RED), reply(RED), bounce(RED))], log, "ann")
    assert statuses(log)[RED, "email"] == "replied"


def test_stranger_who_quotes_a_reference_moves_nothing(log):
    stranger = b"From: x@elsewhere.example\r\nSubject: AP19-7F3K\r\n\r\nAP19-7F3K AP19-2B8M\r\n"
    summary = receive([ListMailbox(stranger)], log, "ann")
    assert statuses(log) == UNTOUCHED
    assert (summary.matched, summary.undecided) == (0, 1)
    (message,) = log.messages()
    assert [one.ref for one in message.proposals] == [RED, BLUE]


def test_run_that_ended_before_reading_is_taken_up(log):
    log.store_raw(next(ListMailbox(reply(RED)).fetch_new({})))
    assert statuses(log) == UNTOUCHED
    summary = receive([], log, "ann")
    assert summary.numbers == [1]
    assert statuses(log)[RED, "email"] == "replied"


def test_run_that_ended_before_the_reading_was_recorded_loses_no_consequence(log, monkeypatch):
    def die(*_):
        raise KeyboardInterrupt

    mailbox = ListMailbox(reply(RED))
    with monkeypatch.context() as patch:
        patch.setattr(log, "record_reading", die)
        with pytest.raises(KeyboardInterrupt):
            receive([mailbox], log, "ann")
    receive([mailbox], log, "ann")
    assert statuses(log)[RED, "email"] == "replied"
    events = [one for one in log.events(CAMPAIGN) if one.what == "accepted -> replied"]
    assert len(events) == 1
    assert [len(one.matches) for one in log.messages()] == [1]


def test_mailbox_in_trouble_does_not_keep_others_from_being_read(log):
    broken, good = ListMailbox(reply(RED)), ListMailbox(reply(BLUE))
    broken.trouble.append("imap.one.test broke off.")
    good.account = "other@office.test"
    summary = receive([broken, good], log, "ann")
    assert len(summary.numbers) == 2
    assert summary.troubles == ["imap.one.test broke off."]


def test_broken_message_is_kept_and_harms_nothing(log):
    mailbox = ListMailbox(b"", b"\0\xff" * 500, b"Content-Type: multipart/mixed\r\n\r\n", reply(RED))
    assert len(receive([mailbox], log, "ann").numbers) == 4
    assert statuses(log)[RED, "email"] == "replied"


# Reading anew


def test_reading_anew_without_new_rules_changes_nothing(log):
    receive([ListMailbox(reply(RED), bounce(BLUE), auto_reply(RED))], log, "ann")
    assert list(reread(log, "ann")) == []


def test_reading_anew_shows_what_new_rules_change(log, monkeypatch):
    old_rules = lambda raw, **_: Inbound(kind=Kind.OTHER)  # noqa: E731 (as short as a rule can be)
    with monkeypatch.context() as patch:
        patch.setattr("lettergen.flow.receive.read_message", old_rules)
        receive([ListMailbox(bounce(RED))], log, "ann")
    (change,) = reread(log, "ann")
    assert change.number == 1
    assert change.changes == (
        "other -> bounce",
        "unsaid -> for good",
        f"failed: nobody -> {ADDRESSES[RED]} 5.1.1",
        "the new text is cut otherwise",
        f"answers nothing -> {RED}",
    )
    assert statuses(log)[RED, "email"] == "bounced"
    assert list(reread(log, "ann")) == []


def test_reading_anew_leaves_a_persons_decision(log, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(
            "lettergen.flow.receive.read_message", lambda raw, **_: Inbound(kind=Kind.OTHER, subject="?")
        )
        receive([ListMailbox(reply(RED))], log, "ann")
    log.match(1, [BLUE], "bob", "")
    (change,) = reread(log, "ann")
    assert change.decided_by == "bob"
    assert [one.ref for one in log.message(1).matches] == [BLUE]
    assert log.message(1).inbound.kind is Kind.REPLY
    assert statuses(log) == UNTOUCHED


def test_reading_uses_the_servers_time_where_the_date_is_none(log):
    raw = reply(RED).replace(b"Wed, 13 Nov 2019 10:00:00 +0000", b"yesterday")
    receive([ListMailbox(raw)], log, "ann")
    assert read_message(raw).date is None
    assert log.message(1).inbound.date is not None


def test_sending_that_was_unknown_is_settled_by_its_answer(log):
    assert log.record_effect(RED, Channel.EMAIL, Status.BOUNCED, "ann", "")
    receive([ListMailbox(reply(RED))], log, "ann")
    assert statuses(log)[RED, "email"] == "replied"
