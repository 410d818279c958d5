"""Odd and hostile files: nothing raises but InputError, and no value leaves its bounds."""

import random
import re
import time

import pytest

from lettergen.errors import InputError
from lettergen.model.documents import WordFile
from lettergen.typeset.read import Reader, words_of
from lettergen.typeset.story import Paragraph

PNG = b"\x89PNG\r\n\x1a\n"
_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:pPr><w:spacing w:after="120"/>'
    "</w:pPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="H"><w:basedOn w:val="N"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="T"><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4"/>'
    '</w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
    "</w:style>"
)
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="lowerRoman"/>'
    '<w:lvlText w:val="%1."/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_BODY = (
    '<w:p><w:pPr><w:pStyle w:val="H"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:tabs>'
    '<w:tab w:val="right" w:pos="9000" w:leader="dot"/></w:tabs>'
    '<w:framePr w:w="4000" w:h="2000" w:x="1" w:y="2"/>'
    '<w:pBdr><w:top w:val="single" w:sz="8" w:space="1" w:color="FF0000"/></w:pBdr>'
    '<w:jc w:val="both"/></w:pPr>'
    '<w:r><w:rPr><w:rFonts w:ascii="Arial"/><w:sz w:val="24"/>'
    '<w:color w:val="123456" w:themeColor="accent1"/>'
    '<w:spacing w:val="4"/></w:rPr><w:t>Heading</w:t><w:tab/><w:br w:type="page"/></w:r>'
    '<w:hyperlink r:id="rId7"><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p>'
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
    "<w:instrText> PAGE \\* roman </w:instrText></w:r>"
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r>'
    '<w:fldChar w:fldCharType="end"/></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    '<w:tbl><w:tblPr><w:tblStyle w:val="T"/><w:tblW w:w="5000" w:type="pct"/>'
    '<w:tblLook w:firstRow="1"/></w:tblPr>'
    '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="3000"/></w:tblGrid><w:tr><w:trPr>'
    '<w:trHeight w:val="400" w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>'
    '<w:gridSpan w:val="1"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>cell</w:t></w:r>'
    "</w:p></w:tc>"
    "<w:tc><w:p/></w:tc></w:tr></w:tbl>"
    '<w:p><w:r><w:drawing><wp:anchor distL="9" relativeHeight="5"><wp:positionH relativeFrom="page">'
    '<wp:posOffset>127000</wp:posOffset></wp:positionH><wp:extent cx="1270000" cy="635000"/>'
    "<wp:wrapSquare/>"
    '<wp:docPr id="1" descr="logo"/><a:graphic><a:graphicData><pic:pic><pic:blipFill>'
    '<a:blip r:embed="rId5"/>'
    '<a:srcRect l="100"/></pic:blipFill><pic:spPr><a:xfrm rot="60000"/></pic:spPr></pic:pic>'
    "</a:graphicData>"
    '</a:graphic></wp:anchor></w:drawing></w:r><w:r><w:pict><v:shape style="position:absolute;width:10pt;'
    'height:20pt;rotation:5" fillcolor="red"><v:textbox inset="1,2,3,4"><w:txbxContent><w:p><w:r>'
    "<w:t>box</w:t>"
    "</w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    '<w:sectPr><w:headerReference w:type="default" r:id="rId8"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:left="1440"/><w:cols w:num="2" w:space="720"/>'
    '<w:pgNumType w:start="3"/></w:sectPr>'
)


_NOTE = '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r></w:p></w:footnote>'


@pytest.fixture
def sample(make_word, make_part):
    rels = [
        ("rId5", "image", "media/i.png"),
        ("rId7", "hyperlink", "https://a.example/"),
        ("rId8", "header", "h.xml"),
        ("rId9", "footnotes", "footnotes.xml"),
    ]
    parts = {
        "word/media/i.png": PNG,
        "word/h.xml": make_part("hdr", "<w:p><w:r><w:t>head</w:t></w:r></w:p>"),
        "word/footnotes.xml": make_part(
            "footnotes", '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r></w:p></w:footnote>'
        ),
    }
    return make_word(
        _BODY, styles=_STYLES, numbering=_NUMBERING, settings="<w:compat/>", rels=rels, parts=parts
    )


_HUGE = [
    "99999999999999999999",
    "-99999999999",
    "NaN",
    "1e400",
    "",
    "\u0663",
    "0",
    "-1",
    "1e5",
    "\uf0ff",
    "%1%2",
]


def replace_value(data, chance):
    values = list(re.finditer(r'="([^"]*)"', data))
    if not values:
        return data
    spot = chance.choice(values)
    return data[: spot.start(1)] + chance.choice(_HUGE) + data[spot.end(1) :]


def drop_element(data, chance):
    empty = list(re.finditer(r"<[\w:]+( [^<>]*)?/>", data))
    spot = chance.choice(empty) if empty else None
    return data if spot is None else data[: spot.start()] + data[spot.end() :]


def double_element(data, chance):
    empty = list(re.finditer(r"<[\w:]+( [^<>]*)?/>", data))
    spot = chance.choice(empty) if empty else None
    return data if spot is None else data[: spot.end()] + spot[0] * chance.randint(1, 50) + data[spot.end() :]


def rename_element(data, chance):
    names = sorted(set(re.findall(r"<([wva]p?:\w+)", data)))
    if not names:
        return data
    old, new = chance.choice(names), chance.choice([*names, "x:odd"])
    return re.sub(rf"(</?){re.escape(old)}(?=[\s/>])", rf"\g<1>{new}", data)


def move_element(data, chance):
    whole = list(re.finditer(r"<(w:p|w:r|w:tc|w:tr|w:t|w:rPr|w:pPr|w:sectPr)[ >].*?</\1>", data))
    if not whole:
        return data
    spot, place = chance.choice(whole), chance.choice(whole)
    return data[: place.start()] + spot[0] + data[place.start() :]


def cut_off(data, chance):
    return data[: chance.randrange(len(data))]


MUTATIONS = [replace_value, drop_element, double_element, rename_element, move_element]


def mutated(word, chance):
    parts = dict(word.parts)
    for _ in range(chance.randint(1, 4)):
        name = chance.choice([part for part in parts if part.endswith((".xml", ".rels"))])
        change = chance.choice(MUTATIONS if chance.random() > 0.02 else [cut_off])
        try:
            text = parts[name].decode()
        except UnicodeDecodeError:
            continue
        if text:
            parts[name] = change(text, chance).encode()
    return WordFile("mutant.docx", parts)


@pytest.mark.parametrize("seed", range(8))
def test_mutants_give_a_story_or_an_input_error(sample, seed):
    chance = random.Random(seed)
    reader = Reader()
    for _ in range(60):
        mutant = mutated(sample, chance)
        try:
            story = reader.read(mutant)
        except InputError:
            continue
        finally:
            words_of(mutant)
        assert story.sections
        assert hash(story.sections)
        for section in story.sections:
            assert 0 < section.width <= 1584
            assert abs(section.left) + abs(section.right) < section.width


def test_deep_nesting_of_any_kind_is_survived(story):
    text = "<w:r><w:t>deep</w:t></w:r>"
    for opening, closing in (
        ("<w:smartTag>", "</w:smartTag>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ('<w:hyperlink w:anchor="a">', "</w:hyperlink>"),
        ('<w:fldSimple w:instr="DATE">', "</w:fldSimple>"),
        ("<x:odd>", "</x:odd>"),
    ):
        body = f"<w:p>{opening * 90}{text}{closing * 90}</w:p>"
        found = story(body).sections[0].blocks[0]
        assert isinstance(found, Paragraph)
        assert [item.text for item in found.items] == ["deep"]


def test_nesting_beyond_all_bounds_keeps_the_text_of_a_paragraph(story):
    inner = "<w:smartTag>" * 105 + "<w:r><w:t>deep</w:t></w:r>" + "</w:smartTag>" * 105
    found = story(f"<w:p>{inner}</w:p>")
    assert [item.text for item in found.sections[0].blocks[0].items] == ["deep"]
    assert found.warnings


def test_blocks_nested_beyond_all_bounds_are_a_warning(story):
    controls = "<w:customXml>" * 105 + "<w:p/>" + "</w:customXml>" * 105
    assert story(controls).warnings == (("a nesting too deep was left out", ""),)


def test_groups_in_groups_are_survived(story):
    shape = "<v:rect/>"
    for _ in range(40):
        shape = f'<v:group style="width:1pt;height:1pt">{shape}</v:group>'
    assert story(f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>").sections


def test_text_boxes_in_text_boxes_are_survived(story):
    body = "<w:p><w:r><w:t>core</w:t></w:r></w:p>"
    for _ in range(35):
        box = f"<v:textbox><w:txbxContent>{body}</w:txbxContent></v:textbox>"
        body = f"<w:p><w:r><w:pict><v:rect>{box}</v:rect></w:pict></w:r></w:p>"
    assert any("nested too deep" in what for what, _ in story(body).warnings)


def test_external_entities_are_not_opened(make_word):
    word = make_word("<w:p/>")
    evil = word.parts["word/document.xml"].replace(
        b"<w:document", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document', 1
    )
    with pytest.raises(InputError):
        Reader().read(WordFile("a.docx", {"word/document.xml": evil}))


def test_ten_thousand_paragraphs_take_linear_time(make_word):
    def cost(number):
        body = "".join(f"<w:p><w:r><w:t>Paragraph {index}</w:t></w:r></w:p>" for index in range(number))
        word = make_word(body)
        reader = Reader()
        begin = time.process_time()
        reader.read(word)
        return time.process_time() - begin

    cost(10)
    assert cost(4000) < 16 * max(cost(1000), 0.02)


def test_one_field_left_open_does_not_hide_the_rest_of_another_file(make_word):
    reader = Reader()
    open_field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p><w:p><w:r><w:t>hidden</w:t></w:r></w:p>'
    )
    reader.read(make_word(open_field))
    (only,) = reader.read(make_word("<w:p><w:r><w:t>seen</w:t></w:r></w:p>")).sections[0].blocks
    assert [item.text for item in only.items] == ["seen"]
