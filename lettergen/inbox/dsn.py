"""Delivery status notifications (RFC 3464), also as they should not be."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lettergen.inbox.clean import clean_line
from lettergen.inbox.headers import addresses

# Fields of RFC 3464 that tell a status report in plain text from other text.
_RECIPIENT_FIELDS = frozenset({"final-recipient", "original-recipient", "x-actual-recipient"})
_ACTIONS = frozenset({"failed", "delayed", "delivered", "relayed", "expanded"})
_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]{2,60})[ \t]*:[ \t]*(.*)")
_STATUS = re.compile(r"(?<![\w.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)")
# Characters of one field that are kept.
_VALUE_LIMIT = 4_000
_XTEXT = re.compile(r"\+([0-9A-F]{2})")


@dataclass(frozen=True, slots=True)
class RecipientReport:
    """What a report says of one recipient (RFC 3464 section 2.3).

    `address` is the final recipient, `original` the one that the sender gave, both in lower case and
    empty where unsaid. `action` is in lower case; `status` an enhanced status code or empty.
    """

    address: str = ""
    original: str = ""
    action: str = ""
    status: str = ""
    diagnostic: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A delivery report: the original's ENVID (empty if unsaid) and a report for each recipient."""

    envelope_id: str = ""
    recipients: tuple[RecipientReport, ...] = ()


def parse_dsn(text: str) -> Report:
    """Read the body of a message/delivery-status part.

    Blocks may run into each other or be split by blank lines too many, fields may lack their type
    (``rfc822;``) and lines may be folded wrongly; what can be read is.
    """
    envelope_id = ""
    reports: list[RecipientReport] = []
    for block in _recipient_blocks(text):
        envelope_id = envelope_id or block.get("original-envelope-id", "")
        report = _read_block(block)
        if report:
            reports.append(report)
    return Report(envelope_id.strip("<>") and envelope_id, tuple(reports))


def _recipient_blocks(text: str) -> Iterator[dict[str, str]]:
    """Give the fields group by group; a new recipient begins a group even without a blank line."""
    block: dict[str, str] = {}
    last = ""
    for line in [*text.split("\n"), ""]:
        found = _FIELD.match(line)
        if not line.strip():
            if block:
                yield block
            block, last = {}, ""
        elif line[0] in " \t" and last:
            _extend(block, last, line)
        elif found:
            name = found[1].lower()
            if name in block and name in _RECIPIENT_FIELDS:
                yield block
                block = {}
            last = name
            block.setdefault(name, found[2].strip())
        elif last:
            # A diagnostic of several lines whose continuation is not indented.
            _extend(block, last, line)


def _extend(block: dict[str, str], name: str, line: str) -> None:
    if len(block[name]) < _VALUE_LIMIT:
        block[name] = f"{block[name]} {line.strip()}"


def _read_block(block: dict[str, str]) -> RecipientReport | None:
    final = read_recipient(block.get("final-recipient", ""))
    original = read_recipient(block.get("original-recipient", ""))
    actual = read_recipient(block.get("x-actual-recipient", ""))
    action = _read_action(block.get("action", ""))
    if not (final or original or actual) or not (action or "status" in block or "diagnostic-code" in block):
        return None
    return RecipientReport(
        address=_told(final, original) or actual,
        original=original,
        action=action,
        status=find_status(block.get("status", "")),
        # Some write the server's whole answer into the status field.
        diagnostic=read_diagnostic(block.get("diagnostic-code", "") or _answer(block.get("status", ""))),
    )


def _told(final: str, original: str) -> str:
    """Give the final recipient, or the one the sender gave where the final one is a name within the host."""
    is_within = "." not in final.rpartition("@")[2]
    return original if is_within and original else final or original


def _read_action(text: str) -> str:
    """Give the action; "failure", "error" and what else is none of RFC 3464 section 2.3.3 mean failed."""
    action = re.split(r"[\s;(]", text.lower().strip(), maxsplit=1)[0]
    return action if not action or action in _ACTIONS else "failed"


def _answer(status: str) -> str:
    return status if re.match(r"\s*[45]\d\d[ -]", status) else ""


def read_recipient(text: str) -> str:
    """Give the address in a recipient field: ``type; address``, xtext decoded (RFC 3461 section 4)."""
    kind, _, rest = text.partition(";")
    value = (rest if rest and "@" not in kind else text).strip()
    value = _XTEXT.sub(lambda found: chr(int(found[1], 16)), value)
    found = addresses(value)
    if found:
        return found[0]
    return clean_line(value.strip("<> ")).lower() if re.fullmatch(r"<?[^\s@;:]{1,64}>?", value) else ""


def read_diagnostic(text: str) -> str:
    """Give the diagnostic's words without its type (``smtp;``)."""
    kind, _, rest = text.partition(";")
    return clean_line(rest if rest and re.fullmatch(r"[A-Za-z0-9 -]{1,20}", kind) else text)


def find_status(text: str) -> str:
    """Give the first enhanced status code (RFC 3463) in text; empty if there is none."""
    found = _STATUS.search(text)
    return ".".join(str(int(part)) for part in found.groups()) if found else ""


def find_statuses(texts: Iterable[str]) -> list[str]:
    """Give all enhanced status codes in the texts, in order."""
    return [
        ".".join(str(int(part)) for part in found.groups())
        for text in texts
        for found in _STATUS.finditer(text)
    ]
