"""One pass over one XML part of a Word file: is it harmless, and what in it is active."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

#: How deep elements may stand in one another; Word's deepest, text in shapes in tables, stay below 100.
DEEPEST = 200

# As much of a field's code as it takes to know its first word.
_LONGEST_CODE = 1_000
# Fields that bring in files or talk to other programs when they are updated (ECMA-376-1 17.16.5).
_FIELDS = (
    "INCLUDE INCLUDETEXT INCLUDEPICTURE IMPORT LINK DDE DDEAUTO DATABASE RD EMBED MACROBUTTON "
    "AUTOTEXT AUTOTEXTLIST GLOSSARY PRINT"
)
_RELATIONSHIPS = {
    "afchunk": "A whole other file is read in here.",
    "oleobject": "An object of another program is embedded here.",
    "vbaproject": "There are macros.",
    "wordvbadata": "There are macros.",
    "control": "There is an ActiveX control.",
    "activexcontrolbinary": "There is an ActiveX control.",
    "subdocument": "Another document is read in here.",
    "frame": "Another document is shown in a frame here.",
}
_ELEMENTS = {
    "altChunk": "A whole other file is read in here.",
    "OLEObject": "An object of another program is embedded here.",
    "control": "There is an ActiveX control.",
    "subDoc": "Another document is read in here.",
}
_SAFE_LINK = re.compile(r"(https?|mailto|tel):|#", re.IGNORECASE)
# A template on this computer's own disk; Word notes there from which one a letter was made.
_LOCAL_TEMPLATE = re.compile(r"(file:///)?[A-Za-z]:[\\/]|[^:\\/]+$")


class MalformedPartError(ValueError):
    """A part that no reader should touch; the message says why, as a sentence."""


@dataclass(slots=True)
class Scanned:
    """What a pass found: how many elements, and active content, a sentence each."""

    elements: int = 0
    findings: list[str] = field(default_factory=list)

    def add(self, what: str) -> None:
        """Note a finding once, however often it occurs."""
        if what not in self.findings:
            self.findings.append(what)


@dataclass(slots=True)
class _Field:
    """A complex field while it is read (17.16.18): its code so far, and whether that is complete."""

    code: str = ""
    complete: bool = False


class PartScan:
    """Reads a part once with expat, which builds nothing in memory."""

    def __init__(self, name: str, most_elements: int) -> None:
        """Take the part's name, which says whether it holds relationships, and how long it may be."""
        self._is_rels = name.endswith(".rels")
        self._most_elements = most_elements
        self._found = Scanned()
        self._depth = 0
        self._fields: list[_Field] = []
        self._in_code = False
        self._handlers: dict[str, Callable[[dict[str, str]], None]] = {
            "Relationship": self._relationship,
            "fldChar": self._field_mark,
            "fldSimple": self._simple_field,
            "instrText": self._code,
            "delInstrText": self._code,
        }

    def run(self, data: bytes) -> Scanned:
        """Read the part.

        Raises:
            MalformedPartError: If it is no well-formed XML, declares a document type (and with it
                entities), or is too deep or too long.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = _refuse_doctype
        try:
            parser.Parse(data, True)
        except MalformedPartError:
            raise
        except (expat.ExpatError, LookupError, ValueError) as error:
            # An encoding that nobody knows, or that expat cannot read, is no ExpatError.
            raise MalformedPartError(f"It is damaged ({error}).") from error
        for open_field in self._fields:
            self._check_code(open_field.code)
        return self._found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._found.elements += 1
        if self._depth > DEEPEST:
            raise MalformedPartError("Its elements stand too deep in one another.")
        if self._found.elements > self._most_elements:
            raise MalformedPartError("It has more elements than any letter.")
        local = name.rpartition(" ")[2]
        handler = self._handlers.get(local)
        if handler is not None:
            handler({key.rpartition(" ")[2]: value for key, value in attributes.items()})
        elif local in _ELEMENTS:
            self._found.add(_ELEMENTS[local])

    def _end(self, name: str) -> None:
        self._depth -= 1
        if name.endswith(("instrText", "delInstrText")):
            self._in_code = False

    def _text(self, text: str) -> None:
        if not self._fields:
            if self._in_code:
                self._check_code(text)
            return
        # Inside a field's code the result of an inner field counts as code too.
        for one in self._fields:
            if not one.complete and len(one.code) < _LONGEST_CODE:
                one.code += text

    def _relationship(self, attributes: dict[str, str]) -> None:
        if not self._is_rels:
            return
        kind = attributes.get("Type", "").rpartition("/")[2].lower()
        target = attributes.get("Target", "")
        external = attributes.get("TargetMode") == "External"
        if kind in _RELATIONSHIPS:
            self._found.add(_RELATIONSHIPS[kind])
        elif not external:
            return
        elif kind == "hyperlink" and not _SAFE_LINK.match(target):
            self._found.add(f"A link leads to `{target[:80]}`, which is neither a web nor a mail address.")
        elif kind == "attachedtemplate" and not _LOCAL_TEMPLATE.match(target):
            self._found.add(f"It is attached to the template `{target[:80]}` on another computer.")
        elif kind not in {"hyperlink", "attachedtemplate"}:
            self._found.add(f"It fetches `{target[:80]}` ({kind}) from outside the file.")

    def _field_mark(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("fldCharType")
        if kind == "begin":
            outer = self._fields[-1] if self._fields else None
            if outer and not outer.complete and not outer.code.strip():
                self._found.add("There is a field whose kind another field works out.")
            self._fields.append(_Field())
            if len(self._fields) > DEEPEST:
                raise MalformedPartError("Its fields stand too deep in one another.")
        elif self._fields and kind == "separate":
            self._fields[-1].complete = True
            self._check_code(self._fields[-1].code)
        elif self._fields and kind == "end":
            done = self._fields.pop()
            if not done.complete:
                self._check_code(done.code)

    def _simple_field(self, attributes: dict[str, str]) -> None:
        self._check_code(attributes.get("instr", ""))

    def _code(self, _attributes: dict[str, str]) -> None:
        self._in_code = True

    def _check_code(self, code: str) -> None:
        word = (code.split() or [""])[0].upper()
        if word in _FIELDS.split():
            self._found.add(f"There is a field {word}, which brings in something from outside the letter.")


def _refuse_doctype(*_: Any) -> None:
    raise MalformedPartError("It declares a document type, which Word never does.")
