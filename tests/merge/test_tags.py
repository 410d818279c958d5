"""Faulty tags, told as Word's users know them."""

import pytest

from lettergen.errors import FaultyInputError


@pytest.fixture
def told(make_template):
    """Give what is told of faulty paragraphs, without the file and the part."""

    def told(*paragraphs):
        with pytest.raises(FaultyInputError) as caught:
            make_template(*paragraphs)
        return [
            f"{fault.place.partition(', ')[2]}: {fault.what} {fault.remedy}" for fault in caught.value.faults
        ]

    return told


@pytest.mark.parametrize(
    ("paragraphs", "fault"),
    [
        (["Dear {{ name"], "“{{ name” is opened with {{ but never closed. Write }} where it ends"),
        (["{{ a }} {% if b"], "“{% if b” is opened with {% but never closed. Write %}"),
        (["{{ a {{ b }}"], "“{{ a” is opened with {{ but never closed."),
        (["{# note"], "“{# note” is opened with {# but never closed. Write #}"),
        (["{ name }}"], "}} closes a tag that was never opened. Write {{ in front of it."),
        (["{% if a %}"], "{% if a %} is never ended. Write {% endif %} where it ends."),
        (["{% endif %}"], "{% endif %} ends something that never began."),
        (
            ["{% for a in b %}", "{% if c %}", "{% endfor %}"],
            "comes before {% if c %} of paragraph 2 has ended.",
        ),
        (
            ["{%p if a %}", "b", "{% endif %}"],
            "{%p if a %} of paragraph 1 is ended by {% endif %}. Write {%p endif %}.",
        ),
        (["{% else %}"], "{% else %} stands outside of {% if … %}."),
        (["{% for a in b %}", "{% elif c %}", "{% endfor %}"], "{% elif c %} stands outside of {% if … %}."),
        (["{% iff a %}"], "{% iff a %} is no instruction. Did you mean `if`?"),
        (["{% frobnicate %}"], "Known are if, for, set, else and their ends."),
        (["{% %}"], "is no instruction."),
        (["{% if %}", "{% endif %}"], "cannot be understood (Expected an expression"),
        (["{% if a %}", "{% elif %}", "{% endif %}"], "{% elif %} cannot be understood"),
        (["{{ a b }}"], "{{ a b }} cannot be understood (expected token 'end of print statement', got 'b')."),
        (["{{ a|upperr }}"], "uses the filter `upperr`, which does not exist. Did you mean `upper`?"),
        (["{{ a|xyzzy }}"], "uses the filter `xyzzy`, which does not exist. Known are abs,"),
        (
            ["{% if a is evn %}", "{% endif %}"],
            "uses the test `evn`, which does not exist. Did you mean `even`?",
        ),
        (["{{p a }}"], "{{p a }} is for pieces of Word, which no field has. Write {{ a }}."),
        (["{% set a = %}"], "{% set a = %} cannot be understood"),
        (["{%p if a %}text{%p endif %}"], "“text” would vanish. Give the tag a paragraph of its own."),
        (["{% colspan a b %}"], "cannot be understood"),
    ],
)
def test_faulty_tag_is_told(told, paragraphs, fault):
    assert any(fault in one for one in told(*paragraphs))


def test_faults_come_in_the_documents_order_and_name_their_paragraphs(told):
    faults = told("{% if a %}", "x" * 60, "{{ b", "{{ c|nope }}")
    assert [one.split(" ")[1] for one in faults] == ["1", "3", "4"]


def test_long_paragraph_is_shown_by_its_beginning(told):
    (fault,) = told("It is a truth universally acknowledged, that a single man {{ x")
    assert "(“It is a truth universally acknowledged, that a sin…”)" in fault


def test_proper_tags_of_all_kinds_are_no_faults(make_template):
    make_template(
        "{# a note {{ with a tag #}",
        "{%- if a -%} {{ a }} {%- elif b %} {% else %} {% endif %}",
        "{% set c = 1 %}{% set d %}text{% endset %}",
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(1) }}",
        "{% filter upper %}x{% endfilter %}{% with e = 1 %}{{ e }}{% endwith %}",
        "100 %} of it",
    )


def test_tag_in_a_row_of_its_own_must_stand_alone_in_it(tmp_path):
    import docx

    from lettergen.merge import Template, open_word_file

    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "{%tr for a in b %}"
    table.cell(0, 1).text = "lost"
    table.cell(1, 0).text = "{%tr endfor %}"
    path = tmp_path / "letter.docx"
    document.save(str(path))
    with pytest.raises(FaultyInputError, match=r"“lost” would vanish\. Give the tag a table row of its own"):
        Template(open_word_file(path), path)
