"""What every implementation of `ports.Log` must do.

A new store subclasses `LogContract` and supplies `open_log`: a function without arguments that opens the
one database of the test, each time as another process would.
"""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from lettergen.errors import DecisionNeededError, InputError
from lettergen.model.messages import (
    Evidence,
    FailedRecipient,
    FolderNews,
    FolderState,
    Inbound,
    Kind,
    MailAttachment,
    Match,
    RawMessage,
    Strength,
)
from lettergen.model.proofs import Proof, ProofLetter
from lettergen.model.sendings import (
    Channel,
    Ended,
    Envelope,
    NewAttempt,
    NewSending,
    Outcome,
    Status,
    Verdict,
)

START = datetime(2019, 11, 12, 9, 0, tzinfo=UTC)
LEASE = timedelta(minutes=10)
EMAIL, POST = Channel.EMAIL, Channel.POST
CAMPAIGN = "spring"


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self):
        self.time = START

    def now(self):
        return self.time

    def sleep(self, seconds):
        self.time += timedelta(seconds=seconds)


def sending(key="anna", ref="AP19-0001", channel=EMAIL, digest="d" * 64, **facts):
    defaults = {
        "name": key.title(),
        "organisation": "A Party",
        "email": f"{key}@party.example",
        "address": "1 High Street, London",
    }
    return NewSending(key, ref, channel, digest, "p" * 64, **defaults | facts)


def attempt(key="anna", **facts):
    defaults = {
        "message_id": f"<{key}.1@office.example>",
        "envelope": Envelope("office@office.example", (f"{key}@party.example",)),
        "digest": "e" * 64,
        "subject": "A letter",
    }
    return NewAttempt(**defaults | facts)


def answer(verdict, code=0, enhanced="", text="", refused=()):
    return Outcome(verdict, code, enhanced, text, refused)


ACCEPTED = answer(Verdict.ACCEPTED, 250, "2.0.0", "Ok: queued")
REFUSED = answer(Verdict.REFUSED, 550, "5.1.1", "No such user")


def raw_message(raw=b"Subject: hello\r\n\r\nhello\r\n", uid=1, folder="INBOX", uidvalidity=7):
    return RawMessage("office", folder, uidvalidity, uid, raw, START)


def match(ref="AP19-0001", strength=Strength.STRONG):
    return Match(ref, (Evidence("thread", "It answers our Message-ID.", strength),))


class LogContract:
    """The tests; `log` is open and empty."""

    @pytest.fixture
    def clock(self):
        return SetClock()

    @pytest.fixture
    def log(self, open_log):
        return open_log()

    def prepare(self, log, *news):
        return log.prepare(CAMPAIGN, news or [sending()], "coordinator")

    def only(self, log, channel=None):
        (one,) = log.sendings(CAMPAIGN, channel)
        return one

    def claim(self, log, one=None, **facts):
        one = one or self.only(log, EMAIL)
        return log.claim(CAMPAIGN, one.id, attempt(one.recipient_key, **facts), "desk", LEASE)

    def send(self, log, outcome=ACCEPTED, one=None, **facts):
        return log.finish(self.claim(log, one, **facts), outcome, None, "desk")

    # Preparing

    def test_an_empty_log_knows_nothing(self, log):
        assert log.sendings(CAMPAIGN) == []
        assert log.refs(CAMPAIGN) == {}
        assert log.events(CAMPAIGN) == []
        assert log.report(CAMPAIGN) == []
        assert log.failures(CAMPAIGN) == []
        assert log.batches(CAMPAIGN) == []
        assert log.messages() == []
        assert log.newest_proof(CAMPAIGN) is None
        assert log.unfiled(CAMPAIGN) == []
        assert log.expire_claims(CAMPAIGN, "desk") == []
        assert log.claim(CAMPAIGN, 1, attempt(), "desk", LEASE) is None

    def test_what_is_prepared_is_listed_by_key(self, log):
        news = [sending("zoe", "AP19-0002"), sending("anna"), sending("anna", channel=POST)]
        assert self.prepare(log, *news) == 3
        assert [(one.recipient_key, one.channel, one.status) for one in log.sendings(CAMPAIGN)] == [
            ("anna", EMAIL, Status.PREPARED),
            ("anna", POST, Status.PREPARED),
            ("zoe", EMAIL, Status.PREPARED),
        ]
        assert log.refs(CAMPAIGN) == {"anna": "AP19-0001", "zoe": "AP19-0002"}

    def test_preparing_again_adds_nothing(self, log):
        self.prepare(log)
        before = log.events(CAMPAIGN)
        assert self.prepare(log) == 0
        assert log.events(CAMPAIGN) == before

    def test_an_open_sending_takes_on_the_changed_letter(self, log):
        self.prepare(log)
        assert self.prepare(log, sending(digest="f" * 64, name="Anna B.", email="anna.b@party.example")) == 0
        assert self.only(log).digest == "f" * 64
        assert log.report(CAMPAIGN)[0].name == "Anna B."
        assert log.events(CAMPAIGN)[-1].what == "letter changed"

    @pytest.mark.parametrize("outcome", [ACCEPTED, REFUSED, answer(Verdict.UNKNOWN)])
    def test_a_sending_that_went_out_stays_as_it_went(self, log, outcome):
        self.prepare(log)
        status = self.send(log, outcome)
        assert self.prepare(log, sending(digest="f" * 64)) == 0
        assert (self.only(log).status, self.only(log).digest) == (status, "d" * 64)
        assert self.claim(log) is None

    def test_a_new_reference_leaves_the_old_one_known(self, log):
        self.prepare(log)
        self.prepare(log, sending(ref="AP20-0001"))
        assert log.refs(CAMPAIGN) == {"anna": "AP20-0001"}
        assert log.ref_by_code("AP19", "0001") == "AP19-0001"
        assert log.prefixes() == {"AP19", "AP20"}

    def test_a_reference_belongs_to_one_recipient(self, log):
        self.prepare(log)
        with pytest.raises(InputError, match="AP19-0001"):
            self.prepare(log, sending("zoe"))
        with pytest.raises(InputError, match="AP19"):
            log.prepare("autumn", [sending("zoe")], "coordinator")
        assert len(log.sendings(CAMPAIGN)) == 1
        assert log.sendings("autumn") == []

    def test_codes_of_other_campaigns_are_taken(self, log):
        self.prepare(log)
        log.prepare("autumn", [sending("zoe", "AP19-0002"), sending("eve", "XX20-0003")], "coordinator")
        assert log.codes_taken("AP19", CAMPAIGN) == {"0002"}
        assert log.codes_taken("AP19", "autumn") == {"0001"}
        assert log.codes_taken("AP19", "winter") == {"0001", "0002"}

    def test_a_withdrawn_sending_cannot_be_taken_and_can_come_back(self, log):
        self.prepare(log, sending(), sending("zoe", "AP19-0002"), sending("zoe", "AP19-0002", POST))
        assert log.withdraw(CAMPAIGN, ["zoe", "nobody"], "coordinator", "off the list") == 2
        assert [one.recipient_key for one in log.sendings(CAMPAIGN, statuses=[Status.PREPARED])] == ["anna"]
        email = log.sendings(CAMPAIGN, EMAIL)[1]
        assert self.claim(log, email) is None
        assert log.withdraw(CAMPAIGN, ["zoe"], "coordinator", "") == 0
        assert self.prepare(log, sending("zoe", "AP19-0002")) == 1
        assert self.claim(log, email)

    def test_what_went_out_is_not_withdrawn(self, log):
        self.prepare(log)
        self.send(log)
        assert log.withdraw(CAMPAIGN, ["anna"], "coordinator", "") == 0

    # Taking and finishing

    def test_a_claim_moves_to_sending_and_keeps_the_attempt(self, log, open_log, clock):
        self.prepare(log)
        one = self.only(log)
        claim = self.claim(log)
        assert (claim.sending.id, claim.sending.status, claim.sending.attempts) == (one.id, Status.SENDING, 1)
        assert claim.until == clock.now() + LEASE
        # As another process sees it, before any answer.
        assert open_log().attempts_of(one.id) == [attempt(account="office@office.example")]
        assert self.only(open_log()).status is Status.SENDING

    def test_what_is_taken_cannot_be_taken(self, log, open_log):
        self.prepare(log)
        assert self.claim(log)
        assert self.claim(log) is None
        assert self.claim(open_log()) is None

    def test_only_emails_of_the_campaign_are_taken(self, log):
        self.prepare(log, sending(channel=POST))
        assert self.claim(log, self.only(log)) is None
        log.prepare("autumn", [sending("zoe", "AP19-0002")], "coordinator")
        (other,) = log.sendings("autumn")
        assert self.claim(log, other) is None

    def test_threads_that_ask_at_once_never_both_get_it(self, log):
        self.prepare(log, *(sending(f"k{number}", f"AP19-{number:04}") for number in range(20)))
        wanted = log.sendings(CAMPAIGN)
        got = []

        def work():
            got.extend(one.id for one in wanted if self.claim(log, one))

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(got) == sorted(one.id for one in wanted)

    @pytest.mark.parametrize(
        ("outcome", "status"),
        [
            (ACCEPTED, Status.ACCEPTED),
            (REFUSED, Status.REFUSED),
            (answer(Verdict.DEFERRED, 451, "4.7.1", "Greylisted"), Status.DEFERRED),
            (answer(Verdict.UNKNOWN), Status.UNKNOWN),
            (answer(Verdict.SERVER_TROUBLE, 421), Status.PREPARED),
            (answer(Verdict.OUR_TROUBLE, 535), Status.PREPARED),
        ],
    )
    def test_each_answer_has_its_status(self, log, outcome, status):
        self.prepare(log)
        assert self.send(log, outcome) is status
        one = self.only(log)
        assert (one.status, one.attempts) == (status, 1)

    def test_the_servers_own_words_are_kept(self, log):
        self.prepare(log)
        self.send(log, answer(Verdict.REFUSED, 550, "5.1.1", "No such\r\nuser \x00 \udc80"))
        assert self.only(log).last_reply == "550 5.1.1 No such user \ufffd \ufffd"

    def test_a_deferred_sending_is_taken_again_once_it_is_due(self, log, clock):
        self.prepare(log)
        due = clock.now() + timedelta(minutes=30)
        log.finish(self.claim(log), answer(Verdict.DEFERRED, 451), due, "desk")
        assert self.only(log).not_before == due
        assert self.claim(log) is None
        clock.time = due
        claim = self.claim(log, message_id="<anna.2@office.example>")
        assert claim.sending.attempts == 2
        # Trouble that is not the letter's puts it back to where it was.
        assert log.finish(claim, answer(Verdict.SERVER_TROUBLE), None, "desk") is Status.DEFERRED
        assert self.only(log).not_before == due
        assert self.send(log) is Status.ACCEPTED

    def test_an_attempt_is_finished_once(self, log):
        self.prepare(log)
        claim = self.claim(log)
        log.finish(claim, ACCEPTED, None, "desk")
        with pytest.raises(DecisionNeededError, match="AP19-0001"):
            log.finish(claim, REFUSED, None, "desk")
        assert self.only(log).status is Status.ACCEPTED

    def test_an_attempt_ends_together_with_the_next_ones_beginning(self, log, open_log):
        self.prepare(log, sending(), sending("zoe", "AP19-0002"))
        first, second = log.sendings(CAMPAIGN)
        ended = Ended(self.claim(log, first), ACCEPTED, None, "desk")
        claim = log.claim(CAMPAIGN, second.id, attempt("zoe"), "desk", LEASE, ended=ended)
        assert claim.sending.recipient_key == "zoe"
        assert [one.status for one in open_log().sendings(CAMPAIGN)] == [Status.ACCEPTED, Status.SENDING]

    def test_an_attempt_ends_also_where_the_next_sending_is_not_to_be_had(self, log, open_log):
        self.prepare(log)
        ended = Ended(self.claim(log), ACCEPTED, None, "desk")
        assert log.claim(CAMPAIGN, 99, attempt("zoe"), "desk", LEASE, ended=ended) is None
        assert open_log().sendings(CAMPAIGN)[0].status is Status.ACCEPTED

    def test_an_attempt_that_cannot_end_lets_none_begin(self, log):
        self.prepare(log, sending(), sending("zoe", "AP19-0002"))
        first, second = log.sendings(CAMPAIGN)
        claim = self.claim(log, first)
        log.finish(claim, REFUSED, None, "desk")
        ended = Ended(claim, ACCEPTED, None, "desk")
        with pytest.raises(DecisionNeededError):
            log.claim(CAMPAIGN, second.id, attempt("zoe"), "desk", LEASE, ended=ended)
        assert [one.status for one in log.sendings(CAMPAIGN)] == [Status.REFUSED, Status.PREPARED]

    def test_a_refused_copy_is_in_the_history(self, log):
        self.prepare(log)
        self.send(log, answer(Verdict.ACCEPTED, 250, refused=(("copy@party.example", "550 unknown"),)))
        event = next(one for one in log.events(CAMPAIGN) if "copy@party.example" in one.what)
        assert event.reason == "550 unknown"

    # Leases

    def test_a_lease_that_ran_out_leaves_it_unknown(self, log, open_log, clock):
        self.prepare(log, sending(), sending("zoe", "AP19-0002"))
        dead, living = log.sendings(CAMPAIGN)
        self.claim(log, dead)
        clock.time += LEASE - timedelta(seconds=1)
        self.claim(log, living)
        clock.time += timedelta(seconds=2)
        other = open_log()
        assert [(one.id, one.status) for one in other.expire_claims(CAMPAIGN, "desk")] == [
            (dead.id, Status.UNKNOWN)
        ]
        assert other.expire_claims(CAMPAIGN, "desk") == []
        assert self.claim(other, dead) is None
        assert [one.status for one in log.sendings(CAMPAIGN)] == [Status.UNKNOWN, Status.SENDING]

    @pytest.mark.parametrize(
        ("outcome", "status"),
        [
            (ACCEPTED, Status.ACCEPTED),
            (REFUSED, Status.REFUSED),
            (answer(Verdict.DEFERRED, 451), Status.DEFERRED),
            (answer(Verdict.SERVER_TROUBLE, 421), Status.PREPARED),
            (answer(Verdict.UNKNOWN), Status.UNKNOWN),
        ],
    )
    def test_a_late_answer_says_how_it_came_out(self, log, clock, outcome, status):
        self.prepare(log)
        claim = self.claim(log)
        clock.time += LEASE * 2
        log.expire_claims(CAMPAIGN, "desk")
        assert log.finish(claim, outcome, None, "desk") is status
        assert self.only(log).status is status

    def test_a_late_acceptance_stops_a_letter_that_was_put_back(self, log, clock):
        self.prepare(log)
        claim = self.claim(log)
        clock.time += LEASE * 2
        log.expire_claims(CAMPAIGN, "desk")
        log.settle(self.only(log).id, Status.PREPARED, "coordinator", "the server's log has nothing")
        assert log.finish(claim, ACCEPTED, None, "desk") is Status.ACCEPTED
        assert self.claim(log) is None

    def test_a_late_acceptance_is_noted_while_the_letter_goes_again(self, log, clock):
        self.prepare(log)
        claim = self.claim(log)
        clock.time += LEASE * 2
        log.expire_claims(CAMPAIGN, "desk")
        log.settle(self.only(log).id, Status.PREPARED, "coordinator", "")
        again = self.claim(log, message_id="<anna.2@office.example>")
        assert log.finish(claim, ACCEPTED, None, "desk") is Status.SENDING
        assert log.events(CAMPAIGN)[-1].what == "late answer: accepted"
        assert log.finish(again, ACCEPTED, None, "desk") is Status.ACCEPTED

    def test_a_late_refusal_does_not_touch_a_letter_that_was_put_back(self, log, clock):
        self.prepare(log)
        claim = self.claim(log)
        clock.time += LEASE * 2
        log.expire_claims(CAMPAIGN, "desk")
        log.settle(self.only(log).id, Status.PREPARED, "coordinator", "")
        assert log.finish(claim, REFUSED, None, "desk") is Status.PREPARED
        assert self.claim(log)

    # Settling and opening again

    @pytest.mark.parametrize("status", [Status.ACCEPTED, Status.PREPARED])
    def test_an_unknown_sending_is_settled_by_a_person(self, log, status):
        self.prepare(log)
        self.send(log, answer(Verdict.UNKNOWN))
        log.settle(self.only(log).id, status, "coordinator", "looked it up")
        assert self.only(log).status is status
        last = log.events(CAMPAIGN)[-1]
        assert (last.what, last.actor, last.reason) == (
            f"unknown -> {status.value}", "coordinator", "looked it up",
        )  # fmt: skip

    def test_only_what_is_unknown_is_settled(self, log):
        self.prepare(log)
        with pytest.raises(DecisionNeededError, match="prepared, not unknown"):
            log.settle(self.only(log).id, Status.ACCEPTED, "coordinator", "")
        with pytest.raises(InputError, match="999"):
            log.settle(999, Status.ACCEPTED, "coordinator", "")

    def test_a_forbidden_move_is_refused(self, log):
        self.prepare(log)
        self.send(log, answer(Verdict.UNKNOWN))
        with pytest.raises(DecisionNeededError, match="cannot become posted"):
            log.settle(self.only(log).id, Status.POSTED, "coordinator", "")
        assert self.only(log).status is Status.UNKNOWN

    def test_a_refused_letter_goes_again_when_a_person_says_so(self, log):
        self.prepare(log)
        self.send(log, REFUSED)
        log.reopen(self.only(log).id, "coordinator", "address corrected")
        assert self.send(log, message_id="<anna.2@office.example>") is Status.ACCEPTED
        with pytest.raises(DecisionNeededError, match="accepted by email and cannot become prepared"):
            log.reopen(self.only(log).id, "coordinator", "")

    def test_a_bounced_letter_may_be_accepted_again(self, log):
        self.prepare(log)
        self.send(log)
        assert log.record_effect("AP19-0001", EMAIL, Status.BOUNCED, "inbox", "no such user")
        log.reopen(self.only(log).id, "coordinator", "address corrected")
        assert self.send(log, message_id="<anna.2@office.example>") is Status.ACCEPTED
        (row,) = log.report(CAMPAIGN)
        assert row.emailed_at
        assert row.bounced_at is None

    # Limits and copies

    def test_accepted_emails_count_for_their_account(self, log, clock):
        self.prepare(log, *(sending(f"k{number}", f"AP19-{number:04}") for number in range(4)))
        one, two, three, four = log.sendings(CAMPAIGN)
        self.send(log, one=one)
        clock.time += timedelta(days=1)
        self.send(log, one=two)
        self.send(log, REFUSED, one=three)
        self.send(log, one=four, account="Other@Office.example")
        assert log.accepted_since("office@office.example", START) == 2
        assert log.accepted_since("OFFICE@office.example", clock.now()) == 1
        assert log.accepted_since("other@office.example", START) == 1

    def test_a_copy_is_filed_once(self, log):
        self.prepare(log, sending(), sending("zoe", "AP19-0002"))
        anna, zoe = log.sendings(CAMPAIGN)
        self.send(log, one=zoe)
        self.send(log, REFUSED, one=anna)
        ((number, filed),) = log.unfiled(CAMPAIGN)
        assert (number, filed.message_id) == (zoe.id, "<zoe.1@office.example>")
        log.mark_filed(number)
        assert log.unfiled(CAMPAIGN) == []

    def test_an_envelope_keeps_all_its_addresses_in_order(self, log):
        self.prepare(log)
        envelope = Envelope(
            "Office@office.example", ("Anna@party.example", "zed@party.example", "a@x.example")
        )
        self.send(log, envelope=envelope)
        (one,) = log.attempts_of(self.only(log).id)
        assert one.envelope == envelope

    # Suppressed addresses

    def test_suppressed_addresses_stand_until_lifted(self, log):
        log.suppress("Anna@Party.example", "dead", "550 no such user", "inbox")
        log.suppress("anna@party.example", "dead", "another reason", "inbox")
        log.suppress("zoe@party.example", "do-not-contact", "asked in a reply", "coordinator")
        assert log.dead_addresses() == {"anna@party.example": "550 no such user"}
        assert log.do_not_contact() == {"zoe@party.example": "asked in a reply"}
        log.unsuppress("ANNA@party.example", "coordinator", "corrected")
        log.unsuppress("nobody@party.example", "coordinator", "")
        assert log.dead_addresses() == {}
        log.suppress("anna@party.example", "dead", "again", "inbox")
        assert log.dead_addresses() == {"anna@party.example": "again"}

    # Post

    def prepare_post(self, log, count=3):
        self.prepare(log, *(sending(f"k{number}", f"AP19-{number:04}", POST) for number in range(count)))
        return [one.id for one in log.sendings(CAMPAIGN, POST)]

    def test_a_batch_is_printed_posted_and_returned(self, log, clock):
        one, two, three = self.prepare_post(log)
        made = log.make_batch(CAMPAIGN, "2019-11-12-1", [three, one], "office")
        assert (made.name, made.sendings, made.made_at) == ("2019-11-12-1", (three, one), clock.now())
        assert log.batches(CAMPAIGN) == [made]
        assert [one.id for one in log.sendings(CAMPAIGN, POST, [Status.PREPARED])] == [two]
        clock.time += timedelta(hours=1)
        assert log.mark_posted(CAMPAIGN, "2019-11-12-1", "office") == 2
        assert log.mark_posted(CAMPAIGN, "2019-11-12-1", "office") == 0
        assert log.batches(CAMPAIGN)[0].posted_at == clock.now()
        log.mark_returned(CAMPAIGN, "AP19-0002", "office", "gone away")
        statuses = [one.status for one in log.sendings(CAMPAIGN, POST)]
        assert statuses == [Status.POSTED, Status.PREPARED, Status.RETURNED]

    def test_a_batch_is_made_as_a_whole_or_not_at_all(self, log):
        one, two, _ = self.prepare_post(log)
        log.make_batch(CAMPAIGN, "first", [one], "office")
        with pytest.raises(DecisionNeededError, match="printed"):
            log.make_batch(CAMPAIGN, "second", [two, one], "office")
        with pytest.raises(DecisionNeededError, match="a batch first already"):
            log.make_batch(CAMPAIGN, "first", [two], "office")
        with pytest.raises(InputError, match="999"):
            log.make_batch(CAMPAIGN, "third", [two, 999], "office")
        assert [batch.name for batch in log.batches(CAMPAIGN)] == ["first"]
        assert next(iter(log.sendings(CAMPAIGN, POST, [Status.PREPARED]))).id == two

    def test_unknown_batches_and_letters_are_named(self, log):
        self.prepare_post(log)
        with pytest.raises(InputError, match="no batch `nope`"):
            log.mark_posted(CAMPAIGN, "nope", "office")
        with pytest.raises(InputError, match="AP19-ZZZZ"):
            log.mark_returned(CAMPAIGN, "AP19-ZZZZ", "office", "")
        with pytest.raises(DecisionNeededError, match="cannot become returned"):
            log.mark_returned(CAMPAIGN, "AP19-0000", "office", "")

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

    # Proofs

    def proof(self, made_at=START, pages=2):
        letters = (
            ProofLetter("anna", "AP19-0001", EMAIL, "p" * 64, "e" * 64, "t" * 64, pages),
            ProofLetter("anna", "AP19-0001", POST, "q" * 64, pages=pages),
        )
        return Proof(CAMPAIGN, made_at, (("template", "1" * 64), ("fonts", "2" * 64)), letters)

    def test_the_newest_proof_comes_back_as_it_was(self, log):
        first, second = self.proof(), self.proof(START + timedelta(hours=1), pages=3)
        log.record_proof(first, "coordinator")
        log.record_proof(second, "coordinator")
        assert log.newest_proof(CAMPAIGN) == second
        again = self.proof(START + timedelta(hours=2))
        log.record_proof(again, "coordinator")
        assert log.newest_proof(CAMPAIGN) == again
        assert log.newest_proof("autumn") is None

    def test_signatories_agree_to_a_hash_once(self, log, clock):
        proof = self.proof()
        log.record_proof(proof, "coordinator")
        log.agree(CAMPAIGN, proof.digest, "Kate Ferguson", "coordinator", "by telephone")
        clock.time += timedelta(hours=1)
        log.agree(CAMPAIGN, proof.digest, "Fred Carver", "coordinator", "")
        log.agree(CAMPAIGN, proof.digest, "Kate Ferguson", "coordinator", "again")
        found = log.agreements(CAMPAIGN, proof.digest)
        assert [(one.signatory, one.note, one.at) for one in found] == [
            ("Kate Ferguson", "by telephone", START),
            ("Fred Carver", "", clock.now()),
        ]
        assert log.agreements(CAMPAIGN, "0" * 64) == []

    def test_nobody_agrees_to_a_proof_that_was_not_made(self, log):
        with pytest.raises(InputError, match="no proof"):
            log.agree(CAMPAIGN, "0" * 64, "Kate Ferguson", "coordinator", "")

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
