"""Presets for mail providers: hosts, ports, limits, and whether they file a copy themselves."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AuthorizationServer:
    """Where a provider's people sign in (OAuth2); `{tenant}` stands for the office's own directory.

    An empty URL is a way that the provider does not offer. `redirect_host` is how this computer calls itself
    when a browser is to come back to it, `parameters` what its page wants to be told besides.
    """

    authorization_url: str = ""
    device_url: str = ""
    token_url: str = ""
    scopes: tuple[str, ...] = ()
    redirect_host: str = "127.0.0.1"
    needs_secret: bool = False
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Provider:
    """What is known of a provider. Limits of 0 are none that we know of.

    `rate` is emails a minute, `daily_limit` recipients in 24 hours. `files_sent_copy` says that what
    goes through its SMTP server appears in the Sent folder by itself.
    """

    smtp_host: str = ""
    smtp_port: int = 0
    imap_host: str = ""
    imap_port: int = 0
    rate: float = 0.0
    daily_limit: int = 0
    files_sent_copy: bool = False
    authorization: AuthorizationServer = AuthorizationServer()


_MICROSOFT = AuthorizationServer(
    "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize",
    "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/devicecode",
    "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
    (
        "https://outlook.office.com/SMTP.Send",
        "https://outlook.office.com/IMAP.AccessAsUser.All",
        "offline_access",
    ),
    # The portal takes http://localhost, with any port, and 127.0.0.1 not without a detour.
    redirect_host="localhost",
)
# Google's device flow gives no access to mail, and its token endpoint wants a desktop app's secret too.
_GOOGLE = AuthorizationServer(
    "https://accounts.google.com/o/oauth2/v2/auth",
    "",
    "https://oauth2.googleapis.com/token",
    ("https://mail.google.com/",),
    needs_secret=True,
    # Only so does it give something to renew the token with.
    parameters=(("access_type", "offline"), ("prompt", "consent")),
)

#: Microsoft: "Exchange Online limits" gives 30 messages a minute and 10,000 recipients a day. Google: "Gmail
#: sending limits in Google Workspace" gives 2,000 messages a day. docs/sending.md says where they stand.
PRESETS = {
    "plain": Provider(),
    "microsoft365": Provider(
        "smtp.office365.com", 587, "outlook.office365.com", 993, 30.0, 10_000, True, _MICROSOFT
    ),
    "google": Provider("smtp.gmail.com", 587, "imap.gmail.com", 993, 0.0, 2_000, True, _GOOGLE),
}
