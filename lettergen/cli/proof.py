"""The proof that is sent by: made, compared with how things are now, agreed to."""

import sys

import click

from lettergen.cli.rehearsal import show_differences
from lettergen.cli.show import count, minute, progress, say
from lettergen.errors import DecisionNeededError
from lettergen.flow.changes import Changes, changes_since
from lettergen.flow.dispatch import need_agreement, newest_proof
from lettergen.flow.rehearse import DryRun, dry_run
from lettergen.model.proofs import Proof
from lettergen.wiring import App


def rehearse(app: App) -> DryRun:
    """Rehearse the campaign, with a progress bar."""
    letters = sum(len(one.channels) for one in app.campaign.recipients)
    # Each is made, and bound into the proof.
    with progress("Rehearsing", 2 * letters, counted=False) as step:
        return dry_run(
            app.press,
            log=app.log,
            outbox=app.outbox,
            clock=app.clock,
            actor=app.actor,
            progress=lambda _: step(),
        )


def proof_to_send(app: App, *, yes: bool, accept_changes: bool) -> Proof:
    """Give the proof to send by: the newest, or a new one where what changed since is accepted.

    Raises:
        DecisionNeededError: If there is none, if what changed is not accepted, or if a signatory has
            yet to agree.
    """
    proof = newest_proof(app.campaign, app.log)
    changes = _changes(app, proof)
    if changes is not None:
        _show_changes(proof, changes)
        if not accept_changes:
            _accept(yes=yes)
        proof = rehearse(app).rehearsal.proof
        say(f"New proof: {proof.digest}")
    need_agreement(app.campaign, app.log, proof)
    return proof


def _changes(app: App, proof: Proof) -> Changes | None:
    with progress("Comparing", len(proof.letters)) as step:
        return changes_since(proof, app.press, outbox=app.outbox, clock=app.clock, progress=lambda _: step())


def _show_changes(proof: Proof, changes: Changes) -> None:
    """Show what is not as the proof has it, letter by letter."""
    say(f"Changed since the proof of {minute(proof.made_at)}: {', '.join(changes.inputs)}.")
    show_differences(changes.letters)
    if changes.letters:
        say(f"{count(len(changes.letters), 'letter')} of {len(proof.letters)} would go out otherwise.")
        say("As they are now, they lie in outbox/changed/.")
    else:
        say("All letters would go out just as the proof has them.")


def _accept(*, yes: bool) -> None:
    """Ask whether what changed may go out.

    Raises:
        DecisionNeededError: If there is nobody to ask, or the answer was given for the letters of the
            proof (`--yes`) and not for these.
        click.Abort: If the answer is no.
    """
    if yes or not sys.stdin.isatty():
        raise DecisionNeededError(
            "What would go out is not what was agreed. Make a new proof with `lettergen send --dry-run`, "
            "or send it as it is now with `lettergen send --accept-changes`."
        )
    click.confirm("Make a new proof of this, and go on?", abort=True, err=True)
