"""Column types that mean the same in SQLite and in PostgreSQL."""

import enum
import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator

# PostgreSQL keeps neither NUL nor half a surrogate pair in text; mail servers and messages send both.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time; stored as UTC, given back as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Turn any aware time into UTC.

        Raises:
            ValueError: If the time is naive; nobody could say when that was.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Give the time aware; SQLite has forgotten the zone, PostgreSQL speaks in the session's."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text from outside; what no database can store becomes U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Replace what cannot be stored."""
        return None if value is None else _UNSTORABLE.sub("\ufffd", value)


class Word(TypeDecorator[Any]):
    """A member of an enum of the model, stored as its value; the table adds the CHECK."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[enum.Enum]) -> None:
        """Take the enum."""
        self.words = words
        super().__init__(max(len(word.value) for word in words))

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        """Give the member's value."""
        return None if value is None else value.value

    def process_result_value(self, value: str | None, _dialect: Dialect) -> enum.Enum | None:
        """Give the member."""
        return None if value is None else self.words(value)
