"""A Word file to a story; no python-docx or lxml object leaves this package."""
