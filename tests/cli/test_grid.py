"""Tables on terminals of every width."""

from rich.console import Console

from lettergen.cli.grid import fit, make_table

HEADER = ("Recipient", "Organisation", "Reference", "Emailed to", "Bounced")
ROWS = [
    ("Naomi Long", "Alliance Party of Northern Ireland", "AP19-8XFX", "leader@alliance.example", ""),
    ("Jonathan Bartley and Siân Berry", "Green Party", "AP19-W43E", "leaders@greens.example", ""),
]


def drawn(header, rows, width):
    console = Console(width=width, color_system=None)
    with console.capture() as capture:
        console.print(make_table(header, rows, width))
    return capture.get().splitlines()


def test_column_without_text_is_left_out():
    assert fit(HEADER, ROWS, 200) == [0, 1, 2, 3]


def test_spare_columns_stay_where_there_is_room():
    assert fit(HEADER, ROWS, 200, spare=(1, 0)) == [0, 1, 2, 3]


def test_spare_columns_go_one_by_one_until_the_others_fit():
    assert fit(HEADER, ROWS, 90, spare=(1, 0)) == [0, 2, 3]
    assert fit(HEADER, ROWS, 60, spare=(1, 0)) == [2, 3]


def test_table_without_rows_shows_nothing():
    assert fit(HEADER, [], 80) == []


def test_short_words_are_not_broken_where_longer_text_can_give_way():
    lines = drawn(("Name", "Reference", "Day"), [("Word " * 30, "AP19-8XFX", "2026-11-24")], 50)
    assert all(len(line) <= 50 for line in lines)
    assert sum("AP19-8XFX" in line and "2026-11-24" in line for line in lines) == 1


def test_no_text_is_lost_on_the_narrowest_terminal():
    lines = drawn(HEADER[:4], [row[:4] for row in ROWS], 34)
    cells = [[cell.strip() for cell in line.split("│")[1:-1]] for line in lines if line.startswith("│")]
    references = "".join(row[2] for row in cells)
    assert "AP19-8XFX" in references
    assert "AP19-W43E" in references
    assert all(len(line) <= 34 for line in lines)


def test_wide_characters_count_double():
    lines = drawn(("Name", "Key"), [("北愛爾蘭聯盟黨", "alliance")], 80)
    assert any("北愛爾蘭聯盟黨 │ alliance" in line for line in lines)
