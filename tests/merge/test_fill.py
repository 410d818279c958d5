"""Templates to letters."""

import contextlib
import dataclasses
import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from lettergen.errors import FaultyInputError, InputError
from lettergen.merge import Template, open_word_file
from lettergen.model.documents import WordFile
from lettergen.model.sendings import Channel

SAMPLE = Path(__file__).parents[2] / "templates" / "letter.docx"


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


def test_braces_that_are_no_tags_leave_a_part_alone(make_template, make_values):
    template = make_template("{ braces } and { more }")
    assert template.fill(make_values()).parts == template._word.parts
    assert template.fields() == frozenset()


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


def raw_template(body: str, **parts: str) -> Template:
    """Make a template of a part's bare XML, as odd as Word's own can be."""
    names = {"w": "wordprocessingml/2006/main", "wp": "drawingml/2006/wordprocessingDrawing"}
    declared = " ".join(
        f'xmlns:{prefix}="http://schemas.openxmlformats.org/{name}"' for prefix, name in names.items()
    )
    texts = {"word/document.xml": f"<w:document {declared}><w:body>{body}</w:body></w:document>", **parts}
    return Template(
        WordFile("letter.docx", {name: text.encode() for name, text in texts.items()}), Path("letter.docx")
    )


def filled(template: Template, values: dict[str, object]) -> str:
    data = template.fill(values).parts["word/document.xml"]
    etree.fromstring(data)
    return data.decode()


def cell(text: str) -> str:
    return f"<w:tc><w:tcPr/><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def test_value_in_an_alternative_text_stays_on_one_line_and_in_its_quotes():
    template = raw_template('<w:p><w:r><wp:docPr id="1" descr="{{ x|default(&quot;a&quot;) }}"/></w:r></w:p>')
    assert 'descr="&#34;b&#34; &lt;c"' in filled(template, {"x": '"b"\n<c'})


def test_value_in_a_fields_code_brings_no_elements():
    template = raw_template("<w:p><w:r><w:instrText>HYPERLINK {{ x }}</w:instrText></w:r></w:p>")
    assert "<w:instrText>HYPERLINK a b</w:instrText>" in filled(template, {"x": "a\tb"})


def test_cell_without_a_paragraph_gets_one():
    inside = "".join(
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("{%p if x %}", "text", "{%p endif %}")
    )
    template = raw_template(f"<w:tbl><w:tr><w:tc><w:tcPr/>{inside}</w:tc></w:tr></w:tbl>")
    assert re.search(r"<w:tcPr/><w:p/>\s*</w:tc>", filled(template, {"x": False}))


def test_table_that_grows_by_columns_has_a_grid_that_fits():
    row = f"<w:tr>{cell('{%tc for n in x %}')}{cell('{{ n }}')}{cell('{%tc endfor %}')}</w:tr>"
    grid = '<w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid>'
    xml = filled(raw_template(f"<w:tbl>{grid}{row}</w:tbl>"), {"x": "abc"})
    assert xml.count('<w:gridCol w:w="1000"/>') == 3
    assert xml.count("<w:tc>") == 3


def test_repeated_pictures_have_numbers_of_their_own():
    picture = '<w:p><w:r><wp:docPr name="x" id="7"/></w:r></w:p>'
    loop = "<w:p><w:r><w:t>{{%p {} %}}</w:t></w:r></w:p>"
    template = raw_template(loop.format("for n in [1, 2]") + picture + loop.format("endfor"))
    assert re.findall(r'id="(\d+)"', filled(template, {})) == ["1", "2"]


def test_ampersand_in_a_tag_is_one(make_template, make_values):
    letter = make_template("{{ 'A & B'|replace('&', 'and') }}").fill(make_values())
    assert texts(letter) == ["A and B"]


def test_braces_of_neighbouring_paragraphs_are_no_tag(make_template, make_values):
    letter = make_template("a {", "{ b }", "} c {{ recipient.name }}").fill(make_values())
    assert texts(letter) == ["a {", "{ b }", "} c Jo Example"]


def test_brackets_without_end_are_told(make_template):
    with pytest.raises(FaultyInputError, match="too deep in itself"):
        make_template("{{ " + "(" * 2000 + "1" + ")" * 2000 + " }}")


def test_part_that_grows_without_end_is_stopped(make_template, make_values):
    with pytest.raises(InputError, match="far more text"):
        make_template("{% for i in range(99999) %}" + "x" * 300 + "{% endfor %}").fill(make_values())


def test_tags_in_the_properties_are_tried_too(make_template, make_values):
    with pytest.raises(
        FaultyInputError, match=r"the document's properties \(File > Info\): the tags cannot be"
    ):
        make_template("x", title="{{ letter.subject|shout }}")
    with pytest.raises(InputError, match="the document's properties"):
        make_template("x", title="{{ nobody }}").fill(make_values())


def test_fields_are_told_for_those_who_make_the_list(make_template):
    template = make_template(
        "{{ party }} {{ recipient['name'] }} {{ recipient[x] }}", header="{{ a|default }}"
    )
    assert template.fields() == {"party", "recipient.name", "recipient", "x", "a"}


def test_names_that_the_template_sets_are_no_fields(make_template):
    template = make_template("{% set a = 1 %}{{ a }}{% for b in signatories %}{{ b.name }}{% endfor %}")
    assert template.fields() == {"signatories"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(
        st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff\u2028\u2029")
    )
)
def test_any_printable_name_comes_out_as_it_is(make_template, name):
    template = raw_template("<w:p><w:r><w:t>{{ x }}</w:t></w:r></w:p>")
    root = etree.fromstring(template.fill({"x": name}).parts["word/document.xml"])
    assert "".join(root.itertext()).strip("\n") == name


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(["{{", "}}", "{%", "%}", "{#", "#}", "p ", "tr ", "if", "endif", "x", " ", "|", "-"])
    )
)
def test_tags_of_any_kind_are_filled_or_told(pieces):
    text = "".join(pieces)
    with contextlib.suppress(InputError):
        filled(raw_template(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p><w:p/>"), {"x": "x"})


def test_condition_that_cuts_through_a_table_is_told():
    table = f"<w:tbl><w:tr>{cell('{% if x %}')}</w:tr></w:tbl>"
    template = raw_template(f"{table}<w:p><w:r><w:t>{{% endif %}}</w:t></w:r></w:p>")
    with pytest.raises(InputError, match="the letter's text: the tags cut through a table"):
        template.fill({"x": False})


def test_part_that_is_no_xml_is_told():
    with pytest.raises(FaultyInputError, match="the letter's text: is damaged"):
        Template(WordFile("letter.docx", {"word/document.xml": b"<a>{{ x }}"}), Path("letter.docx"))


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_damaged_letter_is_filled_or_told(data):
    parts = dict(open_word_file(SAMPLE).parts)
    name = data.draw(st.sampled_from(["word/document.xml", "word/header1.xml", "docProps/core.xml"]))
    text = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text) - 1))
        text[start : start + data.draw(st.integers(0, 30))] = data.draw(
            st.sampled_from([b"", b"{{", b"%}", b"</w:t>", b"x", b"{%p if x %}", b"&amp;"])
        )
    parts[name] = bytes(text)
    with contextlib.suppress(InputError):
        Template(WordFile("letter.docx", parts), SAMPLE).fill({"letter": "x", "recipient": "y"})
