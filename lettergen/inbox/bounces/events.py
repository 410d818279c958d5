"""Bounces that a sending service reports as an event in JSON, by mail: Amazon SES through SNS."""

import re
from dataclasses import dataclass

from lettergen.inbox.facts import Facts
from lettergen.inbox.headers import message_ids

_TYPE = re.compile(r'"(?:notificationType|eventType)"\s?:\s?"Bounce"')
_RECIPIENTS = re.compile(r'"bouncedRecipients"\s?:\s?\[([^\]]{0,50000})\]')
_ENTRY = re.compile(r"\{([^{}]{0,3000})\}")
_MESSAGE_ID = re.compile(r'"name"\s?:\s?"Message-ID"\s?,\s?"value"\s?:\s?"([^"]{3,500})"', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Event:
    """What an event says: for each recipient address, status and server's words; whether for good."""

    recipients: tuple[tuple[str, str, str], ...]
    permanent: bool
    message_ids: tuple[str, ...]


def find_event(facts: Facts) -> Event | None:
    """Read a bounce event; None if there is none.

    By its fields' names and not as JSON: mail breaks its long line anywhere.
    """
    text = facts.notice
    if not _TYPE.search(text) or "in-reply-to" in facts.headers:
        return None
    listed = _RECIPIENTS.search(text.replace("!\n", "").replace("\n", ""))
    entries = _ENTRY.findall(listed[1]) if listed else []
    found = [
        tuple(_value(one, name) for name in ("emailAddress", "status", "diagnosticCode")) for one in entries
    ]
    recipients = tuple((address.lower(), status, words) for address, status, words in found if "@" in address)
    ids = [one for value in _MESSAGE_ID.findall(text) for one in message_ids(value)]
    return Event(recipients, _value(text, "bounceType") == "Permanent", tuple(ids)) if recipients else None


def _value(text: str, name: str) -> str:
    found = re.search(rf'"{name}"\s?:\s?"((?:[^"\\]|\\.){{0,1000}})"', text)
    return found[1].replace("\\", "") if found else ""
