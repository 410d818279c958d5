"""A letter's text, to stand beside an answer to it."""

from pathlib import Path

from lettergen.model.history import LetterFacts
from lettergen.model.letters import LetterRef, first_campaign
from lettergen.model.sendings import Channel
from lettergen.outbox import Outbox


def letter_words(letter: LetterFacts, folder: Path, campaign: str) -> str:
    """Give a letter's text as it was rehearsed, a line for each paragraph; empty if outbox/ does not have it.

    Args:
        letter: The letter, of this campaign, of a follow-up to it or of what it follows.
        folder: This campaign's folder.
        campaign: This campaign's name.
    """
    outbox = Outbox(_folder_of(letter.campaign, folder, campaign) / "outbox")
    for channel in Channel:
        words = outbox.read(outbox.words(letter.recipient_key, LetterRef.parse(letter.ref), channel))
        if words is not None:
            return words.decode(errors="replace")
    return ""


def _folder_of(wanted: str, folder: Path, campaign: str) -> Path:
    """Say where a campaign lies: a follow-up in a folder within that of the first letter."""
    if wanted == campaign:
        return folder
    first = first_campaign(campaign)
    start = folder if campaign == first else folder.parent
    return start / wanted.removeprefix(first).lstrip("/")
