"""Which letters a message answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lettergen.inbox.match import decide
from lettergen.model.messages import FailedRecipient, Inbound, Kind, MailAttachment, Strength

RED, BLUE = "AP19-7F3K", "AP19-2B8M"
RED_ID, BLUE_ID = "<ap19-7f3k.0123abcd@office.test>", "<ap19-2b8m.0123abcd@office.test>"
SUBJECT = "Twelve questions before the election"


def reply(**values) -> Inbound:
    return Inbound(
        **{"kind": Kind.REPLY, "subject": "Hello", "sender": "someone@elsewhere.example", **values}
    )


def refs(matches) -> list[str]:
    return [one.ref for one in matches]


MATCHED = {
    "answers our email": reply(answers=(RED_ID,)),
    "answers our email from an address of its own": reply(
        answers=("<x@y.example>", RED_ID), sender="caseworker@gmail.com"
    ),
    "an id rewritten on the way, from the recipient": reply(
        answers=("<AP19-7F3K.other@relay.example>",), sender="leader@red.example"
    ),
    "plus-address, from the recipient's organisation": reply(
        delivered_to=("office+AP19-7F3K@office.test",), sender="press@red.example"
    ),
    "plus-address in small letters, from the recipient": reply(
        delivered_to=("office+ap19-7f3k@office.test",), sender="leader@red.example"
    ),
    "names the reference in the subject, from the recipient": reply(
        subject="Your letter AP19-7F3K", sender="leader@red.example"
    ),
    "names the reference in the text, from the organisation": reply(
        full_text="regarding AP19-7F3K", sender="casework@red.example"
    ),
    "names the reference, from a subdomain": reply(
        full_text="regarding AP19-7F3K", sender="casework@mail.red.example"
    ),
    "reference with look-alikes": reply(text="APl9-7f3k", sender="leader@red.example"),
    "reference without hyphen": reply(text="ref AP197F3K.", sender="leader@red.example"),
    "reference with a dash": reply(text="AP19–7F3K", sender="leader@red.example"),
    "reference broken over two lines": reply(text="AP19-\n7F3K", sender="leader@red.example"),
    "reference in an attachment": reply(attachment_text="Ref: AP19-7F3K", sender="leader@red.example"),
    "reference in an attachment's name": reply(
        attachments=(MailAttachment("Reply_AP19-7F3K.pdf", "application/pdf", 9),),
        sender="leader@red.example",
    ),
    "subject and sender": reply(subject=f"RE: {SUBJECT}", sender="leader@red.example"),
    "subject marked by the mail system": reply(
        subject=f"[EXTERNAL] AW: {SUBJECT}", sender="leader@red.example"
    ),
    "bounce with the original's id": reply(
        kind=Kind.BOUNCE, original_ids=(RED_ID,), sender="mailer-daemon@relay.example"
    ),
    "bounce with the reference as ENVID, for its recipient": reply(
        kind=Kind.BOUNCE, original_ids=("AP19-7F3K",), failed=(FailedRecipient("Leader@red.example"),)
    ),
}


@pytest.mark.parametrize("inbound", MATCHED.values(), ids=MATCHED.keys())
def test_strong_evidence_matches_one_letter(inbound, letters):
    decision = decide(inbound, letters)
    assert refs(decision.matches) == [RED]
    assert not decision.is_contradictory


PROPOSED = {
    "a stranger names the reference in the subject": (reply(subject="AP19-7F3K"), Strength.FAIR),
    "a stranger names it in the text": (reply(text="AP19-7F3K"), Strength.WEAK),
    "a stranger names it in quoted text": (reply(full_text="> AP19-7F3K"), Strength.WEAK),
    "a stranger makes up an id with it": (reply(answers=("<ap19-7f3k.made-up@office.test>",)), Strength.FAIR),
    "a stranger writes to the plus-address": (
        reply(delivered_to=("office+AP19-7F3K@office.test",)),
        Strength.FAIR,
    ),
    "the recipient writes about something else": (reply(sender="leader@red.example"), Strength.FAIR),
    "somebody at the domain, the subject fits": (
        reply(sender="press@red.example", subject=f"Re: {SUBJECT}"),
        Strength.FAIR,
    ),
    "somebody at the domain, about something else": (reply(sender="press@red.example"), Strength.WEAK),
    "a bounce that names only the address": (
        reply(kind=Kind.BOUNCE, sender="", failed=(FailedRecipient("leader@red.example", "5.1.1"),)),
        Strength.FAIR,
    ),
    "a bounce with an unknown id, for somebody else": (
        reply(
            kind=Kind.BOUNCE,
            original_ids=("<ap19-7f3k.x@relay.example>",),
            failed=(FailedRecipient("other@blue.example"),),
        ),
        Strength.FAIR,
    ),
}


@pytest.mark.parametrize(("inbound", "strength"), PROPOSED.values(), ids=PROPOSED.keys())
def test_weaker_evidence_only_proposes(inbound, strength, letters):
    decision = decide(inbound, letters)
    assert decision.matches == ()
    assert refs(decision.proposals) == [RED]
    assert decision.proposals[0].strength is strength


NOTHING = {
    "no word of any letter": reply(),
    "a reference that was never given away": reply(text="AP19-7F3J", subject="AP19-0000"),
    "another campaign's reference": reply(text="XY20-7F3K"),
    "the reference within a longer word": reply(text="XAP19-7F3K9 AP19-7F3KAB"),
    "a word after the prefix": reply(text="AP19 were"),
    "a subject that fits, from a stranger": reply(subject=f"Re: {SUBJECT}"),
    "one of many at a parliament's domain": reply(
        sender="clerk@parliament.example", subject=f"Re: {SUBJECT}"
    ),
    "another customer of the same provider": reply(sender="x@gmail.com", subject=f"Re: {SUBJECT}"),
    "our own email, copied to ourselves": reply(
        message_id=RED_ID, full_text="AP19-7F3K", sender="office@office.test"
    ),
    "a bounce from the recipient's domain about somebody else": reply(
        kind=Kind.BOUNCE, sender="postmaster@red.example", failed=(FailedRecipient("x@other.example"),)
    ),
}


@pytest.mark.parametrize("inbound", NOTHING.values(), ids=NOTHING.keys())
def test_without_evidence_nothing_is_matched_or_proposed(inbound, letters):
    decision = decide(inbound, letters)
    assert (decision.matches, decision.proposals) == ((), ())


def test_provider_for_everybody_makes_no_kinship_by_domain(letters):
    decision = decide(reply(text="AP19-9ZZ9", sender="someone@gmail.com"), letters)
    assert decision.matches == ()
    assert decision.proposals[0].strength is Strength.WEAK


def test_recipient_at_a_provider_is_still_known_by_address(letters):
    decision = decide(reply(text="AP19-9ZZ9", sender="councillor@gmail.com"), letters)
    assert refs(decision.matches) == ["AP19-9ZZ9"]


def test_joint_office_answers_several_letters_at_once(letters):
    inbound = reply(sender="office@parliament.example", text="On behalf of both: AP19-1111 and AP19-2222.")
    assert sorted(refs(decide(inbound, letters).matches)) == ["AP19-1111", "AP19-2222"]


def test_message_in_two_threads_answers_both(letters):
    assert refs(decide(reply(answers=(RED_ID, BLUE_ID)), letters).matches) == [RED, BLUE]


def test_recipient_of_another_letter_goes_to_the_holding_pen(letters):
    decision = decide(reply(answers=(RED_ID,), sender="leader@blue.example"), letters)
    assert decision.is_contradictory
    assert decision.matches == ()
    assert refs(decision.proposals) == [RED, BLUE]


def test_thread_of_one_and_reference_of_another_goes_to_the_holding_pen(letters):
    inbound = reply(answers=(RED_ID,), text="AP19-2B8M", sender="press@blue.example")
    decision = decide(inbound, letters)
    assert decision.is_contradictory
    assert sorted(refs(decision.proposals)) == sorted([RED, BLUE])


def test_stranger_in_the_thread_may_mention_another_letter(letters):
    decision = decide(reply(answers=(RED_ID,), text="I also saw AP19-2B8M."), letters)
    assert refs(decision.matches) == [RED]
    assert refs(decision.proposals) == [BLUE]


def test_reasons_are_sentences_for_staff(letters):
    decision = decide(reply(text="AP19-7F3K", sender="new@red.example"), letters)
    details = [one.detail for one in decision.matches[0].evidence]
    assert "from a new address at the same domain, red.example; quotes AP19-7F3K in the text" in details


def test_all_evidence_for_a_letter_is_kept(letters):
    inbound = reply(answers=(RED_ID,), subject="Re: AP19-7F3K", sender="leader@red.example")
    rules = [one.rule for one in decide(inbound, letters).matches[0].evidence]
    assert rules == ["thread", "reference", "sender"]


@given(text=st.text(max_size=200), subject=st.text(max_size=50), id_=st.text(max_size=50))
def test_words_of_a_stranger_never_match(text, subject, id_):
    from tests.inbox.match.conftest import SentLetters

    letters = SentLetters()
    letters.add(RED, "leader@red.example")
    inbound = reply(
        full_text=text + RED + text, subject=subject + RED, answers=(id_ + RED,), delivered_to=(id_ + RED,)
    )
    assert decide(inbound, letters).matches == ()
