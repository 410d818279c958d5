"""Names, finds and atomically writes the files in outbox/."""

import contextlib
import errno
import hashlib
import os
import re
import unicodedata
from pathlib import Path

from lettergen.errors import InputError
from lettergen.model.letters import LetterRef
from lettergen.model.sendings import Channel

# Letters of any script, digits, hyphen and underscore; everything else means something to some file
# system, some shell or some archive program.
_UNSAFE = re.compile(r"[^\w-]")
# File systems allow 255 bytes (Linux) or 255 UTF-16 units (Windows, macOS) for a name, and Windows
# programs 260 for the whole path. A character has up to four bytes.
_LONGEST = 40


class Outbox:
    """The folder of what will go or has gone; everything in it can be made again.

    A file's name has the recipient's key, for people, and the letter's reference, which no other
    letter has: keys that differ in case alone stay apart on every file system.
    """

    def __init__(self, folder: Path) -> None:
        """Take the folder; it is made when the first file is written."""
        self._folder = folder

    def email_pdf(self, key: str, ref: LetterRef) -> Path:
        """Say where the letter's PDF for email lies."""
        return self._folder / "email" / f"{safe_name(key)}-{ref}.pdf"

    def post_pdf(self, key: str, ref: LetterRef) -> Path:
        """Say where the letter's PDF for paper lies."""
        return self._folder / "post" / f"{safe_name(key)}-{ref}.pdf"

    def eml(self, key: str, ref: LetterRef) -> Path:
        """Say where the email lies, to the byte."""
        return self._folder / "eml" / f"{safe_name(key)}-{ref}.eml"

    def preview(self, key: str, ref: LetterRef, channel: Channel) -> Path:
        """Say where a letter's preview lies."""
        return self._folder / "preview" / f"{safe_name(key)}-{ref}-{channel.value}.pdf"

    def proof_table(self) -> Path:
        """Say where the proof's list of letters lies, a spreadsheet."""
        return self._folder / "proof" / "letters.csv"

    def drop_proofs(self, after: int) -> None:
        """Remove the volumes of an earlier, longer proof, so that nobody mails them round.

        Args:
            after: The number of the last volume that counts.

        Raises:
            InputError: If one cannot be removed.
        """
        number = after + 1
        while (path := self.proof(number)).exists():
            try:
                path.unlink()
            except OSError as error:
                raise _in_words(path, error) from error
            number += 1

    def comparison(self, key: str, ref: LetterRef, channel: Channel) -> Path:
        """Say where the picture lies that shows a letter by two typesetters."""
        return self.preview(key, ref, channel).with_suffix(".compared.png")

    def words(self, key: str, ref: LetterRef, channel: Channel) -> Path:
        """Say where a letter's words lie, with which later ones are compared."""
        return self._folder / "proof" / "words" / f"{safe_name(key)}-{ref}-{channel.value}.txt"

    @property
    def changed(self) -> "Outbox":
        """The same for letters that are not as the proof has them, beside those that are."""
        return Outbox(self._folder / "changed")

    def proof(self, number: int) -> Path:
        """Say where a volume of the proof lies; they count from 1."""
        return self._folder / "proof" / f"proof-{number}.pdf"

    def batch(self, name: str, suffix: str) -> Path:
        """Say where a postal batch's file lies; `suffix` is without a dot, such as ``pdf``."""
        return self._folder / "batches" / f"batch-{safe_name(name)}.{safe_name(suffix)}"

    def attachment(self, message: int, place: int, filename: str) -> Path:
        """Say where a file lies that came with a message; `filename` has a safe ending already."""
        name = Path(filename)
        file = f"{place}-{safe_name(name.stem)}{name.suffix}"
        return self._folder / "attachments" / f"message-{message}" / file

    def message(self, number: int) -> Path:
        """Say where a message that came is written, to the byte; `number` is its number in the inbox."""
        return self._folder / "exported" / f"message-{number}.eml"

    def read(self, path: Path) -> bytes | None:
        """Give a file's bytes, or None if it is not there.

        Raises:
            InputError: If it is there and may not be read.
        """
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _in_words(path, error) from error

    def write(self, path: Path, data: bytes) -> None:
        """Write a file, whole or not at all; one that has these bytes already is left alone.

        It is not flushed to the disk: after a power cut a file may be gone or empty, is noticed by its
        hash, and is made again. Waiting for the disk would cost more than making the letters.

        Args:
            path: As one of the other methods gave it.
            data: The file's bytes.

        Raises:
            InputError: If the folder may not be written to, or the disk is full.
        """
        if not path.is_relative_to(self._folder):
            raise ValueError(f"{path} lies outside {self._folder}")
        try:
            if _has_bytes(path, data):
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, data)
        except OSError as error:
            raise _in_words(path, error) from error


def safe_name(text: str) -> str:
    """Give a part of a file name that every file system takes, near to the text and its alone.

    A text that had to be changed or cut gets a piece of its hash, so that two texts that look alike
    afterwards stay apart. Names that mean a device to Windows, such as ``CON`` or ``nul``, count as
    unsafe too.
    """
    composed = unicodedata.normalize("NFC", text)
    safe = _UNSAFE.sub("_", composed)[:_LONGEST]
    if safe == text and safe and not _is_device(safe):
        return safe
    return f"{safe}-{hashlib.sha256(text.encode(errors='surrogatepass')).hexdigest()[:8]}"


def _is_device(name: str) -> bool:
    """Tell whether Windows reserves that name."""
    return re.fullmatch(r"CON|PRN|AUX|NUL|(COM|LPT)[0-9¹²³]", name.upper()) is not None


def _has_bytes(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def _replace(path: Path, data: bytes) -> None:
    """Write beside the file and move over it, which happens at once or not at all."""
    # With the process's number, so that two runs do not write into one file.
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except BaseException:
        # Best effort: the first error is the one to tell.
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _in_words(path: Path, error: OSError) -> InputError:
    """Say what to do about a file that could not be read or written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        remedy = "Make room on the disk and run the command again."
    elif isinstance(error, PermissionError):
        remedy = "Check the folder's permissions, and close the file if another program has it open."
    else:
        remedy = "Check the folder, and run the command again."
    return InputError(f"{path}: {(error.strerror or 'cannot be used').lower()}. {remedy}")
