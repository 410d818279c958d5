"""How far it carries that a message names a letter's reference."""

from lettergen.inbox.senders import Kinship, domain_of, kinship
from lettergen.model.messages import Evidence, Inbound, Match, Strength
from lettergen.model.ports import LetterFinder


def quoted(
    inbound: Inbound, ref: str, letters: LetterFinder, *, rule: str, where: str, alone: Strength
) -> Match:
    """Give the match for a reference that a message names.

    A reference is printed on the letter, and letters are passed round and published: whoever names
    one proves nothing by it. It carries far only together with the sender.

    Args:
        inbound: The message.
        ref: The reference it names.
        letters: Where the letter went.
        rule: The rule's name.
        where: The end of a sentence: "quotes AP19-7F3K `where`".
        alone: How far it carries from a sender that we do not know.
    """
    relation = kinship(inbound.sender, ref, letters)
    strength = alone if relation is Kinship.NONE else Strength.STRONG
    return Match(ref, (Evidence(rule, f"{_from(inbound.sender, relation)}; quotes {ref} {where}", strength),))


def _from(sender: str, relation: Kinship) -> str:
    if relation is Kinship.SAME:
        return "from the address the letter went to"
    if relation is Kinship.DOMAIN:
        return f"from a new address at the same domain, {domain_of(sender)}"
    return "from a sender who is no recipient" if sender else "from no known sender"
