"""Which links a letter may carry."""

import pytest

from lettergen.typeset.read.links import safe_link


@pytest.mark.parametrize(
    "target",
    [
        "http://a.example",
        "HTTPS://a.example",
        "mailto:a@b.example",
        "tel:+44",
        "#place",
        " https://a.example ",
    ],
)
def test_harmless_links_pass(target):
    assert safe_link(target) == target.strip()


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "#",
        "a.docx",
        "file:///x",
        "javascript:x",
        "data:text/html,x",
        "http://[x",
        "https://a\n.example",
    ],
)
def test_other_links_do_not(target):
    assert safe_link(target) is None


def test_endless_link_does_not_pass():
    assert safe_link("https://a.example/" + "x" * 3000) is None
