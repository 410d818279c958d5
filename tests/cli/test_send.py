"""Sending through the program: the proof compared, the numbers kept."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.cli.conftest import OfficeWithin

HEADER = "key,name,organisation,party,position,email,channels\n"
HILL = "hill,Ada Hill,Meadows,the Meadows,opposition,hill@one.example,email\n"
MOOR = "moor,Ben Moor,Rivers,the Rivers,government,moor@two.example,email\n"


@pytest.fixture
def sending(office, recorder):
    """The office with two recipients and a mail server that records what it gets."""
    office.write("recipients.csv", HEADER + HILL + MOOR)
    office.environment.update(
        LETTERGEN_SMTP_HOST=recorder.host,
        LETTERGEN_SMTP_PORT=str(recorder.port),
        LETTERGEN_SMTP_CA_FILE=recorder.ca_file,
        LETTERGEN_SMTP_PASSWORD=recorder.password,
    )
    return office


def addresses(recorder):
    return sorted(address for one in recorder.received for address in one.recipients)


def test_what_changed_is_shown_and_not_sent_until_it_is_accepted(sending, recorder):
    sending.ok("send", "--dry-run")
    sending.replace("recipients.csv", "Ada Hill", "Ada Hills")
    refused = sending.run("send", "--yes")
    assert refused.code == 5
    assert "hill, email: has another text" in refused.talk
    assert "moor" not in refused.talk
    assert "--accept-changes" in refused.talk
    assert recorder.received == []
    sending.ok("send", "--yes", "--accept-changes")
    assert addresses(recorder) == ["hill@one.example", "moor@two.example"]
    assert b"Ada Hills" in recorder.received[0].content


def test_accepted_changes_still_have_to_be_agreed_to(sending, recorder):
    sending.environment["LETTERGEN_CAMPAIGN_REQUIRE_AGREEMENT"] = "true"
    sending.write("signatories.csv", "name,role,organisation\nKay Dale,Chair,Rivers\n")
    sending.ok("send", "--dry-run")
    assert "Not yet agreed" in sending.run("send", "--yes").talk
    sending.ok("agree", "kay dale")
    sending.replace("recipients.csv", "Ada Hill", "Ada Hills")
    refused = sending.run("send", "--yes", "--accept-changes")
    assert (refused.code, recorder.received) == (5, [])
    assert "Kay Dale" in refused.talk
    sending.ok("agree", "Rivers")
    sending.ok("send", "--yes")
    assert len(recorder.received) == 2


def test_rehearsed_numbers_are_those_that_go(sending, recorder):
    recorder.at_recipient["moor@two.example"] = "550 5.1.1 no such user"
    first = sending.ok("send", "--dry-run")
    assert "2 emails would be sent" in first.talk
    assert sending.run("send", "--yes").code == 1
    dale = "dale,Cy Dale,Island,the Island,other,dale@three.example,email\n"
    sending.write("recipients.csv", HEADER + HILL + MOOR + dale)
    second = sending.ok("send", "--dry-run")
    assert "1 email would be sent" in second.talk
    assert "went already: accepted (hill)" in second.talk
    assert "was refused" in second.talk
    sending.ok("send", "--yes")
    assert addresses(recorder) == ["dale@three.example", "hill@one.example"]


def test_only_those_named_get_theirs_now(sending, recorder):
    sending.ok("send", "--dry-run")
    sending.ok("send", "--yes", "--only", "moor")
    assert addresses(recorder) == ["moor@two.example"]
    wrong = sending.run("send", "--yes", "--only", "mor")
    assert (wrong.code, len(recorder.received)) == (3, 1)
    assert "moor" in wrong.talk
    sending.ok("send", "--yes")
    assert addresses(recorder) == ["hill@one.example", "moor@two.example"]


def test_recipient_no_longer_written_to_by_email_gets_none(sending, recorder):
    sending.ok("send", "--dry-run")
    sending.ok("send", "--yes", "--limit", "1")
    by_post = "moor,Ben Moor,Rivers,the Rivers,government,,2 Short Lane,YORK,YO1 7HH,post\n"
    sending.write("recipients.csv", HEADER.replace("channels", "address_1,town,postcode,channels")
                  + HILL.replace(",email\n", ",,,,email\n") + by_post)  # fmt: skip
    rehearsed = sending.ok("send", "--dry-run")
    assert "0 emails would be sent, 1 letter" in rehearsed.talk
    sent = sending.ok("send", "--yes")
    assert "Left out: moor, no longer to be written to by email" in sent.talk
    assert addresses(recorder) == ["hill@one.example"]


def test_test_letter_is_marked_and_not_logged_as_sent(sending, recorder):
    sending.ok("send", "--test-to", "me@office.example", "--only", "moor")
    (test,) = recorder.received
    assert test.recipients == ("me@office.example",)
    assert b"Subject: [Test]" in test.content
    assert sending.ok("log", "--json").json == []


def test_signed_emails_go_out_as_rehearsed(sending, recorder, tmp_path):
    key = ed25519.Ed25519PrivateKey.generate()
    file = tmp_path / "dkim.pem"
    file.touch(0o600)
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    office = OfficeWithin(sending.folder, sending.environment)
    office.environment.update(
        LETTERGEN_DKIM_DOMAIN="protection-approaches.example",
        LETTERGEN_DKIM_SELECTOR="letters",
        LETTERGEN_DKIM_KEY_FILE=str(file),
    )
    office.ok("send", "--dry-run")
    dry = sorted(path.read_bytes() for path in (office.folder / "outbox").rglob("*.eml"))
    assert all(raw.startswith(b"DKIM-Signature: v=1; a=ed25519-sha256;") for raw in dry)
    office.ok("send", "--yes")
    assert sorted(one.content for one in recorder.received) == dry
    file.chmod(0o640)
    refused = office.run("check")
    assert refused.code == 3
    assert "others can read or change this key" in refused.talk
