"""A process that sends letters as `lettergen send` would, with a file in the mail server's place.

`python -m tests.log.worker URL HOLDER NOW SPOOL [LETTERS]`: takes each sending it can, writes its key to
SPOOL as the server would spool a letter, and records the acceptance with the next one's attempt. NOW is
the time by its clock, which stands still. What it does is said in SPOOL, so that a test knows how far it
came whatever kills it: ``sent KEY``, then ``done KEY`` once the log has it.
"""

import os
import sys
from datetime import datetime

from lettergen.log import SqlLog
from lettergen.model.sendings import Channel, Ended, Status
from tests.contracts.log_samples import ACCEPTED, CAMPAIGN, LEASE, SetClock, attempt


def work(log, holder, spool, limit=None):
    """Send what there is to send, in the order of keys, or the first so many."""
    ended = None
    for one in log.sendings(CAMPAIGN, Channel.EMAIL, [Status.PREPARED])[:limit]:
        message_id = f"<{one.recipient_key}.{one.attempts + 1}@office.example>"
        wanted = attempt(one.recipient_key, message_id=message_id)
        claim = log.claim(CAMPAIGN, one.id, wanted, holder, LEASE, ended=ended)
        say_done(ended, spool)
        ended = None
        if claim:
            os.write(spool, f"sent {one.recipient_key}\n".encode())
            ended = Ended(claim, ACCEPTED, None, holder)
    if ended:
        log.finish(ended.claim, ended.outcome, ended.not_before, ended.actor)
        say_done(ended, spool)


def say_done(ended, spool):
    """Say of which letter the log now has the outcome."""
    if ended:
        os.write(spool, f"done {ended.claim.sending.recipient_key}\n".encode())


def main(url, holder, now, path, limit=None):
    clock = SetClock()
    clock.time = datetime.fromisoformat(now)
    spool = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(spool, b"ready\n")
    log = SqlLog(url, clock=clock)
    work(log, holder, spool, int(limit) if limit else None)
    log.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
