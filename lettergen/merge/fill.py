"""Fills the Word template; an unknown field is an error, never a blank."""

import html
import re
import traceback
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.parsers import expat

import docxtpl
import jinja2
from jinja2.exceptions import TemplateError
from lxml import etree

from lettergen.errors import Fault, FaultyInputError, InputError
from lettergen.merge.budget import LARGEST_PART, Budget, TooMuchError
from lettergen.merge.parts import PROPERTIES, TAGGED, part_title
from lettergen.merge.placeholders import Asked, field_faults, fields_asked
from lettergen.merge.sandbox import BUDGET, Sandbox
from lettergen.merge.tags import TagCheck
from lettergen.merge.wordtext import for_run, on_one_line
from lettergen.model.documents import WordFile

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# A tag's opening may be split over runs wherever Word looked up a spelling.
_ANY_TAG = re.compile(r"\{(?:<[^>]*>)*[{%#]|[}%#](?:<[^>]*>)*\}")
_ELEMENT = re.compile(r"<[^>]+>")
_PARAGRAPH = re.compile(r"(?=<w:p[ >])")
_CODE = re.compile(r"<w:instrText[^>]*>.*?</w:instrText>", re.DOTALL)
_VALUE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_TAG = re.compile(r"(?<=\{[{%]).*?(?=[}%]\})", re.DOTALL)
_EMPTY_CELL = re.compile(r"(</w:tcPr>|<w:tcPr/>|<w:tc(?: [^>]*)?>|</w:tbl>)(\s*)</w:tc>")
# What makes a table's cells more or fewer than its grid has columns.
_CELL_TAGS = re.compile(r"\{%\s*(tc|colspan|hm)\s")
_PICTURE_ID = re.compile(r'(<wp:docPr\b[^>]*?\bid=")\d+(")')
# The guard has bounded size and depth already; libxml2's own limits are lower than a picture's.
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_SAVE_AGAIN = "Open the file in Word and save it again."
#: What Python raises on an expression that does not fit its values, such as a sum of texts.
MISUSES = (ArithmeticError, TypeError, ValueError, LookupError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part with tags, compiled. `mend` puts right what filling can leave behind."""

    name: str
    source: str
    compiled: jinja2.Template
    asked: Asked
    mend: Callable[[str], str]


class Template:
    """A Word template, compiled once for all letters."""

    def __init__(self, word: WordFile, path: Path) -> None:
        """Compile a checked Word file.

        Args:
            word: The file, as `open_word_file` gives it.
            path: Where it came from, for messages.

        Raises:
            FaultyInputError: With every tag that cannot be understood, by paragraph.
        """
        self._word = word
        self._path = path
        self._texts = Sandbox(autoescape=True, finalize=for_run)
        self._lines = Sandbox(autoescape=True, finalize=on_one_line)
        faults: list[Fault] = []
        made = [self._compile(name, data, faults) for name, data in word.parts.items()]
        if faults:
            raise FaultyInputError(faults)
        self._parts = [one for one in made if one is not None]

    def fields(self) -> frozenset[str]:
        """Give the fields that the template asks for, as ``party`` or ``recipient.party``."""
        asked = self._asked()
        return asked.required | asked.optional

    def faults(self, columns: Collection[str]) -> list[Fault]:
        """Give a fault for every field that nobody gives.

        Args:
            columns: The list's own columns and the defaults, as `field_names` gives them.
        """
        return field_faults(self._path, self._asked(), columns)

    def fill(self, values: Mapping[str, object]) -> WordFile:
        """Give the letter for these values.

        Parts without tags are the template's own objects.

        Args:
            values: As `letter_values` gives them.

        Raises:
            InputError: If a field is missing after all, a value cannot be printed, or the template
                makes more than a letter.
        """
        filled = {one.name: self._fill_part(one, values) for one in self._parts}
        return WordFile(self._word.name, {**self._word.parts, **filled})

    def _asked(self) -> Asked:
        total = Asked()
        for one in self._parts:
            total |= one.asked
        return total

    def _compile(self, name: str, data: bytes, faults: list[Fault]) -> _Part | None:
        """Compile a part; None if it has no tags or its tags have faults, which are added."""
        if not (TAGGED.fullmatch(name) or name == PROPERTIES) or b"{" not in data:
            return None
        try:
            root = etree.fromstring(data, _PARSER)
        except etree.XMLSyntaxError as error:
            # The guard's parser is stricter about entities, lxml's here and there about the rest.
            faults.append(Fault(self._path, f"is damaged ({error}).", _SAVE_AGAIN, place=part_title(name)))
            return None
        xml = etree.tostring(root, encoding="unicode")
        if not _ANY_TAG.search(xml):
            return None
        sandbox = self._texts if name != PROPERTIES else self._lines
        if found := TagCheck(self._path, name, sandbox).run(root):
            faults += found
            return None
        source = _source(xml)
        try:
            tree = sandbox.parse(source)
            return _Part(name, source, sandbox.from_string(source), fields_asked(tree), _mender(xml))
        except (TemplateError, RecursionError) as error:
            place = self._place(name, source, getattr(error, "lineno", None))
            what = f"the tags cannot be understood ({reason(error)})."
            faults.append(Fault(self._path, what, "Look for a slip in them.", place=place))
            return None

    def _fill_part(self, part: _Part, values: Mapping[str, object]) -> bytes:
        pieces = []
        size = 0
        try:
            for piece in part.compiled.generate({**values, BUDGET: Budget()}):
                pieces.append(piece)
                size += len(piece)
                if size > LARGEST_PART:
                    raise TooMuchError
        except InputError as error:
            raise InputError(f"{self._path}, {self._where(part, error)}: {error}") from error
        except (TemplateError, *MISUSES) as error:
            raise InputError(f"{self._path}, {self._where(part, error)}: {reason(error)}.") from error
        data = (_DECLARATION + part.mend("".join(pieces))).encode()
        try:
            # A condition that begins in a table's cell and ends outside of it leaves half a table.
            expat.ParserCreate().Parse(data, True)
        except expat.ExpatError as error:
            raise InputError(
                f"{self._path}, {part_title(part.name)}: the tags cut through a table, a link or another "
                "piece of Word. Let each begin and end within the same cell, link or paragraph."
            ) from error
        return data

    def _where(self, part: _Part, error: Exception) -> str:
        """Name the place of an error that came while filling, as near as Jinja tells."""
        return self._place(part.name, part.source, template_line(error))

    def _place(self, name: str, source: str, line: int | None) -> str:
        if line is None or name == PROPERTIES:
            return part_title(name)
        text = _ELEMENT.sub("", source.split("\n")[line - 1])
        shown = " ".join(html.unescape(text).split())
        return f"{part_title(name)}, in the paragraph “{shown[:50]}{'…' if len(shown) > 50 else ''}”"


def template_line(error: Exception) -> int | None:
    """Give the template's line that raised, from 1, or None; Jinja rewrites the traceback for it."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == "<template>"]
    return lines[-1] if lines else None


def reason(error: Exception) -> str:
    """Say why a template cannot be filled, without a full stop."""
    if isinstance(error, RecursionError):
        return "something in it stands too deep in itself"
    message = error.message if isinstance(error, TemplateError) else str(error)
    return (message or "the template cannot be filled").rstrip(".")


def _source(xml: str) -> str:
    """Turn a part's XML into what Jinja compiles: tags whole, values fit for where they stand.

    Every paragraph begins a line, so that Jinja's line numbers tell paragraphs, and docxtpl does not
    take a brace that ends one paragraph and a brace that begins the next for a tag.
    """
    xml = _CODE.sub(_one_line, _ELEMENT.sub(_one_line, xml.replace("\n", " ")))
    # docxtpl joins what Word has split and lifts {%p …%} and its kin out of their paragraphs.
    patched = docxtpl.DocxTemplate("").patch_xml(_PARAGRAPH.sub("\n", xml))
    # In languages that put no-break spaces before marks, Word puts them into tags too. docxtpl reads
    # &lt; and &gt; in tags, but not &amp;.
    return _TAG.sub(lambda tag: tag.group().replace("\xa0", " ").replace("&amp;", "&"), patched)


def _one_line(found: re.Match[str]) -> str:
    """Keep values in an attribute or a field's code from bringing elements with them."""
    return _VALUE.sub(lambda tag: f"{{{{ ({html.unescape(tag[1])})|one_line }}}}", found.group())


def _mender(xml: str) -> Callable[[str], str]:
    uneven_tables = bool(_CELL_TAGS.search(_ELEMENT.sub("", xml)))
    pictures = len(_PICTURE_ID.findall(xml))

    def mend(xml: str) -> str:
        # A cell whose paragraphs were all left out still needs one (ECMA-376-1 17.4.65).
        xml = _EMPTY_CELL.sub(r"\1<w:p/>\2</w:tc>", xml)
        if uneven_tables:
            xml = _fit_grids(xml)
        if pictures and len(_PICTURE_ID.findall(xml)) != pictures:
            xml = _number_pictures(xml)
        return xml

    return mend


def _fit_grids(xml: str) -> str:
    """Give tables as many grid columns as they came to have cells in a row."""
    tree: Any = docxtpl.DocxTemplate("").fix_tables(xml)
    return str(etree.tostring(tree, encoding="unicode"))


def _number_pictures(xml: str) -> str:
    """Give pictures that were repeated numbers of their own (20.4.2.5)."""
    numbers = iter(range(1, LARGEST_PART))
    return _PICTURE_ID.sub(lambda found: f"{found[1]}{next(numbers)}{found[2]}", xml)
