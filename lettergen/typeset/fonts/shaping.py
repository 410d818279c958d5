"""Characters to placed glyphs, by HarfBuzz, each text once."""

from dataclasses import dataclass

import uharfbuzz

# Ligatures and contextual forms are taste in these scripts and off in Word by default; in every
# other script a text is misspelt without them.
_PLAIN_SCRIPTS = frozenset({"Latn", "Grek", "Cyrl", "Armn", "Geor", "Zyyy", "Zinh", "Hani", "Hebr", ""})

#: How many shaped texts a face remembers before it begins anew.
REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text's glyphs in drawing order, left to right.

    `advances` and `offsets` are shares of the font size, y upwards. `clusters` give for each glyph
    the index of the first character that it stands for; they fall in right-to-left text. `width` is
    the sum of the advances.
    """

    glyphs: tuple[int, ...]
    advances: tuple[float, ...]
    offsets: tuple[tuple[float, float], ...]
    clusters: tuple[int, ...]
    width: float


EMPTY = Shaped((), (), (), (), 0.0)


class Shaper:
    """Shapes text in one face and remembers what it shaped."""

    def __init__(self, font: uharfbuzz.Font, units_per_em: int) -> None:
        """Take the font at scale `units_per_em`, variations set."""
        self._font = font
        self._units = units_per_em
        self._known: dict[tuple[object, ...], Shaped] = {}

    def shape(
        self,
        text: str,
        script: str,
        language: str,
        rtl: bool,
        kern: bool,
        ligatures: bool,
        features: tuple[str, ...],
    ) -> Shaped:
        """Shape a text of one script and direction; see `Face.shape`."""
        key = (text, script, language, rtl, kern, ligatures, features)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._shape(text, script, language, rtl, _features(script, kern, ligatures, features))
            self._known[key] = known
        return known

    def _shape(self, text: str, script: str, language: str, rtl: bool, features: dict[str, int]) -> Shaped:
        if not text:
            return EMPTY
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.direction = "rtl" if rtl else "ltr"
        if script:
            buffer.script = script
        if language:
            buffer.language = language
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer, features)
        return self._shaped(buffer)

    def _shaped(self, buffer: uharfbuzz.Buffer) -> Shaped:
        units = self._units
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        advances = tuple(one.x_advance / units for one in positions)
        return Shaped(
            tuple(one.codepoint for one in infos),
            advances,
            tuple((one.x_offset / units, one.y_offset / units) for one in positions),
            tuple(one.cluster for one in infos),
            sum(advances),
        )


def _features(script: str, kern: bool, ligatures: bool, features: tuple[str, ...]) -> dict[str, int]:
    """Give HarfBuzz's feature settings; what is not named has HarfBuzz's default."""
    settings: dict[str, int] = {}
    if not kern:
        settings["kern"] = 0
    if not ligatures and script in _PLAIN_SCRIPTS:
        settings |= {"liga": 0, "clig": 0, "calt": 0}
    for feature in features:
        name, _, value = feature.partition("=")
        settings[name.lstrip("+-")] = int(value) if value else int(not name.startswith("-"))
    return settings
