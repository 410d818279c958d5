from datetime import date
from pathlib import Path

import pytest

from lettergen.errors import FaultyInputError, InputError
from lettergen.settings import read_settings, tables


def write(folder: Path, text: str) -> Path:
    (folder / "lettergen.toml").write_text(text, encoding="utf-8")
    return folder


def faults_of(folder: Path, environment=None) -> list[str]:
    with pytest.raises(FaultyInputError) as raised:
        read_settings(folder, environment or {})
    return [str(fault).replace(str(folder), "DIR") for fault in raised.value.faults]


def test_values_are_read_with_their_types(tmp_path):
    text = '[campaign]\ndate = 2019-11-12\noutcomes = ["yes", "no"]\n[smtp]\nport = 2525\ntimeout = 5\n'
    settings = read_settings(write(tmp_path, text), {})
    assert settings.campaign.date == date(2019, 11, 12)
    assert settings.campaign.outcomes == ("yes", "no")
    assert (settings.smtp.port, settings.smtp.timeout) == (2525, 5.0)


def test_file_with_byte_order_mark_is_read(tmp_path):
    (tmp_path / "lettergen.toml").write_bytes(b'\xef\xbb\xbf[sender]\nname = "Ana"\n')
    assert read_settings(tmp_path, {}).sender.name == "Ana"


def test_misspelt_key_suggests_the_right_one(tmp_path):
    assert faults_of(write(tmp_path, '[smtp]\nhots = "mail.example"\n')) == [
        "DIR/lettergen.toml, [smtp] hots: `hots` is no setting. Did you mean `host`?"
    ]


def test_misspelt_table_suggests_the_right_one(tmp_path):
    assert "Did you mean `campaign`?" in faults_of(write(tmp_path, "[campain]\n"))[0]


def test_all_faults_are_reported_at_once(tmp_path):
    text = '[smtp]\nport = "25"\nsecurity = "startls"\n[imap]\nfolders = "INBOX"\n[campaign]\ndate = 5\n'
    faults = faults_of(write(tmp_path, text))
    assert len(faults) == 4
    assert any("Did you mean `starttls`?" in fault for fault in faults)


def test_true_is_no_number(tmp_path):
    assert "must be a whole number, not `True`" in faults_of(write(tmp_path, "[smtp]\nport = true\n"))[0]


def test_secret_in_the_file_is_refused_and_the_variable_named(tmp_path):
    fault = faults_of(write(tmp_path, '[smtp]\npassword = "hunter2"\n'))[0]
    assert "LETTERGEN_SMTP_PASSWORD" in fault
    assert "hunter2" not in fault


def test_environment_wins_over_the_file(tmp_path):
    environment = {
        "LETTERGEN_SMTP_HOST": "b.example",
        "LETTERGEN_SMTP_PORT": "26",
        "LETTERGEN_IMAP_FOLDERS": "A, B",
    }
    settings = read_settings(write(tmp_path, '[smtp]\nhost = "a.example"\n'), environment)
    assert (settings.smtp.host, settings.smtp.port) == ("b.example", 26)
    assert settings.imap.folders == ("A", "B")


def test_wrong_type_in_the_environment_names_the_variable(tmp_path):
    assert "LETTERGEN_SMTP_PORT" in faults_of(write(tmp_path, ""), {"LETTERGEN_SMTP_PORT": "many"})[0]


def test_fields_are_texts(tmp_path):
    assert "[fields] year" in faults_of(write(tmp_path, "[fields]\nyear = 2019\n"))[0]
    assert read_settings(write(tmp_path, '[fields]\nyear = "2019"\n'), {}).fields == {"year": "2019"}


@pytest.mark.parametrize("content", [b"[smtp\n", b"\xff\xfe[\x00s\x00", b"a = 1\na = 2\n"])
def test_file_that_is_no_toml_is_an_input_error(tmp_path, content):
    (tmp_path / "lettergen.toml").write_bytes(content)
    with pytest.raises(InputError, match=r"lettergen\.toml"):
        read_settings(tmp_path, {})


def test_folder_without_settings_says_how_to_begin(tmp_path):
    with pytest.raises(InputError, match="lettergen init DIR"):
        read_settings(tmp_path, {})


def test_every_setting_has_a_sentence_of_help():
    for class_ in tables().values():
        for field in class_.__dataclass_fields__.values():
            assert field.metadata["help"].endswith("."), field.name


def test_further_mailboxes_are_read_by_name(tmp_path):
    text = (
        '[imap]\nhost = "a.example"\nfolders = ["INBOX", "Answers"]\n'
        '[imap.elections]\nhost = "b.example"\nuser = "elections@b.example"\nport = 1993\n'
        '[imap.press-office]\nprovider = "google"\nuser = "press@c.example"\n'
    )
    environment = {
        "LETTERGEN_IMAP_PASSWORD": "one",
        "LETTERGEN_IMAP_ELECTIONS_PASSWORD": "two",
        "LETTERGEN_IMAP_PRESS_OFFICE_PASSWORD": "three",
        "LETTERGEN_IMAP_PRESS_OFFICE_FOLDERS": "A, B",
    }
    settings = read_settings(write(tmp_path, text), environment)
    assert (settings.imap.host, settings.imap.password) == ("a.example", "one")
    further = settings.further_mailboxes
    assert list(further) == ["elections", "press-office"]
    assert (further["elections"].port, further["elections"].password) == (1993, "two")
    assert (further["press-office"].folders, further["press-office"].password) == (("A", "B"), "three")


def test_misspelt_key_of_a_further_mailbox_suggests_the_right_one(tmp_path):
    text = '[imap.x]\nhots = "b.example"\nhost = "c"\nuser = "u"\n'
    assert faults_of(write(tmp_path, text)) == [
        "DIR/lettergen.toml, [imap.x] hots: `hots` is no setting. Did you mean `host`?"
    ]
    assert "Did you mean `folders`?" in faults_of(write(tmp_path, '[imap]\nfolder = ["A"]\n'))[0]


def test_further_mailbox_needs_a_server_and_a_user_of_its_own(tmp_path):
    faults = faults_of(write(tmp_path, "[imap.x]\n"))
    assert len(faults) == 2
    text = '[imap]\nhost = "a"\nuser = "me"\n[imap.x]\nhost = "a"\nuser = "me"\n'
    assert "Name all folders of one account in one table" in faults_of(write(tmp_path, text))[0]


def test_secret_of_a_further_mailbox_names_its_own_variable(tmp_path):
    text = '[imap.x]\nhost = "a"\nuser = "me"\npassword = "hunter2"\n'
    assert "Set LETTERGEN_IMAP_X_PASSWORD" in faults_of(write(tmp_path, text))[0]


def test_name_of_a_further_mailbox_must_fit_a_variable(tmp_path):
    text = '[imap."Büro 1"]\nhost = "a"\nuser = "me"\n'
    assert "letters, digits and hyphens" in faults_of(write(tmp_path, text))[0]
