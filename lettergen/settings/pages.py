"""How letters are typeset, and printed for the post."""

from dataclasses import dataclass

from lettergen.settings.declaring import setting

TYPESETTERS = ("own", "libreoffice")


@dataclass(frozen=True, kw_only=True)
class PageSettings:
    """The [page] table: how letters are typeset."""

    allow_lost_words: bool = setting(False, "Only warn when a word of the document is not on the pages.")
    fonts: str = setting("fonts", "The campaign's own folder of fonts; may be missing.")
    typesetter: str = setting(
        "own", "Who makes the pages: lettergen, or a LibreOffice on this computer.", choices=TYPESETTERS
    )


@dataclass(frozen=True, kw_only=True)
class PostSettings:
    """The [post] table: paper."""

    envelope: str = setting("dl-uk", "The envelope profile whose window the address must fit.")
    fold_marks: bool = setting(True, "Print fold marks on the first page.")
    duplex: bool = setting(True, "Letters are printed on both sides; each begins on a front.")
