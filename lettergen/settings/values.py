"""A setting's value, checked against its type and its choices."""

import difflib
import tomllib
import types
import typing
from dataclasses import MISSING
from pathlib import Path
from typing import Any

from lettergen.errors import Fault


def checked(
    file: Path, place: str, value: Any, type_: Any, choices: tuple[str, ...], faults: list[Fault]
) -> Any:
    """Give the value as its type, or note a fault and give MISSING."""
    if choices and value not in choices:
        near = difflib.get_close_matches(str(value), choices, 1, 0.5)
        remedy = f"Did you mean `{near[0]}`?" if near else ""
        faults.append(
            Fault(file, f"must be one of {', '.join(choices)}, not `{value}`.", remedy, place=place)
        )
        return MISSING
    accepted = _converted(value, type_)
    if accepted is MISSING:
        faults.append(Fault(file, f"must be {_type_words(type_)}, not `{value}`.", place=place))
    return accepted


def _converted(value: Any, type_: Any) -> Any:
    if isinstance(type_, types.UnionType):
        type_ = typing.get_args(type_)[0]
    if type_ == tuple[str, ...]:
        ok = isinstance(value, list) and all(isinstance(one, str) for one in value)
        return tuple(value) if ok else MISSING
    if type_ is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    # A TOML date-time is a date too, and true is an int, to isinstance; neither is meant.
    return value if type(value) is type_ else MISSING


def value_from_text(text: str, type_: Any) -> Any:
    """Read an environment variable's text as a TOML value of that type; the text itself if it is none."""
    if type_ is str:
        return text
    if type_ == tuple[str, ...]:
        return [part.strip() for part in text.split(",") if part.strip()]
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _type_words(type_: Any) -> str:
    words = {
        str: "a text in quotes",
        int: "a whole number",
        float: "a number",
        bool: "true or false",
        tuple[str, ...]: "a list of texts",
    }
    return words.get(type_, "a date such as 2019-11-12")
