"""Writes the expected pictures anew, or lets somebody look at the letters.

    python -m tests.letters [NAME ...]               writes tests/letters/expected/NAME.txt
    python -m tests.letters --look FOLDER [NAME ...] writes FOLDER/NAME.docx and NAME.pdf

Look at what changed before you keep it: the pictures are what the engine does, and a reviewer's eye
is what says that it is right.
"""

import sys
from pathlib import Path

from lettergen.model.documents import DocumentInfo
from lettergen.typeset.engine import Typesetter
from tests.letters.corpus import Case, all_cases
from tests.letters.dump import picture


def _expect(case: Case) -> None:
    case.picture.parent.mkdir(parents=True, exist_ok=True)
    case.picture.write_text(picture(case.purpose, case.make()), "utf-8")


def _look(case: Case, folder: Path, typesetter: Typesetter) -> None:
    path = folder / case.name.replace("/", "-")
    path.with_suffix(".docx").write_bytes(case.make().docx())
    made = typesetter.typeset(case.make().word_file(), DocumentInfo(case.purpose))
    path.with_suffix(".pdf").write_bytes(made.pdf)
    for _warning in made.warnings:
        pass


def main(arguments: list[str]) -> None:
    """Do it."""
    folder = Path(arguments.pop(1)) if arguments[:1] == ["--look"] else None
    names = [one for one in arguments if one != "--look"]
    chosen = [case for case in all_cases() if not names or any(case.name.startswith(name) for name in names)]
    typesetter = Typesetter(allow_lost_words=True)
    for case in chosen:
        if folder is None:
            _expect(case)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            _look(case, folder, typesetter)


if __name__ == "__main__":
    main(sys.argv[1:])
