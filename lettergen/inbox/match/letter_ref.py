"""The letter's reference, wherever a message names it."""

from collections.abc import Iterator

from lettergen.inbox.quoting import quoted
from lettergen.inbox.references import find_refs
from lettergen.model.messages import Inbound, Match, Strength
from lettergen.model.ports import LetterFinder

RULE = "reference"


def match(inbound: Inbound, letters: LetterFinder) -> list[Match]:
    """Match a message to the letters whose references it names, each by the best place only."""
    matches: dict[str, Match] = {}
    for where, text, alone in _places(inbound):
        for ref in find_refs(text, letters):
            if ref not in matches:
                matches[ref] = quoted(inbound, ref, letters, rule=RULE, where=where, alone=alone)
    return list(matches.values())


def _places(inbound: Inbound) -> Iterator[tuple[str, str, Strength]]:
    yield "in the subject", inbound.subject, Strength.FAIR
    yield "in the text", inbound.text, Strength.WEAK
    yield "in the quoted text", inbound.full_text, Strength.WEAK
    names = "\n".join(one.filename for one in inbound.attachments)
    yield "in an attachment's name", names, Strength.WEAK
    yield "in an attachment", inbound.attachment_text, Strength.WEAK
