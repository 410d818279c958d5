"""The tags in a Word file's paragraphs, and what is wrong with them in words that Word's users know.

Jinja sees a whole part as one text and names its first fault by a line that the user has never seen.
Here every tag is tried by itself first, so that all faults are told and each by its paragraph.
"""

import difflib
import operator
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from lxml import etree

from lettergen.errors import Fault
from lettergen.merge.parts import part_title
from lettergen.merge.sandbox import Sandbox

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = {f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"}
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_MARKS = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
# docxtpl: the tag stands for its whole paragraph, run, table row or cell.
_WHOLE = re.compile(r"(tr|tc|p|r)\s+")
_WHOLE_WORDS = {"p": "paragraph", "tr": "table row", "tc": "table cell"}
_STARTS_BLOCK = ("if", "for", "macro", "call", "filter", "with", "set")
_WORDS = (*_STARTS_BLOCK, "elif", "else", *(f"end{word}" for word in _STARTS_BLOCK))
_DOCXTPL_WORDS = ("colspan", "cellbg", "vm", "hm")
# Word makes quotation marks typographic and puts no-break spaces where a language has them.
_TYPED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\xa0": " "})


@dataclass(frozen=True, slots=True)
class TaggedParagraph:
    """A paragraph of a part: its number there, from 1, its text, and its element."""

    number: int
    text: str
    element: etree._Element


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag. `mark` is ``{{``, ``{%`` or ``{#``; `whole` is p, r, tr, tc or empty; `body` is within."""

    mark: str
    whole: str
    body: str
    paragraph: TaggedParagraph

    @property
    def word(self) -> str:
        """The instruction, such as ``if``; empty for a value."""
        return (self.body.split(None, 1) or [""])[0] if self.mark == "{%" else ""

    def __str__(self) -> str:
        """Give the tag as the user knows it."""
        return f"{self.mark}{self.whole} {self.body} {_CLOSERS[self.mark]}"


def paragraphs(root: etree._Element) -> Iterator[TaggedParagraph]:
    """Yield a part's paragraphs in document order, those in tables and text boxes included."""
    for number, element in enumerate(root.iter(f"{_W}p"), 1):
        yield TaggedParagraph(number, _text(element), element)


def _text(paragraph: etree._Element) -> str:
    own = (one for one in paragraph.iter(*_TEXTS) if next(one.iterancestors(f"{_W}p")) is paragraph)
    return "".join((one.text or "") if one.tag == f"{_W}t" else " " for one in own)


class TagCheck:
    """Goes through the tags of one part and notes what is wrong."""

    def __init__(self, file: Path, part: str, sandbox: Sandbox) -> None:
        """Take the file and the part for messages, and the environment that decides what is allowed."""
        self._faults: list[tuple[int, Fault]] = []
        self._file = file
        self._part = part
        self._sandbox = sandbox
        self._open: list[Tag] = []

    def run(self, root: etree._Element) -> list[Fault]:
        """Check the part; gives the faults in document order."""
        for paragraph in paragraphs(root):
            for tag in self._tags(paragraph):
                self._check(tag)
        for tag in self._open:
            self._fault(
                tag.paragraph, f"the tag {tag} is never ended.", f"Write {{% end{tag.word} %}} where it ends."
            )
        return [fault for _, fault in sorted(self._faults, key=operator.itemgetter(0))]

    def _place(self, paragraph: TaggedParagraph) -> str:
        """Name a paragraph by where it stands, its number and how it begins."""
        text = " ".join(paragraph.text.split())
        shown = text if len(text) <= 50 else text[:50] + "…"
        return f"{part_title(self._part)}, paragraph {paragraph.number} (“{shown}”)"

    def _fault(self, paragraph: TaggedParagraph, what: str, remedy: str = "") -> None:
        fault = Fault(self._file, what, remedy, place=self._place(paragraph))
        self._faults.append((paragraph.number, fault))

    def _tags(self, paragraph: TaggedParagraph) -> Iterator[Tag]:
        """Yield the tags of a paragraph; those not closed in it are noted."""
        opened: re.Match[str] | None = None
        for mark in _MARKS.finditer(paragraph.text):
            if opened is None:
                if mark.group() in _CLOSERS:
                    opened = mark
                elif mark.group() == "}}":
                    self._fault(
                        paragraph, "}} closes a tag that was never opened.", "Write {{ in front of it."
                    )
            elif mark.group() == _CLOSERS[opened.group()]:
                yield _tag(opened.group(), paragraph.text[opened.end() : mark.start()], paragraph)
                opened = None
            elif mark.group() in _CLOSERS and opened.group() != "{#":
                self._never_closed(paragraph, opened, mark.start())
                opened = mark
        if opened is not None:
            self._never_closed(paragraph, opened, len(paragraph.text))

    def _never_closed(self, paragraph: TaggedParagraph, opened: re.Match[str], end: int) -> None:
        begins = paragraph.text[opened.start() : min(end, opened.start() + 40)].strip()
        closer = _CLOSERS[opened.group()]
        what = f"the tag “{begins}” is opened with {opened.group()} but never closed."
        self._fault(paragraph, what, f"Write {closer} where it ends, in the same paragraph.")

    def _check(self, tag: Tag) -> None:
        if tag.mark == "{#":
            return
        if tag.whole in _WHOLE_WORDS and tag.mark == "{%":
            self._check_alone(tag)
        if tag.mark == "{{":
            if tag.whole:
                what = f"the tag {tag} is for pieces of Word, which no field has."
                self._fault(tag.paragraph, what, f"Write {{{{ {tag.body} }}}}.")
            else:
                self._try(tag, f"{{{{ {tag.body} }}}}")
        elif tag.word in _DOCXTPL_WORDS:
            rest = tag.body[len(tag.word) :].strip()
            if rest:
                self._try(tag, f"{{{{ {rest} }}}}")
        else:
            self._check_instruction(tag)

    def _check_alone(self, tag: Tag) -> None:
        """Note text beside a tag that stands for its whole paragraph, row or cell: it would vanish."""
        holder = tag.paragraph.element
        if tag.whole != "p":
            holder = next(holder.iterancestors(f"{_W}{tag.whole}"), holder)
        text = "".join(one.text or "" for one in holder.iter(f"{_W}t"))
        rest = re.sub(rf"\{{%{tag.whole}\s.*?%\}}", "", text, flags=re.DOTALL).strip()
        if rest:
            word = _WHOLE_WORDS[tag.whole]
            what = f"the tag {tag} takes the place of its whole {word}, and “{rest[:40]}” would vanish."
            self._fault(tag.paragraph, what, f"Give the tag a {word} of its own.")

    def _check_instruction(self, tag: Tag) -> None:
        word = tag.word
        if word not in _WORDS:
            self._unknown_word(tag)
        elif word.startswith("end"):
            self._close(tag, word.removeprefix("end"))
        elif word in {"else", "elif"}:
            self._middle(tag, word)
        elif word == "set" and "=" in tag.body:
            self._try(tag, f"{{% {tag.body} %}}")
        else:
            self._try(tag, f"{{% {tag.body} %}}{{% end{word} %}}")
            self._open.append(tag)

    def _unknown_word(self, tag: Tag) -> None:
        near = difflib.get_close_matches(tag.word, _WORDS, 1, 0.6)
        forbidden = {"include", "import", "from", "extends"}
        if tag.word in forbidden:
            self._fault(tag.paragraph, f"the tag {tag} reads another file, which a template may not.")
        elif tag.word == "autoescape":
            self._fault(tag.paragraph, f"the tag {tag} would let values break the letter.", "Leave it out.")
        else:
            remedy = f"Did you mean `{near[0]}`?" if near else "Known are if, for, set, else and their ends."
            self._fault(tag.paragraph, f"the tag {tag} is no instruction.", remedy)

    def _close(self, tag: Tag, word: str) -> None:
        if self._open and self._open[-1].word == word:
            self._check_pair(self._open.pop(), tag)
        elif any(one.word == word for one in self._open):
            inner = self._open[-1]
            while self._open.pop().word != word:
                pass
            what = f"the tag {tag} comes before {inner} of paragraph {inner.paragraph.number} has ended."
            self._fault(tag.paragraph, what, f"Write {{% end{inner.word} %}} in front of it.")
        else:
            self._fault(tag.paragraph, f"the tag {tag} ends something that never began.", "Leave it out.")

    def _check_pair(self, begun: Tag, tag: Tag) -> None:
        """Note an end that is lifted out of its paragraph, row or cell while its beginning is not."""
        if begun.whole != tag.whole:
            what = f"the tag {begun} of paragraph {begun.paragraph.number} is ended by {tag}."
            remedy = f"Write {{%{begun.whole} {tag.body} %}}."
            self._fault(tag.paragraph, what, remedy)

    def _middle(self, tag: Tag, word: str) -> None:
        begun = self._open[-1].word if self._open else ""
        if begun not in {"if", "for"} or (word == "elif" and begun != "if"):
            self._fault(tag.paragraph, f"the tag {tag} stands outside of {{% if … %}}.", "Leave it out.")
        elif word == "elif":
            self._try(tag, f"{{% {tag.body[2:]} %}}{{% endif %}}")

    def _try(self, tag: Tag, source: str) -> None:
        """Parse a tag alone and note what Jinja does not understand, and filters that do not exist."""
        try:
            tree = self._sandbox.parse(source)
        except (TemplateSyntaxError, RecursionError) as error:
            # Brackets in brackets, hundreds deep, end Jinja's parser by Python's own limit.
            reason = (getattr(error, "message", "") or "it is too deep in itself").rstrip(".")
            self._fault(
                tag.paragraph, f"the tag {tag} cannot be understood ({reason}).", "Look for a slip in it."
            )
            return
        for kind, known, what in (
            (nodes.Filter, sorted(self._sandbox.own_filters), "filter"),
            (nodes.Test, sorted(self._sandbox.tests), "test"),
        ):
            for found in tree.find_all(kind):
                if found.name not in known and not found.name.startswith("lettergen "):
                    self._unknown_name(tag, what, found.name, known)

    def _unknown_name(self, tag: Tag, what: str, name: str, known: Sequence[str]) -> None:
        near = difflib.get_close_matches(name, known, 1, 0.5)
        remedy = f"Did you mean `{near[0]}`?" if near else f"Known are {', '.join(known)}."
        self._fault(tag.paragraph, f"the tag {tag} uses the {what} `{name}`, which does not exist.", remedy)


def _tag(mark: str, inner: str, paragraph: TaggedParagraph) -> Tag:
    whole = ""
    if found := _WHOLE.match(inner):
        whole, inner = found[1], inner[found.end() :]
    elif inner[:1] in {"-", "+"}:
        inner = inner[1:]
    return Tag(mark, whole, inner.removesuffix("-").translate(_TYPED).strip(), paragraph)
