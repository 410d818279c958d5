"""What an email is made of, the servers it goes through, and how to sign in to them."""

from dataclasses import dataclass

from lettergen.settings.declaring import setting

PROVIDERS = ("plain", "microsoft365", "google")


@dataclass(frozen=True, kw_only=True)
class EmailSettings:
    """The [email] table: what an email is made of."""

    text: str = setting("templates/email.txt", "The covering email: `Subject:` line, blank line, text.")
    html: str = setting("templates/email.html", "The same as HTML; may be missing.")
    attachment_name: str = setting(
        "{reference}.pdf", "The attached letter's file name; {reference} and {key} are filled in."
    )
    attachments: tuple[str, ...] = setting((), "Further files for everyone.")
    attachments_column: str = setting(
        "", "A column of recipients.csv with file names for that recipient, apart by `;`."
    )
    bcc: tuple[str, ...] = setting((), "Addresses that get every email blind.")
    rate: float = setting(0.0, "Emails a minute at the most; 0 for the provider's own limit.")
    daily_limit: int = setting(0, "Emails in 24 hours at the most; 0 for the provider's own limit.")
    request_receipt: bool = setting(
        True, "Ask the server for delivery status notifications (RFC 3461) if it offers them."
    )


@dataclass(frozen=True, kw_only=True)
class SmtpSettings:
    """The [smtp] table: the server that emails are handed to."""

    provider: str = setting("plain", "A preset for host, port and limits.", choices=PROVIDERS)
    host: str = setting("", "The server's name; empty for the provider's, or none.")
    port: int = setting(0, "The port; 0 for 587 with STARTTLS or 465 with TLS.")
    security: str = setting("starttls", "How the connection is made safe.", choices=("starttls", "tls"))
    ca_file: str = setting("", "A file of certificates to trust instead of the system's.")
    auth: str = setting(
        "password",
        "How to sign in; for `oauth2` see `lettergen login`.",
        choices=("password", "oauth2", "none"),
    )
    user: str = setting("", "The name to sign in with; empty for the sender's address.")
    password: str = setting("", "Only from LETTERGEN_SMTP_PASSWORD or the keyring.", secret=True)
    timeout: float = setting(60.0, "Seconds to wait for any one reply.")


@dataclass(frozen=True, kw_only=True)
class MailboxSettings:
    """Where a mailbox is, and who signs in: [imap], and [imap.NAME] for each further one."""

    provider: str = setting("plain", "A preset for host and port.", choices=PROVIDERS)
    host: str = setting("", "The server's name; empty for the provider's, or none.")
    port: int = setting(0, "The port; 0 for 993 with TLS or 143 with STARTTLS.")
    security: str = setting("tls", "How the connection is made safe.", choices=("tls", "starttls"))
    ca_file: str = setting("", "A file of certificates to trust instead of the system's.")
    auth: str = setting(
        "password", "How to sign in; for `oauth2` see `lettergen login`.", choices=("password", "oauth2")
    )
    user: str = setting("", "The name to sign in with; empty for the sender's address.")
    password: str = setting("", "Only from LETTERGEN_IMAP_PASSWORD or the keyring.", secret=True)
    folders: tuple[str, ...] = setting(("INBOX",), "The folders to read.")
    timeout: float = setting(60.0, "Seconds to wait for any one answer.")

    @property
    def is_set(self) -> bool:
        """Whether a server is named."""
        return bool(self.host) or self.provider != "plain"


@dataclass(frozen=True, kw_only=True)
class ImapSettings(MailboxSettings):
    """The [imap] table: the mailbox that answers come to."""

    sent_copy: bool = setting(True, "Keep a copy in the Sent folder, unless the provider does.")
    on_reply: str = setting(
        "", "A command to run when an answer arrives (`inbox --watch`); the message number is its argument."
    )


@dataclass(frozen=True, kw_only=True)
class OauthSettings:
    """The [oauth] table: the app that your office registered, for servers with `auth = "oauth2"`."""

    client_id: str = setting("", "The app's number (client ID), from the provider where it is registered.")
    client_secret: str = setting(
        "",
        "Google alone: from LETTERGEN_OAUTH_CLIENT_SECRET, or `lettergen login` asks for it.",
        secret=True,
    )
    tenant: str = setting("organizations", "Microsoft alone: your directory's number or domain.")
    authorization_url: str = setting("", "The page to sign in with a browser; empty for the provider's.")
    device_url: str = setting("", "Where a code for `lettergen login --device` comes from; the same.")
    token_url: str = setting("", "Where tokens come from; empty for the provider's.")
    scopes: tuple[str, ...] = setting((), "What to ask access to; empty for the provider's mail.")
    ca_file: str = setting("", "A file of certificates to trust instead of the system's.")
    timeout: float = setting(30.0, "Seconds to wait for any one answer.")


@dataclass(frozen=True, kw_only=True)
class DkimSettings:
    """The [dkim] table: emails signed with your domain (RFC 6376); only where your mail server does not."""

    domain: str = setting("", "The domain that signs, the sender's own; empty signs nothing.")
    selector: str = setting(
        "", "The key's name in the DNS, where its public half is: SELECTOR._domainkey.DOMAIN."
    )
    key_file: str = setting("", "The private key (PEM; RSA or Ed25519), a file outside the campaign.")
    private_key: str = setting(
        "", "The key itself: only from LETTERGEN_DKIM_PRIVATE_KEY, in place of the file.", secret=True
    )
