from collections import Counter
from datetime import timedelta

import pytest

from lettergen.emails import SmtpSender
from lettergen.errors import InputError, ServerAwayError, ServerError
from lettergen.flow.copies import CopyKeeper
from lettergen.flow.send import SendOptions, send_letters
from lettergen.flow.settle import settle_unknown
from lettergen.log import SqlLog
from lettergen.model.sendings import Channel, Status, Verdict
from lettergen.settings import SmtpSettings
from tests.emails.conftest import SignIn
from tests.flow.desk import CAMPAIGN, START, Emails, JumpingClock, address, open_sendings, prepare, statuses
from tests.servers.faulty import DROP, faulty_smtp
from tests.servers.needs import free_port


class Folder:
    """A Sent folder as a list; `trouble` is what it says instead of filing."""

    def __init__(self):
        self.raws, self.trouble = [], ""

    def has(self, message_id):
        return any(message_id.encode() in raw for raw in self.raws)

    def file(self, message, sent_at):
        if self.trouble:
            raise ServerError(self.trouble)
        self.raws.append(message)

    def close(self):
        pass


@pytest.fixture
def clock():
    return JumpingClock()


@pytest.fixture
def log(tmp_path, clock):
    log = SqlLog(f"sqlite:///{tmp_path / 'log.db'}", clock=clock)
    yield log
    log.close()


@pytest.fixture
def server(tmp_path):
    with faulty_smtp(tmp_path) as server:
        server.stall = 1.5
        yield server


class Desk:
    """Sends, with everything about it in reach."""

    def __init__(self, log, clock, server):
        self.log, self.clock, self.server = log, clock, server
        self.sent, self.reports, self.emails = Folder(), [], Emails()
        #: What of each outcome is noted in `reports`.
        self.told = lambda _sending, outcome: outcome

    def sender(self, **settings):
        server = self.server
        defaults = {"host": server.host, "port": server.port, "ca_file": server.ca_file, "timeout": 0.7}
        return SmtpSender(SmtpSettings(security="tls", auth="none", **defaults | settings), SignIn())

    def run(self, stop=lambda: False, smtp=None, waits=lambda _at, _number: None, **options):
        options = SendOptions(holder="desk", actor="office", account="letters@protection.example", **options)
        sender = self.sender(**(smtp or {}))
        try:
            return send_letters(
                open_sendings(self.log), self.emails, log=self.log, sender=sender,
                copies=CopyKeeper(self.log, self.sent), clock=self.clock, options=options,
                report=lambda sending, outcome: self.reports.append(
                    (sending.recipient_key, self.told(sending, outcome))
                ),
                stop=stop, waits=waits,
            )  # fmt: skip
        finally:
            sender.close()

    @property
    def taken(self):
        return Counter(one.address for one in self.server.taken)


@pytest.fixture
def desk(log, clock, server):
    return Desk(log, clock, server)


def answering(stage, replies):
    """Give a plan that answers so at a stage, by recipient."""
    return lambda asked, to: replies.get(to.partition("@")[0]) if asked == stage else None


def test_every_letter_goes_once_and_a_second_run_sends_nothing(desk, log):
    prepare(log, "ada", "ben", "cy")
    first, second = desk.run(), desk.run()
    assert first.verdicts == {Verdict.ACCEPTED: 3}
    assert not second.verdicts
    assert desk.taken == {address(key): 1 for key in ("ada", "ben", "cy")}
    assert desk.server.connections == 1


def test_what_was_logged_is_what_came_over_the_wire(desk, log):
    (sending,) = prepare(log, "ada")
    desk.run()
    (attempt,) = log.attempts_of(sending.id)
    (taken,) = desk.server.taken
    assert attempt.message_id == taken.message_id
    assert attempt.subject == "Twelve questions"
    assert desk.sent.raws == [taken.content]


def test_refused_address_does_not_stop_the_others(desk, log):
    prepare(log, "ada", "ben", "cy")
    desk.server.plan = answering("RCPT", {"ben": "550 5.1.1 no such user"})
    summary = desk.run()
    assert summary.verdicts == {Verdict.ACCEPTED: 2, Verdict.REFUSED: 1}
    assert summary.error is None
    assert statuses(log) == {"ada": "accepted", "ben": "refused", "cy": "accepted"}
    (failure,) = log.failures(CAMPAIGN)
    assert (failure.recipient_key, failure.code, failure.enhanced) == ("ben", 550, "5.1.1")


def test_greylisting_server_is_satisfied_in_the_same_run(desk, log, clock):
    prepare(log, "ada", "ben")
    desk.server.plan = lambda stage, to: (
        "450 4.2.0 greylisted" if stage == "RCPT" and clock.now() < START + timedelta(minutes=3) else None
    )
    summary = desk.run()
    assert summary.verdicts == {Verdict.ACCEPTED: 2}
    assert set(desk.taken.values()) == {1}


def test_letter_deferred_again_and_again_waits_for_a_later_run(desk, log, clock):
    prepare(log, "ada", "ben")
    desk.server.plan = answering("RCPT", {"ada": "452 4.2.2 mailbox full"})
    desk.run()
    assert statuses(log) == {"ada": "deferred", "ben": "accepted"}
    desk.server.plan = answering("", {})
    (waiting,) = open_sendings(log)
    assert waiting.not_before > clock.now()
    desk.run()
    assert statuses(log) == {"ada": "accepted", "ben": "accepted"}


def test_wait_for_letters_put_off_is_told(desk, log):
    prepare(log, "ada", "ben", "cy")
    desk.server.plan = answering("RCPT", dict.fromkeys(("ada", "ben"), "450 4.2.0 greylisted"))
    told = []
    desk.run(waits=lambda at, number: told.append((at - START, number)))
    assert told[0] == (timedelta(minutes=1), 2)
    # One for each wait, not for each look at the clock.
    assert len(told) == 3


def test_letter_counts_once_where_the_run_ends_early(desk, log):
    prepare(log, "ada", "ben", "cy")
    desk.server.plan = answering("RCPT", {"ada": "450 4.2.0 greylisted"})
    summary = desk.run(stop=lambda: len(desk.reports) == 2)
    assert (summary.verdicts, summary.left) == ({Verdict.DEFERRED: 1, Verdict.ACCEPTED: 1}, 1)


def test_server_in_trouble_ends_the_run_with_the_rest_untouched(desk, log):
    prepare(log, "ada", "ben", "cy")
    desk.server.plan = lambda stage, _to: "421 4.3.2 closing" if stage == "MAIL" else None
    summary = desk.run()
    assert isinstance(summary.error, ServerError)
    assert summary.left == 3
    assert set(statuses(log).values()) == {"prepared"}
    assert desk.taken == {}


def test_server_that_comes_back_is_waited_for(desk, log):
    prepare(log, "ada", "ben", "cy")
    faults = iter([None, DROP, DROP])
    desk.server.plan = lambda stage, _to: next(faults, None) if stage == "MAIL" else None
    assert desk.run().verdicts == {Verdict.ACCEPTED: 3}
    assert set(desk.taken.values()) == {1}


def test_server_that_is_not_there_leaves_everything_untouched(desk, log):
    (sending, *_) = prepare(log, "ada", "ben")
    summary = desk.run(smtp={"port": free_port()})
    assert isinstance(summary.error, ServerAwayError)
    assert log.attempts_of(sending.id) == []
    assert desk.clock.slept == 0


def test_refused_sender_stops_at_once_and_says_where_to_look(desk, log):
    prepare(log, "ada", "ben")
    desk.server.plan = lambda stage, _to: "550 5.7.60 not your address" if stage == "MAIL" else None
    summary = desk.run()
    assert "not your address" in summary.ended
    assert "[sender] email" in summary.ended
    assert summary.left == 2
    assert set(statuses(log).values()) == {"prepared"}


def test_lost_answer_is_unknown_and_never_sent_again_by_itself(desk, log):
    prepare(log, "ada", "ben")
    desk.server.plan = answering("reply", {"ada": DROP})
    assert desk.run().verdicts == {Verdict.UNKNOWN: 1, Verdict.ACCEPTED: 1}
    desk.server.plan = answering("", {})
    desk.run()
    assert statuses(log) == {"ada": "unknown", "ben": "accepted"}
    assert desk.taken == {address("ada"): 1, address("ben"): 1}


def test_copy_in_the_sent_folder_settles_an_unknown_sending(desk, log):
    prepare(log, "ada", "ben")
    desk.server.plan = lambda stage, _to: DROP if stage == "reply" else None
    desk.run()
    desk.sent.raws.append(next(one.content for one in desk.server.taken if one.address == address("ada")))
    remaining = settle_unknown(CAMPAIGN, log=log, sent=desk.sent, actor="office")
    assert [one.recipient_key for one in remaining] == ["ben"]
    assert statuses(log) == {"ada": "accepted", "ben": "unknown"}


def test_process_that_died_leaves_an_unknown_sending(desk, log, clock):
    (sending,) = prepare(log, "ada")

    def die(*_args):
        raise SystemExit

    desk.server.plan = answering("", {})
    sender = desk.sender()
    sender.send = die
    options = SendOptions(holder="desk", actor="office", account="a@protection.example")
    with pytest.raises(SystemExit):
        send_letters(
            [sending], desk.emails, log=log, sender=sender, copies=CopyKeeper(log, None), clock=clock,
            options=options,
        )  # fmt: skip
    assert statuses(log) == {"ada": "unknown"}
    sender.close()


def commits_of(desk, log):
    """Note what the run commits, in order: attempts by key, outcomes by key and verdict."""
    commits = []
    claim, finish = log.claim, log.finish

    def claimed(campaign, sending_id, attempt, holder, lease, *, ended=None):
        got = claim(campaign, sending_id, attempt, holder, lease, ended=ended)
        last = (ended.claim.sending.recipient_key,) if ended else ()
        commits.append((*last, got.sending.recipient_key if got else None))
        return got

    def finished(claim, *outcome):
        commits.append((claim.sending.recipient_key, outcome[0].verdict.value))
        return finish(claim, *outcome)

    log.claim, log.finish = claimed, finished
    return commits


def test_acceptance_is_committed_with_the_next_attempt(desk, log):
    prepare(log, "ada", "ben", "cy")
    desk.sent = None
    commits = commits_of(desk, log)
    desk.run()
    assert commits == [("ada",), ("ada", "ben"), ("ben", "cy"), ("cy", "accepted")]


@pytest.mark.parametrize("options", [{"rate": 30.0}, {"limit": 1}, {"daily_limit": 1}])
def test_acceptance_waits_for_no_letter_that_does_not_follow_at_once(desk, log, options):
    prepare(log, "ada", "ben")
    desk.sent = None
    commits = commits_of(desk, log)
    desk.run(**options)
    assert commits[:2] == [("ada",), ("ada", "accepted")]


def test_acceptance_is_committed_though_the_next_letter_cannot_be_made(desk, log):
    prepare(log, "ada", "ben")
    desk.sent = None
    email_for = desk.emails.email_for

    def fail(sending, now):
        if desk.server.taken:
            raise InputError("the outbox is full")
        return email_for(sending, now)

    desk.emails.email_for = fail
    with pytest.raises(InputError):
        desk.run()
    assert statuses(log) == {"ada": "accepted", "ben": "prepared"}
    assert [key for key, _ in desk.reports] == ["ada"]


def test_letter_is_reported_only_when_its_outcome_is_in_the_log(desk, log):
    prepare(log, "ada", "ben", "cy")
    desk.sent = None
    desk.server.plan = answering("RCPT", {"ben": "550 5.1.1 no such user"})
    desk.told = lambda sending, outcome: outcome.verdict.value == statuses(log)[sending.recipient_key]
    desk.run()
    assert desk.reports == [("ada", True), ("ben", True), ("cy", True)]


def test_lease_outlasts_the_longest_attempt(desk, log, clock):
    (sending,) = prepare(log, "ada")
    leases = []
    claim = log.claim
    log.claim = lambda *args, **more: leases.append(args[-1]) or claim(*args, **more)
    desk.run(lease=timedelta(seconds=1))
    longest = desk.sender().longest(len(desk.emails.email_for(sending, START).raw))
    assert leases[0] > longest > timedelta(seconds=0.7 * 16)


def test_failed_copy_does_not_make_a_letter_unsent(desk, log):
    prepare(log, "ada", "ben")
    desk.sent.trouble = "the folder is full"
    summary = desk.run()
    assert summary.verdicts == {Verdict.ACCEPTED: 2}
    assert summary.troubles == ["Copies could not be put into the Sent folder: the folder is full"]
    assert len(log.unfiled(CAMPAIGN)) == 2
    desk.sent.trouble = ""
    raws = {one.message_id: one.content for one in desk.server.taken}
    CopyKeeper(log, desk.sent).file_missing(
        CAMPAIGN, lambda _id, attempt: raws[attempt.message_id], desk.clock.now()
    )
    assert sorted(desk.sent.raws) == sorted(raws.values())
    assert log.unfiled(CAMPAIGN) == []


def test_stop_finishes_the_letter_in_hand(desk, log):
    prepare(log, "ada", "ben", "cy")
    summary = desk.run(stop=lambda: bool(desk.reports))
    assert (summary.ended, summary.left) == ("stopped by hand", 2)
    assert statuses(log) == {"ada": "accepted", "ben": "prepared", "cy": "prepared"}


def test_limit_bounds_the_run(desk, log):
    prepare(log, "ada", "ben", "cy")
    assert desk.run(limit=2).left == 1
    assert len(desk.server.taken) == 2


def test_rate_spaces_the_letters(desk, log, clock):
    prepare(log, "ada", "ben", "cy")
    desk.run(rate=30.0)
    assert clock.now() - START == timedelta(seconds=4)


def test_daily_limit_is_kept_across_runs(desk, log, clock):
    prepare(log, "ada", "ben", "cy")
    assert desk.run(daily_limit=2).left == 1
    assert "daily limit of 2" in desk.run(daily_limit=2).ended
    clock.time += timedelta(hours=25)
    assert desk.run(daily_limit=2).left == 0
    assert set(desk.taken.values()) == {1}


def test_what_another_process_sends_meanwhile_is_left_to_it(desk, log, clock):
    planned = prepare(log, "ada", "ben", "cy", "dee")

    def other_takes_all_but_one(sending, _outcome):
        if len(desk.server.taken) == 1:
            desk.run()

    sender = desk.sender()
    summary = send_letters(
        planned, desk.emails, log=log, sender=sender, copies=CopyKeeper(log, None), clock=clock,
        options=SendOptions(holder="other", actor="office", account="a@protection.example"),
        report=other_takes_all_but_one,
    )  # fmt: skip
    sender.close()
    # The second letter was in hand before the first one was reported.
    assert (summary.verdicts[Verdict.ACCEPTED], summary.elsewhere) == (2, 2)
    assert desk.taken == {address(key): 1 for key in ("ada", "ben", "cy", "dee")}
    # Of what the other took, an email was made for one at the most: then it looked again.
    assert len(desk.emails.made) == 5
    assert {one.status for one in log.sendings(CAMPAIGN, Channel.EMAIL)} == {Status.ACCEPTED}
