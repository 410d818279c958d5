"""How one letter's words differ from another's."""

import difflib
from collections.abc import Iterator, Sequence

Spans = tuple[tuple[int, int], ...]


def own_words(base: str, other: str, context: int = 4) -> tuple[str, Spans]:
    """Give the words of a letter that the base letter has not, with a few words around each.

    Args:
        base: The text of the letter compared with.
        other: The text of the letter.
        context: How many words to show before and after a difference; differences that are closer
            than twice that stand in one piece.

    Returns:
        The text, pieces apart by ``…``, and the (start, end) spans of the differing words in it.
    """
    before, after = base.split(), other.split()
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    text, spans = "", []
    for group in matcher.get_grouped_opcodes(context):
        text += " … " if text else ""
        for number, (words, is_own) in enumerate(_pieces(group, before, after)):
            text += " " if number else ""
            if is_own:
                spans.append((len(text), len(text) + len(words)))
            text += words
    return text, tuple(spans)


def _pieces(
    group: Sequence[tuple[str, int, int, int, int]], before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[str, bool]]:
    """Give a piece's words and whether they are the letter's own; what it lacks is said in brackets."""
    for tag, base_start, base_end, start, end in group:
        if tag == "delete":
            yield f"[left out: {' '.join(before[base_start:base_end])}]", True
        else:
            yield " ".join(after[start:end]), tag != "equal"
