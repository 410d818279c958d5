"""The styles and the list of the sample letter, one line each, put into WordprocessingML.

Lengths are twips unless a name says otherwise; sizes are half-points, as in the files themselves.
"""

_SANS = "Atkinson Hyperlegible"
_SERIF = "Caladea"
_TEAL = "0F4C5C"
_GREY = "4A5560"

# Address and particulars stand where a DL window envelope shows the one and hides the other: the safe
# area of the window is 20 to 100 mm from the left and 57 to 87 mm from the top of the sheet. Word takes
# frames from styles too, but LibreOffice only from the paragraphs themselves.
_FRAME = 'w:hSpace="0" w:wrap="around" w:vAnchor="page" w:hAnchor="page"'
ADDRESS_FRAME = f'<w:framePr w:w="4252" {_FRAME} w:x="1417" w:y="3288"/>'
PARTICULARS_FRAME = f'<w:framePr w:w="3515" {_FRAME} w:x="6974" w:y="3288"/>'


def _fonts(family: str) -> str:
    return f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}" w:eastAsia="{family}" w:cs="{family}"/>'


def _style(
    id_: str, name: str, *, based_on: str = "Normal", next_: str = "", paragraph: str = "", text: str = ""
) -> str:
    """Give a paragraph style; `paragraph` and `text` are its properties in the schema's order."""
    follow = f'<w:next w:val="{next_}"/>' if next_ else ""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    default = "" if based_on else ' w:default="1"'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{id_}"><w:name w:val="{name}"/>{base}{follow}'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{text}</w:rPr></w:style>"
    )


def _spacing(before: int = 0, after: int = 0, line: int = 0, rule: str = "exact") -> str:
    height = f' w:line="{line}" w:lineRule="{rule}"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{height}/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _color(value: str) -> str:
    return f'<w:color w:val="{value}"/>'


def _rule(side: str) -> str:
    return f'<w:pBdr><w:{side} w:val="single" w:sz="6" w:space="4" w:color="{_TEAL}"/></w:pBdr>'


_BOLD = "<w:b/><w:bCs/>"
_RIGHT_TAB = '<w:tabs><w:tab w:val="right" w:pos="9071"/></w:tabs>'

STYLES = "".join(
    [
        (
            f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(_SERIF)}{_size(22)}"
            '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
            "<w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
        ),
        _style("Normal", "Normal", based_on="", paragraph=_spacing(line=276, rule="auto")),
        _style("BodyText", "Body Text", paragraph=_spacing(after=140, line=290, rule="auto")),
        _style(
            "EnvelopeAddress",
            "envelope address",
            paragraph=_spacing(line=230),
            text=_size(20),
        ),
        _style(
            "Particulars",
            "Letter Particulars",
            paragraph=_spacing(line=250) + '<w:jc w:val="right"/>',
            text=_fonts(_SANS) + _color(_GREY) + _size(18),
        ),
        _style(
            "Heading1",
            "heading 1",
            next_="Salutation",
            paragraph="<w:keepNext/><w:keepLines/>"
            + _spacing(before=3402, after=200, line=320, rule="atLeast")
            + '<w:outlineLvl w:val="0"/>',
            text=_fonts(_SANS) + _BOLD + _color(_TEAL) + _size(26),
        ),
        _style("Salutation", "Salutation", based_on="BodyText", next_="BodyText", paragraph="<w:keepNext/>"),
        # The last paragraphs go over to the signatories' page, which else would begin with a bare close.
        _style("ClosingText", "Closing Text", based_on="BodyText", paragraph="<w:keepNext/><w:keepLines/>"),
        _style(
            "Requests", "Requests Lead-in", based_on="BodyText", next_="ListNumber", paragraph="<w:keepNext/>"
        ),
        _style(
            "ListNumber",
            "List Number",
            based_on="BodyText",
            paragraph='<w:keepLines/><w:numPr><w:numId w:val="1"/></w:numPr>' + _spacing(after=80),
        ),
        _style(
            "Closing",
            "Closing",
            based_on="BodyText",
            paragraph="<w:keepNext/>" + _spacing(before=240, after=120),
        ),
        _style(
            "SignatoryName",
            "Signatory Name",
            next_="SignatoryRole",
            paragraph="<w:keepNext/><w:keepLines/>" + _spacing(before=240, line=250),
            text=_BOLD + _size(20),
        ),
        _style(
            "SignatoryRole",
            "Signatory Role",
            next_="SignatoryOrganisation",
            paragraph="<w:keepNext/><w:keepLines/>" + _spacing(line=250),
            text=_size(20),
        ),
        _style(
            "SignatoryOrganisation",
            "Signatory Organisation",
            paragraph="<w:keepLines/>" + _spacing(line=250),
            text="<w:i/><w:iCs/>" + _size(20),
        ),
        _style("AfterTable", "After Table", paragraph=_spacing(line=20), text=_size(2)),
        _style("LetterheadLogo", "Letterhead Logo"),
        _style(
            "LetterheadName",
            "Letterhead Name",
            next_="LetterheadLine",
            paragraph=_spacing(before=160, line=480),
            text=_fonts(_SANS) + _BOLD + _color(_TEAL) + _size(40),
        ),
        _style(
            "LetterheadLine",
            "Letterhead Line",
            paragraph=_spacing(line=240),
            text=_fonts(_SANS) + _color(_GREY) + _size(16),
        ),
        _style(
            "LetterheadContact",
            "Letterhead Contact",
            paragraph=_spacing(line=230) + '<w:jc w:val="right"/>',
            text=_fonts(_SANS) + _color(_GREY) + _size(16),
        ),
        _style("HeaderRule", "Letterhead Rule", paragraph=_rule("top") + _spacing(line=40)),
        _style(
            "Header",
            "header",
            paragraph=_rule("bottom") + _RIGHT_TAB + _spacing(line=240),
            text=_fonts(_SANS) + _color(_GREY) + _size(16),
        ),
        _style(
            "Footer",
            "footer",
            paragraph=_rule("top") + _RIGHT_TAB + _spacing(line=240),
            text=_fonts(_SANS) + _color(_GREY) + _size(16),
        ),
        (
            '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
            '<w:name w:val="Default Paragraph Font"/></w:style>'
        ),
        (
            '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
            f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{_color(_TEAL)}'
            '<w:u w:val="single"/></w:rPr></w:style>'
        ),
        (
            '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
            "<w:tblPr>"
            '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
            '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
            '<w:right w:w="108" w:type="dxa"/>'
            "</w:tblCellMar></w:tblPr></w:style>"
        ),
        (
            '<w:style w:type="table" w:styleId="LayoutTable"><w:name w:val="Layout Table"/>'
            '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
            '<w:right w:w="113" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        ),
        (
            '<w:style w:type="table" w:styleId="LetterheadTable"><w:name w:val="Letterhead Table"/>'
            '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
            '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        ),
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>',
    ]
)

NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="ListNumber"/>'
    '<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:tabs><w:tab w:val="num" w:pos="454"/></w:tabs><w:ind w:left="454" w:hanging="454"/></w:pPr>'
    f"<w:rPr>{_fonts(_SANS)}{_BOLD}{_color(_TEAL)}{_size(20)}</w:rPr></w:lvl></w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
