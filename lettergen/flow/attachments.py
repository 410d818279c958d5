"""The files that came with a message, taken out for a person to look at."""

from pathlib import Path

from lettergen.errors import UsageError
from lettergen.flow.review import show
from lettergen.inbox import attachment_contents, read_message
from lettergen.model.ports import Log
from lettergen.outbox import Outbox

#: What a program shows and does not run: text, pictures, PDFs, office files without macros.
_HARMLESS = frozenset(
    [
        ".pdf",
        ".txt",
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".tif",
        ".tiff",
        ".bmp",
        ".webp",
        ".docx",
        ".xlsx",
        ".pptx",
        ".odt",
        ".ods",
        ".odp",
        ".csv",
    ]
)


def save_attachments(log: Log, number: int, outbox: Outbox) -> list[Path]:
    """Write a message's files into outbox/, under safe names, and open none of them.

    Raises:
        UsageError: If there is no such message, or it brought no files.
        InputError: If they cannot be written.
    """
    raw = log.raw(show(log, number).id)
    files = read_message(raw).attachments
    if not files:
        raise UsageError(f"Message {number} brought no files.")
    paths = []
    for place, (file, content) in enumerate(zip(files, attachment_contents(raw), strict=True), start=1):
        path = outbox.attachment(number, place, file.filename)
        outbox.write(path, content)
        paths.append(path)
    return paths


def may_be_opened(path: Path) -> bool:
    """Tell whether a file's ending is one that programs show rather than run."""
    return path.suffix.lower() in _HARMLESS
