from lettergen.typeset.pages import GlyphRun, Image, Link
from lettergen.typeset.story import (
    Anchor,
    Bookmark,
    Break,
    Frame,
    Graphic,
    Inline,
    ListLabel,
    Offset,
    PageField,
    Row,
    Shape,
    Text,
)
from tests.typeset.layout.pictures import STYLE, cell, para, story, table


def item(text, level=0, list_id=1):
    return para(text, label=ListLabel("•", STYLE, level=level, list_id=list_id), left=20.0, first_line=-20.0)


def tree(pages):
    """Write the structure tree as nested roles."""
    children = {}
    for index, node in enumerate(pages.nodes):
        children.setdefault(node.parent, []).append(index)

    def written(index):
        inner = " ".join(map(written, children.get(index, ())))
        return pages.nodes[index].role + (f"({inner})" if inner else "")

    return written(0)


def test_headings_and_paragraphs(layouter):
    made = layouter.lay_out(story(para("Title", outline=1), para("text")))
    assert tree(made) == "Document(H1 P)"


def test_lists_nest_by_level(layouter):
    made = layouter.lay_out(story(item("a"), item("b", 1), item("c"), para("end")))
    assert tree(made) == "Document(L(LI(Lbl LBody(P L(LI(Lbl LBody(P))))) LI(Lbl LBody(P))) P)"


def test_a_label_stands_in_the_hanging_indent(pages):
    assert pages(item("one two three four"), chars=14) == ["•   one two\n    three four"]


def test_another_list_is_another_list(layouter):
    made = layouter.lay_out(story(item("a"), item("b", list_id=2)))
    assert tree(made).count("L(") == 2


def test_a_link_is_live_and_its_text_is_in_it(layouter):
    made = layouter.lay_out(story(para("see ", Text("here", STYLE, "https://example.org/"), ".")))
    assert tree(made) == "Document(P(Link))"
    (link,) = (one for one in made.pages[0].items if isinstance(one, Link))
    assert (link.target, link.text, link.x, link.width) == ("https://example.org/", "here", 30.0, 20.0)
    texts = {one.text: one.node for one in made.pages[0].items if isinstance(one, GlyphRun)}
    assert texts["here"] == link.node


def test_links_are_plain_text_on_paper(layouter):
    made = layouter.lay_out(story(para(Text("here", STYLE, "https://example.org/"))), live_links=False)
    assert not [one for one in made.pages[0].items if isinstance(one, Link)]
    assert tree(made) == "Document(P)"


def test_a_paragraph_over_two_pages_is_one_element(layouter):
    made = layouter.lay_out(story(para("aaaa bbbb cccc dddd"), chars=4, lines=2))
    nodes = {one.node for page in made.pages for one in page.items if isinstance(one, GlyphRun)}
    assert len(made.pages) == 2
    assert len(nodes) == 1


def test_a_picture_stands_on_the_baseline_and_is_a_figure(layouter):
    picture = Inline(Graphic(b"", "png", alt="A logo"), 30.0, 20.0, STYLE)
    made = layouter.lay_out(story(para("a", picture)))
    (image,) = (one for one in made.pages[0].items if isinstance(one, Image))
    assert (image.x, image.y, image.width, image.height) == (15.0, 10.0, 30.0, 20.0)
    figure = made.nodes[image.node]
    assert (figure.role, figure.alt, figure.bbox) == ("Figure", "A logo", (15.0, 10.0, 45.0, 30.0))


def test_a_picture_without_description_is_warned_of_with_its_place(layouter):
    made = layouter.lay_out(story(para(Inline(Graphic(b"", "png"), 30.0, 20.0, STYLE))))
    assert [place for _what, place in made.warnings] == ["here"]


def test_a_decorative_picture_is_an_artifact(layouter):
    made = layouter.lay_out(story(para(Inline(Graphic(b"", "png", decorative=True), 30.0, 20.0, STYLE))))
    (image,) = (one for one in made.pages[0].items if isinstance(one, Image))
    assert image.node is None
    assert not made.warnings


def anchored(wrap, **settings):
    graphic = Graphic(b"", "png", decorative=True)
    places = {"horizontal": Offset("column", 0.0), "vertical": Offset("paragraph", 0.0), "gaps": (0.0,) * 4}
    return Anchor(graphic, 50.0, 20.0, wrap=wrap, **(places | settings))


def test_text_wraps_beside_what_floats(pages):
    text = "aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj"
    assert pages(para(anchored("square"), text), chars=30) == [
        "          aaaa bbbb cccc dddd\n          eeee ffff gggg hhhh\niiii jjjj"
    ]


def test_text_goes_below_what_takes_the_whole_width(pages):
    assert pages(para(anchored("topAndBottom"), "below"), chars=30) == ["\n\nbelow"]


def test_an_empty_paragraph_goes_below_what_takes_the_whole_width_and_has_its_line_there(pages):
    assert pages(para(anchored("topAndBottom"), ""), para("after"), chars=30) == ["\n\n\nafter"]


def test_text_runs_on_over_what_it_takes_no_notice_of(pages):
    assert pages(para(anchored("none"), "over"), chars=30) == ["over"]


def test_what_is_behind_is_painted_first(layouter):
    made = layouter.lay_out(story(para(anchored("none", behind=True), "over")))
    assert isinstance(made.pages[0].items[0], Image)


def test_a_text_box_holds_its_text(pages):
    box = Shape(blocks=(para("boxed"),), insets=(0.0,) * 4)
    anchor = Anchor(box, 50.0, 20.0, Offset("page", 60.0), Offset("page", 30.0))
    assert pages(para(anchor, "text")) == ["text\n\n          boxed"]


def test_text_that_its_box_does_not_hold_is_warned_of(layouter):
    def warnings(height, **settings):
        box = Shape(blocks=(para("one", Break(STYLE), "two"),), insets=(0.0,) * 4, **settings)
        return layouter.lay_out(
            story(para(Anchor(box, 50.0, height, Offset("page"), Offset("page")), "text"))
        ).warnings

    assert warnings(20.0) == warnings(18.0) == warnings(10.0, auto_fit=True) == ()
    (what, place) = warnings(10.0)[0]
    assert what.startswith("The text in a text box is 7 mm high and has room for 4 mm: Word cuts it off")
    assert place == "here"


def test_text_that_its_row_or_frame_does_not_hold_is_warned_of(layouter):
    frame = Frame(width=50.0, height=10.0, height_rule="exact")
    tall = ("one", Break(STYLE), "two")
    low = table(Row((cell("a"),), 5.0, "exact"), grid=[9.0])
    made = layouter.lay_out(story(para(*tall, frame=frame), low))
    assert [what.split(" is ")[0] for what, _place in made.warnings] == [
        "The text in a frame of an exact height",
        "The text in a table row of an exact height",
    ]


def test_bookmarks_and_page_references(layouter):
    reference = PageField("PAGEREF there", STYLE)
    made = layouter.lay_out(story(para("see ", reference), para("x"), para(Bookmark("there"), "y"), lines=2))
    assert made.bookmarks["there"] == (1, 10.0)
    assert "".join(one.text for one in made.pages[0].items if isinstance(one, GlyphRun)) == "see 2x"
