"""The files that come with a message: safe names, winmail.dat unpacked, text of PDFs."""

import re
import time
from dataclasses import dataclass
from pathlib import PurePosixPath

from lettergen.inbox.clean import clean_line
from lettergen.inbox.mime import Part, Reader
from lettergen.inbox.pdf_text import SIZE_LIMIT, TEXT_LIMIT, pdf_text
from lettergen.inbox.tnef import LIMIT as TNEF_LIMIT
from lettergen.inbox.tnef import TYPES as TNEF_TYPES
from lettergen.inbox.tnef import unpack_tnef
from lettergen.model.messages import MailAttachment

_COUNT_LIMIT = 500
#: Seconds that all PDFs of one message together may take.
_PDF_SECONDS = 0.8
_ENDINGS = {
    "message/rfc822": ".eml",
    "message/delivery-status": ".txt",
    "text/calendar": ".ics",
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "application/pgp-signature": ".asc",
    "application/pkcs7-signature": ".p7s",
    "application/pkcs7-mime": ".p7m",
}
# Names that Windows takes for devices, with any ending.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attachments:
    """A message's files, the text in them, text that winmail.dat hid, and what was wrong."""

    files: tuple[MailAttachment, ...]
    text: str
    hidden_body: str
    hidden_html: str
    defects: tuple[str, ...]


def read_attachments(root: Part) -> Attachments:
    """Read a message's files, within limits."""
    files: list[MailAttachment] = []
    defects: list[str] = []
    contents: list[bytes] = []
    body = html = ""
    for part in _file_parts(root):
        files.append(
            MailAttachment(safe_filename(part.filename, part.content_type), part.content_type, part.size)
        )
        if _is_tnef(part):
            unpacked = unpack_tnef(part.data(TNEF_LIMIT))
            if unpacked is None:
                defects.append("A winmail.dat is damaged and could not be unpacked.")
                continue
            if not unpacked.is_whole:
                defects.append("A winmail.dat is damaged; not all that was in it could be read.")
            body, html = body or unpacked.body, html or unpacked.html
            for name, content in unpacked.files:
                files.append(
                    MailAttachment(safe_filename(name, ""), "application/octet-stream", len(content))
                )
                contents.append(content)
        elif part.content_type == "application/pdf" or part.filename.lower().endswith(".pdf"):
            # Base64 takes four bytes for three.
            contents.append(part.data(SIZE_LIMIT * 4 // 3 + 4) if part.size <= SIZE_LIMIT else b"")
    return Attachments(tuple(files), _pdf_texts(contents), body, html, tuple(dict.fromkeys(defects)))


def attachment_contents(raw: bytes) -> list[bytes]:
    """Give the contents of a message's files, in the order of `Inbound.attachments`."""
    contents: list[bytes] = []
    for part in _file_parts(Reader(raw).read()):
        contents.append(part.data(len(raw)))
        if _is_tnef(part):
            unpacked = unpack_tnef(part.data(TNEF_LIMIT))
            contents += [content for _, content in unpacked.files] if unpacked else []
    return contents


def _pdf_texts(contents: list[bytes]) -> str:
    end = time.monotonic() + _PDF_SECONDS
    texts: list[str] = []
    for content in contents:
        if time.monotonic() > end:
            break
        if content[:1024].find(b"%PDF-") >= 0:
            texts.append(pdf_text(content))
    return "\n".join(text for text in texts if text)[:TEXT_LIMIT]


def _file_parts(root: Part) -> list[Part]:
    """Give the parts that are files, enclosed messages among them, but nothing that lies in those."""
    found: list[Part] = []
    stack = [root]
    while stack and len(found) < _COUNT_LIMIT:
        part = stack.pop()
        if part.content_type in {"message/rfc822", "message/global", "message/news"} and part is not root:
            found.append(part)
        elif part.children:
            stack.extend(reversed(part.children))
        elif _is_file(part, is_root=part is root):
            found.append(part)
    return found


def _is_file(part: Part, *, is_root: bool) -> bool:
    if part.disposition == "attachment" or part.filename:
        return True
    return not part.content_type.startswith(("text/plain", "text/html", "multipart/")) and not (
        is_root and part.start >= part.end
    )


def _is_tnef(part: Part) -> bool:
    return part.content_type in TNEF_TYPES or part.filename.lower() == "winmail.dat"


def safe_filename(name: str, content_type: str) -> str:
    """Give a file name that stays in its folder on every system, whatever the sender called it.

    No path, no control characters, no device name, no leading dot, at most 120 characters with the
    ending kept. What has no name gets one after its type.
    """
    name = PurePosixPath(clean_line(name[:2_000]).replace("\\", "/").rstrip("/")).name
    name = re.sub(r'[<>:"/\\|?*\x00-\x1f]', "_", name).strip(". ")
    if not name:
        return "attachment" + _ENDINGS.get(content_type, "")
    if _DEVICE.fullmatch(name):
        name = "_" + name
    stem, dot, ending = name.rpartition(".")
    if len(name) > 120 and dot and len(ending) <= 10:
        return f"{stem[: 119 - len(ending)]}.{ending}"
    return name[:120]
