"""Our reading of a message as JSON, and back."""

import dataclasses
from datetime import datetime
from typing import Any

from lettergen.model.messages import Evidence, FailedRecipient, Inbound, Kind, MailAttachment, Match, Strength

_KNOWN = frozenset(field.name for field in dataclasses.fields(Inbound))


def inbound_to_json(inbound: Inbound) -> dict[str, Any]:
    """Give a reading as JSON values."""
    row = {name: list(value) if isinstance(value, tuple) else value for name, value in _fields(inbound)}
    return row | {
        "date": inbound.date.isoformat() if inbound.date else None,
        "kind": inbound.kind.value,
        "failed": [[one.address, one.status, one.reason] for one in inbound.failed],
        "attachments": [[one.filename, one.content_type, one.size] for one in inbound.attachments],
        "evidence": evidence_to_json(inbound.evidence),
    }


def _fields(inbound: Inbound) -> list[tuple[str, Any]]:
    return [(name, getattr(inbound, name)) for name in _KNOWN]


def inbound_from_json(row: dict[str, Any]) -> Inbound:
    """Give a reading back; a field that was added later has its default, one given up is passed over."""
    known: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in row.items()
        if name in _KNOWN
    }
    known["date"] = datetime.fromisoformat(row["date"]) if row["date"] else None
    known["kind"] = Kind(row["kind"])
    known["failed"] = tuple(FailedRecipient(*one) for one in row["failed"])
    known["attachments"] = tuple(MailAttachment(*one) for one in row["attachments"])
    known["evidence"] = evidence_from_json(row["evidence"])
    return Inbound(**known)


def evidence_to_json(evidence: tuple[Evidence, ...]) -> list[list[str]]:
    """Give evidence as JSON values."""
    return [[one.rule, one.detail, one.strength.value] for one in evidence]


def evidence_from_json(rows: list[list[str]]) -> tuple[Evidence, ...]:
    """Give evidence back."""
    return tuple(Evidence(rule, detail, Strength(strength)) for rule, detail, strength in rows)


def match_from_json(prefix: str, code: str, evidence: list[list[str]]) -> Match:
    """Give a match back."""
    return Match(f"{prefix}-{code}", evidence_from_json(evidence))
