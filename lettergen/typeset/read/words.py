"""The words that a reader of a Word file sees, found without styles, lists or layout.

It is a second, simple reading of the XML, made to be held against what was drawn: it shares nothing
with `Reader` but the parser, the choice among alternatives, the tables of symbol fonts and the memory.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree
from lxml.etree import _Element as Element

from lettergen.model.documents import WordFile
from lettergen.typeset.read.alternate import chosen
from lettergen.typeset.read.memory import Memory
from lettergen.typeset.read.package import Package, parse
from lettergen.typeset.read.symbols import private_use_text, symbol_text
from lettergen.typeset.read.values import MC, XML_SPACE, M, R, V, W, attribute, is_on, local_name

#: What shows nothing: deletions, properties, comments, the second form of a drawing.
_SILENT = frozenset(
    {
        "del", "moveFrom", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr",
        "delText", "docPr", "ffData", "altChunk",
    }
)  # fmt: skip
#: What parts words.
_GAPS = frozenset({"tab", "ptab", "br", "cr", "tc", "drawing", "pict", "object", "rt"})
#: Numbers that only layout knows; a word is cut where one of them stands in it.
_MARKS = frozenset({"footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef", "pgNum"})
_BODY, _PARAGRAPH, _TABLE = W + "body", W + "p", W + "tbl"
#: How much XML the paragraphs and tables that are remembered may weigh, in bytes.
_ROOM = 16 * 1024 * 1024
#: Fields whose stored result is not shown.
_UNSHOWN = frozenset(
    {
        "PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "TC", "XE", "TA", "RD", "SET", "ASK", "FORMCHECKBOX",
        "FORMDROPDOWN",
    }
)  # fmt: skip


def words_of(word: WordFile) -> list[str]:
    """Give the words of a document that its pages must show: those of `text_of`."""
    return text_of(word).split()


def text_of(word: WordFile) -> str:
    """Give the text of a document that its pages must show.

    It is the body's in reading order, then the notes' that it refers to, then those of headers and
    footers that surely stand on a page: the first section's for its first page. Text boxes and tables
    count where they stand. Left out are deleted and hidden text, comments, list labels, page and note
    numbers. A word is cut where a number that only layout knows stands in it. Soft hyphens are
    removed.

    Args:
        word: The same file that `Reader` reads.

    Returns:
        Each paragraph, and each line that the document itself breaks, on a line of its own, words one
        space apart; empty for a file that cannot be read.
    """
    package = Package(word)
    root = _root(package, package.main)
    if root is None:
        return ""
    walk = _Walk(_style_marks(package.related("styles")))
    for element in root:
        walk.read_story(element if element.tag == _BODY else (element,))
    for kind in ("footnote", "endnote"):
        notes = _root(package, package.related_name(f"{kind}s"))
        for note in () if notes is None else notes.iterfind(W + kind):
            if attribute(note, "id") in walk.notes[kind]:
                walk.read_story(note)
    for part in _first_page_parts(package, root):
        header = _root(package, part)
        if header is not None:
            walk.read_story(header)
    return walk.text()


def _root(package: Package, part: str | None) -> Element | None:
    data = package.part(part) if part else None
    return parse(data) if data else None


def _first_page_parts(package: Package, root: Element) -> Iterator[str]:
    """Name the header and footer part that the very first page shows."""
    section = next(root.iter(W + "sectPr"), None)
    if section is None:
        return
    kind = "first" if is_on(section.find(W + "titlePg")) else "default"
    relationships = package.relationships(package.main)
    for name in ("headerReference", "footerReference"):
        for reference in section.iterfind(W + name):
            relationship = relationships.get(reference.get(R + "id") or "")
            if (attribute(reference, "type") or "default") == kind and relationship is not None:
                yield relationship.target


class _StyleMarks:
    """Which styles hide their text, and which draw it in a symbol font."""

    def __init__(self, root: Element | None) -> None:
        self._hidden: dict[str, bool] = {}
        self._family: dict[str, str] = {}
        elements = () if root is None else root.iterfind(W + "style")
        styles = {attribute(style, "styleId"): style for style in elements}
        for style_id, style in styles.items():
            if style_id is not None:
                self._read(style_id, style, styles)

    def _read(self, style_id: str, style: Element, styles: dict[str | None, Element]) -> None:
        """Find the nearest style of the chain that says something."""
        each: Element | None = style
        for _ in range(32):
            if each is None:
                return
            hidden = is_on(each.find(f"{W}rPr/{W}vanish"))
            family = attribute(each.find(f"{W}rPr/{W}rFonts"), "ascii")
            if hidden is not None:
                self._hidden.setdefault(style_id, hidden)
            if family:
                self._family.setdefault(style_id, family)
            each = styles.get(attribute(each.find(W + "basedOn"), "val"))

    def is_hidden(self, paragraph: str, character: str) -> bool:
        """Tell whether two styles together hide text: vanish is a toggle property (17.7.3)."""
        return self._hidden.get(paragraph, False) != self._hidden.get(character, False)

    def family(self, paragraph: str, character: str) -> str:
        """Give the font that the styles name, if any."""
        return self._family.get(character) or self._family.get(paragraph) or ""


@lru_cache(maxsize=8)
def _style_marks(data: bytes | None) -> _StyleMarks:
    """Read styles.xml; remembered by content, because a run's letters share it."""
    return _StyleMarks(parse(data) if data else None)


@dataclass
class _Walk:
    """Collects text, with a space wherever words are apart."""

    styles: _StyleMarks
    pieces: list[str] = field(default_factory=list)
    notes: dict[str, set[str | None]] = field(default_factory=lambda: {"footnote": set(), "endnote": set()})
    #: For each open complex field its instruction so far, and whether its result has begun.
    fields: list[tuple[str, bool]] = field(default_factory=list)
    #: What stands in the result of a PAGEREF since its last tab: a page's number, if no other tab comes.
    held: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Give what was collected, without empty lines."""
        lines = "".join(self.pieces).replace("\u00ad", "").split("\n")
        return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)

    def read_story(self, elements: Iterable[Element]) -> None:
        """Read a body, a header or a note; paragraphs and tables that recur are read once."""
        for element in elements:
            if element.tag in {_PARAGRAPH, _TABLE} and not self.fields:
                self._read_block(element)
            else:
                self.read((element,))

    def _read_block(self, element: Element) -> None:
        """Read what begins outside all fields, so that its XML and the styles decide all of it."""
        xml = etree.tostring(element, with_tail=False)
        key = (xml, self.styles)
        walk = _BLOCKS.find(key)
        if walk is None:
            walk = _Walk(self.styles)
            walk.read((element,))
            _BLOCKS.put(key, walk, len(xml))
        self.pieces += walk.pieces
        self.fields += walk.fields
        self.held += walk.held
        for kind, notes in walk.notes.items():
            self.notes[kind] |= notes

    def read(self, elements: Iterable[Element], paragraph_style: str = "") -> None:
        """Read elements: usually the children of one."""
        for element in elements:
            name = local_name(element)
            if name == "r" and element.tag == W + "r":
                self._read_run(element, paragraph_style)
            elif name == "p" and element.tag == W + "p":
                self._read_paragraph(element)
            elif name and name not in _SILENT and not _is_gone(element, name):
                self._read_other(element, name, paragraph_style)

    def _read_paragraph(self, element: Element) -> None:
        style = attribute(element.find(f"{W}pPr/{W}pStyle"), "val") or ""
        self.read(element, style)
        mark = element.find(f"{W}pPr/{W}rPr")
        # A deleted or hidden paragraph mark joins the paragraph to the next.
        if mark is None or (mark.find(W + "del") is None and not is_on(mark.find(W + "vanish"))):
            self.pieces.append("\n")

    def _read_other(self, element: Element, name: str, paragraph_style: str) -> None:
        if name == "fldSimple":
            self.fields.append((attribute(element, "instr") or "", True))
            self.read(element, paragraph_style)
            self._end_field()
            return
        if name in _GAPS:
            self.pieces.append(" ")
        if element.tag == MC + "AlternateContent":
            self.read(chosen(element), paragraph_style)
        elif element.tag == M + "t":
            self._add(element.text or "")
        elif element.tag == V + "textpath":
            self._add(f" {element.get('string', '')} ")
        else:
            self.read(element, paragraph_style)
        if name in _GAPS:
            self.pieces.append(" ")

    def _read_run(self, element: Element, paragraph_style: str) -> None:
        properties = element.find(W + "rPr")
        character_style = "" if properties is None else attribute(properties.find(W + "rStyle"), "val") or ""
        hidden = None if properties is None else is_on(properties.find(W + "vanish"))
        if hidden is None:
            hidden = self.styles.is_hidden(paragraph_style, character_style)
        family = None if properties is None else attribute(properties.find(W + "rFonts"), "ascii")
        family = family or self.styles.family(paragraph_style, character_style)
        for child in element:
            self._read_run_child(child, family, paragraph_style, hidden)

    def _read_run_child(self, element: Element, family: str, paragraph_style: str, hidden: bool) -> None:
        name = local_name(element)
        if name == "fldChar":
            self._read_field_character(element)
        elif name == "instrText":
            self._add_instruction(element.text or "")
        elif hidden or name in _SILENT:
            return
        elif name == "t":
            text = element.text or ""
            text = text if element.get(XML_SPACE) == "preserve" else text.strip()
            self._add(symbol_text(text, family) or private_use_text(text))
        elif name == "noBreakHyphen":
            self._add("\u2011")
        elif name == "sym":
            self._add(_symbol(element))
        elif name in _MARKS or name in {"tab", "ptab", "br", "cr"}:
            self._keep_entry(name)
            self.pieces.append("\n" if name in {"br", "cr"} else " ")
            if name.endswith("Reference"):
                self.notes[name.removesuffix("Reference")].add(attribute(element, "id"))
        elif name:
            self._read_other(element, name, paragraph_style)

    # --- fields -----------------------------------------------------------------------------------

    def _read_field_character(self, element: Element) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self.fields.append(("", False))
        elif self.fields and kind == "separate":
            self.fields[-1] = (self.fields[-1][0], True)
        elif self.fields and kind == "end":
            self._end_field()

    def _end_field(self) -> None:
        name = _field_name(self.fields.pop()[0])
        if name in _UNSHOWN:
            self.pieces.append(" ")
        if name == "PAGEREF":
            self.held.clear()

    def _add_instruction(self, text: str) -> None:
        if self.fields and not self.fields[-1][1]:
            self.fields[-1] = (self.fields[-1][0] + text, False)

    def _add(self, text: str) -> None:
        """Add text, unless a field shows something else in its place."""
        if self._shows(self.fields):
            self.pieces.append(text)
        elif self._is_in_page_reference():
            self.held.append(text)

    def _keep_entry(self, name: str) -> None:
        """Count what stands before a tab in the result of a PAGEREF: LibreOffice puts contents there."""
        if name in {"tab", "ptab"} and self.held and self._is_in_page_reference():
            self.pieces += self.held
            self.held.clear()

    def _is_in_page_reference(self) -> bool:
        code, in_result = self.fields[-1] if self.fields else ("", False)
        return in_result and _field_name(code) == "PAGEREF" and self._shows(self.fields[:-1])

    @staticmethod
    def _shows(fields: Iterable[tuple[str, bool]]) -> bool:
        return all(in_result and _field_name(code) not in _UNSHOWN for code, in_result in fields)


_BLOCKS: Memory[tuple[bytes, _StyleMarks], _Walk] = Memory(_ROOM)


def _field_name(instruction: str) -> str:
    return (instruction.split(None, 1) or [""])[0].upper()


def _is_gone(element: Element, name: str) -> bool:
    """Tell whether a row or cell is deleted or hidden, or a cell's room belongs to the one above."""
    if name == "tr":
        properties = element.find(W + "trPr")
        return properties is not None and (
            properties.find(W + "del") is not None or bool(is_on(properties.find(W + "hidden")))
        )
    if name == "tc":
        merge = element.find(f"{W}tcPr/{W}vMerge")
        return element.find(f"{W}tcPr/{W}cellDel") is not None or (
            merge is not None and attribute(merge, "val") != "restart"
        )
    return False


def _symbol(element: Element) -> str:
    try:
        text = chr(int(attribute(element, "char") or "", 16))
    except (ValueError, OverflowError):
        return ""
    return symbol_text(text, attribute(element, "font") or "") or private_use_text(text)
