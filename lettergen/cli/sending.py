"""What sending shows: the plan before it, each letter's fate, and what came of it."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime

import click

from lettergen.cli.show import count, minute, progress, say, show_json
from lettergen.cli.stopping import stop_on_signals
from lettergen.errors import DecisionNeededError, SomeFailedError
from lettergen.flow.copies import CopyKeeper
from lettergen.flow.dispatch import ProofedEmails, SentEmails
from lettergen.flow.plan import Plan
from lettergen.flow.send import SendSummary, send_letters
from lettergen.model.proofs import Proof
from lettergen.model.sendings import Outcome, Sending, Verdict
from lettergen.wiring import App


def show_plan(planned: Plan, limit: int | None) -> None:
    """Say what a send would do now, before anything is asked."""
    for sending, why in planned.skipped:
        say(f"Left out: {sending.recipient_key}, {why}.")
    _show_in_hand(planned)
    if planned.unknown:
        say(
            f"\n{count(len(planned.unknown), 'email')} may have been accepted or not, the server did not say:"
        )
        for sending in planned.unknown:
            say(f"  {sending.recipient_key} ({sending.ref})")
        say(
            "Ask the recipients or look in the mailbox, then: lettergen send --settle KEY accepted|prepared\n"
        )
    if planned.letters:
        say(f"{count(len(planned.letters), 'letter')} to be printed: lettergen print")
    if not planned.emails:
        say("Nothing to send by email: all of it went out, or is listed above.")
    elif limit and limit < len(planned.emails):
        say(f"{limit} of {count(len(planned.emails), 'email')} to send now.")
    else:
        say(f"{count(len(planned.emails), 'email')} to send now.")


def _show_in_hand(planned: Plan) -> None:
    """Name the emails that another process has in hand, or had when it died."""
    for sending in planned.in_hand:
        say(
            f"In hand: {sending.recipient_key} ({sending.ref}) is being sent by another run of lettergen. "
            f"If that one died, it counts as unknown after {minute(sending.held_until)}."
        )


def confirm_plan(app: App, planned: Plan, limit: int | None, *, yes: bool) -> None:
    """Ask before what cannot be undone; without a terminal and without --yes, refuse.

    Raises:
        DecisionNeededError: If there is nobody to ask.
        click.Abort: If the answer is no.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise DecisionNeededError("There is no terminal to ask on. Add --yes to send without being asked.")
    number = min(limit or len(planned.emails), len(planned.emails))
    sender = app.settings.sender
    click.confirm(f"Send {count(number, 'email')} from {sender.name} <{sender.email}>?", abort=True, err=True)


def run(
    app: App,
    proof: Proof,
    planned: Plan,
    *,
    limit: int | None,
    rate: float | None,
    when: datetime | None,
    as_json: bool,
) -> None:
    """Send what was planned, showing each letter's fate, and end with what came of it.

    Raises:
        LettergenError: If the run had to end early, or some sendings failed.
    """
    sender, sent = app.sender(), app.copies_folder()
    copies = CopyKeeper(app.log, sent)
    lying = SentEmails(app.press, app.outbox, app.log)
    source = ProofedEmails(app.press, app.outbox, proof)
    asked: list[bool] = []

    def tell(sending: Sending, outcome: Outcome) -> None:
        _tell(sending, outcome)
        step()

    total = min(limit or len(planned.emails), len(planned.emails))
    with stop_on_signals(lambda: asked.append(True)), progress("Sending", total) as step:
        try:
            if when is not None:
                _wait(app, when, lambda: bool(asked))
            copies.file_missing(app.campaign.name, lying.find, app.clock.now())
            summary = send_letters(
                planned.emails,
                source,
                log=app.log,
                sender=sender,
                copies=copies,
                clock=app.clock,
                options=app.send_options(limit, rate),
                report=tell,
                waits=_tell_wait,
                stop=lambda: bool(asked),
            )
        finally:
            sender.close()
            if sent is not None:
                sent.close()
    _show_summary(summary, as_json=as_json)


def _wait(app: App, when: datetime, stop: Callable[[], bool]) -> None:
    say(f"Waiting until {minute(when.astimezone())}. Ctrl-C ends it.")
    while app.clock.now() < when.astimezone(UTC) and not stop():
        app.clock.sleep(0.5)


def _tell(sending: Sending, outcome: Outcome) -> None:
    reply = " ".join(part for part in (str(outcome.code or ""), outcome.text) if part)
    said = "accepted" if outcome.verdict is Verdict.ACCEPTED else f"{outcome.verdict.value}: {reply}"
    say(f"  {sending.recipient_key} ({sending.ref}): {said}")
    for address, why in outcome.refused:
        say(f"    not to {address}: {why}")


def _tell_wait(until: datetime, number: int) -> None:
    were, it, its = ("was", "it", "its") if number == 1 else ("were", "them", "their")
    say(
        f"{count(number, 'email')} {were} put off by {its} mail server; the next try is at {minute(until)}. "
        f"Ctrl-C leaves {it} to a later run."
    )


def _show_summary(summary: SendSummary, *, as_json: bool) -> None:
    counts = {verdict.value: number for verdict, number in summary.verdicts.items()}
    if as_json:
        show_json({**counts, "left": summary.left, "ended": summary.ended, "elsewhere": summary.elsewhere})
    for trouble in summary.troubles:
        say(f"Warning: {trouble}")
    parts = [f"{number} {word}" for word, number in counts.items()]
    parts += [f"{summary.left} left"] if summary.left else []
    say("\n" + (", ".join(parts) or "Nothing was sent") + ".")
    if summary.error is not None:
        raise summary.error
    if summary.ended:
        say(f"The run ended early: {summary.ended}. `lettergen send` goes on from here.")
    failed = [summary.verdicts[one] for one in (Verdict.REFUSED, Verdict.DEFERRED, Verdict.UNKNOWN)]
    if sum(failed):
        raise SomeFailedError(sum(failed))
