import itertools

import pytest

from lettergen.model.sendings import MOVES, Channel, Status, can_move

# Written out by hand: the table in the model is held against this one, pair by pair.
EMAIL = """
    prepared > sending withdrawn accepted
    sending > accepted deferred refused unknown prepared
    deferred > sending withdrawn replied accepted
    unknown > accepted prepared refused deferred bounced replied
    refused > prepared replied
    accepted > bounced replied
    bounced > replied prepared
    withdrawn > prepared
"""
POST = """
    prepared > printed withdrawn
    printed > posted prepared withdrawn
    posted > returned replied
    returned > replied prepared
    withdrawn > prepared
"""


def pairs(table: str) -> set[tuple[str, str]]:
    rows = [line.split(">") for line in table.strip().splitlines()]
    return {(old.strip(), new) for old, news in rows for new in news.split()}


@pytest.mark.parametrize(("channel", "table"), [(Channel.EMAIL, EMAIL), (Channel.POST, POST)])
def test_only_the_moves_of_the_table_are_allowed(channel, table):
    allowed = {
        (old.value, new.value)
        for old, new in itertools.product(Status, Status)
        if can_move(channel, old, new)
    }
    assert allowed == pairs(table)


def test_an_accepted_email_can_never_be_sent_again():
    reachable, edge = set(), {Status.ACCEPTED}
    while edge:
        reachable |= edge
        edge = {new for old in edge for new in MOVES[Channel.EMAIL].get(old, ())} - reachable
    # A bounced address may be corrected and written to: that is a decision, and the only way round.
    without_bounce = MOVES[Channel.EMAIL][Status.ACCEPTED] - {Status.BOUNCED}
    assert without_bounce == {Status.REPLIED}
    assert not MOVES[Channel.EMAIL][Status.REPLIED]
    assert Status.SENDING not in MOVES[Channel.EMAIL][Status.ACCEPTED]
