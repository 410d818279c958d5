"""Cuts quoted text, signatures and disclaimers off a plain text."""

import re
from enum import Enum

from lettergen.inbox.quotes.attribution import attribution_length, split_shared_lines
from lettergen.inbox.quotes.banners import cut_banner
from lettergen.inbox.quotes.headerblocks import heads_all_below, marked_block_length, quote_starts
from lettergen.inbox.quotes.signatures import cut_signature

#: A line that `quotes.html` writes where markup says that all below is quoted.
QUOTE_BELOW = "\ue0a1\ue0a2"
#: Lines that are looked at; a person's own words do not come after so many.
LINE_LIMIT = 5_000


# The shortest line length that programs break quoted lines at, in characters.
_WRAP = 68
# "JB> will you come?", as some programs mark whose words are quoted.
_INITIALS = re.compile(r"[A-Z][A-Za-z]{0,3}> ")
_RULE = re.compile(r"\s*[-_=*~–—]{3,}\s*")


class _Sort(Enum):
    OWN = "own"
    BLANK = "blank"
    QUOTED = "quoted"
    ATTRIBUTION = "attribution"


def new_text(text: str) -> str:
    """Give what was newly written in a text whose quotations are marked in any of the usual ways.

    A quotation below or above the writer's words goes, with its attribution line. Where answers stand
    between quoted lines, the quoted lines from the first answered one on stay as the answers' context.
    """
    lines = split_shared_lines(text.split("\n")[:LINE_LIMIT])
    sorts = _sort_lines(lines)
    lines = lines[: len(sorts)]
    kept = cut_banner(_own_part(lines, sorts))
    # A rule stood above what was cut.
    while kept and (not kept[-1].strip() or _RULE.fullmatch(kept[-1])):
        kept.pop()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in kept)).strip()


def _sort_lines(lines: list[str]) -> list[_Sort]:
    """Sort the lines up to where all the rest is a message quoted whole."""
    sorts: list[_Sort] = []
    own_above = False
    while len(sorts) < len(lines):
        found = _sort_next(lines, len(sorts), own_above=own_above)
        if not found:
            break
        sorts += found
        own_above = own_above or _Sort.OWN in found
    return _with_wrapped(lines, sorts)


def _sort_next(lines: list[str], place: int, *, own_above: bool) -> list[_Sort]:
    """Sort the next line, or the lines that head a quotation; none where all the rest is quoted."""
    line = lines[place]
    if not line.strip():
        return [_Sort.BLANK]
    if _is_quoted(line) and not heads_all_below(line):
        return [_Sort.QUOTED]
    length, goes_on = _heading(lines, place, own_above=own_above)
    if not length:
        return [_Sort.OWN]
    return [_Sort.ATTRIBUTION] * length if goes_on else []


def _heading(lines: list[str], place: int, *, own_above: bool) -> tuple[int, bool]:
    """Give how many lines from here on head a quotation, and whether the writer's words may come below it."""
    length = marked_block_length(lines, place, ruled=not own_above)
    if length:
        return length, True
    if heads_all_below(lines[place]):
        return 1, not own_above or _quote_marks_follow(lines, place + 1)
    if lines[place] == QUOTE_BELOW or quote_starts(lines, place):
        return 1, False
    length = attribution_length(lines, place)
    return length, _quote_marks_follow(lines, place + length)


def _with_wrapped(lines: list[str], sorts: list[_Sort]) -> list[_Sort]:
    """Count a line between quoted lines as quoted if it is the end of one that was broken in two."""
    for place in range(1, len(sorts) - 1):
        three = sorts[place - 1 : place + 2]
        within = three == [_Sort.QUOTED, _Sort.OWN, _Sort.QUOTED]
        if within and _continues(lines[place - 1].rstrip(), lines[place].strip()):
            sorts[place] = _Sort.QUOTED
    return sorts


def _continues(quoted: str, line: str) -> bool:
    """Tell whether a line goes on with the quoted line above: a bracket is open, or no word more had room."""
    is_open = any(quoted.count(start) > quoted.count(end) for start, end in ("()", "[]"))
    if is_open or line.startswith("(http"):
        return True
    full = len(quoted) + 1 + len(line.split(" ", 1)[0]) > _WRAP
    ended = quoted.endswith((".", "?", "!", ":")) and not line[:1].islower()
    return full and not ended and len(line) < len(quoted)


def _is_quoted(line: str) -> bool:
    start = line.lstrip(" \t\u00a0")
    if _INITIALS.match(start):
        return True
    return start.startswith((">", "＞", "&gt;")) or (start.startswith("| ") and not start.endswith("|"))


def _quote_marks_follow(lines: list[str], place: int) -> bool:
    """Tell whether the quotation is marked line by line; else all below an attribution is quoted."""
    return any(_is_quoted(line) for line in lines[place : place + 4])


def _own_part(lines: list[str], sorts: list[_Sort]) -> list[str]:
    last = _last_own(lines, sorts)
    lines, sorts = lines[:last], sorts[:last]
    if _is_interleaved(sorts):
        first = _first_context(sorts)
        shown = zip(lines[first:], sorts[first:], strict=True)
        return cut_signature([line for line, sort in shown if sort is not _Sort.ATTRIBUTION])
    return cut_signature(
        [line for line, sort in zip(lines, sorts, strict=True) if sort in {_Sort.OWN, _Sort.BLANK}]
    )


def _last_own(lines: list[str], sorts: list[_Sort]) -> int:
    """Give where the writer's own words end: the signature below a trailing quotation is none of them."""
    own = [place for place, sort in enumerate(sorts) if sort is _Sort.OWN]
    if not own:
        return 0
    quoted = [place for place, sort in enumerate(sorts) if sort is _Sort.QUOTED]
    if quoted and own[-1] > quoted[-1]:
        tail = cut_signature(lines[quoted[-1] + 1 : own[-1] + 1])
        if not any(line.strip() for line in tail):
            return _last_own(lines, sorts[: quoted[-1]])
    return own[-1] + 1


def _is_interleaved(sorts: list[_Sort]) -> bool:
    """Tell whether the writer's words stand between quoted lines, beyond one block above them.

    A passage alone with words on both sides and no attribution was picked out to be answered.
    """
    runs: list[_Sort] = []
    for sort in sorts:
        if sort in {_Sort.OWN, _Sort.QUOTED} and (not runs or runs[-1] is not sort):
            runs.append(sort)
    picked = runs == [_Sort.OWN, _Sort.QUOTED, _Sort.OWN] and _Sort.ATTRIBUTION not in sorts
    return runs.count(_Sort.QUOTED) >= 2 or picked


def _first_context(sorts: list[_Sort]) -> int:
    for place, sort in enumerate(sorts):
        if sort in {_Sort.OWN, _Sort.QUOTED}:
            return place
    return 0
