"""Asks the log about letters only once."""

from functools import lru_cache

from lettergen.model.ports import LetterFinder

_MOST_ANSWERS = 4096


class RememberedLetters:
    """Gives another finder's answers, each asked for once (`ports.LetterFinder`).

    For one look into the mailbox: thousands of messages ask the same few things. Letters sent
    meanwhile are not seen, so it is not to be kept.
    """

    def __init__(self, letters: LetterFinder) -> None:
        """Take the finder that knows."""
        remember = lru_cache(_MOST_ANSWERS)
        self.ref_by_message_id = remember(letters.ref_by_message_id)
        self.ref_by_code = remember(letters.ref_by_code)
        self.prefixes = remember(letters.prefixes)
        self.refs_by_address = remember(letters.refs_by_address)
        self.refs_by_domain = remember(letters.refs_by_domain)
        self.address_of = remember(letters.address_of)
        self.subject_of = remember(letters.subject_of)
