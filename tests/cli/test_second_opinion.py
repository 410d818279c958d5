"""LibreOffice beside our own pages, through the program."""

import pytest

from tests.servers import needs

pytestmark = pytest.mark.xdist_group("libreoffice")

LIBREOFFICE = '\n[page]\ntypesetter = "libreoffice"\n'


def test_second_opinion_says_where_they_differ_and_shows_it(office):
    needs.program("soffice", "libreoffice-writer-nogui")
    result = office.ok("preview", "alliance", "--channel", "post", "--compare")
    assert "2 pages, the same words in the same lines." in result.talk
    assert (office.folder / result.data.strip()).read_bytes().startswith(b"\x89PNG")


def test_proof_is_of_one_typesetter(office):
    needs.program("soffice", "libreoffice-writer-nogui")
    office.ok("send", "--dry-run")
    office.write("lettergen.toml", (office.folder / "lettergen.toml").read_text() + LIBREOFFICE)
    assert "typesetter" in office.run("send", "--yes").talk
