"""Signing in with OAuth2 through the program: login, sending, reading, and the troubles."""

import os
import stat
import subprocess
import sys
import threading
import webbrowser
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from tests.cli.conftest import OfficeWithin
from tests.servers.authorization import SECRET, authorization_server
from tests.servers.browser import visit
from tests.servers.file_keyring import FileKeyring
from tests.servers.needs import wait_for

TESTS = Path(__file__).parents[1]
RECIPIENTS = "key,name,organisation,party,position,email,channels\n"
HILL = "hill,Ada Hill,Meadows,the Meadows,opposition,{},email\n"


@pytest.fixture
def authority(tmp_path, dovecot, mail_user):
    """An authorization server whose tokens Dovecot knows; `mail_user` signs in there."""
    folder = tmp_path / "authority"
    folder.mkdir()
    with authorization_server(folder, dovecot.tokens) as server:
        server.user = mail_user
        yield server


@pytest.fixture
def settings(authority, dovecot, mail_user, tmp_path):
    """What makes an office sign in to Dovecot with OAuth2; there is no keyring."""
    return {
        **authority.environment,
        "LETTERGEN_SENDER_EMAIL": mail_user,
        "LETTERGEN_IMAP_HOST": dovecot.host,
        "LETTERGEN_IMAP_PORT": str(dovecot.imaps_port),
        "LETTERGEN_IMAP_CA_FILE": dovecot.ca_file,
        "LETTERGEN_IMAP_AUTH": "oauth2",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "BROWSER": f"{sys.executable} {TESTS / 'servers' / 'browser.py'} %s",
        "TEST_CA_FILE": authority.ca_file,
    }


@pytest.fixture
def signing_in(office, authority, settings, monkeypatch):
    """The office with one recipient, in this process; there is no keyring."""
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    monkeypatch.setattr(webbrowser, "open", lambda url: visit(url, authority.ca_file))
    office.write("recipients.csv", RECIPIENTS + HILL.format("hill@meadows.test"))
    yield OfficeWithin(office.folder, settings)
    keyring.set_keyring(before)


def token_file(tmp_path) -> Path:
    (found,) = (tmp_path / "data" / "lettergen" / "tokens").glob("*.json")
    return found


def test_login_then_send_and_read(office, settings, authority, dovecot, postfix, mail_user, new_mail_user):
    recipient = new_mail_user()
    office.write("recipients.csv", RECIPIENTS + HILL.format(recipient))
    office.environment.update(
        settings,
        LETTERGEN_SMTP_HOST=postfix.host,
        LETTERGEN_SMTP_PORT=str(postfix.xoauth2_port),
        LETTERGEN_SMTP_CA_FILE=dovecot.ca_file,
        LETTERGEN_SMTP_AUTH="oauth2",
    )
    signed_in = office.ok("login")
    assert f"{mail_user}: signed in at localhost" in signed_in.talk
    (page,) = authority.pages
    assert page["login_hint"] == mail_user
    office.ok("send", "--dry-run")
    office.ok("send", "--yes")
    assert wait_for(lambda: dovecot.messages(recipient), 20), dovecot.log()
    assert len(dovecot.messages(mail_user, "Sent")) == 1
    dovecot.deliver(mail_user, b"From: x@y.example\r\nSubject: Hello\r\n\r\nHello\r\n")
    (message,) = office.ok("inbox", "--json").json
    assert message["subject"] == "Hello"
    # One token serves both servers and all of these runs.
    assert [form["grant_type"] for form in authority.asked] == ["authorization_code"]


def test_device_flow_waits_for_the_code_to_be_typed_in(signing_in, authority):
    authority.consent = "pending"

    def type_in():
        assert wait_for(lambda: len(authority.asked) > 0, 60)
        authority.consent = "yes"

    typing = threading.Thread(target=type_in)
    typing.start()
    signed_in = signing_in.ok("login", "--device")
    typing.join()
    assert f"{authority.url}/type-it-in" in signed_in.talk
    assert "LETT-ERGN" in signed_in.talk
    assert len(authority.asked) > 1
    signing_in.ok("inbox")


def test_expired_and_withdrawn_tokens_are_renewed_silently(signing_in, authority):
    authority.lifetime = 1
    signing_in.ok("login")
    authority.lifetime = 3600
    authority.expire()
    assert "login" not in signing_in.ok("inbox").talk
    authority.expire()  # This one looks good still; only Dovecot knows better.
    assert "login" not in signing_in.ok("inbox").talk
    kinds = [form["grant_type"] for form in authority.asked]
    assert kinds == ["authorization_code", "refresh_token", "refresh_token"]


def test_withdrawn_sign_in_says_what_to_do(signing_in, authority, mail_user):
    signing_in.ok("login")
    authority.revoke()
    refused = signing_in.run("inbox")
    assert refused.code == 4
    assert "Run `lettergen login`" in refused.talk
    assert "Trace" not in refused.talk
    signing_in.ok("login")
    signing_in.ok("inbox")


def test_denied_consent_keeps_nothing(signing_in, authority, tmp_path):
    authority.consent = "no"
    for arguments in (("login",), ("login", "--device")):
        denied = signing_in.run(*arguments)
        assert denied.code == 4
        assert "access was denied" in denied.talk
    assert not list((tmp_path / "data").rglob("*.json"))


def test_answer_to_another_question_is_not_used(signing_in, authority):
    authority.tamper = {"state": "somebody-elses"}
    refused = signing_in.run("login")
    assert refused.code == 4
    assert "another question" in refused.talk
    assert authority.asked == []


def test_untrusted_authorization_server_gets_nothing(signing_in, authority, dovecot):
    signing_in.environment["LETTERGEN_OAUTH_CA_FILE"] = dovecot.ca_file
    refused = signing_in.run("login", "--device")
    assert refused.code == 4
    assert "not to be trusted" in refused.talk
    assert authority.asked == []


def test_authorization_server_with_another_name_gets_nothing(signing_in, tmp_path):
    folder = tmp_path / "other"
    folder.mkdir()
    with authorization_server(folder, host_name="elsewhere.example") as server:
        signing_in.environment.update(server.environment)
        refused = signing_in.run("login", "--device")
    assert refused.code == 4
    assert "not to be trusted" in refused.talk


def test_token_is_in_a_file_of_our_own_where_there_is_no_keyring(signing_in, tmp_path, mail_user):
    signing_in.ok("login")
    file = token_file(tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    (status,) = signing_in.ok("login", "--status", "--json").json
    assert (status["user"], status["signed_in"], status["kept_in"]) == (mail_user, True, str(file))
    signing_in.ok("login", "--sign-out")
    assert not file.exists()
    assert "not signed in" in signing_in.ok("login", "--status").talk
    assert "Run `lettergen login`" in signing_in.run("inbox").talk


def test_token_that_others_could_read_is_not_used(signing_in, tmp_path):
    signing_in.ok("login")
    file = token_file(tmp_path)
    file.chmod(0o644)
    refused = signing_in.run("inbox")
    assert refused.code == 4
    assert "others can read" in refused.talk
    signing_in.ok("login")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    signing_in.ok("inbox")


def test_keyring_keeps_the_token_in_pieces_that_it_takes(signing_in, tmp_path):
    keyring.set_keyring(FileKeyring(tmp_path / "keyring.json"))
    assert "kept in the keyring" in signing_in.ok("login").talk
    assert not list((tmp_path / "data").rglob("*.json"))
    signing_in.ok("inbox")
    signing_in.ok("login", "--sign-out")
    assert (tmp_path / "keyring.json").read_text() == "{}"


def test_app_with_a_secret_shows_it_when_renewing_too(signing_in, authority):
    authority.wants_secret = True
    refused = signing_in.run("login")
    assert "client_id" in refused.talk
    signing_in.ok("login", environment={"LETTERGEN_OAUTH_CLIENT_SECRET": SECRET})
    authority.expire()
    signing_in.ok("inbox")
    assert authority.asked[-1]["client_secret"] == SECRET


def test_authorization_server_away_is_said(signing_in, authority):
    signing_in.ok("login")
    authority.expire()
    authority.away = 503
    away = signing_in.run("inbox")
    assert away.code == 4
    assert "cannot give access now" in away.talk
    assert "lettergen login" not in away.talk
    authority.away = 0
    signing_in.ok("inbox")


def test_two_runs_at_once_renew_once(signing_in, authority):
    authority.lifetime = 1
    signing_in.ok("login")
    authority.lifetime, authority.delay = 3600, 0.5
    command = [sys.executable, "-m", "lettergen", "inbox"]
    environment = {**os.environ, **signing_in.environment}
    runs = [
        subprocess.Popen(command, cwd=signing_in.folder, env=environment, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for run in runs:
        _, talk = run.communicate(timeout=120)
        assert run.returncode == 0, talk
    assert [form["grant_type"] for form in authority.asked[1:]] == ["refresh_token"]


def test_what_is_missing_is_said_before_anything_is_asked(office):
    office = OfficeWithin(office.folder, {})
    assert "nothing here signs in with OAuth2" in office.run("login").talk
    office.environment["LETTERGEN_SMTP_AUTH"] = "oauth2"
    refused = office.run("check")
    assert refused.code == 3
    assert "[oauth] client_id" in refused.talk
    assert "[oauth] token_url" in refused.talk
    office.environment.update(
        LETTERGEN_OAUTH_CLIENT_ID="app", LETTERGEN_OAUTH_TOKEN_URL="http://plain.example"
    )
    assert "must begin with https" in office.run("check").talk


def test_google_gives_no_mail_by_device_code(office):
    office = OfficeWithin(office.folder, {})
    office.environment.update(
        LETTERGEN_SMTP_AUTH="oauth2", LETTERGEN_SMTP_PROVIDER="google", LETTERGEN_OAUTH_CLIENT_ID="app"
    )
    assert "LETTERGEN_OAUTH_CLIENT_SECRET" in office.run("login", "--device").talk
    office.environment["LETTERGEN_OAUTH_CLIENT_SECRET"] = "secret"
    assert "leave out --device" in office.run("login", "--device").talk
