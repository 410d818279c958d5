"""What stands in a paragraph: text, tabs, breaks, links, tracked changes, symbols, scripts."""

import pytest

from lettergen.typeset.story import (
    Bookmark,
    Break,
    BreakKind,
    Line,
    NoteRef,
    Tab,
    Text,
    Vertical,
)


def run(content, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>"


def p(*content):
    return f"<w:p>{''.join(content)}</w:p>"


def texts(paragraph):
    return [item.text for item in paragraph.items if isinstance(item, Text)]


def test_runs_of_one_style_become_one_text(paragraph):
    found = paragraph(p(run("<w:t>a</w:t>"), run("<w:t>b</w:t>"), run("<w:t>c</w:t>", "<w:b/>")))
    assert texts(found) == ["ab", "c"]


def test_spaces_at_the_ends_count_only_when_preserved(paragraph):
    found = paragraph(p(run('<w:t> a </w:t><w:t xml:space="preserve"> b\n</w:t>')))
    assert texts(found) == ["a b "]


def test_tabs_and_breaks(paragraph):
    found = paragraph(
        p(
            run(
                '<w:tab/><w:t>a\tb</w:t><w:br/><w:br w:type="page"/><w:br w:type="column"/><w:cr/>'
                '<w:br w:type="textWrapping" w:clear="all"/>'
                '<w:ptab w:alignment="right" w:relativeTo="indent" w:leader="dot"/>'
            )
        )
    )
    kinds = [type(item).__name__ for item in found.items]
    assert kinds == ["Tab", "Text", "Tab", "Text", "Break", "Break", "Break", "Break", "Break", "Tab"]
    assert [item.kind for item in found.items if isinstance(item, Break)] == [
        BreakKind.LINE,
        BreakKind.PAGE,
        BreakKind.COLUMN,
        BreakKind.LINE,
        BreakKind.LINE,
    ]
    assert found.items[8].clear == "all"
    last = found.items[-1]
    assert isinstance(last, Tab)
    assert (last.align, last.relative_to, last.leader) == ("right", "indent", "dot")


def test_hyphens(paragraph):
    assert texts(paragraph(p(run("<w:t>a</w:t><w:softHyphen/><w:t>b</w:t><w:noBreakHyphen/>")))) == [
        "a\u00adb\u2011"
    ]


def test_character_formatting(runs):
    (text,) = runs(
        p(
            run(
                "<w:t>x</w:t>",
                '<w:rFonts w:ascii="Arial"/><w:b/><w:i/><w:strike/><w:dstrike/><w:smallCaps/><w:caps/>'
                '<w:color w:val="336699"/><w:spacing w:val="20"/><w:w w:val="150"/><w:kern w:val="28"/>'
                '<w:position w:val="6"/><w:sz w:val="21"/><w:highlight w:val="yellow"/>'
                '<w:u w:val="wave" w:color="FF0000"/><w:bdr w:val="single" w:sz="8"/>'
                '<w:shd w:val="clear" w:fill="CCCCCC"/><w:vertAlign w:val="superscript"/>'
                '<w:lang w:val="cy-GB"/><w14:ligatures w14:val="standard"/>',
            )
        )
    )
    style = text.style
    assert (style.family, style.size, style.bold, style.italic) == ("Arial", 10.5, True, True)
    assert (style.strike, style.double_strike, style.small_caps, style.all_caps) == (True,) * 4
    assert (style.color, style.spacing, style.scale, style.kern_from) == ("336699", 1.0, 1.5, 14.0)
    assert (style.position, style.highlight, style.shading) == (3.0, "FFFF00", "CCCCCC")
    assert style.underline == Line("wave", color="FF0000")
    assert style.border == Line("single", 1.0)
    assert (style.vertical, style.language, style.ligatures) == (Vertical.SUPERSCRIPT, "cy-GB", "standard")


@pytest.mark.parametrize(
    "properties",
    ['<w:sz w:val="0"/>', '<w:sz w:val="-5"/>', '<w:sz w:val="big"/>', "<w:sz/>", '<w:sz w:val="1e999"/>'],
)
def test_sizes_that_are_none_are_left_out(runs, properties):
    assert runs(p(run("<w:t>x</w:t>", properties)))[0].style.size == 10.0


def test_huge_values_are_held_in_bounds(runs):
    (text,) = runs(
        p(run("<w:t>x</w:t>", '<w:sz w:val="99999999"/><w:spacing w:val="99999999"/><w:w w:val="99999"/>'))
    )
    assert (text.style.size, text.style.spacing, text.style.scale) == (1638.0, 1584.0, 6.0)


def test_hidden_text_is_dropped(paragraph):
    assert texts(paragraph(p(run("<w:t>a</w:t>"), run("<w:t>b</w:t>", "<w:vanish/>")))) == ["a"]


def test_tracked_changes_count_as_accepted(paragraph):
    found = paragraph(
        p(
            f"<w:ins>{run('<w:t>new</w:t>')}</w:ins>",
            f"<w:del>{run('<w:delText>old</w:delText>')}</w:del>",
            f"<w:moveFrom>{run('<w:t>away</w:t>')}</w:moveFrom>",
            f"<w:moveTo>{run('<w:t>here</w:t>')}</w:moveTo>",
            "<w:r><w:rPr><w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr><w:t>plain</w:t></w:r>",
        )
    )
    assert texts(found) == ["newhereplain"]
    assert not found.items[0].style.bold


def test_containers_are_opened_and_comments_left_out(story):
    body = p(
        '<w:commentRangeStart w:id="0"/>',
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('<w:t>a</w:t>')}</w:sdtContent></w:sdt>",
        f"<w:smartTag>{run('<w:t>b</w:t>')}</w:smartTag>",
        f"<w:customXml>{run('<w:t>c</w:t>')}</w:customXml>",
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:proofErr/>',
    )
    found = story(body)
    assert texts(found.sections[0].blocks[0]) == ["abc"]
    assert found.warnings == ()


def test_unknown_elements_keep_their_text_with_a_warning(story):
    found = story(p(f"<x:odd>{run('<w:t>a</w:t>')}</x:odd>", run("<x:strange><w:t>b</w:t></x:strange>")))
    assert texts(found.sections[0].blocks[0]) == ["ab"]
    assert [what for what, _ in found.warnings] == [
        "the element odd is not supported; only its text is kept",
        "the element strange is not supported; only its text is kept",
    ]
    assert {place for _, place in found.warnings} == {"the paragraph “ab”"}


def test_equation_is_plain_text_with_a_warning(story):
    found = story(p("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"))
    assert texts(found.sections[0].blocks[0]) == ["x=1"]
    assert found.warnings == (("an equation is set as plain text", "the paragraph “x=1”"),)


def test_ruby_keeps_base_and_reading(story):
    base = f"<w:rubyBase>{run('<w:t>漢</w:t>')}</w:rubyBase>"
    found = story(p(run(f"<w:ruby><w:rt>{run('<w:t>kan</w:t>')}</w:rt>{base}</w:ruby>")))
    assert "".join(texts(found.sections[0].blocks[0])) == "漢(kan)"
    assert found.warnings


@pytest.mark.parametrize(
    ("target", "link"),
    [
        ("https://a.example/x?y=1", "https://a.example/x?y=1"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("tel:+44123", "tel:+44123"),
        ("file:///etc/passwd", None),
        ("javascript:alert(1)", None),
        ("\\\\server\\share:x", None),
    ],
)
def test_only_harmless_links_survive(story, target, link):
    found = story(
        p(f'<w:hyperlink r:id="rId9">{run("<w:t>here</w:t>")}</w:hyperlink>'),
        rels=[("rId9", "hyperlink", target)],
    )
    (text,) = found.sections[0].blocks[0].items
    assert text.link == link
    assert bool(found.warnings) == (link is None)


def test_anchor_links_and_bookmarks(paragraph):
    found = paragraph(
        p(
            '<w:bookmarkStart w:id="1" w:name="here"/><w:bookmarkEnd w:id="1"/>',
            '<w:bookmarkStart w:id="2" w:name="_GoBack"/>',
            f'<w:hyperlink w:anchor="here">{run("<w:t>up</w:t><w:tab/>")}</w:hyperlink>',
            run("<w:t>on</w:t>"),
        )
    )
    assert found.items[0] == Bookmark("here")
    assert [(getattr(item, "text", None), item.link) for item in found.items[1:]] == [
        ("up", "#here"),
        (None, "#here"),
        ("on", None),
    ]


def test_link_to_a_place_at_an_address(runs):
    body = p(f'<w:hyperlink r:id="rId9" w:anchor="part">{run("<w:t>x</w:t>")}</w:hyperlink>')
    assert runs(body, rels=[("rId9", "hyperlink", "https://a.example/")])[0].link == "https://a.example/#part"


def test_same_paragraph_with_another_target_is_not_mixed_up(make_word):
    from lettergen.typeset.read import Reader

    reader = Reader()
    body = p(f'<w:hyperlink r:id="rId9">{run("<w:t>x</w:t>")}</w:hyperlink>')
    links = [
        reader.read(make_word(body, rels=[("rId9", "hyperlink", target)])).sections[0].blocks[0].items[0].link
        for target in ("https://a.example", "https://b.example")
    ]
    assert links == ["https://a.example", "https://b.example"]


def test_bookmark_between_paragraphs_goes_to_the_next_or_the_last(blocks):
    mark = '<w:bookmarkStart w:id="1" w:name="{}"/>'
    first, second = blocks(
        f"{mark.format('a')}{p(run('<w:t>1</w:t>'))}{p(run('<w:t>2</w:t>'))}{mark.format('b')}"
    )
    assert first.items[0] == Bookmark("a")
    assert second.items[-1] == Bookmark("b")


def test_note_references(paragraph):
    found = paragraph(
        p(
            run('<w:footnoteReference w:id="2"/><w:endnoteReference w:id="3"/>'),
            run('<w:footnoteReference w:customMarkFollows="1" w:id="4"/><w:t>*</w:t>'),
            run('<w:t>after</w:t><w:footnoteReference w:id="x"/>'),
        )
    )
    notes = [item for item in found.items if isinstance(item, NoteRef)]
    assert [(note.kind, note.note_id, note.mark) for note in notes] == [
        ("footnote", 2, ""),
        ("endnote", 3, ""),
        ("footnote", 4, "*"),
    ]
    assert texts(found) == ["after"]


@pytest.mark.parametrize(
    ("font", "code", "text", "family"),
    [
        ("Wingdings", "F0FC", "✓", "Times New Roman"),
        ("Wingdings", "F0A8", "◻", "Times New Roman"),
        ("Symbol", "F0B7", "•", "Times New Roman"),
        ("Symbol", "61", "α", "Times New Roman"),
        ("Wingdings 2", "F052", "☑", "Times New Roman"),
        ("Wingdings 3", "F07D", "▶", "Times New Roman"),
        ("Webdings", "F061", "✔", "Times New Roman"),
        ("Arial", "20AC", "€", "Arial"),
    ],
)
def test_symbols_become_unicode(runs, font, code, text, family):
    (found,) = runs(p(run(f'<w:sym w:font="{font}" w:char="{code}"/>')))
    assert (found.text, found.style.family) == (text, family)


def test_symbol_without_counterpart_is_kept_with_a_warning(story):
    found = story(p(run('<w:sym w:font="Wingdings 2" w:char="F021"/><w:sym w:font="Arial" w:char="zz"/>')))
    (text,) = found.sections[0].blocks[0].items
    assert text.style.family == "Wingdings 2"
    assert [what for what, _ in found.warnings] == [
        "a character of the font Wingdings 2 has no counterpart in Unicode",
        "a symbol names no character",
    ]


def test_text_in_a_symbol_font_becomes_unicode(runs):
    (found,) = runs(p(run("<w:t>ab</w:t>", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>')))
    assert (found.text, found.style.family) == ("αβ", "Times New Roman")
    (private,) = runs(p(run("<w:t>\uf0b7</w:t>")))
    assert private.text == "•"


_FOUR = (
    '<w:rFonts w:ascii="A" w:hAnsi="H" w:eastAsia="E" w:cs="C"{}/>'
    '<w:sz w:val="20"/><w:szCs w:val="30"/><w:bCs/>'
)


@pytest.mark.parametrize(
    ("text", "more", "pieces"),
    [
        ("abc", "", [("abc", "A")]),
        ("aé", "", [("a", "A"), ("é", "H")]),
        ("a漢字b", "", [("a", "A"), ("漢字", "E"), ("b", "A")]),
        ("“x”", "", [("“", "H"), ("x", "A"), ("”", "H")]),
        ("“漢”", ' w:hint="eastAsia"', [("“漢”", "E")]),
        ("דו", "", [("דו", "A")]),
        ("ไทย", "", [("ไทย", "C")]),
        ("e\u0301", "", [("e\u0301", "A")]),
        ("漢\ufe00", "", [("漢\ufe00", "E")]),
        ("한국", "", [("한국", "E")]),
        ("ｆ", "", [("ｆ", "E")]),
        ("😀", "", [("😀", "H")]),
        ("𠀀", "", [("𠀀", "E")]),
    ],
)
def test_fonts_are_chosen_by_character(runs, text, more, pieces):
    found = runs(p(run(f"<w:t>{text}</w:t>", _FOUR.format(more))))
    assert [(piece.text, piece.style.family) for piece in found] == pieces


def test_accent_hint_counts_with_chinese_only(runs):
    hinted = _FOUR.format(' w:hint="eastAsia"')
    chinese = hinted + '<w:lang w:eastAsia="zh-CN"/>'
    assert runs(p(run("<w:t>é</w:t>", hinted)))[0].style.family == "H"
    assert runs(p(run("<w:t>é</w:t>", chinese)))[0].style.family == "E"


def test_right_to_left_run_takes_complex_script_formatting(runs):
    (text,) = runs(
        p(run("<w:t>שלום abc</w:t>", _FOUR.format("") + '<w:rtl/><w:lang w:val="en-GB" w:bidi="he-IL"/>'))
    )
    style = text.style
    assert (style.family, style.size, style.bold, style.rtl) == ("C", 15.0, True, True)
    assert (style.language, style.script) == ("he-IL", "cs")


def test_latin_and_ansi_of_one_family_are_one_text(runs):
    (text,) = runs(p(run("<w:t>née</w:t>", '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>')))
    assert text.text == "née"


def test_alternatives_around_runs(paragraph):
    fallback = f"<mc:Fallback>{run('<w:t>plain</w:t>')}</mc:Fallback>"
    assert texts(paragraph(p(f"<mc:AlternateContent>{fallback}</mc:AlternateContent>"))) == ["plain"]


def test_complex_text_in_a_symbol_font_keeps_its_field_and_private_characters(paragraph):
    found = paragraph(p(run("<w:t>\uf0b7</w:t>", "<w:cs/>")))
    assert texts(found) == ["•"]


def test_text_of_a_symbol_font_without_counterpart_is_kept(story):
    found = story(p(run("<w:t>\u0416</w:t>", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')))
    assert texts(found.sections[0].blocks[0]) == ["\u0416"]
    assert len(found.warnings) == 1


def test_symbol_within_a_page_field_is_stored_only(paragraph):
    body = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:sym w:font="Symbol" w:char="61"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert [item.stored for item in paragraph(p(body)).items] == ["α"]
