"""Which face stands in for one that is not there.

Some free families were drawn to the widths of those that come with Word, so that lines break where
they broke; the others only resemble. The order within each row is the order of trial.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StandIns:
    """What may stand in for a family: `same_widths` first, then `alike`.

    `package` says how to get the first one.
    """

    same_widths: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    package: str = ""


_CARLITO = StandIns(("Carlito",), package="Debian's fonts-crosextra-carlito")
_CALADEA = StandIns(("Caladea",), package="Debian's fonts-crosextra-caladea or PyPI's font-caladea")
_SANS = StandIns(("Liberation Sans", "Arimo"), package="Debian's fonts-liberation or PyPI's fontpkg-arimo")
_SERIF = StandIns(("Liberation Serif", "Tinos"), package="Debian's fonts-liberation or fonts-croscore")
_MONO = StandIns(("Liberation Mono", "Cousine"), package="Debian's fonts-liberation or fonts-croscore")

STAND_INS = {
    "calibri": _CARLITO,
    "calibri light": _CARLITO,
    "carlito": StandIns(("Calibri",), package=_CARLITO.package),
    "cambria": _CALADEA,
    "cambria math": _CALADEA,
    "caladea": StandIns(("Cambria",), package=_CALADEA.package),
    "arial": _SANS,
    "arial mt": _SANS,
    "helvetica": _SANS,
    "liberation sans": StandIns(("Arial", "Arimo"), package=_SANS.package),
    "arimo": StandIns(("Liberation Sans", "Arial"), package=_SANS.package),
    "arial narrow": StandIns(("Liberation Sans Narrow",), package="Debian's fonts-liberation"),
    "times new roman": _SERIF,
    "times": _SERIF,
    "liberation serif": StandIns(("Times New Roman", "Tinos"), package=_SERIF.package),
    "tinos": StandIns(("Liberation Serif", "Times New Roman"), package=_SERIF.package),
    "courier new": _MONO,
    "courier": _MONO,
    "liberation mono": StandIns(("Courier New", "Cousine"), package=_MONO.package),
    "cousine": StandIns(("Liberation Mono", "Courier New"), package=_MONO.package),
    "georgia": StandIns(("Gelasio",), ("DejaVu Serif",), "Gelasio, drawn to Georgia's widths"),
    "verdana": StandIns((), ("DejaVu Sans", "Bitstream Vera Sans"), "Debian's fonts-dejavu-core"),
    "consolas": StandIns((), ("Inconsolata", "DejaVu Sans Mono"), "PyPI's fontpkg-inconsolata"),
    "segoe ui": StandIns(("Selawik",), ("Open Sans",), "Selawik, drawn to Segoe UI's widths"),
    "century gothic": StandIns(("URW Gothic", "TeX Gyre Adventor"), (), "Debian's fonts-urw-base35"),
    "bookman old style": StandIns(("URW Bookman", "TeX Gyre Bonum"), (), "Debian's fonts-urw-base35"),
    "century schoolbook": StandIns(("C059", "TeX Gyre Schola"), (), "Debian's fonts-urw-base35"),
    "palatino linotype": StandIns(("P052", "TeX Gyre Pagella"), (), "Debian's fonts-urw-base35"),
    "palatino": StandIns(("P052", "TeX Gyre Pagella"), (), "Debian's fonts-urw-base35"),
    "book antiqua": StandIns(("P052", "TeX Gyre Pagella"), (), "Debian's fonts-urw-base35"),
    "garamond": StandIns((), ("EB Garamond",), "PyPI's fontpkg-eb-garamond"),
    "comic sans ms": StandIns(("Comic Relief",), ("Comic Neue",), "Debian's fonts-comic-neue"),
    "franklin gothic book": StandIns((), ("Libre Franklin",), "PyPI's fontpkg-libre-franklin"),
    "trebuchet ms": StandIns((), ("Fira Sans",), "PyPI's fontpkg-fira-sans"),
}

# What is left when no stand-in is there either, by the kind of type. Arimo and Caladea come with
# lettergen, so that each list ends in something.
_GENERIC = {
    "sans": ("DejaVu Sans", "Liberation Sans", "Arial", "Arimo"),
    "serif": ("DejaVu Serif", "Liberation Serif", "Times New Roman", "Caladea", "Arimo"),
    "mono": ("DejaVu Sans Mono", "Liberation Mono", "Courier New", "Cousine", "Arimo"),
}

_MONO_WORDS = ("mono", "courier", "consol", "code", "typewriter", "terminal", "lucida console")
_SANS_WORDS = ("sans", "gothic", "grotes")
_SERIF_WORDS = (
    "serif", "roman", "times", "garamond", "georgia", "cambria", "caladea", "book", "palatino", "century",
    "minion", "caslon", "baskerville", "bodoni", "constantia", "didot", "antiqua", "mincho", "song",
    "ming", "batang", "bembo", "sabon", "elephant", "perpetua", "goudy", "charter", "cochin",
)  # fmt: skip


def generic_families(family: str) -> tuple[str, ...]:
    """Give families of the same kind (serif, sans-serif, monospaced), guessed from the name."""
    name = family.casefold()
    for kind, words in (("mono", _MONO_WORDS), ("sans", _SANS_WORDS), ("serif", _SERIF_WORDS)):
        if any(word in name for word in words):
            return _GENERIC[kind]
    return _GENERIC["sans"]
