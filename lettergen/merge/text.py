"""The covering email's templates: plain text with a `Subject:` line, and HTML."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import TemplateError

from lettergen.errors import Fault, FaultyInputError, InputError
from lettergen.merge.budget import LARGEST_PART, Budget, TooMuchError
from lettergen.merge.fill import MISUSES, reason, template_line
from lettergen.merge.placeholders import field_faults, fields_asked
from lettergen.merge.sandbox import BUDGET, Sandbox

_SUBJECT = re.compile(r"subject:[ \t]*(?P<subject>[^\n]*)\n(?:[ \t]*\n|\Z)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EmailText:
    """An email's subject, on one line, and its text with lines ending in LF."""

    subject: str
    body: str


class TextTemplate:
    """A template in text, compiled once for all emails."""

    def __init__(self, path: Path, *, html: bool = False) -> None:
        """Read and compile it.

        Args:
            path: A UTF-8 text.
            html: Whether values are escaped as HTML.

        Raises:
            InputError: If it cannot be read.
            FaultyInputError: If a tag cannot be understood.
        """
        self._path = path
        text = _read(path)
        sandbox = Sandbox(autoescape=html, finalize=_present)
        try:
            self._asked = fields_asked(sandbox.parse(text))
            self._compiled = sandbox.from_string(text)
        except (TemplateError, RecursionError) as error:
            line = getattr(error, "lineno", None) or 1
            what = f"a tag cannot be understood ({reason(error)})."
            shown = text.splitlines()[line - 1 : line]
            remedy = f"The line is “{shown[0].strip()[:60]}”." if shown else ""
            raise FaultyInputError([Fault(path, what, remedy, place=f"line {line}")]) from error

    def fields(self) -> frozenset[str]:
        """Give the fields that the template asks for, as ``party`` or ``recipient.party``."""
        return self._asked.required | self._asked.optional

    def faults(self, columns: Collection[str]) -> list[Fault]:
        """Give a fault for every field that nobody gives; `columns` as for `Template.faults`."""
        return field_faults(self._path, self._asked, columns)

    def fill(self, values: Mapping[str, object]) -> str:
        """Give the text for these values.

        Raises:
            InputError: If a field is missing after all, or the template makes more than an email.
        """
        pieces = []
        size = 0
        try:
            for piece in self._compiled.generate({**values, BUDGET: Budget()}):
                pieces.append(piece)
                size += len(piece)
                if size > LARGEST_PART:
                    raise TooMuchError
        except (TemplateError, *MISUSES) as error:
            line = template_line(error)
            place = f", line {line}" if line else ""
            raise InputError(f"{self._path}{place}: {reason(error)}.") from error
        return "".join(pieces)

    def fill_email(self, values: Mapping[str, object]) -> EmailText:
        """Give subject and text for these values.

        Raises:
            InputError: As `fill`, and if the text does not begin with a `Subject:` line and a blank one.
        """
        text = self.fill(values)
        found = _SUBJECT.match(text)
        if not found or not found["subject"].strip():
            raise InputError(
                f"{self._path}: has to begin with a line `Subject: …`, then a blank line, then the text."
            )
        return EmailText(found["subject"].strip(), text[found.end() :].strip("\n") + "\n")


def _present(value: object) -> object:
    """Print what is not there as nothing."""
    return "" if value is None else value


def _read(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file. Write it, or name the right one.") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 text. Save it as UTF-8.") from error
    if "\0" in text:
        raise InputError(f"{path}: contains a NUL byte, so it is not text. Save it as UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n")
