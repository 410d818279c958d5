"""All letters of the corpus: each function marked `letter` gives one, and its docstring says what for."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.letters.word import Letter

EXPECTED = Path(__file__).parent / "expected"


@dataclass(frozen=True)
class Case:
    """One letter of the corpus."""

    name: str
    purpose: str
    make: Callable[[], Letter]

    @property
    def picture(self) -> Path:
        """Where the expected picture is."""
        return EXPECTED / f"{self.name}.txt"


CASES: dict[str, Case] = {}


def letter(make: Callable[[], Letter]) -> Callable[[], Letter]:
    """Take a function into the corpus as SUBJECT/NAME."""
    name = f"{make.__module__.rpartition('.')[2]}/{make.__name__}"
    CASES[name] = Case(name, " ".join((make.__doc__ or "").split()), make)
    return make


def all_cases() -> list[Case]:
    """Give every letter, by name."""
    for subject in sorted((Path(__file__).parent / "subjects").glob("*.py")):
        importlib.import_module(f"tests.letters.subjects.{subject.stem}")
    return [CASES[name] for name in sorted(CASES)]
