"""One LibreOffice process, kept warm for a run.

LibreOffice hands a command line over to the process that runs with the same user profile already, and
waits for it. So one process is started and kept alive by an empty document that it has open; each letter is
an ordinary `soffice --convert-to pdf`, which takes a tenth of a second then instead of one or two. If the
process is gone, that command makes the page by itself, only slower.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from lettergen.errors import InputError
from lettergen.libreoffice import keeper
from lettergen.libreoffice.profile import write_font_list, write_profile

#: Seconds that LibreOffice has for one letter, its start included.
DEADLINE = 120.0
_QUIET = ("--headless", "--invisible", "--norestore", "--nodefault", "--nologo", "--nolockcheck")
_EMPTY = "empty.rtf"


class SlowOfficeError(InputError):
    """LibreOffice does not finish."""

    def __init__(self, name: str, seconds: float) -> None:
        """Take the document's name and how long was waited, in seconds."""
        super().__init__(
            f"{name}: LibreOffice did not finish within {seconds:g} seconds and was ended. "
            'Run the command again; if it stays so, use `typesetter = "own"`.'
        )


class Office:
    """LibreOffice with a profile of its own, so that several run beside each other; closed by `close`."""

    def __init__(
        self, program: Path, *, font_folders: Sequence[Path] = (), deadline: float = DEADLINE
    ) -> None:
        """Take the program; nothing is started yet.

        Args:
            program: LibreOffice's `soffice`.
            font_folders: Fonts to be had besides the system's, on Linux.
            deadline: Seconds for one document.
        """
        self._program = program
        self._font_folders = font_folders
        self._deadline = deadline
        self._keeper: subprocess.Popen[bytes] | None = None
        self._folder = Path()

    def pdf_of(self, docx: bytes, name: str) -> bytes:
        """Give a Word file as PDF.

        Args:
            docx: The file's bytes.
            name: Its name, for messages.

        Raises:
            SlowOfficeError: If the deadline passed; LibreOffice is ended.
            InputError: If LibreOffice makes no PDF of it.
        """
        until = time.monotonic() + self._deadline
        try:
            self._start(until)
            return self._converted(docx, name, until)
        except subprocess.TimeoutExpired:
            self.close()
            raise SlowOfficeError(name, self._deadline) from None

    def close(self) -> None:
        """End LibreOffice and remove its folder."""
        if self._keeper is None:
            return
        if self._keeper.stdin:
            self._keeper.stdin.close()
        self._keeper.wait()
        self._keeper = None

    def _start(self, until: float) -> None:
        """Start LibreOffice unless it runs, and wait until it has its empty document open."""
        if self._keeper is not None and self._keeper.poll() is None:
            return
        self.close()
        self._folder = Path(tempfile.mkdtemp(prefix="lettergen-office-")).resolve()
        write_profile(self._folder / "profile")
        write_font_list(self._folder / "fonts.conf", self._font_folders)
        (self._folder / _EMPTY).write_bytes(rb"{\rtf1}")
        # Isolated, so that no Python file of the campaign's folder can take a module's place.
        program = [sys.executable, "-I", keeper.__file__, str(self._folder)]
        self._keeper = subprocess.Popen(  # noqa: S603 (our own program and LibreOffice)
            [*program, *self._command(str(self._folder / _EMPTY))],
            stdin=subprocess.PIPE,
            env=self._environment(),
            start_new_session=True,
        )
        # The lock is made when the document is open (it is how LibreOffice tells other users).
        while not (self._folder / f".~lock.{_EMPTY}#").exists() and self._keeper.poll() is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired(self._program, self._deadline)
            time.sleep(0.01)

    def _converted(self, docx: bytes, name: str, until: float) -> bytes:
        if not self._folder.exists():
            raise InputError(
                f"{self._program}: ended at once. Start LibreOffice by hand to see what it lacks."
            )
        source, made = self._folder / "letter.docx", self._folder / "out" / "letter.pdf"
        source.write_bytes(docx)
        made.unlink(missing_ok=True)
        convert = ("--infilter=MS Word 2007 XML", "--convert-to", "pdf:writer_pdf_Export")
        self._run(self._command(*convert, "--outdir", str(made.parent), str(source)), until)
        try:
            return made.read_bytes()
        except FileNotFoundError:
            raise InputError(
                f"{name}: LibreOffice cannot open it. Open it in LibreOffice by hand to see why, "
                'or use `typesetter = "own"`.'
            ) from None

    def _run(self, command: Sequence[str], until: float) -> None:
        process = subprocess.Popen(  # noqa: S603 (LibreOffice)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=self._environment(),
            start_new_session=True,
        )
        try:
            process.wait(max(0.01, until - time.monotonic()))
        except BaseException:
            keeper.end_group(process)
            process.wait()
            raise

    def _command(self, *arguments: str) -> list[str]:
        profile = (self._folder / "profile").as_uri()
        return [str(self._program), f"-env:UserInstallation={profile}", *_QUIET, *arguments]

    def _environment(self) -> dict[str, str]:
        """Give our environment with the list of fonts and a folder for temporary files."""
        own = {"FONTCONFIG_FILE": str(self._folder / "fonts.conf"), "TMPDIR": str(self._folder)}
        # Without a display, also on a desktop, and with one zone for what a document dates by the clock.
        return {**os.environ, **own, "SAL_USE_VCLPLUGIN": "svp", "TZ": "UTC"}
