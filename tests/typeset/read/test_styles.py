"""The style hierarchy: defaults, chains, toggles, table styles, themes."""

import pytest

from lettergen.typeset.story import Align, Borders, Line, LineRule

_P = "<w:p><w:r><w:t>text</w:t></w:r></w:p>"


def style(style_id, content, *, kind="paragraph", based_on="", default=False):
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    flag = ' w:default="1"' if default else ""
    head = f'<w:style w:type="{kind}" w:styleId="{style_id}"{flag}><w:name w:val="{style_id}"/>'
    return f"{head}{based}{content}</w:style>"


def defaults(run="", paragraph=""):
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{paragraph}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def styled(style_id, run=""):
    properties = f'<w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>'
    return f"<w:p>{properties}<w:r><w:rPr>{run}</w:rPr><w:t>text</w:t></w:r></w:p>"


def test_without_styles_text_is_times_new_roman_10(runs):
    (text,) = runs(_P)
    assert (text.style.family, text.style.size, text.style.bold) == ("Times New Roman", 10.0, False)


def test_document_defaults_lie_lowest(runs, paragraph):
    styles = defaults('<w:sz w:val="22"/><w:rFonts w:ascii="Calibri"/>', '<w:spacing w:after="200"/>')
    assert runs(_P, styles=styles)[0].style.size == 11.0
    assert paragraph(_P, styles=styles).style.space_after == 10.0


def test_default_paragraph_style_holds_without_a_name(paragraph):
    styles = style("N", '<w:pPr><w:jc w:val="both"/></w:pPr>', default=True)
    first = paragraph(_P, styles=styles)
    assert (first.style.align, first.style_id) == (Align.JUSTIFY, "N")
    assert paragraph(styled("missing"), styles=styles).style_id == "N"


def test_chain_of_styles_adds_up(runs):
    styles = (
        style("A", '<w:rPr><w:sz w:val="40"/><w:color w:val="ff0000"/></w:rPr>')
        + style("B", '<w:rPr><w:sz w:val="30"/></w:rPr>', based_on="A")
        + style("C", "<w:rPr><w:i/></w:rPr>", based_on="B")
    )
    found = runs(styled("C"), styles=styles)[0].style
    assert (found.size, found.color, found.italic) == (15.0, "FF0000", True)


def test_circle_of_styles_ends(runs):
    styles = style("A", "<w:rPr><w:b/></w:rPr>", based_on="B") + style("B", "", based_on="A")
    assert runs(styled("A"), styles=styles)[0].style.bold


def test_bold_character_style_in_bold_paragraph_style_is_upright(runs):
    styles = style("P", "<w:rPr><w:b/></w:rPr>") + style("C", "<w:rPr><w:b/></w:rPr>", kind="character")
    assert runs(styled("P"), styles=styles)[0].style.bold
    assert not runs(styled("P", '<w:rStyle w:val="C"/>'), styles=styles)[0].style.bold
    assert runs(styled("P", '<w:rStyle w:val="C"/><w:b/>'), styles=styles)[0].style.bold


def test_toggle_in_one_chain_is_not_turned_over(runs):
    styles = style("A", "<w:rPr><w:b/></w:rPr>") + style("B", "<w:rPr><w:b/></w:rPr>", based_on="A")
    assert runs(styled("B"), styles=styles)[0].style.bold


def test_toggle_of_the_defaults_stays_on(runs):
    styles = defaults("<w:b/>") + style("P", "<w:rPr><w:b/></w:rPr>")
    assert runs(styled("P"), styles=styles)[0].style.bold
    assert not runs(styled("P", '<w:b w:val="0"/>'), styles=styles)[0].style.bold


@pytest.mark.parametrize("value", ["0", "false", "off"])
def test_toggle_is_switched_off_by_any_word_for_no(runs, value):
    styles = style("P", "<w:rPr><w:b/></w:rPr>")
    assert not runs(styled("P", f'<w:b w:val="{value}"/>'), styles=styles)[0].style.bold


def test_direct_formatting_wins_over_all(runs):
    styles = defaults('<w:sz w:val="20"/>') + style("P", '<w:rPr><w:sz w:val="30"/></w:rPr>')
    assert runs(styled("P", '<w:sz w:val="50"/>'), styles=styles)[0].style.size == 25.0


def test_tab_stops_of_levels_add_up_and_clear(paragraph):
    stops = '<w:tab w:val="left" w:pos="720"/><w:tab w:val="right" w:pos="1440" w:leader="dot"/>'
    styles = style("P", f"<w:pPr><w:tabs>{stops}</w:tabs></w:pPr>")
    body = (
        '<w:p><w:pPr><w:pStyle w:val="P"/><w:tabs><w:tab w:val="clear" w:pos="720"/>'
        '<w:tab w:val="center" w:pos="360"/></w:tabs></w:pPr></w:p>'
    )
    found = paragraph(body, styles=styles).style.tabs
    assert [(stop.position, stop.kind, stop.leader) for stop in found] == [
        (18.0, "center", "none"),
        (72.0, "right", "dot"),
    ]


def test_explicit_none_takes_inherited_things_away(runs, paragraph):
    styles = style(
        "P",
        '<w:pPr><w:pBdr><w:top w:val="single"/><w:bottom w:val="single"/></w:pBdr>'
        '<w:shd w:fill="FF0000"/></w:pPr>'
        '<w:rPr><w:highlight w:val="yellow"/><w:u w:val="single"/><w:color w:val="FF0000"/></w:rPr>',
    )
    body = (
        '<w:p><w:pPr><w:pStyle w:val="P"/><w:pBdr><w:top w:val="nil"/></w:pBdr>'
        '<w:shd w:val="clear" w:fill="auto"/></w:pPr><w:r><w:rPr><w:highlight w:val="none"/>'
        '<w:u w:val="none"/><w:color w:val="auto"/></w:rPr><w:t>x</w:t></w:r></w:p>'
    )
    found = runs(body, styles=styles)[0].style
    assert (found.highlight, found.underline, found.color) == (None, None, None)
    formatted = paragraph(body, styles=styles).style
    assert formatted.shading is None
    assert formatted.borders == Borders(bottom=Line())


def test_table_style_lies_between_defaults_and_paragraph_style(blocks):
    styles = (
        defaults('<w:sz w:val="22"/>', '<w:spacing w:after="200" w:line="276" w:lineRule="auto"/>')
        + style("Normal", "", default=True)
        + style("Big", '<w:rPr><w:sz w:val="60"/></w:rPr>')
        + style(
            "Grid",
            '<w:pPr><w:spacing w:after="0" w:line="240"/></w:pPr><w:rPr><w:sz w:val="18"/></w:rPr>',
            kind="table",
        )
    )
    table = '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/></w:tblPr><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>'
    cell = blocks(table.format(_P + styled("Big")), styles=styles)[0].rows[0].cells[0]
    assert [block.items[0].style.size for block in cell.blocks] == [9.0, 30.0]
    assert cell.blocks[0].style.space_after == 0.0
    assert (cell.blocks[0].style.line_rule, cell.blocks[0].style.line) == (LineRule.AUTO, 1.0)


def test_normal_table_gives_its_text_nothing(blocks):
    content = '<w:name w:val="Normal Table"/><w:rPr><w:b/></w:rPr>'
    styles = f'<w:style w:type="table" w:default="1" w:styleId="T">{content}</w:style>'
    cell = blocks(f"<w:tbl><w:tr><w:tc>{_P}</w:tc></w:tr></w:tbl>", styles=styles)[0].rows[0].cells[0]
    assert not cell.blocks[0].items[0].style.bold


@pytest.mark.parametrize(("option", "size", "align"), [("0", 9.0, Align.CENTER), ("1", 12.0, Align.LEFT)])
def test_default_style_of_12_points_gives_way_to_a_table_style(blocks, option, size, align):
    styles = style("N", '<w:pPr><w:jc w:val="left"/></w:pPr><w:rPr><w:sz w:val="24"/></w:rPr>', default=True)
    styles += style(
        "T", '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="18"/></w:rPr>', kind="table"
    )
    settings = (
        '<w:compat><w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" '
        f'w:val="{option}"/></w:compat>'
    )
    table = f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tr><w:tc>{_P}</w:tc></w:tr></w:tbl>'
    block = blocks(table, styles=styles, settings=settings)[0].rows[0].cells[0].blocks[0]
    assert (block.items[0].style.size, block.style.align) == (size, align)


_THEME = (
    '<a:themeElements><a:clrScheme name="x"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
    '<a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme><a:fontScheme name="x">'
    '<a:majorFont><a:latin typeface="Calibri Light"/><a:ea typeface=""/><a:cs typeface=""/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface="Arial"/>'
    '<a:font script="Jpan" typeface="MS Mincho"/></a:minorFont></a:fontScheme></a:themeElements>'
)


def test_theme_fonts_win_over_names(runs):
    body = (
        '<w:p><w:r><w:rPr><w:rFonts w:ascii="Arial" w:asciiTheme="minorHAnsi"'
        ' w:eastAsiaTheme="minorEastAsia"/>'
        "</w:rPr><w:t>a漢</w:t></w:r></w:p>"
    )
    found = runs(body, theme=_THEME, settings='<w:themeFontLang w:val="en-GB" w:eastAsia="ja-JP"/>')
    assert [(text.text, text.style.family) for text in found] == [("a", "Calibri"), ("漢", "MS Mincho")]


def test_theme_font_that_the_theme_lacks_falls_back_to_the_name(runs):
    fonts = '<w:rFonts w:ascii="Arial" w:asciiTheme="minorHAnsi"/>'
    body = f"<w:p><w:r><w:rPr>{fonts}</w:rPr><w:t>a</w:t></w:r></w:p>"
    assert runs(body)[0].style.family == "Arial"


@pytest.mark.parametrize(
    ("attributes", "color"),
    [
        ('w:themeColor="accent1"', "4472C4"),
        ('w:themeColor="accent1" w:themeTint="99"', "8FAADC"),
        ('w:themeColor="accent1" w:themeShade="BF"', "2F5496"),
        ('w:themeColor="text1"', "000000"),
        ('w:val="00ff00" w:themeColor="none"', "00FF00"),
        ('w:val="zzz"', None),
    ],
)
def test_theme_colours_with_tint_and_shade(runs, attributes, color):
    body = f"<w:p><w:r><w:rPr><w:color {attributes}/></w:rPr><w:t>a</w:t></w:r></w:p>"
    found = runs(body, theme=_THEME)[0].style.color
    if color is None:
        assert found is None
    else:
        # Word's own figures differ by rounding in the last place.
        assert all(abs(int(found[at : at + 2], 16) - int(color[at : at + 2], 16)) <= 2 for at in (0, 2, 4))


def test_colours_are_mapped_by_the_settings(runs):
    body = '<w:p><w:r><w:rPr><w:color w:themeColor="text1"/></w:rPr><w:t>a</w:t></w:r></w:p>'
    settings = '<w:clrSchemeMapping w:t1="accent1"/>'
    assert runs(body, theme=_THEME, settings=settings)[0].style.color == "4472C4"


def test_damaged_styles_and_theme_are_as_none(runs, make_part):
    parts = {"word/styles.xml": b"<broken", "word/theme/theme1.xml": b"<broken", "word/settings.xml": b""}
    rels = [("t", "theme", "theme/theme1.xml")]
    assert runs(_P, parts=parts, rels=rels)[0].style.size == 10.0


def test_style_that_names_a_missing_list_has_none(paragraph):
    styles = style("L", '<w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr>')
    assert paragraph(styled("L"), styles=styles).label is None


def test_conditions_of_a_chain_add_up(blocks):
    def part(content):
        return f'<w:tblStylePr w:type="firstRow">{content}</w:tblStylePr>'

    styles = style("Base", part("<w:rPr><w:b/></w:rPr>"), kind="table")
    styles += style("T", part("<w:rPr><w:i/></w:rPr>"), kind="table", based_on="Base")
    properties = '<w:tblPr><w:tblStyle w:val="T"/><w:tblLook w:firstRow="1"/></w:tblPr>'
    (table,) = blocks(f"<w:tbl>{properties}<w:tr><w:tc>{_P}</w:tc></w:tr></w:tbl>", styles=styles)
    found = table.rows[0].cells[0].blocks[0].items[0].style
    assert (found.bold, found.italic) == (True, True)


def test_theme_with_one_font_and_a_broken_tint(runs):
    fonts = '<a:minorFont><a:latin typeface="X"/></a:minorFont>'
    theme = f"<a:themeElements><a:fontScheme>{fonts}</a:fontScheme></a:themeElements>"
    properties = '<w:rFonts w:asciiTheme="minorHAnsi"/><w:color w:themeColor="accent2" w:themeTint="zz"/>'
    body = f"<w:p><w:r><w:rPr><!-- a remark -->{properties}</w:rPr><w:t>a</w:t></w:r></w:p>"
    found = runs(body, theme=theme)[0].style
    assert (found.family, found.color) == ("X", "ED7D31")
