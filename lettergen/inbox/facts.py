"""What the classifier needs to know of a message, gathered once from its parts."""

import re
from dataclasses import dataclass

from lettergen.inbox.dsn import Report, parse_dsn
from lettergen.inbox.headers import Headers, addresses, mailbox, message_ids
from lettergen.inbox.mime import Part, Reader

#: Characters of a message's text in which rules look for what it is.
NOTICE_LIMIT = 60_000

_REPORT_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})
_ORIGINAL_TYPES = frozenset(
    {
        "message/rfc822",
        "message/global",
        "text/rfc822-headers",
        "message/rfc822-headers",
        "message/global-headers",
    }
)
_MANY_FIELDS = re.compile(r"^[A-Za-z-]{2,40}:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Facts:
    """A message as the rules see it.

    `sender` is the bare From address in lower case. `notice` is the message's own text, without
    enclosed messages. `report` is its delivery report, if it has one. `original` are the header
    fields of the message it returns, empty if it returns none. `types` are all content types in it
    outside enclosed messages.
    """

    headers: Headers
    subject: str
    sender: str
    sender_name: str
    notice: str
    report: Report | None
    original: Headers
    types: frozenset[str]
    report_type: str

    @property
    def report_parts(self) -> bool:
        """Whether a part of it is a report by its type, so that nobody typed it."""
        return self.report_type == "delivery-status" or any(
            one in _REPORT_TYPES or (one.startswith("message/") and one not in _ORIGINAL_TYPES)
            for one in self.types
        )

    @property
    def null_path(self) -> bool:
        """Whether it came with an empty reverse-path, as notifications do (RFC 5321 section 4.5.5)."""
        return any(
            re.sub(r"\([^()]*\)", "", one[:1_000]).strip() in {"<>", "< >"}
            for one in self.headers.raw_all("return-path")
        )

    @property
    def recipients(self) -> frozenset[str]:
        """The addresses it went to."""
        fields = ("to", "cc", "delivered-to", "x-original-to", "envelope-to")
        return frozenset(
            one for name in fields for value in self.headers.all(name) for one in addresses(value)
        )


def gather_facts(root: Part, full_text: str) -> Facts:
    """Gather the facts of a message from its parts; `full_text` is its text as shown."""
    own = _own_parts(root)
    report, original = _report(own), _original(own)
    wrapped = None if report else _enclosed_notice(root, own)
    if wrapped:
        within = _own_parts(wrapped)
        report, original = _report(within), _original(within)
    sender_name, sender = mailbox(root.headers.get("from") or root.headers.get("sender"))
    return Facts(
        headers=root.headers,
        subject=root.headers.get("subject"),
        sender=sender,
        sender_name=sender_name,
        notice=_notice(own, full_text)[:NOTICE_LIMIT],
        report=report,
        original=original,
        types=frozenset(part.content_type for part in own),
        report_type=root.params.get("report-type", "").lower(),
    )


def _own_parts(root: Part) -> list[Part]:
    """Give the message's parts, enclosed messages as one part without what lies in them."""
    parts: list[Part] = []
    stack = [root]
    while stack:
        part = stack.pop()
        parts.append(part)
        if part.content_type not in _ORIGINAL_TYPES:
            stack.extend(reversed(part.children))
    return parts


def _notice(own: list[Part], full_text: str) -> str:
    """Give all plain texts of the message, for a notice may be told in several parts; else what is shown."""
    plain = [part.text() for part in own if part.content_type == "text/plain" and not part.children]
    told = "\n\n".join(text for text in plain if text.strip())
    return told if full_text[:500] in told else f"{full_text}\n\n{told}".strip("\n")


def _report(own: list[Part]) -> Report | None:
    """Give the delivery report; some servers send it as plain text with the right fields in it."""
    for part in own:
        if part.content_type in _REPORT_TYPES:
            report = parse_dsn(part.text())
            if report.recipients:
                return report
    for part in own:
        if part.content_type.startswith(("text/plain", "message/")) and not part.children:
            text = part.text(NOTICE_LIMIT)
            if re.search(r"(?im)^(?:final|original)-recipient[ \t]*:", text) and re.search(
                r"(?im)^(?:action|status)[ \t]*:", text
            ):
                return parse_dsn(text)
    return None


def _enclosed_notice(root: Part, own: list[Part]) -> Part | None:
    """Find a notice that a gateway or a virus scanner wrapped into another message, as attachment.

    A person who forwards a notice so is no mail system: the outer message must come from one too.
    """
    report = root.params.get("report-type", "").lower() == "delivery-status"
    sender = mailbox(root.headers.get("from"))[1]
    if not report and not re.match(r"(?:mailer-daemon|postmaster)@", sender):
        return None
    for part in own:
        if part.content_type == "message/rfc822" and part.children:
            inner = part.children[0]
            if inner.params.get("report-type", "").lower() == "delivery-status":
                return inner
    return None


def _original(own: list[Part]) -> Headers:
    for part in own[1:]:
        if part.content_type in _ORIGINAL_TYPES:
            if part.children:
                return part.children[0].headers
            return Reader(part.data(NOTICE_LIMIT)).read().headers
    return Headers()


def quoted_headers(text: str) -> Headers:
    """Read the header fields of a message that is returned within text, after a notice."""
    start = re.search(
        r"(?im)^(?:return-path|received|from|to|date|message-id|subject|x-[a-z-]+)[ \t]*:", text
    )
    if not start:
        return Headers()
    headers = Reader(text[start.start() : start.start() + NOTICE_LIMIT].encode()).read().headers
    return headers if len(_MANY_FIELDS.findall(text)) >= 3 else Headers()


def original_message_ids(headers: Headers) -> list[str]:
    """Give the Message-ID of a returned message, with angle brackets; none or one."""
    return message_ids(headers.raw("message-id"))[:1]
