"""Fixtures that lay out stories with the monospaced font of `pictures`."""

import pytest

from lettergen.typeset.layout import Layouter
from lettergen.typeset.story import Story
from tests.typeset.layout.pictures import FakeFonts, dump, story


@pytest.fixture
def layouter():
    return Layouter(FakeFonts())


@pytest.fixture
def pages(layouter):
    """Lay out blocks, or a story, and give the pages as text."""

    def lay(*content, **settings):
        made = content[0] if isinstance(content[0], Story) else story(*content, **settings)
        return [dump(page) for page in layouter.lay_out(made).pages]

    return lay
