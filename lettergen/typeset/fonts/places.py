"""Where font files lie: a campaign's folder, installed Python packages, the system."""

import functools
import importlib.util
import os
import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

from lettergen.typeset.fonts.entries import SUFFIXES, FontEntry, read_entries

# The entry points under which font packages on PyPI make themselves known: those of fontpkg.org and
# those of Pimoroni's fonts-python. Both keep their files in a folder `files` of the named module.
_PACKAGE_GROUPS = ("fontpkg.family", "fonts_ttf", "fonts_otf")


# Where Debian keeps the part of Droid Sans Fallback that has Hangul.
_DEBIAN_FOLDERS = (Path("/usr/share/fonts-droid-fallback"),)


def folder_entries(folder: Path) -> list[FontEntry]:
    """Give the faces of all font files in a folder and below it; none if there is no such folder."""
    return [entry for path in _font_files(folder) for entry in read_entries(path)]


@functools.cache
def package_entries() -> tuple[FontEntry, ...]:
    """Give the faces of installed font packages. They are located, not imported: no code runs."""
    return tuple(entry for folder in package_folders() for entry in folder_entries(folder))


@functools.cache
def system_entries() -> tuple[FontEntry, ...]:
    """Give the faces in the system's and the user's font folders."""
    return tuple(entry for folder in system_folders() for entry in folder_entries(folder))


def system_folders(platform: str = sys.platform) -> list[Path]:
    """Give the folders in which a platform keeps fonts, the user's own first."""
    home = Path.home()
    if platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        return [local / "Microsoft/Windows/Fonts", Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
    if platform == "darwin":
        return [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    data = os.environ.get("XDG_DATA_DIRS", "/usr/local/share:/usr/share").split(":")
    own = Path(os.environ.get("XDG_DATA_HOME", home / ".local/share"))
    shared = [Path(one) / "fonts" for one in data if one]
    return [own / "fonts", home / ".fonts", *shared, *_DEBIAN_FOLDERS]


def package_folders() -> Iterator[Path]:
    """Give the folders in which installed font packages keep their files."""
    modules = {point.module for group in _PACKAGE_GROUPS for point in entry_points(group=group)}
    for module in sorted(modules):
        spec = importlib.util.find_spec(module)
        if spec is not None and spec.origin:
            yield Path(spec.origin).parent / "files"


def _font_files(folder: Path) -> list[Path]:
    """Give the font files of a folder and below, sorted, so that every machine sees one order."""
    found = []
    for parent, folders, names in os.walk(folder):
        folders.sort()
        found += [Path(parent, name) for name in names if Path(name).suffix.lower() in SUFFIXES]
    return sorted(found, key=lambda path: (path.name, str(path)))
