"""Fixtures that every stage's tests may use."""

pytest_plugins = ["tests.servers.fixtures"]
