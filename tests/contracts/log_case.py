"""The ground that every part of the log's contract stands on."""

import pytest

from tests.contracts.log_samples import ACCEPTED, CAMPAIGN, EMAIL, LEASE, POST, SetClock, attempt, sending


class LogCase:
    """A log, open and empty, and what most tests do with it; see `log_contract`."""

    @pytest.fixture
    def clock(self):
        return SetClock()

    @pytest.fixture
    def log(self, open_log):
        return open_log()

    def prepare(self, log, *news):
        return log.prepare(CAMPAIGN, news or [sending()], "coordinator")

    def only(self, log, channel=None):
        (one,) = log.sendings(CAMPAIGN, channel)
        return one

    def claim(self, log, one=None, **facts):
        one = one or self.only(log, EMAIL)
        return log.claim(CAMPAIGN, one.id, attempt(one.recipient_key, **facts), "desk", LEASE)

    def send(self, log, outcome=ACCEPTED, one=None, **facts):
        return log.finish(self.claim(log, one, **facts), outcome, None, "desk")

    def prepare_post(self, log, count=3):
        self.prepare(log, *(sending(f"k{number}", f"AP19-{number:04}", POST) for number in range(count)))
        return [one.id for one in log.sendings(CAMPAIGN, POST)]
