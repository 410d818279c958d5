"""When the next email may go: not before its turn, not faster than the rate, not over the daily limit."""

from collections.abc import Callable
from datetime import datetime, timedelta

from lettergen.model.ports import Clock, SendingLog

_DAY = timedelta(days=1)
#: Sleep is cut in slices, so that Ctrl-C is heard.
_SLICE = timedelta(seconds=0.5)


class Pace:
    """Keeps a run within its limits; the daily one is kept across runs by the log."""

    def __init__(self, log: SendingLog, clock: Clock, account: str, rate: float, daily_limit: int) -> None:
        """Take the limits: emails a minute and in 24 hours, 0 for none."""
        self._log = log
        self._clock = clock
        self._account = account
        self._gap = timedelta(minutes=1 / rate) if rate else timedelta()
        self._daily_limit = daily_limit
        self._uncounted = 0
        self._next = clock.now()
        self.reason = ""

    def is_free(self, at: datetime) -> bool:
        """Tell whether an email may go at once, so that `wait` would neither wait nor ask the log."""
        is_counted = bool(self._daily_limit) and self._uncounted <= 0
        return not is_counted and self._clock.now() >= max(at, self._next)

    def wait(self, at: datetime, stop: Callable[[], bool]) -> bool:
        """Wait until an email may go, at the earliest at that time.

        Returns:
            False if none may go in this run any more; `reason` then says why.
        """
        if self._is_over_daily_limit():
            self.reason = f"the daily limit of {self._daily_limit} emails is reached; run it again tomorrow"
            return False
        earliest = max(at, self._next)
        while (now := self._clock.now()) < earliest:
            if stop():
                self.reason = "stopped by hand"
                return False
            self._clock.sleep(min(earliest - now, _SLICE).total_seconds())
        self._next = max(self._next, self._clock.now()) + self._gap
        return True

    def _is_over_daily_limit(self) -> bool:
        """Tell whether the day's emails are used up.

        Counting all of the day's before every email would take longer the more there are. What is left
        is counted anew after a tenth of it, so that other processes that use it up are noticed in time.
        """
        if not self._daily_limit:
            return False
        if self._uncounted > 0:
            self._uncounted -= 1
            return False
        since = self._clock.now() - _DAY
        left = self._daily_limit - self._log.accepted_since(self._account, since)
        self._uncounted = left // 10
        return left <= 0
