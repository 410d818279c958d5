"""Messages kept and read, and what they do to letters."""

import pytest

from lettergen.errors import InputError
from lettergen.model.messages import (
    Evidence,
    FailedRecipient,
    FolderNews,
    FolderState,
    Inbound,
    Kind,
    MailAttachment,
    Strength,
)
from lettergen.model.sendings import Status
from tests.contracts.log_case import LogCase
from tests.contracts.log_samples import CAMPAIGN, EMAIL, POST, START, match, raw_message, sending


class MessagesContract(LogCase):
    # Messages

    def test_a_message_is_stored_once_whatever_its_place(self, log):
        first = log.store_raw(raw_message(uid=1))
        assert log.store_raw(raw_message(uid=1)) is None
        assert log.store_raw(raw_message(uid=9, folder="Archive")) is None
        assert log.store_raw(raw_message(uid=5, uidvalidity=8)) is None
        assert [one.id for one in log.messages()] == [first]
        assert log.raw(first) == raw_message().raw
        assert log.seen("office") == {"INBOX": (8, 5), "Archive": (7, 9)}
        assert log.seen("elsewhere") == {}

    def test_messages_come_a_few_at_a_time_and_may_be_closed_as_they_come(self, log):
        numbers = [log.store_raw(raw_message(b"%d" % uid, uid)) for uid in range(1, 251)]
        seen = []
        for stored in log.messages(open_only=True):
            seen.append(stored.id)
            log.close_message(stored.id, "declined", "zoe")
        assert seen == numbers
        assert list(log.messages(open_only=True)) == []
        assert [one.closed_as for one in log.messages()] == ["declined"] * 250

    def test_what_is_gone_from_every_folder_is_gone(self, log):
        first = log.store_raw(raw_message(b"one", 1))
        second = log.store_raw(raw_message(b"two", 2))
        log.store_raw(raw_message(b"two", 9, folder="Archive"))
        assert log.folder_states("office")["INBOX"] == FolderState(7, 0, 2)
        assert log.record_gone("office", FolderNews("INBOX", 7, 40, ((1, 1), (2, 5))), "anna") == [first]
        assert log.message(first).gone_at
        assert not log.message(second).gone_at
        assert log.folder_states("office") == {"Archive": FolderState(7, 0, 1)}
        (event,) = [one for one in log.message_events(first) if "gone" in one.what]
        assert event.actor == "anna"
        assert log.record_gone("office", FolderNews("INBOX", 7, 41, ((1, 5),)), "anna") == []
        assert log.record_gone("office", FolderNews("Archive", 7, 3, ((9, 9),)), "anna") == [second]
        assert log.raw(second) == b"two"
        assert log.seen("office")["INBOX"] == (7, 2)

    def test_changes_are_known_only_under_the_same_uidvalidity(self, log):
        log.store_raw(raw_message(b"one", 1))
        log.record_gone("office", FolderNews("INBOX", 7, 40), "anna")
        assert log.folder_states("office") == {"INBOX": FolderState(7, 40, 1)}
        log.store_raw(raw_message(b"one", 5, uidvalidity=8))
        assert log.folder_states("office") == {"INBOX": FolderState(8, 0, 1)}
        assert log.record_gone("office", FolderNews("INBOX", 8, 2), "anna") == []
        assert log.folder_states("office") == {"INBOX": FolderState(8, 2, 1)}

    def test_what_lay_under_another_uidvalidity_is_gone_and_may_come_back(self, log):
        first = log.store_raw(raw_message(b"one", 1))
        assert log.record_gone("office", FolderNews("INBOX", 8), "anna") == [first]
        assert log.store_raw(raw_message(b"one", 1)) is None
        assert not log.message(first).gone_at

    def test_a_thousand_may_be_gone_at_once(self, log):
        log.store_raws([raw_message(b"%d" % uid, uid) for uid in range(1, 1401)])
        odd = tuple((uid, uid) for uid in range(1, 1401, 2))
        assert len(log.record_gone("office", FolderNews("INBOX", 7, 0, odd), "anna")) == 700
        assert log.folder_states("office")["INBOX"].present == 700

    def test_uids_reach_to_four_thousand_million(self, log):
        log.store_raw(raw_message(uid=4_294_967_295, uidvalidity=4_294_967_294))
        assert log.seen("office") == {"INBOX": (4_294_967_294, 4_294_967_295)}

    def test_many_messages_are_stored_in_one_go(self, log):
        batch = [raw_message(b"one", 1), raw_message(b"two", 2), raw_message(b"one", 3)]
        one, two, again = log.store_raws(batch)
        assert again is None
        assert (log.raw(one), log.raw(two)) == (b"one", b"two")
        assert log.unread() == [one, two]

    def test_what_is_written_together_is_there_at_once_or_not_at_all(self, log):
        one, two = log.store_raws([raw_message(b"one", 1), raw_message(b"two", 2)])

        def read(*numbers):
            with log.together():
                for number in numbers:
                    log.record_reading(number, Inbound(), [], [], "inbox")
                    assert log.unread() == [two]

        with pytest.raises(InputError):
            read(one, 999)
        assert log.unread() == [one, two]
        with log.together():
            read(one)
            log.note(two, "later", "kate")
        assert (log.unread(), log.message(two).notes) == ([two], ("later",))

    def test_any_bytes_come_back_as_they_came(self, log):
        raw = bytes(range(256)) * 100
        assert log.raw(log.store_raw(raw_message(raw))) == raw

    def test_a_message_that_is_not_there_is_named(self, log):
        assert log.message(999) is None
        for call in (
            lambda: log.raw(999),
            lambda: log.record_reading(999, Inbound(), [], [], "inbox"),
            lambda: log.match(999, [], "anna", ""),
            lambda: log.note(999, "x", "anna"),
        ):
            with pytest.raises(InputError, match="no message 999"):
                call()

    def test_a_reading_comes_back_as_it_was(self, log):
        self.prepare(log)
        inbound = Inbound(
            message_id="<a@b>",
            sender="anna@party.example",
            sender_name="Añña \x00 \udc80",
            subject="Re: A letter",
            date=START,
            kind=Kind.BOUNCE,
            permanent=True,
            failed=(FailedRecipient("anna@party.example", "5.1.1", "no such user"),),
            text="new",
            full_text="all",
            answers=("<x@y>",),
            original_ids=("<z@y>",),
            delivered_to=("office@office.example",),
            attachments=(MailAttachment("a.pdf", "application/pdf", 12),),
            attachment_text="words",
            case_number="12/3",
            asks_removal=True,
            defects=("no date",),
            evidence=(Evidence("dsn", "It is a delivery status notification.", Strength.STRONG),),
        )
        number = log.store_raw(raw_message())
        log.record_reading(number, inbound, [match()], [], "inbox")
        stored = log.message(number)
        assert stored.inbound == inbound
        assert stored.matches == (match(),)
        assert (stored.decided_by, stored.stored_at) == ("", START)
        assert log.unread() == []

    def test_reading_again_replaces_what_rules_said(self, log):
        self.prepare(log, sending(), sending("zoe", "AP19-0002"))
        number = log.store_raw(raw_message())
        log.record_reading(number, Inbound(text="one"), [], [match("AP19-0002", Strength.WEAK)], "inbox")
        assert log.message(number).proposals == (match("AP19-0002", Strength.WEAK),)
        log.record_reading(number, Inbound(text="two"), [match(), match()], [match()], "inbox")
        stored = log.message(number)
        assert (stored.inbound.text, stored.matches, stored.proposals) == ("two", (match(),), ())

    def test_the_same_reading_again_leaves_no_trace(self, log):
        self.prepare(log)
        number = log.store_raw(raw_message())
        log.record_reading(number, Inbound(date=START), [match()], [], "inbox")
        before = log.events(CAMPAIGN)
        log.record_reading(number, Inbound(date=START), [match()], [], "inbox")
        assert log.events(CAMPAIGN) == before

    def test_what_a_person_decided_outweighs_every_reading(self, log):
        self.prepare(log, sending(), sending("zoe", "AP19-0002"))
        number = log.store_raw(raw_message())
        log.record_reading(number, Inbound(), [match()], [], "inbox")
        log.match(number, ["AP19-0002", "AP19-0001", "AP19-0002"], "anna", "a joint office")
        log.record_reading(number, Inbound(text="read again"), [], [match()], "inbox")
        stored = log.message(number)
        assert [one.ref for one in stored.matches] == ["AP19-0002", "AP19-0001"]
        assert stored.matches[0].evidence[0].detail == "anna said so: a joint office"
        assert (stored.proposals, stored.decided_by, stored.inbound.text) == ((), "anna", "read again")
        log.match(number, [], "zoe", "spam")
        stored = log.message(number)
        assert (stored.matches, stored.decided_by) == ((), "zoe")

    def test_a_match_needs_a_letter_that_exists(self, log):
        number = log.store_raw(raw_message())
        with pytest.raises(InputError, match="AP19-0001"):
            log.match(number, ["AP19-0001"], "anna", "")
        assert log.message(number).decided_by == ""

    def test_staff_assign_note_close_and_reopen(self, log):
        self.prepare(log)
        number, other = log.store_raws([raw_message(b"one", 1), raw_message(b"two", 2)])
        log.match(number, ["AP19-0001"], "anna", "")
        log.assign(number, "zoe", "anna")
        log.note(number, "rang back", "zoe")
        log.note(number, "again", "zoe")
        log.close_message(number, "supportive", "zoe")
        stored = log.message(number)
        assert (stored.assigned_to, stored.notes, stored.closed_as) == (
            "zoe",
            ("rang back", "again"),
            "supportive",
        )
        assert [one.id for one in log.messages(open_only=True)] == [other]
        assert log.report(CAMPAIGN)[0].stance == "supportive"
        log.close_message(number, "", "zoe")
        log.assign(number, "", "zoe")
        assert log.message(number).assigned_to == ""
        assert [one.id for one in log.messages(open_only=True)] == [number, other]
        what = [one.what for one in log.events(CAMPAIGN, "anna")]
        assert f"message {number}: closed as supportive" in what
        assert f"message {number}: opened again" in what

    # Effects

    def test_an_effect_moves_only_where_the_move_is_allowed(self, log):
        self.prepare(log, sending(), sending(channel=POST))
        assert not log.record_effect("AP19-0001", EMAIL, Status.REPLIED, "inbox", "")
        self.send(log)
        assert log.record_effect("AP19-0001", EMAIL, Status.BOUNCED, "inbox", "550")
        assert not log.record_effect("AP19-0001", EMAIL, Status.BOUNCED, "inbox", "550 again")
        assert log.record_effect("AP19-0001", EMAIL, Status.REPLIED, "inbox", "a colleague answered")
        assert not log.record_effect("AP19-0001", POST, Status.REPLIED, "inbox", "")
        assert not log.record_effect("AP19-ZZZZ", EMAIL, Status.REPLIED, "inbox", "")
        assert not log.record_effect("no reference", EMAIL, Status.REPLIED, "inbox", "")
