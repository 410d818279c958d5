"""Footnotes at the foot of their page and endnotes at the end (17.11)."""

from lettergen.typeset.layout.boxes import Galley, Strip
from lettergen.typeset.layout.desk import Desk
from lettergen.typeset.layout.sheets import Sheet
from lettergen.typeset.layout.structure import Branch
from lettergen.typeset.pages import Node, Rule
from lettergen.typeset.story import NoteRef

# Word's separator: a line of two inches in a paragraph of its own.
_SEPARATOR_LENGTH = 144.0
_SEPARATOR_WIDTH = 0.5
_SEPARATOR_HEIGHT = 10.0
_SEPARATOR_AT = 5.0


class Footnotes:
    """Sets the footnotes of one document and shares them out to pages."""

    def __init__(self, desk: Desk, branch: Branch) -> None:
        """Take the element that holds the notes."""
        self._desk = desk
        self._branch = branch
        self._heights: dict[tuple[int, float], tuple[float, float]] = {}
        self._carried: list[Strip] = []
        self._placed: set[int] = set()

    def height(self, sheet: Sheet, notes: list[NoteRef], width: float) -> float:
        """Give what more a page needs at its foot for notes, the last of which may go on overleaf."""
        fresh = [note for note in notes if self._counts(note)]
        if not fresh:
            return 0.0
        *whole, last = fresh
        needed = sum(self._measured(note, width)[0] for note in whole) + self._measured(last, width)[1]
        return needed + (0.0 if sheet.notes else _SEPARATOR_HEIGHT)

    def _counts(self, note: NoteRef) -> bool:
        return (
            note.kind == "footnote"
            and note.note_id in self._desk.story.footnotes
            and note.note_id not in self._placed
        )

    def _measured(self, note: NoteRef, width: float) -> tuple[float, float]:
        """Give a note's height, and that of its first line."""
        key = (note.note_id, width)
        if key not in self._heights:
            galley = self._desk.gather(self._desk, self._desk.story.footnotes[note.note_id], width, None)
            first = next((strip.bottom for strip in galley.strips if not strip.kept), galley.height)
            self._heights[key] = (galley.height, first)
        return self._heights[key]

    def put(self, sheet: Sheet, notes: tuple[NoteRef, ...], width: float, room: float) -> None:
        """Put notes at the foot of a page.

        Args:
            sheet: The page.
            notes: Those that its next line refers to.
            width: Of the notes.
            room: What is free below that line; what does not fit goes on the next page.
        """
        for note in notes:
            if self._counts(note):
                self._placed.add(note.note_id)
                number = f"footnote-{note.note_id}"
                branch = self._branch.child(Node("Note", self._branch.node, note_id=number))
                galley = self._desk.gather(
                    self._desk, self._desk.story.footnotes[note.note_id], width, branch
                )
                room -= self._append(sheet, galley, room)

    def _append(self, sheet: Sheet, galley: Galley, room: float) -> float:
        before = sheet.notes_height
        if self._carried:
            self._carried += galley.strips
            return 0.0
        self._separate(sheet)
        base = sheet.notes_height
        cut = len(galley.strips)
        while cut > 1 and base - before + galley.strips[cut - 1].bottom > room + 0.05:
            cut -= 1
        for strip in galley.strips[:cut]:
            strip.top += base
            sheet.notes.append(strip)
        self._carried += galley.strips[cut:]
        whole = cut == len(galley.strips)
        sheet.notes_height = base + galley.height if whole else sheet.notes[-1].bottom
        return sheet.notes_height - before

    def _separate(self, sheet: Sheet) -> None:
        if not sheet.notes:
            rule = Rule(0.0, _SEPARATOR_AT, _SEPARATOR_LENGTH, _SEPARATOR_AT, _SEPARATOR_WIDTH)
            sheet.notes.append(Strip(0.0, _SEPARATOR_HEIGHT, [rule]))
            sheet.notes_height = _SEPARATOR_HEIGHT

    def begin(self, sheet: Sheet) -> None:
        """Put what was left over from the page before at the foot of a new one."""
        carried, self._carried = self._carried, []
        if not carried:
            return
        base = carried[0].top
        for strip in carried:
            strip.top -= base
        rest = Galley(sheet.right - sheet.left, carried, carried[-1].bottom)
        self._append(sheet, rest, (sheet.bottom - sheet.top) * 0.8)

    @property
    def has_rest(self) -> bool:
        """Whether something still waits for a page."""
        return bool(self._carried)


def endnote_blocks(desk: Desk) -> list[tuple[str, int]]:
    """Give the endnotes that the text refers to, in order, as (kind, id)."""
    return [key for key in desk.marks if key[0] == "endnote" and key[1] in desk.story.endnotes]
