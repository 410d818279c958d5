"""Where tokens are kept: in the computer's keyring, or else in a file that only its owner can read."""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import keyring
import platformdirs
from filelock import FileLock, Timeout
from keyring.errors import KeyringError

from lettergen.emails.oauth.token import Token, parse_token
from lettergen.emails.private import NotPrivateError, read_private, write_private
from lettergen.errors import ServerAwayError, ServerError

_SERVICE = "lettergen-oauth"
#: Characters of one entry. Windows takes 2,560 bytes of UTF-16, and tokens are longer.
_PIECE = 1_000
#: Seconds to wait for another process that is renewing the same token.
_PATIENCE = 120.0
_KEYRING = "the keyring"
# Some keyrings raise errors of their own kind: of the bus, of Windows, of a helper program.
_KEYRING_TROUBLE = (KeyringError, OSError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Kept:
    """A token and where it is kept, in words."""

    token: Token
    where: str


class TokenStore:
    """Keeps tokens by account; `key` says whose, at which server, for which app."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take the folder for tokens that no keyring keeps; None for the user's own place for data."""
        self._folder = folder or platformdirs.user_data_path("lettergen", appauthor=False) / "tokens"

    def load(self, key: str) -> Kept | None:
        """Give the token kept for an account, or None.

        Where both have one, the keyring was away when one of them was kept: the newer counts.

        Raises:
            ServerError: If others could have read the file, or we cannot.
        """
        path = self._path(key)
        found = ((_from_keyring(key), _KEYRING), (_from_file(path), str(path)))
        kept = []
        for text, where in found:
            with contextlib.suppress(ValueError):
                kept += [Kept(parse_token(text), where)] if text else []
        return max(kept, key=lambda one: one.token.expires_at or 0.0, default=None)

    def save(self, key: str, token: Token) -> Kept:
        """Keep a token; gives where.

        Raises:
            ServerError: If it can be kept nowhere.
        """
        path = self._path(key)
        if _into_keyring(key, token.as_json()):
            path.unlink(missing_ok=True)
            return Kept(token, _KEYRING)
        try:
            write_private(path, token.as_json().encode())
        except OSError as error:
            raise ServerError(f"{path}: the access token cannot be kept: {error.strerror}.") from error
        return Kept(token, str(path))

    def remove(self, key: str) -> None:
        """Forget an account's token."""
        _out_of_keyring(key)
        self._path(key).unlink(missing_ok=True)

    @contextlib.contextmanager
    def locked(self, key: str) -> Iterator[None]:
        """Keep other processes from renewing the same token meanwhile.

        Raises:
            ServerAwayError: If one of them takes too long.
        """
        path = self._path(key).with_suffix(".lock")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with FileLock(path, timeout=_PATIENCE, mode=0o600):
                yield
        except Timeout as error:
            raise ServerAwayError(
                f"{path}: another lettergen has been renewing the access token for {_PATIENCE:.0f} seconds."
            ) from error
        except PermissionError as error:
            raise ServerError(f"{path}: cannot be written: {error.strerror}.") from error

    def _path(self, key: str) -> Path:
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.json"


def _from_keyring(key: str) -> str | None:
    """Give an account's entry, put together from its pieces; None if the keyring is away."""
    try:
        first = keyring.get_password(_SERVICE, key)
        number, colon, text = (first or "").partition(":")
        if not colon or not number.isdecimal():
            return None
        rest = [keyring.get_password(_SERVICE, _piece(key, one)) or "" for one in range(1, int(number))]
    except _KEYRING_TROUBLE:
        return None
    return "".join([text, *rest])


def _into_keyring(key: str, text: str) -> bool:
    """Keep a text in the keyring; false if there is none, or one that keeps nothing."""
    pieces = [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
    try:
        for number, piece in enumerate(pieces[1:], start=1):
            keyring.set_password(_SERVICE, _piece(key, number), piece)
        keyring.set_password(_SERVICE, key, f"{len(pieces)}:{pieces[0]}")
    except _KEYRING_TROUBLE:
        return False
    return _from_keyring(key) == text


def _out_of_keyring(key: str) -> None:
    with contextlib.suppress(*_KEYRING_TROUBLE):
        number = (keyring.get_password(_SERVICE, key) or "").partition(":")[0]
        keyring.delete_password(_SERVICE, key)
        for one in range(1, int(number) if number.isdecimal() else 1):
            keyring.delete_password(_SERVICE, _piece(key, one))


def _piece(key: str, number: int) -> str:
    return f"{key} ({number})"


def _from_file(path: Path) -> str | None:
    """Give a file's text; None if there is none.

    Raises:
        ServerError: If it is not ours alone.
    """
    try:
        return read_private(path).decode("utf-8", "replace")
    except FileNotFoundError:
        return None
    except NotPrivateError:
        raise ServerError(
            f"{path}: others can read or change this file, so the access token in it is not used. "
            "Sign in anew with `lettergen login`, which replaces it."
        ) from None
    except OSError as error:
        raise ServerError(f"{path}: the access token cannot be read: {error.strerror}.") from error
