"""What was rehearsed, and its hash."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from lettergen.model.sendings import Channel


@dataclass(frozen=True, slots=True)
class ProofLetter:
    """One sending as rehearsed.

    `pdf_digest` and `email_digest` are SHA-256 (hex); the latter is empty for post, and over the
    email's bytes without its Date line, which follows the clock (see `emails.compose`).
    `text_digest` is over the letter's words alone, so that a changed letter can be told from a
    changed typeface.
    """

    recipient_key: str
    ref: str
    channel: Channel
    pdf_digest: str
    email_digest: str = ""
    text_digest: str = ""
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Proof:
    """What a dry run wrote: every letter, and one hash over all that was rehearsed.

    `inputs` maps what decides the letters (template, recipients, signatories, settings, fonts, …)
    to the SHA-256 of each. `made_at` is not part of the hash: rehearsing again without a change
    gives the proof that was agreed to.
    """

    campaign: str
    made_at: datetime
    inputs: tuple[tuple[str, str], ...]
    letters: tuple[ProofLetter, ...]

    @property
    def digest(self) -> str:
        """The one hash (SHA-256, hex) that is agreed to."""
        letters = [
            [one.recipient_key, one.ref, one.channel.value, one.pdf_digest, one.email_digest, one.pages]
            for one in sorted(self.letters, key=lambda one: (one.recipient_key, one.channel.value))
        ]
        facts = json.dumps(
            [self.campaign, sorted(self.inputs), letters], ensure_ascii=True, separators=(",", ":")
        )
        return hashlib.sha256(facts.encode()).hexdigest()
