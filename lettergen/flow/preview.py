"""One letter, or any Word file, as pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lettergen.errors import InputError
from lettergen.flow.compare import Comparison, compare_pdfs
from lettergen.flow.press import Press, Typesetter
from lettergen.merge import open_word_file
from lettergen.model.documents import DocumentInfo, Typeset
from lettergen.model.sendings import Channel
from lettergen.outbox import Outbox


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter typeset to look at."""

    channel: Channel
    path: Path
    pages: int
    warnings: tuple[str, ...]


def preview_letter(
    press: Press, key: str, channels: Sequence[Channel] | None, outbox: Outbox
) -> Iterator[Preview]:
    """Typeset the letter to one recipient.

    Args:
        press: Makes the letters.
        key: The recipient's key.
        channels: By which ways; None for those of the recipient.
        outbox: Where the pages are written.
    """
    recipient = press.campaign.recipient(key)
    for channel in channels or sorted(recipient.channels, key=lambda one: one.value):
        made = press.letter(recipient, channel)
        path = outbox.preview(key, press.ref(recipient), channel)
        outbox.write(path, made.pdf)
        yield Preview(channel, path, made.pages, tuple(str(warning) for warning in made.warnings))


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """A letter by two typesetters: how they differ, and where the picture of both lies."""

    channel: Channel
    found: Comparison
    path: Path


def compare_letter(
    presses: tuple[Press, Press], key: str, channels: Sequence[Channel] | None, outbox: Outbox
) -> Iterator[SecondOpinion]:
    """Typeset the letter to one recipient twice, and write a picture of both with what differs marked.

    Args:
        presses: Make the letters, left and right in the picture.
        key: The recipient's key.
        channels: By which ways; None for those of the recipient.
        outbox: Where the picture is written.
    """
    recipient = presses[0].campaign.recipient(key)
    for channel in channels or sorted(recipient.channels, key=lambda one: one.value):
        left, right = (press.letter(recipient, channel).pdf for press in presses)
        found = compare_pdfs(left, right)
        path = outbox.comparison(key, presses[0].ref(recipient), channel)
        outbox.write(path, found.picture)
        yield SecondOpinion(channel, found, path)


def typeset_file(typesetter: Typesetter, source: Path, target: Path) -> Typeset:
    """Typeset a Word file as it is and write its PDF.

    Raises:
        InputError: If the file is not one we open, or the PDF cannot be written.
    """
    word = open_word_file(source, refuse_active=False)
    made = typesetter.typeset(word, DocumentInfo(title=""))
    try:
        target.write_bytes(made.pdf)
    except OSError as error:
        raise InputError(f"{target}: cannot be written: {error.strerror}. Name another with -o.") from error
    return made
