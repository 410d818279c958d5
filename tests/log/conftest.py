"""Databases to keep a log in."""

import pytest


@pytest.fixture
def sqlite_url(tmp_path):
    """The URL of an SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path / 'correspondence.db'}"
