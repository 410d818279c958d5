"""The sender is a recipient, or writes from the recipient's organisation."""

import re

from lettergen.inbox.senders import organisation_domains
from lettergen.model.messages import Evidence, Inbound, Kind, Match, Strength
from lettergen.model.ports import LetterFinder

RULE = "sender"

#: Where more letters than this went to one domain, such as a parliament's, it tells nothing.
_MOST_AT_DOMAIN = 3

#: "Re:", "AW:", "Antw:", "[EXTERNAL]" and the like, once or more.
_MARKS = re.compile(
    r"^(?:\s*(?:\[[^\]]{1,40}\]|(?:re|aw|antw|antwort|sv|vs|ang|r|rif|res|odp|ymateb|freagra|tr|fwd?|wg|rv|i|doorst|pd)"
    r"(?:\[\d+\])?\s*[:：]|automatic reply:|out of office:))+",
    re.IGNORECASE,
)


def match(inbound: Inbound, letters: LetterFinder) -> list[Match]:
    """Match a message to the newest letter to its sender, or to the sender's organisation.

    A bounce's sender is a machine at anybody's domain, and tells nothing.
    """
    if not inbound.sender or inbound.kind is Kind.BOUNCE:
        return []
    if own := letters.refs_by_address(inbound.sender):
        return _by_address(inbound, own, letters)
    for domain in organisation_domains(inbound.sender):
        if refs := letters.refs_by_domain(domain):
            return _by_domain(inbound, domain, refs, letters) if len(refs) <= _MOST_AT_DOMAIN else []
    return []


def _by_address(inbound: Inbound, refs: list[str], letters: LetterFinder) -> list[Match]:
    fitting = [ref for ref in refs if fits(inbound.subject, letters.subject_of(ref))]
    if fitting:
        detail = "from the address the letter went to; the subject fits"
        return [Match(ref, (Evidence(RULE, detail, Strength.STRONG),)) for ref in fitting]
    detail = "from the address the letter went to; the subject is another"
    return [Match(refs[0], (Evidence(RULE, detail, Strength.FAIR),))]


def _by_domain(inbound: Inbound, domain: str, refs: list[str], letters: LetterFinder) -> list[Match]:
    matches = []
    for ref in refs:
        same = fits(inbound.subject, letters.subject_of(ref))
        subject = "the subject fits" if same else "the subject is another"
        detail = f"from a new address at the same domain, {domain}; {subject}"
        strength = Strength.FAIR if same else Strength.WEAK
        matches.append(Match(ref, (Evidence(RULE, detail, strength),)))
    return matches


def fits(subject: str, ours: str) -> bool:
    """Tell whether a subject is ours with marks of answering before it (after RFC 5256 section 2.1)."""
    return bool(ours) and _base(subject) == _base(ours)


def _base(subject: str) -> str:
    return " ".join(_MARKS.sub("", subject).split()).casefold()
