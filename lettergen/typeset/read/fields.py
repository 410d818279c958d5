"""Fields: what of them shows, and which of them only layout can work out (17.16)."""

import re
from dataclasses import dataclass, replace

from lettergen.typeset.read.cascade import RunFormat
from lettergen.typeset.story import RunStyle

#: Fields whose number layout works out.
_PAGE_CODES = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"})
#: Fields that show a part of their instruction: from which word on.
_SHOWS_INSTRUCTION = {"MACROBUTTON": 2, "GOTOBUTTON": 2}
#: Fields that mark a place or set something; Word shows nothing of them.
_INVISIBLE = frozenset({"TC", "XE", "TA", "RD", "SET", "ASK", "PRIVATE", "NEXT", "NEXTIF", "SKIPIF"})
#: General formatting switches (17.16.4.3) as ST_NumberFormat words.
_FORMATS = {
    "arabic": "decimal", "roman": "lowerRoman", "ROMAN": "upperRoman", "alphabetic": "lowerLetter",
    "ALPHABETIC": "upperLetter", "Ordinal": "ordinal", "CardText": "cardinalText", "OrdText": "ordinalText",
    "ArabicDash": "numberInDash", "Hex": "hex", "Roman": "upperRoman", "Alphabetic": "upperLetter",
    "Arabic": "decimal", "ARABIC": "decimal",
}  # fmt: skip
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"?|(\S+)')


@dataclass(frozen=True, slots=True)
class Instruction:
    """A field's instruction: its name in capitals, arguments and switches.

    `switches` maps a switch's letter to the argument after it, if any.
    """

    name: str
    arguments: tuple[str, ...] = ()
    switches: tuple[tuple[str, str], ...] = ()

    def switch(self, letter: str) -> str | None:
        """Give a switch's argument, empty if it has none; None where the switch is not there."""
        return next((value for key, value in self.switches if key == letter), None)

    @property
    def is_page_number(self) -> bool:
        """Tell whether layout works this one out."""
        return self.name in _PAGE_CODES

    @property
    def is_invisible(self) -> bool:
        """Tell whether Word shows nothing of it, not even a stored result."""
        return self.name in _INVISIBLE

    @property
    def code(self) -> str:
        """Give the code as a PageField has it: the name, and PAGEREF's bookmark."""
        return f"{self.name} {self.arguments[0]}" if self.name == "PAGEREF" and self.arguments else self.name

    @property
    def number_format(self) -> str:
        r"""Give the ST_NumberFormat word of a ``\*`` switch; empty when there is none."""
        for key, value in self.switches:
            if key == "*" and value in _FORMATS:
                return _FORMATS[value]
        return ""

    @property
    def link(self) -> str | None:
        r"""Give the target of a HYPERLINK or of a PAGEREF or REF that jumps (``\h``)."""
        if self.name == "HYPERLINK":
            anchor = self.switch("l")
            target = self.arguments[0] if self.arguments else ""
            return f"{target}#{anchor}" if anchor else target or None
        if self.name in {"PAGEREF", "REF", "NOTEREF"} and self.arguments and self.switch("h") is not None:
            return f"#{self.arguments[0]}"
        return None

    @property
    def shown(self) -> str:
        """Give the part of the instruction that is shown (MACROBUTTON, GOTOBUTTON), often nothing."""
        return (
            " ".join(self.arguments[_SHOWS_INSTRUCTION[self.name] - 1 :])
            if (self.name in _SHOWS_INSTRUCTION)
            else ""
        )


def parse_instruction(text: str) -> Instruction:
    """Read a field's instruction (17.16.4): words, words in quotes, switches after a backslash."""
    words = [(match[1] if match[2] is None else match[2], match[2] is None) for match in _WORD.finditer(text)]
    if not words:
        return Instruction("")
    arguments: list[str] = []
    switches: list[tuple[str, str]] = []
    name = words[0][0].upper()
    taking = ""
    for word, quoted in words[1:]:
        if word.startswith("\\") and not quoted and len(word) > 1:
            switches.append((word[1:], ""))
            taking = word[1:]
        elif taking and _takes_argument(name, taking):
            switches[-1] = (taking, word)
            taking = ""
        else:
            arguments.append(word.replace('\\"', '"').replace("\\\\", "\\"))
    return Instruction(name, tuple(arguments), tuple(switches))


def _takes_argument(name: str, switch: str) -> bool:
    r"""Tell whether a switch is followed by its argument; HYPERLINK's \n and \h, say, are not."""
    return switch in {"*", "#", "@"} or switch in {
        "HYPERLINK": {"l", "o", "t"},
        "SYMBOL": {"f", "s"},
    }.get(name, set())


@dataclass(frozen=True, slots=True)
class OpenField:
    """A complex field that has begun and not ended (w:fldChar, 17.16.18).

    `stored` gathers the stored result of a field that layout works out, `style` is how it looks, and `held`
    is the same text run by run, for a result that turns out to be more than a number.
    `control` is what a form's check box or list shows, whatever its stored result; None for other fields.
    """

    instruction: str = ""
    in_result: bool = False
    stored: str = ""
    style: RunStyle | None = None
    control: str | None = None
    held: tuple[tuple[str, RunFormat], ...] = ()

    def with_instruction(self, text: str) -> "OpenField":
        """Add to the instruction, which Word may spread over many runs."""
        return replace(self, instruction=(self.instruction + text)[:4096])

    def with_stored(self, text: str, run: RunFormat) -> "OpenField":
        """Add to the stored result, whose style is that of its first character."""
        style = self.style if self.stored else run.base
        stored = (self.stored + text)[:64]
        return replace(self, stored=stored, style=style, held=(*self.held, (text, run)))
