"""Makes letters and emails: recipient to PDF, and PDF to the exact bytes of an email."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Protocol

from lettergen.emails import ComposedEmail, compose
from lettergen.errors import InputError
from lettergen.flow.campaign import Campaign
from lettergen.merge import letter_values
from lettergen.model.documents import DocumentInfo, PaperMark, Report, Typeset, WordFile
from lettergen.model.letters import LetterRef
from lettergen.model.people import Recipient
from lettergen.model.sendings import Channel
from lettergen.post.envelopes import envelope_profile, fold_marks


class Typesetter(Protocol):
    """Whoever makes the pages: our own engine, or LibreOffice."""

    @property
    def version(self) -> str:
        """Name and version: part of what decides a letter."""

    def typeset(
        self, word: WordFile, info: DocumentInfo, *, marks: tuple[PaperMark, ...] = (), links: bool = True
    ) -> Typeset:
        """Make a letter's pages."""

    def typeset_report(self, report: Report) -> Typeset:
        """Make a page of our own."""

    def close(self) -> None:
        """End the programs that are held for it."""


class Press:
    """Makes the letters of one campaign; kept for a run, since typefaces and template stay the same."""

    def __init__(self, campaign: Campaign, refs: Mapping[str, LetterRef], typesetter: Typesetter) -> None:
        """Take the campaign, every recipient's reference by key, and who makes the pages."""
        self.campaign = campaign
        self.typesetter = typesetter
        self._refs = refs
        post = campaign.settings.post
        self._marks = fold_marks(envelope_profile(post.envelope)) if post.fold_marks else ()

    def ref(self, recipient: Recipient) -> LetterRef:
        """Give the recipient's letter reference."""
        return self._refs[recipient.key]

    def merged(self, recipient: Recipient, channel: Channel) -> WordFile:
        """Fill the template for one letter."""
        return self.campaign.template.fill(self._values(recipient, channel))

    def letter(self, recipient: Recipient, channel: Channel) -> Typeset:
        """Merge and typeset one letter for one channel."""
        word = self.merged(recipient, channel)
        on_paper = channel is Channel.POST
        try:
            return self.typesetter.typeset(
                word, self._info(recipient), marks=self._marks if on_paper else (), links=not on_paper
            )
        except InputError as error:
            raise InputError(f"The letter to {recipient.name} ({recipient.key}): {error}") from error

    def email(
        self, recipient: Recipient, pdf: bytes, date: datetime, *, subject_mark: str = ""
    ) -> ComposedEmail:
        """Compose the email that carries a letter.

        Args:
            recipient: To whom.
            pdf: The letter for email.
            date: The Date header (RFC 5322 section 3.6.1).
            subject_mark: Goes before the subject: that it is a test.
        """
        campaign, settings = self.campaign, self.campaign.settings
        if campaign.email_text is None:
            raise InputError(f"{settings.path(settings.email.text)}: there is no covering email. Write one.")
        values = self._values(recipient, Channel.EMAIL)
        covering = campaign.email_text.fill_email(values)
        ref = self.ref(recipient)
        composed = compose(
            recipient=recipient,
            ref=ref,
            subject=f"{subject_mark} {covering.subject}".strip(),
            text=covering.body,
            html=campaign.email_html.fill(values) if campaign.email_html else None,
            pdf=pdf,
            pdf_name=settings.email.attachment_name.format(reference=ref, key=recipient.key),
            attachments=(*campaign.attachments, *campaign.files.get(recipient.key, ())),
            sender=settings.sender,
            language=recipient.language or settings.campaign.language,
            bcc=settings.email.bcc,
            date=date,
        )
        return replace(composed, raw=campaign.signed(composed.raw))

    def _values(self, recipient: Recipient, channel: Channel) -> dict[str, object]:
        return letter_values(
            recipient,
            ref=self.ref(recipient),
            channel=channel,
            signatories=self.campaign.signatories,
            settings=self.campaign.settings,
        )

    def _info(self, recipient: Recipient) -> DocumentInfo:
        settings = self.campaign.settings
        return DocumentInfo(
            title=settings.campaign.subject,
            author=settings.sender.organisation or settings.sender.name,
            subject=f"Letter to {recipient.name}",
            reference=str(self.ref(recipient)),
            language=recipient.language or settings.campaign.language,
            created_at=letter_time(campaign=self.campaign),
        )


def letter_time(campaign: Campaign) -> datetime:
    """Give the letter's date as a time, which the PDFs carry as theirs: midnight, UTC."""
    day = campaign.settings.campaign.date
    if day is None:
        raise InputError(f"{campaign.settings.folder}: the campaign has no date.")
    return datetime.combine(day, time(), UTC)
