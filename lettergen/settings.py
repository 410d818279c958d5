"""Every setting once: name, type, unit, default, one-line help.

`lettergen.toml` has a table per class here; `docs/settings.md` is made from them. A value comes from
the default, then the file, then the environment (``LETTERGEN_TABLE_NAME``), then a command's option.
Secrets never come from the file.
"""

import dataclasses
import datetime as dt
import difflib
import os
import re
import tomllib
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from lettergen.errors import Fault, FaultyInputError, InputError

FILE_NAME = "lettergen.toml"


def setting(default: Any, help_: str, *, secret: bool = False, choices: tuple[str, ...] = ()) -> Any:
    """Declare a setting with its default and its one-line help, unit included.

    Args:
        default: A value, or a callable without arguments for one that may not be shared.
        help_: One sentence for the manual.
        secret: Only from the environment or the keyring; refused in the file.
        choices: The words it may be; none means any.
    """
    metadata = {"help": help_, "secret": secret, "choices": choices}
    if callable(default):
        return field(default_factory=default, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, kw_only=True)
class CampaignSettings:
    """The [campaign] table: what is written, and by whom."""

    name: str = setting("", "The campaign's name in the log; letters, digits and hyphens.")
    reference: str = setting("", "What letter references begin with: 2 to 8 capitals and digits, as in AP19.")
    subject: str = setting(
        "", "What the letter is about; the PDF's title, and `letter.subject` in templates."
    )
    date: dt.date | None = setting(
        None, "The date on the letter, as 2019-11-12. Required: a letter's date is agreed."
    )
    language: str = setting("en-GB", "The letter's language, a BCP 47 tag.")
    country: str = setting("GB", "Where the letters are posted, an ISO 3166 code; decides address checks.")
    template: str = setting("templates/letter.docx", "The letterhead and letter, a Word file.")
    recipients: str = setting("recipients.csv", "The list of recipients, .csv or .xlsx.")
    signatories: str = setting("signatories.csv", "The list of signatories; may be missing.")
    require_agreement: bool = setting(False, "Refuse to send until every signatory has agreed to the proof.")
    overdue_days: int = setting(14, "Days after which a letter without an answer is overdue.")
    outcomes: tuple[str, ...] = setting(
        ("supportive", "opposed", "acknowledged", "declined", "question"),
        "The words under which answers are closed.",
    )


@dataclass(frozen=True, kw_only=True)
class SenderSettings:
    """The [sender] table: who writes; available to templates as `sender`."""

    name: str = setting("", "The name in From.")
    organisation: str = setting("", "The organisation; the PDF's author.")
    email: str = setting("", "The address in From and the envelope's reverse-path.")
    reply_to: str = setting("", "Where answers go, if not to From.")
    plus_address: bool = setting(
        False, "Give Reply-To as name+REF@host; only if the mail provider delivers such addresses."
    )
    address: tuple[str, ...] = setting((), "The postal address, a list of lines.")
    telephone: str = setting("", "The telephone number.")
    website: str = setting("", "The website.")


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


PROVIDERS = ("plain", "microsoft365", "google")


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


TYPESETTERS = ("own", "libreoffice")


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


@dataclass(frozen=True, kw_only=True)
class PageSettings:
    """The [page] table: how letters are typeset."""

    allow_lost_words: bool = setting(False, "Only warn when a word of the document is not on the pages.")
    fonts: str = setting("fonts", "The campaign's own folder of fonts; may be missing.")
    typesetter: str = setting(
        "own", "Who makes the pages: lettergen, or a LibreOffice on this computer.", choices=TYPESETTERS
    )


@dataclass(frozen=True, kw_only=True)
class PostSettings:
    """The [post] table: paper."""

    envelope: str = setting("dl-uk", "The envelope profile whose window the address must fit.")
    fold_marks: bool = setting(True, "Print fold marks on the first page.")
    duplex: bool = setting(True, "Letters are printed on both sides; each begins on a front.")


@dataclass(frozen=True, kw_only=True)
class LogSettings:
    """The [log] table: where the record is kept."""

    url: str = setting("sqlite:///correspondence.db", "An SQLAlchemy URL: sqlite or postgresql.")
    password: str = setting("", "Only from LETTERGEN_LOG_PASSWORD: the database's password.", secret=True)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All of `lettergen.toml`.

    `folder` is the campaign's folder; every path in the settings is relative to it. `fields` are
    default values for fields of the template that have no column. `further_mailboxes` are the tables
    [imap.NAME] by their names, in the file's order.
    """

    folder: Path = Path()
    campaign: CampaignSettings = field(default_factory=CampaignSettings)
    sender: SenderSettings = field(default_factory=SenderSettings)
    email: EmailSettings = field(default_factory=EmailSettings)
    smtp: SmtpSettings = field(default_factory=SmtpSettings)
    imap: ImapSettings = field(default_factory=ImapSettings)
    oauth: OauthSettings = field(default_factory=OauthSettings)
    dkim: DkimSettings = field(default_factory=DkimSettings)
    page: PageSettings = field(default_factory=PageSettings)
    post: PostSettings = field(default_factory=PostSettings)
    log: LogSettings = field(default_factory=LogSettings)
    fields: Mapping[str, str] = field(default_factory=dict)
    further_mailboxes: Mapping[str, MailboxSettings] = field(default_factory=dict)

    def path(self, relative: str) -> Path:
        """Give the path of a file of the campaign."""
        return self.folder / relative


def tables() -> dict[str, type]:
    """Give the tables of `lettergen.toml` and the class of each, in the order of the manual."""
    return {
        one.name: typing.cast("type", one.type)
        for one in dataclasses.fields(Settings)
        if dataclasses.is_dataclass(one.type)
    }


def read_settings(folder: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Read `lettergen.toml` of a campaign's folder.

    Args:
        folder: The campaign's folder.
        environment: Where ``LETTERGEN_TABLE_NAME`` values come from.

    Raises:
        InputError: If there is no such file or it is not TOML.
        FaultyInputError: With everything that is wrong in it: unknown tables and keys (the nearest
            known one is suggested), values of the wrong type, secrets.
    """
    file = folder / FILE_NAME
    document = _read_toml(file)
    known = tables()
    names = [*known, "fields"]
    faults = [_unknown(file, f"[{name}]", name, names) for name in document if name not in names]
    values: dict[str, Any] = {"folder": folder}
    values["further_mailboxes"] = _read_mailboxes(file, document.get("imap"), environment, faults)
    for name, class_ in known.items():
        values[name] = _read_table(file, name, class_, document.get(name, {}), environment, faults)
    values["fields"] = _read_fields(file, document.get("fields", {}), faults)
    settings = Settings(**values)
    faults += _same_users(file, settings)
    if faults:
        raise FaultyInputError(faults)
    return settings


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise InputError(
            f"{file}: there is no campaign here. Go to its folder, name it with -C DIR, "
            "or make one with `lettergen init DIR`."
        ) from None
    except OSError as error:
        raise InputError(f"{file}: cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: is not UTF-8 text. Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{file}: is not valid TOML: {error}.") from error


def _unknown(file: Path, place: str, name: str, known: list[str]) -> Fault:
    near = difflib.get_close_matches(name, known, 1, 0.5)
    remedy = f"Did you mean `{near[0]}`?" if near else f"Known are {', '.join(known)}."
    return Fault(file, f"`{name}` is no setting.", remedy, place=place)


def _read_fields(file: Path, table: Any, faults: list[Fault]) -> dict[str, str]:
    if not isinstance(table, dict):
        faults.append(Fault(file, "must be a table.", place="[fields]"))
        return {}
    for name, value in table.items():
        if not isinstance(value, str):
            faults.append(Fault(file, "must be a text in quotes.", place=f"[fields] {name}"))
    return {name: value for name, value in table.items() if isinstance(value, str)}


def _read_mailboxes(
    file: Path, imap: Any, environment: Mapping[str, str], faults: list[Fault]
) -> dict[str, MailboxSettings]:
    """Take the tables [imap.NAME] out of [imap] and read each."""
    known = {one.name for one in dataclasses.fields(ImapSettings)}
    tables_within = imap if isinstance(imap, dict) else {}
    names = [name for name, value in tables_within.items() if isinstance(value, dict) and name not in known]
    mailboxes = {}
    for name in names:
        place = f"imap.{name}"
        if not re.fullmatch(r"[A-Za-z0-9_-]+", name):
            faults.append(
                Fault(file, "has a name of other than letters, digits and hyphens.", place=f"[{place}]")
            )
        read = _read_table(file, place, MailboxSettings, tables_within.pop(name), environment, faults)
        if not read.is_set:
            faults.append(Fault(file, "no server is named.", "Give `host`.", place=f"[{place}]"))
        if not read.user:
            faults.append(Fault(file, "nobody is named to sign in.", "Give `user`.", place=f"[{place}]"))
        mailboxes[name] = read
    return mailboxes


def _same_users(file: Path, settings: "Settings") -> list[Fault]:
    """Report mailboxes of one user, whom the log could not keep apart."""
    taken = [settings.imap.user or settings.sender.email] if settings.imap.is_set else []
    faults = []
    for name, one in settings.further_mailboxes.items():
        if one.user and one.user in taken:
            remedy = "Name all folders of one account in one table."
            what = f"signs in as `{one.user}`, as another mailbox does."
            faults.append(Fault(file, what, remedy, place=f"[imap.{name}] user"))
        taken.append(one.user)
    return faults


def variable_name(table: str, key: str) -> str:
    """Give the environment variable of a setting: ``LETTERGEN_IMAP_OFFICE_PASSWORD`` in [imap.office]."""
    return re.sub(r"[^A-Z0-9]", "_", f"LETTERGEN_{table}_{key}".upper())


T = TypeVar("T")


def _read_table(
    file: Path, name: str, class_: type[T], table: Any, environment: Mapping[str, str], faults: list[Fault]
) -> T:
    if not isinstance(table, dict):
        faults.append(Fault(file, "must be a table.", place=f"[{name}]"))
        table = {}
    fields = {one.name: one for one in dataclasses.fields(typing.cast("Any", class_))}
    hints = typing.get_type_hints(class_)
    values = {}
    for key, value in table.items():
        place = f"[{name}] {key}"
        if key not in fields:
            faults.append(_unknown(file, place, key, list(fields)))
        elif fields[key].metadata["secret"]:
            variable = variable_name(name, key)
            faults.append(
                Fault(file, "is a secret and must not stand here.", f"Set {variable} instead.", place=place)
            )
        else:
            values[key] = _checked(file, place, value, hints[key], fields[key].metadata["choices"], faults)
    for key in fields:
        variable = variable_name(name, key)
        if variable in environment:
            value = _from_text(environment[variable], hints[key])
            values[key] = _checked(file, variable, value, hints[key], fields[key].metadata["choices"], faults)
    return class_(**{key: value for key, value in values.items() if value is not MISSING})


def _checked(
    file: Path, place: str, value: Any, type_: Any, choices: tuple[str, ...], faults: list[Fault]
) -> Any:
    """Give the value as its type, or note a fault and give MISSING."""
    if choices and value not in choices:
        near = difflib.get_close_matches(str(value), choices, 1, 0.5)
        remedy = f"Did you mean `{near[0]}`?" if near else ""
        faults.append(
            Fault(file, f"must be one of {', '.join(choices)}, not `{value}`.", remedy, place=place)
        )
        return MISSING
    accepted = _converted(value, type_)
    if accepted is MISSING:
        faults.append(Fault(file, f"must be {_type_words(type_)}, not `{value}`.", place=place))
    return accepted


def _converted(value: Any, type_: Any) -> Any:
    if isinstance(type_, types.UnionType):
        type_ = typing.get_args(type_)[0]
    if type_ == tuple[str, ...]:
        ok = isinstance(value, list) and all(isinstance(one, str) for one in value)
        return tuple(value) if ok else MISSING
    if type_ is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    # A TOML date-time is a date too, and true is an int, to isinstance; neither is meant.
    return value if type(value) is type_ else MISSING


def _from_text(text: str, type_: Any) -> Any:
    """Read an environment variable's text as a TOML value of that type; the text itself if it is none."""
    if type_ is str:
        return text
    if type_ == tuple[str, ...]:
        return [part.strip() for part in text.split(",") if part.strip()]
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _type_words(type_: Any) -> str:
    words = {
        str: "a text in quotes",
        int: "a whole number",
        float: "a number",
        bool: "true or false",
        tuple[str, ...]: "a list of texts",
    }
    return words.get(type_, "a date such as 2019-11-12")
