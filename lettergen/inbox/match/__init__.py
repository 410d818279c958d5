"""Which letters a message answers; strong evidence decides, weak evidence proposes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lettergen.inbox.match import letter_ref, plus_address, report, sender, thread
from lettergen.inbox.senders import Kinship, kinship
from lettergen.model.messages import Evidence, Inbound, Match, Strength
from lettergen.model.ports import LetterFinder

Matcher = Callable[[Inbound, LetterFinder], list[Match]]

#: Strongest first; a new one gets its place here.
MATCHERS: tuple[Matcher, ...] = (
    report.match,
    thread.match,
    plus_address.match,
    letter_ref.match,
    sender.match,
)

_ORDER = (Strength.STRONG, Strength.FAIR, Strength.WEAK)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rules make of a message: letters it answers, and letters that a person may choose from.

    Proposals come strongest first. `is_contradictory` says that strong evidence pointed to letters
    that do not go together, so that none was matched.
    """

    matches: tuple[Match, ...] = ()
    proposals: tuple[Match, ...] = ()
    is_contradictory: bool = False


def decide(inbound: Inbound, letters: LetterFinder) -> Decision:
    """Decide which letters a message answers.

    A message that is our own email (a copy to ourselves) answers nothing.
    """
    if inbound.message_id and letters.ref_by_message_id(inbound.message_id):
        return Decision()
    found = _by_letter(match for matcher in MATCHERS for match in matcher(inbound, letters))
    strong = [one for one in found if one.strength is Strength.STRONG]
    others = [one for one in found if one.strength is not Strength.STRONG]
    if _contradict(inbound, strong, others, letters):
        return Decision((), tuple(found), is_contradictory=True)
    return Decision(tuple(strong), tuple(others))


def _by_letter(matches: Iterable[Match]) -> list[Match]:
    """Give one match per letter with all its evidence, strongest first."""
    evidence: dict[str, list[Evidence]] = {}
    for match in matches:
        evidence.setdefault(match.ref, []).extend(match.evidence)
    merged = [Match(ref, tuple(dict.fromkeys(all_of_it))) for ref, all_of_it in evidence.items()]
    return sorted(merged, key=lambda one: _ORDER.index(one.strength))


def _contradict(inbound: Inbound, strong: list[Match], others: list[Match], letters: LetterFinder) -> bool:
    """Tell whether the evidence points to letters of people who have nothing to do with each other.

    Several letters are answered at once by an office that got them all: the sender is kin to every
    recipient, or the message stands in all of their threads. And who is a recipient, but of another
    letter than the one whose thread it is, may have been passed that letter.
    """
    unrelated = [one for one in strong if kinship(inbound.sender, one.ref, letters) is Kinship.NONE]
    if not unrelated:
        return False
    if len(strong) > 1 and not all(_rules(one) & {thread.RULE, report.RULE} for one in strong):
        return True
    return any(kinship(inbound.sender, one.ref, letters) is Kinship.SAME for one in others)


def _rules(match: Match) -> set[str]:
    return {one.rule for one in match.evidence if one.strength is Strength.STRONG}
