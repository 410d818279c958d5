"""The proof: what decides the letters, and what became different since."""

import dataclasses
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

import lettergen
from lettergen.flow.campaign import Campaign
from lettergen.model.proofs import Proof, ProofLetter
from lettergen.model.sendings import Channel
from lettergen.settings import Settings

# Settings that decide how and when letters go, not what they are: changing them needs no new proof.
_NOT_CONTENT = {
    "campaign": {"require_agreement", "overdue_days", "outcomes"},
    "email": {"rate", "daily_limit", "request_receipt"},
    "post": {"duplex"},
    "page": {"allow_lost_words"},
    "dkim": {"key_file", "private_key"},
}
_FONT = "font "
_CONTENT_TABLES = ("campaign", "sender", "email", "dkim", "page", "post", "fields")


def proof_inputs(
    campaign: Campaign, fonts: Iterable[tuple[str, str]], typesetter: str
) -> tuple[tuple[str, str], ...]:
    """Give what decides the letters, each with its SHA-256 (hex), in order of name.

    Args:
        campaign: The campaign as read.
        fonts: The typefaces that the letters embed, with the SHA-256 of each file.
        typesetter: Name and version of who makes the pages.
    """
    settings = campaign.settings
    inputs = {
        "lettergen": _digest(lettergen.__version__.encode()),
        "settings": _digest(_content_settings(settings)),
        "typesetter": _digest(typesetter.encode()),
        **{f"{_FONT}{name}": digest for name, digest in fonts},
    }
    for name in (
        settings.campaign.template,
        settings.campaign.recipients,
        settings.campaign.signatories,
        settings.email.text,
        settings.email.html,
    ):
        path = settings.path(name)
        if path.exists():
            inputs[name] = _digest(path.read_bytes())
    own = (one for files in campaign.files.values() for one in files)
    for attachment in (*campaign.attachments, *own):
        inputs[f"attachment {attachment.filename}"] = _digest(attachment.data)
    return tuple(sorted(inputs.items()))


def _content_settings(settings: Settings) -> bytes:
    facts = dataclasses.asdict(settings)
    kept = {
        table: {key: value for key, value in facts[table].items() if key not in _NOT_CONTENT.get(table, ())}
        for table in _CONTENT_TABLES
    }
    return json.dumps(kept, sort_keys=True, default=str).encode()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def changed_inputs(
    old: Proof, campaign: Campaign, fonts: Iterable[tuple[str, str]], typesetter: str
) -> list[str]:
    """Name what decides the letters and is not as it was when the proof was made.

    Args:
        old: The proof.
        campaign: The campaign as it is now.
        fonts: Typefaces that letters embed now; those of some letters are enough.
        typesetter: Name and version of who makes the pages now.
    """
    before = dict(old.inputs)
    now = dict(proof_inputs(campaign, fonts, typesetter))
    # A typeface that only other letters have is not missing.
    names = {name for name in before if not name.startswith(_FONT)} | now.keys()
    return sorted(name for name in names if before.get(name) != now.get(name))


@dataclass(frozen=True, slots=True)
class Difference:
    """How one sending differs from the proof, in words."""

    recipient_key: str
    channel: Channel
    what: str


def differences(old: Proof, new: Proof) -> list[Difference]:
    """Compare two proofs letter by letter, in order of key and channel."""
    before = {(one.recipient_key, one.channel.value): one for one in old.letters}
    now = {(one.recipient_key, one.channel.value): one for one in new.letters}
    found = []
    for key, channel in sorted(before.keys() | now.keys()):
        what = _difference(before.get((key, channel)), now.get((key, channel)))
        if what:
            found.append(Difference(key, Channel(channel), what))
    return found


def _difference(old: ProofLetter | None, new: ProofLetter | None) -> str:
    if old is None:
        return "is new"
    if new is None:
        return "is no longer sent"
    changes = (
        (old.ref != new.ref, f"has another reference: {old.ref} became {new.ref}"),
        (old.text_digest != new.text_digest, "has another text"),
        (old.pages != new.pages, f"has {new.pages} pages, not {old.pages}"),
        (old.pdf_digest != new.pdf_digest, "looks different"),
        (old.email_digest != new.email_digest, "has another covering email"),
    )
    return next((what for is_so, what in changes if is_so), "")
