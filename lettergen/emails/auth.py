"""Who signs in, and with what: passwords from the environment or the keyring."""

from dataclasses import dataclass

import keyring
from keyring.errors import KeyringError

from lettergen.errors import ServerError
from lettergen.settings import Settings, variable_name


@dataclass(frozen=True, slots=True)
class PasswordSignIn:
    """Signs in with a password; `table` is the settings' table it belongs to, such as ``imap.office``."""

    user: str
    table: str
    given: str = ""

    def password(self) -> str:
        """Give the password from the environment, else from the computer's keyring.

        Raises:
            ServerError: If neither has one.
        """
        found = self.given or self._from_keyring()
        if not found:
            raise ServerError(
                f"There is no password for {self.user}. Set {variable_name(self.table, 'password')}, "
                f"or keep it in the keyring: keyring set {self._keyring_name} {self.user}"
            )
        return found

    def token(self, refused: str = "") -> None:
        """Give None: there is a password instead."""

    @property
    def _keyring_name(self) -> str:
        return f"lettergen-{self.table.replace('.', '-')}"

    def _from_keyring(self) -> str | None:
        try:
            return keyring.get_password(self._keyring_name, self.user)
        except KeyringError:
            # A machine without a desktop has no keyring; the message above says what to do.
            return None


def smtp_sign_in(settings: Settings) -> PasswordSignIn:
    """Give who signs in to the server that sends."""
    return PasswordSignIn(settings.smtp.user or settings.sender.email, "smtp", settings.smtp.password)


def imap_sign_in(settings: Settings, name: str = "") -> PasswordSignIn:
    """Give who signs in to the mailbox of [imap], or of [imap.NAME]."""
    table = f"imap.{name}" if name else "imap"
    mailbox = settings.further_mailboxes[name] if name else settings.imap
    return PasswordSignIn(mailbox.user or settings.sender.email, table, mailbox.password)
