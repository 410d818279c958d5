"""The original that a bounce speaks of: its Message-ID, its ENVID, the address that failed."""

from lettergen.inbox.references import find_refs
from lettergen.model.messages import Evidence, Inbound, Kind, Match, Strength
from lettergen.model.ports import LetterFinder

RULE = "original"


def match(inbound: Inbound, letters: LetterFinder) -> list[Match]:
    """Match a delivery status notification to the letter it is about (RFC 3464, RFC 3461 section 4.4)."""
    matches = [one for id_ in inbound.original_ids for one in _by_id(id_, inbound, letters)]
    if inbound.kind is Kind.BOUNCE and not matches:
        matches = [
            _by_address(one.address, letters)
            for one in inbound.failed
            if letters.refs_by_address(one.address.lower())
        ]
    return matches


def _by_id(id_: str, inbound: Inbound, letters: LetterFinder) -> list[Match]:
    if ref := letters.ref_by_message_id(id_):
        detail = f"reports on our email of {ref}, by its Message-ID"
        return [Match(ref, (Evidence(RULE, detail, Strength.STRONG),))]
    failed = {one.address.lower() for one in inbound.failed}
    return [
        Match(ref, (_named(ref, id_, fits=letters.address_of(ref) in failed),))
        for ref in find_refs(id_, letters)
    ]


def _named(ref: str, id_: str, *, fits: bool) -> Evidence:
    if fits:
        detail = f"reports on an email named {id_}, and its recipient is that of {ref}"
        return Evidence(RULE, detail, Strength.STRONG)
    return Evidence(RULE, f"reports on an email named {id_}, which we do not know", Strength.FAIR)


def _by_address(address: str, letters: LetterFinder) -> Match:
    newest = letters.refs_by_address(address.lower())[0]
    detail = f"reports on {address}, to which {newest} went last"
    return Match(newest, (Evidence(RULE, detail, Strength.FAIR),))
