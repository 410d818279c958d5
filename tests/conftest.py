"""Fixtures that every stage's tests may use."""
