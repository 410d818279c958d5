from dataclasses import dataclass
from datetime import timedelta

import pytest

from lettergen.errors import DecisionNeededError, UsageError
from lettergen.flow.settle import send_again, settle_by_hand
from lettergen.log import SqlLog
from lettergen.model.people import Recipient
from lettergen.model.sendings import Channel, NewAttempt, Outcome, Verdict
from tests.flow.desk import CAMPAIGN, Emails, JumpingClock, prepare, statuses

EVERY_WAY = frozenset(Channel)


@dataclass
class Campaign:
    """As much of a campaign as settling asks for."""

    name: str = CAMPAIGN

    def recipient(self, key):
        return Recipient(key, key.title(), EVERY_WAY)


@pytest.fixture
def log(tmp_path):
    log = SqlLog(f"sqlite:///{tmp_path / 'log.db'}", clock=JumpingClock())
    yield log
    log.close()


def attempted(log, key, verdict):
    """Send one email that comes out so."""
    (sending,) = [one for one in prepare(log, key) if one.recipient_key == key]
    email = Emails().email_for(sending, JumpingClock().now())
    attempt = NewAttempt(email.message_id, email.envelope, email.digest)
    claim = log.claim(CAMPAIGN, sending.id, attempt, "desk", timedelta(minutes=1))
    log.finish(claim, Outcome(verdict, 550 if verdict is Verdict.REFUSED else 0), None, "office")


def test_refused_letter_is_put_back_when_a_person_says_so(log):
    attempted(log, "ada", Verdict.REFUSED)
    (before,) = send_again(Campaign(), log, "ada", "office", "address corrected")
    assert before.status.value == "refused"
    assert statuses(log) == {"ada": "prepared"}
    assert any("address corrected" in event.reason for event in log.events(CAMPAIGN, "ada"))


@pytest.mark.parametrize("verdict", [Verdict.ACCEPTED, Verdict.UNKNOWN])
def test_letter_that_may_have_arrived_is_not_put_back(log, verdict):
    attempted(log, "ada", verdict)
    with pytest.raises(DecisionNeededError, match="nothing to send again"):
        send_again(Campaign(), log, "ada", "office", "")


@pytest.mark.parametrize("word", ["accepted", "prepared"])
def test_unknown_letter_is_settled_by_a_person(log, word):
    attempted(log, "ada", Verdict.UNKNOWN)
    assert settle_by_hand(Campaign(), log, "ada", word, "office").value == word
    assert statuses(log) == {"ada": word}
    with pytest.raises(DecisionNeededError, match="not unknown"):
        settle_by_hand(Campaign(), log, "ada", word, "office")


def test_unknown_letter_is_settled_by_no_other_word(log):
    attempted(log, "ada", Verdict.UNKNOWN)
    with pytest.raises(UsageError, match="say accepted"):
        settle_by_hand(Campaign(), log, "ada", "refused", "office")
