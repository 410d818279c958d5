"""Which column is which."""

from pathlib import Path

import pytest

from lettergen.recipients.columns import KNOWN, column_faults, sort_columns


def faults(*header):
    columns = sort_columns(header, KNOWN)
    return [str(fault) for fault in column_faults(Path("r.csv"), columns, KNOWN, ("key", "name"))]


def test_capitals_and_gaps_do_not_matter():
    columns = sort_columns(["Key", "NAME", "Address 2", "address-1", "Party"], KNOWN)
    assert columns.known == {"key": 0, "name": 1}
    assert columns.address_lines == (3, 2)
    assert columns.extra == {"Party": 4}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("e-mail", "email"),
        ("Email address", "email"),
        ("Post Code", "postcode"),
        ("salutaion", "salutation"),
        ("organization", "organisation"),
        ("ZIP", "postcode"),
        ("adress", "address"),
    ],
)
def test_misspelt_column_is_told_with_what_it_may_mean(written, meant):
    (fault,) = faults("key", "name", written)
    assert f"There is no column `{written}` in lettergen's list. Did you mean `{meant}`?" in fault


@pytest.mark.parametrize("own", ["party", "county", "constituency", "roles", "note", "email_note"])
def test_columns_of_ones_own_are_no_slips(own):
    assert faults("key", "name", "address_1", own) == []


def test_column_that_is_there_is_not_missed():
    assert faults("key", "name", "email", "e-mail 2", "town", "city", "zip", "postcode") == []


def test_required_columns_are_told():
    told = faults("email", "id")
    assert "row 1: There is no column `id` in lettergen's list. Did you mean `key`?" in told[0]
    assert "row 1: There is no column `name`." in told[1]
