"""How a message is read and why, as data for `lettergen inbox explain`."""

import re
from typing import Any

from lettergen.inbox.parse import read_message
from lettergen.model.messages import Inbound

_REFERENCE = re.compile(r"(?<![A-Za-z0-9-])[A-Z][A-Z0-9]{1,7}-[0-9A-HJKMNP-TV-Z]{4,8}(?![A-Za-z0-9-])")


def explain(raw: bytes) -> dict[str, Any]:
    """Give our reading of a message as JSON values; `file` is the caller's to add."""
    inbound = read_message(raw)
    return {
        "kind": inbound.kind.value,
        "permanent": inbound.permanent,
        "recipients": [
            {"address": one.address, "status": one.status, "reason": one.reason} for one in inbound.failed
        ],
        "text": inbound.text,
        "message_ids": [*inbound.answers, *inbound.original_ids],
        "references": find_references(inbound),
        "defects": list(inbound.defects),
        "evidence": [
            {"rule": one.rule, "detail": one.detail, "strength": one.strength.value}
            for one in inbound.evidence
        ],
    }


def find_references(inbound: Inbound) -> list[str]:
    """Give what looks like a letter's reference in subject, text and attachments, each once."""
    places = (inbound.subject, inbound.full_text, inbound.attachment_text, *inbound.original_ids)
    return list(dict.fromkeys(found[0] for place in places for found in _REFERENCE.finditer(place)))
