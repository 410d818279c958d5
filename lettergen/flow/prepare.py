"""recipients -> merge -> typeset -> outbox, and the proof."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lettergen.emails import rehearsal_digest
from lettergen.flow.campaign import Campaign
from lettergen.flow.press import Press, Typesetter
from lettergen.flow.proof import proof_inputs
from lettergen.model.documents import Typeset
from lettergen.model.letters import LetterRef, assign_refs
from lettergen.model.people import Recipient
from lettergen.model.ports import Clock, SendingLog
from lettergen.model.proofs import Proof, ProofLetter
from lettergen.model.sendings import Channel, NewSending
from lettergen.outbox import Outbox
from lettergen.post.envelopes import envelope_profile
from lettergen.post.sheets import window_faults


@dataclass(frozen=True)
class RehearsedLetter:
    """One sending as it would go.

    `warnings` are about its pages.
    """

    recipient: Recipient
    channel: Channel
    proofed: ProofLetter
    pdf: Path
    fonts: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Rehearsal:
    """What a dry run did. `warnings` are those of all letters, each once, in order."""

    proof: Proof
    letters: tuple[RehearsedLetter, ...]
    warnings: tuple[str, ...]


def give_refs(campaign: Campaign, log: SendingLog) -> dict[str, LetterRef]:
    """Give every recipient a letter reference; those given away before stay as they are."""
    prefix = campaign.settings.campaign.reference
    given = {key: LetterRef.parse(ref) for key, ref in log.refs(campaign.name).items()}
    taken = log.codes_taken(prefix, campaign.name) | {ref.code for ref in given.values()}
    new = [one.key for one in campaign.recipients if one.key not in given]
    return {**given, **assign_refs(prefix, campaign.name, new, taken)}


def open_press(campaign: Campaign, log: SendingLog, typesetter: Typesetter) -> Press:
    """Make ready to print a campaign's letters."""
    return Press(campaign, give_refs(campaign, log), typesetter)


def rehearse(
    press: Press,
    *,
    outbox: Outbox,
    clock: Clock,
    progress: Callable[[RehearsedLetter], None] = lambda _: None,
) -> Rehearsal:
    """Make every letter and email as sending would, write them to outbox/, and give the proof.

    Opens no connection and changes nothing in the log.
    """
    made_at = clock.now().replace(microsecond=0)
    letters = []
    for recipient in press.campaign.recipients:
        for channel in sorted(recipient.channels, key=lambda one: one.value):
            letter = _rehearse_letter(press, recipient, channel, outbox, made_at)
            letters.append(letter)
            progress(letter)
    fonts = sorted({font for letter in letters for font in letter.fonts})
    proof = Proof(
        campaign=press.campaign.name,
        made_at=made_at,
        inputs=proof_inputs(press.campaign, fonts, press.typesetter.version),
        letters=tuple(letter.proofed for letter in letters),
    )
    return Rehearsal(proof, tuple(letters), tuple(_each_once(letters)))


def _rehearse_letter(
    press: Press, recipient: Recipient, channel: Channel, outbox: Outbox, made_at: datetime
) -> RehearsedLetter:
    ref = press.ref(recipient)
    made = press.letter(recipient, channel)
    email_digest = ""
    if channel is Channel.EMAIL:
        path = outbox.email_pdf(recipient.key, ref)
        email = press.email(recipient, made.pdf, made_at)
        outbox.write(outbox.eml(recipient.key, ref), email.raw)
        email_digest = rehearsal_digest(email.raw)
    else:
        path = outbox.post_pdf(recipient.key, ref)
    outbox.write(path, made.pdf)
    words = made.words.encode()
    outbox.write(outbox.words(recipient.key, ref, channel), words)
    proofed = ProofLetter(
        recipient_key=recipient.key,
        ref=str(ref),
        channel=channel,
        pdf_digest=made.digest,
        email_digest=email_digest,
        text_digest=hashlib.sha256(words).hexdigest(),
        pages=made.pages,
    )
    warnings = page_warnings(press.campaign, recipient, channel, made)
    return RehearsedLetter(recipient, channel, proofed, path, made.fonts, tuple(warnings))


def page_warnings(campaign: Campaign, recipient: Recipient, channel: Channel, made: Typeset) -> list[str]:
    """Give what is doubtful about a letter's pages: not as in Word, or not right for the window."""
    warnings = [str(warning) for warning in made.warnings]
    if channel is Channel.POST:
        warnings += _window_warnings(campaign, recipient, made)
    return warnings


def _window_warnings(campaign: Campaign, recipient: Recipient, made: Typeset) -> list[str]:
    settings = campaign.settings
    profile = envelope_profile(settings.post.envelope)
    address = recipient.address_block
    faults = window_faults(made.first_page, address, profile)
    return [f"{recipient.key}, envelope {profile.name}: {fault}" for fault in faults]


def new_sending(proofed: ProofLetter, recipient: Recipient) -> NewSending:
    """Give the log's row for one sending."""
    on_paper = proofed.channel is Channel.POST
    address = ", ".join(recipient.address_block) if on_paper else ""
    return NewSending(
        recipient_key=recipient.key,
        ref=proofed.ref,
        channel=proofed.channel,
        digest=proofed.pdf_digest if on_paper else proofed.email_digest,
        pdf_digest=proofed.pdf_digest,
        name=recipient.name,
        organisation=recipient.organisation,
        email=recipient.email,
        address=address,
    )


def _each_once(letters: list[RehearsedLetter]) -> Iterator[str]:
    """Give every warning once, with how many letters have it."""
    counts: dict[str, int] = {}
    for letter in letters:
        for warning in letter.warnings:
            counts[warning] = counts.get(warning, 0) + 1
    for warning, count in counts.items():
        yield f"{warning} ({count} letters)" if count > 1 else warning
