"""What: recipient and `templates/letter.docx` to the merged document."""

from lettergen.merge.context import field_names, letter_values
from lettergen.merge.fill import Template
from lettergen.merge.guard import open_word_file
from lettergen.merge.text import EmailText, TextTemplate

__all__ = ["EmailText", "Template", "TextTemplate", "field_names", "letter_values", "open_word_file"]
