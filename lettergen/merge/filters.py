"""What a template can do to a value: dates, names, and text that must not break."""

import functools
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from jinja2 import Undefined, pass_context
from jinja2.runtime import Context

from lettergen.merge.budget import LARGEST_TEXT, TooMuchError

_DEFAULT_LANGUAGE = "en-GB"


class Day(date):
    """A date that prints itself in words, as the letter's language has it: 12 November 2019."""

    language = _DEFAULT_LANGUAGE

    @classmethod
    def of(cls, day: date, language: str) -> "Day":
        """Make one of a plain date."""
        made = cls(day.year, day.month, day.day)
        made.language = language
        return made

    def __str__(self) -> str:
        """Give the date in words."""
        return _in_words(self.year, self.month, self.day, "long", self.language)


@functools.lru_cache(maxsize=4096)
def _in_words(year: int, month: int, day: int, pattern: str, language: str) -> str:
    return str(format_date(date(year, month, day), pattern, locale=_locale(language)))


@functools.lru_cache(maxsize=256)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language or _DEFAULT_LANGUAGE, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale.parse(_DEFAULT_LANGUAGE, sep="-")


def _language(context: Context) -> str:
    return str(getattr(context.get("letter"), "language", "") or _DEFAULT_LANGUAGE)


@pass_context
def date_in_words(context: Context, value: date | str, pattern: str = "long", language: str = "") -> str:
    """Write a date by a CLDR pattern (UTS 35), such as ``d MMMM yyyy``, in the letter's language.

    A text is read as 2019-11-12; an empty one stays empty.

    Raises:
        ValueError: If the text is no such date.
    """
    if isinstance(value, Undefined):
        value = str(value)
    if isinstance(value, str):
        if not value.strip():
            return ""
        value = date.fromisoformat(value.strip())
    return _in_words(value.year, value.month, value.day, str(pattern)[:100], language or _language(context))


@pass_context
def joint(context: Context, values: Iterable[object] | str) -> str:
    """List names as the letter's language does: A, B and C."""
    names = [values] if isinstance(values, str) else [str(value) for value in values]
    return str(format_list(names, locale=_locale(_language(context))))


def surname(name: str) -> str:
    """Give the last word of a name. Names differ: where that is wrong, make it a column."""
    return (str(name).split() or [""])[-1]


def initials(name: str) -> str:
    """Give the first letters of a name's words: Jo Example is J. E."""
    return " ".join(f"{word[0].upper()}." for word in str(name).split())


def nonbreaking(text: object) -> str:
    """Keep a text on one line: a postcode, a telephone number, a date."""
    return str(text).replace(" ", "\xa0").replace("-", "\N{NON-BREAKING HYPHEN}")


def join(values: Iterable[object], separator: str = "") -> str:
    """Put values together with a separator between them."""
    return bounded_join([str(value) for value in values], str(separator))


def replace(text: str, old: str, new: str) -> str:
    """Put one text in another's place, everywhere."""
    text, old, new = str(text), str(old), str(new)
    if len(text) + (text.count(old) + 1) * len(new) > LARGEST_TEXT:
        raise TooMuchError
    return text.replace(old, new)


def joined(values: Iterable[object]) -> str:
    """Stand in for the operator ``~``, which has no bound of its own."""
    return bounded_join([str(value) for value in values], "")


def bounded_join(texts: list[str], separator: str) -> str:
    """Join texts unless that would be larger than any letter."""
    if sum(map(len, texts)) + len(separator) * len(texts) > LARGEST_TEXT:
        raise TooMuchError
    return separator.join(texts)


#: By the name that a template uses.
OWN_FILTERS: Mapping[str, Callable[..., Any]] = {
    "date": date_in_words,
    "joint": joint,
    "surname": surname,
    "initials": initials,
    "nonbreaking": nonbreaking,
    "join": join,
    "replace": replace,
}
