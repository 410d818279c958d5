"""Letters found by what a message tells, and what is told of them."""

from datetime import UTC, datetime, timedelta

from lettergen.model.messages import (
    Inbound,
    Kind,
)
from lettergen.model.sendings import (
    Envelope,
    Status,
)
from tests.contracts.log_case import LogCase
from tests.contracts.log_samples import (
    ACCEPTED,
    CAMPAIGN,
    EMAIL,
    LEASE,
    POST,
    REFUSED,
    START,
    attempt,
    match,
    raw_message,
    sending,
)


class FindingContract(LogCase):
    # Finding letters

    def test_letters_are_found_by_what_a_message_may_tell(self, log):
        self.prepare(log, sending(), sending("zoe", "AP19-00A2", email="Zoe@Council.example"))
        anna, zoe = log.sendings(CAMPAIGN)
        copies = Envelope("office@office.example", ("Anna@party.example", "aide@parliament.example"))
        self.send(log, one=anna, envelope=copies, subject="Prevention")
        self.send(log, REFUSED, one=zoe)
        assert log.ref_by_message_id("<anna.1@office.example>") == "AP19-0001"
        assert log.ref_by_message_id("<unknown@office.example>") is None
        assert log.ref_by_code("AP19", "ooa2") == "AP19-00A2"
        assert log.ref_by_code("AP19", "ZZZZ") is None
        assert log.ref_by_code("nothing", "like a code") is None
        assert log.refs_by_address("aide@parliament.example") == ["AP19-0001"]
        assert log.refs_by_address("zoe@council.example") == ["AP19-00A2"]
        assert log.refs_by_domain("parliament.example") == ["AP19-0001"]
        assert log.refs_by_domain("%.example") == []
        assert (log.address_of("AP19-0001"), log.subject_of("AP19-0001")) == (
            "anna@party.example",
            "Prevention",
        )
        assert (log.address_of("AP19-ZZZZ"), log.subject_of("AP19-ZZZZ")) == ("", "")

    def test_a_letter_that_has_not_gone_answers_to_no_address(self, log):
        self.prepare(log)
        assert log.refs_by_address("anna@party.example") == []
        assert log.address_of("AP19-0001") == "anna@party.example"
        assert log.subject_of("AP19-0001") == ""

    def test_a_letter_by_post_alone_has_no_email_address(self, log):
        (one,) = self.prepare_post(log, 1)
        log.make_batch(CAMPAIGN, "first", [one], "office")
        assert log.address_of("AP19-0000") == ""
        # But whoever got it on paper may answer by email.
        assert log.refs_by_address("k0@party.example") == ["AP19-0000"]

    def test_the_newest_letter_comes_first(self, log):
        self.prepare(log)
        self.send(log)
        log.prepare("autumn", [sending("a.person", "AP20-0001", email="anna@party.example")], "coordinator")
        (later,) = log.sendings("autumn")
        claim = log.claim("autumn", later.id, attempt(message_id="<2@office.example>"), "desk", LEASE)
        log.finish(claim, ACCEPTED, None, "desk")
        assert log.refs_by_address("anna@party.example") == ["AP20-0001", "AP19-0001"]

    def test_an_address_that_was_corrected_later_still_finds_its_letter(self, log):
        self.prepare(log)
        self.send(log)
        self.prepare(log, sending(email="new@party.example"))
        assert log.refs_by_address("anna@party.example") == ["AP19-0001"]
        assert log.address_of("AP19-0001") == "anna@party.example"

    # History

    def test_every_change_has_time_actor_and_reason(self, log, clock):
        self.prepare(log)
        clock.time += timedelta(minutes=1)
        claim = self.claim(log)
        clock.time += timedelta(minutes=1)
        log.finish(claim, REFUSED, None, "anna")
        told = [
            (one.at, one.actor, one.ref, one.channel, one.what, one.reason) for one in log.events(CAMPAIGN)
        ]
        assert told == [
            (START, "coordinator", "AP19-0001", EMAIL, "prepared", ""),
            (START + timedelta(minutes=1), "desk", "AP19-0001", EMAIL, "prepared -> sending", ""),
            (clock.now(), "anna", "AP19-0001", EMAIL, "sending -> refused", "550 5.1.1 No such user"),
        ]
        assert log.events(CAMPAIGN, "nobody") == []

    def test_times_come_back_aware_and_in_utc(self, log, clock):
        clock.time = datetime(2019, 11, 12, 10, 0, tzinfo=UTC).astimezone()
        self.prepare(log)
        at = log.events(CAMPAIGN)[0].at
        assert at == clock.time
        assert at.utcoffset() == timedelta(0)

    def test_failures_say_why(self, log, clock):
        self.prepare(log, sending(), sending("zoe", "AP19-0002"), sending("zoe", "AP19-0002", POST))
        anna, zoe = log.sendings(CAMPAIGN, EMAIL)
        self.send(log, REFUSED, one=anna)
        self.send(log, one=zoe)
        log.record_effect("AP19-0002", EMAIL, Status.BOUNCED, "inbox", "mailbox full for good")
        log.make_batch(CAMPAIGN, "first", [log.sendings(CAMPAIGN, POST)[0].id], "office")
        log.mark_posted(CAMPAIGN, "first", "office")
        log.mark_returned(CAMPAIGN, "AP19-0002", "office", "gone away")
        found = log.failures(CAMPAIGN)
        assert [
            (one.recipient_key, one.status, one.address, one.code, one.enhanced, one.reason) for one in found
        ] == [
            ("anna", Status.REFUSED, "anna@party.example", 550, "5.1.1", "550 5.1.1 No such user"),
            ("zoe", Status.BOUNCED, "zoe@party.example", 250, "2.0.0", "mailbox full for good"),
            ("zoe", Status.RETURNED, "1 High Street, London", 0, "", "gone away"),
        ]
        assert {one.at for one in found} == {clock.now()}

    def test_the_report_has_a_row_for_each_recipient(self, log, clock):
        self.prepare(log, sending(), sending(channel=POST), sending("zoe", "AP19-0002"))
        anna, _ = log.sendings(CAMPAIGN, EMAIL)
        self.send(log, one=anna)
        number = log.store_raw(raw_message())
        away = Inbound(kind=Kind.AUTO_REPLY, date=START + timedelta(days=9))
        log.record_reading(number, away, [match()], [], "inbox")
        clock.time += timedelta(days=1)
        reply = log.store_raw(raw_message(b"reply", 2))
        written = START + timedelta(hours=3)
        log.record_reading(reply, Inbound(kind=Kind.REPLY, date=written), [match()], [], "inbox")
        log.record_effect("AP19-0001", EMAIL, Status.REPLIED, "inbox", "")
        first, second = log.report(CAMPAIGN)
        assert (first.recipient_key, first.name, first.ref) == ("anna", "Anna", "AP19-0001")
        assert (first.email, first.post) == (Status.REPLIED, Status.PREPARED)
        # A date in the future is not believed, one in the past is.
        assert (first.emailed_at, first.auto_replied_at, first.replied_at) == (START, START, written)
        assert (second.email, second.post, second.emailed_at) == (Status.PREPARED, None, None)

    def test_campaigns_do_not_mix(self, log):
        self.prepare(log)
        log.prepare("autumn", [sending("zoe", "AP20-0001")], "coordinator")
        assert [one.recipient_key for one in log.sendings(CAMPAIGN)] == ["anna"]
        assert [one.recipient_key for one in log.report("autumn")] == ["zoe"]
        assert {one.recipient_key for one in log.events("autumn")} == {"zoe"}

    # Follow-ups

    def chase(self, log, *keys):
        """Send the first letter to these and, a week later, a follow-up; both by email."""
        for campaign, prefix in ((CAMPAIGN, "AP19-000"), (f"{CAMPAIGN}/chase-1", "AP19-00C")):
            log.prepare(campaign, [sending(key, f"{prefix}{n}") for n, key in enumerate(keys)], "kate")
            for one in log.sendings(campaign):
                facts = attempt(one.recipient_key, message_id=f"<{one.ref}@office.example>")
                claim = log.claim(campaign, one.id, facts, "desk", LEASE)
                log.finish(claim, ACCEPTED, None, "kate")
            log._clock.time += timedelta(days=7)

    def test_a_letter_is_known_by_its_reference_and_a_follow_up_by_what_it_follows(self, log):
        assert log.letter("AP19-0000") is None
        assert log.letter("nonsense") is None
        self.chase(log, "anna")
        first, second = log.letter("AP19-0000"), log.letter("AP19-00C0")
        assert (first.recipient_key, first.name, first.email, first.follows) == (
            "anna", "Anna", "anna@party.example", "",
        )  # fmt: skip
        assert (first.emailed_at, first.posted_at) == (START, None)
        assert (second.campaign, second.follows) == (f"{CAMPAIGN}/chase-1", "AP19-0000")
        assert second.emailed_at == START + timedelta(days=7)

    def test_an_answer_to_a_follow_up_answers_the_letter(self, log):
        self.chase(log, "anna", "zoe")
        number = log.store_raw(raw_message())
        log.record_reading(number, Inbound(kind=Kind.REPLY), [match("AP19-00C1")], [], "inbox")
        log.close_message(number, "supportive", "kate")
        anna, zoe = log.report(CAMPAIGN)
        assert (anna.replied_at, anna.stance) == (None, "")
        assert (zoe.replied_at, zoe.stance) == (START + timedelta(days=14), "supportive")
        assert anna.followed_up_at == zoe.followed_up_at == START + timedelta(days=7)
        assert log.report(f"{CAMPAIGN}/chase-1")[0].followed_up_at is None

    def test_a_recipients_history_has_the_follow_ups(self, log):
        self.chase(log, "anna", "zoe")
        refs = [one.ref for one in log.events(CAMPAIGN, "anna")]
        assert refs == ["AP19-0000"] * 3 + ["AP19-00C0"] * 3
        assert {one.ref for one in log.events(f"{CAMPAIGN}/chase-1")} == {"AP19-00C0", "AP19-00C1"}

    def test_what_was_done_with_a_message_is_told_once_with_who_and_when(self, log, clock):
        self.prepare(log, sending(), sending("zoe", "AP19-0002"))
        number = log.store_raw(raw_message())
        log.record_reading(number, Inbound(kind=Kind.REPLY), [], [], "inbox")
        clock.time += timedelta(hours=1)
        log.match(number, ["AP19-0001", "AP19-0002"], "kate", "a joint office")
        log.note(number, "rang them", "kate")
        told = [(one.at, one.actor, one.what, one.reason) for one in log.message_events(number)]
        assert told[1:] == [
            (clock.now(), "kate", f"message {number}: matched", "a joint office"),
            (clock.now(), "kate", f"message {number}: note", "rang them"),
        ]
        assert log.message_events(number + 1) == []

    def test_what_belongs_to_no_letter_stands_in_the_history_of_all(self, log):
        self.prepare(log)
        number = log.store_raw(raw_message())
        log.match(number, [], "kate", "an advertisement")
        log.suppress("x@elsewhere.example", "do-not-contact", "asked for it", "kate")
        what = [one.what for one in log.events(CAMPAIGN)]
        assert what[-2:] == [f"message {number}: not ours", "x@elsewhere.example: do-not-contact"]
        assert all("message" not in one.what for one in log.events(CAMPAIGN, "anna"))
