"""Copies in the Sent folder: one of each email accepted, and never a reason to send again."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from lettergen.emails import ComposedEmail
from lettergen.errors import ServerError
from lettergen.model.ports import SendingLog, SentFolder
from lettergen.model.sendings import NewAttempt


class CopyKeeper:
    """Files copies of what was accepted; where there is no folder to file in, does nothing.

    A failure is kept in `troubles` and ends the filing of this run; what was not filed is filed by
    the next (`file_missing`).
    """

    def __init__(self, log: SendingLog, sent: SentFolder | None) -> None:
        """Take the log and the folder; None where the provider files copies itself or there is none."""
        self._log = log
        self._sent = sent
        self.troubles: list[str] = []

    @property
    def are_wanted(self) -> bool:
        """Whether `keep` files anything."""
        return self._sent is not None and not self.troubles

    def keep(self, sending_id: int, email: ComposedEmail, sent_at: datetime) -> None:
        """File the copy of an email that was just accepted."""
        if self.are_wanted:
            self._try(lambda sent: sent.file(email.raw, sent_at), sending_id)

    def file_missing(
        self, campaign: str, find: Callable[[int, NewAttempt], bytes | None], now: datetime
    ) -> None:
        """File copies that an earlier run could not.

        Args:
            campaign: The campaign's name.
            find: Gives the bytes of a sending's attempt, or None where they are no longer kept.
            now: The copies' time.
        """
        if self._sent is None:
            return
        for sending_id, attempt in self._log.unfiled(campaign):
            if self.troubles:
                return
            raw = find(sending_id, attempt)
            if raw is not None:
                self._try(partial(_file_once, attempt=attempt, raw=raw, now=now), sending_id)

    def _try(self, file: Callable[[SentFolder], None], sending_id: int) -> None:
        if self._sent is None:
            return
        try:
            file(self._sent)
        except ServerError as error:
            self.troubles.append(f"Copies could not be put into the Sent folder: {error}")
        else:
            self._log.mark_filed(sending_id)


def _file_once(sent: SentFolder, *, attempt: NewAttempt, raw: bytes, now: datetime) -> None:
    """File a copy unless one lies there: the run that filed it may have died before it said so."""
    if not sent.has(attempt.message_id):
        sent.file(raw, now)
