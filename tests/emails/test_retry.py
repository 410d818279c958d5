"""What each reply means; RFC 5321, 3463 and 7372 say what they are."""

from datetime import UTC, datetime, timedelta

import pytest

from lettergen.emails.retry import DELAYS, RULES, Stage, enhanced_code, next_try, verdict_of
from lettergen.model.sendings import Verdict

LETTER, LATER, SERVER = Verdict.REFUSED, Verdict.DEFERRED, Verdict.SERVER_TROUBLE
OURS = SIGN_IN = Verdict.OUR_TROUBLE

CASES = [
    # Anywhere.
    *((stage, "421 4.3.2 closing", SERVER) for stage in Stage),
    *((stage, "421 bye", SERVER) for stage in Stage),
    *((stage, "451 4.3.0 busy", SERVER) for stage in Stage),
    *((stage, "454 4.7.0 try signing in later", SIGN_IN) for stage in Stage),
    *((stage, "530 5.7.0 sign in first", SIGN_IN) for stage in Stage),
    *((stage, "535 5.7.8 wrong password", SIGN_IN) for stage in Stage),
    *((stage, "550 5.7.26 not authenticated", OURS) for stage in Stage),
    (Stage.MAIL, "0 what", SERVER),
    (Stage.RCPT, "999 what", SERVER),
    # MAIL speaks of us.
    (Stage.MAIL, "550 5.7.60 not allowed to send as", OURS),
    (Stage.MAIL, "553 5.1.8 no such sender", OURS),
    (Stage.MAIL, "452 no room", SERVER),
    (Stage.MAIL, "450 4.7.1 too many", LATER),
    (Stage.MAIL, "552 5.3.4 too big", OURS),
    # RCPT speaks of the recipient, but for relaying.
    (Stage.RCPT, "450 4.2.0 greylisted", LATER),
    (Stage.RCPT, "452 4.2.2 full", LATER),
    (Stage.RCPT, "452 too many recipients", LATER),
    (Stage.RCPT, "550 5.1.1 no such user", LETTER),
    (Stage.RCPT, "550 no such user", LETTER),
    (Stage.RCPT, "550 5.3.0 no such user", LETTER),
    (Stage.RCPT, "550 5.7.1 not authorized to write to this list", LETTER),
    (Stage.RCPT, "552 5.2.2 full", LETTER),
    (Stage.RCPT, "501 5.1.3 bad address", LETTER),
    (Stage.RCPT, "556 5.1.10 takes no mail", LETTER),
    (Stage.RCPT, "554 5.7.1 Relay access denied", OURS),
    (Stage.RCPT, "550 5.7.27 null MX", OURS),
    # DATA and the text's end speak of the message.
    (Stage.DATA, "451 4.7.1 later", LATER),
    (Stage.DATA, "503 5.5.1 bad sequence", OURS),
    (Stage.MESSAGE, "451 4.6.0 later", LATER),
    (Stage.MESSAGE, "452 4.3.1 disk full", SERVER),
    (Stage.MESSAGE, "452 disk full", SERVER),
    (Stage.MESSAGE, "554 5.3.0 unwell", SERVER),
    (Stage.MESSAGE, "552 too big", OURS),
    (Stage.MESSAGE, "552 5.2.2 full", LETTER),
    (Stage.MESSAGE, "552 5.3.4 too big", OURS),
    (Stage.MESSAGE, "554 5.7.1 looks like spam", OURS),
    (Stage.MESSAGE, "554 5.6.0 not this", LETTER),
    (Stage.MESSAGE, "554 no", LETTER),
]


@pytest.mark.parametrize(("stage", "reply", "verdict"), CASES)
def test_each_reply_means_one_thing(stage, reply, verdict):
    code, _, text = reply.partition(" ")
    assert verdict_of(int(code), text, stage) is verdict


def test_every_rule_is_the_first_for_some_reply():
    used = set()
    for stage, reply, _verdict in CASES:
        code, _, text = reply.partition(" ")
        used.add(next((rule.why for rule in RULES if rule.covers(int(code), text, stage)), ""))
    assert {rule.why for rule in RULES} <= used | {"sign-in refused"}


@pytest.mark.parametrize("detail", [8, 9, 14, 57, 139])
def test_sign_in_is_told_by_its_enhanced_code_too(detail):
    assert verdict_of(550, f"5.7.{detail} no", Stage.RCPT) is OURS


def test_every_refusal_means_something():
    for code in range(400, 600):
        for stage in Stage:
            assert verdict_of(code, "", stage) is not Verdict.ACCEPTED


def test_enhanced_code_stands_at_the_beginning():
    assert enhanced_code("5.1.1 no such user") == "5.1.1"
    assert enhanced_code("no 5.1.1") == enhanced_code("5.1.1x") == enhanced_code("3.1.1 x") == ""


def test_waiting_grows_and_stays():
    now = datetime(2026, 11, 24, tzinfo=UTC)
    waits = [next_try(count, now) - now for count in range(12)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=1)
    assert waits[-1] == DELAYS[-1]
