"""The Unicode bidirectional algorithm (UAX 9): levels of characters, and the order of a line.

Libraries give display strings; a line needs the levels, since its pieces have styles and widths.
"""

import functools
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_MAX_DEPTH = 125
_ISOLATES = {"LRI", "RLI", "FSI"}
_EMBEDDINGS = {"LRE": 0, "RLE": 1, "LRO": 0, "RLO": 1}
_REMOVED = {"LRE", "RLE", "LRO", "RLO", "PDF", "BN"}
_NEUTRAL = {"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"}
_BRACKETS = "()[]{}\u2045\u2046\u207d\u207e\u208d\u208e\u2329\u232a\u27e6\u27e7\u27e8\u27e9\u27ea\u27eb\u3008\u3009\u300a\u300b\u300c\u300d\u300e\u300f\u3010\u3011\u3014\u3015\u3016\u3017\u3018\u3019\u301a\u301b\uff08\uff09\uff3b\uff3d\uff5b\uff5d"  # noqa: E501 - one table
_OPENING = {_BRACKETS[at]: _BRACKETS[at + 1] for at in range(0, len(_BRACKETS), 2)}
_CLOSING = set(_OPENING.values())


@functools.lru_cache(maxsize=4096)
def bidi_class(char: str) -> str:
    """Give a character's class; unassigned ones are strong by their neighbourhood in the standard."""
    return unicodedata.bidirectional(char) or "L"


def needs_bidi(text: str) -> bool:
    """Whether anything in the text can run from right to left."""
    return not text.isascii() and any(
        bidi_class(char) in {"R", "AL", "AN", "RLE", "RLO", "RLI", "FSI"} for char in text
    )


def embedding_levels(text: str, base: int, forced: Sequence[str | None] | None = None) -> list[int]:
    """Give each character's embedding level.

    Args:
        text: One paragraph.
        base: The paragraph's own level: 0 from left to right, 1 from right to left.
        forced: Classes to take instead of the characters' own; None where there is none. Word runs
            that are marked w:rtl give their neutral characters a direction.
    """
    classes = [bidi_class(char) for char in text]
    if forced is not None:
        classes = [one or own for one, own in zip(forced, classes, strict=True)]
    original = list(classes)
    levels = _explicit(classes, base)
    for sequence in _sequences(levels, original, base):
        _resolve(sequence, classes, levels, text)
    _fill_removed(original, levels, base)
    _reset_spaces(original, levels, base)
    return levels


def _explicit(classes: list[str], base: int) -> list[int]:
    """Apply X1 to X8: explicit embeddings, overrides and isolates."""
    embedding = _Embedding(classes, [(base, "", False)])
    levels = []
    for index, kind in enumerate(classes):
        level = embedding.stack[-1][0]
        if kind in _EMBEDDINGS:
            embedding.embed(kind)
        elif kind in _ISOLATES:
            embedding.override(index)
            embedding.isolate(index, kind)
        elif kind == "PDI":
            embedding.end_isolate()
            level = embedding.stack[-1][0]
            embedding.override(index)
        elif kind == "PDF":
            embedding.end_embedding()
        elif kind not in {"B", "BN"}:
            embedding.override(index)
        levels.append(level)
    return levels


@dataclass(slots=True)
class _Embedding:
    """The directional status stack of X1: (level, override, whether an isolate) and what overflowed."""

    classes: list[str]
    stack: list[tuple[int, str, bool]]
    overflow_isolates: int = 0
    overflow_embeddings: int = 0
    valid_isolates: int = 0

    def override(self, index: int) -> None:
        """Give a character the class of the override it stands in."""
        self.classes[index] = self.stack[-1][1] or self.classes[index]

    def embed(self, kind: str) -> None:
        """Begin an embedding or override (X2 to X5)."""
        new = _next_level(self.stack[-1][0], _EMBEDDINGS[kind])
        if new <= _MAX_DEPTH and not self.overflow_isolates and not self.overflow_embeddings:
            self.stack.append((new, {"LRO": "L", "RLO": "R"}.get(kind, ""), False))
        elif not self.overflow_isolates:
            self.overflow_embeddings += 1

    def isolate(self, index: int, kind: str) -> None:
        """Begin an isolate (X5a to X5c)."""
        direction = _first_strong(self.classes, index) if kind == "FSI" else int(kind == "RLI")
        new = _next_level(self.stack[-1][0], direction)
        if new <= _MAX_DEPTH and not self.overflow_isolates and not self.overflow_embeddings:
            self.valid_isolates += 1
            self.stack.append((new, "", True))
        else:
            self.overflow_isolates += 1

    def end_isolate(self) -> None:
        """End the last isolate with all embeddings in it (X6a)."""
        if self.overflow_isolates:
            self.overflow_isolates -= 1
        elif self.valid_isolates:
            self.overflow_embeddings = 0
            while not self.stack[-1][2]:
                self.stack.pop()
            self.stack.pop()
            self.valid_isolates -= 1

    def end_embedding(self) -> None:
        """End the last embedding or override (X7)."""
        if self.overflow_isolates:
            return
        if self.overflow_embeddings:
            self.overflow_embeddings -= 1
        elif len(self.stack) > 1 and not self.stack[-1][2]:
            self.stack.pop()


def _next_level(level: int, direction: int) -> int:
    return level + 1 if (level + 1) % 2 == direction else level + 2


def _first_strong(classes: Sequence[str], start: int) -> int:
    """Give the direction an FSI takes from what it isolates (P2, P3)."""
    depth = 0
    for kind in classes[start + 1 :]:
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            if not depth:
                return 0
            depth -= 1
        elif not depth and kind in {"L", "R", "AL"}:
            return int(kind != "L")
    return 0


@dataclass(slots=True)
class _Sequence:
    """An isolating run sequence (BD13): indices, its level and what borders on it."""

    indices: list[int]
    level: int
    before: str
    after: str


def _sequences(levels: Sequence[int], original: Sequence[str], base: int) -> list[_Sequence]:
    """Cut the text into isolating run sequences (X10)."""
    kept = [index for index, kind in enumerate(original) if kind not in _REMOVED]
    runs: list[list[int]] = []
    for index in kept:
        if runs and levels[runs[-1][-1]] == levels[index]:
            runs[-1].append(index)
        else:
            runs.append([index])
    matches = _isolate_matches(original)
    by_first = {run[0]: run for run in runs}
    sequences = []
    for run in runs:
        if original[run[0]] == "PDI" and run[0] in matches.values():
            continue
        indices = list(run)
        while original[indices[-1]] in _ISOLATES and matches.get(indices[-1]) in by_first:
            indices += by_first[matches[indices[-1]]]
        sequences.append(_bordered(indices, kept, levels, original, base))
    return sequences


def _isolate_matches(original: Sequence[str]) -> dict[int, int]:
    """Give for each isolate initiator its PDI (BD9)."""
    open_at: list[int] = []
    matches = {}
    for index, kind in enumerate(original):
        if kind in _ISOLATES:
            open_at.append(index)
        elif kind == "PDI" and open_at:
            matches[open_at.pop()] = index
    return matches


def _bordered(
    indices: list[int], kept: Sequence[int], levels: Sequence[int], original: Sequence[str], base: int
) -> _Sequence:
    level = levels[indices[0]]
    first, last = kept.index(indices[0]), kept.index(indices[-1])
    before = levels[kept[first - 1]] if first else base
    open_end = original[indices[-1]] in _ISOLATES
    after = base if open_end or last + 1 == len(kept) else levels[kept[last + 1]]
    sides = ["R" if max(level, one) % 2 else "L" for one in (before, after)]
    return _Sequence(indices, level, sides[0], sides[1])


def _resolve(sequence: _Sequence, classes: list[str], levels: list[int], text: str) -> None:
    """Apply W1 to I2 to one sequence."""
    kinds = [classes[index] for index in sequence.indices]
    _weak(kinds, sequence.before)
    _pair_brackets(kinds, [text[index] for index in sequence.indices], sequence)
    _neutrals(kinds, sequence)
    for index, kind in zip(sequence.indices, kinds, strict=True):
        level = sequence.level
        if level % 2 == 0:
            level += {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)
        elif kind in {"L", "EN", "AN"}:
            level += 1
        levels[index] = level


def _weak(kinds: list[str], before: str) -> None:
    """Apply W1 to W7."""
    _marks(kinds, before)
    _numbers(kinds, before)
    for index in range(1, len(kinds) - 1):
        around = (kinds[index - 1], kinds[index + 1])
        european = kinds[index] in {"ES", "CS"} and around == ("EN", "EN")
        if european or (kinds[index] == "CS" and around == ("AN", "AN")):
            kinds[index] = around[0]
    _terminators(kinds)
    strong = before
    for index, kind in enumerate(kinds):
        if kind in {"ES", "CS", "ET"}:
            kinds[index] = "ON"
        elif kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"


def _marks(kinds: list[str], before: str) -> None:
    """Give marks the class of what they stand on (W1)."""
    previous = before
    for index, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[index] = "ON" if previous in _ISOLATES or previous == "PDI" else previous
        previous = kinds[index]


def _numbers(kinds: list[str], before: str) -> None:
    """Let numbers after Arabic letters be Arabic, then the letters right-to-left (W2, W3)."""
    strong = before
    for index, kind in enumerate(kinds):
        if kind in {"L", "R", "AL"}:
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[index] = "AN"
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]


def _terminators(kinds: list[str]) -> None:
    """Give signs next to European numbers their class (W5)."""
    index = 0
    while index < len(kinds):
        end = index
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        touches = (index > 0 and kinds[index - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN")
        if end > index and touches:
            kinds[index:end] = ["EN"] * (end - index)
        index = max(end, index + 1)


def _strength(kind: str) -> str:
    """Give the direction a resolved class counts as among neutrals; empty for neutrals."""
    if kind == "L":
        return "L"
    return "R" if kind in {"R", "EN", "AN"} else ""


def _pair_brackets(kinds: list[str], chars: list[str], sequence: _Sequence) -> None:
    """Give pairs of brackets the direction of what they hold (N0)."""
    stack: list[tuple[str, int]] = []
    pairs = []
    for index, char in enumerate(chars):
        if kinds[index] != "ON":
            continue
        if char in _OPENING:
            stack.append((_OPENING[char], index))
        elif char in _CLOSING:
            for depth in range(len(stack) - 1, -1, -1):
                if stack[depth][0] == char:
                    pairs.append((stack[depth][1], index))
                    del stack[depth:]
                    break
    own = "R" if sequence.level % 2 else "L"
    for start, end in sorted(pairs):
        inside = {_strength(kind) for kind in kinds[start + 1 : end]} - {""}
        if own in inside:
            kinds[start] = kinds[end] = own
        elif inside:
            context = next((found for kind in reversed(kinds[:start]) if (found := _strength(kind))), None)
            kinds[start] = kinds[end] = next(iter(inside)) if (context or sequence.before) != own else own


def _neutrals(kinds: list[str], sequence: _Sequence) -> None:
    """Give neutral characters the direction around them, else the sequence's own (N1, N2)."""
    index = 0
    while index < len(kinds):
        if kinds[index] not in _NEUTRAL:
            index += 1
            continue
        end = index
        while end < len(kinds) and kinds[end] in _NEUTRAL:
            end += 1
        left = _strength(kinds[index - 1]) if index else sequence.before
        right = _strength(kinds[end]) if end < len(kinds) else sequence.after
        own = "R" if sequence.level % 2 else "L"
        kinds[index:end] = [left if left == right else own] * (end - index)
        index = end


def _fill_removed(original: Sequence[str], levels: list[int], base: int) -> None:
    """Give removed characters the level before them (5.2 of UAX 9)."""
    for index, kind in enumerate(original):
        if kind in _REMOVED:
            levels[index] = levels[index - 1] if index else base


def _reset_spaces(original: Sequence[str], levels: list[int], base: int) -> None:
    """Put separators, and the spaces before them or at the end, on the paragraph's level (L1)."""
    trailing = True
    for index in range(len(original) - 1, -1, -1):
        kind = original[index]
        if kind in {"S", "B"}:
            levels[index] = base
            trailing = True
        elif kind in {"WS", "FSI", "LRI", "RLI", "PDI"} or kind in _REMOVED:
            if trailing:
                levels[index] = base
        else:
            trailing = False


def visual_order(levels: Sequence[int]) -> list[int]:
    """Give the indices of a line's pieces from left to right (L2)."""
    order = list(range(len(levels)))
    if not levels or max(levels) == 0:
        return order
    lowest_odd = min((level for level in levels if level % 2), default=max(levels) + 1)
    for level in range(max(levels), lowest_odd - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = max(end, start + 1)
    return order
