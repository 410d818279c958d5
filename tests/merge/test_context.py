"""What templates can ask for."""

import dataclasses

import pytest

from lettergen.merge import field_names
from lettergen.merge.context import LETTER_FIELDS, RECIPIENT_FIELDS, SENDER_FIELDS, field_name, known_names
from lettergen.model.sendings import Channel


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("party", "party"),
        ("Home town", "Home_town"),
        ("2nd name", "_2nd_name"),
        ("Größe (cm)", "Größe_cm"),
        ("?", "_"),
    ],
)
def test_column_has_a_name_that_templates_can_spell(column, name):
    assert field_name(column) == name


def test_own_columns_stand_by_themselves_and_with_the_recipient(make_values):
    values = make_values()
    assert values["Home_town"] == "Leeds"
    assert values["recipient"].Home_town == "Leeds"


def test_empty_cell_takes_the_default(make_values, recipient, settings):
    assert make_values(dataclasses.replace(recipient, extra={"closing": ""}))["closing"] == "Yours sincerely"
    assert make_values(dataclasses.replace(recipient, extra={"closing": "Yours"}))["closing"] == "Yours"
    assert field_names([recipient], settings) == {"party", "Home_town", "closing"}
    assert field_names([], settings) == {"closing"}


def test_column_cannot_take_the_place_of_lettergens_own(make_values, recipient):
    values = make_values(dataclasses.replace(recipient, extra={"letter": "x", "sender": "y"}))
    assert values["letter"].reference == "AP19-7F3K"
    assert values["recipient"].letter == "x"


def test_salutation_falls_back_to_the_name(make_values, recipient):
    assert make_values()["recipient"].salutation == "Dear Jo Example"
    greeted = dataclasses.replace(recipient, salutation="Dear Jo")
    assert make_values(greeted)["recipient"].salutation == "Dear Jo"


def test_letter_tells_channel_and_language(make_values, recipient):
    letter = make_values(dataclasses.replace(recipient, language="cy"), Channel.POST)["letter"]
    assert (letter.channel, letter.language, str(letter.date)) == ("post", "cy", "12 Tachwedd 2019")
    assert str(letter) == "AP19-7F3K"


def test_every_promised_field_is_there(make_values):
    values = make_values()
    for name, fields in (
        ("recipient", RECIPIENT_FIELDS),
        ("letter", LETTER_FIELDS),
        ("sender", SENDER_FIELDS),
    ):
        assert all(hasattr(values[name], field) for field in fields)
    assert known_names(["party"]) >= {"party", "recipient.party", "sender.website", "signatories", "range"}


def test_recipient_without_address_has_a_block_of_name_and_office(make_values, recipient):
    values = make_values(dataclasses.replace(recipient, address=None))
    assert values["recipient"].address_lines == ("Jo Example", "Leader", "Example Party")
    assert values["recipient"].postcode == ""
