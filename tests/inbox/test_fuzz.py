"""Whatever comes is read: the parser, the classifier and the quote cutter under made-up damage.

Longer runs, also led by coverage: ``make fuzz``.
"""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lettergen.inbox import explain, read_message
from lettergen.inbox.quotes import html_text, new_text

MAIL = sorted((Path(__file__).parent / "mail").glob("*.eml"))
KINDS = {"reply", "auto-reply", "bounce", "other"}
# A slow machine must not fail these; that reading is quick is test_limits' to show. The same examples at
# every run: new ones are looked for by make fuzz.
UNHURRIED = settings(
    deadline=None, derandomize=True, max_examples=150, suppress_health_check=[HealthCheck.too_slow]
)

LINES = st.sampled_from(
    [
        "",
        "Yes, we agree.",
        "> Will you support it?",
        ">> nested",
        "On Tue, 12 Nov 2019 at 10:00, Office <office@campaign.example> wrote:",
        "Am 12.11.2019 um 10:00 schrieb Office:",
        "-----Original Message-----",
        "From: Office <office@campaign.example>",
        "Sent: Tuesday, 12 November 2019 10:00",
        "To: Jo Berg",
        "Subject: Three requests",
        "-- ",
        "Sent from my iPhone",
        "_" * 32,
        "This e-mail is confidential and intended only for the addressee.",
    ]
)
NAMES = """From To Subject Return-Path Content-Type Auto-Submitted X-Failed-Recipients References Precedence
Content-Transfer-Encoding X-Autoreply Date List-Id"""
FIELDS = st.dictionaries(
    st.sampled_from(NAMES.split()),
    st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=60),
)


@UNHURRIED
@given(st.binary(max_size=2_000))
def test_any_bytes_are_read(raw):
    assert explain(raw)["kind"] in KINDS


@UNHURRIED
@given(st.data())
def test_any_message_cut_and_overwritten_is_read(data):
    raw = bytearray(data.draw(st.sampled_from(MAIL)).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(raw)))
        raw[place : place + data.draw(st.integers(0, 300))] = data.draw(st.binary(max_size=40))
    assert explain(bytes(raw))["kind"] in KINDS


@UNHURRIED
@given(FIELDS, st.text(max_size=400))
def test_any_header_fields_are_classified_with_a_reason(fields, body):
    head = "".join(f"{name}: {value}\n" for name, value in fields.items())
    inbound = read_message(f"{head}\n{body}".encode("utf-8", "surrogatepass"))
    assert inbound.evidence
    assert (inbound.permanent is None) or inbound.kind.value == "bounce"


@UNHURRIED
@given(st.lists(LINES | st.text(max_size=80), max_size=40))
def test_quote_cutter_adds_and_reorders_nothing(lines):
    text = "\n".join(lines)
    rest = iter(text.split("\n"))
    for kept in filter(None, new_text(text).split("\n")):
        assert any(kept.strip() in line for line in rest), kept


@UNHURRIED
@given(
    st.lists(st.sampled_from(["<div>", "</div>", "<blockquote>", "<p>", "<br>", "<table><tr><td>", "a", "<"]))
)
def test_any_markup_becomes_text(pieces):
    assert isinstance(new_text(html_text("".join(pieces))), str)
