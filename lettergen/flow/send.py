"""outbox -> emails -> log: the run that sends.

For each letter: the bytes are made, the attempt is committed, the message is handed over, what came of
it is committed. A process that dies leaves either nothing or an attempt whose lease runs out.

An acceptance is committed together with the next letter's attempt where that follows at once: one wait for
the disk a letter, not two. A process that dies before that leaves the accepted letter in doubt, as it does
when it dies before a commit of its own; there is never more than one.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from lettergen.emails import ComposedEmail, next_try
from lettergen.errors import LettergenError, ServerAwayError, ServerError
from lettergen.flow.copies import CopyKeeper
from lettergen.flow.pace import Pace
from lettergen.flow.turns import Turn, Turns
from lettergen.model.ports import Clock, Sender, SendingLog
from lettergen.model.sendings import Channel, Claim, Ended, NewAttempt, Outcome, Sending, Status, Verdict

#: How often a deferred letter is tried again within a run; after that it waits for the next run.
TRIES_A_RUN = 4
#: How often in a row the server may be in trouble before the run ends.
SERVER_TRIES = 3
#: What a lease is longer than the longest attempt, for the log's own work and clocks that differ.
_MARGIN = timedelta(minutes=1)
#: A wait longer than this is told: letters were put off by their server, and nothing else moves.
_LONG = timedelta(seconds=20)
#: Verdicts after which a letter is done with; `SendOptions.limit` counts these.
_FINAL = (Verdict.ACCEPTED, Verdict.REFUSED, Verdict.UNKNOWN)
_OURS = (
    "The mail server will not take our letters: {reply}. What was not sent stays as it was. "
    "Look at [sender] email and the [smtp] table in lettergen.toml, or ask who runs the server."
)


class EmailSource(Protocol):
    """Makes the email of a sending."""

    def email_for(self, sending: Sending, now: datetime) -> ComposedEmail:
        """Give the exact bytes to hand over now, and their envelope."""


@dataclass(frozen=True, slots=True)
class SendOptions:
    """How a run sends.

    `holder` names this process and no other; `account` whose daily limit counts. `rate` is emails a
    minute and `daily_limit` emails in 24 hours, 0 for no limit. `limit` bounds this run. A `lease`
    is how long an attempt may take before another process may call it lost; it is made longer than
    the longest attempt if need be. `server_delay` is waited after a first trouble of the server's,
    after a second one twice that.
    """

    holder: str
    actor: str
    account: str
    limit: int | None = None
    rate: float = 0.0
    daily_limit: int = 0
    lease: timedelta = timedelta(minutes=5)
    server_delay: timedelta = timedelta(seconds=5)


@dataclass
class SendSummary:
    """What a run did: how each sending came out, how many are left, and why it ended early, if it did.

    `came_out` has the last verdict by the sending's id, `left` counts those that have none.
    `elsewhere` counts sendings that another process took. `troubles` are copies that could not be filed.
    """

    came_out: dict[int, Verdict] = field(default_factory=dict)
    left: int = 0
    elsewhere: int = 0
    ended: str = ""
    error: LettergenError | None = None
    troubles: list[str] = field(default_factory=list)

    @property
    def verdicts(self) -> Counter[Verdict]:
        """How many sendings came out how."""
        return Counter(self.came_out.values())


Report = Callable[[Sending, Outcome], None]
Waits = Callable[[datetime, int], None]


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
    waits: Waits = lambda _at, _number: None,
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
        waits: Called before a wait for letters that were put off, with its end and how many they are.
        stop: Asked between letters; true ends the run in order.
    """
    run = _Run(source, log, sender, copies, clock, options, report, waits)
    run.send_all(Turns(planned, clock.now(), lambda: _still_open(log, planned)), stop)
    run.summary.troubles += copies.troubles
    return run.summary


def _still_open(log: SendingLog, planned: Sequence[Sending]) -> set[int]:
    if not planned:
        return set()
    statuses = (Status.PREPARED, Status.DEFERRED)
    return {one.id for one in log.sendings(planned[0].campaign, Channel.EMAIL, statuses)}


class _Run:
    """One run; `summary` is what it did."""

    def __init__(
        self,
        source: EmailSource,
        log: SendingLog,
        sender: Sender,
        copies: CopyKeeper,
        clock: Clock,
        options: SendOptions,
        report: Report,
        waits: Waits,
    ) -> None:
        self._source = source
        self._log = log
        self._sender = sender
        self._copies = copies
        self._clock = clock
        self._options = options
        self._report = report
        self._waits = waits
        self._pace = Pace(log, clock, options.account, options.rate, options.daily_limit)
        self._troubles = 0
        self._was_ready = False
        self._final = 0
        self._uncommitted: Ended | None = None
        self.summary = SendSummary()

    def send_all(self, turns: Turns, stop: Callable[[], bool]) -> None:
        """Take one turn after the other until all are done or the run has to end."""
        try:
            while turns and not self.summary.ended:
                self._go_on(turns, stop)
        finally:
            self._commit()
        self.summary.left = turns.number_without(self.summary.came_out)

    def _go_on(self, turns: Turns, stop: Callable[[], bool]) -> None:
        """Take the next turn, or end the run."""
        if not self._pace.is_free(turns.next_at):
            self._commit()
        if stop():
            self.summary.ended = "stopped by hand"
        elif self._options.limit is not None and self._final >= self._options.limit:
            self.summary.ended = f"limit of {self._options.limit} reached"
        elif not self._wait(turns, stop):
            self.summary.ended = self._pace.reason
        elif self._is_ready():
            self._take(turns)

    def _wait(self, turns: Turns, stop: Callable[[], bool]) -> bool:
        """Wait for the next turn; false if there is none in this run any more."""
        if turns.next_at - self._clock.now() > _LONG:
            self._waits(turns.next_at, len(turns))
        return self._pace.wait(turns.next_at, stop)

    def _is_ready(self) -> bool:
        """Have a session open before any letter is taken: while there is none, nothing is touched."""
        try:
            self._sender.ready()
        except ServerAwayError as error:
            # One that never answered is misnamed rather than away.
            self._note_trouble(error, is_final=not self._was_ready)
            if not self.summary.ended:
                self._clock.sleep((self._options.server_delay * self._troubles).total_seconds())
            return False
        except ServerError as error:
            self._end(error)
            return False
        self._was_ready = True
        return True

    def _take(self, turns: Turns) -> None:
        """Try one letter, and give it another turn if it is to have one in this run."""
        turn = turns.take()
        sending = turn.sending
        email = self._source.email_for(sending, self._clock.now())
        attempt = NewAttempt(
            email.message_id, email.envelope, email.digest, self._options.account, email.subject
        )
        lease = max(self._options.lease, self._sender.longest(len(email.raw)) + _MARGIN)
        claim = self._log.claim(
            sending.campaign, sending.id, attempt, self._options.holder, lease, ended=self._uncommitted
        )
        self._tell()
        if claim is None:
            self.summary.elsewhere += 1 + turns.go_elsewhere()
            return
        again = self._conclude(turn, claim, self._hand_over(claim, email), email)
        if again is not None:
            turns.add(again)

    def _hand_over(self, claim: Claim, email: ComposedEmail) -> Outcome:
        try:
            return self._sender.send(email.envelope, email.raw)
        except ServerAwayError as error:
            # The session had to be opened anew and could not: nothing was handed over.
            return Outcome(Verdict.SERVER_TROUBLE, text=str(error))
        except ServerError as error:
            self.summary.error = error
            return Outcome(Verdict.OUR_TROUBLE, text=str(error))
        except BaseException as error:
            # Stopped within the letter: whether the server took it nobody knows.
            outcome = Outcome(
                Verdict.UNKNOWN, text=f"stopped while it was handed over: {type(error).__name__}"
            )
            self._log.finish(claim, outcome, None, self._options.actor)
            raise

    def _conclude(self, turn: Turn, claim: Claim, outcome: Outcome, email: ComposedEmail) -> Turn | None:
        """Record what came of an attempt; give the letter's next turn if it has one in this run."""
        now = self._clock.now()
        due = next_try(claim.sending.attempts, now) if outcome.verdict is Verdict.DEFERRED else None
        self._uncommitted = Ended(claim, outcome, due, self._options.actor)
        if outcome.verdict is not Verdict.ACCEPTED or self._copies.are_wanted:
            # What follows may take its time: a copy, a new session.
            self._commit()
        if outcome.verdict is Verdict.ACCEPTED:
            self._copies.keep(claim.sending.id, email, now)
        if outcome.verdict is Verdict.SERVER_TROUBLE:
            self._note_trouble(ServerError(f"The mail server is in trouble: {outcome.text}"), is_final=False)
            at = now + self._options.server_delay * self._troubles
            return replace(turn, at=at)
        self._troubles = 0
        if outcome.verdict is Verdict.OUR_TROUBLE:
            self._end(self.summary.error or ServerError(_OURS.format(reply=_words(outcome))))
            return turn
        self.summary.came_out[turn.sending.id] = outcome.verdict
        self._final += outcome.verdict in _FINAL
        if due is not None and turn.tries + 1 < TRIES_A_RUN:
            return replace(turn, at=due, tries=turn.tries + 1)
        return None

    def _commit(self) -> None:
        """Commit what came of the last letter, if the next one's attempt has not taken it along."""
        if self._uncommitted is not None:
            ended = self._uncommitted
            self._log.finish(ended.claim, ended.outcome, ended.not_before, ended.actor)
            self._tell()

    def _tell(self) -> None:
        """Report the last letter's outcome, which is committed now."""
        ended, self._uncommitted = self._uncommitted, None
        if ended is not None and ended.outcome.verdict is not Verdict.SERVER_TROUBLE:
            self._report(ended.claim.sending, ended.outcome)

    def _note_trouble(self, error: ServerError, *, is_final: bool) -> None:
        """Count trouble of the server's; too much of it in a row ends the run."""
        self._troubles += 1
        if is_final or self._troubles >= SERVER_TRIES:
            self._end(error)

    def _end(self, error: LettergenError) -> None:
        self.summary.ended = str(error)
        self.summary.error = error


def _words(outcome: Outcome) -> str:
    return " ".join(part for part in (str(outcome.code or ""), outcome.text) if part)
