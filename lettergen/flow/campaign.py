"""A campaign's folder read as a whole: every fault at once, or all that the stages need."""

import difflib
import mimetypes
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from lettergen.emails import Attachment, Signer, dkim_faults, oauth_faults, open_signer
from lettergen.errors import Fault, FaultyInputError, InputError
from lettergen.merge import Template, TextTemplate, field_names, open_word_file
from lettergen.model.people import Recipient, Signatory
from lettergen.model.sendings import Channel
from lettergen.recipients import read_recipients, read_signatories
from lettergen.settings import FILE_NAME, Settings

# What `model.letters.follow_up_name` adds may stand behind.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}(?:/chase-[1-9][0-9]{0,3})?")
_PREFIX = re.compile(r"[A-Z][A-Z0-9]{1,7}")
_CID = re.compile(r"""["'(]cid:([^"')\s]+)""")


@dataclass(frozen=True)
class Campaign:
    """One letter to one list of recipients, read and without fault.

    `inline_images` belong to email.html, `attachments` to everyone; `files` are a recipient's own, by
    key.
    """

    settings: Settings
    recipients: tuple[Recipient, ...]
    signatories: tuple[Signatory, ...]
    template: Template
    email_text: TextTemplate | None
    email_html: TextTemplate | None
    attachments: tuple[Attachment, ...]
    files: dict[str, tuple[Attachment, ...]]

    @property
    def name(self) -> str:
        """The campaign's name in the log."""
        return self.settings.campaign.name

    @cached_property
    def signer(self) -> Signer | None:
        """Who signs the emails, or None; the key is read when it is first needed.

        Raises:
            InputError: If the key is missing, faulty or readable by others.
        """
        return open_signer(self.settings)

    def signed(self, raw: bytes) -> bytes:
        """Give an email's bytes with our signature renewed, or as they are where nobody signs."""
        return self.signer.sign(raw) if self.signer else raw

    def recipient(self, key: str) -> Recipient:
        """Give the recipient of that key.

        Raises:
            InputError: If the list has none; says which keys come close.
        """
        found = self._by_key.get(key)
        if found is None:
            raise InputError(
                f"{self.settings.campaign.recipients}: no recipient has the key `{key}`.{self._near(key)}"
            )
        return found

    @cached_property
    def _by_key(self) -> dict[str, Recipient]:
        return {one.key: one for one in self.recipients}

    def _near(self, key: str) -> str:
        """Say which recipient may be meant: one so called, or one whose key is written alike."""
        named = [one.key for one in self.recipients if key and key.casefold() in one.name.casefold()]
        near = named or difflib.get_close_matches(key, self._by_key, 1, 0.5)
        return f" Did you mean `{near[0]}` ({self._by_key[near[0]].name})?" if near else ""


T = TypeVar("T")


class _Faults:
    """Collects what is wrong, so that one bad file does not hide another."""

    def __init__(self) -> None:
        self.all: list[Fault] = []
        self.errors: list[InputError] = []

    def catch(self, read: Callable[[], T]) -> T | None:
        """Do it; if input is faulty, note that and give None."""
        try:
            return read()
        except FaultyInputError as error:
            self.all += error.faults
        except InputError as error:
            self.errors.append(error)
        return None

    def raise_any(self) -> None:
        """Raise what was noted, if anything was."""
        if self.all and not self.errors:
            raise FaultyInputError(self.all)
        if self.errors:
            lines = [str(error) for error in self.errors]
            if self.all:
                lines.append(str(FaultyInputError(self.all)))
            raise InputError("\n".join(lines))


def read_campaign(settings: Settings) -> Campaign:
    """Read all files of a campaign.

    Raises:
        InputError: With every fault of every file.
    """
    faults = _Faults()
    faults.all += _settings_faults(settings)
    recipients = faults.catch(
        lambda: read_recipients(
            settings.path(settings.campaign.recipients), country=settings.campaign.country
        )
    )
    signatories = faults.catch(lambda: _signatories(settings))
    template = faults.catch(lambda: _template(settings))
    text = faults.catch(lambda: _email_text(settings, recipients or ()))
    html = faults.catch(lambda: _text_template(settings.path(settings.email.html), html=True))
    inline = faults.catch(lambda: _inline_images(settings)) or ()
    attachments = faults.catch(lambda: _attachments(settings, settings.email.attachments)) or ()
    files = faults.catch(lambda: _own_files(settings, recipients or ())) or {}
    if recipients is not None:
        names = field_names(recipients, settings)
        for one in (template, text, html):
            faults.all += one.faults(names) if one else []
    faults.raise_any()
    if recipients is None or template is None:
        # raise_any has raised for either; this is for the type checker.
        raise InputError("The campaign could not be read.")
    return Campaign(
        settings=settings,
        recipients=tuple(recipients),
        signatories=tuple(signatories or ()),
        template=template,
        email_text=text,
        email_html=html,
        attachments=(*inline, *attachments),
        files=files,
    )


def _settings_faults(settings: Settings) -> list[Fault]:
    """Find what only this campaign, not every settings file, must have."""
    file = settings.path(FILE_NAME)
    campaign, sender = settings.campaign, settings.sender
    faults = []

    def need(ok: object, place: str, what: str) -> None:
        if not ok:
            faults.append(Fault(file, what, place=place))

    need(
        _NAME.fullmatch(campaign.name),
        "[campaign] name",
        "must be letters, digits and hyphens, such as `atrocity-prevention-2019`.",
    )
    need(
        _PREFIX.fullmatch(campaign.reference),
        "[campaign] reference",
        "must be 2 to 8 capitals and digits beginning with a capital, such as `AP19`.",
    )
    need(campaign.date, "[campaign] date", "must be the letter's date, such as `date = 2019-11-12`.")
    need(campaign.subject, "[campaign] subject", "must say what the letter is about; it titles the PDF.")
    need(sender.email, "[sender] email", "must be the address that the emails come from.")
    return faults + oauth_faults(settings) + dkim_faults(settings)


def _signatories(settings: Settings) -> list[Signatory]:
    path = settings.path(settings.campaign.signatories)
    if not path.exists():
        return []
    return read_signatories(path)


def _template(settings: Settings) -> Template:
    path = settings.path(settings.campaign.template)
    return Template(open_word_file(path), path)


def _email_text(settings: Settings, recipients: Sequence[Recipient]) -> TextTemplate | None:
    path = settings.path(settings.email.text)
    if not path.exists() and not any(Channel.EMAIL in one.channels for one in recipients):
        return None
    return TextTemplate(path)


def _text_template(path: Path, *, html: bool) -> TextTemplate | None:
    return TextTemplate(path, html=html) if path.exists() else None


def _inline_images(settings: Settings) -> tuple[Attachment, ...]:
    """Read the pictures that email.html names as ``cid:FILE``, from beside it."""
    path = settings.path(settings.email.html)
    if not path.exists():
        return ()
    names = sorted(set(_CID.findall(path.read_text(encoding="utf-8-sig", errors="replace"))))
    return tuple(_attachment(path.parent, name, path, "cid:", inline=True) for name in names)


def _attachments(settings: Settings, names: Sequence[str]) -> tuple[Attachment, ...]:
    where = settings.path(FILE_NAME)
    return tuple(_attachment(settings.folder, name, where, "[email] attachments") for name in names)


def _own_files(settings: Settings, recipients: Sequence[Recipient]) -> dict[str, tuple[Attachment, ...]]:
    """Read each recipient's own attachments; all of them before the first letter goes."""
    column = settings.email.attachments_column
    if not column:
        return {}
    file = settings.path(settings.campaign.recipients)
    faults = _Faults()
    files = {}
    for recipient in recipients:
        names = [name.strip() for name in recipient.extra.get(column, "").split(";") if name.strip()]
        place = f"row {recipient.row}, column {column}"
        read = [
            faults.catch(lambda name=name, place=place: _attachment(settings.folder, name, file, place))  # type: ignore[misc] # mypy cannot infer a lambda with defaults
            for name in names
        ]
        files[recipient.key] = tuple(one for one in read if one is not None)
    faults.raise_any()
    return files


def _attachment(folder: Path, name: str, file: Path, place: str, *, inline: bool = False) -> Attachment:
    """Read a file of the campaign's folder; one outside it is refused, since tables come from strangers."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise FaultyInputError([Fault(file, f"`{name}` lies outside the campaign's folder.", place=place)])
    try:
        data = path.read_bytes()
    except OSError as error:
        what = f"`{name}` cannot be read: {error.strerror}."
        raise FaultyInputError(
            [Fault(file, what, "Put it into the campaign's folder.", place=place)]
        ) from error
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Attachment(path.name, kind, data, inline_cid=name if inline else "")
