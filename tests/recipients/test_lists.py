"""Whole files in, recipients or all faults out."""

from datetime import date
from pathlib import Path

import pytest

from lettergen.errors import FaultyInputError, InputError
from lettergen.model.people import PostalAddress, Signatory
from lettergen.model.sendings import Channel
from lettergen.recipients import read_recipients, read_signatories, recipients_again

HEADER = "key,name,email,address_1,address_2,town,postcode,channels,party"


def write(tmp_path: Path, text: str, *, name: str = "recipients.csv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def faults_of(path: Path) -> list[str]:
    with pytest.raises(FaultyInputError) as caught:
        read_recipients(path)
    return [str(fault).removeprefix(f"{path}, ") for fault in caught.value.faults]


def test_row_becomes_a_recipient_with_all_it_says(tmp_path):
    path = write(
        tmp_path,
        f"{HEADER}\nj,Jo  Example,Jo@EXAMPLE.example,1 High St,Flat 2,London,se115dp,email+post,Party\n",
    )
    (recipient,) = read_recipients(path)
    assert recipient.key == "j"
    assert recipient.row == 2
    assert recipient.name == "Jo Example"
    assert recipient.email == "Jo@example.example"
    assert recipient.channels == {Channel.EMAIL, Channel.POST}
    assert recipient.address == PostalAddress(("1 High St", "Flat 2", "London"), "SE11 5DP")
    assert recipient.extra == {"party": "Party"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_separator_are_found_out(tmp_path, encoding, delimiter):
    text = "key,name,email,party\na,Siân Façade,a@x.example,Plaid “Éire”\n".replace(",", delimiter)
    (recipient,) = read_recipients(write(tmp_path, text, encoding=encoding))
    assert (recipient.name, recipient.extra["party"]) == ("Siân Façade", "Plaid “Éire”")


def test_all_faults_of_all_rows_come_at_once_with_row_and_column(tmp_path):
    path = write(
        tmp_path,
        f"{HEADER}\n"
        ",No Key,a@x.example,,,,,email,\n"
        "b,,not an address,,,,,email,\n"
        "b,Bea,b@x.example,,,,,pigeon,\n"
        "d,Dee,A@x.example,,,,,email,\n"
        'e,Eve,"e@x.example\r\nBcc: z@x.example",,,,,email,\n'
        "f,Fay,,,,,,email,\n"
        "g,Gus,,1 High St,,,SE11 5DP,post,\n"
        "h,Hal,,1 High St,,London,SE11,post,\n",
    )
    assert [fault.split(": ")[0] for fault in faults_of(path)] == [
        "row 2, column key",
        "row 3, column email",
        "row 3, column name",
        "row 4, column channels",
        "row 4, column key",
        "row 5, column email",
        "row 6, column email",
        "row 7, column email",
        "row 8, column address",
        "row 9, column postcode",
    ]


def test_fault_names_the_earlier_row_of_a_repeated_address(tmp_path):
    path = write(tmp_path, "key,name,email\na,A,x@y.example\nb,B,X@Y.example\n")
    (fault,) = faults_of(path)
    assert fault.startswith("row 3, column email: `X@y.example` is the address of row 2 too.")


def test_empty_file_and_bare_header_are_told_apart(tmp_path):
    with pytest.raises(InputError, match="is empty"):
        read_recipients(write(tmp_path, "\n \n"))
    with pytest.raises(InputError, match="nobody stands below"):
        read_recipients(write(tmp_path, "key,name,email\n"))


def test_signatories_keep_their_order_and_date(tmp_path):
    path = write(tmp_path, "name,role,organisation,agreed_on\nB,Director,One,2019-11-01\nA,,Two,\n")
    assert read_signatories(path) == [
        Signatory("B", "Director", "One", date(2019, 11, 1)),
        Signatory("A", "", "Two"),
    ]


def test_some_rows_are_given_again_with_further_columns(tmp_path):
    text = 'Key;Name;address;phone;first_date\nann;"Ána; the first";"1 Lane\nYORK";+44 1;old\nbob;Bob;;;\n'
    path = write(tmp_path, text, encoding="cp1252")
    again = recipients_again(path, {"ann": {"first_reference": "AP19-7F3K", "first_date": "2019-11-12"}})
    assert again.decode("utf-8-sig").split("\r\n") == [
        "Key,Name,address,phone,first_reference,first_date",
        'ann,Ána; the first,"1 Lane\nYORK",+44 1,AP19-7F3K,2019-11-12',
        "",
    ]
