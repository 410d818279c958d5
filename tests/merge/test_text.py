"""Email templates."""

import dataclasses

import pytest

from lettergen.errors import FaultyInputError, InputError
from lettergen.merge import EmailText, TextTemplate


@pytest.fixture
def make_text(tmp_path):
    def make(text, *, html=False):
        path = tmp_path / ("email.html" if html else "email.txt")
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return TextTemplate(path, html=html)

    return make


def test_email_has_a_subject_and_a_text(make_text, make_values):
    template = make_text("Subject: {{ letter.subject }}\r\n\r\n{{ recipient.salutation }},\r\n\r\nText.\r\n")
    assert template.fill_email(make_values()) == EmailText("A letter", "Dear Jo Example,\n\nText.\n")


def test_byte_order_mark_and_capitals_of_the_subject_line_do_not_matter(make_text, make_values):
    template = make_text(b"\xef\xbb\xbfSUBJECT:  Hello \n \nText")
    assert template.fill_email(make_values()) == EmailText("Hello", "Text\n")


@pytest.mark.parametrize("text", ["Text", "Subject: x\nText", "Subject: \n\nText", "\nSubject: x\n\nText"])
def test_email_without_a_proper_subject_says_what_it_needs(make_text, make_values, text):
    with pytest.raises(InputError, match=r"email\.txt: has to begin with a line `Subject:"):
        make_text(text).fill_email(make_values())


def test_plain_text_is_not_escaped_and_html_is(make_text, make_values, recipient):
    values = make_values(dataclasses.replace(recipient, name="<b>&"))
    assert make_text("{{ recipient.name }}").fill(values) == "<b>&"
    assert make_text("{{ recipient.name }}", html=True).fill(values) == "&lt;b&gt;&amp;"


def test_unclosed_tag_is_told_by_its_line(make_text):
    with pytest.raises(
        FaultyInputError, match=r"email\.txt, line 3: a tag cannot be understood .*“Dear {{ name,”"
    ):
        make_text("Subject: x\n\nDear {{ name,\n")


def test_brackets_without_end_are_told(make_text):
    with pytest.raises(FaultyInputError, match="something in it stands too deep in itself"):
        make_text("{{ " + "(" * 2000 + "1" + ")" * 2000 + " }}")


def test_unknown_filter_is_told(make_text):
    with pytest.raises(FaultyInputError, match="No filter named 'shout'"):
        make_text("Subject: {{ letter.subject|shout }}\n\n")


def test_template_may_not_read_files(make_text):
    with pytest.raises(FaultyInputError, match="reads another file"):
        make_text("{% include '/etc/passwd' %}")


def test_unknown_fields_are_told(make_text):
    template = make_text("{{ partie }} {{ party }}")
    assert template.fields() == {"partie", "party"}
    (fault,) = template.faults({"party"})
    assert "`partie`" in str(fault)


def test_missing_field_is_told_by_its_line(make_text, make_values):
    with pytest.raises(InputError, match=r"email\.txt, line 2: there is no field `recipient.nick`"):
        make_text("x\n{{ recipient.nick }}").fill(make_values())


def test_text_without_end_is_stopped(make_text, make_values):
    with pytest.raises(InputError, match="far more text"):
        make_text("{% for i in range(99999) %}" + "x" * 1000 + "{% endfor %}").fill(make_values())


def test_nothing_prints_as_nothing(make_text, make_values):
    template = make_text("{% for one in signatories %}[{{ one.agreed_on }}]{% endfor %}")
    assert template.fill(make_values()) == "[][]"


@pytest.mark.parametrize(
    ("data", "told"), [(b"\xff\xfeS\x00", "is not UTF-8"), (b"Subject: x\n\n\0", "NUL byte")]
)
def test_what_is_not_text_is_told(make_text, data, told):
    with pytest.raises(InputError, match=told):
        make_text(data)


def test_missing_and_unreadable_files_are_told(tmp_path):
    with pytest.raises(InputError, match="there is no such file"):
        TextTemplate(tmp_path / "email.txt")
    with pytest.raises(InputError, match="cannot be read"):
        TextTemplate(tmp_path)
