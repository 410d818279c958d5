"""What staff do with messages."""

import json
from datetime import date, timedelta

import pytest

from lettergen.errors import InputError, UsageError
from lettergen.flow import review
from lettergen.flow.receive import receive, reread
from lettergen.log import SqlLog
from lettergen.model.messages import Kind
from lettergen.model.people import PostalAddress, Recipient
from lettergen.model.sendings import Channel, NewSending
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
from tests.flow.test_receive import UNTOUCHED, statuses

STRANGER = b"From: x@elsewhere.example\r\nSubject: Your letter\r\n\r\nAbout AP19-7F3K.\r\n"


@pytest.fixture
def clock():
    return SetClock()


@pytest.fixture
def log(tmp_path, clock):
    log = SqlLog(f"sqlite:///{tmp_path / 'correspondence.db'}", clock=clock)
    send_letters(log)
    yield log
    log.close()


def come(log, *messages):
    receive([ListMailbox(*messages)], log, "ann")


def test_replies_bounces_and_the_holding_pen_need_a_person(log):
    come(log, reply(RED), auto_reply(RED), bounce(BLUE), STRANGER)
    assert [one.id for one in review.pending(log)] == [1, 3, 4]


def test_closed_messages_need_nobody(log):
    come(log, reply(RED))
    review.close(log, 1, "supportive", ("supportive",), "ann")
    assert list(review.pending(log)) == []
    review.close(log, 1, "", ("supportive",), "ann")
    assert len(list(review.pending(log))) == 1


def test_message_that_is_not_ours_needs_nobody(log):
    come(log, STRANGER)
    review.match(log, 1, [], "ann")
    assert list(review.pending(log)) == []


def test_matching_by_hand_answers_the_letter(log):
    come(log, STRANGER)
    review.match(log, 1, ["ap19-7f3k"], "ann", "she said so on the phone")
    assert statuses(log)[RED, "email"] == "replied"
    assert log.message(1).decided_by == "ann"


def test_one_message_may_answer_several_letters(log):
    come(log, STRANGER)
    review.match(log, 1, [RED, BLUE], "ann")
    assert {statuses(log)[ref, "email"] for ref in (RED, BLUE)} == {"replied"}


@pytest.mark.parametrize("ref", ["AP19-0000", "nonsense", "", "AP19-7F3K AP19-2B8M"])
def test_letter_that_does_not_exist_cannot_be_matched(log, ref):
    come(log, STRANGER)
    with pytest.raises(UsageError, match="no letter"):
        review.match(log, 1, [ref], "ann")
    assert statuses(log) == UNTOUCHED


def test_message_that_does_not_exist_is_named(log):
    for action in (
        lambda: review.show(log, 7),
        lambda: review.match(log, 7, [RED], "ann"),
        lambda: review.assign(log, 7, "bob", "ann"),
        lambda: review.note(log, 7, "x", "ann"),
        lambda: review.close(log, 7, "", (), "ann"),
        lambda: review.export(log, 7),
    ):
        with pytest.raises(UsageError, match="no message 7"):
            action()


def test_assignment_notes_and_outcome_are_kept(log):
    come(log, reply(RED))
    review.assign(log, 1, "bob", "ann")
    review.note(log, 1, "Rang back.", "bob")
    review.close(log, 1, "declined", ("supportive", "declined"), "bob")
    message = review.show(log, 1)
    assert (message.assigned_to, message.notes, message.closed_as) == ("bob", ("Rang back.",), "declined")


def test_outcome_that_is_none_of_the_campaigns_is_refused(log):
    come(log, reply(RED))
    with pytest.raises(UsageError, match="supportive, declined"):
        review.close(log, 1, "great", ("supportive", "declined"), "ann")


def test_empty_note_is_refused(log):
    come(log, reply(RED))
    with pytest.raises(UsageError, match="empty"):
        review.note(log, 1, "  ", "ann")


def test_confirmed_removal_is_respected_ever_after(log):
    come(log, reply(RED, "Please remove us from your list."))
    assert log.do_not_contact() == {}
    assert review.confirm_removal(log, 1, "ann") == [ADDRESSES[RED]]
    assert list(log.do_not_contact()) == [ADDRESSES[RED]]


def test_removal_asked_for_by_a_colleague_counts_for_the_recipient(log):
    come(log, reply(RED, "Please remove us from your list.", sender="jane@red.example"))
    assert review.confirm_removal(log, 1, "ann") == ["jane@red.example", ADDRESSES[RED]]
    assert set(log.do_not_contact()) == {"jane@red.example", ADDRESSES[RED]}


def test_removal_asked_for_on_the_phone_counts_for_who_has_no_email_address(log):
    recipient = Recipient(
        "fell", "Cy Fell", frozenset({Channel.POST}), address=PostalAddress(("1 Lane",), "BA1")
    )
    where = ", ".join(recipient.address_block)
    log.prepare(CAMPAIGN, [NewSending("fell", "AP19-0001", Channel.POST, "d", "p", address=where)], "ann")
    number = review.add(log, "AP19-0001", "phone", date(2019, 11, 20), "ann")
    assert review.confirm_removal(log, number, "ann") == [recipient.contact]
    assert list(log.do_not_contact()) == [recipient.contact]


def test_message_without_a_sender_has_nobody_to_remove(log):
    come(log, b"Subject: x\r\n\r\nremove us\r\n")
    with pytest.raises(UsageError, match="no sender"):
        review.confirm_removal(log, 1, "ann")


def test_answer_by_post_is_kept_with_its_scan(log, tmp_path):
    scan = tmp_path / "scan é.pdf"
    scan.write_bytes(b"%PDF-1.7 scan")
    number = review.add(
        log, RED, "post", date(2019, 11, 20), "ann", sender='Ann "Red" Leader', text="No.", scan=scan
    )
    message = log.message(number)
    assert message.inbound.kind is Kind.REPLY
    assert message.inbound.text == "No."
    assert message.inbound.date.date() == date(2019, 11, 20)
    assert [one.filename for one in message.inbound.attachments] == ["scan é.pdf"]
    assert [one.ref for one in message.matches] == [RED]
    assert statuses(log)[RED, "post"] == "replied"
    assert b"JVBERi0xLjcgc2Nhbg==" in review.export(log, number)


def test_two_calls_on_one_day_are_two_answers_and_one_told_twice_is_one(log):
    on = date(2019, 11, 20)
    review.add(log, RED, "phone", on, "ann", text="Busy.")
    review.add(log, RED, "phone", on, "ann", text="Yes.")
    with pytest.raises(UsageError, match="already"):
        review.add(log, RED, "phone", on, "ann", text="Yes.")
    assert len(list(log.messages())) == 2


def test_answer_added_by_hand_outlives_reading_anew(log):
    number = review.add(log, RED, "phone", date(2019, 11, 20), "ann", text="Yes.\n> no\n")
    before = log.message(number)
    list(reread(log, "ann"))
    after = log.message(number)
    assert (after.inbound.kind, after.matches) == (before.inbound.kind, before.matches)


def test_scan_that_cannot_be_read_is_named(log, tmp_path):
    with pytest.raises(InputError, match=r"missing\.pdf"):
        review.add(log, RED, "post", date(2019, 11, 20), "ann", scan=tmp_path / "missing.pdf")
    assert list(log.messages()) == []


def test_who_has_not_answered_in_time_is_overdue(log, clock):
    come(log, reply(RED))
    after = timedelta(days=14)
    assert review.overdue(log, CAMPAIGN, clock, after) == []
    clock.time += timedelta(days=15)
    assert [one.ref for one in review.overdue(log, CAMPAIGN, clock, after)] == [BLUE]


def test_automatic_answer_does_not_close_the_overdue_list(log, clock):
    come(log, auto_reply(RED))
    clock.time += timedelta(days=15)
    assert len(review.overdue(log, CAMPAIGN, clock, timedelta(days=14))) == 2


def test_bounced_letter_is_not_overdue_unless_it_also_went_by_post(log, clock):
    come(log, bounce(RED), bounce(BLUE))
    clock.time += timedelta(days=15)
    assert [one.ref for one in review.overdue(log, CAMPAIGN, clock, timedelta(days=14))] == [RED]


def test_export_gives_the_bytes_that_came(log):
    come(log, reply(RED))
    assert review.export(log, 1) == reply(RED)


def test_files_are_explained_without_a_log(tmp_path):
    one, other = tmp_path / "a.eml", tmp_path / "b.eml"
    one.write_bytes(bounce(RED))
    other.write_bytes(b"\xff\0")
    facts = list(review.explain_files([one, other]))
    assert [one["file"] for one in facts] == [str(one), str(other)]
    assert facts[0]["kind"] == "bounce"
    assert facts[0]["recipients"][0]["status"] == "5.1.1"
    json.dumps(facts)


def test_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"missing\.eml"):
        list(review.explain_files([tmp_path / "missing.eml"]))
