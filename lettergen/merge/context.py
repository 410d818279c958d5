"""Recipient to field values: what a template can ask for, and by which name."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from lettergen.merge.filters import Day
from lettergen.merge.sandbox import GLOBALS, Fields
from lettergen.model.letters import LetterRef
from lettergen.model.people import Recipient, Signatory
from lettergen.model.sendings import Channel
from lettergen.settings import Settings

RECIPIENT_FIELDS = (
    "key",
    "name",
    "salutation",
    "role",
    "organisation",
    "email",
    "cc",
    "address",
    "address_lines",
    "postcode",
    "country",
    "channels",
    "language",
)
LETTER_FIELDS = ("date", "reference", "subject", "channel", "language")
SENDER_FIELDS = ("name", "organisation", "email", "reply_to", "address", "telephone", "website")
_OWN = ("recipient", "letter", "sender", "signatories")

_NOT_A_NAME = re.compile(r"\W+")


def field_name(column: str) -> str:
    """Give the name under which templates find a column: ``Party name`` becomes ``Party_name``."""
    name = _NOT_A_NAME.sub("_", column).strip("_") or "_"
    return f"_{name}" if name[0].isdigit() else name


def field_names(recipients: Iterable[Recipient], settings: Settings) -> frozenset[str]:
    """Give the names of all columns of a list's own, and of the defaults in the settings."""
    # Rows of one list share their columns; the first speaks for all.
    columns = next((recipient.extra for recipient in recipients), {})
    return frozenset(map(field_name, columns)) | frozenset(settings.fields)


def known_names(columns: Collection[str]) -> frozenset[str]:
    """Give every name a template may ask for, those behind ``recipient.`` and so on included."""
    return frozenset(
        [
            *_OWN,
            *GLOBALS,
            *columns,
            *(f"recipient.{name}" for name in (*RECIPIENT_FIELDS, *columns)),
            *(f"letter.{name}" for name in LETTER_FIELDS),
            *(f"sender.{name}" for name in SENDER_FIELDS),
        ]
    )


def letter_values(
    recipient: Recipient,
    *,
    ref: LetterRef,
    channel: Channel,
    signatories: Sequence[Signatory],
    settings: Settings,
) -> dict[str, object]:
    """Give the values for one letter.

    ``recipient`` has all known columns and the list's own, ``letter`` date, reference, subject, channel
    and language, ``sender`` what [sender] says, ``signatories`` name, role, organisation and date. The
    list's own columns also stand by themselves. An empty cell takes the default under [fields].
    """
    language = recipient.language or settings.campaign.language
    own = dict(settings.fields) | {
        name: text for name, text in _own_columns(recipient).items() if text or name not in settings.fields
    }
    campaign = settings.campaign
    letter = {
        "date": Day.of(campaign.date, language) if campaign.date else None,
        "reference": str(ref),
        "subject": campaign.subject,
        "channel": channel.value,
        "language": language,
    }
    return own | {
        "recipient": Fields("recipient", own | _recipient_fields(recipient, language), recipient.name),
        "letter": Fields("letter", letter, str(ref)),
        "sender": Fields("sender", _sender_fields(settings), settings.sender.name),
        "signatories": [_signatory(one, language) for one in signatories],
    }


def _own_columns(recipient: Recipient) -> dict[str, str]:
    return {field_name(column): text for column, text in recipient.extra.items()}


def _recipient_fields(recipient: Recipient, language: str) -> dict[str, Any]:
    block = recipient.address_block
    address = recipient.address
    return {
        "key": recipient.key,
        "name": recipient.name,
        # Where the list gives no salutation, the plainest that suits one person and two.
        "salutation": recipient.salutation or f"Dear {recipient.name}",
        "role": recipient.role,
        "organisation": recipient.organisation,
        "email": recipient.email,
        "cc": recipient.cc,
        "address": "\n".join(block),
        "address_lines": block,
        "postcode": address.postcode if address else "",
        "country": address.country if address else "",
        "channels": tuple(one.value for one in Channel if one in recipient.channels),
        "language": language,
    }


def _sender_fields(settings: Settings) -> Mapping[str, Any]:
    return {name: getattr(settings.sender, name) for name in SENDER_FIELDS}


def _signatory(one: Signatory, language: str) -> Fields:
    values = {
        "name": one.name,
        "role": one.role,
        "organisation": one.organisation,
        "agreed_on": Day.of(one.agreed_on, language) if one.agreed_on else None,
    }
    return Fields("signatory", values, one.name)
