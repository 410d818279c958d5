"""Settings as the text of a `lettergen.toml`."""

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from lettergen.settings import Settings, tables


def settings_text(settings: Settings) -> str:
    """Give settings as a `lettergen.toml` has them: what is not the default, and no secrets."""
    found = {name: _facts(getattr(settings, name)) for name in tables()}
    found |= {f"imap.{name}": _facts(one) for name, one in settings.further_mailboxes.items()}
    found["fields"] = {json.dumps(name): text for name, text in settings.fields.items()}
    return "\n".join(_block(name, table) for name, table in found.items() if table)


def _facts(table: Any) -> dict[str, Any]:
    return {
        one.name: getattr(table, one.name)
        for one in dataclasses.fields(table)
        if not one.metadata["secret"] and getattr(table, one.name) != _default(one)
    }


def _default(one: dataclasses.Field[Any]) -> Any:
    return one.default if one.default_factory is dataclasses.MISSING else one.default_factory()


def _block(name: str, table: Mapping[str, Any]) -> str:
    return "\n".join([f"[{name}]", *(f"{key} = {_value(value)}" for key, value in table.items()), ""])


def _value(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    # Texts, numbers, true and false are written as in JSON, but for one character that TOML forbids.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
