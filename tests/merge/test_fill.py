"""Templates to letters."""

import dataclasses
import io
import zipfile

import docx
import pytest

from lettergen.errors import FaultyInputError, InputError
from lettergen.model.documents import WordFile
from lettergen.model.sendings import Channel


def opened(word: WordFile) -> "docx.document.Document":
    """Open a merged letter as another program would."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, data in word.parts.items():
            package.writestr(name, data)
    return docx.Document(packed)


def texts(word: WordFile) -> list[str]:
    return [paragraph.text for paragraph in opened(word).paragraphs]


def test_values_stand_in_text_header_and_title(make_template, make_values):
    template = make_template(
        "{{ recipient.name }}", header="Ref {{ letter.reference }}", title="{{ party }}!"
    )
    letter = opened(template.fill(make_values()))
    assert letter.paragraphs[0].text == "Jo Example"
    assert letter.sections[0].header.paragraphs[0].text == "Ref AP19-7F3K"
    assert letter.core_properties.title == "Example Party!"


def test_parts_without_tags_are_the_very_objects_of_the_template(make_template, make_values):
    template = make_template("{{ recipient.name }}")
    letter = template.fill(make_values())
    changed = {name for name, data in letter.parts.items() if data is not template._word.parts[name]}
    assert changed == {"word/document.xml"}


def test_tag_split_over_runs_is_whole_again(make_template, make_values):
    template = make_template(("Dear {", "{ rec", "ipient", ".na", "me }", "}!"))
    assert texts(template.fill(make_values())) == ["Dear Jo Example!"]


def test_markup_in_a_name_comes_out_as_it_is(make_template, make_values, recipient):
    named = dataclasses.replace(recipient, name='<b>&</w:t> "]]>')
    letter = make_template("{{ recipient.name }}").fill(make_values(named))
    assert texts(letter) == ['<b>&</w:t> "]]>']


def test_line_breaks_and_tabs_in_a_value_become_words_own(make_template, make_values):
    letter = make_template("{{ recipient.address }}").fill(make_values())
    assert b"Jo Example</w:t><w:br/>" in letter.parts["word/document.xml"]
    assert texts(letter) == ["Jo Example\nLeader\nExample Party\n1 High Street\nLondon\nSE11 5DP"]


def test_paragraphs_can_depend_on_the_channel(make_template, make_values):
    template = make_template(
        "{%p if letter.channel == 'post' %}", "on paper", "{%p else %}", "by wire", "{%p endif %}"
    )
    assert texts(template.fill(make_values(channel=Channel.POST))) == ["on paper"]
    assert texts(template.fill(make_values(channel=Channel.EMAIL))) == ["by wire"]


def test_typographic_quotes_and_no_break_spaces_in_tags_are_understood(make_template, make_values):
    letter = make_template("{{\xa0letter.date|date(“d MMM yyyy”)\xa0}}").fill(make_values())
    assert texts(letter) == ["12 Nov 2019"]


def test_all_faulty_tags_are_told_by_paragraph(make_template):
    with pytest.raises(FaultyInputError) as caught:
        make_template(
            "Dear {{ recipient.name", "{% endfor %}", "{{ x|dat }}", "{%p if x %} lost", "{%p endif %}"
        )
    told = str(caught.value)
    assert "paragraph 1 (“Dear {{ recipient.name”): the tag “{{ recipient.name” is opened with {{" in told
    assert "paragraph 2 (“{% endfor %}”)" in told
    assert "uses the filter `dat`, which does not exist. Did you mean `date`?" in told
    assert "“lost” would vanish" in told


def test_unknown_fields_are_all_listed_with_the_nearest(make_template):
    template = make_template(
        "{{ recipient.nam }} {{ partie }} {{ nickname|default('') }}", header="{{ closing }}"
    )
    told = [str(fault) for fault in template.faults({"party", "closing"})]
    assert len(told) == 2
    assert "`partie`" in told[0]
    assert "Did you mean `party`?" in told[0]
    assert "Did you mean `recipient.name`?" in told[1]


def test_field_missing_after_all_names_the_paragraph(make_template, make_values):
    with pytest.raises(InputError, match=r"paragraph “.*unheard.*”: there is no field `recipient.unheard`"):
        make_template("{{ recipient.unheard }}").fill(make_values())


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ recipient.__init__.__globals__ }}",
        "{{ 'a' * 10**9 }}",
        "{{ 'a'.center(10**9) }}",
        "{{ '{:>99999999}'.format(1) }}",
        "{{ '%99999999d' % 1 }}",
        "{% for i in range(99999) %}{% for j in range(99999) %}x{% endfor %}{% endfor %}",
        "{% macro a(n) %}{{ a(n) }}{{ a(n) }}{% endmacro %}{{ a(1) }}",
        "{% set n = namespace(x='aaaaaaaa') %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
        "{{ cycler('a').__class__ }}",
        "{{ 1 / 0 }}",
    ],
)
def test_template_that_attacks_or_slips_is_refused(make_template, make_values, attack):
    with pytest.raises(InputError, match=r"letter\.docx, the letter's text"):
        make_template(attack).fill(make_values())


@pytest.mark.parametrize(
    "attack",
    [
        "{% include '/etc/passwd' %}",
        "{% import 'x' as y %}",
        "{% extends 'x' %}",
        "{{ recipient.name|safe }}",
        "{{ recipient|attr('__class__') }}",
        "{% autoescape false %}{{ recipient.name }}{% endautoescape %}",
    ],
)
def test_tag_for_what_is_not_allowed_is_a_fault(make_template, attack):
    with pytest.raises(FaultyInputError):
        make_template(attack)
