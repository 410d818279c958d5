"""Run styles as they are set: the face, the real size, and words measured in it."""

from dataclasses import dataclass, field, replace

from lettergen.typeset.fonts import Face, FontBook, Shaped
from lettergen.typeset.layout.scripts import is_unseen, joins_previous, script_of
from lettergen.typeset.story import RunStyle, Vertical

#: Word sets small capitals at four fifths of the size, and super- and subscripts at about two thirds.
SMALL_CAPS = 0.8
SHIFTED = 0.65
_RISES = {Vertical.BASELINE: 0.0, Vertical.SUPERSCRIPT: 0.35, Vertical.SUBSCRIPT: -0.14}
# Remembered words and styles before memory is begun anew.
_WORDS = 20_000
_STYLES = 5_000
_DRAWN_AS = {"\u2011": "-", "\u2007": "\u2007", "\u00a0": " ", "\u202f": "\u202f"}


@dataclass(frozen=True, slots=True)
class Measured:
    """A word shaped in one face: widths in points, spacing and scale included."""

    text: str
    shaped: Shaped
    clusters: tuple[int, ...]
    width: float
    ink: float
    spaces: int
    face: Face
    size: float


@dataclass(slots=True)
class TypeStyle:
    """A run style with its face. `ascent` and `descent` are of a line that holds nothing else."""

    style: RunStyle
    face: Face
    size: float
    rise: float
    ascent: float
    descent: float
    language: str
    words: dict[tuple[str, bool], tuple[Measured, ...]] = field(default_factory=dict)


class TypeStyles:
    """Measures words, each once per style."""

    def __init__(self, fonts: FontBook) -> None:
        """Take the book that faces come from."""
        self._fonts = fonts
        # By identity, since hashing two dozen fields costs more than all else; the style is kept
        # beside, so that its identity stays taken.
        self._by_id: dict[int, tuple[RunStyle, TypeStyle]] = {}
        self._by_style: dict[RunStyle, TypeStyle] = {}
        self._faces: dict[tuple[str, str, str], Face] = {}

    def of(self, style: RunStyle) -> TypeStyle:
        """Give a style as it is set."""
        known = self._by_id.get(id(style))
        if known is not None and known[0] is style:
            return known[1]
        if len(self._by_id) >= _STYLES:
            self._by_id.clear()
            self._by_style.clear()
        found = self._by_style.get(style)
        if found is None:
            found = self._by_style[style] = self._resolved(style)
        self._by_id[id(style)] = (style, found)
        return found

    def _resolved(self, style: RunStyle) -> TypeStyle:
        face = self._fonts.face(style.family, style.bold, style.italic)
        metrics = face.metrics()
        shifted = style.vertical is not Vertical.BASELINE
        size = style.size * (SHIFTED if shifted else 1.0)
        rise = style.position + style.size * _RISES[style.vertical]
        ascent = in_twips(metrics.ascent * size) + in_twips(metrics.line_gap * size)
        return TypeStyle(style, face, size, rise, ascent, in_twips(metrics.descent * size), style.language)

    def measure(self, text: str, kind: TypeStyle, rtl: bool) -> tuple[Measured, ...]:
        """Shape a word, with its spaces, of one style and direction.

        Returns:
            Its parts: more than one where faces, scripts or capitals change within.
        """
        key = (text, rtl)
        found = kind.words.get(key)
        if found is None:
            if len(kind.words) >= _WORDS:
                kind.words.clear()
            parts = self._parts(text, kind)
            found = tuple(
                self._shape(part, kind, face, script, small, rtl) for part, face, script, small in parts
            )
            kind.words[key] = found
        return found

    def _parts(self, text: str, kind: TypeStyle) -> list[tuple[str, Face, str, bool]]:
        """Cut a word where its face, its script or its capitals' size changes."""
        parts: list[tuple[str, Face, str, bool]] = []
        for char in text:
            if is_unseen(char):
                continue
            small = kind.style.small_caps and char.islower()
            if parts and joins_previous(char):
                last = parts[-1]
                parts[-1] = (last[0] + char, *last[1:])
                continue
            face, script = self._face_for(char, kind), script_of(char)
            if parts:
                last = parts[-1]
                same_script = last[2] == script or not script or not last[2]
                if last[1] is face and same_script and (last[3] == small or not char.isalpha()):
                    parts[-1] = (last[0] + char, face, last[2] or script, last[3])
                    continue
            parts.append((char, face, script, small))
        return parts

    def _face_for(self, char: str, kind: TypeStyle) -> Face:
        shown = _DRAWN_AS.get(char, char)
        if kind.face.has(shown) or not shown.isprintable():
            return kind.face
        key = (kind.face.key, char, kind.language)
        if key not in self._faces:
            self._faces[key] = self._fonts.fallback(shown, kind.face, kind.language) or kind.face
        return self._faces[key]

    def _shape(self, text: str, kind: TypeStyle, face: Face, script: str, small: bool, rtl: bool) -> Measured:
        style = kind.style
        size = kind.size * (SMALL_CAPS if small else 1.0)
        shown, origin = _as_drawn(text, style.all_caps or style.small_caps)
        shaped = face.shape(
            shown,
            script=script,
            language=kind.language,
            rtl=rtl,
            kern=0 < style.kern_from <= style.size,
            ligatures="standard" in style.ligatures.casefold() or style.ligatures == "all",
        )
        clusters = tuple(origin[cluster] for cluster in shaped.clusters) if origin else shaped.clusters
        scaled = size * style.scale
        count = len(set(clusters))
        width = shaped.width * scaled + style.spacing * count
        trailing = len(text) - len(text.rstrip(" "))
        spaces_width = sum(
            advance * scaled + style.spacing
            for advance, cluster in zip(shaped.advances, clusters, strict=True)
            if cluster >= len(text) - trailing
        )
        return Measured(text, shaped, clusters, width, width - spaces_width, text.count(" "), face, size)


def _as_drawn(text: str, capitals: bool) -> tuple[str, list[int]]:
    """Give the characters whose glyphs are shown, and where each comes from if that is not plain."""
    shown, origin, plain = [], [], True
    for index, char in enumerate(text):
        drawn = char.upper() if capitals else _DRAWN_AS.get(char, char)
        plain = plain and len(drawn) == 1
        shown.append(drawn)
        origin += [index] * len(drawn)
    return "".join(shown), [] if plain else origin


def in_twips(points: float) -> float:
    """Round to twentieths of a point, in which word processors reckon heights of lines."""
    return round(points * 20) / 20


def plain_style(style: RunStyle) -> RunStyle:
    """Give a style without what only letters wear, for leaders and numbers beside the text."""
    return replace(
        style, underline=None, strike=False, double_strike=False, border=None, highlight=None, shading=None
    )
