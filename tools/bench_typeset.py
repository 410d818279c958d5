"""Measure merging and typesetting letters in the steady state, in turn with LibreOffice.

    python tools/bench_typeset.py [--letters N] [--rounds N] [--profile]

The letters are the sample campaign's, each for a person of its own, made by the same press that
`lettergen send --dry-run` uses. LibreOffice gets the same letters, already merged, fifty files to a call;
its column is left out where it is not installed. What is shown is the processor's time for each letter:
user and system, children included, as a median over the rounds, with the fastest and the slowest.
"""

import argparse
import cProfile
import gc
import io
import platform
import pstats
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from lettergen.cli.group import OBJECTS
from lettergen.flow.campaign import read_campaign
from lettergen.flow.press import Press
from lettergen.model.documents import WordFile
from lettergen.model.letters import assign_refs
from lettergen.model.people import Recipient
from lettergen.model.sendings import Channel
from lettergen.settings import read_settings
from lettergen.typeset.engine import Typesetter

SAMPLE = Path(__file__).parent.parent
#: As many files as LibreOffice is given in one call.
CALL = 50
#: Letters made before measuring, so that typefaces and template are read.
WARMING = 30
# What one letter may cost, in milliseconds of the processor.
GOAL = 20.0


def main() -> None:
    """Measure and print."""
    options = _options()
    gc.set_threshold(OBJECTS)  # as the program does
    press, people = _campaign(options.letters * (options.rounds + 1) + WARMING)
    groups = _groups(people[WARMING:], options.letters)
    for person in people[:WARMING]:
        press.letter(person, Channel.EMAIL)
    if options.profile:
        _profile(press, groups[0])
        return
    office = shutil.which("soffice")
    ours, theirs = _measured(press, groups[: options.rounds], office)
    pages = press.letter(people[-1], Channel.EMAIL).pages
    print(f"Python {platform.python_version()}, {platform.machine()}; letters of {pages} pages")
    _show("lettergen, merged and typeset", ours)
    if office is None:
        print("LibreOffice is not installed: nothing to compare with (Debian: libreoffice-writer).")
    else:
        _show(f"{_version(office)}, {CALL} files to a call", theirs)
    print(f"goal: under {GOAL:.0f} ms {'is reached' if statistics.median(ours) < GOAL else 'is MISSED'}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--letters", type=int, default=200, help="letters in a round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--profile", action="store_true", help="show where the time of one round goes")
    return parser.parse_args()


def _campaign(count: int) -> tuple[Press, Sequence[Recipient]]:
    """Give a press for the sample campaign with so many people, no two of one name and address."""
    campaign = read_campaign(read_settings(SAMPLE))
    known = campaign.recipients
    people = [_person(known[number % len(known)], number) for number in range(count)]
    refs = assign_refs("AP19", campaign.name, [one.key for one in people], set())
    return Press(replace(campaign, recipients=tuple(people)), refs, Typesetter()), people


def _person(like: Recipient, number: int) -> Recipient:
    address = like.address and replace(like.address, lines=(f"{number} Long Street", *like.address.lines[1:]))
    named = {"name": f"{like.name} {number}", "salutation": f"{like.salutation} {number}"}
    return replace(like, key=f"{like.key}-{number}", address=address, **named)


def _groups(people: Sequence[Recipient], size: int) -> list[Sequence[Recipient]]:
    return [people[start : start + size] for start in range(0, len(people), size)]


def _measured(
    press: Press, groups: Sequence[Sequence[Recipient]], office: str | None
) -> tuple[list[float], list[float]]:
    """Give both programs' times for each round, run in turn so that a busy machine slows both."""
    ours, theirs = [], []
    for group in groups:
        ours.append(_time_for_each(group, lambda group: [press.letter(one, Channel.EMAIL) for one in group]))
        if office is not None:
            theirs.append(_office_time(press, group[:CALL], office))
    return ours, theirs


def _time_for_each(group: Sequence[Recipient], work: Callable[[Sequence[Recipient]], object]) -> float:
    """Give the processor's time that some work costs for each letter, in milliseconds."""
    started = time.process_time()
    work(group)
    return (time.process_time() - started) * 1000 / len(group)


def _office_time(press: Press, group: Sequence[Recipient], office: str) -> float:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        files = [_merged(press, one, folder) for one in group]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [
                office,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(folder),
                *map(str, files),
            ],
            check=True,
            capture_output=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return spent * 1000 / len(group)


def _merged(press: Press, person: Recipient, folder: Path) -> Path:
    path = folder / f"{person.key}.docx"
    path.write_bytes(_zipped(press.merged(person, Channel.EMAIL)))
    return path


def _zipped(word: WordFile) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in word.parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def _version(office: str) -> str:
    told = subprocess.run([office, "--version"], check=True, capture_output=True, text=True).stdout
    return " ".join(told.split()[:2])


def _show(name: str, times: Sequence[float]) -> None:
    middle = statistics.median(times)
    print(f"{name:42} {middle:7.1f} ms a letter ({min(times):.1f} to {max(times):.1f})")


def _profile(press: Press, group: Sequence[Recipient]) -> None:
    profile = cProfile.Profile()
    profile.enable()
    for one in group:
        press.letter(one, Channel.EMAIL)
    profile.disable()
    pstats.Stats(profile).sort_stats("tottime").print_stats(40)


if __name__ == "__main__":
    main()
