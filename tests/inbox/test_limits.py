"""Hostile and huge messages: none raises, takes more than two seconds or swells."""

import base64
import os
import time
import tracemalloc

import pytest

from lettergen.inbox import explain

HEAD = b"From: a@b.example\nTo: c@d.example\nSubject: x\nMIME-Version: 1.0\n"
HTML = HEAD + b"Content-Type: text/html\n\n"
DAEMON = b"From: MAILER-DAEMON@x.example\nSubject: Undelivered Mail\nReturn-Path: <>\n\n"
REPORT = (
    b"From: MAILER-DAEMON@x.example\nContent-Type: multipart/report; boundary=b\n\n"
    b"--b\nContent-Type: message/delivery-status\n\n"
)
NESTED = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(3000))
M = 3_000_000


def repeat(text: bytes, size: int = M) -> bytes:
    return text * (size // len(text))


HOSTILE = {
    "text": lambda: HEAD + b"\n" + repeat(b"hello world this is text\n"),
    "quoted": lambda: HEAD + b"\n" + repeat(b"> hello world\n"),
    "one line": lambda: HEAD + b"\n" + b"a" * M,
    "at signs": lambda: HEAD + b"\n" + repeat(b"a@b."),
    "addresses": lambda: HEAD + b"\n" + repeat(b"a@b.c "),
    "spaces": lambda: HEAD + b"\n" + b" " * M,
    "line breaks": lambda: HEAD + b"\n" + b"\n" * M,
    "angles": lambda: HTML + b"<" * M,
    "divs": lambda: HTML + repeat(b"<div>"),
    "quotations": lambda: HTML + repeat(b"<blockquote>x"),
    "open paragraphs": lambda: HTML + repeat(b"<p><b>x"),
    "open links": lambda: HTML + repeat(b"<a href=http://x.example/>www.y.example"),
    "tables": lambda: HTML + repeat(b"<table><tr><td>x"),
    "empty paragraphs": lambda: HTML + repeat(b"<p>&nbsp;</p>"),
    "multiparts": lambda: HEAD + NESTED + b"hi" + repeat(b"--b zzz\n"),
    "enclosed": lambda: HEAD + b"Content-Type: message/rfc822\n\n" * 3000 + b"hi" * M,
    "parts": lambda: HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + repeat(b"--b\n\nx\n"),
    "fields": lambda: repeat(b"X-A: b\n"),
    "folds": lambda: b"References:" + repeat(b" <a@b>\n"),
    "words": lambda: HEAD + b"Subject: " + repeat(b"=?utf-8?q?=FF?= ") + b"\n\nhi",
    "comments": lambda: b"From: " + b"(" * M + b"\n\nhi",
    "header blocks": lambda: HEAD + b"\n" + repeat(b"From: x\nSent: y\n"),
    "attributions": lambda: HEAD + b"\n" + repeat(b"On 1 Jan 2019 10:00\n"),
    "attributions with colons": lambda: HEAD + b"\n" + repeat(b"On 1 Jan 2019 10:00 a@b.example:\n"),
    "long attributions": lambda: HEAD + b"\n" + repeat(b"On 1 Jan 2019 wrote " * 15 + b":\n"),
    "notices": lambda: DAEMON + repeat(b"550 not delivered <a@b.example> user unknown\n"),
    "notice words": lambda: (
        DAEMON + repeat(b"quota mailbox user recipient address host domain not be delivered ")
    ),
    "recipients": lambda: DAEMON + b"".join(b"<u%d@b.example>: 550 5.1.1 no\n" % i for i in range(90_000)),
    "reports": lambda: REPORT + repeat(b"Final-Recipient: rfc822; a@b.example\nAction: failed\n\n"),
    "diagnostic": lambda: (
        REPORT + b"Final-Recipient: rfc822; a@b.example\nAction: failed\nDiagnostic-Code: " + repeat(b" x\n")
    ),
    "random text": lambda: (
        HEAD + b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(os.urandom(M))
    ),
    "quoted-printable": lambda: HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n" + repeat(b"=41=\n"),
    "parameters": lambda: HEAD + b"Content-Type: " + repeat(b'a/b; x="\\') + b"\n\nx",
    "winmail": lambda: (
        HEAD
        + b"Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(b"\x78\x9f\x3e\x22\x01\x00" + os.urandom(M))
    ),
    "dashes": lambda: HEAD + b"\n" + repeat(b"- "),
    "rules": lambda: HEAD + b"\n" + repeat(b"____________\n"),
    "notices of law": lambda: HEAD + b"\n" + repeat(b"this e-mail this e-mail \n\n"),
    # Found by the fuzzer: half a minute in the search for requests to be removed.
    "gaps": lambda: HEAD + b"\nplease" + b" " * 30_000 + b"remove" + b"\n" * 30_000,
    # Found by the fuzzer: eight seconds in ids that never close.
    "ids without end": lambda: (
        HEAD + b"References: <" + b"a " * 30_000 + b"\nIn-Reply-To: " + b"a\t" * 30_000
    ),
    "comments in the path": lambda: b"Return-Path: " + b"(" * 60_000 + b"\n" + HEAD + b"\nx",
    "removals": lambda: HEAD + b"\n" + repeat(b"please remove me remove us take "),
    "big file": lambda: (
        HEAD
        + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhi\n--b\nContent-Type: application/pdf\n"
        + b"Content-Transfer-Encoding: base64\n\n"
        + repeat(b"A" * 76 + b"\n", 50_000_000)
        + b"\n--b--\n"
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_message_is_read_in_time(name):
    raw = HOSTILE[name]()
    start = time.process_time()
    explain(raw)
    assert time.process_time() - start < 2.0


@pytest.mark.parametrize("name", ["big file", "parts", "random text", "tables", "winmail", "recipients"])
def test_hostile_message_is_read_in_little_memory(name):
    raw = HOSTILE[name]()
    tracemalloc.start()
    explain(raw)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 200_000_000
