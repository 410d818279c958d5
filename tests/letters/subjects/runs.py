"""Runs: how characters look, and what stands for characters."""

from tests.letters.corpus import letter
from tests.letters.word import Letter, link_to, p, r, style
from tests.typeset.wordparts import part


def _each(*kinds):
    return "".join(p(r(name, pr)) for name, pr in kinds)


@letter
def weights():
    """Bold, italic, both, and neither again."""
    return Letter(
        p(
            "plain ",
            r("bold ", "<w:b/>"),
            r("italic ", "<w:i/>"),
            r("both ", "<w:b/><w:i/>"),
            r("off", "<w:b w:val='false'/>"),
        ),
        lines=3,
    )


@letter
def underlines():
    """Underline kinds and colours; `words` leaves spaces bare."""
    kinds = ("single", "double", "thick", "dotted", "dash", "dotDash", "wave", "words", "none")
    body = "".join(p(r(f"{kind} line here", f"<w:u w:val='{kind}'/>")) for kind in kinds)
    return Letter(
        body + p(r("red under blue", "<w:color w:val='0000FF'/><w:u w:val='single' w:color='FF0000'/>")),
        lines=12,
    )


@letter
def blanks_to_fill_in():
    """Underlined tabs draw lines to write on, highlighted ones a ground; spaces at a line's end do too if asked."""
    line = "<w:u w:val='single'/>"
    stops = "<w:tabs><w:tab w:val='left' w:pos='1200'/><w:tab w:val='left' w:pos='2400'/></w:tabs>"
    tab = "<w:r><w:rPr>{}</w:rPr><w:tab/></w:r>"
    return Letter(
        p("Signed", tab.format(line), tab.format(""), r("Date"), tab.format(line), pr=stops)
        + p(tab.format(line), pr=stops)
        + p(
            r("marked", "<w:highlight w:val='yellow'/>"),
            tab.format("<w:highlight w:val='yellow'/>"),
            pr=stops,
        )
        + p("struck", tab.format("<w:strike/>"), r("words", "<w:u w:val='words'/>"), pr=stops)
        + p(r("Name      ", line)),
        compat="<w:ulTrailSpace/>",
        lines=7,
    )


@letter
def strikes():
    """Strike-through, double strike-through, and one of both."""
    return Letter(
        _each(("struck", "<w:strike/>"), ("twice", "<w:dstrike/>"), ("not", "<w:strike w:val='0'/>")), lines=5
    )


@letter
def capitals():
    """Small capitals and capitals look so, and the text behind them stays as it was written."""
    return Letter(
        _each(
            ("Small Caps 12", "<w:smallCaps/>"),
            ("All caps ß", "<w:caps/>"),
            ("Both", "<w:caps/><w:smallCaps/>"),
        ),
        lines=5,
    )


@letter
def raised_and_lowered():
    """Super- and subscript are smaller; w:position only moves."""
    body = p(
        "x",
        r("2", "<w:vertAlign w:val='superscript'/>"),
        " H",
        r("2", "<w:vertAlign w:val='subscript'/>"),
        "O",
    )
    return Letter(
        body + p("up", r("up", "<w:position w:val='6'/>"), " down", r("down", "<w:position w:val='-6'/>")),
        lines=5,
    )


@letter
def spacing_and_scale():
    """Letters spaced out, drawn together, widened and narrowed."""
    kinds = (("spaced by 2", "<w:spacing w:val='40'/>"), ("tight by 1", "<w:spacing w:val='-20'/>"),
             ("twice as wide", "<w:w w:val='200'/>"), ("half as wide", "<w:w w:val='50'/>"))  # fmt: skip
    return Letter(_each(*kinds), lines=6)


@letter
def grounds():
    """Highlight, shading and a border round characters; highlight covers shading."""
    shading = "<w:shd w:val='clear' w:color='auto' w:fill='DDDDDD'/>"
    kinds = (("highlit", "<w:highlight w:val='yellow'/>"), ("shaded", shading), ("both", "<w:highlight w:val='cyan'/>" + shading),
             ("boxed", "<w:bdr w:val='single' w:sz='4' w:space='0' w:color='FF0000'/>"))  # fmt: skip
    return Letter(_each(*kinds) + p("none: ", r("not lit", "<w:highlight w:val='none'/>")), lines=7)


@letter
def colors():
    """Colours; automatic is black, and white on a dark ground."""
    dark = "<w:shd w:val='clear' w:color='auto' w:fill='000080'/>"
    return Letter(
        _each(
            ("red", "<w:color w:val='FF0000'/>"), ("automatic", "<w:color w:val='auto'/>"), ("on dark", dark)
        ),
        lines=5,
    )


@letter
def hidden():
    """Hidden text is not there; a paragraph with a hidden mark and no text takes no room."""
    body = p("shown ", r("hidden ", "<w:vanish/>"), "shown")
    body += p(r("all hidden", "<w:vanish/>"), pr="<w:rPr><w:vanish/></w:rPr>") + p("after")
    return Letter(body, lines=5)


@letter
def symbols():
    """Symbols from Wingdings and Symbol become the characters they show."""
    ticks = "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r><w:r><w:sym w:font='Symbol' w:char='F0B7'/></w:r>"
    return Letter(
        p("tick, bullet: ", ticks, " and ", "<w:r><w:sym w:font='Wingdings' w:char='F0E0'/></w:r>"), lines=3
    )


@letter
def tracked_changes():
    """Changes as if accepted: what was put in is there, what was taken out is not, moves stand where they went."""
    who = "w:id='1' w:author='A. Nonymous' w:date='2019-11-12T00:00:00Z'"
    body = p(
        "kept ",
        f"<w:ins {who}>{r('put in ')}</w:ins>",
        f"<w:del {who}><w:r><w:delText>taken out </w:delText></w:r></w:del>",
        "kept",
    )
    body += p(
        f"<w:moveFrom {who}>{r('moved away')}</w:moveFrom>",
        "here: ",
        f"<w:moveTo {who}>{r('moved')}</w:moveTo>",
    )
    body += p("mark deleted, ", pr=f"<w:rPr><w:del {who}/></w:rPr>") + p("joined")
    body += p(r("bold no more", f"<w:rPrChange {who}><w:rPr><w:b/></w:rPr></w:rPrChange>"))
    return Letter(body, lines=7)


@letter
def content_controls():
    """Content controls show what they hold: in a line, around paragraphs, with a placeholder."""
    inline = f"<w:sdt><w:sdtPr/><w:sdtContent>{r('in line')}</w:sdtContent></w:sdt>"
    block = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('a block')}{p('of two')}</w:sdtContent></w:sdt>"
    return Letter(p("before ", inline, " after") + block + p("end"), lines=6)


@letter
def comments():
    """Comments and their marks are left out."""
    marked = (
        "<w:commentRangeStart w:id='0'/>"
        + r("marked")
        + "<w:commentRangeEnd w:id='0'/><w:r><w:commentReference w:id='0'/></w:r>"
    )
    comment = "<w:comment w:id='0' w:author='A' w:initials='A'>" + p("Is this so?") + "</w:comment>"
    return Letter(p("one ", marked, " word"), lines=3, parts={"word/comments.xml": part("comments", comment)})


@letter
def links():
    """A web link and one within the document, each around its own text."""
    outside = link_to("our page", "rLink", pr="<w:rStyle w:val='Hyperlink'/>")
    inside = link_to("below", anchor="there")
    target = "<w:bookmarkStart w:id='1' w:name='there'/><w:bookmarkEnd w:id='1'/>"
    styles = style("character", "Hyperlink", "<w:rPr><w:color w:val='0563C1'/><w:u w:val='single'/></w:rPr>")
    return Letter(p("See ", outside, " or ", inside, ".") + p(target, "Here."), styles=styles, lines=4,
                  rels=(("rLink", "hyperlink", "https://example.org/page"),))  # fmt: skip


@letter
def phonetic_text():
    """Phonetic text stands after its base, and no character is lost."""
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('kan')}</w:rt><w:rubyBase>{r('漢')}</w:rubyBase></w:ruby></w:r>"
    return Letter(p("base ", ruby, " after"), lines=3)
