"""Fonts: which face is taken, and what stands in for one that is not there."""

from tests.letters.corpus import letter
from tests.letters.word import Letter, p, r


def _font(name, more=""):
    return f"<w:rFonts w:ascii='{name}' w:hAnsi='{name}' w:cs='{name}'/>{more}"


@letter
def stand_ins():
    """A face with the same widths stands in for one that is not installed, and it is said once."""
    body = p(r("Cambria ", _font("Cambria")), r("Arial ", _font("Arial")), r("again", _font("Arial")))
    return Letter(body, family="Arimo", typewriter=False)


@letter
def styles_of_a_family():
    """Regular, bold, italic and both are faces of their own; weights in the name are found."""
    body = p(
        *(
            r(text, _font("Atkinson Hyperlegible", pr))
            for text, pr in (("one ", ""), ("two ", "<w:b/>"), ("three ", "<w:i/>"), ("four", "<w:b/><w:i/>"))
        )
    )
    return Letter(body, family="Arimo", typewriter=False)


@letter
def unknown_family():
    """A family that nobody knows is replaced by one of its kind, with a warning."""
    return Letter(p(r("text", _font("Nobody Serif"))), family="Arimo", typewriter=False)


@letter
def fonts_of_scripts():
    """Latin, other European, East Asian and Hebrew characters have fonts of their own in one run."""
    fonts = "<w:rFonts w:ascii='Arimo' w:hAnsi='Caladea' w:cs='Atkinson Hyperlegible' w:eastAsia='Caladea'/>"
    return Letter(p(r("abc é “quoted”", fonts), r("cs", fonts + "<w:cs/>")), family="Arimo", typewriter=False)
