"""Letters taken, sent and settled: no one twice, no one lost."""

import threading
from datetime import timedelta

import pytest

from lettergen.errors import DecisionNeededError, InputError
from lettergen.model.sendings import (
    Ended,
    Envelope,
    Status,
    Verdict,
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
    answer,
    attempt,
    sending,
)


class AttemptsContract(LogCase):
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

    @pytest.mark.parametrize("text", ["5.1.1 No such user", "No such user"])
    def test_the_enhanced_code_is_told_once(self, log, text):
        self.prepare(log)
        self.send(log, answer(Verdict.REFUSED, 550, "5.1.1", text))
        assert self.only(log).last_reply == "550 5.1.1 No such user"

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
