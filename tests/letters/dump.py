"""A letter's pages as text that a reviewer can read and a diff can show.

Each page is drawn as a typewriter would: a character for each 6 by 12 points. Below it stands what a
typewriter cannot show: type, lines, grounds, pictures; then the structure tree as a screen reader
meets it, and what the writer is warned of.
"""

from collections.abc import Iterable, Iterator

from lettergen.typeset.engine.words import lost_words
from lettergen.typeset.fonts import FontBook
from lettergen.typeset.layout import Layouter
from lettergen.typeset.pages import Box, Clip, EndClip, GlyphRun, Image, Link, Outline, Page, Pages, Rule
from lettergen.typeset.read import Reader, words_of
from tests.letters.word import Letter
from tests.typeset.layout.pictures import FakeFace

CHAR, LINE = 6.0, 12.0
#: Baselines nearer than this are of one line.
_LEAST_LINE = 7.0


class Typewriter:
    """A font book of one family, each character 0.6 em wide, a line 1.2 high."""

    warnings = ()

    def face(self, family, bold, italic):
        name = " ".join(["Mono", *["bold"] * bold, *["italic"] * italic])
        return FakeFace(name, width=0.6, ascent=0.9, descent=0.3)

    def fallback(self, char, like, language=""):
        return None


def picture(purpose: str, letter: Letter) -> str:
    """Give a letter's picture under its purpose."""
    return f"{purpose}\n\n{dump(letter)}"


def dump(letter: Letter) -> str:
    """Give all that is to be seen and told of a letter."""
    word = letter.word_file()
    story = Reader().read(word)
    fonts = Typewriter() if letter.typewriter else FontBook(system=False)
    pages = Layouter(fonts).lay_out(story)
    warnings = [f"{place}: {what}" if place else what for what, place in (*story.warnings, *pages.warnings)]
    warnings += fonts.warnings
    warnings += [f"lost: {lost}" for lost in lost_words(words_of(word), pages)]
    parts: list[str] = []
    for number, page in enumerate(pages.pages, 1):
        size = f"{page.width / CHAR:g} × {page.height / LINE:g}"
        parts += [f"page {number} of {len(pages.pages)}, {size}", *_drawing(page, letter.typewriter), ""]
    parts += ["structure", *_structure(pages)]
    parts += ["", "warnings", *(f"  {one}" for one in warnings)] if warnings else []
    return "\n".join(parts) + "\n"


def _drawing(page: Page, typewriter: bool) -> Iterator[str]:
    if typewriter:
        yield from (f"|{row}" for row in _typed(page))
    last = 0.0
    for item in page.items:
        if not isinstance(item, GlyphRun):
            yield f"  {_thing(item)}"
        elif item.text.strip():
            looks = _looks(item, item.y - last, typewriter)
            last = item.y
            if looks:
                yield f"  {_place(item.x, item.y)} “{item.text.strip()}”{looks}"


def _typed(page: Page) -> list[str]:
    rows: dict[int, dict[int, str]] = {}
    for item in page.items:
        if isinstance(item, GlyphRun) and not item.rotation:
            _type(item, rows)
    made = []
    for row in range(max(rows, default=-1) + 1):
        cells = rows.get(row, {})
        made.append("".join(cells.get(at, " ") for at in range(max(cells, default=-1) + 1)).rstrip())
    return made


def _type(run: GlyphRun, rows: dict[int, dict[int, str]]) -> None:
    row = rows.setdefault(max(int((run.y + 0.1) // LINE), 0), {})
    for glyph, cluster in zip(run.glyphs, run.clusters, strict=True):
        at = max(int((run.x + glyph.x + 0.6) // CHAR), 0)
        char = run.text[cluster]
        if char != " ":
            row[at] = "#" if row.get(at, char) != char else char


def _looks(run: GlyphRun, lower: float, typewriter: bool) -> str:
    """Tell what a typewriter cannot; `lower` is how far below the run before it this one stands."""
    looks = []
    if not typewriter:
        looks += [run.font.partition(":")[0], f"{_number(run.size)} pt", f"{len(run.glyphs)} glyphs"]
    else:
        looks += [run.font.removeprefix("Mono").strip()] if run.font != "Mono" else []
        looks += [f"{_number(run.size)} pt"] if run.size != 10.0 else []
        looks += [f"lower by {_number(lower)}"] if 0.1 < abs(lower) < _LEAST_LINE else []
        looks += ["spaced"] if _is_spaced(run) else []
    looks += [run.color] if run.color != "000000" else []
    looks += [f"scaled {_number(run.scale)}"] if run.scale != 1.0 else []
    looks += [f"turned {_number(run.rotation)}"] if run.rotation else []
    looks += [f"opacity {_number(run.opacity)}"] if run.opacity != 1.0 else []
    looks += [run.language] if run.language and run.language != "en-GB" else []
    return ": " + ", ".join(looks) if looks else ""


def _is_spaced(run: GlyphRun) -> bool:
    wanted = len(run.glyphs) * 0.6 * run.size * run.scale
    return abs(run.advance - wanted) > 0.3


def _thing(item: object) -> str:  # noqa: PLR0911 - one for each kind of item
    match item:
        case Rule():
            kind = (
                " wavy" if item.wave else " dashed " + "-".join(map(_number, item.dash)) if item.dash else ""
            )
            ends = f"{_place(item.x1, item.y1)} to {_place(item.x2, item.y2)}"
            return f"line {ends}, {_number(item.width)} pt{_color(item.color)}{kind}"
        case Box():
            return f"ground {_area(item)} {item.color}"
        case Outline():
            steps = " ".join(
                f"{step[0]}{','.join(_number(float(one)) for one in step[1:])}" for step in item.steps
            )
            filled = f", filled {item.fill}" if item.fill else ""
            return f"shape {steps}{filled}" + (
                f", drawn {item.stroke} {_number(item.width)} pt" if item.stroke else ""
            )
        case Image():
            told = f" “{item.alt}”" if item.alt else ""
            turned = f", turned {_number(item.rotation)}" if item.rotation else ""
            cropped = f", cropped {'-'.join(map(_number, item.crop))}" if any(item.crop) else ""
            artifact = "" if item.node is not None else ", artifact"
            return f"picture {_area(item)} {item.kind}{told}{turned}{cropped}{artifact}"
        case Link():
            return f"link {_area(item)} to {item.target}"
        case Clip():
            return f"only within {_area(item)}:"
        case EndClip():
            return "everywhere again"
    raise AssertionError(item)


def _color(color: str) -> str:
    return "" if color == "000000" else f" {color}"


def _number(value: float) -> str:
    return f"{round(value, 2) + 0.0:g}"


def _place(x: float, y: float) -> str:
    return f"{round(x, 1) + 0.0:g},{round(y, 1) + 0.0:g}"


def _area(item) -> str:
    return f"{_place(item.x, item.y)} {_number(item.width)}×{_number(item.height)}"


def _structure(pages: Pages) -> Iterable[str]:
    texts: dict[int, str] = {}
    for page in pages.pages:
        for item in page.items:
            if isinstance(item, GlyphRun) and item.node is not None:
                texts[item.node] = texts.get(item.node, "") + item.text
    children: dict[int | None, list[int]] = {}
    for index, node in enumerate(pages.nodes):
        children.setdefault(node.parent, []).append(index)

    def told(index: int, depth: int) -> Iterator[str]:
        node = pages.nodes[index]
        facts = [f"alt “{node.alt}”"] if node.alt else []
        facts += [node.language] if node.language else []
        facts += [f"scope {node.scope}"] if node.scope else []
        facts += [f"spans {node.column_span} columns"] if node.column_span > 1 else []
        facts += [f"spans {node.row_span} rows"] if node.row_span > 1 else []
        facts += ["numbered"] if node.ordered else []
        text = " ".join(texts.get(index, "").split())
        text = f"{text[:30]}…{text[-8:]}" if len(text) > 40 else text
        yield "  " * (depth + 1) + " ".join([node.role, *facts]) + (f" “{text}”" if text else "")
        for child in children.get(index, ()):
            yield from told(child, depth + 1)

    yield from told(0, 0)
