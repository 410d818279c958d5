"""What a person asks for with `lettergen send`: the proof compared, the plan shown, the letters sent.

`flow.send` is the run itself; this decides whether it may begin, and makes the emails it sends.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from lettergen.emails import (
    ComposedEmail,
    envelope_for,
    header_date,
    message_id_of,
    rehearsal_digest,
    with_date,
)
from lettergen.errors import DecisionNeededError
from lettergen.flow.campaign import Campaign
from lettergen.flow.prepare import new_sending
from lettergen.flow.press import Press
from lettergen.model.letters import LetterRef
from lettergen.model.ports import Log
from lettergen.model.proofs import Proof
from lettergen.model.sendings import Channel, NewAttempt, Sending
from lettergen.outbox import Outbox


def newest_proof(campaign: Campaign, log: Log) -> Proof:
    """Give the newest proof.

    Raises:
        DecisionNeededError: If nothing was rehearsed yet.
    """
    proof = log.newest_proof(campaign.name)
    if proof is None:
        raise DecisionNeededError(
            "Nothing was rehearsed yet. Run `lettergen send --dry-run` and look at its proof."
        )
    return proof


def need_agreement(campaign: Campaign, log: Log, proof: Proof) -> None:
    """Refuse to go on while a signatory has yet to agree, if the campaign wants that.

    Raises:
        DecisionNeededError: Naming who is missing.
    """
    missing = not_agreed(campaign, log, proof)
    if missing and campaign.settings.campaign.require_agreement:
        raise DecisionNeededError(
            f"Not yet agreed to the proof {proof.digest[:12]}: {', '.join(missing)}. "
            "Record each with `lettergen agree NAME`."
        )


def not_agreed(campaign: Campaign, log: Log, proof: Proof) -> list[str]:
    """Name the signatories who have not agreed to the proof, in their order."""
    agreed = {one.signatory for one in log.agreements(campaign.name, proof.digest)}
    return [one.name for one in campaign.signatories if one.name not in agreed]


def prepare_sendings(
    campaign: Campaign, proof: Proof, log: Log, channels: Iterable[Channel], actor: str
) -> int:
    """Record the proof's letters as ready to go by those channels; gives how many are new."""
    wanted = set(channels)
    recipients = {one.key: one for one in campaign.recipients}
    rows = [
        new_sending(letter, recipients[letter.recipient_key])
        for letter in proof.letters
        if letter.channel in wanted
    ]
    return log.prepare(campaign.name, rows, actor)


class ProofedEmails:
    """Gives the email of a sending exactly as it was rehearsed.

    The bytes come from outbox/ where they still are, and are made again where they are not; either
    way they must be those of the proof. Only the Date header follows the clock (`header_date`), and with it
    the signature.
    """

    def __init__(self, press: Press, outbox: Outbox, proof: Proof) -> None:
        """Take what makes the letters, where they lie and what was agreed."""
        self._press = press
        self._outbox = outbox
        self._proof = proof

    def email_for(self, sending: Sending, now: datetime) -> ComposedEmail:
        """Give the email to hand over now.

        Raises:
            DecisionNeededError: If it cannot be made as it was rehearsed.
        """
        recipient = self._press.campaign.recipient(sending.recipient_key)
        path = self._outbox.eml(sending.recipient_key, self._press.ref(recipient))
        raw = lying = self._outbox.read(path)
        if raw is None or rehearsal_digest(raw) != sending.digest:
            made = self._press.letter(recipient, Channel.EMAIL)
            raw = self._press.email(recipient, made.pdf, self._proof.made_at).raw
            if rehearsal_digest(raw) != sending.digest:
                raise DecisionNeededError(
                    f"{sending.recipient_key}: the email is not as it was rehearsed, though no file of the "
                    "campaign has changed; a typeface or a library may have. "
                    "Run `lettergen send --dry-run` again."
                )
        date = header_date(self._proof.made_at, now)
        if date != self._proof.made_at:
            raw = with_date(raw, date)
        raw = self._press.campaign.signed(raw)
        if raw != lying:
            self._outbox.write(path, raw)
        settings = self._press.campaign.settings
        envelope = envelope_for(recipient, settings.sender, settings.email.bcc)
        return ComposedEmail(message_id_of(raw), envelope, raw)


class SentEmails:
    """Finds the bytes that were handed over, for a copy in the Sent folder."""

    def __init__(self, press: Press, outbox: Outbox, log: Log) -> None:
        """Take where the emails lie and who knows which was whose."""
        self._press = press
        self._outbox = outbox
        self._sendings = {one.id: one for one in log.sendings(press.campaign.name, Channel.EMAIL)}

    def find(self, sending_id: int, attempt: NewAttempt) -> bytes | None:
        """Give the exact bytes of an attempt, or None if outbox/ no longer has them."""
        sending = self._sendings[sending_id]
        raw = self._outbox.read(self._outbox.eml(sending.recipient_key, LetterRef.parse(sending.ref)))
        return raw if raw is not None and hashlib.sha256(raw).hexdigest() == attempt.digest else None
