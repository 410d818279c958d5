"""Rows to people."""

from pathlib import Path

import pytest

from lettergen.errors import FaultyInputError
from lettergen.model.people import PostalAddress
from lettergen.model.sendings import Channel
from lettergen.recipients import read_recipients, read_signatories


@pytest.fixture
def read(tmp_path):
    """Read one row of the given columns."""

    def read(home="GB", /, **cells: str):
        cells = {"key": "a", "name": "A", "email": "a@x.example"} | cells
        path = tmp_path / "recipients.csv"
        quoted = ['"' + cell.replace('"', '""') + '"' for cell in cells.values()]
        path.write_text(f"{','.join(cells)}\n{','.join(quoted)}\n", encoding="utf-8")
        (recipient,) = read_recipients(Path(path), country=home)
        return recipient

    return read


@pytest.fixture
def told(read):
    """Give the one fault of a row, without the file."""

    def told(**cells: str) -> str:
        with pytest.raises(FaultyInputError) as caught:
            read(**cells)
        (fault,) = caught.value.faults
        return f"{fault.column}: {fault.what} {fault.remedy}"

    return told


@pytest.mark.parametrize(
    ("written", "channels"),
    [
        ("email", {Channel.EMAIL}),
        ("Post", {Channel.POST}),
        ("email,post", set(Channel)),
        ("email + post", set(Channel)),
        ("post; email", set(Channel)),
        ("email and post", set(Channel)),
        ("email/post", set(Channel)),
    ],
)
def test_channels_are_read_however_they_are_joined(read, written, channels):
    assert read(channels=written, address="1 Lane\nLondon\nSE11 5DP").channels == channels


def test_list_without_channels_goes_by_email_where_it_can(read):
    assert read().channels == {Channel.EMAIL}
    assert read(email="", address="1 Lane\nLondon SE11 5DP").channels == {Channel.POST}


def test_row_without_channel_or_any_way_to_send_is_told(told):
    assert told(channels="").startswith("channels: names no channel.")
    assert told(channels="fax").startswith("channels: `fax` is not a channel.")
    assert told(email="").startswith("email: is empty, but the letter goes by email.")


@pytest.mark.parametrize(
    ("cells", "address"),
    [
        ({"address": "1 Lane\r\nLondon\nSE11 5DP"}, PostalAddress(("1 Lane", "London"), "SE11 5DP")),
        ({"address": "1 Lane\n\n London  SE115DP "}, PostalAddress(("1 Lane", "London"), "SE11 5DP")),
        ({"address_2": "Flat 2", "address_1": "1 Lane"}, PostalAddress(("1 Lane", "Flat 2"))),
        (
            {"address_1": "1 Lane", "town": "Cork", "country": "IE"},
            PostalAddress(("1 Lane", "Cork"), "", "Ireland"),
        ),
        ({"town": "London", "postcode": "SE11 5DP"}, PostalAddress(("London",), "SE11 5DP")),
        ({}, None),
    ],
)
def test_address_is_read_from_one_column_or_several(read, cells, address):
    assert read(**cells).address == address


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({}, "address: The postal address lacks a street and a town and a postcode"),
        ({"address": "1 Lane"}, "address: The postal address lacks a street or a town and a postcode"),
        ({"address": "1 Lane\nLondon"}, "postcode: The postal address lacks a postcode"),
        ({"address": "1 Lane", "country": "France"}, "address: The postal address lacks a street or a town,"),
    ],
)
def test_post_needs_a_full_address(told, cells, fault):
    assert told(channels="post", **cells).startswith(fault)


def test_post_abroad_needs_no_postcode(read):
    assert read(channels="post", address="1 Lane\nDoha", country="Qatar").address.country == "Qatar"
    assert read("DE", channels="post", address="Weg 1\nBerlin").address.printed == ("Weg 1", "Berlin")


def test_wrong_postcode_and_country_are_told(told):
    assert told(postcode="SE11", address="1 Lane").startswith("postcode: `SE11` is not a UK postcode.")
    assert told(country="XX", address="1 Lane").startswith("country: `XX` is not a country's code.")


def test_copies_are_read_one_by_one(read, told):
    assert read(cc="b@x.example; c@X.example, b@x.example").cc == ("b@x.example", "c@x.example")
    assert told(cc="b@x.example; nobody").startswith("cc: `nobody` is not an email address.")
    assert told(cc="A@x.example").startswith("cc: `A@x.example` is the recipient's own address.")


def test_language_is_a_known_tag(read, told):
    assert read(language="cy").language == "cy"
    assert read(language="en-GB").language == "en-GB"
    assert told(language="tlh-KX").startswith("language: `tlh-KX` is not a language tag.")
    assert told(language="!").startswith("language: `!` is not a language tag.")


def test_key_and_name_must_be_there(told):
    assert told(key="").startswith("key: is empty.")
    assert told(name="").startswith("name: is empty.")


def test_keys_that_differ_in_capitals_alone_are_one_key(tmp_path):
    path = tmp_path / "recipients.csv"
    path.write_text("key,name,email\na,A,a@x.example\nA,B,b@x.example\n")
    with pytest.raises(FaultyInputError, match="row 3, column key: `A` is the key of row 2 too"):
        read_recipients(path)


def test_control_characters_in_a_message_are_shown_not_sent(told):
    assert r"`x\u202e` is not a language tag" in told(language="x\u202e")


def test_signatories_faults_come_at_once(tmp_path):
    path = tmp_path / "signatories.csv"
    path.write_text("name,role,organisation,agreed_on\n,Director,One,soon\nA,,,\n")
    with pytest.raises(FaultyInputError) as caught:
        read_signatories(path)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [(2, "name"), (2, "agreed_on")]


def test_nobody_need_sign(tmp_path):
    path = tmp_path / "signatories.csv"
    path.write_text("name,role,organisation,agreed_on\n")
    assert read_signatories(path) == []
