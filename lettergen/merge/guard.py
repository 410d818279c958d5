"""Refuses hostile .docx files before anything opens them.

Two kinds of harm are told apart. What could hurt whoever reads the file at all (bombs, entities,
unsafe names) is never let in. Active content (macros, links to files, embedded programs) is let in
only for a reader that follows and runs nothing.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from lettergen.errors import Fault, FaultyInputError, InputError
from lettergen.merge.parts import part_title
from lettergen.merge.scan import MalformedPartError, PartScan, Scanned
from lettergen.model.documents import WordFile
from lettergen.packages import PackageKind, unpack

_KIND = PackageKind(
    title="Word file",
    save_as="In Word, choose File > Save As > Word Document (.docx).",
)
#: Elements in all parts together. A page of a letter has some two thousand; readers take a
#: kilobyte or more for each.
MOST_ELEMENTS = 1_000_000
_CONTENT_TYPES = "[Content_Types].xml"
#: The main document's type (ECMA-376-1 11.3.10), of a document, a template or one with macros.
_MAIN_TYPE = re.compile(rb"(document|template)(\.macroEnabled[\w.]*)?\.main\+xml")
_XML_SUFFIXES = (".xml", ".rels", ".vml", ".svg")
_ACTIVE_PARTS = {
    "vbaproject": "holds macros.",
    "vbadata": "holds macros.",
    "activex/": "holds ActiveX controls.",
    "customui": "changes Word's menus.",
    "afchunk": "holds a whole other file to be read in.",
}
_SAVE_PLAIN = "Take it out in Word, or copy the text into a new document, and save that as .docx."


def open_word_file(path: Path, *, refuse_active: bool = True) -> WordFile:
    """Check a .docx file and unpack it.

    Args:
        path: The file.
        refuse_active: Also refuse active content. False only for a reader that neither runs nor
            fetches anything; another office program is not one.

    Returns:
        The file's parts.

    Raises:
        InputError: If there is no such file, it is no .docx (an old .doc, encrypted, cut off,
            something else) or is a bomb.
        FaultyInputError: With everything in it that is refused, and where in the document.
    """
    if not path.exists():
        raise InputError(f"{path}: there is no such file. Write it in Word, or name the right one.")
    parts = dict(unpack(path, _KIND))
    if not _MAIN_TYPE.search(parts.get(_CONTENT_TYPES, b"")):
        raise InputError(f"{path}: is a zip file, but no Word file. {_KIND.save_as}")
    scanned = _scan_parts(path, parts)
    if refuse_active and (faults := [*_active_parts(path, parts), *_active_content(path, scanned)]):
        raise FaultyInputError(faults)
    return WordFile(path.name, parts)


def _scan_parts(path: Path, parts: dict[str, bytes]) -> dict[str, Scanned]:
    """Read through every XML part; a part that is not well-formed, or a bomb, ends it.

    In the package's root Word keeps nothing but the list of types; what is damaged there was left by
    another program, and is taken out of the parts, for no reader to touch.
    """
    scanned = {}
    elements = 0
    for name, data in list(parts.items()):
        if not (name.lower().endswith(_XML_SUFFIXES) or data[:6].lstrip().startswith(b"<?xml")):
            continue
        try:
            scanned[name] = PartScan(name, MOST_ELEMENTS - elements).run(data)
        except MalformedPartError as error:
            if "/" not in name and name != _CONTENT_TYPES:
                del parts[name]
                continue
            remedy = f"Open the file in Word and save it again. {_KIND.save_as}"
            fault = Fault(path, f"{error} The file was not opened.", remedy, place=part_title(name))
            raise FaultyInputError([fault]) from error
        elements += scanned[name].elements
    return scanned


def _active_parts(path: Path, parts: dict[str, bytes]) -> Iterator[Fault]:
    """Find parts whose very name says that they run or bring in something."""
    told = set()
    for name in parts:
        for sign, what in _ACTIVE_PARTS.items():
            if sign in name.lower() and what not in told:
                told.add(what)
                yield Fault(path, what, "In Word, save it as Word Document (.docx), without macros.")
    if b"macroenabled" in parts[_CONTENT_TYPES].lower() and not told:
        yield Fault(path, "is a file with macros.", "In Word, save it as Word Document (.docx).")


def _active_content(path: Path, scanned: dict[str, Scanned]) -> Iterator[Fault]:
    for name, one in scanned.items():
        for what in one.findings:
            yield Fault(path, what, _SAVE_PLAIN, place=part_title(name))
