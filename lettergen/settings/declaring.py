"""How a setting is declared."""

from dataclasses import field
from typing import Any


def setting(default: Any, help_: str, *, secret: bool = False, choices: tuple[str, ...] = ()) -> Any:
    """Declare a setting with its default and its one-line help, unit included.

    Args:
        default: A value, or a callable without arguments for one that may not be shared.
        help_: One sentence for the manual.
        secret: Only from the environment or the keyring; refused in the file.
        choices: The words it may be; none means any.
    """
    metadata = {"help": help_, "secret": secret, "choices": choices}
    if callable(default):
        return field(default_factory=default, metadata=metadata)
    return field(default=default, metadata=metadata)
