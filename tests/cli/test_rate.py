import click
import pytest

from lettergen.cli.rate import Rate


@pytest.mark.parametrize(
    ("written", "a_minute"),
    [("20", 20), ("20/min", 20), ("20 / minute", 20), ("2/s", 120), ("600/h", 10), ("0.5/min", 0.5)],
)
def test_rate_is_read_as_emails_a_minute(written, a_minute):
    assert Rate().convert(written, None, None) == pytest.approx(a_minute)


@pytest.mark.parametrize("written", ["", "0", "0/min", "-3", "20/day", "many"])
def test_what_is_no_rate_is_refused(written):
    with pytest.raises(click.BadParameter, match="no rate"):
        Rate().convert(written, None, None)
