"""Typefaces for the drawing tests."""

import pytest

from lettergen.typeset.fonts import FontBook


@pytest.fixture(scope="session")
def fonts():
    """The faces that come with lettergen, and the system's."""
    return FontBook()


@pytest.fixture(scope="session")
def serif(fonts):
    """A face that every machine has."""
    return fonts.face("Caladea", False, False)


@pytest.fixture(scope="session")
def sans(fonts):
    """A variable face that every machine has, with Hebrew."""
    return fonts.face("Arimo", False, False)
