"""Envelope profiles and what their windows show, whatever the paper's play.

A folded sheet is smaller than its envelope and slides in it. What shows in the window in *every*
position is the safe area, where the address must stand; what shows in *any* position is the open
area, where nothing else may stand. Lengths are points from the sheet's top left.
"""

from dataclasses import dataclass

from lettergen.errors import InputError
from lettergen.model.documents import PaperMark
from lettergen.units import mm

A4_WIDTH = mm(210)
A4_HEIGHT = mm(297)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on the sheet."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Tell whether a box lies in it entirely."""
        return self.left <= left and self.top <= top and right <= self.right and bottom <= self.bottom

    def meets(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Tell whether a box lies in it in part."""
        return left < self.right and self.left < right and top < self.bottom and self.top < bottom


@dataclass(frozen=True, slots=True)
class EnvelopeProfile:
    """An envelope with a window, seen from the front, and how the sheet is folded into it.

    `window_left`, `window_bottom` are the window's distances from the envelope's left and bottom
    edges. `folds` are the folds' distances from the sheet's top; the first panel carries the
    address. `weight_grams` is the empty envelope's.
    """

    name: str
    title: str
    width: float
    height: float
    window_left: float
    window_bottom: float
    window_width: float
    window_height: float
    folds: tuple[float, ...]
    weight_grams: float

    @property
    def _play(self) -> tuple[float, float]:
        """How far the folded sheet can slide, across and down."""
        panel = self.folds[0] if self.folds else A4_HEIGHT
        return max(self.width - A4_WIDTH, 0.0), max(self.height - panel, 0.0)

    @property
    def _window(self) -> Area:
        """The window as the sheet sees it while it lies in the envelope's top left corner."""
        top = self.height - self.window_bottom - self.window_height
        return Area(self.window_left, top, self.window_left + self.window_width, top + self.window_height)

    @property
    def safe_area(self) -> Area:
        """What shows wherever the sheet has slid to."""
        across, down = self._play
        window = self._window
        return Area(window.left, window.top, window.right - across, window.bottom - down)

    @property
    def open_area(self) -> Area:
        """What may show in some position."""
        across, down = self._play
        window = self._window
        return Area(window.left - across, window.top - down, window.right, window.bottom)


#: Window sizes after BS 4264:1987; folding at 105 and 210 mm, as DIN 5008 form B does, leaves the
#: sheet 5 mm of play in a DL envelope, where folding in equal thirds would leave 11 mm.
PROFILES = {
    profile.name: profile
    for profile in (
        EnvelopeProfile(
            "dl-uk",
            "DL, window 35 × 90 mm, 20 mm from the left, 18 mm from the bottom",
            *(mm(220), mm(110), mm(20), mm(18), mm(90), mm(35)),
            folds=(mm(105), mm(210)),
            weight_grams=4.5,
        ),
        EnvelopeProfile(
            "c5-uk",
            "C5, window 35 × 90 mm, 20 mm from the left, 60 mm from the bottom",
            *(mm(229), mm(162), mm(20), mm(60), mm(90), mm(35)),
            folds=(mm(148.5),),
            weight_grams=7.0,
        ),
        EnvelopeProfile(
            "dl-din",
            "DIN lang, window 45 × 90 mm, 20 mm from the left, 15 mm from the bottom (DIN 680)",
            *(mm(220), mm(110), mm(20), mm(15), mm(90), mm(45)),
            folds=(mm(105), mm(210)),
            weight_grams=4.5,
        ),
    )
}


def envelope_profile(name: str) -> EnvelopeProfile:
    """Give the profile of that name.

    Raises:
        InputError: If there is none; names those there are.
    """
    try:
        return PROFILES[name]
    except KeyError:
        known = "; ".join(f"{one.name} ({one.title})" for one in PROFILES.values())
        raise InputError(
            f"lettergen.toml, [post] envelope: `{name}` is not known. Known are {known}."
        ) from None


def fold_marks(profile: EnvelopeProfile) -> tuple[PaperMark, ...]:
    """Give short lines at the sheet's left edge where it is to be folded, on the first page.

    They begin 4 mm from the edge, which office printers can still reach.
    """
    return tuple(PaperMark(mm(4), fold, mm(8), fold, page=1) for fold in profile.folds)
