"""Settings written down and read again."""

import dataclasses
from pathlib import Path

import pytest

from lettergen.flow.settings_text import settings_text
from lettergen.settings import Settings, read_settings

TOML = r"""
[campaign]
name = "spring"
date = 2026-03-01
outcomes = ["yes", "no\tno", "“quoted” \"words\""]
require_agreement = true
[sender]
name = "A\\B \u007f \u0001 é 🕊"
address = []
[smtp]
port = 2525
timeout = 2.5
[imap]
host = "a.example"
[imap.press-office]
host = "b.example"
user = "press"
folders = ["A", "B"]
[fields]
"Party name" = "=1+1\r\n[x]"
"""


@pytest.mark.parametrize(
    "text", [TOML, "", (Path(__file__).parents[2] / "lettergen.toml").read_text(encoding="utf-8")]
)
def test_settings_come_back_as_they_were(tmp_path, text):
    (tmp_path / "lettergen.toml").write_text(text, encoding="utf-8", newline="\n")
    settings = read_settings(tmp_path, {})
    (tmp_path / "lettergen.toml").write_text(settings_text(settings), encoding="utf-8", newline="\n")
    assert read_settings(tmp_path, {}) == settings


def test_secrets_and_what_is_as_by_default_are_not_written(tmp_path):
    (tmp_path / "lettergen.toml").write_text('[campaign]\nname = "spring"\n', encoding="utf-8")
    environment = {"LETTERGEN_SMTP_PASSWORD": "correct-horse", "LETTERGEN_IMAP_PASSWORD": "hunter2"}
    settings = read_settings(tmp_path, environment)
    assert settings_text(settings) == '[campaign]\nname = "spring"\n'
    assert settings_text(dataclasses.replace(Settings(), fields={})) == ""
