"""Lists: levels, restarts, overrides, style-linked levels, legal numbers, bullets."""

import pytest

from lettergen.typeset.read import Reader


def level(number, text, *, fmt="decimal", start=1, more="", paragraph=""):
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{more}'
        f'<w:lvlText w:val="{text}"/><w:pPr>{paragraph}</w:pPr></w:lvl>'
    )


def numbering(levels, nums='<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'):
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}'


def item(list_id=1, number=0, properties=""):
    return (
        f'<w:p><w:pPr>{properties}<w:numPr><w:ilvl w:val="{number}"/><w:numId w:val="{list_id}"/></w:numPr>'
        "</w:pPr><w:r><w:t>x</w:t></w:r></w:p>"
    )


def list_style(style_id, list_id, kind="paragraph"):
    content = f'<w:pPr><w:numPr><w:numId w:val="{list_id}"/></w:numPr></w:pPr>'
    return f'<w:style w:type="{kind}" w:styleId="{style_id}">{content}</w:style>'


THREE = level(0, "%1.") + level(1, "%1.%2") + level(2, "(%3)", fmt="lowerLetter")


@pytest.fixture
def labels(blocks):
    def read(body, **others):
        return [block.label.text if block.label else None for block in blocks(body, **others)]

    return read


def test_levels_count_and_deeper_ones_begin_anew(labels):
    body = "".join(item(1, number) for number in (0, 1, 1, 2, 2, 0, 1, 2))
    assert labels(body, numbering=numbering(THREE)) == ["1.", "1.1", "1.2", "(a)", "(b)", "2.", "2.1", "(a)"]


def test_level_above_that_has_not_begun_shows_its_start(labels):
    assert labels(item(1, 1) + item(1, 0), numbering=numbering(THREE)) == ["1.1", "1."]


def test_level_without_a_start_begins_at_nought(labels):
    levels = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>'
    assert labels(item() + item(), numbering=numbering(levels)) == ["0", "1"]


def test_level_that_never_restarts(labels):
    levels = level(0, "%1") + level(1, "%2", more='<w:lvlRestart w:val="0"/>')
    body = "".join(item(1, number) for number in (0, 1, 1, 0, 1))
    assert labels(body, numbering=numbering(levels)) == ["1", "1", "2", "2", "3"]


def test_level_that_restarts_after_the_first_only(labels):
    levels = level(0, "%1") + level(1, "%2") + level(2, "%3", more='<w:lvlRestart w:val="1"/>')
    body = "".join(item(1, number) for number in (0, 1, 2, 1, 2, 0, 2))
    assert labels(body, numbering=numbering(levels)) == ["1", "1", "1", "2", "2", "2", "1"]


TWO_LISTS = (
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/>{}</w:num>'
)


def test_lists_of_one_definition_count_on(labels):
    found = labels(item(1) + item(2) + item(1), numbering=numbering(THREE, TWO_LISTS.format("")))
    assert found == ["1.", "2.", "3."]


def test_start_override_restarts_once(labels):
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    found = labels(
        item(1) + item(2) + item(2) + item(1), numbering=numbering(THREE, TWO_LISTS.format(override))
    )
    assert found == ["1.", "5.", "6.", "7."]


def test_level_override_replaces_the_level(labels):
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "%1)", fmt="upperRoman", start=4)}</w:lvlOverride>'
    found = labels(item(2), numbering=numbering(THREE, TWO_LISTS.format(override)))
    assert found == ["IV)"]


def test_legal_numbering_is_in_digits(labels):
    levels = level(0, "%1", fmt="upperRoman") + level(1, "%1.%2", fmt="lowerLetter", more="<w:isLgl/>")
    assert labels(item(1, 0) + item(1, 1), numbering=numbering(levels)) == ["I", "1.1"]


def test_list_id_nought_takes_the_list_away_with_its_indents(blocks):
    levels = level(0, "%1", paragraph='<w:ind w:left="720" w:hanging="360"/>')
    styles = list_style("L", 1)
    body = item(0, 0, '<w:pStyle w:val="L"/>') + '<w:p><w:pPr><w:pStyle w:val="L"/></w:pPr></w:p>'
    off, on = blocks(body, numbering=numbering(levels), styles=styles)
    assert (off.label, off.style.left) == (None, 0.0)
    assert (on.label.text, on.style.left, on.style.first_line) == ("1", 36.0, -18.0)


def test_style_is_linked_to_its_level(labels):
    levels = level(0, "%1", more='<w:pStyle w:val="H1"/>') + level(
        1, "%1.%2", more='<w:pStyle w:val="H2"/>', paragraph='<w:ind w:left="720"/>'
    )
    styles = (
        list_style("H1", 1) + '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr></w:p>' for name in ("H1", "H2", "H2", "H1")
    )
    assert labels(body, numbering=numbering(levels), styles=styles) == ["1", "1.1", "1.2", "2"]


@pytest.mark.parametrize(
    ("style_indent", "direct", "left"),
    [
        ("", "", 36.0),
        ('<w:ind w:left="200"/>', "", 10.0),
        ('<w:ind w:left="200"/>', '<w:ind w:left="400"/>', 20.0),
    ],
)
def test_style_with_a_list_wins_over_its_level(blocks, style_indent, direct, left):
    levels = level(0, "%1", paragraph='<w:ind w:left="720" w:hanging="360"/>')
    styles = (
        '<w:style w:type="paragraph" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        f"{style_indent}</w:pPr></w:style>"
    )
    body = f'<w:p><w:pPr><w:pStyle w:val="L"/>{direct}</w:pPr></w:p>'
    (only,) = blocks(body, numbering=numbering(levels), styles=styles)
    assert (only.style.left, only.style.first_line) == (left, -18.0)


def test_list_of_the_paragraph_wins_over_its_style(blocks):
    levels = level(0, "%1", paragraph='<w:ind w:left="720" w:hanging="360"/>')
    styles = '<w:style w:type="paragraph" w:styleId="P"><w:pPr><w:ind w:left="100"/></w:pPr></w:style>'
    (only,) = blocks(item(1, 0, '<w:pStyle w:val="P"/>'), numbering=numbering(levels), styles=styles)
    assert only.style.left == 36.0


def test_label_takes_the_marks_formatting_then_the_levels(blocks):
    levels = level(0, "%1").replace(
        "</w:lvl>", '<w:rPr><w:color w:val="FF0000"/><w:b w:val="0"/></w:rPr></w:lvl>'
    )
    mark = '<w:rPr><w:b/><w:i/><w:u w:val="single"/></w:rPr>'
    body = item().replace("</w:pPr>", f"{mark}</w:pPr>", 1)
    (only,) = blocks(body, numbering=numbering(levels))
    style = only.label.style
    assert (style.bold, style.italic, style.color, style.underline) == (False, True, "FF0000", None)


def test_suffix_alignment_and_number_tab(blocks):
    levels = level(
        0,
        "%1",
        more='<w:suff w:val="space"/>',
        paragraph='<w:tabs><w:tab w:val="num" w:pos="720"/><w:tab w:val="left" w:pos="900"/></w:tabs>',
    ).replace("<w:pPr>", '<w:lvlJc w:val="end"/><w:pPr>')
    (only,) = blocks(item(), numbering=numbering(levels))
    label = only.label
    assert (label.suffix, label.align, label.tab_position, label.ordered) == ("space", "right", 36.0, True)
    assert [stop.position for stop in only.style.tabs] == [45.0]


@pytest.mark.parametrize(
    ("character", "font", "shown", "family"),
    [
        ("\uf0b7", "Symbol", "•", "Times New Roman"),
        ("\uf0a7", "Wingdings", "▪", "Times New Roman"),
        ("o", "Courier New", "o", "Courier New"),
        ("–", "Arial", "–", "Arial"),
        ("\uf021", "Wingdings 2", "•", "Times New Roman"),
        ("\uf0b7", "Arial", "•", "Arial"),
    ],
)
def test_bullets_become_unicode(blocks, character, font, shown, family):
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:hint="default"/></w:rPr>'
    levels = level(0, character, fmt="bullet").replace("</w:lvl>", f"{fonts}</w:lvl>")
    (only,) = blocks(item(), numbering=numbering(levels))
    assert (only.label.text, only.label.style.family, only.label.ordered) == (shown, family, False)


def test_picture_bullet_is_a_plain_one_with_a_warning(story):
    levels = level(0, "x", fmt="bullet", more='<w:lvlPicBulletId w:val="0"/>')
    found = story(item(), numbering=numbering(levels))
    assert found.sections[0].blocks[0].label.text == "•"
    assert found.warnings == (("a picture bullet is set as a plain bullet", "the paragraph “x”"),)


def test_link_to_a_numbering_style_is_followed(labels):
    content = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Outline"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="7"><w:styleLink w:val="Outline"/>{level(0, "§%1")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    )
    styles = list_style("Outline", 2, "numbering")
    assert labels(item(1) + item(2), numbering=content, styles=styles) == ["§1", "§2"]


def test_circle_of_links_ends(labels):
    content = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="O"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = list_style("O", 1, "numbering")
    assert labels(item(1), numbering=content, styles=styles) == [""]


def test_lists_that_lead_nowhere_are_none(labels):
    assert labels(item(9), numbering=numbering(THREE)) == [None]
    assert labels(item(1)) == [None]
    assert labels(item(1), numbering='<w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num>') == [None]


def test_paragraph_without_text_is_counted(labels):
    body = item() + item().replace("<w:r><w:t>x</w:t></w:r>", "") + item()
    assert labels(body, numbering=numbering(THREE)) == ["1.", "2.", "3."]


def test_lists_in_tables_and_text_boxes_count_on(blocks):
    table = f"<w:tbl><w:tr><w:tc>{item()}</w:tc><w:tc>{item()}</w:tc></w:tr></w:tbl>"
    first, second, third = blocks(item() + table + item(), numbering=numbering(THREE))
    inner = [cell.blocks[0].label.text for cell in second.rows[0].cells]
    assert [first.label.text, *inner, third.label.text] == ["1.", "2.", "3.", "4."]


def test_remembered_paragraphs_are_numbered_where_they_stand(make_word):
    """The same XML twice in a letter, and again in the next, gets the number of its place."""
    reader = Reader()
    table = f"<w:tbl><w:tr><w:tc>{item()}</w:tc></w:tr></w:tbl>"
    for body, wanted in ((item() * 3, "1.2.3."), (item() * 2 + table + item(), "1.2.3.4."), (table, "1.")):
        blocks = reader.read(make_word(body, numbering=numbering(THREE))).sections[0].blocks
        found = [
            block.label.text if hasattr(block, "label") else block.rows[0].cells[0].blocks[0].label.text
            for block in blocks
        ]
        assert "".join(found) == wanted
