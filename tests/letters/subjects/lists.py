"""Lists: labels, levels, restarts."""

from tests.letters.corpus import letter
from tests.letters.word import Letter, p, style


def level(at, fmt, text, start=1, more="", left=None, hanging=360):
    """Give a w:lvl, indented by three characters a level."""
    indent = (
        f"<w:pPr><w:ind w:left='{360 * (at + 1) if left is None else left}' w:hanging='{hanging}'/></w:pPr>"
    )
    return (
        f"<w:lvl w:ilvl='{at}'><w:start w:val='{start}'/><w:numFmt w:val='{fmt}'/>{more}<w:lvlText w:val='{text}'/>"
        f"<w:lvlJc w:val='left'/>{indent}</w:lvl>"
    )


def lists(*levels, nums="<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>", more=""):
    """Give numbering of one abstract list."""
    return f"<w:abstractNum w:abstractNumId='0'><w:multiLevelType w:val='multilevel'/>{''.join(levels)}</w:abstractNum>{more}{nums}"


def item(text, at=0, num=1, pr=""):
    """Give a list's paragraph."""
    return p(text, pr=f"<w:numPr><w:ilvl w:val='{at}'/><w:numId w:val='{num}'/></w:numPr>{pr}")


@letter
def bullets():
    """Bullets on three levels, nested in the structure; text wraps under itself."""
    numbering = lists(level(0, "bullet", "•"), level(1, "bullet", "o"), level(2, "bullet", "▪"))
    body = (
        item("one that is long enough to go on to a second line")
        + item("two", 1)
        + item("three", 2)
        + item("four")
    )
    return Letter(p("before") + body + p("after"), numbering=numbering, lines=9)


@letter
def bullets_of_symbol():
    """Bullets from the fonts Symbol and Wingdings, as Word's own lists have them."""
    symbol = "<w:rPr><w:rFonts w:ascii='{0}' w:hAnsi='{0}' w:hint='default'/></w:rPr></w:lvl>"
    numbering = lists(*(level(at, "bullet", char).replace("</w:lvl>", symbol.format(font))
                        for at, (char, font) in enumerate((("\uf0b7", "Symbol"), ("\uf0a7", "Wingdings"), ("o", "Courier New")))))  # fmt: skip
    return Letter(item("Symbol") + item("Wingdings", 1) + item("Courier", 2), numbering=numbering, lines=5)


@letter
def multilevel():
    """Numbers of several levels; a higher level starts the lower ones again."""
    numbering = lists(
        level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"), level(2, "lowerRoman", "%3.")
    )
    body = item("one") + item("a", 1) + item("b", 1) + item("i", 2) + item("two") + item("a again", 1)
    return Letter(body, numbering=numbering, lines=8)


@letter
def legal():
    """Legal numbering shows all levels in arabic figures, though the first is roman by itself."""
    numbering = lists(
        level(0, "upperRoman", "Article %1.", left=1440, hanging=1440),
        level(1, "decimal", "%1.%2", more="<w:isLgl/>", left=720, hanging=720),
    )
    return Letter(
        item("First") + item("text", 1) + item("text", 1) + item("Second") + item("text", 1),
        numbering=numbering,
        lines=7,
    )


@letter
def formats():
    """Number formats, zero-padded, ordinal and in words, and a level without any number."""
    names = ("upperLetter", "upperRoman", "decimalZero", "ordinal", "cardinalText", "ordinalText", "none")
    numbering = lists(
        *(level(at, name, f"%{at + 1}:", start=3, left=1800, hanging=1800) for at, name in enumerate(names))
    )
    return Letter("".join(item(name, at) for at, name in enumerate(names)), numbering=numbering, lines=9)


@letter
def restarts():
    """A second w:num of the list begins anew where it overrides the start, and goes on where it does not."""
    nums = "".join(
        f"<w:num w:numId='{num}'><w:abstractNumId w:val='0'/>{more}</w:num>"
        for num, more in (
            (1, ""),
            (2, "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='7'/></w:lvlOverride>"),
            (3, ""),
        )
    )
    body = (
        item("one") + item("two") + item("seven", num=2) + item("eight", num=2) + item("nine: goes on", num=3)
    )
    return Letter(body, numbering=lists(level(0, "decimal", "%1."), nums=nums), lines=7)


@letter
def no_restart():
    """A lower level that never starts again (w:lvlRestart 0)."""
    numbering = lists(
        level(0, "decimal", "%1."), level(1, "decimal", "%2)", more="<w:lvlRestart w:val='0'/>")
    )
    return Letter(item("one") + item("1", 1) + item("two") + item("2", 1), numbering=numbering, lines=6)


@letter
def headings_numbered():
    """Levels linked to heading styles number the headings; numId 0 takes one out."""
    numbering = lists(
        level(0, "decimal", "%1", more="<w:pStyle w:val='heading1'/>"),
        level(1, "decimal", "%1.%2", more="<w:pStyle w:val='heading2'/>", left=600, hanging=600),
    )
    number = "<w:pPr><w:numPr>{}<w:numId w:val='1'/></w:numPr><w:outlineLvl w:val='{}'/></w:pPr>"
    styles = style("paragraph", "heading 1", number.format("", 0)) + style(
        "paragraph", "heading 2", number.format("<w:ilvl w:val='1'/>", 1)
    )
    body = (
        p("First", style="heading1") + p("Part", style="heading2") + p("text") + p("Second", style="heading1")
    )
    body += p("Part", style="heading2") + p(
        "without", style="heading1", pr="<w:numPr><w:numId w:val='0'/></w:numPr>"
    )
    return Letter(body, styles=styles, numbering=numbering, lines=8)


@letter
def suffixes():
    """After the label a tab, a space, or nothing; labels to the right and in the middle of their place."""
    kinds = (
        ("", "left"),
        ("<w:suff w:val='space'/>", "left"),
        ("<w:suff w:val='nothing'/>", "left"),
        ("", "right"),
        ("", "center"),
    )
    levels = [
        level(at, "decimal", f"%{at + 1}.", more=more, left=720).replace(
            "lvlJc w:val='left'", f"lvlJc w:val='{where}'"
        )
        for at, (more, where) in enumerate(kinds)
    ]
    return Letter("".join(item(f"level {at}", at) for at in range(5)), numbering=lists(*levels), lines=7)


@letter
def picture_bullets():
    """A picture for a bullet shows as a bullet."""
    picture = "<w:numPicBullet w:numPicBulletId='0'><w:pict/></w:numPicBullet>"
    numbering = picture + lists(level(0, "bullet", "\uf0b7", more="<w:lvlPicBulletId w:val='0'/>"))
    return Letter(item("an item"), numbering=numbering, lines=3)


@letter
def interrupted():
    """Plain paragraphs between items part the list; its numbers go on."""
    return Letter(
        item("one") + p("in between") + item("two"), numbering=lists(level(0, "decimal", "%1.")), lines=5
    )


@letter
def indent_of_the_paragraph():
    """A paragraph's own indent goes before the list's."""
    return Letter(
        item("moved", pr="<w:ind w:left='1200' w:hanging='600'/>") + item("not"),
        numbering=lists(level(0, "decimal", "%1.")),
        lines=4,
    )
