"""Fields: what layout works out, what is stored, what is not shown."""

import pytest

from lettergen.typeset.read import Reader
from lettergen.typeset.read.fields import parse_instruction
from lettergen.typeset.story import PageField, Text


def char(kind, properties="", data=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:fldChar w:fldCharType="{kind}">{data}</w:fldChar></w:r>'


def text(content, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{content}</w:t></w:r>'


def code(instruction):
    return f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"


def field(instruction, result=None, properties=""):
    middle = (
        "" if result is None else char("separate") + (result if "<" in result else text(result, properties))
    )
    return char("begin") + code(instruction) + middle + char("end")


def p(*content):
    return f"<w:p>{''.join(content)}</w:p>"


def shown(paragraph):
    return [item.text if isinstance(item, Text) else getattr(item, "code", item) for item in paragraph.items]


@pytest.mark.parametrize(
    ("instruction", "wanted", "number_format"),
    [
        ("PAGE", "PAGE", ""),
        (" page \\* MERGEFORMAT ", "PAGE", ""),
        ("NUMPAGES \\* Arabic", "NUMPAGES", "decimal"),
        ("SECTIONPAGES \\* roman", "SECTIONPAGES", "lowerRoman"),
        ("PAGE \\* ROMAN", "PAGE", "upperRoman"),
        ("PAGE \\* alphabetic", "PAGE", "lowerLetter"),
        ("PAGE \\* ArabicDash", "PAGE", "numberInDash"),
        ("PAGEREF _Toc1 \\h", "PAGEREF _Toc1", ""),
    ],
)
def test_page_numbers_are_left_to_layout(paragraph, instruction, wanted, number_format):
    body = p(text("Page "), field(instruction, "7", "<w:b/>"))
    found = paragraph(body).items[1]
    assert isinstance(found, PageField)
    assert (found.code, found.format, found.stored, found.style.bold) == (wanted, number_format, "7", True)
    assert found.link == ("#_Toc1" if "\\h" in instruction else None)


def test_simple_page_field(paragraph):
    found = paragraph(p('<w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple>')).items
    assert [(item.code, item.stored) for item in found] == [("PAGE", "3")]


def test_page_number_element(paragraph):
    assert shown(paragraph(p("<w:r><w:pgNum/></w:r>"))) == ["PAGE"]


def test_page_field_without_a_result(paragraph):
    found = paragraph(p(char("begin", "<w:i/>") + code("PAGE") + char("end"))).items
    assert [(item.code, item.style.italic) for item in found] == [("PAGE", True)]


@pytest.mark.parametrize(
    "instruction", ["DATE \\@ &quot;d MMMM yyyy&quot;", "REF x", "MERGEFIELD name", "SEQ a"]
)
def test_other_fields_show_their_stored_result(paragraph, instruction):
    assert shown(paragraph(p(field(instruction, "stored")))) == ["stored"]


@pytest.mark.parametrize("instruction", ["XE &quot;word&quot;", "TC &quot;entry&quot;", "SET a b"])
def test_marks_show_nothing(paragraph, instruction):
    assert shown(paragraph(p(field(instruction), field(instruction, "never")))) == []


def test_field_without_a_result_is_a_warning(story):
    assert story(p(text("x"), field("DATE"))).warnings == (
        ("the field DATE has no stored result", "the paragraph “x”"),
    )


def test_hyperlink_field_links_its_result(paragraph):
    body = p(
        field("HYPERLINK &quot;https://a.example/&quot; \\l &quot;part&quot; \\o &quot;tip&quot;", "here"),
        field("HYPERLINK \\l &quot;there&quot;", "there"),
        field("HYPERLINK &quot;file:///etc/passwd&quot;", "no"),
    )
    found = [(item.text, item.link) for item in paragraph(body).items]
    assert found == [("here", "https://a.example/#part"), ("there", "#there"), ("no", None)]


def test_nested_fields(paragraph):
    condition = (
        char("begin")
        + code("IF ")
        + field("PAGE", "1")
        + code(" = 1 &quot;first&quot; &quot;other&quot;")
        + char("separate")
        + text("first")
        + char("end")
    )
    assert shown(paragraph(p(condition, text(" after")))) == ["first after"]


def test_page_number_in_the_result_of_another_field(paragraph):
    body = p(field("HYPERLINK \\l &quot;a&quot;", text("see ") + field("PAGEREF a", "9")))
    found = paragraph(body).items
    assert [(type(item).__name__, item.link) for item in found] == [("Text", "#a"), ("PageField", "#a")]


def test_contents_line_in_the_result_of_a_page_reference_is_kept(paragraph):
    """LibreOffice stores a whole line of contents there, and Word shows what is stored."""
    line = (text("1"), "<w:r><w:tab/></w:r>", text("Introduction, ", "<w:b/>"), text("and aims"))
    body = p(field("PAGEREF a \\h", "".join((*line, "<w:r><w:tab/></w:r>", text("9")))))
    found = paragraph(body).items
    assert [getattr(item, "text", type(item).__name__) for item in found] == [
        "1", "Tab", "Introduction, ", "and aims", "Tab", "PageField"
    ]  # fmt: skip
    assert [item.link for item in found] == ["#a"] * 6
    assert (found[2].style.bold, found[3].style.bold, found[5].stored) == (True, False, "9")


def test_tab_before_a_page_number_shows_nothing(paragraph):
    body = p(field("PAGE", "<w:r><w:t>never</w:t><w:tab/><w:t>7</w:t></w:r>"))
    assert shown(paragraph(body)) == ["PAGE"]


def test_instruction_spread_over_runs(paragraph):
    body = p(char("begin"), code("PA"), code("GE"), char("separate"), text("1"), char("end"))
    assert shown(paragraph(body)) == ["PAGE"]


def test_field_over_several_paragraphs(blocks):
    body = (
        p(char("begin"), code("TOC \\o"), char("separate"), text("Entry one"))
        + p(text("Entry two"), char("end"))
        + p(text("after"))
    )
    assert [shown(block) for block in blocks(body)] == [["Entry one"], ["Entry two"], ["after"]]


def test_hidden_instruction_over_several_paragraphs(blocks):
    body = p(text("a"), char("begin"), code("IF")) + p(text("in the code")) + p(char("end"), text("b"))
    assert [shown(block) for block in blocks(body)] == [["a"], [], ["b"]]


def test_open_field_is_part_of_what_is_remembered(make_word):
    reader = Reader()
    inside = p(text("same"))
    plain = reader.read(make_word(inside)).sections[0].blocks[0]
    hidden = reader.read(make_word(p(char("begin"), code("IF")) + inside)).sections[0].blocks[1]
    assert (shown(plain), shown(hidden)) == (["same"], [])


def test_fields_in_hidden_runs_begin_and_end(paragraph):
    vanish = "<w:vanish/>"
    body = p(char("begin", vanish), code("TC x"), char("end", vanish), text("seen"))
    assert shown(paragraph(body)) == ["seen"]


def test_stray_ends_are_ignored(paragraph):
    assert shown(paragraph(p(char("end"), char("separate"), code("x"), text("a"), char("odd")))) == ["a"]


def test_symbol_field(paragraph):
    body = p(
        field("SYMBOL 183 \\f Symbol"), field("SYMBOL 0x41"), field("SYMBOL x"), field("SYMBOL 99999999999")
    )
    assert "".join(shown(paragraph(body))) == "•A"


@pytest.mark.parametrize(
    ("data", "sign"),
    [
        ("<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>", "☒"),
        ("<w:ffData><w:checkBox><w:default/></w:checkBox></w:ffData>", "☒"),
        ('<w:ffData><w:checkBox><w:default/><w:checked w:val="0"/></w:checkBox></w:ffData>', "☐"),
        ("", "☐"),
    ],
)
def test_check_boxes_of_forms(paragraph, data, sign):
    assert shown(paragraph(p(char("begin", data=data), code("FORMCHECKBOX"), char("end")))) == [sign]


def test_check_boxes_show_whatever_result_is_stored(paragraph):
    data = "<w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>"
    begin, rest = char("begin", data=data), code("FORMCHECKBOX") + char("separate")
    assert shown(paragraph(p(begin, rest, char("end")))) == ["☒"]
    assert shown(paragraph(p(begin, rest, "<w:r><w:t>x</w:t></w:r>", char("end")))) == ["☒"]


@pytest.mark.parametrize(
    ("choice", "entry"),
    [('<w:result w:val="1"/>', "two"), ('<w:default w:val="1"/>', "two"), ("", "one")],
)
def test_lists_of_forms_show_what_is_chosen(paragraph, choice, entry):
    entries = '<w:listEntry w:val="one"/><w:listEntry w:val="two"/>'
    data = f"<w:ffData><w:ddList>{choice}{entries}</w:ddList></w:ffData>"
    field_of = char("begin", data=data) + code("FORMDROPDOWN") + char("separate") + char("end")
    assert shown(paragraph(p(field_of))) == [entry]


def test_an_empty_list_of_a_form_shows_its_stored_result(paragraph):
    begin = char("begin", data="<w:ffData><w:ddList/></w:ffData>") + code("FORMDROPDOWN") + char("separate")
    assert shown(paragraph(p(begin, "<w:r><w:t>stored</w:t></w:r>", char("end")))) == ["stored"]


def test_button_shows_its_words(paragraph):
    assert shown(paragraph(p(field("MACROBUTTON NoMacro Click here to type")))) == ["Click here to type"]


def test_tabs_in_a_page_fields_result_are_not_shown(paragraph):
    body = p(char("begin"), code("PAGE"), char("separate"), "<w:r><w:t>1</w:t><w:tab/></w:r>", char("end"))
    assert shown(paragraph(body)) == ["PAGE"]


def test_instruction_words_quotes_and_switches():
    found = parse_instruction(' HYPERLINK "https://a.example/\\"q\\"" \\l "x y" \\n ')
    assert found.name == "HYPERLINK"
    assert found.arguments == ('https://a.example/"q"',)
    assert found.switches == (("l", "x y"), ("n", ""))
    assert parse_instruction("  ").name == ""
