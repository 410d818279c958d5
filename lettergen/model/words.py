"""Nothing is lost: the words of a document against the words on its pages, whoever made them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lettergen.errors import InputError
from lettergen.model.documents import PageWarning

#: How many lost words a message names; the rest are counted.
NAMED = 10


@dataclass(frozen=True, slots=True)
class LostWord:
    """A word that is on no page, and the words before it in the document."""

    word: str
    after: str = ""

    def __str__(self) -> str:
        """Give the word and its place in words that can be searched for."""
        return f"“{self.word}” (after “{self.after}”)" if self.after else f"“{self.word}” (at the beginning)"


class LostWordsError(InputError):
    """Words of the document are not on its pages."""

    def __init__(self, name: str, lost: Sequence[LostWord]) -> None:
        """Take the document's name and the lost words, at least one."""
        self.lost = tuple(lost)
        super().__init__(
            f"{name}: {_told(lost)} would not be on the pages. Change how the document sets them, "
            "or accept it with --allow-lost-words (setting [page] allow_lost_words)."
        )


def lost_words_warning(lost: Sequence[LostWord]) -> PageWarning:
    """Give the same as a warning."""
    return PageWarning(f"{_told(lost)} are not on the pages.")


def _told(lost: Sequence[LostWord]) -> str:
    named = ", ".join(map(str, lost[:NAMED]))
    more = f" and {len(lost) - NAMED} more" if len(lost) > NAMED else ""
    return f"{len(lost)} of the document's words, {named}{more},"


def bare(text: str) -> str:
    """Give a text without what is not seen as part of a word: soft hyphens, direction marks."""
    return text if text.isascii() else _UNSEEN.sub("", text)


_UNSEEN = re.compile(
    "[\xad\u180e\u200b\u200e\u200f\u2060\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff]"
)


def words_missing(
    words: Sequence[str],
    placed: Iterable[str],
    orders: Iterable[str],
    *,
    as_seen: Callable[[str], str] = bare,
) -> list[LostWord]:
    """Give the words of a document that are not among those on its pages, in document order.

    Args:
        words: The document's, in reading order.
        placed: The words on the pages; there may be more of them.
        orders: The whole text of the pages, once for each order in which it may be read. A word that is
            not found as it is may be broken over lines or set in pieces: it is looked for once more in
            these, spaces aside, and must occur in one of them as often as in the document. Only
            asked for if need be.
        as_seen: Gives a text as it is compared; the same for all that looks alike. It adds no line.
    """
    found = Counter(as_seen("\n".join(placed)).split())
    wanted = as_seen("\n".join(words)).split("\n") if words else []
    missing = [word for word, count in Counter(wanted).items() if count > found[word]]
    if not missing:
        return []
    texts = ["".join(as_seen(order).split()) for order in orders]
    all_wanted = "".join(wanted)
    short = {}
    for word in filter(None, missing):
        lacking = all_wanted.count(word) - max(text.count(word) for text in texts)
        if lacking > 0:
            short[word] = lacking
    return list(_located(words, wanted, short))


def _located(words: Sequence[str], wanted: Sequence[str], short: dict[str, int]) -> Iterator[LostWord]:
    """Give lost words with their places; of a word that was drawn too seldom, the last ones count."""
    found = []
    for index in range(len(words) - 1, -1, -1):
        if short.get(wanted[index], 0) > 0:
            short[wanted[index]] -= 1
            found.append(LostWord(words[index], " ".join(words[max(0, index - 3) : index])))
    yield from reversed(found)
