"""Postal addresses."""

import pytest

from lettergen.model.people import PostalAddress, Recipient
from lettergen.recipients.addresses import (
    UnknownCountryError,
    country_code,
    lay_out,
    normal_uk_postcode,
    take_uk_postcode,
)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("SE11 5DP", "SE11 5DP"),
        ("se115dp", "SE11 5DP"),
        (" sw1a  0aa ", "SW1A 0AA"),
        ("m1 1ae", "M1 1AE"),
        ("B33 8TH", "B33 8TH"),
        ("W1A 0AX", "W1A 0AX"),
        ("EC1A1BB", "EC1A 1BB"),
        ("gir0aa", "GIR 0AA"),
        ("BT7 1HE", "BT7 1HE"),
    ],
)
def test_uk_postcode_gets_its_blank_and_capitals(written, normal):
    assert normal_uk_postcode(written) == normal


@pytest.mark.parametrize(
    "text", ["", "SE11", "5DP", "SE11 5D", "QE11 5DP", "SE11 5CP", "S E115DP", "12345", "SE11 5DPX"]
)
def test_what_is_no_uk_postcode_is_none(text):
    assert normal_uk_postcode(text) is None


@pytest.mark.parametrize(
    ("lines", "rest", "code"),
    [
        (["1 High St", "London SE11 5DP"], ["1 High St", "London"], "SE11 5DP"),
        (["1 High St", "London", "SE11 5DP"], ["1 High St", "London"], "SE11 5DP"),
        (["1 High St", "London, se115dp"], ["1 High St", "London"], "se115dp"),
        (["1 High St", "London"], ["1 High St", "London"], ""),
        ([], [], ""),
    ],
)
def test_postcode_at_the_end_of_an_address_is_found(lines, rest, code):
    assert take_uk_postcode(lines) == (rest, code)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "GB"),
        ("UK", "GB"),
        ("gb", "GB"),
        ("Scotland", "GB"),
        ("United Kingdom", "GB"),
        ("fr", "FR"),
        ("France", "FR"),
        ("Ruritania", None),
    ],
)
def test_country_is_known_by_code_and_name(written, code):
    assert country_code(written, "GB") == code


def test_two_letters_that_are_no_country_are_told():
    with pytest.raises(UnknownCountryError):
        country_code("XX", "GB")


@pytest.mark.parametrize(
    ("country", "postcode", "town", "printed"),
    [
        ("", "se115dp", "London", ("1 Lane", "London", "SE11 5DP")),
        ("France", "75001", "Paris", ("1 Lane", "75001 Paris", "FRANCE")),
        ("DE", "10117", "Berlin", ("1 Lane", "10117 Berlin", "GERMANY")),
        ("US", "20500", "Washington DC", ("1 Lane", "Washington DC 20500", "UNITED STATES")),
        ("Ireland", "D01 XA36", "Dublin 1", ("1 Lane", "Dublin 1", "D01 XA36", "IRELAND")),
        ("Ruritania", "77", "Strelsau", ("1 Lane", "Strelsau", "77", "RURITANIA")),
        ("France", "", "Paris", ("1 Lane", "Paris", "FRANCE")),
    ],
)
def test_lines_stand_in_the_countrys_order(country, postcode, town, printed):
    assert lay_out(["1 Lane"], town, postcode, country, "GB").printed == printed


def test_home_country_is_not_printed():
    assert lay_out(["Weg 1"], "Berlin", "10117", "Germany", "DE").printed == ("Weg 1", "10117 Berlin")
    assert lay_out(["1 Lane"], "London", "se115dp", "", "DE").printed[-1] == "se115dp London"
    assert lay_out(["1 Lane"], "London", "se115dp", "UK", "DE").printed == (
        "1 Lane",
        "London",
        "SE11 5DP",
        "UNITED KINGDOM",
    )


def test_town_that_stands_in_the_address_already_is_not_repeated():
    assert lay_out(["1 Lane", "London"], "london", "", "", "GB").lines == ("1 Lane", "london")


def test_block_names_an_organisation_once():
    address = PostalAddress(("1 Lane", "London"), "SE11 5DP")
    office = Recipient("k", "Example Party", frozenset(), organisation="Example Party", address=address)
    assert office.address_block == ("Example Party", "1 Lane", "London", "SE11 5DP")
