"""Whatever words people have in their names, subjects, files and texts: they arrive as they were."""

import dataclasses
import email
import email.policy
import quopri
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lettergen.errors import InputError
from tests.emails.test_compose import LONG, SENDER, made

# What breaks out of headers, beside letters of any script: quotes, separators, marks of direction.
AWKWARD = "\"',;:<>()[]@\\=?_ .\u202e\u200f\u2066éßŁΩ中😀"
WORDS = st.text(
    st.one_of(st.sampled_from(AWKWARD), st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]))
)
LOCALS = st.text(st.sampled_from("abcxyz09.+-_éłΩ中"), min_size=1, max_size=30)
DOMAINS = st.sampled_from(["one.example", "bücher.example", "ελλάδα.example", "a-b.example"])
OUR_HEADERS = {
    "date", "from", "to", "cc", "reply-to", "subject", "message-id", "content-language", "x-letter-reference",
    "mime-version", "content-type", "content-transfer-encoding",
}  # fmt: skip


def composed(**changes):
    """Give a parsed email and its bytes, or None where the words are refused, which is right too."""
    try:
        raw = made(**changes).raw
    except InputError:
        return None
    return email.message_from_bytes(raw), raw


def decoded(value: str) -> str:
    return str(make_header(decode_header(value)))


def squeezed(text: str) -> str:
    """Leave out blanks: where lines fold, a parser may give one more or one less."""
    return "".join(text.split())


def assert_whole(message: Message, raw: bytes) -> None:
    """Nothing was added to the header, and nothing on the wire has to be rewritten."""
    names = [name.lower() for name, _value in message.items()]
    assert set(names) <= OUR_HEADERS
    assert len(set(names)) == len(names)
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


@given(sender=WORDS, recipient=WORDS, subject=WORDS)
def test_names_and_subject_arrive(sender, recipient, subject):
    got = composed(
        sender=dataclasses.replace(SENDER, name=sender),
        recipient=dataclasses.replace(LONG, name=recipient),
        subject=subject,
    )
    if got is None:
        return
    message, raw = got
    assert_whole(message, raw)
    assert raw.isascii()
    assert squeezed(decoded(message["Subject"] or "")) == squeezed(subject)
    for header, name, address in (
        ("From", sender, SENDER.email),
        ("To", recipient, LONG.email),
    ):
        ((phrase, found),) = getaddresses([message[header]])
        assert found == address
        assert squeezed(decoded(phrase)) == squeezed(name)


@given(local=LOCALS, domain=DOMAINS, copied=LOCALS, answers=LOCALS)
def test_addresses_arrive_whatever_their_letters(local, domain, copied, answers):
    got = composed(
        sender=dataclasses.replace(SENDER, reply_to=f"{answers}@{domain}"),
        recipient=dataclasses.replace(LONG, email=f"{local}@{domain}", cc=(f"{copied}@{domain}",)),
    )
    if got is None:
        return
    message, raw = got
    assert_whole(message, raw)
    # An address that is not ASCII is there in UTF-8 (RFC 6532); its domain is written in ASCII.
    written = email.message_from_bytes(raw, policy=email.policy.SMTPUTF8)
    for header, wanted in (("To", local), ("Cc", copied), ("Reply-To", answers)):
        ((_name, found),) = getaddresses([str(written[header])])
        assert found.partition("@")[0] == wanted
    assert raw.isascii() or not (local + copied + answers).isascii()


@given(name=WORDS.filter(lambda name: name.strip()))
def test_file_names_arrive(name):
    got = composed(pdf_name=name)
    if got is None:
        return
    message, raw = got
    assert_whole(message, raw)
    assert raw.isascii()
    (part,) = [one for one in message.walk() if one.get_content_type() == "application/pdf"]
    assert squeezed(email.message_from_bytes(part.as_bytes()).get_filename() or "") == squeezed(name)
    assert part.get_payload(decode=True) == b"%PDF-1.7 not really"


LINES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])),
    st.sampled_from(
        ["From me", "From  ", ">From x", ".", "..", "." * 200, "--", "=46", "a  ", "\t", "é" * 300]
    ),
    st.builds(lambda n: "From " + "x" * n, st.integers(0, 200)),
    st.builds(lambda n: "." + "x" * n, st.integers(0, 200)),
)


@given(lines=st.lists(LINES, min_size=1), html=st.booleans())
def test_text_arrives_and_no_program_has_to_change_it(lines, html):
    text = "\n".join(lines)
    message, raw = composed(text=text, html=text if html else None)
    assert_whole(message, raw)
    assert raw.isascii()
    bodies = [one for one in message.walk() if one.get_content_maintype() == "text"]
    assert len(bodies) == 1 + html
    for body in bodies:
        written = body.get_payload().encode("ascii")
        for line in written.split(b"\n"):
            bare = line.rstrip(b"\r")
            assert len(bare) <= 76
            assert not bare.startswith((b"From ", b"."))
            assert not bare.endswith((b" ", b"\t"))
        came = quopri.decodestring(written).decode("utf-8").replace("\r\n", "\n")
        assert came == "\n".join(text.splitlines()) + "\n"


@pytest.mark.parametrize(
    "bad", ["a@one.example,b@two.example", "a@one.example\nBcc: b@two.example", "<a@one.example>"]
)
def test_one_address_is_one_address(bad):
    with pytest.raises(InputError, match="no email address"):
        made(dataclasses.replace(LONG, email=bad))
