"""Signing in to mail servers with tokens that end, and an authorization server that fails."""

from dataclasses import replace

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from lettergen.emails import account
from lettergen.emails.oauth import Token, TokenSignIn, TokenStore
from lettergen.errors import ServerAwayError, ServerError
from lettergen.settings import OauthSettings, SenderSettings, Settings, SmtpSettings
from tests.servers.authorization import CLIENT_ID, authorization_server


@pytest.fixture
def authority(tmp_path, dovecot, mail_user):
    folder = tmp_path / "authority"
    folder.mkdir()
    with authorization_server(folder, dovecot.tokens) as server:
        server.user = mail_user
        yield server


@pytest.fixture
def sign_in(authority, mail_user, tmp_path):
    """Signs in `mail_user`, whose token has just ended."""
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    settings = Settings(
        sender=SenderSettings(email=mail_user),
        smtp=SmtpSettings(auth="oauth2"),
        oauth=OauthSettings(
            client_id=CLIENT_ID,
            authorization_url=f"{authority.url}/authorize",
            token_url=f"{authority.url}/token",
            ca_file=authority.ca_file,
            timeout=5.0,
        ),
    )
    who = account(settings, settings.smtp)
    store = TokenStore(tmp_path / "tokens")
    _, first = authority.give_token({**_code(authority), "client_id": CLIENT_ID})
    authority.asked.clear()
    store.save(who.key, Token("ended", 0.0, str(first["refresh_token"])))
    yield TokenSignIn(who, store)
    keyring.set_keyring(before)


def _code(authority):
    """Give what a device that was let in shows at the token endpoint."""
    _, begun = authority.begin_device({"client_id": CLIENT_ID})
    return {
        "grant_type": "urn:ietf:params:oauth:grant-type:device_code",
        "device_code": str(begun["device_code"]),
    }


def test_token_that_ends_in_the_middle_of_a_run_is_renewed(sign_in, authority, postfix, sender_to, dovecot):
    sender = sender_to(postfix, sign_in, ca_file=dovecot.ca_file, auth="oauth2")
    sender.ready()
    sender.close()
    sender.ready()
    assert len(authority.asked) == 1
    authority.expire()
    sender.close()
    sender.ready()
    assert [form["grant_type"] for form in authority.asked] == ["refresh_token"] * 2


def test_server_without_the_time_of_the_end_is_asked_again_only_when_refused(
    sign_in, authority, postfix, sender_to, dovecot
):
    authority.lifetime = None
    sender = sender_to(postfix, sign_in, ca_file=dovecot.ca_file, auth="oauth2")
    for _ in range(2):
        sender.ready()
        sender.close()
    assert len(authority.asked) == 1
    authority.expire()
    sender.ready()
    assert len(authority.asked) == 2


@pytest.mark.parametrize("status", [429, 500, 503])
def test_authorization_server_unwell_is_temporary(sign_in, authority, postfix, sender_to, dovecot, status):
    authority.away = status
    sender = sender_to(postfix, sign_in, ca_file=dovecot.ca_file, auth="oauth2")
    with pytest.raises(ServerAwayError, match="cannot give access now"):
        sender.ready()
    authority.away = 0
    sender.ready()


def test_nobody_at_the_authorization_servers_port_is_temporary(tmp_path, sign_in):
    before = sign_in._account
    away = replace(before, registration=replace(before.registration, token_url="https://localhost:1/token"))
    store = TokenStore(tmp_path / "others")
    store.save(away.key, Token("ended", 0.0, "refresh"))
    with pytest.raises(ServerAwayError, match="cannot be reached"):
        TokenSignIn(away, store).token()


def test_server_that_is_no_authorization_server_is_not_believed(sign_in, authority):
    authority.away = 404
    with pytest.raises(ServerError, match="not as an authorization server does"):
        sign_in.token()


def test_what_cannot_be_renewed_wants_a_person(sign_in, authority):
    sign_in._store.save(sign_in._account.key, Token("ended", 0.0))
    with pytest.raises(ServerError, match="Run `lettergen login`"):
        sign_in.token()
    assert authority.asked == []
