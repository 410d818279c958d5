"""What is written, by whom, and where the record of it is kept."""

import datetime as dt
from dataclasses import dataclass

from lettergen.settings.declaring import setting


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
class LogSettings:
    """The [log] table: where the record is kept."""

    url: str = setting("sqlite:///correspondence.db", "An SQLAlchemy URL: sqlite or postgresql.")
    password: str = setting("", "Only from LETTERGEN_LOG_PASSWORD: the database's password.", secret=True)
