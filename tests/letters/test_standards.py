"""Every letter is PDF/UA-1 and PDF/A-2a by the real veraPDF: the corpus, and the sample by both channels."""

from lettergen.flow.campaign import read_campaign
from lettergen.flow.press import Press
from lettergen.model.documents import DocumentInfo
from lettergen.model.letters import assign_refs
from lettergen.model.sendings import Channel
from lettergen.settings import read_settings
from lettergen.typeset.engine import Typesetter
from tests.letters.corpus import all_cases
from tests.test_sample import ROOT
from tests.typeset.verapdf import verdict


def test_all_letters_are_pdf_ua_and_pdf_a(tmp_path):
    typesetter = Typesetter(allow_lost_words=True)
    made = {
        case.name.replace("/", "-"): typesetter.typeset(case.make().word_file(), DocumentInfo(case.purpose))
        for case in all_cases()
    }
    campaign = read_campaign(read_settings(ROOT))
    refs = assign_refs("AP19", campaign.name, [one.key for one in campaign.recipients], set())
    press = Press(campaign, refs, typesetter)
    for person in campaign.recipients:
        for channel in (Channel.EMAIL, Channel.POST):
            made[f"sample-{person.key}-{channel.value}"] = press.letter(person, channel)
    files = []
    for name, one in made.items():
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(one.pdf)
    assert verdict(*files) == ""
