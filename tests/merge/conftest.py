"""Word files made on the spot, and a letter's values."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest

from lettergen.merge import Template, letter_values, open_word_file
from lettergen.model.letters import LetterRef
from lettergen.model.people import PostalAddress, Recipient, Signatory
from lettergen.model.sendings import Channel
from lettergen.settings import CampaignSettings, SenderSettings, Settings

MakeTemplate = Callable[..., Template]


@pytest.fixture
def make_template(tmp_path) -> MakeTemplate:
    """Make a template of paragraphs, each a text or the texts of its runs."""

    def make(*paragraphs: str | tuple[str, ...], header: str = "", title: str = "") -> Template:
        document = docx.Document()
        for runs in paragraphs:
            paragraph = document.add_paragraph()
            for run in (runs,) if isinstance(runs, str) else runs:
                paragraph.add_run(run)
        if header:
            document.sections[0].header.paragraphs[0].text = header
        document.core_properties.title = title
        path = tmp_path / "letter.docx"
        document.save(str(path))
        return Template(open_word_file(path), path)

    return make


@pytest.fixture
def recipient() -> Recipient:
    return Recipient(
        key="example",
        name="Jo Example",
        channels=frozenset(Channel),
        role="Leader",
        organisation="Example Party",
        email="jo@party.example",
        address=PostalAddress(("1 High Street", "London"), "SE11 5DP"),
        extra={"party": "Example Party", "Home town": "Leeds"},
    )


@pytest.fixture
def settings() -> Settings:
    return Settings(
        folder=Path(),
        campaign=CampaignSettings(
            name="test", reference="AP19", subject="A letter", date=date(2019, 11, 12), language="en-GB"
        ),
        sender=SenderSettings(name="Office", email="office@sender.example", address=("1 Lane", "London")),
        fields={"closing": "Yours sincerely"},
    )


@pytest.fixture
def make_values(recipient, settings) -> Callable[..., dict[str, object]]:
    """Give a letter's values; parts of the recipient may be told."""

    def make(who: Recipient = recipient, channel: Channel = Channel.EMAIL) -> dict[str, object]:
        signatories = [Signatory("Ada", "Director", "One"), Signatory("Bo", "", "Two")]
        return letter_values(
            who, ref=LetterRef("AP19", "7F3K"), channel=channel, signatories=signatories, settings=settings
        )

    return make
