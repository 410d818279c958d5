"""Cuts what a server sends into lines and literals (RFC 3501 section 2.2)."""

import re
from collections.abc import Iterator

_LITERAL = re.compile(rb"\{(\d+)\}\r?\n\Z")

#: No line outside a literal is nearly as long; an endless one would fill the memory.
_LONGEST_LINE = 64 * 1024 * 1024


class LineCutter:
    """Gives whole lines, and literals in pieces as large as they came.

    imaplib2 queues every line of a message by itself, between three threads, which is most of the
    time it takes to fetch one. A literal that is not cut at its line ends costs a few pieces.
    """

    def __init__(self) -> None:
        self._rest = b""
        self._literal = 0
        self._within_response = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield the lines (with their ends) and pieces of literals that this data completes.

        Raises:
            ValueError: If a line does not end.
        """
        data = self._rest + data
        self._rest = b""
        at = 0
        while at < len(data):
            if self._literal:
                piece = data[at : at + self._literal]
                self._literal -= len(piece)
            else:
                end = data.find(b"\n", at)
                if end < 0:
                    self._keep(data[at:])
                    return
                piece = data[at : end + 1]
                self._note_literal(piece)
            at += len(piece)
            yield piece

    def _keep(self, rest: bytes) -> None:
        if len(rest) > _LONGEST_LINE:
            raise ValueError("the server sends a line without end")
        self._rest = rest

    def _note_literal(self, line: bytes) -> None:
        # Only an untagged response, or one that goes on after a literal, can announce one; a tagged
        # response's text that happens to end so does not.
        if not (self._within_response or line.startswith(b"* ")):
            return
        found = _LITERAL.search(line)
        self._within_response = found is not None
        self._literal = int(found[1]) if found else 0
