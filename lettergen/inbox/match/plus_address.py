"""The Reply-To that carries the reference: name+REF@host (RFC 5233)."""

from lettergen.inbox.quoting import quoted
from lettergen.inbox.references import find_refs
from lettergen.model.messages import Inbound, Match, Strength
from lettergen.model.ports import LetterFinder

RULE = "plus-address"


def match(inbound: Inbound, letters: LetterFinder) -> list[Match]:
    """Match a message to the letter in the address that it was sent to."""
    details = [address.rpartition("@")[0].partition("+")[2] for address in inbound.delivered_to]
    refs = dict.fromkeys(ref for one in details if one for ref in find_refs(one, letters))
    where = "in the address it was sent to"
    return [quoted(inbound, ref, letters, rule=RULE, where=where, alone=Strength.FAIR) for ref in refs]
