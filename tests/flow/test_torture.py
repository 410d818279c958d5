"""A little of `make torture`: the sender is killed while the mail server fails, and nothing goes twice."""

import pytest

from tools.torture import run_seed


@pytest.mark.parametrize(("seed", "processes"), [(101, 1), (102, 3)])
def test_killed_senders_on_sqlite_send_nothing_twice_and_lose_nothing(tmp_path, seed, processes):
    url = f"sqlite:///{tmp_path / 'log.db'}"
    count = run_seed(seed, 60, url, processes=processes, most_kills=4, folder=tmp_path)
    assert (count.twice, count.lost, count.faults) == (0, 0, [])
    assert count.kills


def test_killed_senders_on_postgresql_send_nothing_twice_and_lose_nothing(tmp_path, postgres_url):
    count = run_seed(103, 60, postgres_url, processes=3, most_kills=4, folder=tmp_path)
    assert (count.twice, count.lost, count.faults) == (0, 0, [])
    assert count.kills
