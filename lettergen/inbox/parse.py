"""Bytes to Inbound; bad mail gives a poorer Inbound, never an exception."""

import re
from datetime import datetime
from pathlib import PurePosixPath

from lettergen.inbox.classify import classify
from lettergen.inbox.clean import clean_line
from lettergen.inbox.dsn import Report, parse_dsn
from lettergen.inbox.headers import Headers, addresses, mailbox, message_ids, parse_date
from lettergen.inbox.mime import Part, Reader
from lettergen.inbox.quotes import new_text
from lettergen.model.messages import Inbound, MailAttachment

_TEXT_TYPES = frozenset({"text/plain", "text/html"})
_RECIPIENT_FIELDS = ("delivered-to", "x-original-to", "envelope-to", "x-delivered-to", "to", "cc")
_ORIGINAL_TYPES = frozenset(
    {"message/rfc822", "text/rfc822-headers", "message/global", "message/rfc822-headers"}
)


def read_message(raw: bytes, *, received_at: datetime | None = None) -> Inbound:
    """Read a message.

    Args:
        raw: The message as the mail server gave it.
        received_at: When it came (aware); its date where its own Date field is unusable.
    """
    reader = Reader(raw)
    root = reader.read()
    headers = root.headers
    subject = headers.get("subject")
    sender_name, sender = mailbox(headers.get("from"))
    report = _find_report(root)
    verdict = classify(root, report, subject)
    full_text = _full_text(root)
    return Inbound(
        message_id=next(iter(message_ids(headers.raw("message-id"))), ""),
        sender=sender,
        sender_name=sender_name,
        subject=subject,
        date=parse_date(headers.raw("date")) or received_at,
        kind=verdict.kind,
        permanent=verdict.permanent,
        failed=verdict.failed,
        text=new_text(full_text),
        full_text=full_text,
        answers=answered_ids(headers),
        original_ids=_original_ids(root, report),
        delivered_to=_delivered_to(headers),
        attachments=tuple(_attachments(root)),
        defects=tuple(reader.defects),
        evidence=verdict.evidence,
    )


def answered_ids(headers: Headers) -> tuple[str, ...]:
    """Give the Message-IDs that a message answers, nearest ancestor first.

    In-Reply-To names the parent and References lists ancestors oldest first (RFC 5322 section
    3.6.4), so References is read backwards.
    """
    parents = [one for value in headers.raw_all("in-reply-to") for one in message_ids(value)]
    ancestors = [one for value in headers.raw_all("references") for one in message_ids(value)]
    return tuple(dict.fromkeys([*parents, *reversed(ancestors)]))


def _find_report(root: Part) -> Report | None:
    for part in root.walk():
        if part.content_type in {"message/delivery-status", "message/global-delivery-status"}:
            return parse_dsn(part.text())
    return None


def _original_ids(root: Part, report: Report | None) -> tuple[str, ...]:
    found = [report.envelope_id] if report and report.envelope_id else []
    for part in root.walk():
        if part.content_type in _ORIGINAL_TYPES:
            for child in part.children:
                found += message_ids(child.headers.raw("message-id"))
            if not part.children:
                found += re.findall(r"(?im)^message-id:\s*(<[^<>\s]+>)", part.text())
    return tuple(dict.fromkeys(found))


def _delivered_to(headers: Headers) -> tuple[str, ...]:
    found = [one for name in _RECIPIENT_FIELDS for value in headers.all(name) for one in addresses(value)]
    return tuple(dict.fromkeys(found))


def _full_text(root: Part) -> str:
    for part in root.walk():
        if part.content_type == "text/plain" and part.disposition != "attachment" and not part.children:
            return part.text()
    return ""


def _attachments(root: Part) -> list[MailAttachment]:
    return [
        MailAttachment(safe_filename(part.filename), part.content_type, part.size)
        for part in root.walk()
        if not part.children and (part.filename or part.content_type not in _TEXT_TYPES)
    ]


def safe_filename(name: str) -> str:
    """Give a file name that stays in its folder and runs nothing by its characters."""
    name = PurePosixPath(clean_line(name).replace("\\", "/")).name
    name = re.sub(r'[<>:"/\\|?*\x00-\x1f]', "_", name).strip(". ")
    return name[:120] or "attachment"
