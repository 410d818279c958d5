"""Messages, whole and broken, to Inbound."""

import pytest

from lettergen.inbox import explain, read_message
from lettergen.model.messages import FailedRecipient, Kind

DSN = b"""From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: office@campaign.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="ABC/x"

--ABC/x
Content-Type: text/plain; charset=us-ascii

This is the mail system.

--ABC/x
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Original-Envelope-Id: AP19-7F3K

Final-Recipient: rfc822; nobody@party.example
Original-Recipient: rfc822;nobody@party.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <nobody@party.example>: Recipient address
    rejected: User unknown

--ABC/x
Content-Type: message/rfc822

Message-ID: <AP19-7F3K.1@campaign.example>
Subject: hi

body
--ABC/x--
"""

REPLY = b"""From: =?utf-8?q?J=C3=B6rg?= <J.Berg@party.example>
To: office+AP19-7F3K@campaign.example
Subject: Re: Your letter
Message-ID: <1@party.example>
In-Reply-To: <AP19-7F3K.1@campaign.example>
References: <0@campaign.example> <AP19-7F3K.1@campaign.example>

Thank you.

On 12 Nov 2019, the office wrote:
> Dear Mr Berg
"""


def test_delivery_status_is_a_bounce_of_its_recipient():
    inbound = read_message(DSN)
    assert inbound.kind is Kind.BOUNCE
    assert inbound.permanent is True
    reason = "550 5.1.1 <nobody@party.example>: Recipient address rejected: User unknown"
    assert inbound.failed == (FailedRecipient("nobody@party.example", "5.1.1", reason),)


def test_bounce_names_the_original_by_envid_and_message_id():
    assert read_message(DSN).original_ids == ("AP19-7F3K", "<AP19-7F3K.1@campaign.example>")


def test_reply_gives_its_new_text_alone():
    inbound = read_message(REPLY)
    assert inbound.kind is Kind.REPLY
    assert inbound.text == "Thank you."
    assert "Dear Mr Berg" in inbound.full_text


def test_reply_names_what_it_answers_nearest_first():
    assert read_message(REPLY).answers == ("<AP19-7F3K.1@campaign.example>", "<0@campaign.example>")


def test_sender_is_decoded_and_bare():
    inbound = read_message(REPLY)
    assert (inbound.sender_name, inbound.sender) == ("Jörg", "j.berg@party.example")
    assert inbound.delivered_to == ("office+ap19-7f3k@campaign.example",)


@pytest.mark.parametrize("line_end", [b"\r", b"\r\n", b"\r\r\n"])
@pytest.mark.parametrize("message", [DSN, REPLY])
def test_line_ends_of_any_kind_make_no_difference(message, line_end):
    assert explain(message.replace(b"\n", line_end)) == explain(message)


@pytest.mark.parametrize(
    "before", [b"\xef\xbb\xbf", b"\n\n", b"From MAILER-DAEMON Tue Nov 12 10:00:00 2019\n"]
)
def test_what_stands_before_a_message_makes_no_difference(before):
    assert explain(before + DSN) == explain(DSN)


def test_nothing_at_all_is_read_as_an_empty_message():
    assert read_message(b"").text == ""


def test_explain_gives_one_json_value():
    assert explain(DSN)["references"] == ["AP19-7F3K"]
