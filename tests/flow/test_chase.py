"""The follow-up to those who have not answered."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from lettergen.errors import DecisionNeededError, UsageError
from lettergen.flow import review
from lettergen.flow.campaign import read_campaign
from lettergen.flow.chase import prepare_follow_up
from lettergen.flow.plan import held_back, plan
from lettergen.flow.prepare import give_refs
from lettergen.flow.receive import receive
from lettergen.log import SqlLog
from lettergen.model.proofs import ProofLetter
from lettergen.model.sendings import Channel, NewSending
from lettergen.settings import read_settings
from tests.flow.mailroom import ListMailbox, SetClock

SAMPLE = Path(__file__).parents[2] / "lettergen" / "sample"
TWO_WEEKS = timedelta(days=14)
DAY = date(2026, 12, 9)
LIST = """\
key,name,salutation,organisation,party,position,email,address_1,town,postcode,channels
hill,Ada Hill,Dear Ada,Meadows,the Meadows,opposition,hill@meadows.example,1 Long Lane,LEEDS,LS1 4AP,post
moor,Ben Moor,Dear Ben,Rivers,the Rivers,government,moor@rivers.example,2 Short Lane,YORK,YO1 7HH,post
"""


@pytest.fixture
def clock():
    return SetClock()


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "campaign"
    shutil.copytree(SAMPLE, folder)
    (folder / "recipients.csv").write_text(LIST, encoding="utf-8")
    return folder


@pytest.fixture
def log(folder, clock):
    log = SqlLog(f"sqlite:///{folder / 'correspondence.db'}", clock=clock)
    yield log
    log.close()


def campaign_in(folder):
    return read_campaign(read_settings(folder, {}))


def post_letters(folder, log):
    """Print and post the letters of a campaign to all its recipients; gives their references by key."""
    campaign = campaign_in(folder)
    refs = {key: str(ref) for key, ref in give_refs(campaign, log).items()}
    news = [
        NewSending(one.key, refs[one.key], Channel.POST, "d" * 64, "p" * 64, name=one.name, email=one.email)
        for one in campaign.recipients
    ]
    log.prepare(campaign.name, news, "kate")
    going = [one.id for one in plan(campaign, log).letters]
    log.make_batch(campaign.name, "batch", going, "kate")
    log.mark_posted(campaign.name, "batch", "kate")
    return refs


def chase(folder, log, clock):
    return prepare_follow_up(campaign_in(folder), log, clock, TWO_WEEKS, DAY)


def answer(log, ref, name="x"):
    raw = f"From: {name}@meadows.example\r\nSubject: {ref}\r\n\r\nWe agree.\r\n".encode()
    (number,) = receive([ListMailbox(raw)], log, "kate").numbers
    log.match(number, [ref], "kate", "")
    return number


def test_follow_up_is_a_campaign_of_those_who_have_not_answered(folder, log, clock):
    refs = post_letters(folder, log)
    clock.time += TWO_WEEKS
    answer(log, refs["hill"])
    made = chase(folder, log, clock)
    assert [one.recipient_key for one in made.rows] == ["moor"]
    again = campaign_in(made.folder)
    (moor,) = again.recipients
    assert (moor.key, moor.name, moor.address_block) == (
        "moor", "Ben Moor", campaign_in(folder).recipient("moor").address_block,
    )  # fmt: skip
    assert moor.extra["first_reference"] == refs["moor"]
    assert moor.extra["first_date"] == "2019-11-12"
    assert again.settings.campaign.date == DAY
    assert len(again.signatories) == 14


def test_follow_up_has_a_reference_of_its_own_and_leads_to_the_first(folder, log, clock):
    refs = post_letters(folder, log)
    clock.time += TWO_WEEKS
    made = chase(folder, log, clock)
    own = post_letters(made.folder, log)
    assert not set(own.values()) & set(refs.values())
    assert log.letter(own["moor"]).follows == refs["moor"]


def test_follow_up_is_kept_in_the_same_log(folder, log, clock):
    post_letters(folder, log)
    clock.time += TWO_WEEKS
    made = chase(folder, log, clock)
    url = read_settings(made.folder, {}).log.url
    again = SqlLog(url, clock=clock, folder=made.folder)
    assert len(again.report(campaign_in(folder).name)) == 2
    again.close()
    assert not list(made.folder.rglob("*.db"))


def test_whoever_answers_meanwhile_is_left_out(folder, log, clock):
    refs = post_letters(folder, log)
    clock.time += TWO_WEEKS
    again = campaign_in(chase(folder, log, clock).folder)
    letter = ProofLetter("hill", "AP19-0000", Channel.POST, "p" * 64)
    assert held_back(again, log, [letter]) == {}
    answer(log, refs["hill"])
    why = f"answered {refs['hill']} on 2019-11-12"
    assert held_back(again, log, [letter]) == {("hill", Channel.POST): why}


def test_answer_to_the_follow_up_answers_the_letter(folder, log, clock):
    refs = post_letters(folder, log)
    clock.time += TWO_WEEKS
    own = post_letters(chase(folder, log, clock).folder, log)
    number = answer(log, own["hill"])
    review.match(log, number, [own["hill"]], "kate")
    name = campaign_in(folder).name
    sendings = [*log.sendings(name), *log.sendings(f"{name}/chase-1")]
    statuses = {one.ref: one.status.value for one in sendings}
    assert statuses[refs["hill"]] == statuses[own["hill"]] == "replied"
    assert statuses[refs["moor"]] == statuses[own["moor"]] == "posted"


def test_one_follow_up_is_sent_before_the_next_is_made(folder, log, clock):
    post_letters(folder, log)
    clock.time += TWO_WEEKS
    first = chase(folder, log, clock)
    with pytest.raises(DecisionNeededError, match="not been sent yet"):
        chase(folder, log, clock)
    post_letters(first.folder, log)
    again = chase(folder, log, clock)
    assert (again.folder, again.rows) == (None, ())
    day = f"{clock.now().astimezone():%Y-%m-%d}"
    assert again.left_out == {"hill": f"followed up on {day}", "moor": f"followed up on {day}"}
    clock.time += TWO_WEEKS
    second = chase(folder, log, clock)
    assert second.folder == folder / "chase-2"
    assert len(second.rows) == 2


def test_whoever_is_still_to_get_the_one_before_gets_no_other(folder, log, clock):
    post_letters(folder, log)
    clock.time += TWO_WEEKS
    first = campaign_in(chase(folder, log, clock).folder)
    refs = give_refs(first, log)
    log.prepare(first.name, [NewSending("hill", str(refs["hill"]), Channel.POST, "d", "p")], "kate")
    again = chase(folder, log, clock)
    assert [one.recipient_key for one in again.rows] == ["moor"]
    assert again.left_out == {"hill": "chase-1 is still to go to them"}


def test_whoever_asked_to_be_left_alone_is_not_followed_up(folder, log, clock):
    post_letters(folder, log)
    log.suppress("hill@meadows.example", "do-not-contact", "asked for it", "kate")
    clock.time += TWO_WEEKS
    made = chase(folder, log, clock)
    assert [one.recipient_key for one in made.rows] == ["moor"]
    assert "asked not to be written to" in made.left_out["hill"]


def test_a_follow_up_is_not_followed_up_from_its_own_folder(folder, log, clock):
    post_letters(folder, log)
    clock.time += TWO_WEEKS
    made = chase(folder, log, clock)
    with pytest.raises(UsageError, match="follow-up itself"):
        chase(made.folder, log, clock)


def test_own_templates_are_taken_where_there_are_some(folder, log, clock):
    post_letters(folder, log)
    clock.time += TWO_WEEKS
    (folder / "templates" / "chase.txt").write_text("Subject: Again\n\nPlease.\n", encoding="utf-8")
    (folder / "templates" / "chase.docx").unlink()
    made = chase(folder, log, clock)
    assert (made.folder / "templates" / "email.txt").read_text() == "Subject: Again\n\nPlease.\n"
    ours = (SAMPLE / "templates" / "chase.docx").read_bytes()
    assert (made.folder / "templates" / "letter.docx").read_bytes() == ours
    assert not (made.folder / "templates" / "email.html").exists()


def test_what_the_environment_says_is_not_written_down(folder, log, clock):
    post_letters(folder, log)
    clock.time += TWO_WEEKS
    environment = {"LETTERGEN_SENDER_NAME": "Only Today", "LETTERGEN_SMTP_PASSWORD": "correct-horse"}
    campaign = read_campaign(read_settings(folder, environment))
    made = prepare_follow_up(campaign, log, clock, TWO_WEEKS, DAY)
    written = (made.folder / "lettergen.toml").read_text(encoding="utf-8")
    assert "Only Today" not in written
    assert "correct-horse" not in written
