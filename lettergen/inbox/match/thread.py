"""In-Reply-To and References (RFC 5322 section 3.6.4)."""

from lettergen.inbox.quoting import quoted
from lettergen.inbox.references import find_refs
from lettergen.model.messages import Evidence, Inbound, Match, Strength
from lettergen.model.ports import LetterFinder

RULE = "thread"


def match(inbound: Inbound, letters: LetterFinder) -> list[Match]:
    """Match a message to the letters whose emails it answers.

    Our Message-IDs hold a hash that only who got the email can know. They also hold the reference,
    which finds the letter where a server in between gave the email another id; that much anybody
    could write.
    """
    matches = []
    for id_ in inbound.answers:
        if ref := letters.ref_by_message_id(id_):
            detail = f"answers our email of {ref}"
            matches.append(Match(ref, (Evidence(RULE, detail, Strength.STRONG),)))
        else:
            matches += [
                quoted(inbound, ref, letters, rule=RULE, where="in the thread's ids", alone=Strength.FAIR)
                for ref in find_refs(id_, letters)
            ]
    return matches
