"""The whole way of a letter, as its users go it: real servers, the real program."""

import email
import email.policy
import io
import re
import smtplib
import ssl
from email.message import EmailMessage

import pytest
from pypdf import PdfReader

# A dry run may not even look up a name.
NO_SOCKETS = """
import socket
def refuse(*args, **kwargs):
    raise AssertionError("a dry run opened a connection")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
"""

OFFICE = "office@office.test"
RECIPIENTS = """\
key,name,salutation,organisation,party,position,email,address_1,town,postcode,channels
hill,Ada Hill,Dear Ada,Meadows,the Meadows,opposition,hill@office.test,1 Long Lane,LEEDS,LS1 4AP,"email,post"
moor,Ben Moor,Dear Ben,Rivers,the Rivers,government,moor@office.test,2 Short Lane,YORK,YO1 7HH,"email,post"
fell,Cy Fell,Dear Mx Fell,Island Party,the Island Party,other,,3 Mid Lane,BATH,BA1 1SU,post
"""


@pytest.fixture
def connected(office, dovecot, postfix):
    """The office with its own recipients and the private mail servers."""
    office.write("recipients.csv", RECIPIENTS)
    office.environment.update(
        LETTERGEN_SENDER_EMAIL=OFFICE,
        LETTERGEN_SENDER_REPLY_TO="",
        LETTERGEN_SMTP_HOST=postfix.host,
        LETTERGEN_SMTP_PORT=str(postfix.port),
        LETTERGEN_SMTP_CA_FILE=dovecot.ca_file,
        LETTERGEN_SMTP_PASSWORD=dovecot.password,
        LETTERGEN_IMAP_HOST=dovecot.host,
        LETTERGEN_IMAP_PORT=str(dovecot.imaps_port),
        LETTERGEN_IMAP_CA_FILE=dovecot.ca_file,
        LETTERGEN_IMAP_PASSWORD=dovecot.password,
    )
    return office


def wait_for_mail(dovecot, user: str, number: int) -> list[bytes]:
    from tests.servers.needs import wait_for

    assert wait_for(lambda: len(dovecot.messages(user)) >= number, 20), dovecot.log()
    return dovecot.messages(user)


def answer(raw: bytes, text: str, postfix, dovecot) -> None:
    """Answer an email from its recipient's mailbox, as a mail program does."""
    letter = email.message_from_bytes(raw, policy=email.policy.default)
    reply = EmailMessage()
    reply["From"], reply["To"] = letter["To"], letter["From"]
    reply["Subject"] = f"Re: {letter['Subject']}"
    reply["Message-ID"], reply["In-Reply-To"] = "<answer-1@office.test>", letter["Message-ID"]
    reply["References"] = letter["Message-ID"]
    reply.set_content(f"{text}\n\nOn Tuesday the office wrote:\n> We ask you\n> for a commitment.\n")
    with smtplib.SMTP(postfix.host, postfix.port) as smtp:
        smtp.starttls(context=ssl.create_default_context(cafile=dovecot.ca_file))
        smtp.login("hill@office.test", dovecot.password)
        smtp.send_message(reply)


def test_the_whole_way(connected, dovecot, postfix):
    office = connected
    office.ok("check", guard=NO_SOCKETS)
    assert "Signed in to the mail server and to each mailbox" in office.ok("check", "--connect").talk

    rehearsed = office.ok("send", "--dry-run", "--json", guard=NO_SOCKETS).json
    assert [(one["key"], one["channel"]) for one in rehearsed["letters"]] == [
        ("hill", "email"), ("hill", "post"), ("moor", "email"), ("moor", "post"), ("fell", "post"),
    ]  # fmt: skip
    dry = {path.name: path.read_bytes() for path in (office.folder / "outbox").rglob("*.eml")}
    assert len(dry) == 2

    office.ok("send", "--yes")
    (raw,) = wait_for_mail(dovecot, "hill@office.test", 1)
    assert_same_message(raw, next(data for name, data in dry.items() if "hill" in name))
    assert_letter_attached(raw, rehearsed["letters"][0])
    assert len(wait_for_mail(dovecot, "moor@office.test", 1)) == 1

    again = office.ok("send", "--yes")
    assert "Nothing to send" in again.talk
    assert len(dovecot.messages("hill@office.test")) == 1

    answer(raw, "Thank you. We shall commit to this.", postfix, dovecot)
    wait_for_mail(dovecot, OFFICE, 1)
    (message,) = office.ok("inbox", "--json").json
    assert message["kind"] == "reply"
    assert message["matches"] == [rehearsed["letters"][0]["reference"]]
    assert message["text"] == "Thank you. We shall commit to this."
    office.ok("inbox", "close", str(message["number"]), "--as", "supportive")
    assert office.ok("inbox", "--json").json == []

    batch = office.ok("print", "--json").json
    assert len(batch["letters"]) == 3
    office.ok("print", "--mark-posted", batch["batch"])
    assert "Nothing to print" in office.ok("print").talk

    report = {row["recipient_key"]: row for row in office.ok("report", "--json").json}
    assert report["hill"]["email"] == "replied"
    assert report["hill"]["stance"] == "supportive"
    assert report["moor"]["email"] == "accepted"
    assert report["fell"]["post"] == "posted"


def assert_same_message(wire: bytes, rehearsed: bytes) -> None:
    """The message came as it was rehearsed: only the servers' own headers are new."""
    body = wire[wire.index(b"Message-ID") :] if not wire.startswith(b"Message-ID") else wire
    assert (
        rehearsed.replace(b"\r\n", b"\n").partition(b"\n\n")[2]
        == wire.replace(b"\r\n", b"\n").partition(b"\n\n")[2]
    )
    names = re.findall(rb"(?m)^([A-Za-z-]+):", rehearsed.partition(b"\r\n\r\n")[0])
    came = email.message_from_bytes(wire)
    kept = email.message_from_bytes(rehearsed)
    for name in names:
        assert came[name.decode()] == kept[name.decode()], body[:200]


def assert_letter_attached(raw: bytes, letter: dict) -> None:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    (attached,) = message.iter_attachments()
    assert attached.get_content_type() == "application/pdf"
    assert letter["reference"] in attached.get_filename()
    pages = PdfReader(io.BytesIO(attached.get_content())).pages
    assert letter["reference"] in pages[0].extract_text()
    assert letter["reference"].lower() in message["Message-ID"]
