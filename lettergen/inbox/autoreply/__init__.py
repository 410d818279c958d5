"""Automatic responses: absences and acknowledgements of receipt, with the number of the case."""

from lettergen.inbox.autoreply.cases import find_case_number
from lettergen.inbox.autoreply.rules import find_auto_reply

__all__ = ["find_auto_reply", "find_case_number"]
