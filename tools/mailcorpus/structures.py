"""Answers in every shape that mail comes in, whole and broken: what they are made of must not matter."""

import base64
import binascii
import struct
from collections.abc import Iterator

from mailcorpus.made import Made

WORDS = "We agree to the first request.\n\nJo Berg"
HEAD = (
    "From: Jo Berg <jo.berg@party.example>\nTo: office@campaign.example\nSubject: Re: Three requests\n"
    "Date: Wed, 13 Nov 2019 09:00:00 +0000\nMessage-ID: <s1@party.example>\n"
    "In-Reply-To: <AP19-7F3K.1@campaign.example>\nMIME-Version: 1.0\n"
)
PLAIN = "Content-Type: text/plain; charset=utf-8\n\n"
# No real keys or signatures: the bytes only look like them to one who does not open them.
SEALED = base64.encodebytes(bytes(range(256)) * 3).decode()
SIGNATURE_WORDS = "It carries an OpenPGP signature, which was not checked."


def messages() -> Iterator[Made]:
    """Give one message for every shape."""
    for name, raw, expected in (*_sealed(), *_wrapped(), *_notices(), *_charsets(), *_broken()):
        content = raw if isinstance(raw, bytes) else raw.encode()
        yield Made(f"shape-{name}", content, {"kind": "reply", "text": WORDS} | expected)


def _multipart(kind: str, *parts: str, params: str = "", close: str = "--=b--\n") -> str:
    body = "".join(f"--=b\n{part}\n" for part in parts)
    return f'{HEAD}Content-Type: multipart/{kind}; boundary="=b"{params}\n\n{body}{close}'


def _file(content_type: str, data: bytes, name: str) -> str:
    head = f'Content-Type: {content_type}; name="{name}"\nContent-Transfer-Encoding: base64\n'
    return f'{head}Content-Disposition: attachment; filename="{name}"\n\n{base64.encodebytes(data).decode()}'


def _sealed() -> Iterator[tuple[str, str, dict[str, object]]]:
    smime = "It is encrypted or signed (S/MIME); its text may not be readable here."
    fields = "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n"
    fields += "Content-Transfer-Encoding: base64\n\n"
    yield "smime-encrypted", f"{HEAD}{fields}{SEALED}", {"text": "", "defects": [smime]}
    signed = 'Content-Type: application/pkcs7-signature; name="smime.p7s"\n\nMIIB\n'
    yield "smime-signed", _multipart("signed", PLAIN + WORDS, signed), {"defects": []}
    pgp = "Content-Type: application/pgp-encrypted\n\nVersion: 1\n"
    armour = "Content-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\n"
    defect = "It is encrypted (OpenPGP); its text cannot be read here."
    yield "pgp-encrypted", _multipart("encrypted", pgp, armour), {"text": "", "defects": [defect]}
    seal = "Content-Type: application/pgp-signature\n\n-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----\n"
    yield "pgp-signed", _multipart("signed", PLAIN + WORDS, seal), {"defects": []}
    inline = (
        f"{HEAD}{PLAIN}-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{WORDS}\n"
        "-----BEGIN PGP SIGNATURE-----\n\niQEz\n=abcd\n-----END PGP SIGNATURE-----\n"
    )
    yield "pgp-signed-inline", inline, {}
    block = f"{HEAD}{PLAIN}-----BEGIN PGP MESSAGE-----\n\nhQEM\n=abcd\n-----END PGP MESSAGE-----\n"
    yield "pgp-encrypted-inline", block, {"text": "", "defects": [defect]}


def _wrapped() -> Iterator[tuple[str, str, dict[str, object]]]:
    yield "winmail", _multipart("mixed", _file("application/ms-tnef", _winmail(), "winmail.dat")), {}
    damaged = _file("application/ms-tnef", _winmail()[:40] + b"\xff" * 60, "winmail.dat")
    defect = "A winmail.dat is damaged; not all that was in it could be read."
    yield "winmail-damaged", _multipart("mixed", PLAIN + WORDS, damaged), {"defects": [defect]}
    inner = f"From: a@b.example\nSubject: Undelivered Mail\n{PLAIN}550 5.1.1 no such user <x@y.example>\n"
    enclosed = f"Content-Type: message/rfc822\n\n{inner}"
    yield "enclosed", _multipart("mixed", PLAIN + WORDS, enclosed), {"recipients": []}
    digest = 'Content-Type: multipart/digest; boundary="d"\n\n' + f"--d\n\n{inner}" * 3 + "--d--\n"
    yield "digest", _multipart("mixed", PLAIN + WORDS, digest), {"recipients": []}
    deep = "".join(f'Content-Type: multipart/mixed; boundary="d{i}"\n\n--d{i}\n' for i in range(99))
    ends = "".join(f"\n--d{i}--\n" for i in reversed(range(99)))
    yield "deep", f"{HEAD}{deep}{PLAIN}{WORDS}\n{ends}", {"defects": []}
    deeper = "".join(f'Content-Type: multipart/mixed; boundary="d{i}"\n\n--d{i}\n' for i in range(150))
    ends = "".join(f"\n--d{i}--\n" for i in reversed(range(150)))
    note = "Parts lie too deep or are too many; not all were read."
    yield "too-deep", f"{HEAD}{deeper}{PLAIN}{WORDS}\n{ends}", {"text": "", "defects": [note]}
    pdf = _file("application/pdf", _pdf("Your letter AP19-7F3K"), "answer.pdf")
    yield "pdf", _multipart("mixed", PLAIN + WORDS, pdf), {"references": ["AP19-7F3K"]}
    yield (
        "uuencoded",
        f"{HEAD}Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a.txt\n{_uu(WORDS)}end\n",
        {},
    )


def _notices() -> Iterator[tuple[str, str, dict[str, object]]]:
    """Give a notice enclosed in another message: by a scanner of viruses, and by a person."""
    notice = (
        'Subject: Returned mail\nContent-Type: multipart/report; report-type=delivery-status; boundary="n"\n\n'
        "--n\n\nThe following address failed:\nleader@party.example\n\n--n\n"
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x.example\n\n"
        "Final-Recipient: rfc822; leader@party.example\nAction: failed\nStatus: 5.1.1\n\n--n\n"
        "Content-Type: message/rfc822\n\nMessage-ID: <AP19-7F3K.1@campaign.example>\n\nx\n--n--\n"
    )
    enclosed = f"Content-Type: message/rfc822\n\n{notice}"
    yield "notice-forwarded", _multipart("mixed", PLAIN + WORDS, enclosed), {"recipients": []}
    wrapped = _multipart("mixed", f"{PLAIN}----- The following addresses had errors -----\n", enclosed)
    wrapped = wrapped.replace("Jo Berg <jo.berg@", "Mail Delivery Subsystem <MAILER-DAEMON@")
    wrapped = wrapped.replace("Re: Three requests", "Returned mail: User unknown")
    failed = {"address": "leader@party.example", "status": "5.1.1"}
    expected = {"kind": "bounce", "permanent": True, "recipients": [failed]}
    yield "notice-wrapped", wrapped, expected | {"text": "----- The following addresses had errors -----"}


def _charsets() -> Iterator[tuple[str, bytes, dict[str, object]]]:
    words = {"text": "Wir stimmen für die erste Bitte – danke.\n\nJörg"}
    text = words["text"]
    head = HEAD.encode()
    yield (
        "utf-16",
        head
        + b"Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(text.encode("utf-16")),
        words,
    )
    for name, declared, encoding in (
        ("says-ascii-is-cp1252", "us-ascii", "cp1252"),
        ("says-utf-8-is-cp1252", "utf-8", "cp1252"),
        ("says-latin-1-is-utf-8", "iso-8859-1", "utf-8"),
        ("says-nonsense", "x-unknown-42", "utf-8"),
        ("says-hex", "hex", "utf-8"),
    ):
        yield (
            name,
            head + f"Content-Type: text/plain; charset={declared}\n\n".encode() + text.encode(encoding),
            words,
        )
    raw = HEAD.replace("Jo Berg", "Jörg Berg").replace("Three requests", "Drei Bitten für morgen")
    yield "raw-8-bit-fields", raw.encode("utf-8") + PLAIN.encode() + text.encode(), words
    yield "raw-latin-1-fields", raw.encode("latin-1") + PLAIN.encode() + text.encode(), words
    yield "nuls", (HEAD + PLAIN + WORDS).encode().replace(b"agree", b"ag\0ree"), {}
    yield "nuls-in-fields", HEAD.encode().replace(b"Three", b"Th\0ree") + (PLAIN + WORDS).encode(), {}


def _broken() -> Iterator[tuple[str, str, dict[str, object]]]:
    encoded = base64.encodebytes(WORDS.encode()).decode().strip()
    start = f"{HEAD}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    yield "base64-unpadded", start + encoded.rstrip("=") + "\n", {}
    yield "base64-strays", start + encoded[:20] + " *\n!" + encoded[20:] + "\n-- \nlist footer\n", {}
    yield "base64-undeclared-text", start + WORDS + "\n", {}
    lacks = "A multipart message lacks its boundary."
    whole = _multipart("mixed", PLAIN + WORDS)
    yield "boundary-undeclared", whole.replace('; boundary="=b"', ""), {"defects": [lacks]}
    yield "boundary-other", whole.replace('boundary="=b"', 'boundary="=c"'), {"defects": [lacks]}
    ends = "A multipart message breaks off before its end."
    yield "boundary-unclosed", _multipart("mixed", PLAIN + WORDS, close=""), {"defects": [ends]}
    yield "multipart-of-nothing", f"{HEAD}Content-Type: multipart/mixed\n\n{WORDS}\n", {"defects": [lacks]}
    yield (
        "no-blank-line",
        f"{HEAD}{WORDS}\n",
        {"defects": ["The header block ends without a blank line."]},
    )
    odd = "Content-Type: text\n\n"
    yield "type-text", f"{HEAD}{odd}{WORDS}\n", {"defects": []}
    yield (
        "type-malformed",
        f"{HEAD}Content-Type: a/b/c; ;;=\n\n{WORDS}\n",
        {"defects": ["A content type is malformed."]},
    )


def _uu(text: str) -> str:
    data = text.encode()
    return "".join(binascii.b2a_uu(data[i : i + 45]).decode() for i in range(0, len(data), 45)) + "`\n"


def _winmail() -> bytes:
    """Give a winmail.dat with a text and a file (MS-OXTNEF 2.1.3)."""
    attributes = (
        (1, 0x0002800C, WORDS.encode() + b"\0"),
        (2, 0x00069002, b"\x01\0" + b"\xff" * 4 + b"\0" * 8),
        (2, 0x00018010, b"answer.txt\0"),
        (2, 0x0006800F, b"Yes to all three."),
    )
    data = struct.pack("<IH", 0x223E9F78, 1)
    for level, kind, value in attributes:
        data += struct.pack("<BII", level, kind, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)
    return data


def _pdf(words: str) -> bytes:
    """Give a PDF of one page with a line of text (ISO 32000-2 7.5)."""
    drawn = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (
            size,
            table,
            size,
            len(data),
        )
    )
