"""The user profile that LibreOffice runs with: made for one run, closed to macros and the network."""

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

_OFFICE = "/org.openoffice.Office."
_INTERNET = "/org.openoffice.Inet/Settings"
_UPDATE_CHECK = "Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments"
# A port where nothing listens: what would go out through a proxy goes nowhere.
_NOWHERE = ("127.0.0.1", 9)

#: Path in LibreOffice's registry, name, value. What a version does not know, it leaves aside.
_SETTINGS: tuple[tuple[str, str, str | int], ...] = (
    # A template may come from a stranger: nothing in it runs, nothing is fetched for it.
    (_OFFICE + "Common/Security/Scripting", "MacroSecurityLevel", 3),
    (_OFFICE + "Common/Security/Scripting", "DisableMacrosExecution", "true"),
    (_OFFICE + "Common/Security/Scripting", "DisableActiveContent", "true"),
    (_OFFICE + "Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    (_OFFICE + "Writer/Content/Update", "Link", 2),
    (_OFFICE + "Java/VirtualMachine", "Enable", "false"),
    (_OFFICE + _UPDATE_CHECK, "AutoCheckEnabled", "false"),
    (_INTERNET, "ooInetProxyType", 2),
    (_INTERNET, "ooInetHTTPProxyName", _NOWHERE[0]),
    (_INTERNET, "ooInetHTTPProxyPort", _NOWHERE[1]),
    (_INTERNET, "ooInetHTTPSProxyName", _NOWHERE[0]),
    (_INTERNET, "ooInetHTTPSProxyPort", _NOWHERE[1]),
    # Nobody is there to be asked or shown anything.
    (_OFFICE + "Common/Misc", "FirstRun", "false"),
    (_OFFICE + "Common/Misc", "UseOpenCL", "false"),
    (_OFFICE + "Common/History", "PickListSize", 0),
    # PDF/UA-1 and PDF/A-2b, as near as this LibreOffice comes; pictures as they are.
    (_OFFICE + "Common/Filter/PDF/Export", "UseTaggedPDF", "true"),
    (_OFFICE + "Common/Filter/PDF/Export", "PDFUACompliance", "true"),
    (_OFFICE + "Common/Filter/PDF/Export", "SelectPdfVersion", 2),
    (_OFFICE + "Common/Filter/PDF/Export", "DisplayPDFDocumentTitle", "true"),
    (_OFFICE + "Common/Filter/PDF/Export", "ExportFormFields", "false"),
    (_OFFICE + "Common/Filter/PDF/Export", "ReduceImageResolution", "false"),
)  # fmt: skip


def write_profile(folder: Path) -> None:
    """Write a new user profile into an empty folder."""
    items = "".join(
        f'<item oor:path="{escape(path, {chr(39): "&apos;"})}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for path, name, value in _SETTINGS
    )
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{items}</oor:items>\n',
        encoding="utf-8",
    )


def write_font_list(file: Path, folders: Iterable[Path]) -> None:
    """Write a fontconfig file: the system's fonts, and those of further folders, which go before.

    A system's file of the same name as one of theirs is passed over: it may be another version with other
    widths. LibreOffice on macOS and Windows does not read this and knows the system's fonts alone.
    """
    kept = [folder.absolute() for folder in folders if folder.is_dir()]
    names = sorted({font.name for folder in kept for font in folder.rglob("*.[ot]t[fc]")})
    rejected = "".join(f"<glob>*/{escape(name)}</glob>" for name in names)
    accepted = "".join(f"<glob>{escape(str(folder))}/*</glob>" for folder in kept)
    file.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        + "".join(f"<dir>{escape(str(folder))}</dir>\n" for folder in kept)
        + '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n'
        f"<selectfont><rejectfont>{rejected}</rejectfont>\n<acceptfont>{accepted}</acceptfont></selectfont>\n"
        "</fontconfig>\n",
        encoding="utf-8",
    )
