"""Letters printed and posted."""

from datetime import timedelta

import pytest

from lettergen.errors import DecisionNeededError, InputError
from lettergen.model.sendings import Status
from tests.contracts.log_case import LogCase
from tests.contracts.log_samples import CAMPAIGN, POST


class PostContract(LogCase):
    def test_a_batch_is_printed_posted_and_returned(self, log, clock):
        one, two, three = self.prepare_post(log)
        made = log.make_batch(CAMPAIGN, "2019-11-12-1", [three, one], "office")
        assert (made.name, made.sendings, made.made_at) == ("2019-11-12-1", (three, one), clock.now())
        assert log.batches(CAMPAIGN) == [made]
        assert [one.id for one in log.sendings(CAMPAIGN, POST, [Status.PREPARED])] == [two]
        clock.time += timedelta(hours=1)
        assert log.mark_posted(CAMPAIGN, "2019-11-12-1", "office") == 2
        assert log.mark_posted(CAMPAIGN, "2019-11-12-1", "office") == 0
        assert log.batches(CAMPAIGN)[0].posted_at == clock.now()
        log.mark_returned(CAMPAIGN, "AP19-0002", "office", "gone away")
        statuses = [one.status for one in log.sendings(CAMPAIGN, POST)]
        assert statuses == [Status.POSTED, Status.PREPARED, Status.RETURNED]

    def test_a_batch_is_made_as_a_whole_or_not_at_all(self, log):
        one, two, _ = self.prepare_post(log)
        log.make_batch(CAMPAIGN, "first", [one], "office")
        with pytest.raises(DecisionNeededError, match="printed"):
            log.make_batch(CAMPAIGN, "second", [two, one], "office")
        with pytest.raises(DecisionNeededError, match="a batch first already"):
            log.make_batch(CAMPAIGN, "first", [two], "office")
        with pytest.raises(InputError, match="999"):
            log.make_batch(CAMPAIGN, "third", [two, 999], "office")
        assert [batch.name for batch in log.batches(CAMPAIGN)] == ["first"]
        assert next(iter(log.sendings(CAMPAIGN, POST, [Status.PREPARED]))).id == two

    def test_unknown_batches_and_letters_are_named(self, log):
        self.prepare_post(log)
        with pytest.raises(InputError, match="no batch `nope`"):
            log.mark_posted(CAMPAIGN, "nope", "office")
        with pytest.raises(InputError, match="AP19-ZZZZ"):
            log.mark_returned(CAMPAIGN, "AP19-ZZZZ", "office", "")
        with pytest.raises(DecisionNeededError, match="cannot become returned"):
            log.mark_returned(CAMPAIGN, "AP19-0000", "office", "")
