import dataclasses
import email
import email.policy
from datetime import UTC, datetime, timedelta
from email.headerregistry import AddressHeader

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lettergen.emails import Attachment, compose, header_date, message_id_of, rehearsal_digest, with_date
from lettergen.errors import InputError
from lettergen.model.letters import LetterRef
from lettergen.model.people import Recipient
from lettergen.settings import SenderSettings

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SENDER = SenderSettings(name="Protection Approaches", email="letters@protection.example")
LONG = Recipient("long", "Naomi Long", frozenset(), email="naomi@alliance.example")


def made(recipient=LONG, sender=SENDER, **changes):
    facts = {
        "recipient": recipient,
        "ref": LetterRef("AP19", "7F3K"),
        "subject": "Prevention begins at home",
        "text": "Dear Naomi Long,\n\nplease find our letter attached.",
        "html": None,
        "pdf": b"%PDF-1.7 not really",
        "pdf_name": "AP19-7F3K.pdf",
        "attachments": (),
        "sender": sender,
        "language": "en-GB",
        "bcc": (),
        "date": NOON,
    }
    return compose(**(facts | changes))


def parsed(composed):
    return email.message_from_bytes(composed.raw, policy=email.policy.default)


def named(name: str) -> Recipient:
    return dataclasses.replace(LONG, name=name)


def test_email_has_the_headers_of_personal_mail():
    message = parsed(made())
    assert message["From"] == "Protection Approaches <letters@protection.example>"
    assert message["To"] == "Naomi Long <naomi@alliance.example>"
    assert message["Subject"] == "Prevention begins at home"
    assert message["Date"].datetime == NOON
    assert message["Content-Language"] == "en-GB"
    assert message["X-Letter-Reference"] == "AP19-7F3K"
    # RFC 3834: mail that a person sends carries no Auto-Submitted; nor is it bulk.
    assert not {"Precedence", "Auto-Submitted", "List-Unsubscribe"} & set(message.keys())


def test_message_id_carries_the_reference():
    composed = made()
    assert composed.message_id.startswith("<ap19-7f3k.")
    assert composed.message_id.endswith("@protection.example>")
    assert message_id_of(composed.raw) == composed.message_id


def test_same_letter_gives_the_same_bytes():
    assert made().raw == made().raw


@pytest.mark.parametrize("change", [{"text": "x"}, {"pdf": b"x"}, {"subject": "x"}, {"html": "<p>x"}])
def test_another_letter_has_another_message_id(change):
    assert made(**change).message_id != made().message_id


def test_letter_is_attached_and_text_comes_first():
    message = parsed(made())
    assert message.get_content_type() == "multipart/mixed"
    text, pdf = message.iter_parts()
    assert text.get_content().splitlines() == ["Dear Naomi Long,", "", "please find our letter attached."]
    assert (pdf.get_filename(), pdf.get_content()) == ("AP19-7F3K.pdf", b"%PDF-1.7 not really")


def test_html_is_an_alternative_with_its_pictures_beside_it():
    logo = Attachment("logo.png", "image/png", b"PNG", "logo.png")
    terms = Attachment("terms.txt", "text/plain", b"terms")
    message = parsed(made(html='<img src="cid:logo.png">', attachments=(logo, terms)))
    shape = [part.get_content_type() for part in message.walk()]
    assert shape == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html",
        "image/png", "application/pdf", "text/plain",
    ]  # fmt: skip


def test_wire_is_ascii_in_short_lines_ended_by_crlf():
    raw = made(named("Siân Berry " * 40), text="x" * 5000 + "\n.\nFrom me ü", subject="Ä" * 300).raw
    assert raw.isascii()
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 78
    assert b"\n" not in b"".join(lines)
    assert b"\r" not in b"".join(lines)


NAMES = [
    "Naomi Long",
    'Naomi "Nay" Long',
    "Long, Naomi",
    "Long; Naomi <x@y.example>",
    "Siân Berry",
    "Jonathan Bartley and Siân Berry",
    "O'Brien-Smith (MP)",
    "\\",
    "@",
    "Ω" * 500,
    "n " * 250,
    "x" * 500,
    "\u202egnoL imoaN",
    "=?utf-8?q?Bcc?=",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_comes_back_as_it_was_and_adds_no_address(name):
    header = parsed(made(named(name)))["To"]
    assert isinstance(header, AddressHeader)
    assert [one.addr_spec for one in header.addresses] == ["naomi@alliance.example"]
    if not name.startswith("=?"):
        # Older standard libraries put blanks between neighbouring encoded words, against RFC 2047.
        assert "".join(header.addresses[0].display_name.split()) == "".join(name.split())


@pytest.mark.parametrize("bad", ["Naomi\nBcc: x@y.example", "Naomi\rBcc:", "a\0b", "a\u2028b", "a\x85b"])
def test_line_break_in_a_name_or_subject_is_refused(bad):
    with pytest.raises(InputError, match="line break"):
        made(named(bad))
    with pytest.raises(InputError, match="line break"):
        made(subject=bad)
    with pytest.raises(InputError, match="line break"):
        made(pdf_name=bad)


@pytest.mark.parametrize(
    "bad", ["a@b.example\r\nBcc: c@d.example", "a@b.example> SIZE=1", "a b@c.example", "@x", "a"]
)
def test_address_that_could_end_a_command_is_refused(bad):
    with pytest.raises(InputError, match="no email address"):
        made(dataclasses.replace(LONG, email=bad))


@given(st.text(max_size=80))
def test_no_name_makes_another_header(name):
    try:
        composed = made(named(name))
    except InputError:
        return
    names = [
        line.split(b":")[0]
        for line in composed.raw.partition(b"\r\n\r\n")[0].split(b"\r\n")
        if line[:1] != b" "
    ]
    assert names == [
        b"Date", b"From", b"To", b"Subject", b"Message-ID", b"Content-Language", b"X-Letter-Reference",
        b"MIME-Version", b"Content-Type",
    ]  # fmt: skip


def test_domain_that_is_not_ascii_goes_as_a_label():
    composed = made(dataclasses.replace(LONG, email="naomi@bücher.example"))
    assert composed.envelope.recipients == ("naomi@xn--bcher-kva.example",)
    assert b"naomi@xn--bcher-kva.example" in composed.raw


def test_local_part_that_is_not_ascii_stays():
    composed = made(dataclasses.replace(LONG, email="siân@green.example"))
    assert composed.envelope.recipients == ("siân@green.example",)
    assert "<siân@green.example>".encode() in composed.raw


def test_copies_are_in_the_envelope_and_blind_ones_only_there():
    recipient = dataclasses.replace(LONG, cc=("office@alliance.example", "naomi@alliance.example"))
    composed = made(recipient, bcc=("archive@protection.example",))
    assert composed.envelope.recipients == (
        "naomi@alliance.example",
        "office@alliance.example",
        "archive@protection.example",
    )
    assert "office@alliance.example" in parsed(composed)["Cc"]
    assert b"archive" not in composed.raw


def test_answers_go_to_a_plus_address_if_asked_for():
    sender = dataclasses.replace(SENDER, reply_to="office@protection.example", plus_address=True)
    assert (
        parsed(made(sender=sender))["Reply-To"].addresses[0].addr_spec
        == "office+AP19-7F3K@protection.example"
    )


def test_only_the_date_line_follows_the_clock():
    early = made()
    late = with_date(early.raw, NOON + timedelta(days=3))
    differing = [
        (one, other)
        for one, other in zip(early.raw.split(b"\r\n"), late.split(b"\r\n"), strict=True)
        if one != other
    ]
    assert differing == [(b"Date: Tue, 24 Nov 2026 12:00:00 +0000", b"Date: Fri, 27 Nov 2026 12:00:00 +0000")]
    assert rehearsal_digest(early.raw) == rehearsal_digest(late)
    assert made(date=NOON + timedelta(days=3)).raw == late


def test_text_that_looks_like_a_date_header_is_left_alone():
    composed = made(text="Hello\n\nDate: today\nBye")
    assert b"Date: today" in with_date(composed.raw, NOON + timedelta(days=1))


@pytest.mark.parametrize(("hours", "kept"), [(0, True), (2.9, True), (3, False), (200, False)])
def test_date_is_the_proofs_until_it_would_count_against_us(hours, kept):
    now = NOON + timedelta(hours=hours, microseconds=5)
    assert header_date(NOON, now) == (NOON if kept else now.replace(microsecond=0))
