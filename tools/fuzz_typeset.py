"""Damages the Word files of tests/letters at random and typesets them: nothing may raise, hang or swell.

Run from the project's root: ``python tools/fuzz_typeset.py [--count 10000] [--seed 1]``. Each part is
damaged as text (cut off, flipped, repeated) or as a tree (elements moved, doubled, nested deep, renamed,
given huge numbers). A clear answer, an error of lettergen's own, is as good as pages. A file that fails is
written to fuzz-findings/; make a test of it.
"""

import argparse
import hashlib
import io
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree
from lxml.etree import _Element as Element

sys.path.insert(0, str(Path(__file__).parent.parent))

from lettergen.errors import LettergenError
from lettergen.merge import open_word_file
from lettergen.model.documents import DocumentInfo
from lettergen.typeset.engine import Typesetter
from tests.letters.corpus import all_cases

FINDINGS = Path("fuzz-findings")
#: Seconds that one file may take.
LIMIT = 10
#: Bytes that typesetting may take beyond what the process has when it begins.
MEMORY = 500 * 1024 * 1024
#: A typesetter is kept for so many files, as it is kept for the letters of a run.
KEPT_FOR = 200
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NUMBERS = (
    *("0", "-1", "1", "2", "99", "32767", "-32768", "2147483647", "-2147483649", "1e9", "9" * 40, "-0"),
    *("", " ", "nan", "inf", "0x10", "\u0661\u0662", "50%", "12pt"),
    *("true", "auto", "none", "FFFFFF", "single", "both", "exact", "restart", "page"),
)
_TEXTS = (
    *(None, "", " ", "x" * 3_000, "\u202e\u2066ab", "\u05d0\u0627 1-2", "e\u0301" * 200, "\u00ad" * 50),
    *("PAGE", "IF 1 = 1", "\U0001f468\u200d\U0001f469", "\u6f22\u5b57\u3001\u3002\u300c", "{{ x }}", "\t\n"),
)
_MOST_NODES = 20_000

Parts = dict[str, bytes]


def mutate(parts: Parts, chance: random.Random) -> Parts:
    """Give the parts with one to six random damages, in one part or in two."""
    made = dict(parts)
    names = [name for name in made if name.endswith((".xml", ".rels")) and not name.startswith("[")]
    for _ in range(chance.randint(1, 2)):
        name = chance.choice(names)
        damage = _damage_text if chance.random() < 0.15 else _damage_tree
        made[name] = damage(made[name], chance)
    media = [name for name in made if name.startswith("word/media/")]
    if media and chance.random() < 0.3:
        name = chance.choice(media)
        made[name] = _damage_text(made[name], chance)
    if chance.random() < 0.03:
        del made[chance.choice([name for name in made if not name.startswith("[")])]
    return made


def _damage_text(data: bytes, chance: random.Random) -> bytes:
    raw = bytearray(data)
    kind = chance.randrange(4)
    place = chance.randrange(len(raw) + 1)
    if kind == 0:
        del raw[place:]
    elif kind == 1:
        del raw[place : place + chance.choice((1, 10, 100))]
    elif kind == 2:
        raw[place:place] = raw[place : place + chance.randint(1, 200)]
    elif raw:
        raw[place - 1] = chance.randrange(256)
    return bytes(raw)


def _damage_tree(data: bytes, chance: random.Random) -> bytes:
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return _damage_text(data, chance)
    for _ in range(chance.randint(1, 3)):
        nodes = [node for node in root.iter() if isinstance(node.tag, str) and node is not root]
        if not nodes or len(nodes) > _MOST_NODES:
            break
        chance.choice(_DAMAGES)(chance.choice(nodes), nodes, chance)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _remove(node: Element, _nodes: list[Element], _chance: random.Random) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _double(node: Element, _nodes: list[Element], chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 3, 40))):
        node.addnext(_copy(node))


def _move(node: Element, nodes: list[Element], chance: random.Random) -> None:
    _put(_copy(node), chance.choice(nodes), chance)


def _swap(node: Element, _nodes: list[Element], chance: random.Random) -> None:
    """Put the children in another order."""
    children = list(node)
    chance.shuffle(children)
    node[:] = children


def _nest(node: Element, _nodes: list[Element], chance: random.Random) -> None:
    """Put copies of the node into each other."""
    inner = node
    for _ in range(chance.choice((1, 3, 30, 200))):
        shell = etree.SubElement(inner, node.tag, dict(node.attrib))
        inner = shell


def _rename(node: Element, nodes: list[Element], chance: random.Random) -> None:
    node.tag = chance.choice((chance.choice(nodes).tag, _W + "unknown", "{http://example.org/x}y", "bare"))


def _renumber(node: Element, _nodes: list[Element], chance: random.Random) -> None:
    """Give an attribute another value, a number above all."""
    if node.attrib:
        node.set(chance.choice(list(node.attrib)), chance.choice(_NUMBERS))


def _reattribute(node: Element, nodes: list[Element], chance: random.Random) -> None:
    """Take attributes from another element, or all away."""
    others = dict(chance.choice(nodes).attrib) if chance.random() < 0.7 else {}
    for key in list(node.attrib):
        del node.attrib[key]
    for key, value in others.items():
        node.set(key, value)


def _retext(node: Element, _nodes: list[Element], chance: random.Random) -> None:
    node.text = chance.choice(_TEXTS)


def _put(node: Element, where: Element, chance: random.Random) -> None:
    if where is not node and node not in where.iterancestors():
        where.insert(chance.randint(0, len(where)), node)


def _copy(node: Element) -> Element:
    return etree.fromstring(etree.tostring(node, with_tail=False))


_Damage = Callable[[Element, list[Element], random.Random], None]
_DAMAGES: tuple[_Damage, ...] = (
    *(_remove, _double, _move, _move, _swap, _nest, _rename),
    *(_renumber, _renumber, _renumber, _reattribute, _retext),
)


class TooLong(BaseException):
    """A file took longer than it may; no `except Exception` stops it."""


@contextmanager
def _alarm() -> Iterator[None]:
    def ring(_signal: int, _frame: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(LIMIT)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def fault(docx: bytes, typesetter: Typesetter, told: Counter[str] | None = None) -> str:
    """Typeset a file; gives what went wrong, empty if nothing did.

    Errors of lettergen's own are no faults; they are counted in `told`.
    """
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(docx)
        file.flush()
        try:
            with _alarm():
                typesetter.typeset(open_word_file(Path(file.name), refuse_active=False), DocumentInfo(""))
        except LettergenError as error:
            if told is not None:
                told[type(error).__name__] += 1
            return ""
        except TooLong:
            return f"{traceback.format_exc()}\ntook longer than {LIMIT} s"
        except Exception:  # noqa: BLE001 - whatever is raised is the finding.
            return traceback.format_exc()
    return ""


def packed(parts: Parts) -> bytes:
    """Give parts as a .docx file."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return data.getvalue()


def files(count: int, seed: int) -> Iterator[bytes]:
    """Give so many damaged files."""
    chance = random.Random(seed)  # noqa: S311 - a seeded sequence is wanted.
    corpus = [dict(case.make().word_file().parts) for case in all_cases()]
    for _ in range(count):
        yield packed(mutate(chance.choice(corpus), chance))


def keep(docx: bytes, what: str) -> None:
    """Write a finding down."""
    FINDINGS.mkdir(exist_ok=True)
    file = FINDINGS / f"{hashlib.sha256(docx).hexdigest()[:12]}.docx"
    file.write_bytes(docx)
    print(f"{file}: {what.strip().splitlines()[-1]}\n{what}", flush=True)


def run(count: int, seed: int) -> int:
    """Damage and typeset; gives the number of findings."""
    typesetter, found, slowest, told = Typesetter(), 0, 0.0, Counter[str]()
    begun = _peak()
    for number, docx in enumerate(files(count, seed)):
        if number % KEPT_FOR == 0:
            typesetter = Typesetter()
        start, peak = time.perf_counter(), _peak()
        what = fault(docx, typesetter, told)
        slowest = max(slowest, time.perf_counter() - start)
        if _peak() - begun > MEMORY and _peak() > peak:
            what = what or f"took the process to {_peak() // 1_000_000} MB"
        if what:
            found += 1
            keep(docx, what)
    print(f"told: {dict(told)}")
    print(f"slowest {slowest:.1f} s, {_peak() // 1_000_000} MB at most")
    print(f"{count} files, {found} findings, seed {seed}")
    return found


def _peak() -> int:
    """Give the most memory that the process had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Run as asked; exit code 1 if there were findings."""
    parser = argparse.ArgumentParser(description="Fuzz the typesetting of Word files.")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sys.exit(1 if run(options.count, options.seed) else 0)


if __name__ == "__main__":
    main()
