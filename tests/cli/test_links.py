import pytest

from lettergen.cli.links import real_hosts


@pytest.mark.parametrize(
    "text",
    [
        "See https://alliance.example/a?b=c and www.alliance.example.",
        "Write to jo@party.example!",
        "No link.",
    ],
)
def test_plain_hosts_stay_as_they_are(text):
    assert real_hosts(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://аlliance.example/pay", "https://аlliance.example [xn--lliance-1fg.example]/pay"),
        ("Write to jo@pаrty.example.", "Write to jo@pаrty.example [xn--prty-53d.example]."),
    ],
)
def test_hosts_of_other_letters_show_what_they_are(text, shown):
    assert real_hosts(text) == shown


def test_host_that_can_be_none_is_shown_by_its_letters():
    assert "\\u0430" in real_hosts(f"https://{'а' * 90}.example/")
