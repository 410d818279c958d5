"""Gathers what stands in a paragraph: joins text of one style, cuts it by script, minds fields."""

from dataclasses import replace
from functools import lru_cache

from lettergen.typeset.read.cascade import RunFormat, family_for
from lettergen.typeset.read.fields import Instruction, OpenField, parse_instruction
from lettergen.typeset.read.links import safe_link
from lettergen.typeset.read.scope import Scope
from lettergen.typeset.read.scripts import ASCII, CS, H_ANSI, split_scripts
from lettergen.typeset.read.symbols import is_symbol_font, private_use_text, symbol_text
from lettergen.typeset.story import InlineItem, PageField, RunStyle, Tab, Text

_instruction = lru_cache(maxsize=512)(parse_instruction)


class Gatherer:
    """The items of one paragraph as they come."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.items: list[InlineItem] = list(scope.carried)
        scope.carried.clear()
        self._links: list[str | None] = []

    # --- links ------------------------------------------------------------------------------------

    @property
    def link(self) -> str | None:
        """Give the link that holds here: the innermost field's or w:hyperlink's."""
        for open_field in reversed(self.scope.fields):
            if open_field.in_result:
                target = safe_link(_instruction(open_field.instruction).link)
                if target:
                    return target
        return self._links[-1] if self._links else None

    def open_link(self, target: str | None) -> None:
        """Begin a w:hyperlink; None is one whose target may not be followed."""
        self._links.append(target)

    def close_link(self) -> None:
        """End the innermost w:hyperlink."""
        self._links.pop()

    # --- items ------------------------------------------------------------------------------------

    def add(self, item: InlineItem) -> None:
        """Add a tab, a break, a picture; nothing where a field hides it."""
        if self._shows():
            self.items.append(item)
        elif isinstance(item, Tab):
            self._add_hidden_tab(item)

    def add_text(self, text: str, run: RunFormat) -> None:
        """Add text of one run, cut where its fonts differ."""
        if not text:
            return
        if not self._shows():
            self._store(text, run)
            return
        link = self.link
        if run.is_complex:
            self._append(private_use_text(text), run.style(CS), link)
            return
        for script, piece in split_scripts(
            text, run.properties.hint, run.properties.language_east_asia or ""
        ):
            self._add_piece(piece, run, script, link)

    def _add_piece(self, text: str, run: RunFormat, script: str, link: str | None) -> None:
        if script == H_ANSI and family_for(run.properties, H_ANSI) == family_for(run.properties, ASCII):
            script = ASCII
        style = run.style(script)
        if is_symbol_font(style.family):
            shown = symbol_text(text, style.family)
            if shown is None:
                self.scope.warn(f"a character of the font {style.family} has no counterpart in Unicode")
            else:
                text, style = shown, self.plain(style)
        self._append(private_use_text(text), style, link)

    def add_symbol(self, text: str, family: str, run: RunFormat) -> None:
        """Add a character of a named font (w:sym, 17.3.3.30)."""
        shown = symbol_text(text, family)
        if not self._shows():
            self._store(shown or text, run)
        elif shown is not None:
            self._append(shown, self.plain(run.base), self.link)
        else:
            if is_symbol_font(family):
                self.scope.warn(f"a character of the font {family} has no counterpart in Unicode")
            self._append(private_use_text(text), replace(run.base, family=family), self.link)

    def plain(self, style: RunStyle) -> RunStyle:
        """Give a style for symbols that have become Unicode: the text's font, not the symbol font."""
        if not is_symbol_font(style.family):
            return style
        normal = self.scope.template.styles.normal
        family = family_for(normal, ASCII)
        return replace(style, family="Times New Roman" if is_symbol_font(family) else family)

    def _append(self, text: str, style: RunStyle, link: str | None) -> None:
        last = self.items[-1] if self.items else None
        if isinstance(last, Text) and last.link == link and last.style == style:
            self.items[-1] = Text(last.text + text, style, link)
        else:
            self.items.append(Text(text, style, link))

    # --- fields -----------------------------------------------------------------------------------

    def begin_field(
        self, instruction: str = "", *, simple: bool = False, style: RunStyle | None = None
    ) -> None:
        """Begin a field: w:fldChar begin, or a whole w:fldSimple, whose content is its result."""
        self.scope.fields.append(OpenField(instruction, in_result=simple, style=style))

    def add_instruction(self, text: str) -> None:
        """Add w:instrText to the innermost field that has not come to its result."""
        fields = self.scope.fields
        if fields and not fields[-1].in_result:
            fields[-1] = fields[-1].with_instruction(text)

    def separate_field(self) -> None:
        """Come to the innermost field's stored result (w:fldChar separate)."""
        fields = self.scope.fields
        if fields:
            fields[-1] = replace(fields[-1], in_result=True)

    def end_field(self, run: RunFormat) -> None:
        """End the innermost field, and show what layout or we have to work out (w:fldChar end)."""
        if not self.scope.fields:
            return
        link = self.link
        ended = self.scope.fields.pop()
        instruction = _instruction(ended.instruction)
        if instruction.is_page_number:
            self._add_page_field(ended, instruction, link or safe_link(instruction.link), run)
        elif ended.control is not None:
            self.add_text(ended.control, run)
        elif not ended.in_result:
            self._add_unstored(instruction, run)

    def _add_page_field(
        self, ended: OpenField, instruction: Instruction, link: str | None, run: RunFormat
    ) -> None:
        style = ended.style or run.base
        if not self._shows():
            self._store(ended.stored, run)
            return
        self.items.append(
            PageField(instruction.code, style, instruction.number_format, ended.stored.strip(), link)
        )

    def _add_unstored(self, instruction: Instruction, run: RunFormat) -> None:
        """Show a field without a stored result: a symbol, a check box, a button's words."""
        if instruction.name == "SYMBOL" and instruction.arguments:
            self._add_symbol_field(instruction, run)
        elif instruction.name == "FORMCHECKBOX":
            self.add_text("☐", run)
        elif instruction.shown:
            self.add_text(instruction.shown, run)
        elif instruction.name and not instruction.is_invisible:
            self.scope.warn(f"the field {instruction.name} has no stored result")

    def _add_symbol_field(self, instruction: Instruction, run: RunFormat) -> None:
        r"""Show ``SYMBOL 183 \f Symbol``: a code, decimal or hexadecimal, in a font."""
        try:
            text = chr(int(instruction.arguments[0], 0))
        except (ValueError, OverflowError):
            self.scope.warn("a SYMBOL field names no character")
            return
        family = instruction.switch("f")
        self.add_symbol(text, family, run) if family else self.add_text(text, run)

    def _shows(self) -> bool:
        """Tell whether what comes is shown: all open fields are at results that are not ours to make."""
        for open_field in self.scope.fields:
            if not open_field.in_result or open_field.control is not None:
                return False
            instruction = _instruction(open_field.instruction)
            if instruction.is_page_number or instruction.is_invisible:
                return False
        return True

    def _store(self, text: str, run: RunFormat) -> None:
        """Keep the stored result of a page field."""
        fields = self.scope.fields
        if fields[-1].in_result:
            fields[-1] = fields[-1].with_stored(text, run)

    def _add_hidden_tab(self, tab: Tab) -> None:
        """Show what stands before a tab in the result of a PAGEREF, and the tab.

        LibreOffice writes a whole line of a table of contents as the result of a PAGEREF. Word shows it as
        it is stored; only what follows the last tab is the page's number, which layout works out.
        """
        innermost = self.scope.fields[-1]
        if not (innermost.in_result and _instruction(innermost.instruction).name == "PAGEREF"):
            return
        self.open_link(self.link)
        self.scope.fields.pop()
        for text, run in innermost.held:
            self.add_text(text, run)
        self.add(tab)
        self.scope.fields.append(replace(innermost, stored="", held=()))
        self.close_link()
