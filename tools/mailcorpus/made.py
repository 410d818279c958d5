"""A made-up message with what it should be read as, and the pieces that many of them share."""

from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

OFFICE = "office@campaign.example"
LETTER_ID = "<AP19-7F3K.1@campaign.example>"
LETTER = f"""\
Return-Path: <{OFFICE}>
Received: from mail.campaign.example (mail.campaign.example [192.0.2.10])
\tby relay.campaign.example with ESMTPS id 4XyZ; Tue, 12 Nov 2019 10:00:00 +0000
From: The Campaign Office <{OFFICE}>
To: {{to}}
Subject: Three requests before the election
Date: Tue, 12 Nov 2019 10:00:00 +0000
Message-ID: {LETTER_ID}
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Dear friends,

please find our letter AP19-7F3K attached.
"""


@dataclass(frozen=True)
class Made:
    """A message and the part of its reading that its making decides."""

    name: str
    raw: bytes
    expected: dict[str, Any] = field(default_factory=dict)


def letter_to(address: str) -> str:
    """Give our letter as a mail server returns it."""
    return LETTER.format(to=address)


def plain(headers: dict[str, str], body: str) -> bytes:
    """Give a message of one plain text part; header values may be any text."""
    message = EmailMessage(policy=SMTP)
    for name, value in headers.items():
        message[name] = value
    message.set_content(body)
    return message.as_bytes()


def raw_plain(headers: dict[str, str], body: str) -> bytes:
    """Give a message as old mail systems write them: no MIME, lines as they are."""
    lines = "".join(f"{name}: {value}\n" for name, value in headers.items())
    return f"{lines}\n{body}".encode()


def both(headers: dict[str, str], text: str, markup: str) -> bytes:
    """Give a message of a plain text and an HTML alternative; an empty text leaves only the HTML."""
    message = EmailMessage(policy=SMTP)
    for name, value in headers.items():
        message[name] = value
    if text:
        message.set_content(text)
        message.add_alternative(markup, subtype="html")
        # The same bytes at every run.
        message.set_boundary("=_text_or_markup")
    else:
        message.set_content(markup, subtype="html")
    return message.as_bytes()
