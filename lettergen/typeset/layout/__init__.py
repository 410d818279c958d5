"""Decides every position: story to pages."""
