"""What a dry run leaves for people to look at."""

import csv

HEADER = "key,name,organisation,party,position,email,address_1,town,postcode,channels\n"
HILL = 'hill,Ada Hill,Meadows,the Meadows,other,hill@one.example,1 Long Lane,LEEDS,LS1 4AP,"email,post"\n'
MOOR = "moor,Ben Moor,=Rivers,the Rivers,other,moor@two.example,,,,email\n"
#: Makes every letter a volume of its own.
SMALL_VOLUMES = "import lettergen.flow.rehearse as rehearse\nrehearse.LETTERS_A_VOLUME = 1"


def test_letters_are_listed_in_a_spreadsheet(office):
    office.write("recipients.csv", HEADER + HILL + MOOR)
    made = office.ok("send", "--dry-run", "--json").json
    with (office.folder / made["proof"]["csv"]).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["key"], row["channel"], row["to"]) for row in rows] == [
        ("hill", "email", "hill@one.example"),
        ("hill", "post", "Ada Hill, Meadows, 1 Long Lane, LEEDS, LS1 4AP"),
        ("moor", "email", "moor@two.example"),
    ]
    assert rows[2]["organisation"] == "'=Rivers"
    assert all((office.folder / "outbox" / row["pdf"]).exists() for row in rows)


def test_volumes_of_an_earlier_longer_proof_are_removed(office):
    office.write("recipients.csv", HEADER + HILL + MOOR)
    told = office.ok("send", "--dry-run", guard=SMALL_VOLUMES).talk
    assert "outbox/proof/proof-1.pdf to proof-2.pdf" in told
    office.write("recipients.csv", HEADER + MOOR)
    office.ok("send", "--dry-run", guard=SMALL_VOLUMES)
    proofs = sorted(path.name for path in (office.folder / "outbox" / "proof").glob("*.pdf"))
    assert proofs == ["proof-1.pdf"]


def test_log_of_a_misspelt_recipient_names_the_nearest(office):
    refused = office.run("log", "alliense")
    assert refused.code == 3
    assert "alliance" in refused.talk
    assert "Nothing has happened yet" in office.ok("log", "alliance").talk


def test_preview_of_a_surname_names_the_key(office):
    refused = office.run("preview", "long")
    assert refused.code == 3
    assert "`alliance` (Naomi Long)" in refused.talk
