"""Windows metafiles are played again, or left to the box that stands for them."""

import io
import random
import struct

import pdfplumber
import pytest

from lettergen.typeset.draw import PdfPainter
from lettergen.typeset.draw.metafiles import play
from lettergen.typeset.pages import GlyphRun, Image, Node, Outline
from tests.typeset.draw.sheets import INFO, one_page


def emf(*records):
    """Give an enhanced metafile of 100 by 100 millimetres on a device of 10 pixels to the millimetre."""
    body = b"".join(struct.pack("<LL", kind, 8 + len(data)) + data for kind, data in records)
    body += struct.pack("<LLLLL", 14, 20, 0, 0, 20)
    header = struct.pack("<LL4l4l", 1, 108, 0, 0, 999, 999, 0, 0, 10000, 10000)
    counts = struct.pack("<LLLHHLLL", 0x10000, 108 + len(body), len(records) + 2, 1, 0, 0, 0, 0)
    header += b" EMF" + counts + struct.pack("<2l2l", 1000, 1000, 100, 100)
    return header.ljust(108, b"\0") + body


def wmf(*records):
    """Give a placeable metafile of 1000 by 1000 units."""
    body = b"".join(struct.pack("<LH", 3 + len(data) // 2, kind) + data for kind, data in records)
    body += struct.pack("<LH", 3, 0)
    placeable = struct.pack("<LH4hHLH", 0x9AC6CDD7, 0, 0, 0, 1000, 1000, 1440, 0, 0)
    return placeable + struct.pack("<HHHLHLH", 1, 9, 0x300, 9 + len(body) // 2, 4, 100, 0) + body


def longs(*values):
    return struct.pack(f"<{len(values)}l", *values)


def shorts(*values):
    return struct.pack(f"<{len(values)}h", *values)


_BITMAP = struct.pack("<LllHHLLllLL", 40, 2, 1, 1, 24, 0, 8, 0, 0, 0, 0), b"\xff\0\0\0\xff\0\0\0"
_EMF_PARTS = {
    "brush": (39, longs(1, 0, 0x0000FF, 0)),
    "select": (37, longs(1)),
    "no pen": (37, struct.pack("<L", 0x80000008)),
    "polygon": (86, longs(0, 0, 0, 0, 3) + shorts(0, 0, 500, 0, 0, 1000)),
    "wide polygon": (3, longs(0, 0, 0, 0, 3, 0, 0, 500, 0, 0, 1000)),
    "rectangle": (43, longs(0, 0, 500, 500)),
    "ellipse": (42, longs(0, 0, 500, 500)),
    "holes": (91, longs(0, 0, 0, 0, 2, 6, 3, 3) + shorts(0, 0, 900, 0, 0, 900, 9, 9, 90, 9, 9, 90)),
    "lines": (90, longs(0, 0, 0, 0, 2, 4, 2, 2) + shorts(0, 0, 900, 0, 0, 900, 9, 9)),
    "curve": (85, longs(0, 0, 0, 0, 4) + shorts(0, 0, 10, 0, 20, 20, 30, 30)),
    "move": (27, longs(100, 100)),
    "line": (54, longs(200, 100)),
    "begin": (59, b""),
    "close": (61, b""),
    "end": (60, b""),
    "fill": (63, longs(0, 0, 0, 0)),
    "pen": (38, longs(2, 0, 20, 0, 0x00FF00)),
    "ext pen": (95, longs(3, 0, 0, 0, 0, 0x10000, 20, 0, 0x00FF00, 0, 0)),
    "save": (33, b""),
    "restore": (34, longs(-1)),
    "world": (35, struct.pack("<6f", 2, 0, 0, 2, 0, 0)),
    "more world": (36, struct.pack("<6fl", 0.5, 0, 0, 0.5, 10, 0, 2)),
    "scaled": (17, longs(8)),
    "pixels": (17, longs(1)),
    "inches": (17, longs(5)),
    "window": (9, longs(2000, 2000)),
    "viewport": (11, longs(1000, 1000)),
    "bits": (
        81,
        longs(0, 0, 0, 0, 100, 100, 0, 0, 2, 1, 80, 40, 120, 8, 0, 0xCC0020, 200, 100) + b"".join(_BITMAP),
    ),
    "ground": (76, longs(0, 0, 0, 0, 100, 100, 200, 100, 0xF00021) + bytes(56)),
    "white": (76, longs(0, 0, 0, 0, 100, 100, 200, 100, 0xFF0062) + bytes(56)),
    "nothing": (76, longs(0, 0, 0, 0, 100, 100, 200, 100, 0xAA0029) + bytes(56)),
    "inverted": (76, longs(0, 0, 0, 0, 100, 100, 200, 100, 0x550009) + bytes(56)),
    "copied": (
        76,
        longs(0, 0, 0, 0, 100, 100, 200, 100, 0xCC0020) + bytes(40) + longs(100, 40, 140, 8)
        + b"".join(_BITMAP),
    ),
    "blended": (
        114,
        longs(0, 0, 0, 0, 100, 100, 200, 100, 0x1FF0000) + bytes(40) + longs(108, 40, 148, 8, 2, 1)
        + struct.pack("<LllHHLLllLL", 40, 2, 1, 1, 32, 0, 8, 0, 0, 0, 0) + b"\0\0\xff\xff\0\0\0\0",
    ),
    "font": (
        82,
        longs(4, -100, 0, 0, 0, 700) + bytes(8) + "Arimo".encode("utf-16-le").ljust(64, b"\0"),
    ),
    "text": (
        84,
        longs(0, 0, 0, 0, 1) + struct.pack("<ff", 1, 1) + longs(100, 300, 5, 76, 0, 0, 0, 0, 0, 88)
        + "Hello".encode("utf-16-le") + b"\0\0" + longs(60, 60, 60, 60, 60),
    ),
    "unknown": (118, b""),
}  # fmt: skip
_WMF_PARTS = {
    "brush": (0x02FC, shorts(0) + bytes((255, 0, 0, 0)) + shorts(0)),
    "pen": (0x02FA, shorts(0, 20, 0) + bytes((0, 0, 255, 0))),
    "palette": (0x00F7, shorts(0, 0)),
    "font": (0x02FB, shorts(-100, 0, 0, 0, 400) + bytes(8) + b"Arimo".ljust(32, b"\0")),
    "select": (0x012D, shorts(0)),
    "select 2": (0x012D, shorts(1)),
    "delete": (0x01F0, shorts(0)),
    "polygon": (0x0324, shorts(3, 0, 0, 500, 0, 0, 1000)),
    "holes": (0x0538, shorts(2, 3, 3, 0, 0, 900, 0, 0, 900, 9, 9, 90, 9, 9, 90)),
    "polyline": (0x0325, shorts(2, 0, 0, 500, 0)),
    "rectangle": (0x041B, shorts(500, 400, 0, 0)),
    "ellipse": (0x0418, shorts(500, 400, 0, 0)),
    "move": (0x0214, shorts(0, 100)),
    "line": (0x0213, shorts(0, 200)),
    "window": (0x020C, shorts(2000, 2000)),
    "text": (0x0521, shorts(5) + b"Hello\0" + shorts(300, 100)),
    "ext text": (0x0A32, shorts(300, 100, 5, 0) + b"Hello\0" + shorts(60, 60, 60, 60, 60)),
    "bits": (0x0F43, longs(0xCC0020) + shorts(0, 1, 2, 0, 0, 100, 200, 100, 100) + _BITMAP[0] + _BITMAP[1]),
    "blt": (0x0B41, longs(0xCC0020) + shorts(1, 2, 0, 0, 100, 200, 100, 100) + _BITMAP[0] + _BITMAP[1]),
    "unknown": (0x0999, b""),
}


def played(fonts, data, **rest):
    """Give the items without the clip around them, in a box of 100 by 100 points at (10, 20)."""
    items = play(Image(10, 20, 100, 100, data, "emf", node=1, **rest), fonts)
    return None if items is None else items[1:-1]


def from_emf(fonts, *names):
    return played(fonts, emf(*(_EMF_PARTS[name] for name in names)))


def from_wmf(fonts, *names):
    return played(fonts, wmf(*(_WMF_PARTS[name] for name in names)))


@pytest.mark.parametrize("polygon", ["polygon", "wide polygon"])
def test_polygon_is_filled_and_stroked_where_the_frame_says(fonts, polygon):
    (item,) = from_emf(fonts, "brush", "select", polygon)
    assert item.steps == (("M", 10, 20), ("L", 60, 20), ("L", 10, 120), ("Z",))
    assert (item.fill, item.stroke, item.even_odd, item.node) == ("FF0000", "000000", True, 1)


def test_pen_that_is_none_draws_no_line(fonts):
    (item,) = from_emf(fonts, "no pen", "rectangle")
    assert (item.fill, item.stroke) == ("FFFFFF", None)


def test_outlines_of_one_polygon_are_holes(fonts):
    (item,) = from_emf(fonts, "holes")
    assert [step[0] for step in item.steps] == ["M", "L", "L", "Z", "M", "L", "L", "Z"]


def test_lines_and_curves_are_not_filled(fonts):
    items = from_emf(fonts, "brush", "select", "lines", "curve", "move", "line")
    assert [item.fill for item in items] == [None] * 4
    assert items[-1].steps == (("M", 20, 30), ("L", 30, 30))


def test_ellipse_is_four_curves(fonts):
    (item,) = from_emf(fonts, "ellipse")
    assert [step[0] for step in item.steps] == ["M", "C", "C", "C", "C", "Z"]
    assert item.steps[0] == ("M", 60, 45)


def test_path_is_drawn_as_one(fonts):
    (item,) = from_emf(fonts, "begin", "move", "line", "line", "close", "end", "fill")
    assert [step[0] for step in item.steps] == ["M", "L", "L", "Z"]
    assert item.fill


@pytest.mark.parametrize("pen", ["pen", "ext pen"])
def test_pen_has_its_colour_and_width(fonts, pen):
    number = 2 if pen == "pen" else 3
    (item,) = played(fonts, emf(_EMF_PARTS[pen], (37, longs(number)), _EMF_PARTS["move"], _EMF_PARTS["line"]))
    assert (item.stroke, item.width) == ("00FF00", pytest.approx(2))


def test_saved_state_comes_back(fonts):
    wide, plain = from_emf(fonts, "save", "world", "rectangle", "restore", "rectangle")
    assert wide.steps[2] == ("L", 110, 120)
    assert plain.steps[2] == ("L", 60, 70)


def test_matrices_are_multiplied_in_their_order(fonts):
    (item,) = from_emf(fonts, "world", "more world", "rectangle")
    assert item.steps[0] == ("M", 12, 20)
    assert item.steps[2] == ("L", 62, 70)


def test_window_and_viewport_scale(fonts):
    (item,) = from_emf(fonts, "scaled", "window", "viewport", "rectangle")
    assert item.steps[2] == ("L", 35, 45)


@pytest.mark.parametrize("names", [("window", "viewport"), ("scaled", "window", "viewport", "pixels")])
def test_pixels_are_not_scaled_whatever_window_is_set(fonts, names):
    (item,) = from_emf(fonts, *names, "rectangle")
    assert item.steps[2] == ("L", 60, 70)


def test_units_of_inches_are_left_to_the_box(fonts):
    assert from_emf(fonts, "inches", "rectangle") is None


def test_bitmap_becomes_a_picture(fonts):
    (item,) = from_emf(fonts, "bits")
    assert (item.x, item.y, item.width, item.height) == (20, 30, 20, 10)
    drawn = PdfPainter(fonts).draw(one_page(item, nodes=[Node("Figure", 0, alt="x")]), INFO)
    assert not drawn.warnings


def test_block_of_no_picture_is_a_ground(fonts):
    brush, white = from_emf(fonts, "brush", "select", "ground", "nothing", "white")
    assert brush.steps[2] == ("L", 40, 40)
    assert (brush.fill, brush.stroke, white.fill) == ("FF0000", None, "FFFFFF")
    assert from_emf(fonts, "rectangle", "inverted") is None


@pytest.mark.parametrize(
    ("block", "points"), [("copied", _BITMAP[1]), ("blended", b"\0\0\xff\xff\xff\xff\xff\0")]
)
def test_block_of_a_picture_becomes_one_as_it_shows_on_white(fonts, block, points):
    (item,) = from_emf(fonts, block)
    assert (item.x, item.y, item.width, item.height) == (20, 30, 20, 10)
    assert item.data.endswith(points)


def test_text_is_text_in_its_face_and_width(fonts):
    (item,) = played(fonts, emf(_EMF_PARTS["font"], (37, longs(4)), _EMF_PARTS["text"]))
    assert isinstance(item, GlyphRun)
    assert (item.text, item.size) == ("Hello", pytest.approx(10))
    assert item.font.startswith("Arimo-Bold")
    assert item.advance == pytest.approx(30)
    assert item.x == 20
    assert 50 < item.y < 62


def test_placeable_metafile_draws_shapes(fonts):
    names = ["brush", "pen", "select", "select 2", "polygon", "holes", "polyline", "rectangle", "ellipse",
             "move", "line"]  # fmt: skip
    items = from_wmf(fonts, *names)
    assert [type(item) for item in items] == [Outline] * 6
    assert items[0].steps == (("M", 10, 20), ("L", 60, 20), ("L", 10, 120), ("Z",))
    assert (items[0].fill, items[0].stroke, items[0].width) == ("FF0000", "0000FF", pytest.approx(2))
    assert items[3].steps[2] == ("L", 50, 70)


def test_objects_take_the_lowest_free_number(fonts):
    (item,) = from_wmf(fonts, "palette", "delete", "brush", "select", "polygon")
    assert item.fill == "FF0000"


@pytest.mark.parametrize(("text", "advance"), [("text", None), ("ext text", 30)])
def test_text_of_a_placeable_metafile(fonts, text, advance):
    (item,) = from_wmf(fonts, "font", "select", text)
    assert (item.text, item.x) == ("Hello", 20)
    assert advance is None or item.advance == pytest.approx(advance)


@pytest.mark.parametrize("bits", ["bits", "blt"])
def test_bitmap_of_a_placeable_metafile(fonts, bits):
    (item,) = from_wmf(fonts, bits)
    assert (item.x, item.y, item.width, item.height) == (20, 30, 20, 10)


@pytest.mark.parametrize(
    "data",
    [b"", emf(), wmf(), emf(_EMF_PARTS["rectangle"], _EMF_PARTS["unknown"]),
     wmf(_WMF_PARTS["rectangle"], _WMF_PARTS["unknown"])],
)  # fmt: skip
def test_what_draws_nothing_or_cannot_be_played_is_left_to_the_box(fonts, data):
    assert played(fonts, data) is None


def test_turned_metafile_is_left_to_the_box(fonts):
    assert played(fonts, emf(_EMF_PARTS["rectangle"]), rotation=10.0) is None


def test_cropped_metafile_shows_its_part_in_the_box(fonts):
    (item,) = played(fonts, emf(_EMF_PARTS["rectangle"]), crop=(0.25, 0, 0.25, 0.5))
    assert item.steps[0] == ("M", -40, 20)
    assert item.steps[2] == ("L", 60, 120)


def test_metafile_on_a_page_shows_its_text_and_embeds_its_face(fonts):
    data = emf(_EMF_PARTS["font"], (37, longs(4)), _EMF_PARTS["text"], _EMF_PARTS["bits"])
    image = Image(10, 20, 100, 100, data, "emf", node=1)
    drawn = PdfPainter(fonts).draw(one_page(image, nodes=[Node("Figure", 0, alt="x")]), INFO)
    assert not drawn.warnings
    assert [face.name for face in drawn.faces] == ["Arimo-Bold"]
    with pdfplumber.open(io.BytesIO(drawn.pdf)) as pdf:
        assert pdf.pages[0].extract_text() == "Hello"


def test_damaged_metafiles_never_raise(fonts):
    whole = [emf(*_EMF_PARTS.values()), wmf(*_WMF_PARTS.values()), emf(*list(_EMF_PARTS.values())[:-1])]
    for seed in range(1500):
        chance = random.Random(seed)
        data = bytearray(chance.choice(whole))
        for _ in range(chance.choice((1, 4))):
            data[chance.randrange(len(data))] = chance.choice((0, 1, 0x7F, 0xFF, chance.randrange(256)))
        item = Image(
            0, 0, 50, 50, bytes(data[: chance.choice((len(data), chance.randrange(len(data))))]), "emf"
        )
        PdfPainter(fonts).draw(one_page(item), INFO)
