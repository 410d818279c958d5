"""Pages: sizes, margins, columns, headers and footers, notes."""

from tests.letters.corpus import letter
from tests.letters.word import LOREM, Letter, field_of, p, r, running, sect, tbl, tr
from tests.typeset.wordparts import part


def _runners(**kinds):
    """Give rels, parts and references of headers and footers: h_default="…", f_first="…"."""
    rels, parts, refs = [], {}, ""
    for number, (name, content) in enumerate(kinds.items(), 1):
        which, kind = name.split("_")
        word, root = ("header", "hdr") if which == "h" else ("footer", "ftr")
        rels.append((f"rRun{number}", word, f"{word}{number}.xml"))
        parts[f"word/{word}{number}.xml"] = running(root, content)
        refs += f"<w:{word}Reference w:type='{kind}' r:id='rRun{number}'/>"
    return tuple(rels), parts, refs


_NUMBERED = p("page ", field_of("PAGE", "1"), "/", field_of("NUMPAGES", "1"))
_PAGES = "".join(p(f"line {number}") for number in range(9))


@letter
def header_and_footer():
    """A header and a footer on every page, as artifacts, with counted pages."""
    rels, parts, refs = _runners(h_default=p("The Society", pr="<w:jc w:val='right'/>"), f_default=_NUMBERED)
    margins = "<w:pgMar w:top='480' w:right='360' w:bottom='480' w:left='360' w:header='240' w:footer='240' w:gutter='0'/>"
    return Letter(_PAGES, rels=rels, parts=parts, section=refs + margins, lines=8)


@letter
def first_and_even():
    """The first page's own, even pages' own, and an empty one for the first page."""
    rels, parts, refs = _runners(
        h_default=p("odd"), h_first=p("first"), h_even=p("even"), f_default=_NUMBERED
    )
    return Letter(
        _PAGES + _PAGES,
        rels=rels,
        parts=parts,
        section=refs + "<w:titlePg/>",
        lines=7,
        settings="<w:evenAndOddHeaders/>",
    )


@letter
def header_pushes_the_body():
    """A header that is higher than the margin pushes the text down; a footer pushes it up."""
    rels, parts, refs = _runners(
        h_default=p("one") + p("two") + p("three"), f_default=p("foot one") + p("foot two")
    )
    return Letter(_PAGES, rels=rels, parts=parts, section=refs, lines=9)


@letter
def sections():
    """Sections with another size, another margin, and page numbers that start again in roman figures."""
    rels, parts, refs = _runners(f_default=_NUMBERED)
    first = sect(refs + "<w:pgNumType w:fmt='lowerRoman'/>", 30, 6)
    wide = "<w:type w:val='nextPage'/><w:pgNumType w:start='1'/>"
    return Letter(
        p("portrait", pr=first) + p("landscape"), rels=rels, parts=parts, section=wide, chars=50, lines=4
    )


@letter
def odd_page():
    """A section that begins on an odd page leaves a blank one before it."""
    return Letter(p("one", pr=sect(lines=4)) + p("two"), section="<w:type w:val='oddPage'/>", lines=4)


@letter
def continuous():
    """Two columns between one-column sections on the same page, evenly filled, with a line between them."""
    columns = "<w:cols w:num='2' w:space='480' w:sep='1'/>"
    body = p("above", pr=sect()) + p(LOREM + LOREM, pr=sect("<w:type w:val='continuous'/>" + columns))
    return Letter(body + p("below"), section="<w:type w:val='continuous'/>")


@letter
def column_breaks_before_a_continuous_section():
    """Columns with a break of their own are not made even: each holds what it is given, and text goes on below."""
    columns = "<w:cols w:num='2' w:space='480'/>"
    body = p("one") + p("two") + p("three") + p("<w:r><w:br w:type='column'/></w:r>", "beside")
    continuous = "<w:type w:val='continuous'/>"
    return Letter(body + p("last", pr=sect(columns, lines=12)) + p("below"), section=continuous, lines=12)


@letter
def headings_in_even_columns():
    """Where columns are made even, a heading does not end one; what is too much makes the last one longer."""
    columns = "<w:type w:val='continuous'/><w:cols w:num='2' w:space='480'/>"
    body = p("one") + p("two") + p("Heading", pr="<w:keepNext/>") + p("three") + p("four")
    return Letter(
        p("above", pr=sect(lines=12)) + body + p("five", pr=sect(columns, lines=12)) + p("below"),
        section="<w:type w:val='continuous'/>",
        lines=12,
    )


@letter
def columns():
    """Columns of their own widths, filled one after the other; a break goes to the next."""
    columns = (
        "<w:cols w:num='2' w:equalWidth='0'><w:col w:w='1200' w:space='480'/><w:col w:w='3120'/></w:cols>"
    )
    return Letter(
        p("narrow column") + p("<w:r><w:br w:type='column'/></w:r>", LOREM), section=columns, lines=8
    )


@letter
def page_borders():
    """A border round the page, measured from the text, and one from the edge."""
    sides = "".join(
        f"<w:{side} w:val='single' w:sz='8' w:space='4' w:color='FF0000'/>"
        for side in ("top", "left", "bottom", "right")
    )
    first = sect(f"<w:pgBorders w:offsetFrom='text'>{sides}</w:pgBorders>", lines=4)
    return Letter(
        p("from text", pr=first) + p("from the edge"),
        section=f"<w:pgBorders w:offsetFrom='page'>{sides}</w:pgBorders>",
        lines=4,
    )


@letter
def vertical_alignment():
    """Text in the middle of its page."""
    return Letter(p("middle"), section="<w:vAlign w:val='center'/>", lines=9)


def notes(kind, *texts):
    """Give the part of footnotes or endnotes, numbered from 1."""
    ends = "".join(
        f"<w:{kind} w:type='{name}' w:id='{number}'><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>"
        for number, name in ((-1, "separator"), (0, "continuationSeparator"))
    )
    mark = f"<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:{kind}Ref/></w:r>"
    return part(
        f"{kind}s",
        ends
        + "".join(
            f"<w:{kind} w:id='{number}'>{p(mark, ' ' + text)}</w:{kind}>"
            for number, text in enumerate(texts, 1)
        ),
    )


def note_mark(kind, number):
    """Give a run with a note's mark."""
    return f"<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:{kind}Reference w:id='{number}'/></w:r>"


@letter
def footnotes():
    """Notes at the foot of the page that their marks are on; a long one goes on overleaf."""
    body = p("one", note_mark("footnote", 1), " and two", note_mark("footnote", 2)) + _PAGES
    return Letter(body, parts={"word/footnotes.xml": notes("footnote", "the first note", LOREM)}, lines=8)


@letter
def footnote_formats():
    """Notes with letters, starting at c, and one with a mark of its own."""
    settings = "<w:footnotePr><w:numFmt w:val='lowerLetter'/><w:numStart w:val='3'/></w:footnotePr>"
    own = "<w:r><w:footnoteReference w:customMarkFollows='1' w:id='2'/><w:t>*</w:t></w:r>"
    body = p("one", note_mark("footnote", 1), " and own", own)
    return Letter(
        body,
        parts={"word/footnotes.xml": notes("footnote", "note", "note of its own")},
        settings=settings,
        lines=8,
    )


@letter
def footnotes_per_page():
    """Numbers that start again on every page."""
    settings = "<w:footnotePr><w:numRestart w:val='eachPage'/></w:footnotePr>"
    body = (
        p("one", note_mark("footnote", 1))
        + p("two", note_mark("footnote", 2))
        + p("three", note_mark("footnote", 3), pr="<w:pageBreakBefore/>")
    )
    return Letter(
        body, parts={"word/footnotes.xml": notes("footnote", "a", "b", "c")}, settings=settings, lines=8
    )


@letter
def footnote_in_table():
    """A note whose mark is in a table stands at the foot of the page all the same."""
    body = tbl((10, 10), tr(f"<w:tc><w:tcPr/>{p('cell', note_mark('footnote', 1))}</w:tc>", "b")) + p("after")
    return Letter(body, parts={"word/footnotes.xml": notes("footnote", "from the table")}, lines=7)


@letter
def endnotes():
    """Endnotes after the text, in roman figures."""
    body = p("one", note_mark("endnote", 1), " two", note_mark("endnote", 2)) + p("the end")
    return Letter(body, parts={"word/endnotes.xml": notes("endnote", "first", "second")}, lines=8)


@letter
def line_grid():
    """A line grid sets lines on its pitch."""
    return Letter(
        p(LOREM) + p("small", pr="<w:snapToGrid w:val='0'/>"),
        section="<w:docGrid w:type='lines' w:linePitch='360'/>",
        lines=9,
    )


@letter
def mirrored_margins():
    """Inside and outside margins change sides on even pages; the gutter is inside."""
    margins = "<w:pgMar w:top='240' w:right='240' w:bottom='240' w:left='960' w:header='0' w:footer='0' w:gutter='240'/>"
    return Letter(_PAGES, section=margins, settings="<w:mirrorMargins/>", lines=6)


@letter
def section_headers_inherited():
    """A section without headers of its own has those of the one before."""
    rels, parts, refs = _runners(
        h_default=p("Letterhead"), f_default=p("section has ", field_of("SECTIONPAGES", "9"))
    )
    return Letter(
        p("one", pr=sect(refs, lines=6)) + p("two") + p(r("three"), pr="<w:pageBreakBefore/>"),
        rels=rels,
        parts=parts,
        lines=6,
    )
