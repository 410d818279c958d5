"""How one letter's words differ from another's."""

import difflib


def own_words(base: str, other: str, context: int = 4) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Give the words of a letter that the base letter has not, with a few words around each.

    Args:
        base: The words of the letter compared with, one space apart.
        other: The words of the letter.
        context: How many words to show before and after a difference.

    Returns:
        The text, differences apart by ``…``, and the (start, end) spans of the differing words in it.
    """
    before, after = base.split(), other.split()
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    text, spans = "", []
    for tag, _, _, start, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        lead, tail = after[max(start - context, 0) : start], after[end : end + context]
        piece = " ".join(lead) + (" " if lead else "")
        text += (" … " if text else "") + piece
        own = " ".join(after[start:end]) or "[left out]"
        spans.append((len(text), len(text) + len(own)))
        text += own + (" " + " ".join(tail) if tail else "")
    return text, tuple(spans)
