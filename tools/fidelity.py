"""Typeset a folder of Word files and hold the pages against reference pages.

    python tools/fidelity.py LETTERS REFERENCE [--out FOLDER] [--lines]

LETTERS holds NAME.docx, REFERENCE the NAME.pdf that another program made of each. The pages are also held
against PDF/UA-1 and PDF/A-2a by veraPDF, where it is installed. Exits with 1 if the pages are not as alike
as they are meant to be, or break a rule.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import page_comparison as pages

from lettergen.errors import LettergenError
from lettergen.merge import open_word_file
from lettergen.model.documents import DocumentInfo
from lettergen.typeset.engine import Typesetter

VERAPDF = Path(__file__).parent / "verapdf" / "check.py"
#: What is to be reached over all letters.
GOALS = pages.Measures(1.0, 1.0, 0.99, 0.2, 0.5)


def main() -> int:
    """Typeset, compare and print the table."""
    options = _options()
    with tempfile.TemporaryDirectory() as temporary:
        out = options.out or Path(temporary)
        out.mkdir(parents=True, exist_ok=True)
        _typeset_all(sorted(options.letters.glob("*.docx")), out)
        results = dict(_compared(options.reference, out, show_lines=options.lines))
        lawful = _keeps_standards([out / f"{path.stem}.pdf" for path in options.letters.glob("*.docx")])
    if not results:
        sys.exit(f"{options.reference}: no PDF files")
    for name, result in results.items():
        print(f"{name:28} {result}")
    overall = pages.summary(list(results.values()))
    print(f"{f'all {len(results)}':28} {overall}")
    return int(not (_reaches(overall) and lawful))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("letters", type=Path)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--out", type=Path, help="keep the PDFs here")
    parser.add_argument("--lines", action="store_true", help="show the reference's lines that differ")
    return parser.parse_args()


def _typeset_all(letters: list[Path], out: Path) -> None:
    typesetter = Typesetter(allow_lost_words=True)
    for letter in letters:
        started = time.process_time()
        try:
            made = typesetter.typeset(open_word_file(letter, refuse_active=False), DocumentInfo(letter.stem))
        except LettergenError as error:
            print(f"{letter.name}: {error}", file=sys.stderr)
            continue
        (out / f"{letter.stem}.pdf").write_bytes(made.pdf)
        elapsed = (time.process_time() - started) * 1000
        print(f"{letter.stem}: {made.pages} pages, {elapsed:.0f} ms", file=sys.stderr)
        for warning in made.warnings:
            print(f"    {warning}", file=sys.stderr)


def _compared(reference: Path, out: Path, *, show_lines: bool) -> Iterator[tuple[str, pages.Measures]]:
    for path in sorted(reference.glob("*.pdf")):
        typeset = out / path.name
        if not typeset.exists():
            yield path.stem, pages.Measures()
            continue
        expected, got = pages.read_pages(path), pages.read_pages(typeset)
        if show_lines:
            for line in pages.differing_lines(expected, got):
                print(f"{path.stem}, {line}")
        yield path.stem, pages.compare(expected, got)


def _keeps_standards(files: list[Path]) -> bool:
    """Have veraPDF check what was made, and print what it says."""
    made = [path for path in files if path.exists()]
    done = subprocess.run(
        [sys.executable, VERAPDF, "ua1,2a", *made], capture_output=True, text=True, check=False
    )
    verdicts = done.stdout.splitlines()
    passed = sum(line.startswith("PASS") for line in verdicts)
    print("\n".join(line for line in verdicts if not line.startswith("PASS")), end="")
    print(
        f"PDF/UA-1 and PDF/A-2a by veraPDF: {passed} of {2 * len(made)} passed. {done.stderr.strip()}".strip()
    )
    return done.returncode != 1


def _reaches(overall: pages.Measures) -> bool:
    shares = all(getattr(overall, name) >= getattr(GOALS, name) for name in ("pages", "words", "lines"))
    near = all((getattr(overall, name) or 0.0) <= getattr(GOALS, name) for name in ("dx", "dy"))
    return shares and near


if __name__ == "__main__":
    sys.exit(main())
