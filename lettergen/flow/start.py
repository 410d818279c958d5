"""A new campaign's folder."""

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from lettergen.errors import InputError


def start_campaign(folder: Path) -> list[Path]:
    """Write a new campaign that works at once: the sample, to be made one's own.

    Returns:
        The files written, in order.

    Raises:
        InputError: If the folder has a campaign or anything else in it, or cannot be written to.
    """
    try:
        if folder.exists() and any(folder.iterdir()):
            raise InputError(f"{folder}: is not empty. Name a new folder; lettergen writes over nothing.")
        folder.mkdir(parents=True, exist_ok=True)
        written = _copy(resources.files("lettergen") / "sample", folder)
        (folder / "outbox").mkdir(exist_ok=True)
    except OSError as error:
        raise InputError(
            f"{folder}: cannot be written to: {error.strerror}. Choose another folder."
        ) from error
    return written


def _copy(source: Traversable, target: Path) -> list[Path]:
    written = []
    for entry in sorted(source.iterdir(), key=lambda one: one.name):
        path = target / entry.name
        if entry.is_dir():
            path.mkdir(exist_ok=True)
            written += _copy(entry, path)
        else:
            path.write_bytes(entry.read_bytes())
            written.append(path)
    return written
