"""A share of ``make fuzz``, always the same one."""

import tools.fuzz_typeset as fuzz
from lettergen.typeset.engine import Typesetter


def test_damaged_letters_are_typeset_or_refused_with_a_clear_answer():
    typesetter = Typesetter()
    faults = [what for docx in fuzz.files(300, seed=7) if (what := fuzz.fault(docx, typesetter))]
    assert faults == []
