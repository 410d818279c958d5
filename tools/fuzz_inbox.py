"""Damages the messages of tests/inbox/mail at random and reads them: nothing may raise, hang or swell.

Run from the project's root: ``python tools/fuzz_inbox.py [--seconds 60] [--seed 1] [--mail FOLDER]
[--guided]``. A message that fails is written to fuzz-findings/; make a test of it. ``--mail`` damages
the files of another folder as well. ``--guided`` uses atheris, which follows coverage, if it is
installed; ``--part`` narrows it to the parser, the classifier or the quote cutter.
"""

import argparse
import hashlib
import random
import resource
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from lettergen.inbox import explain
from lettergen.inbox.classify import classify
from lettergen.inbox.facts import gather_facts
from lettergen.inbox.mime import Reader
from lettergen.inbox.quotes import html_text, new_text

MAIL = Path("tests/inbox/mail")
FINDINGS = Path("fuzz-findings")
#: Seconds that one message may take.
LIMIT = 2.0
#: Bytes by which one message may make the process swell.
MEMORY_LIMIT = 200_000_000
_TOKENS = (
    b"\n\n",
    b"\r\n",
    b"\r",
    b"\0",
    b"--",
    b"\n--b\n",
    b"Content-Type: multipart/mixed; boundary=b\n",
    b"=?utf-8?q?=FF?=",
    b"=?x?b?AAA?=",
    b"Content-Transfer-Encoding: base64\n",
    b"\xff\xfe",
    b"\xe2\x80\xae",
    b"\x1b[2J",
    b"<blockquote>",
    b"</div>",
    b"> ",
    b"On 1 Jan 2019, a@b.example wrote:\n",
    b"Final-Recipient: rfc822; ",
    b"Status: 5.",
    b"9" * 400,
    b"@",
    b"<" * 200,
    b"(" * 200,
    b" " * 500,
    b"a" * 2000,
    b"From: ",
    b"Subject: ",
    b";" * 300,
    b'"' * 101,
    b"charset=hex",
    b"charset=utf-7",
    b"message/rfc822",
    b"application/ms-tnef",
    b"\x78\x9f\x3e\x22",
    b"%PDF-1.4\n",
    b"begin 644 x\n",
)


def mutate(raw: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """Give the message with one to eight random damages."""
    data = bytearray(raw)
    for _ in range(chance.randint(1, 8)):
        chance.choice(_DAMAGES)(data, chance, others)
    return bytes(data[:200_000])


def _flip(data: bytearray, chance: random.Random, _others: list[bytes]) -> None:
    for _ in range(chance.randint(1, 20)):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)


def _cut(data: bytearray, chance: random.Random, _others: list[bytes]) -> None:
    start = chance.randrange(len(data) + 1)
    del data[start : start + chance.choice((1, 10, 100, 1_000, 100_000))]


def _insert(data: bytearray, chance: random.Random, _others: list[bytes]) -> None:
    place = chance.randrange(len(data) + 1)
    data[place:place] = chance.choice(_TOKENS) * chance.choice((1, 1, 1, 3, 50))


def _repeat(data: bytearray, chance: random.Random, _others: list[bytes]) -> None:
    start = chance.randrange(len(data) + 1)
    data[start:start] = data[start : start + chance.randint(1, 400)] * chance.choice((1, 2, 30))


def _splice(data: bytearray, chance: random.Random, others: list[bytes]) -> None:
    other = chance.choice(others)
    start = chance.randrange(len(data) + 1)
    data[start:] = other[chance.randrange(len(other) + 1) :]


_DAMAGES: tuple[Callable[[bytearray, random.Random, list[bytes]], None], ...] = (
    _flip,
    _cut,
    _insert,
    _repeat,
    _splice,
)


def _parse(raw: bytes) -> None:
    for part in Reader(raw).read().walk():
        part.text()


def _classify(raw: bytes) -> None:
    text = raw.decode("utf-8", "replace")
    classify(gather_facts(Reader(raw).read(), text), text)


def _cut_quotes(raw: bytes) -> None:
    text = raw.decode("utf-8", "replace")
    new_text(text)
    new_text(html_text(text))


PARTS: dict[str, Callable[[bytes], object]] = {
    "all": explain,
    "parser": _parse,
    "classifier": _classify,
    "quotes": _cut_quotes,
}


def fault(raw: bytes, part: str = "all") -> str:
    """Read a message; gives what went wrong, empty if nothing did."""
    start, before = time.process_time(), _peak()
    try:
        PARTS[part](raw)
    except Exception:  # noqa: BLE001 - whatever is raised is the finding.
        return traceback.format_exc()
    took, grown = time.process_time() - start, _peak() - before
    if grown > MEMORY_LIMIT:
        return f"took {grown / 1e6:.0f} MB"
    return f"took {took:.1f} s" if took > LIMIT else ""


def _peak() -> int:
    """Give the most memory that this process ever had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def keep(raw: bytes, what: str) -> None:
    """Write a finding down."""
    FINDINGS.mkdir(exist_ok=True)
    file = FINDINGS / f"{hashlib.sha256(raw).hexdigest()[:12]}.eml"
    file.write_bytes(raw)
    print(f"{file}: {what.strip().splitlines()[-1]}\n{what}")


def run(seconds: float, seed: int, folders: list[Path]) -> int:
    """Damage and read until the time is up; gives the number of findings."""
    chance = random.Random(seed)  # noqa: S311 - a seeded sequence is wanted.
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()]
    corpus = [file.read_bytes() for file in files if file.suffix != ".json"]
    end, count, found, slowest = time.monotonic() + seconds, 0, 0, 0.0
    while time.monotonic() < end:
        raw = mutate(chance.choice(corpus), chance, corpus)
        start = time.process_time()
        what = fault(raw)
        slowest = max(slowest, time.process_time() - start)
        count += 1
        if what:
            found += 1
            keep(raw, what)
    print(
        f"{count} damaged of {len(corpus)} messages, {found} findings, slowest {slowest:.2f} s of CPU, "
        f"at most {_peak() / 1e6:.0f} MB in all, seed {seed}"
    )
    return found


def run_guided(seconds: float, part: str) -> None:
    """Let atheris look for new paths through one part."""
    import atheris  # noqa: PLC0415 - optional, and slow to load.

    def one(data: bytes) -> None:
        what = fault(data, part)
        if what:
            keep(data, what)
            raise RuntimeError(what)

    atheris.instrument_all()
    atheris.Setup([sys.argv[0], f"-max_total_time={int(seconds)}", "-max_len=20000", str(MAIL)], one)
    atheris.Fuzz()


def main() -> None:
    """Run as asked; exit code 1 if there were findings."""
    parser = argparse.ArgumentParser(description="Fuzz the inbox's reading of messages.")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mail", type=Path, action="append", default=[MAIL])
    parser.add_argument("--guided", action="store_true")
    parser.add_argument("--part", choices=PARTS, default="all")
    options = parser.parse_args()
    if options.guided:
        run_guided(options.seconds, options.part)
    sys.exit(1 if run(options.seconds, options.seed, options.mail) else 0)


if __name__ == "__main__":
    main()
