"""What a template can do to a value."""

import dataclasses

import pytest

from lettergen.errors import InputError


@pytest.fixture
def fill(make_template, make_values, recipient):
    """Give the text that one paragraph becomes."""

    def fill(text, **extra):
        values = make_values(dataclasses.replace(recipient, language=extra.pop("language", ""), extra=extra))
        xml = make_template(text).fill(values).parts["word/document.xml"].decode()
        return xml.partition('<w:t xml:space="preserve">')[2].partition("</w:t></w:r>")[0]

    return fill


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("{{ letter.date }}", "12 November 2019"),
        ("{{ letter.date|date }}", "12 November 2019"),
        ("{{ letter.date|date('EEEE, d MMM y') }}", "Tuesday, 12 Nov 2019"),
        ("{{ letter.date|date('d MMMM', 'fr') }}", "12 novembre"),
        ("{{ day|date }}", "29 February 2020"),
        ("{{ empty|date }}", ""),
        ("{{ recipient.name|surname }}", "Example"),
        ("{{ empty|surname }}", ""),
        ("{{ recipient.name|initials }}", "J. E."),
        ("{{ signatories|map(attribute='name')|joint }}", "Ada and Bo"),
        ("{{ ['A', 'B', 'C']|joint }}", "A, B and C"),
        ("{{ 'A'|joint }}", "A"),
        ("{{ 'SE11 5DP'|nonbreaking }}", "SE11\xa05DP"),
        ("{{ 'a-b'|nonbreaking }}", "a‑b"),
        ("{{ recipient.channels|join(' and by ') }}", "email and by post"),
        ("{{ 'a.b.c'|replace('.', '&') }}", "a&amp;b&amp;c"),
        ("{{ recipient.name ~ '!' }}", "Jo Example!"),
        ("{{ 1 + 2 * 3 ** 2 % 5 }}", "4"),
        ("{{ 'a' * 3 + 'b' }}", "aaab"),
        ("{{ recipient }} {{ letter }}", "Jo Example AP19-7F3K"),
        ("{{ nothing|default('–') }}", "–"),
        ("{% if nothing is defined %}x{% endif %}y", "y"),
        ("{% for n in [1, 2] %}{{ loop.index }}{{ loop.cycle('a', 'b') }}{% endfor %}", "1a2b"),
        ("{{ day.upper().split('-')[0] }}", "2020"),
        ("{{ {'a': 1}.get('a') }}", "1"),
        ("{{ letter.date.isoformat() }}", "2019-11-12"),
        ("{{ signatories[0].agreed_on }}", ""),
    ],
)
def test_filters_and_operations(fill, tag, text):
    assert fill(tag, day="2020-02-29", empty="") == text


def test_dates_and_lists_are_in_the_letters_language(fill):
    assert fill("{{ letter.date }}", language="de") == "12. November 2019"
    assert fill("{{ ['A', 'B']|joint }}", language="cy") == "A a(c) B"


def test_language_that_nobody_knows_falls_back_to_english(fill):
    assert fill("{{ letter.date }}", language="xx-YY") == "12 November 2019"


def test_text_that_is_no_date_is_told(fill):
    with pytest.raises(InputError, match="Invalid isoformat string: 'soon'"):
        fill("{{ day|date }}", day="soon")


def test_missing_date_is_told_as_a_field(fill):
    with pytest.raises(InputError, match="there is no field `day`"):
        fill("{{ day|date }}")


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ('x' * 999999)|replace('x', 'yy') }}",
        "{{ range(99999)|join('x' * 99) }}",
        "{{ 9 ** 999999999 }}",
        "{{ 'a' ** 'b' }}",
        "{% set a = 'x' * 600000 %}{{ a ~ a }}",
        "{{ 2 ** 900000 * 2 ** 900000 }}",
    ],
)
def test_values_without_measure_are_refused(fill, tag):
    with pytest.raises(InputError, match="far more text"):
        fill(tag)


def test_character_that_cannot_be_printed_is_told(make_template, make_values, recipient):
    values = make_values(dataclasses.replace(recipient, name="Jo\x08Example"))
    with pytest.raises(InputError, match=r"the value “Jo□Example” contains the character U\+0008"):
        make_template("{{ recipient.name }}").fill(values)
    with pytest.raises(InputError, match="U\\+0008"):
        make_template("x", title="{{ recipient.name }}").fill(values)
