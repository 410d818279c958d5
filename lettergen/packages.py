"""Zip packages (ECMA-376-2), the form of .docx and .xlsx, unpacked within limits.

A package that was made to harm is small on disk and huge in memory, or has two parts of one name so
that two programs see different contents. Everything here holds before any library looks inside.
"""

import contextlib
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, NoReturn
from xml.parsers import expat

from lettergen.errors import InputError

#: How an OLE compound file (MS-CFB 2.2) begins: Office's files of before 2007, and encrypted ones.
_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
#: The stream in which MS-OFFCRYPTO 2.3.4 keeps an encrypted package; names in MS-CFB are UTF-16.
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1 << 16
_BARE_PICTURES = (".emf", ".wmf", ".bmp", ".tif", ".tiff")


@dataclass(frozen=True, slots=True)
class PackageKind:
    """What a package should be, in its user's words, and how large it may become.

    `total_bytes` bounds all parts together when inflated; `ratio` bounds one part's inflated size
    by its packed one, from a megabyte on, below which nothing can hurt, and in pictures from
    `picture_bytes` on: old kinds hold a logo's points bare, and plain ground packs to next to nothing.
    """

    title: str
    save_as: str
    parts: int = 2_000
    total_bytes: int = 200_000_000
    ratio: int = 200
    picture_bytes: int = 20_000_000


def unpack(path: Path, kind: PackageKind) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a package, name and contents, in the file's order.

    Folders are left out.

    Raises:
        InputError: If there is no such file, it cannot be read, is not a package of that kind, is
            encrypted, cut off or damaged, or is larger inside than `kind` allows.
    """
    try:
        with path.open("rb") as file:
            _refuse_ole(path, file, kind)
            yield from _unpack_zip(path, file, kind)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}.") from error


def _refuse_ole(path: Path, file: IO[bytes], kind: PackageKind) -> None:
    head = file.read(len(_OLE_MAGIC))
    if head == _OLE_MAGIC:
        if _ENCRYPTED_STREAM in file.read(10 * _CHUNK):
            raise InputError(
                f"{path}: is protected with a password. Take the password off in the program that made it "
                "(File > Info > Protect Document > Encrypt with Password, and empty the field)."
            )
        raise InputError(
            f"{path}: is of the old format of before 2007, whatever its name ends in. {kind.save_as}"
        )
    if not head:
        raise InputError(f"{path}: is empty. {kind.save_as}")
    file.seek(0)


def _unpack_zip(path: Path, file: IO[bytes], kind: PackageKind) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(file) as package:
            members = [one for one in package.infolist() if not one.is_dir()]
            _check_directory(path, members, kind)
            for member in members:
                # zipfile stops at the size that the directory claims and then finds the checksum
                # wrong, so that the claims checked above bound what comes out.
                yield member.filename, package.read(member)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        # NotImplementedError: a packing method other than those of ECMA-376-2.
        raise InputError(
            f"{path}: is no {kind.title}, or is damaged or cut off. "
            f"Open it in the program that made it and save it again. {kind.save_as}"
        ) from error


def _check_directory(path: Path, members: list[zipfile.ZipInfo], kind: PackageKind) -> None:
    # Part names differ by more than capitals (ECMA-376-2 6.3.5), or Windows and Linux disagree.
    names = {member.filename.casefold() for member in members}
    if len(members) > kind.parts or len(names) < len(members):
        _refuse(path, "has too many parts, or two of the same name", kind)
    for member in members:
        inner = PurePosixPath(member.filename)
        if inner.is_absolute() or ".." in inner.parts or "\\" in member.filename or ":" in member.filename:
            _refuse(path, f"has a part with the unsafe name `{member.filename[:60]}`", kind)
        if member.flag_bits & 1:
            raise InputError(f"{path}: is protected with a zip password. {kind.save_as}")
        if member.file_size > _part_limit(member, kind):
            _refuse(path, f"is far larger inside than it should be (`{member.filename[:60]}`)", kind)
    if sum(member.file_size for member in members) > kind.total_bytes:
        _refuse(path, f"is larger than {kind.total_bytes // 1_000_000} MB inside", kind)


def _part_limit(member: zipfile.ZipInfo, kind: PackageKind) -> int:
    least = kind.picture_bytes if member.filename.lower().endswith(_BARE_PICTURES) else 1_000_000
    return max(least, kind.ratio * member.compress_size)


def _refuse(path: Path, what: str, kind: PackageKind) -> NoReturn:
    raise InputError(
        f"{path}: {what}, which no {kind.title} of an office is. It was not opened. {kind.save_as}"
    )


class _RootReachedError(Exception):
    pass


def has_doctype(data: bytes) -> bool:
    """Tell whether an XML part declares a document type, which no part of a package may (ECMA-376-2 6.2.5).

    Entities can only be declared there. What is not XML at all has none.
    """
    found = False

    def note(*_: object) -> None:
        nonlocal found
        found = True
        raise _RootReachedError

    def stop(*_: object) -> None:
        raise _RootReachedError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = note
    parser.StartElementHandler = stop
    with contextlib.suppress(_RootReachedError, expat.ExpatError):
        parser.Parse(data, True)
    return found
