"""A follow-up goes the very way of a letter, in the program."""

import json

import pytest
from click.testing import CliRunner

from lettergen.cli import main

RECIPIENTS = """\
key,name,salutation,organisation,party,position,email,address_1,town,postcode,channels
hill,Ada Hill,Dear Ada,Meadows,the Meadows,opposition,,1 Long Lane,LEEDS,LS1 4AP,post
moor,Ben Moor,Dear Ben,Rivers,the Rivers,government,,2 Short Lane,YORK,YO1 7HH,post
"""


@pytest.fixture
def run(office):
    """Runs the program in the campaign's folder, within this process: a dozen starts of it take long."""
    office.write("recipients.csv", RECIPIENTS)

    def run(*arguments, folder=office.folder):
        result = CliRunner().invoke(main, ["-C", str(folder), *arguments])
        assert result.exit_code == 0, result.output
        return result

    return run


def posted(run, **where) -> dict[str, str]:
    """Rehearse, print and post; gives the references by key."""
    made = json.loads(run("send", "--dry-run", "--json", **where).stdout)
    batch = json.loads(run("print", "--json", **where).stdout)
    run("print", "--mark-posted", batch["batch"], **where)
    return {one["key"]: one["reference"] for one in made["letters"]}


def test_a_follow_up_goes_the_way_of_a_letter(run, office):
    first = posted(run)
    run("inbox", "add", "--from", "hill", "--channel", "phone", "--on", "2026-11-24")
    made = json.loads(run("inbox", "chase", "--after", "0d", "--json").stdout)
    assert [one["key"] for one in made["letters"]] == ["moor"]
    folder = office.folder / "chase-1"
    assert made["folder"] == str(folder)
    assert "no faults" in run("check", folder=folder).stderr
    second = posted(run, folder=folder)
    assert list(second) == ["moor"]
    assert second["moor"] != first["moor"]
    (words,) = (folder / "outbox" / "proof" / "words").glob("moor*post.txt")
    text = words.read_text(encoding="utf-8")
    assert "On 12 November 2019 the organisations named below wrote to you together." in text
    assert f"That letter has the reference {first['moor']}." in text
    assert f"Our reference {second['moor']}" in text
    assert "Nothing to print" in run("print", folder=folder).stderr
    assert "Followed up" in run("inbox", "overdue", "--after", "0").stdout
    run("inbox", "add", "--from", "moor", "--channel", "post", "--on", "2026-11-25", folder=folder)
    assert json.loads(run("inbox", "overdue", "--after", "0", "--json").stdout) == []
    assert "Nobody is to be followed up" in run("inbox", "chase").stderr
