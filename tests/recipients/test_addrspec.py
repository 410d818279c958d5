"""E-mail addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lettergen.recipients.addrspec import AddressSyntaxError, parse_address, split_addresses


@pytest.mark.parametrize(
    ("written", "parsed"),
    [
        ("Jo@EXAMPLE.example", "Jo@example.example"),
        ("  jo@x.example\xa0", "jo@x.example"),
        ("o'neil+a.b@sub.x.example", "o'neil+a.b@sub.x.example"),
        ("si\u0061\u0302n@x.example", "siân@x.example"),
        ("jo@bücher.example", "jo@bücher.example"),
        ("jo@rehearsal.test", "jo@rehearsal.test"),
    ],
)
def test_address_is_taken_in_its_normal_form(written, parsed):
    assert parse_address(written) == parsed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "jo",
        "@x.example",
        "jo@",
        "jo@x",
        "jo@localhost",
        "jo@x.invalid",
        "jo smith@x.example",
        '"jo smith"@x.example',
        "Jo <jo@x.example>",
        "jo@[127.0.0.1]",
        "jo@x.example, bo@x.example",
        "jo..smith@x.example",
        "jo@x..example",
        "j" * 65 + "@x.example",
        "jo@" + "x" * 250 + ".example",
        "jo@x.example\r\nBcc: all@x.example",
        "jo@x.example\nBcc: all@x.example",
        "jo\0@x.example",
        "jo\u2028@x.example",
        "\u202ejo@x.example",
    ],
)
def test_what_is_no_address_says_why(text):
    with pytest.raises(AddressSyntaxError) as caught:
        parse_address(text)
    assert str(caught.value).endswith(".")


def test_several_addresses_stand_apart_by_comma_or_semicolon():
    assert split_addresses(" a@x.example; b@x.example,,c@x.example ;") == [
        "a@x.example",
        "b@x.example",
        "c@x.example",
    ]


@given(st.one_of(st.text(), st.emails(), st.builds(str.__add__, st.text(), st.just("@x.example"))))
def test_no_address_holds_what_would_end_a_header_line(text):
    try:
        address = parse_address(text)
    except AddressSyntaxError:
        return
    assert address.isprintable()
    assert " " not in address
    assert parse_address(address) == address
