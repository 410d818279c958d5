"""What became different since the proof, letter by letter, for a person to decide."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from lettergen.flow.prepare import RehearsedLetter, rehearse
from lettergen.flow.press import Press
from lettergen.flow.proof import Difference, changed_inputs, differences
from lettergen.flow.wording import own_words
from lettergen.model.letters import LetterRef
from lettergen.model.ports import Clock
from lettergen.model.proofs import Proof, ProofLetter
from lettergen.model.sendings import Channel
from lettergen.outbox import Outbox


@dataclass(frozen=True, slots=True)
class Changes:
    """What decides the letters and is not as it was (`inputs`), and the letters that came out otherwise."""

    inputs: tuple[str, ...]
    letters: tuple[Difference, ...]


def changes_since(
    proof: Proof,
    press: Press,
    *,
    outbox: Outbox,
    clock: Clock,
    progress: Callable[[RehearsedLetter], None] = lambda _: None,
) -> Changes | None:
    """Compare what would go out now with the proof; None if nothing that decides it has changed.

    If something has, all letters are made again, beside those of the proof (`Outbox.changed`), and
    compared one by one.
    """
    inputs = changed_inputs(proof, press.campaign, _fonts_now(press), press.typesetter.version)
    if not inputs:
        return None
    now = rehearse(press, outbox=outbox.changed, clock=clock, progress=progress).proof
    return Changes(tuple(inputs), tuple(_compared(proof, now, outbox)))


def _fonts_now(press: Press) -> tuple[tuple[str, str], ...]:
    """Give the typefaces of the first letter by each channel, with the SHA-256 (hex) of each file."""
    fonts: dict[tuple[str, str], None] = {}
    for channel in Channel:
        first = next((one for one in press.campaign.recipients if channel in one.channels), None)
        if first is not None:
            fonts.update(dict.fromkeys(press.letter(first, channel).fonts))
    return tuple(fonts)


def _compared(old: Proof, new: Proof, outbox: Outbox) -> list[Difference]:
    """Compare the letters; of those that have another text, say which words are new."""
    before, now = _by_place(old), _by_place(new)
    found = []
    for one in differences(old, new):
        place = (one.recipient_key, one.channel)
        if place in before and place in now and before[place].text_digest != now[place].text_digest:
            words = (words_of(outbox, before[place]), words_of(outbox.changed, now[place]))
            own = own_words(*words)[0] if all(words) else ""
            found.append(replace(one, what=f"{one.what}: {own}" if own else one.what))
        else:
            found.append(one)
    return found


def _by_place(proof: Proof) -> dict[tuple[str, Channel], ProofLetter]:
    return {(one.recipient_key, one.channel): one for one in proof.letters}


def words_of(outbox: Outbox, letter: ProofLetter) -> str:
    """Give a rehearsed letter's text from outbox/, a line for each paragraph; empty if it is gone."""
    raw = outbox.read(outbox.words(letter.recipient_key, LetterRef.parse(letter.ref), letter.channel))
    is_same = raw is not None and hashlib.sha256(raw).hexdigest() == letter.text_digest
    return raw.decode() if raw is not None and is_same else ""
