"""What stands in a paragraph: runs, links, fields, tracked changes, content controls (17.3.2, 17.3.3)."""

from collections.abc import Callable, Iterable

from lxml.etree import _Element as Element

from lettergen.typeset.read.alternate import chosen
from lettergen.typeset.read.cascade import RunFormat, TableText
from lettergen.typeset.read.drawings import read_drawing
from lettergen.typeset.read.fields import OpenField
from lettergen.typeset.read.gathering import Gatherer
from lettergen.typeset.read.links import safe_link
from lettergen.typeset.read.run_properties import read_run_properties
from lettergen.typeset.read.scope import DEEPEST, Scope
from lettergen.typeset.read.values import MC, XML_SPACE, M, R, W, attribute, is_on, is_true, local_name, whole
from lettergen.typeset.read.vml import read_picture
from lettergen.typeset.story import (
    Bookmark,
    Break,
    BreakKind,
    InlineItem,
    NoteRef,
    Tab,
)

#: Elements around runs that change nothing about what shows. Insertions count as accepted.
_CONTAINERS = frozenset({"ins", "moveTo", "smartTag", "customXml", "sdtContent", "dir", "bdo"})
#: Elements that show nothing. Deletions count as accepted, comments are left out.
_SILENT = frozenset(
    {
        "pPr", "rPr", "del", "moveFrom", "proofErr", "bookmarkEnd", "permStart", "permEnd", "sdtPr",
        "sdtEndPr", "smartTagPr", "customXmlPr", "delText", "delInstrText", "lastRenderedPageBreak",
        "commentReference", "annotationRef", "separator", "continuationSeparator", "subDoc", "fldData",
        "ffData",
    }
)  # fmt: skip
_BREAKS = {"page": BreakKind.PAGE, "column": BreakKind.COLUMN}


class InlineReader:
    """Reads one paragraph's content into items."""

    def __init__(self, scope: Scope, style_id: str, text: TableText) -> None:
        self._scope = scope
        self._style_id = style_id
        self._text = text
        self._gatherer = Gatherer(scope)
        #: True from a custom note mark to the end of its run, whose text it has taken.
        self._mark_taken = False
        self._child_readers: dict[str, Callable[[Element, int], None]] = {
            W + "r": lambda element, _: self._read_run(element),
            W + "sdt": self._read_control,
            W + "hyperlink": self._read_link,
            W + "fldSimple": self._read_simple_field,
            W + "bookmarkStart": self._read_bookmark,
            MC + "AlternateContent": self._read_alternatives,
            **{W + name: lambda each, depth: self._read_children(each, depth + 1) for name in _CONTAINERS},
        }
        self._run_readers: dict[str, Callable[[Element, RunFormat], None]] = {
            "t": self._read_text,
            "tab": lambda _, run: self._add_tab(run),
            "ptab": self._read_position_tab,
            "br": self._read_break,
            "cr": lambda _, run: self._gatherer.add(Break(run.base)),
            "noBreakHyphen": lambda _, run: self._gatherer.add_text("\u2011", run),
            "softHyphen": lambda _, run: self._gatherer.add_text("\u00ad", run),
            "sym": self._read_symbol,
            "fldChar": self._read_field_character,
            "instrText": lambda element, _: self._gatherer.add_instruction(element.text or ""),
            "footnoteReference": self._read_note_reference,
            "endnoteReference": self._read_note_reference,
            "footnoteRef": self._read_own_mark,
            "endnoteRef": self._read_own_mark,
            "drawing": self._read_drawing,
            "pict": self._read_pict,
            "object": self._read_pict,
            "pgNum": self._read_page_number,
            "ruby": self._read_ruby,
        }

    def read(self, paragraph: Element) -> tuple[InlineItem, ...]:
        """Read a w:p's content in order."""
        self._read_children(paragraph, 0)
        return tuple(self._gatherer.items)

    # --- around runs ------------------------------------------------------------------------------

    def _read_children(self, parent: Element, depth: int) -> None:
        for child in parent:
            self._read_child(child, depth)

    def _read_child(self, element: Element, depth: int) -> None:
        name = local_name(element)
        if not name or name in _SILENT or name.endswith(("RangeStart", "RangeEnd")):
            return
        reader = self._child_readers.get(str(element.tag))
        if depth > DEEPEST * 4:
            self._read_unknown(element, "a nesting too deep")
        elif reader is not None:
            reader(element, depth)
        elif element.tag.startswith(M):
            self._read_math(element)
        else:
            self._read_unknown(element, f"the element {name}")

    def _read_alternatives(self, element: Element, depth: int) -> None:
        for content in chosen(element):
            self._read_child(content, depth + 1)

    def _read_control(self, element: Element, depth: int) -> None:
        """Read a content control (w:sdt, 17.5.2): what it shows, a placeholder's words included."""
        for content in element.iterfind(W + "sdtContent"):
            self._read_children(content, depth + 1)

    def _read_link(self, element: Element, depth: int) -> None:
        """Read w:hyperlink (17.16.22): an address, a bookmark, or a place at an address."""
        target = self._scope.source.address(element.get(R + "id"))
        anchor = attribute(element, "anchor")
        if anchor:
            target = f"{target or ''}#{anchor}"
        link = safe_link(target)
        if target and link is None:
            self._scope.warn("a link was left out, because its target is no web or email address")
        self._gatherer.open_link(link)
        self._read_children(element, depth + 1)
        self._gatherer.close_link()

    def _read_simple_field(self, element: Element, depth: int) -> None:
        """Read w:fldSimple (17.16.19): its content is the stored result."""
        run = self._format(None)
        self._gatherer.begin_field(attribute(element, "instr") or "", simple=True, style=run.base)
        self._read_children(element, depth + 1)
        self._gatherer.end_field(run)

    def _read_bookmark(self, element: Element, _: int) -> None:
        """Read w:bookmarkStart; Word's own mark of the last edit is no place to point to."""
        name = attribute(element, "name")
        if name and name != "_GoBack":
            self._gatherer.items.append(Bookmark(name))

    def _read_math(self, element: Element) -> None:
        """Read an equation (Office Math, 22.1) for its text alone."""
        text = "".join(part.text or "" for part in element.iter(M + "t"))
        self._scope.warn("an equation is set as plain text")
        self._gatherer.add_text(text, self._format(None))

    def _read_unknown(self, element: Element, what: str) -> None:
        """Read what is not known for the runs within it, so that no word is lost."""
        self._scope.warn(f"{what} is not supported; only its text is kept")
        for run in element.iter(W + "r"):
            self._read_run(run)

    # --- within runs ------------------------------------------------------------------------------

    def _format(self, run: Element | None) -> RunFormat:
        template = self._scope.template
        element = None if run is None else run.find(W + "rPr")
        direct = read_run_properties(element, template.theme)
        return template.cascade.run(self._style_id, direct, self._text)

    def _read_run(self, element: Element) -> None:
        run = self._format(element)
        if run.properties.hidden:
            self._read_hidden(element, run)
        else:
            self._read_content(element, run, 0)
            self._mark_taken = False

    def _read_hidden(self, element: Element, run: RunFormat) -> None:
        """Read a hidden run: its fields begin and end all the same, and nothing of it shows."""
        for child in element:
            if local_name(child) in {"fldChar", "instrText"}:
                self._run_readers[local_name(child)](child, run)

    def _read_content(self, parent: Iterable[Element], run: RunFormat, depth: int) -> None:
        for element in parent:
            self._read_piece(element, run, depth)

    def _read_piece(self, element: Element, run: RunFormat, depth: int) -> None:
        name = local_name(element)
        reader = self._run_readers.get(name)
        if reader is not None and element.tag == W + name:
            reader(element, run)
        elif element.tag == MC + "AlternateContent" and depth < DEEPEST:
            self._read_content(chosen(element), run, depth + 1)
        elif name and name not in _SILENT:
            self._scope.warn(f"the element {name} is not supported; only its text is kept")
            for text in element.iter(W + "t"):
                self._read_text(text, run)

    def _read_text(self, element: Element, run: RunFormat) -> None:
        """Read w:t (17.3.3.31): spaces at its ends count only with xml:space."""
        text = "" if self._mark_taken else element.text or ""
        if element.get(XML_SPACE) != "preserve":
            text = text.strip(" \t\r\n")
        if "\n" in text or "\r" in text:
            text = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
        for index, piece in enumerate(text.split("\t")):
            if index:
                self._add_tab(run)
            self._gatherer.add_text(piece, run)

    def _add_tab(self, run: RunFormat) -> None:
        self._gatherer.add(Tab(run.base, self._gatherer.link))

    def _read_position_tab(self, element: Element, run: RunFormat) -> None:
        """Read w:ptab (17.3.3.23), a tab to the left, middle or right whatever the stops are."""
        align = attribute(element, "alignment")
        self._gatherer.add(
            Tab(
                run.base,
                self._gatherer.link,
                align=align if align in {"left", "center", "right"} else "left",
                relative_to=attribute(element, "relativeTo") or "margin",
                leader=attribute(element, "leader") or "none",
            )
        )

    def _read_break(self, element: Element, run: RunFormat) -> None:
        kind = _BREAKS.get(attribute(element, "type") or "", BreakKind.LINE)
        self._gatherer.add(Break(run.base, kind, attribute(element, "clear") or "none"))

    def _read_symbol(self, element: Element, run: RunFormat) -> None:
        """Read w:sym: a hexadecimal code, often in the private use area, in a font of its own."""
        try:
            text = chr(int(attribute(element, "char") or "", 16))
        except (ValueError, OverflowError):
            self._scope.warn("a symbol names no character")
            return
        self._gatherer.add_symbol(text, attribute(element, "font") or run.base.family, run)

    def _read_field_character(self, element: Element, run: RunFormat) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._scope.fields.append(OpenField(style=run.base, control=_control(element)))
        elif kind == "separate":
            self._gatherer.separate_field()
        elif kind == "end":
            self._gatherer.end_field(run)

    def _read_note_reference(self, element: Element, run: RunFormat) -> None:
        """Read a note's mark; with w:customMarkFollows it is the text after it in the run."""
        kind = local_name(element).removesuffix("Reference")
        number = attribute(element, "id") or ""
        if not number.lstrip("-").isdigit():
            self._scope.warn(f"a {kind} reference names no note")
            return
        mark = ""
        if is_true(attribute(element, "customMarkFollows")):
            mark = "".join(text.text or "" for text in element.itersiblings(W + "t"))
            self._mark_taken = bool(mark)
        self._gatherer.add(NoteRef(kind, int(number), run.base, mark))

    def _read_own_mark(self, element: Element, run: RunFormat) -> None:
        """Read the mark at the head of a note itself."""
        kind = local_name(element).removesuffix("Ref")
        self._gatherer.add(NoteRef(kind, self._scope.note_id, run.base, own=True))

    def _read_page_number(self, _: Element, run: RunFormat) -> None:
        self._gatherer.begin_field("PAGE", simple=True, style=run.base)
        self._gatherer.end_field(run)

    def _read_ruby(self, element: Element, run: RunFormat) -> None:
        """Read phonetic text (17.3.3.25): the base, then the reading after it in brackets."""
        self._scope.warn("phonetic text stands after its base instead of above it")
        for part, before, after in (("rubyBase", "", ""), ("rt", "(", ")")):
            self._gatherer.add_text(before, run)
            for each in element.iterfind(f"{W}{part}/{W}r"):
                self._read_run(each)
            self._gatherer.add_text(after, run)

    def _read_drawing(self, element: Element, run: RunFormat) -> None:
        for item in read_drawing(element, self._scope, run.base, self._gatherer.link):
            self._gatherer.add(item)

    def _read_pict(self, element: Element, run: RunFormat) -> None:
        for item in read_picture(element, self._scope, run.base, self._gatherer.link):
            self._gatherer.add(item)


def _control(element: Element) -> str | None:
    """Give what a form's check box or drop-down list shows (w:ffData, 17.16.7, 17.16.9); None for others."""
    box, choices = element.find(f"{W}ffData/{W}checkBox"), element.find(f"{W}ffData/{W}ddList")
    if box is not None:
        checked = is_on(box.find(W + "checked"))
        checked = is_on(box.find(W + "default")) if checked is None else checked
        return "☒" if checked else "☐"
    if choices is None:
        return None
    entries = [attribute(entry, "val") or "" for entry in choices.iterfind(W + "listEntry")]
    chosen = choices.find(W + "result")
    chosen = choices.find(W + "default") if chosen is None else chosen
    index = whole(attribute(chosen, "val"), 0, len(entries)) or 0
    return entries[index] if index < len(entries) else None
