"""outbox -> emails -> log: the run that sends.

For each letter: the bytes are made, the attempt is committed, the message is handed over, what came of
it is committed. A process that dies leaves either nothing or an attempt whose lease runs out.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from lettergen.emails import ComposedEmail, next_try
from lettergen.errors import LettergenError, ServerError
from lettergen.flow.copies import CopyKeeper
from lettergen.flow.pace import Pace
from lettergen.model.ports import Clock, Sender, SendingLog
from lettergen.model.sendings import Claim, NewAttempt, Outcome, Sending, Verdict

#: How often a deferred letter is tried again within a run; after that it waits for the next run.
TRIES_A_RUN = 4
#: How often in a row the server may be in trouble before the run ends, and how long to wait between.
SERVER_TRIES = 3
SERVER_DELAY = timedelta(seconds=5)


class EmailSource(Protocol):
    """Makes the email of a sending."""

    def email_for(self, sending: Sending, now: datetime) -> ComposedEmail:
        """Give the exact bytes to hand over now, and their envelope."""


@dataclass(frozen=True, slots=True)
class SendOptions:
    """How a run sends.

    `holder` names this process and no other; `account` whose daily limit counts. `rate` is emails a
    minute and `daily_limit` emails in 24 hours, 0 for no limit. `limit` bounds this run. A `lease`
    is how long an attempt may take before another process may call it lost.
    """

    holder: str
    actor: str
    account: str
    limit: int | None = None
    rate: float = 0.0
    daily_limit: int = 0
    lease: timedelta = timedelta(minutes=15)


@dataclass
class SendSummary:
    """What a run did: sendings by verdict, how many are left, and why it ended early, if it did.

    `elsewhere` counts sendings that another process took. `troubles` are copies that could not be
    filed.
    """

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    left: int = 0
    elsewhere: int = 0
    ended: str = ""
    error: LettergenError | None = None
    troubles: list[str] = field(default_factory=list)


@dataclass(order=True)
class _Turn:
    """A sending's next turn in this run."""

    at: datetime
    number: int
    sending: Sending = field(compare=False)
    tries: int = field(default=0, compare=False)


Report = Callable[[Sending, Outcome], None]


def send_letters(
    planned: Sequence[Sending],
    source: EmailSource,
    *,
    log: SendingLog,
    sender: Sender,
    copies: CopyKeeper,
    clock: Clock,
    options: SendOptions,
    report: Report = lambda _sending, _outcome: None,
    stop: Callable[[], bool] = lambda: False,
) -> SendSummary:
    """Send emails, each once.

    Args:
        planned: What to send, in order; each is `prepared` or `deferred`.
        source: Makes the emails.
        log: Knows and remembers what was sent.
        sender: The mail server.
        copies: Files a copy of what was accepted.
        clock: Paces the run.
        options: Limits, and who sends.
        report: Called with each letter's outcome.
        stop: Asked between letters; true ends the run in order.
    """
    run = _Run(source, log, sender, copies, clock, options, report)
    now = clock.now()
    turns = [_Turn(max(one.not_before or now, now), number, one) for number, one in enumerate(planned)]
    run.send_all(sorted(turns), stop)
    run.summary.troubles += copies.troubles
    return run.summary


class _Run:
    def __init__(
        self,
        source: EmailSource,
        log: SendingLog,
        sender: Sender,
        copies: CopyKeeper,
        clock: Clock,
        options: SendOptions,
        report: Report,
    ) -> None:
        self._source = source
        self._log = log
        self._sender = sender
        self._copies = copies
        self._clock = clock
        self._options = options
        self._report = report
        self._pace = Pace(log, clock, options.account, options.rate, options.daily_limit)
        self._server_troubles = 0
        self.summary = SendSummary()

    def send_all(self, turns: list[_Turn], stop: Callable[[], bool]) -> None:
        """Take one turn after the other until all are done or the run has to end."""
        while turns and not self.summary.ended:
            if stop():
                self.summary.ended = "stopped by hand"
            elif self._options.limit is not None and self._handed_over >= self._options.limit:
                self.summary.ended = f"limit of {self._options.limit} reached"
            elif not self._pace.wait(turns[0].at, stop):
                self.summary.ended = self._pace.reason
            else:
                again = self._take(turns.pop(0))
                if again is not None:
                    turns.append(again)
                    turns.sort()
        self.summary.left = len(turns)

    @property
    def _handed_over(self) -> int:
        return sum(self.summary.verdicts[one] for one in (Verdict.ACCEPTED, Verdict.REFUSED, Verdict.UNKNOWN))

    def _take(self, turn: _Turn) -> _Turn | None:
        """Try one letter; give its next turn if it is to have one in this run."""
        sending = turn.sending
        email = self._source.email_for(sending, self._clock.now())
        attempt = NewAttempt(email.message_id, email.envelope, email.digest, self._options.account)
        claim = self._log.claim(
            sending.campaign, sending.id, attempt, self._options.holder, self._options.lease
        )
        if claim is None:
            self.summary.elsewhere += 1
            return None
        outcome = self._hand_over(claim, email)
        return self._conclude(turn, claim, outcome, email)

    def _hand_over(self, claim: Claim, email: ComposedEmail) -> Outcome:
        try:
            return self._sender.send(email.envelope, email.raw)
        except ServerError as error:
            # No session could be opened: nothing was handed over, and the run has to end.
            self.summary.error = error
            return Outcome(Verdict.OUR_TROUBLE, text=str(error))
        except BaseException as error:
            # Stopped within the letter: whether the server took it nobody knows.
            outcome = Outcome(
                Verdict.UNKNOWN, text=f"stopped while it was handed over: {type(error).__name__}"
            )
            self._log.finish(claim, outcome, None, self._options.actor)
            raise

    def _conclude(self, turn: _Turn, claim: Claim, outcome: Outcome, email: ComposedEmail) -> _Turn | None:
        again = self._next_turn(turn, outcome)
        due = (
            next_try(claim.sending.attempts, self._clock.now())
            if outcome.verdict is Verdict.DEFERRED
            else None
        )
        self._log.finish(claim, outcome, due, self._options.actor)
        if outcome.verdict is Verdict.ACCEPTED:
            self._copies.keep(claim.sending.id, email, self._clock.now())
        if again is None or outcome.verdict is not Verdict.SERVER_TROUBLE:
            self.summary.verdicts[outcome.verdict] += 1
            self._report(turn.sending, outcome)
        if due is not None and again is not None:
            again.at = due
        return again

    def _next_turn(self, turn: _Turn, outcome: Outcome) -> _Turn | None:
        """Decide whether the letter gets another turn in this run, and whether the run goes on."""
        if outcome.verdict is Verdict.SERVER_TROUBLE:
            self._server_troubles += 1
            if self._server_troubles >= SERVER_TRIES:
                self._end(f"the mail server is in trouble: {outcome.text}")
            at = self._clock.now() + SERVER_DELAY * self._server_troubles
            return _Turn(at, turn.number, turn.sending, turn.tries)
        self._server_troubles = 0
        if outcome.verdict is Verdict.OUR_TROUBLE:
            self._end(outcome.text)
            return turn
        if outcome.verdict is Verdict.DEFERRED and turn.tries + 1 < TRIES_A_RUN:
            return _Turn(turn.at, turn.number, turn.sending, turn.tries + 1)
        return None

    def _end(self, why: str) -> None:
        self.summary.ended = why
        self.summary.error = self.summary.error or ServerError(why)
