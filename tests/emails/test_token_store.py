"""Where tokens are kept, with and without a keyring."""

import stat

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.null import Keyring as ForgetfulKeyring

from lettergen.emails.oauth import Token, TokenStore
from lettergen.errors import ServerError
from tests.servers.file_keyring import FileKeyring

KEY = "office@office.test at auth.example for app"
TOKEN = Token("access" * 500, 2_000_000_000.0, "refresh" * 500, "secret")


@pytest.fixture
def use_keyring():
    """Chooses this process's keyring; the one before is put back."""
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


@pytest.fixture
def store(tmp_path, use_keyring):
    use_keyring(NoKeyring())
    return TokenStore(tmp_path / "tokens")


def file_of(tmp_path):
    (found,) = (tmp_path / "tokens").glob("*.json")
    return found


def test_file_is_ours_alone_from_the_first_byte(store, tmp_path):
    store.save(KEY, TOKEN)
    kept = store.load(KEY)
    assert kept is not None
    assert (kept.token, kept.where) == (TOKEN, str(file_of(tmp_path)))
    assert stat.S_IMODE(file_of(tmp_path).stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "tokens").iterdir()] == [file_of(tmp_path).name]


def test_keyring_that_keeps_nothing_is_found_out(store, tmp_path, use_keyring):
    use_keyring(ForgetfulKeyring())
    assert store.save(KEY, TOKEN).where == str(file_of(tmp_path))


def test_keyring_takes_over_from_the_file(store, tmp_path, use_keyring):
    store.save(KEY, TOKEN)
    use_keyring(FileKeyring(tmp_path / "keyring.json"))
    assert store.save(KEY, TOKEN).where == "the keyring"
    assert not list((tmp_path / "tokens").glob("*.json"))
    kept = store.load(KEY)
    assert kept is not None
    assert kept.token == TOKEN


def test_newer_token_counts_when_the_keyring_was_away(store, tmp_path, use_keyring):
    at_hand = FileKeyring(tmp_path / "keyring.json")
    use_keyring(at_hand)
    store.save(KEY, Token("old", 1_000.0))
    use_keyring(NoKeyring())
    store.save(KEY, Token("new", 2_000.0))
    use_keyring(at_hand)
    kept = store.load(KEY)
    assert kept is not None
    assert kept.token.access == "new"


def test_accounts_are_kept_apart(store):
    store.save(KEY, TOKEN)
    assert store.load(KEY.replace("office@", "other@")) is None


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602])
def test_file_open_to_others_is_refused(store, tmp_path, mode):
    store.save(KEY, TOKEN)
    file_of(tmp_path).chmod(mode)
    with pytest.raises(ServerError, match="lettergen login"):
        store.load(KEY)


def test_link_is_not_followed(store, tmp_path):
    store.save(KEY, TOKEN)
    file = file_of(tmp_path)
    elsewhere = tmp_path / "elsewhere"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    with pytest.raises(ServerError, match="cannot be read"):
        store.load(KEY)


@pytest.mark.parametrize("text", ["", "{", "[]", "17", '{"access": "a"}', '{"other": 1}'])
def test_spoilt_file_counts_as_none(store, tmp_path, text):
    store.save(KEY, TOKEN)
    file_of(tmp_path).write_text(text)
    assert store.load(KEY) is None


def test_secrets_do_not_show_in_messages():
    assert "access" not in repr(TOKEN).replace("access=", "")
    assert "refresh" not in repr(TOKEN)
    assert "secret" not in repr(TOKEN)
