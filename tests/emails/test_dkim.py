"""DKIM signatures, held against dkimpy's verification with keys that no DNS is asked for."""

import base64
import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from lettergen.emails import compose, open_signer, rehearsal_digest, with_date
from lettergen.emails.dkim import dkim_faults, without_signature
from lettergen.errors import InputError
from lettergen.model.letters import LetterRef
from lettergen.model.people import Recipient
from lettergen.settings import DkimSettings, SenderSettings, Settings
from tests.emails.conftest import SignIn
from tests.servers.needs import wait_for

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DOMAIN, SELECTOR = "protection.example", "letters2026"
KEYS = {
    "rsa": rsa.generate_private_key(65537, 2048),
    "ed25519": ed25519.Ed25519PrivateKey.generate(),
}


def pem(key, encryption=None):
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption or NoEncryption()).decode()


def settings(folder, kind="rsa", **changes):
    values = {"domain": DOMAIN, "selector": SELECTOR, "private_key": pem(KEYS[kind])} | changes
    return Settings(
        folder=folder, sender=SenderSettings(email=f"letters@{DOMAIN}"), dkim=DkimSettings(**values)
    )


@pytest.fixture(params=KEYS)
def signer(request, tmp_path):
    return open_signer(settings(tmp_path, request.param))


def published(name, timeout=5):
    """Give the DNS record of the keys, in the place of the DNS."""
    assert name == f"{SELECTOR}._domainkey.{DOMAIN}.".encode()
    return published.record


def is_good(raw, signer):
    kind = signer.key.algorithm.partition("-")[0]
    public = KEYS[kind].public_key()
    if kind == "rsa":
        data = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    else:
        data = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    published.record = f"v=DKIM1; k={kind}; p={base64.b64encode(data).decode()}".encode()
    return dkim.verify(raw, dnsfunc=published)


def email(
    text="Dear Naomi,\n\nplease find our letter.",
    name="Naomi Long",
    subject="Prevention",
    to="n@party.example",
):
    return compose(
        recipient=Recipient("long", name, frozenset(), email=to, cc=("c@party.example",)),
        ref=LetterRef("AP19", "7F3K"),
        subject=subject,
        text=text,
        html=None,
        pdf=b"%PDF-1.7 not really",
        pdf_name="AP19-7F3K.pdf",
        attachments=(),
        sender=SenderSettings(name="Protection Approaches", email=f"letters@{DOMAIN}", plus_address=True),
        language="en-GB",
        bcc=(),
        date=NOON,
    ).raw


def test_signature_is_good(signer):
    raw = signer.sign(email())
    assert is_good(raw, signer)
    assert without_signature(raw) == email()
    head = raw.partition(b"\r\n\r\n")[0]
    assert max(len(line) for line in head.split(b"\r\n")) <= 78


@given(
    text=st.text(st.characters(exclude_categories=("Cs",)), max_size=300),
    name=st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=80),
    subject=st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=120),
)
def test_signature_is_good_whatever_is_written(tmp_path_factory, text, name, subject):
    signer = open_signer(settings(tmp_path_factory.getbasetemp(), "ed25519"))
    assert is_good(signer.sign(email(text, name, subject)), signer)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"please find", b"please  lose"),
        (b"Subject: Prevention", b"Subject: Something else"),
        (b"To: ", b"To: Somebody, "),
        (b"Date: Tue, 24", b"Date: Wed, 25"),
        # What is added counts as changed: these names are signed once more than they are there.
        (b"From: ", b"From: Impostor <x@evil.example>\r\nFrom: "),
        (b"Subject: ", b"Subject: Another\r\nSubject: "),
        (b"Reply-To: ", b"Reply-To: x@evil.example\r\nReply-To: "),
    ],
)
def test_what_is_changed_on_the_way_is_found_out(signer, old, new):
    raw = signer.sign(email())
    assert old in raw
    assert not is_good(raw.replace(old, new, 1), signer)


def test_folding_and_spaces_may_change_on_the_way(signer):
    raw = signer.sign(email())
    assert is_good(raw.replace(b"Subject: ", b"subject:  \t ", 1) + b"\r\n\r\n", signer)


def test_same_email_has_the_same_signature(signer):
    raw = signer.sign(email())
    assert signer.sign(email()) == raw
    assert signer.sign(raw) == raw
    assert not re.search(rb"[;\s]t=", raw.partition(b"\r\nDate")[0])


def test_another_date_wants_another_signature(signer):
    later = NOON + timedelta(days=3)
    raw = signer.sign(email())
    dated = with_date(raw, later)
    assert format_datetime(later).encode() in dated
    assert not is_good(dated, signer)
    renewed = signer.sign(dated)
    assert is_good(renewed, signer)
    assert rehearsal_digest(renewed) == rehearsal_digest(raw) == rehearsal_digest(email())


def test_signature_is_still_good_after_postfix(signer, postfix, dovecot, sender_to, new_mail_user):
    from lettergen.model.sendings import Envelope

    sender, recipient = new_mail_user(), new_mail_user()
    raw = signer.sign(email("Dear Naomi,\n\n.a line with a dot\n  spaces   within  \n\n\n", to=recipient))
    smtp = sender_to(postfix, SignIn(sender, dovecot.password), ca_file=dovecot.ca_file)
    smtp.send(Envelope(sender, (recipient,)), raw)
    assert wait_for(lambda: dovecot.messages(recipient), 20), postfix.log()
    (arrived,) = dovecot.messages(recipient)
    assert b"Received:" in arrived
    assert is_good(arrived, signer)


def test_no_domain_no_signature(tmp_path):
    assert open_signer(Settings(folder=tmp_path)) is None


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("nonsense", "no private key"),
        (pem(ec.generate_private_key(ec.SECP256R1())), "neither an RSA nor an Ed25519"),
        (pem(rsa.generate_private_key(65537, 1024)), "1024 bits"),
        (pem(KEYS["ed25519"], BestAvailableEncryption(b"x")), "passphrase"),
    ],
)
def test_key_that_cannot_sign_is_said(tmp_path, key, words):
    with pytest.raises(InputError, match=words):
        open_signer(settings(tmp_path, private_key=key))


def test_key_file_has_to_be_there_and_ours_alone(tmp_path):
    file = tmp_path / "keys" / "dkim.pem"
    campaign = tmp_path / "campaign"
    given = settings(campaign, private_key="", key_file=str(file))
    with pytest.raises(InputError, match="cannot be read"):
        open_signer(given)
    file.parent.mkdir()
    file.write_text(pem(KEYS["rsa"]))
    file.chmod(0o644)
    with pytest.raises(InputError, match="others can read"):
        open_signer(given)
    file.chmod(0o600)
    signer = open_signer(given)
    assert signer is not None
    assert is_good(signer.sign(email()), signer)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"domain": "evil.example"}, "[dkim] domain"),
        ({"domain": "no domain"}, "[dkim] domain"),
        ({"domain": "notprotection.example"}, "[dkim] domain"),
        ({"selector": ""}, "[dkim] selector"),
        ({"selector": "a; b=c"}, "[dkim] selector"),
        ({"private_key": ""}, "[dkim] key_file"),
        ({"private_key": "", "key_file": "keys/dkim.pem"}, "[dkim] key_file"),
        ({"private_key": "", "key_file": "../campaign/dkim.pem"}, "[dkim] key_file"),
    ],
)
def test_settings_that_cannot_be_right_are_said(tmp_path, changes, place):
    faults = dkim_faults(settings(tmp_path / "campaign", **changes))
    assert [fault.place for fault in faults] == [place]


@pytest.mark.parametrize("domain", [DOMAIN, DOMAIN.upper(), f"mail.{DOMAIN}"])
def test_own_domain_and_those_below_it_are_aligned(tmp_path, domain):
    assert dkim_faults(settings(tmp_path, domain=domain)) == []
