"""Text: scripts, directions, line breaking, and the characters behind the glyphs."""

from tests.letters.corpus import letter
from tests.letters.subjects.lists import item, level, lists
from tests.letters.word import Letter, p, r

_RTL = "<w:rtl/><w:lang w:bidi='he-IL'/>"


@letter
def kerning_and_ligatures():
    """Pairs are kerned from the size that says so; ligatures only where they are asked for."""
    ligatures = "<w14:ligatures w14:val='standard'/>"
    body = (
        p("AVA office")
        + p(r("AVA office", "<w:kern w:val='16'/>"))
        + p(r("AVA office", ligatures))
        + p(r("AVA", "<w:kern w:val='60'/>"))
    )
    return Letter(body, family="Caladea", typewriter=False)


@letter
def fallback():
    """A character that the face lacks comes from another face, its neighbours do not."""
    return Letter(p("Greek Ω, arrow →, check ✓ and tick"), family="Caladea", typewriter=False)


@letter
def combining_marks():
    """Base and mark are one cluster, composed or not, and both are copied as they were written."""
    return Letter(p("e\u0301 é n\u0303 o\u0308\u0301"), family="Arimo", typewriter=False)


@letter
def right_to_left():
    """Right-to-left paragraphs begin at the right; numbers and Latin words in them keep their order."""
    body = p(r("שלום עולם 2019, hello (אחד)", _RTL), pr="<w:bidi/>")
    body += p("in English: ", r("שלום 12", _RTL), " and on")
    return Letter(body + p(r("שמאל", _RTL), pr="<w:bidi/><w:jc w:val='right'/>"), lines=6)


@letter
def right_to_left_list():
    """Indents and labels of right-to-left paragraphs stand at the right."""
    body = item("", pr="<w:bidi/>").replace("</w:pPr>", "</w:pPr>" + r("פריט ראשון", _RTL))
    return Letter(body, numbering=lists(level(0, "decimal", "%1.")), lines=4)


@letter
def east_asian():
    """Lines break between ideographs, not before closing marks nor after opening ones."""
    return Letter(p("漢字かな交じり文の行分割「括弧」と句読点、それから長音ー。終わり"), chars=10, lines=8)


@letter
def line_breaking():
    """Where lines end: after hyphens and dashes, at zero-width spaces; not at no-break spaces, nor in numbers."""
    body = p("well-known facts 1,000,000 and 50\u00a0% or a/b and https://example.org/a/long/path")
    return Letter(
        body + p("zero\u200bwidth\u200bspaces\u200bend\u200blines and word\u2060joiner\u2060ones do not"),
        chars=16,
        lines=14,
    )


@letter
def long_word():
    """A word wider than the line is broken by character and nothing of it is lost."""
    return Letter(p("x" * 50 + "END"), chars=20, lines=6)


@letter
def emoji():
    """Emoji are glyphs of one colour, with their modifiers and joiners as one."""
    return Letter(
        p("smile 😀, family 👨\u200d👩\u200d👧, flag 🇬🇧, thumbs 👍🏽"), family="Arimo", typewriter=False
    )


@letter
def white_space():
    """Several spaces are kept, tabs within text are tabs, line ends spaces."""
    return Letter(
        p("a   b     c")
        + p("<w:r><w:t>  trimmed  </w:t></w:r>")
        + p("<w:r><w:t>one\ntwo\tthree</w:t></w:r>"),
        lines=5,
    )


@letter
def languages_of_scripts():
    """Each script's language is told: Latin, Hebrew and Chinese in one run."""
    lang = "<w:lang w:val='cy-GB' w:bidi='he-IL' w:eastAsia='zh-CN'/>"
    return Letter(p(r("bore da, שלום, 你好", lang)), lines=3)


@letter
def mixed_scripts():
    """Latin, Greek, Cyrillic and Vietnamese words with marks, in a face that has them."""
    return Letter(p("Zoë Łukasiewicz, Ελλάδα, Москва, Việt Nam"), family="Arimo", typewriter=False)
