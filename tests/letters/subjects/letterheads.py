"""Whole letters on letterheads of the kinds that offices have."""

from tests.letters.corpus import letter
from tests.letters.drawings import SHAPE_URI, SQUARE, anchored, image, inline, pic, shape
from tests.letters.subjects.lists import item, level, lists
from tests.letters.subjects.sheets import note_mark, notes
from tests.letters.word import (
    FIXED,
    GRID,
    LOREM,
    Letter,
    defaults,
    field_of,
    link_to,
    p,
    r,
    running,
    style,
    tbl,
    tc,
    tr,
)
from tests.typeset.wordparts import relationships

_MARGINS = "<w:pgMar w:top='1440' w:right='1134' w:bottom='1134' w:left='1134' w:header='567' w:footer='567' w:gutter='0'/>"
_A4 = "<w:pgSz w:w='11906' w:h='16838'/>"
_HEADINGS = (
    style("paragraph", "heading 1", "<w:pPr><w:keepNext/><w:spacing w:before='240' w:after='120'/><w:outlineLvl w:val='0'/></w:pPr><w:rPr><w:b/><w:sz w:val='28'/></w:rPr>")
    + style("paragraph", "heading 2", "<w:pPr><w:keepNext/><w:spacing w:before='120'/><w:outlineLvl w:val='1'/></w:pPr><w:rPr><w:b/></w:rPr>")
    + style("character", "Hyperlink", "<w:rPr><w:color w:val='0563C1'/><w:u w:val='single'/></w:rPr>")
)  # fmt: skip
_LINK = link_to("our page", "rLink", pr="<w:rStyle w:val='Hyperlink'/>")
_ADDRESS = ("Naomi Long", "Alliance Party", "7 Farmley Road", "Newtownabbey")
_NUMBERED = p("Page ", field_of("PAGE", "1"), " of ", field_of("NUMPAGES", "1"), pr="<w:jc w:val='right'/>")


def _address():
    return "".join(p(line) for line in _ADDRESS) + p(
        "12 November 2019", pr="<w:spacing w:before='240' w:after='240'/><w:jc w:val='right'/>"
    )


def _headed(first, later, rels=()):
    """Give rels, parts and section of a first page's header, the later pages' and a numbered footer."""
    parts = {"word/header1.xml": running("hdr", first), "word/header2.xml": running("hdr", later), "word/footer1.xml": running("ftr", _NUMBERED),
             "word/media/logo.png": image(), "word/_rels/header1.xml.rels": relationships([("r_logo", "image", "media/logo.png")])}  # fmt: skip
    known = (("rH1", "header", "header1.xml"), ("rH2", "header", "header2.xml"), ("rF1", "footer", "footer1.xml"),
             ("r_logo", "image", "media/logo.png"), ("rLink", "hyperlink", "https://example.org/page"))  # fmt: skip
    refs = "<w:headerReference w:type='first' r:id='rH1'/><w:headerReference w:type='default' r:id='rH2'/>"
    refs += "<w:footerReference w:type='first' r:id='rF1'/><w:footerReference w:type='default' r:id='rF1'/>"
    return {"parts": parts, "rels": (*known, *rels), "section": refs + _A4 + _MARGINS + "<w:titlePg/>"}


@letter
def charity():
    """A logo and an address in the header, another from page 2, bullets, a link, signatories in three columns."""
    first = tbl(
        (30, 50), tr(tc(p(inline(pic()))), tc(p("1 Long Street, London", pr="<w:jc w:val='right'/>")))
    )
    body = (
        _address()
        + p("Dear Naomi,")
        + p(LOREM * 4 + "See ", _LINK, ".", pr="<w:jc w:val='both'/><w:spacing w:after='120'/>")
    )
    body += p("What we ask", style="heading1") + "".join(item(LOREM[:70]) for _ in range(3)) + p(LOREM * 12)
    names = [
        tr(
            *(tc(p(f"Signatory {row * 3 + column + 1}"), p("Society")) for column in range(3)),
            pr="<w:cantSplit/>",
        )
        for row in range(5)
    ]
    body += p("Yours sincerely,", pr="<w:keepNext/>") + tbl((26, 26, 26), *names) + p("")
    return Letter(
        body,
        styles=_HEADINGS,
        numbering=lists(level(0, "bullet", "•")),
        family="Arimo",
        **_headed(first + p(""), p("The Society")),
    )


@letter
def council():
    """A logo in the line, tab stops with leaders, three-level numbering, a table with a header row and merged cells."""
    head = p(
        inline(pic()),
        " Borough Council",
        pr="<w:pBdr><w:bottom w:val='single' w:sz='8' w:space='4' w:color='1F497D'/></w:pBdr>",
    )
    dotted = "<w:tabs><w:tab w:val='right' w:leader='dot' w:pos='9000'/></w:tabs>"
    numbering = lists(
        level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)"), level(2, "lowerRoman", "%3.")
    )
    rows = (
        tr(tc("Year", pr="<w:shd w:val='clear' w:fill='DDDDDD'/>"), "Rent", "Rates", pr="<w:tblHeader/>"),
        tr(tc("2018", pr="<w:vMerge w:val='restart'/>"), "1,200.00", "300.00"),
        tr(tc("", pr="<w:vMerge/>"), tc("none", pr="<w:gridSpan w:val='2'/>")),
    )
    body = _address() + p("Reference\tAP19-7F3K", pr=dotted) + p("Your letter", style="heading1")
    body += (
        item("first")
        + item("part", 1)
        + item("part of a part", 2)
        + item("second")
        + p("Sums", style="heading2")
    )
    body += tbl((20, 20, 20), *rows, pr=FIXED + GRID + "<w:tblLook w:val='0020' w:firstRow='1'/>") + p(
        LOREM * 25
    )
    return Letter(
        body,
        styles=_HEADINGS,
        numbering=numbering,
        family="Arimo",
        **_headed(head, head.replace(inline(pic()), "")),
    )


@letter
def solicitors():
    """Exact line spacing, first-line indents, an anchored text box, a signature in the line, footnotes."""
    box = shape("rect", "", "808080", p("Ref: JC/12"), 90, 24)
    text = "<w:spacing w:line='280' w:lineRule='exact'/><w:ind w:firstLine='360'/><w:jc w:val='both'/>"
    body = _address() + p(anchored(box, SQUARE, 360, 0, 90, 24, "", uri=SHAPE_URI), "Dear Madam,")
    body += p(LOREM * 3, note_mark("footnote", 1), pr=text) + p(LOREM * 3, note_mark("footnote", 2), pr=text)
    body += (
        p("Terms", style="heading1")
        + p(LOREM * 2, pr=text + "<w:keepNext/>")
        + p("Yours faithfully,", pr="<w:keepNext/>")
    )
    body += p(inline(pic(), alt="Signature of J. Cox")) + p("<w:r><w:br w:type='page'/></w:r>", "Enclosure")
    headed = _headed(p("Cox & Partners", pr="<w:jc w:val='center'/>"), p("Cox & Partners, continued"))
    headed["parts"]["word/footnotes.xml"] = notes("footnote", "See the Act.", LOREM)
    return Letter(body, styles=_HEADINGS, family="Caladea", **headed)


@letter
def university():
    """Small capitals, links, lists, names in many scripts, right-to-left paragraphs, languages told."""
    names = ("Zoë Łukasiewicz", "Siân ap Rhys", "Nguyễn Thị Hạnh", "Ελένη", "Михаил")
    head = p(r("University of the North", "<w:smallCaps/><w:sz w:val='32'/>"), " ", inline(pic()))
    rtl = "<w:rtl/><w:lang w:bidi='he-IL'/>"
    body = (
        _address()
        + "".join(item(name) for name in names)
        + p(r("שלום לכולם, 12 מכתבים", rtl), pr="<w:bidi/>")
    )
    body += (
        p("In Welsh: ", r("bore da i bawb", "<w:lang w:val='cy-GB'/>"), ". More on ", _LINK, ".")
        + p("Method", style="heading1")
        + p(LOREM * 30)
    )
    own = defaults("Arimo", paragraph="<w:spacing w:after='120' w:line='264' w:lineRule='auto'/>")
    return Letter(
        body,
        styles=_HEADINGS,
        numbering=lists(level(0, "bullet", "•")),
        defaults=own,
        **_headed(head, p("University of the North")),
    )
