"""Paragraphs: alignment, indents, spacing, borders, tabs, frames, and what stays together."""

from tests.letters.corpus import letter
from tests.letters.word import LOREM, Letter, field_of, p, r, style, tbl, tc, tr

_PLAIN = "<w:spacing w:before='0' w:after='0'/>"


@letter
def alignments():
    """Left, centre, right, justified, distributed, and the words of newer files: start and end."""
    body = "".join(
        p(f"{name}: {LOREM}", pr=f"<w:jc w:val='{name}'/>")
        for name in ("left", "center", "right", "both", "distribute", "start", "end")
    )
    return Letter(body, lines=30)


@letter
def justified_line_breaks():
    """A line break in a justified paragraph: its line is stretched unless the document says not to."""
    body = p("a short line\nand another one that goes on to a second line", pr="<w:jc w:val='both'/>")
    return Letter(body, lines=5)


@letter
def justified_line_breaks_kept():
    """The same where w:doNotExpandShiftReturn is set."""
    body = p("a short line\nand another one that goes on to a second line", pr="<w:jc w:val='both'/>")
    return Letter(body, lines=5, compat="<w:doNotExpandShiftReturn/>")


@letter
def indents():
    """Left, right, first-line and hanging indents, in twips and in characters; negative ones stick out."""
    kinds = (
        "w:left='480'",
        "w:right='1200'",
        "w:firstLine='480'",
        "w:left='480' w:hanging='480'",
        "w:left='-240' w:right='-240'",
        "w:leftChars='200' w:left='111'",
        "w:firstLineChars='300' w:firstLine='111'",
        "w:start='480' w:end='240'",
    )
    return Letter("".join(p(kind + " " + LOREM[:60], pr=f"<w:ind {kind}/>") for kind in kinds), lines=24)


@letter
def spacing():
    """Before and after: the larger counts between two paragraphs; in lines; automatic spacing is 14 points."""
    body = p("240 after", pr="<w:spacing w:after='240'/>") + p("480 before", pr="<w:spacing w:before='480'/>")
    body += p("a line before and after", pr="<w:spacing w:beforeLines='100' w:afterLines='100'/>")
    body += p("auto", pr="<w:spacing w:beforeAutospacing='1' w:afterAutospacing='1' w:before='999'/>") + p(
        "end"
    )
    return Letter(body, lines=16)


@letter
def contextual_spacing():
    """No space between paragraphs of one style that ask for it; there is some to another style."""
    styles = style(
        "paragraph", "Item", "<w:pPr><w:spacing w:before='240' w:after='240'/><w:contextualSpacing/></w:pPr>"
    )
    body = p("before") + p("one", style="Item") + p("two", style="Item") + p("after")
    return Letter(body, styles=styles, lines=10)


@letter
def line_spacing():
    """Multiples, at least, and exact: too little cuts nothing off but overlaps."""
    kinds = ("w:line='480' w:lineRule='auto'", "w:line='180' w:lineRule='auto'", "w:line='360' w:lineRule='atLeast'",
             "w:line='100' w:lineRule='atLeast'", "w:line='300' w:lineRule='exact'")  # fmt: skip
    body = "".join(p(f"{kind[8:11]} {LOREM[:60]}", pr=f"<w:spacing {kind}/>") for kind in kinds)
    return Letter(body, lines=20)


def _edges(*sides, kind="single", space=4):
    inner = "".join(
        f"<w:{side} w:val='{kind}' w:sz='8' w:space='{space}' w:color='FF0000'/>" for side in sides
    )
    return f"<w:pBdr>{inner}</w:pBdr>"


@letter
def borders():
    """Borders join like paragraphs into one box; `between` parts them, another indent ends the box."""
    box = _edges("top", "left", "bottom", "right")
    body = p("one", pr=box) + p("box", pr=box) + p("indented: another", pr=box + "<w:ind w:left='480'/>")
    body += p("")
    parted = _edges("top", "bottom", "between", space=1)
    return Letter(body + p("one", pr=parted) + p("two", pr=parted) + p("rule", pr=_edges("bottom")), lines=14)


@letter
def shading():
    """A ground fills the paragraph between its indents, out to its borders."""
    ground = "<w:shd w:val='clear' w:color='auto' w:fill='FFF2CC'/>"
    body = p("ground", pr=ground) + p("with indents", pr=ground + "<w:ind w:left='240' w:right='240'/>")
    body += p("ten percent", pr="<w:shd w:val='pct10' w:color='000000' w:fill='FFFFFF'/>")
    return Letter(body + p("in a box", pr=_edges("top", "left", "bottom", "right") + ground), lines=10)


@letter
def tabs():
    """Left, centre, right, decimal and bar stops with leaders; cleared ones; default stops beyond the last."""
    stops = (
        "<w:tab w:val='left' w:pos='600' w:leader='dot'/><w:tab w:val='center' w:pos='1800'/>"
        "<w:tab w:val='decimal' w:pos='3000' w:leader='hyphen'/><w:tab w:val='right' w:pos='4800' w:leader='underscore'/>"
    )
    body = p("a\tleft\tmid\t12.5\tend", pr=f"<w:tabs>{stops}</w:tabs>")
    body += p("\t1\t\t1,234.75\tx", pr=f"<w:tabs>{stops}</w:tabs>")
    body += p(
        "bar\tat 18",
        pr="<w:tabs><w:tab w:val='bar' w:pos='1080'/><w:tab w:val='left' w:pos='2400'/></w:tabs>",
    )
    body += p("a\tb\tc default")
    styles = style("paragraph", "Stops", "<w:pPr><w:tabs><w:tab w:val='left' w:pos='1200'/></w:tabs></w:pPr>")
    body += p("style's\tstop", style="Stops")
    body += p("cleared\tstop", style="Stops", pr="<w:tabs><w:tab w:val='clear' w:pos='1200'/></w:tabs>")
    return Letter(body, styles=styles, lines=12, settings="<w:defaultTabStop w:val='720'/>")


@letter
def tabs_past_the_end():
    """A right tab beyond the right indent is reached; text that is too long for its tab moves on."""
    stop = "<w:tabs><w:tab w:val='right' w:pos='4800'/></w:tabs>"
    body = p("to the margin\t12", pr=stop + "<w:ind w:right='600'/>")
    body += p("a text so long that it is past its stop\t12", pr=stop) + p(
        "hanging:\ttext", pr="<w:ind w:left='1440' w:hanging='1440'/>"
    )
    return Letter(body, lines=6)


@letter
def absolute_tabs():
    """w:ptab goes to the margins, whatever stops there are."""
    right = "<w:r><w:ptab w:relativeTo='margin' w:alignment='right' w:leader='dot'/></w:r>"
    center = "<w:r><w:ptab w:relativeTo='margin' w:alignment='center' w:leader='none'/></w:r>"
    return Letter(p("left", center, "middle", right, "right"), lines=3)


@letter
def drop_cap():
    """A dropped capital takes the lines it says; text stands beside it, then below."""
    frame = "<w:keepNext/><w:framePr w:dropCap='drop' w:lines='2' w:wrap='around' w:vAnchor='text' w:hAnchor='text'/>"
    frame += "<w:spacing w:line='480' w:lineRule='exact'/>"
    body = p(r("W", "<w:position w:val='-3'/><w:sz w:val='48'/>"), pr=frame) + p(LOREM[1:] + LOREM)
    return Letter(body, lines=8)


@letter
def drop_cap_in_margin():
    """A capital in the margin leaves the text where it is."""
    frame = "<w:framePr w:dropCap='margin' w:lines='2' w:wrap='around' w:vAnchor='text' w:hAnchor='page'/>"
    frame += "<w:spacing w:line='480' w:lineRule='exact'/>"
    return Letter(p(r("W", "<w:sz w:val='40'/>"), pr=frame) + p(LOREM[1:]), lines=6)


@letter
def window_address():
    """A frame of several paragraphs at a place on the page, as DIN letterheads have for the window."""
    frame = "<w:framePr w:w='2400' w:h='960' w:hRule='exact' w:hSpace='120' w:wrap='around' w:vAnchor='page' w:hAnchor='page' w:x='480' w:y='720'/>"
    address = "".join(p(line, pr=frame) for line in ("Naomi Long", "1 Long Street", "Belfast"))
    return Letter(address + p("Dear Naomi, " + LOREM), lines=12)


@letter
def frame_aligned():
    """Frames aligned to the margin's right and the page's middle, of their own width."""
    right = "<w:framePr w:wrap='notBeside' w:vAnchor='text' w:hAnchor='margin' w:xAlign='right' w:y='1'/>"
    body = p("ref AP19", pr=right) + p("below the frame, which lets nothing stand beside it")
    middle = "<w:framePr w:w='1200' w:wrap='around' w:vAnchor='page' w:hAnchor='page' w:xAlign='center' w:yAlign='bottom'/>"
    return Letter(body + p("at the foot", pr=middle) + p("end"), lines=8)


@letter
def keep_together():
    """Kept lines move to the next page whole; a heading goes with the paragraph after it."""
    body = "".join(p(f"line {number}") for number in range(4)) + p("Heading", pr="<w:keepNext/>")
    body += p("text that needs two lines of the page, at least", pr="<w:keepLines/>")
    return Letter(body, lines=6)


@letter
def widows():
    """No single line of a paragraph is left behind or goes ahead, unless widow control is off."""
    body = "".join(p(f"line {number}") for number in range(3)) + p(LOREM[:100])
    body += (
        p("off", pr="<w:pageBreakBefore/>")
        + p("2")
        + p("3")
        + p(LOREM[:100], pr="<w:widowControl w:val='0'/>")
    )
    return Letter(body, lines=5)


@letter
def page_breaks():
    """A break within a paragraph, one before a paragraph, one at a page's top, and a column break."""
    page = "<w:r><w:br w:type='page'/></w:r>"
    body = p("one", page, "two") + p("three", pr="<w:pageBreakBefore/>") + p(page) + p("four")
    return Letter(body + p("<w:r><w:br w:type='column'/></w:r>", "five"), lines=4)


@letter
def hyphens_and_spaces():
    """Soft hyphens show where a line ends; no-break spaces and hyphens do not end one."""
    body = p(
        "<w:r><w:t xml:space='preserve'>The extra</w:t><w:softHyphen/><w:t>ordinary thing is that soft hy</w:t><w:softHyphen/><w:t>phens</w:t></w:r>"
    )
    body += p(
        "not to be parted are 12\u00a0November\u00a02019 and",
        "<w:r><w:t xml:space='preserve'> the well</w:t><w:noBreakHyphen/><w:t>known</w:t></w:r>",
        " ones",
    )
    return Letter(body + p("a slash/and a dash–and an ellipsis…and more"), chars=20, lines=14)


_DIVIDED = "Representatives are writing concerning extraordinary responsibilities, NOTWITHSTANDING misrepresentation."
_GERMAN = "<w:rPr><w:lang w:val='de-DE'/></w:rPr>"


@letter
def divided_words():
    """Words are divided where the document asks for it: in the run's language, not where a paragraph forbids it."""
    body = p(_DIVIDED) + p(r("Parteivorsitzende verantworten Umgangsformen gemeinschaftlich.", _GERMAN))
    body += p(_DIVIDED, pr="<w:suppressAutoHyphens/>")
    settings = "<w:autoHyphenation/><w:hyphenationZone w:val='120'/><w:doNotHyphenateCaps/>"
    return Letter(body, chars=22, lines=24, settings=settings)


@letter
def suppressed_things():
    """Line numbers and hyphens suppressed change nothing in a letter without them."""
    return Letter(p(LOREM, pr="<w:suppressLineNumbers/><w:suppressAutoHyphens/>"), lines=5)


@letter
def empty_paragraphs():
    """Empty paragraphs are as high as their mark says."""
    big = "<w:rPr><w:sz w:val='40'/></w:rPr>"
    return Letter(p("a") + p("") + p("b") + p("", pr=big) + p("c"), lines=8)


@letter
def outline_levels():
    """Headings are told by outline level, their own or their style's, whatever they are called."""
    styles = style("paragraph", "heading 1", "<w:pPr><w:outlineLvl w:val='0'/></w:pPr>")
    styles += style("paragraph", "Small head", "<w:pPr><w:outlineLvl w:val='1'/></w:pPr>", "heading1")
    body = p("Title", style="heading1") + p("text") + p("Part", style="Smallhead") + p("text")
    body += p("own level", pr="<w:outlineLvl w:val='2'/>") + p(
        "none", style="heading1", pr="<w:outlineLvl w:val='9'/>"
    )
    return Letter(body, styles=styles, lines=9)


@letter
def fields_in_text():
    """Fields show their stored result; page numbers are counted."""
    body = p(
        "on ",
        field_of('DATE \\@ "d MMMM yyyy"', "12 November 2019"),
        ", page ",
        field_of("PAGE", "9"),
        " of ",
        field_of("NUMPAGES", "9"),
    )
    body += p(
        "see ",
        field_of("REF there \\h", "Table 1"),
        " and ",
        "<w:fldSimple w:instr=' AUTHOR '><w:r><w:t>A. Nonymous</w:t></w:r></w:fldSimple>",
    )
    body += p("nested ", "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> IF </w:instrText></w:r>", field_of("PAGE", "1"),
              "<w:r><w:instrText> = 1 \"yes\" \"no\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>", r("yes"), "<w:r><w:fldChar w:fldCharType='end'/></w:r>")  # fmt: skip
    return Letter(body, lines=6)


@letter
def table_between():
    """Space before and after paragraphs around a table."""
    body = (
        p("above", pr="<w:spacing w:after='240'/>")
        + tbl((10, 10), tr(tc("a"), tc("b")))
        + p("below", pr="<w:spacing w:before='240'/>")
    )
    return Letter(body, lines=8)
