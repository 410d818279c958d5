"""Finds the face for a family and style, or what stands in for it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from lettergen.errors import InputError
from lettergen.typeset.fonts import places
from lettergen.typeset.fonts.entries import BOLD, BOLD_FROM, NORMAL_WIDTH, REGULAR, FontEntry
from lettergen.typeset.fonts.face import Face, LoadedFont
from lettergen.typeset.fonts.permission import EmbeddingForbiddenError, may_embed
from lettergen.typeset.fonts.stand_ins import STAND_INS, StandIns, generic_families

# Families with many characters, tried in this order where a face lacks one. The first are what
# office programs on Linux, Windows and macOS take.
_FALLBACKS = (
    "DejaVu Sans", "Liberation Sans", "Arimo", "Noto Sans", "Droid Sans Fallback", "Noto Sans CJK SC",
    "WenQuanYi Zen Hei", "Segoe UI Symbol", "Segoe UI Emoji", "Noto Emoji", "Symbola", "Arial Unicode MS",
    "Microsoft YaHei", "Malgun Gothic", "Yu Gothic", "PingFang SC", "Hiragino Sans", "Apple Symbols",
)  # fmt: skip
_FALLBACKS_BY_LANGUAGE = {
    "ja": ("Noto Sans CJK JP", "Yu Gothic", "MS Gothic", "Hiragino Sans"),
    "ko": ("Noto Sans CJK KR", "Malgun Gothic", "Apple SD Gothic Neo"),
    "zh-tw": ("Noto Sans CJK TC", "Microsoft JhengHei", "PingFang TC"),
    "zh-hk": ("Noto Sans CJK HK", "Microsoft JhengHei", "PingFang HK"),
}

_Source = Callable[[], Iterable[FontEntry]]


class NoFontError(InputError):
    """Not one usable font was found."""

    def __init__(self, family: str) -> None:
        """Take the family that was looked for."""
        super().__init__(
            f"No font was found for {family}, nor one to stand in. "
            "Put TrueType or OpenType files into the campaign's fonts folder, or `pip install fontpkg-arimo`."
        )


class FontBook:
    """All faces within reach.

    A family is looked for in the campaign's folders, then in font packages, so that a letter whose
    faces are packaged looks the same on every machine, then in the system. A stand-in is looked for
    in the system before the packages, as the office's word processor on this machine would.

    Attributes:
        warnings: What was substituted, a sentence each, in order of first use.
    """

    def __init__(self, folders: Sequence[Path] = (), system: bool = True) -> None:
        """Take the campaign's font folders; `system` says whether the system's fonts count."""
        own = _remembered(lambda: [entry for folder in folders for entry in places.folder_entries(folder)])
        shared: list[_Source] = [places.system_entries] if system else []
        self._sources: list[_Source] = [own, places.package_entries, *shared]
        self._stand_in_sources: list[_Source] = [own, *shared, places.package_entries]
        self._faces: dict[tuple[str, bool, bool], Face] = {}
        self._by_key: dict[str, Face] = {}
        self._loaded: dict[FontEntry, LoadedFont | None] = {}
        self._fallbacks: dict[tuple[str, bool, bool, str], Face | None] = {}
        self._warnings: dict[str, set[str]] = {}

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was substituted, a sentence each, in order of first use."""
        return tuple(self._warnings)

    def warnings_about(self, faces: Iterable[Face]) -> tuple[str, ...]:
        """Give those warnings that are about these faces standing in: what a document's pages show."""
        keys = {face.key for face in faces}
        return tuple(text for text, about in self._warnings.items() if about & keys)

    def face(self, family: str, bold: bool, italic: bool) -> Face:
        """Give the face of a family in a style, or the one that stands in for it.

        Raises:
            EmbeddingForbiddenError: If the family is there and its licence forbids embedding.
            NoFontError: If there is no font at all.
        """
        key = (family.casefold(), bold, italic)
        face = self._faces.get(key)
        if face is None:
            face = self._faces[key] = self._found(family, bold, italic)
        return face

    def by_key(self, key: str) -> Face:
        """Give the face that has this `Face.key`; it must have come from this book."""
        return self._by_key[key]

    def fallback(self, char: str, like: Face, language: str = "") -> Face | None:
        """Give a face that has all of `char`, of the style of `like` if it can be; None if there is none."""
        bold = like.entry.bold or like.synthetic_bold
        italic = like.entry.italic or like.synthetic_italic
        key = (char, bold, italic, language.casefold())
        if key not in self._fallbacks:
            self._fallbacks[key] = self._fallback(char, bold, italic, language.casefold())
        return self._fallbacks[key]

    def _found(self, family: str, bold: bool, italic: bool) -> Face:
        for entries in self._families(family, self._sources):
            face = self._styled(entries, bold, italic)
            if face is not None and may_embed(face.tables):
                return face
            if face is not None:
                raise EmbeddingForbiddenError(family, face.entry.path)
        return self._stand_in(family, bold, italic)

    def _stand_in(self, family: str, bold: bool, italic: bool) -> Face:
        known = STAND_INS.get(family.casefold(), StandIns())
        for other in (*known.same_widths, *known.alike, *generic_families(family)):
            for entries in self._families(other, self._stand_in_sources):
                face = self._styled(entries, bold, italic)
                if face is not None and may_embed(face.tables):
                    self._warn(family, other, known, face)
                    return face
        return self._any_face(family, bold, italic)

    def _any_face(self, family: str, bold: bool, italic: bool) -> Face:
        for source in self._stand_in_sources:
            for entry in source():
                face = self._styled([entry], bold, italic)
                if face is not None and may_embed(face.tables) and face.has("aA1"):
                    self._warn(family, entry.name, StandIns(), face)
                    return face
        raise NoFontError(family)

    def _warn(self, family: str, other: str, known: StandIns, face: Face) -> None:
        if other in known.same_widths:
            text = f"The font {family} is not installed; {other}, which has the same widths, stands in."
        else:
            text = f"The font {family} is not installed; {other} stands in, and lines may break elsewhere."
            if known.package:
                text += f" Install {known.package}, or put {family} into the fonts folder."
            else:
                text += f" Put {family} into the fonts folder."
        self._warnings.setdefault(text, set()).add(face.key)

    def _families(self, family: str, sources: Iterable[_Source]) -> Iterator[list[FontEntry]]:
        """Give the faces under that name, source by source, the narrower meaning of the name first."""
        # An @ before an East Asian family asks for its upright form in vertical text.
        name = family.casefold().strip().lstrip("@")
        for source in sources:
            entries = source()
            for names in ("families", "wide_families", "full_names"):
                found = [entry for entry in entries if name in getattr(entry, names)]
                if found:
                    yield found
                    break

    def _styled(self, entries: Sequence[FontEntry], bold: bool, italic: bool) -> Face | None:
        """Give the face nearest to the style, what it lacks synthesised; None if all are damaged."""
        return next(self._by_nearness(entries, bold, italic), None)

    def _by_nearness(self, entries: Sequence[FontEntry], bold: bool, italic: bool) -> Iterator[Face]:
        """Give the faces that can be loaded, the nearest to the style first."""
        wanted = BOLD if bold else REGULAR
        by_nearness = sorted(
            entries,
            key=lambda one: (
                abs(one.width - NORMAL_WIDTH),
                one.italic != italic,
                one.bold != bold,
                abs(one.weight - wanted),
            ),
        )
        for entry in by_nearness:
            face = self._load(
                entry,
                bold=bold and entry.weight < BOLD_FROM,
                italic=italic and not entry.italic,
            )
            if face is not None:
                yield face

    def _load(self, entry: FontEntry, *, bold: bool, italic: bool) -> Face | None:
        if entry not in self._loaded:
            try:
                self._loaded[entry] = LoadedFont.load(entry)
            except (OSError, ValueError):
                # A file that names its faces well and is damaged further on.
                self._loaded[entry] = None
        loaded = self._loaded[entry]
        if loaded is None:
            return None
        face = Face(loaded, synthetic_bold=bold, synthetic_italic=italic)
        return self._by_key.setdefault(face.key, face)

    def _fallback(self, char: str, bold: bool, italic: bool, language: str) -> Face | None:
        own = _FALLBACKS_BY_LANGUAGE.get(language) or _FALLBACKS_BY_LANGUAGE.get(language[:2], ())
        for family in (*own, *_FALLBACKS):
            for entries in self._families(family, self._stand_in_sources):
                # A family may come in several files with different characters.
                for face in self._by_nearness(entries, bold, italic):
                    if face.has(char) and may_embed(face.tables):
                        return face
        return self._any_with(char, bold, italic)

    def _any_with(self, char: str, bold: bool, italic: bool) -> Face | None:
        """Give any face at all that has the character, the first by name for every machine's sake."""
        for source in self._stand_in_sources:
            for entry in sorted(source(), key=lambda one: (one.bold != bold, one.italic != italic, one.name)):
                face = self._load(entry, bold=bold and not entry.bold, italic=italic and not entry.italic)
                if face is not None and face.has(char) and may_embed(face.tables):
                    return face
        return None


def _remembered(read: _Source) -> _Source:
    """Give a source that reads its folder at the first question only."""
    known: list[list[FontEntry]] = []

    def entries() -> Iterable[FontEntry]:
        if not known:
            known.append(list(read()))
        return known[0]

    return entries
