"""Bytes to Inbound; bad mail gives a poorer Inbound, never an exception."""

import re
from datetime import datetime

from lettergen.inbox.armour import without_armour
from lettergen.inbox.attachments import read_attachments
from lettergen.inbox.autoreply import find_case_number
from lettergen.inbox.classify import Verdict, classify
from lettergen.inbox.facts import Facts, gather_facts, original_message_ids
from lettergen.inbox.headers import Headers, addresses, message_ids, parse_date
from lettergen.inbox.mime import Part, Reader
from lettergen.inbox.quotes import html_text, new_text
from lettergen.inbox.removal import asks_removal
from lettergen.inbox.texts import shown_text, without_marks
from lettergen.model.messages import Evidence, Inbound, Kind, Strength

_RECIPIENT_FIELDS = (
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-delivered-to",
    "x-envelope-to",
    "to",
    "cc",
)
_RECIPIENT_LIMIT = 200
_SEALED_TEXT = "It is encrypted (OpenPGP); its text cannot be read here."
_SEALED = {
    "multipart/encrypted": _SEALED_TEXT,
    "application/pkcs7-mime": "It is encrypted or signed (S/MIME); its text may not be readable here.",
    "application/x-pkcs7-mime": "It is encrypted or signed (S/MIME); its text may not be readable here.",
}
_SIGNED = {
    "application/pgp-signature": "It carries an OpenPGP signature, which was not checked.",
    "application/pkcs7-signature": "It carries an S/MIME signature, which was not checked.",
    "application/x-pkcs7-signature": "It carries an S/MIME signature, which was not checked.",
}


def read_message(raw: bytes, *, received_at: datetime | None = None) -> Inbound:
    """Read a message.

    Whatever the bytes are, an Inbound comes of them, in bounded time and memory; what is wrong with
    them stands in its `defects`.

    Args:
        raw: The message as the mail server gave it.
        received_at: When it came (aware); stands in where its own Date field is unusable.
    """
    reader = Reader(raw)
    root = reader.read()
    files = read_attachments(root)
    marked = shown_text(root) or files.hidden_body or html_text(files.hidden_html)
    marked, is_sealed = without_armour(marked)
    full_text = without_marks(marked)
    facts = gather_facts(root, full_text)
    text = new_text(marked)
    verdict = classify(facts, text)
    sealed = _notes(root, _SEALED) or [_SEALED_TEXT] * is_sealed
    return Inbound(
        message_id=next(iter(message_ids(root.headers.raw("message-id"))), ""),
        sender=facts.sender,
        sender_name=facts.sender_name,
        subject=facts.subject,
        date=parse_date(root.headers.raw("date")) or received_at,
        kind=verdict.kind,
        permanent=verdict.permanent,
        failed=verdict.failed,
        text=text,
        full_text=full_text,
        answers=answered_ids(root.headers),
        original_ids=_original_ids(facts, verdict),
        delivered_to=_delivered_to(root.headers),
        attachments=files.files,
        attachment_text=files.text,
        case_number=find_case_number(facts.subject, text) if verdict.kind is Kind.AUTO_REPLY else "",
        asks_removal=verdict.kind in {Kind.REPLY, Kind.AUTO_REPLY}
        and asks_removal(f"{facts.subject}\n{text}"),
        defects=(*reader.defects, *files.defects, *_missing(root), *sealed),
        evidence=(
            *verdict.evidence,
            *(Evidence("sealed", one, Strength.WEAK) for one in _notes(root, _SIGNED)),
        ),
    )


def answered_ids(headers: Headers) -> tuple[str, ...]:
    """Give the Message-IDs that a message answers, nearest ancestor first.

    In-Reply-To names the parent and References lists ancestors oldest first (RFC 5322 section
    3.6.4), so References is read backwards. Ids keep their angle brackets.
    """
    parents = [one for value in headers.raw_all("in-reply-to") for one in message_ids(value)]
    ancestors = [one for value in headers.raw_all("references") for one in message_ids(value)]
    return tuple(dict.fromkeys([*parents, *reversed(ancestors)]))


def _original_ids(facts: Facts, verdict: Verdict) -> tuple[str, ...]:
    """Give the ids of the message that a bounce returns: its ENVID and its Message-ID."""
    found = [facts.report.envelope_id] if facts.report and facts.report.envelope_id else []
    found += original_message_ids(facts.original)
    if verdict.original:
        found += original_message_ids(verdict.original)
    if verdict.kind is Kind.BOUNCE:
        found += re.findall(r"(?im)^[ \t>]*(?:original-)?message-id:[ \t]*(<[^<>\s]{3,500}>)", facts.notice)
    return tuple(dict.fromkeys(found))


def _delivered_to(headers: Headers) -> tuple[str, ...]:
    found = [one for name in _RECIPIENT_FIELDS for value in headers.all(name) for one in addresses(value)]
    return tuple(dict.fromkeys(found))[:_RECIPIENT_LIMIT]


def _notes(root: Part, words: dict[str, str]) -> list[str]:
    return list(dict.fromkeys(words[part.content_type] for part in root.walk() if part.content_type in words))


def _missing(root: Part) -> list[str]:
    names = {"from": "It has no From field.", "date": "It has no Date field."}
    return [words for name, words in names.items() if name not in root.headers]
