"""A keyring for tests: a file, with no entry over 1,280 characters. That is as much as Windows takes."""

import json
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError, PasswordSetError


class FileKeyring(KeyringBackend):
    """Keeps its entries in a JSON file."""

    # Never chosen by itself.
    priority = -1

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def _entries(self) -> dict[str, str]:
        return json.loads(self._path.read_text()) if self._path.exists() else {}

    def get_password(self, service: str, username: str) -> str | None:
        return self._entries().get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        if len(password) > 1280:
            raise PasswordSetError("The stub received bad data")
        self._path.write_text(json.dumps(self._entries() | {f"{service}/{username}": password}))

    def delete_password(self, service: str, username: str) -> None:
        entries = self._entries()
        if entries.pop(f"{service}/{username}", None) is None:
            raise PasswordDeleteError("not found")
        self._path.write_text(json.dumps(entries))
