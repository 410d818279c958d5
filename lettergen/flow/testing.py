"""A letter sent to oneself, to see what it looks like when it arrives."""

from dataclasses import replace

from lettergen.errors import InputError
from lettergen.flow.campaign import Campaign
from lettergen.flow.press import Press
from lettergen.model.people import Recipient
from lettergen.model.ports import Clock, Sender
from lettergen.model.sendings import Channel, Outcome

_MARK = "[Test]"


def send_test(press: Press, address: str, key: str, *, sender: Sender, clock: Clock) -> Outcome:
    """Send one recipient's letter to another address, marked as a test; the log does not hear of it.

    Args:
        press: Makes the letter.
        address: Where it goes.
        key: Whose letter; empty for the first recipient with one by email.
        sender: The mail server.
        clock: For the Date.
    """
    recipient = _recipient(press.campaign, key)
    made = press.letter(recipient, Channel.EMAIL)
    to_us = replace(recipient, email=address, cc=())
    email = press.email(to_us, made.pdf, clock.now().replace(microsecond=0), subject_mark=_MARK)
    # A test goes to one address and no other: not to those of blind copies.
    return sender.send(replace(email.envelope, recipients=email.envelope.recipients[:1]), email.raw)


def _recipient(campaign: Campaign, key: str) -> Recipient:
    if key:
        return campaign.recipient(key)
    for one in campaign.recipients:
        if Channel.EMAIL in one.channels:
            return one
    raise InputError(f"{campaign.settings.campaign.recipients}: nobody gets this letter by email.")
