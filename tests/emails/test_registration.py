"""What the presets ask Microsoft and Google for."""

import pytest

from lettergen.emails import account, accounts
from lettergen.emails.oauth.flows import by_device
from lettergen.errors import FaultyInputError, UsageError
from lettergen.settings import (
    ImapSettings,
    MailboxSettings,
    OauthSettings,
    SenderSettings,
    Settings,
    SmtpSettings,
)


def settings(provider, **oauth):
    return Settings(
        sender=SenderSettings(email="office@office.test"),
        smtp=SmtpSettings(provider=provider, auth="oauth2"),
        imap=ImapSettings(provider=provider, auth="oauth2"),
        oauth=OauthSettings(**{"client_id": "app"} | oauth),
    )


def test_microsofts_addresses_name_the_tenant():
    (one,) = accounts(settings("microsoft365", tenant="office.test"))
    start = "https://login.microsoftonline.com/office.test/oauth2/v2.0"
    asked = one.registration
    assert asked.authorization_url == f"{start}/authorize"
    assert asked.device_url == f"{start}/devicecode"
    assert asked.token_url == f"{start}/token"
    assert set(asked.scopes) == {
        "https://outlook.office.com/SMTP.Send",
        "https://outlook.office.com/IMAP.AccessAsUser.All",
        "offline_access",
    }
    assert asked.redirect_host == "localhost"
    # Asking for consent anew would need an administrator each time.
    assert asked.parameters == ()


def test_google_is_asked_for_mail_and_for_renewal():
    (one,) = accounts(settings("google"))
    assert one.registration.scopes == ("https://mail.google.com/",)
    assert dict(one.registration.parameters)["access_type"] == "offline"
    assert one.registration.needs_secret
    with pytest.raises(UsageError, match="device code"):
        by_device(one, print, clock=None)


def test_settings_go_before_the_preset():
    (one,) = accounts(settings("google", token_url="https://own.example/token", scopes=("mail",)))
    assert (one.registration.host, one.registration.scopes) == ("own.example", ("mail",))


def test_each_person_signs_in_once():
    shared = settings("microsoft365")
    further = {"press": MailboxSettings(provider="microsoft365", auth="oauth2", user="press@office.test")}
    both = Settings(
        sender=shared.sender,
        smtp=shared.smtp,
        imap=shared.imap,
        oauth=shared.oauth,
        further_mailboxes=further,
    )
    assert [one.user for one in accounts(both)] == ["office@office.test", "press@office.test"]


def test_plain_provider_needs_addresses():
    with pytest.raises(FaultyInputError, match="token_url"):
        account(settings("plain"), settings("plain").smtp)
