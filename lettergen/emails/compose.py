"""Letter and PDF to the exact bytes of an email; the Message-ID carries the letter's reference.

The same letter gives the same bytes: Message-ID and MIME boundaries follow from the content. What
goes on the wire is ASCII in lines under 998 octets (RFC 5322 section 2.1.1), so that no server on the
way has a reason to rewrite it; only an address that is itself not ASCII needs SMTPUTF8 (RFC 6531).
"""

import email.policy
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import format_datetime

from lettergen.emails.addresses import address_of, wire_address
from lettergen.emails.dkim import without_signature
from lettergen.emails.headers import header_line, mailbox, mailboxes, one_line, unstructured
from lettergen.model.letters import LetterRef
from lettergen.model.people import Recipient
from lettergen.model.sendings import Envelope
from lettergen.settings import SenderSettings

#: While a proof is younger than this, its time is the Date. Filters mark down older ones
#: (SpamAssassin's DATE_IN_PAST_03_06 and its kin).
FRESH = timedelta(hours=3)

_SUBJECT = re.compile(rb"(?m)^Subject: ((?:[^\r\n]|\r\n[ \t])*)")
_DATE_LINE = re.compile(rb"(?m)^Date:[^\r\n]*\r\n")
#: A line in quoted-printable is no longer (RFC 2045 section 6.7).
_ENCODED_LINE = 76
_POLICY = email.policy.SMTP.clone(max_line_length=_ENCODED_LINE)
#: How a line may not begin, since programs on the way change it (RFC 2049 section 3), and what says the same.
_MANGLED = {"From ": "=46rom ", ".": "=2E"}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with an email; one with `inline_cid` is shown within the HTML text."""

    filename: str
    content_type: str
    data: bytes
    inline_cid: str = ""


@dataclass(frozen=True, slots=True)
class ComposedEmail:
    """An email ready to be handed over: `raw` are its exact bytes, lines ending in CRLF."""

    message_id: str
    envelope: Envelope
    raw: bytes

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of the exact bytes."""
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def subject(self) -> str:
        """The subject, decoded."""
        found = _SUBJECT.search(self.raw)
        return str(make_header(decode_header(found[1].decode("ascii")))) if found else ""


def compose(
    *,
    recipient: Recipient,
    ref: LetterRef,
    subject: str,
    text: str,
    html: str | None,
    pdf: bytes,
    pdf_name: str,
    attachments: Sequence[Attachment],
    sender: SenderSettings,
    language: str,
    bcc: Sequence[str],
    date: datetime,
) -> ComposedEmail:
    """Compose the email that carries a letter.

    Args:
        recipient: To whom; `cc` addresses are in the Cc header.
        ref: The letter's reference, in Message-ID, X-Letter-Reference and, if asked for, Reply-To.
        subject: The subject, on one line.
        text: The plain text.
        html: The same as HTML, or None.
        pdf: The letter.
        pdf_name: Its file name.
        attachments: Pictures of the HTML text and further files.
        sender: Who writes.
        language: A BCP 47 tag for Content-Language (RFC 3282).
        bcc: Addresses in the envelope alone.
        date: The Date header.

    Raises:
        InputError: If a value for a header has a line break or another control character.
    """
    letter = Attachment(pdf_name, "application/pdf", pdf)
    seed = _seed((subject, text, html or "", recipient.email, *recipient.cc), (letter, *attachments))
    domain = address_of(sender.email, "[sender] email").domain
    message_id = f"<{str(ref).lower()}.{seed[:10]}@{domain}>"
    headers = {
        "Date": format_datetime(date),
        "From": _person(sender.name, sender.email, "[sender]"),
        "To": _person(recipient.name, recipient.email, f"recipient {recipient.key}"),
        "Cc": mailboxes(_person("", one, f"recipient {recipient.key}, cc") for one in recipient.cc),
        "Reply-To": _reply_to(sender, ref),
        "Subject": unstructured("Subject", one_line(subject, "the subject")),
        "Message-ID": message_id,
        "Content-Language": one_line(language, "the language"),
        "X-Letter-Reference": str(ref),
    }
    head = b"".join(header_line(name, value) for name, value in headers.items() if value)
    body = _body(text, html, (letter, *attachments), seed)
    return ComposedEmail(message_id, envelope_for(recipient, sender, bcc), head + body.as_bytes())


def envelope_for(recipient: Recipient, sender: SenderSettings, bcc: Sequence[str]) -> Envelope:
    """Give whom the mail server is told; each address once, domains as A-labels (RFC 5891)."""
    forward = dict.fromkeys(
        wire_address(one, f"recipient {recipient.key}") for one in (recipient.email, *recipient.cc)
    )
    forward |= dict.fromkeys(wire_address(one, "[email] bcc") for one in bcc)
    return Envelope(wire_address(sender.email, "[sender] email"), tuple(forward))


def message_id_of(raw: bytes) -> str:
    """Give the Message-ID of an email that `compose` made."""
    found = re.search(rb"(?m)^Message-ID:\s*(<[^>\r\n]+>)", raw)
    if found is None:
        raise ValueError("not an email of ours: it has no Message-ID")
    return found[1].decode("ascii", "replace")


def header_date(proof_at: datetime, now: datetime) -> datetime:
    """Give the Date header's time: the proof's while it is fresh, the time of sending after that."""
    return proof_at if now - proof_at < FRESH else now.replace(microsecond=0)


def with_date(raw: bytes, date: datetime) -> bytes:
    """Give the same email with another Date; not one other byte changes, so a signature has to be renewed."""
    return _DATE_LINE.sub(b"Date: %b\r\n" % format_datetime(date).encode("ascii"), raw, count=1)


def rehearsal_digest(raw: bytes) -> str:
    """Give the SHA-256 (hex) of an email without its Date line and signature: what is agreed to."""
    return hashlib.sha256(_DATE_LINE.sub(b"", without_signature(raw), count=1)).hexdigest()


def _seed(texts: Iterable[str], files: Iterable[Attachment]) -> str:
    total = hashlib.sha256()
    for text in texts:
        total.update(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
    for one in files:
        total.update(hashlib.sha256(one.filename.encode() + b"\0" + one.data).digest())
    return total.hexdigest()


def _body(text: str, html: str | None, files: Sequence[Attachment], seed: str) -> EmailMessage:
    """Give the MIME part: text, HTML with its pictures, and files; its own headers are the content's."""
    message = EmailMessage(policy=_POLICY)
    # Quoted-printable keeps lines short, and unlike base64 can be read in the source.
    message.set_content(_lines(text), cte="quoted-printable")
    if html is not None:
        message.add_alternative(_lines(html), subtype="html", cte="quoted-printable")
        for one in files:
            if one.inline_cid:
                _attach_inline(message, one)
    for one in files:
        if not one.inline_cid:
            main, _, sub = one.content_type.partition("/")
            message.add_attachment(one.data, main, sub, filename=one_line(one.filename, "a file's name"))
    for part in message.walk():
        if part.get_content_maintype() == "text" and not part.get_filename():
            part.set_payload("".join(map(_steady, str(part.get_payload()).splitlines(keepends=True))))
    _name_boundaries(message, seed)
    return message


def _steady(line: str) -> str:
    """Give a line in quoted-printable as no program on the way changes it; a soft break may divide it."""
    for beginning, encoded in _MANGLED.items():
        if line.startswith(beginning):
            rest = line.removeprefix(beginning)
            if len(encoded) + len(rest.rstrip("\r\n")) <= _ENCODED_LINE:
                return encoded + rest
            return f"{encoded.rstrip()}=\n{_steady(encoded[len(encoded.rstrip()) :] + rest)}"
    return line


def _attach_inline(message: EmailMessage, one: Attachment) -> None:
    main, _, sub = one.content_type.partition("/")
    part = message.get_body(("html",))
    if isinstance(part, EmailMessage):
        part.add_related(
            one.data, main, sub, cid=f"<{one.inline_cid}>", disposition="inline", filename=one.filename
        )


def _lines(text: str) -> str:
    """End every line, the last one too, in one way."""
    return "\n".join(text.splitlines()) + "\n"


def _name_boundaries(message: EmailMessage, seed: str) -> None:
    multiparts = (part for part in message.walk() if part.is_multipart())
    for number, part in enumerate(multiparts):
        part.set_boundary(f"=_{seed[10:34]}_{number}")


def _person(name: str, address: str, place: str) -> str:
    return mailbox(one_line(name, f"the name of {place}"), wire_address(address, place))


def _reply_to(sender: SenderSettings, ref: LetterRef) -> str:
    """Give where answers go, with the reference as a plus-address (RFC 5233) if that is kept."""
    if not sender.reply_to and not sender.plus_address:
        return ""
    split = address_of(sender.reply_to or sender.email, "[sender] reply_to")
    local = f"{split.local}+{ref}" if sender.plus_address else split.local
    return mailbox(sender.name, f"{local}@{split.domain}")
