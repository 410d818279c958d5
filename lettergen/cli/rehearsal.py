"""What a dry run shows: who would get what, where to look, and what is doubtful."""

from collections.abc import Iterator

from lettergen.cli.show import count, say, show_json, show_table
from lettergen.flow.prepare import RehearsedLetter
from lettergen.flow.rehearse import DryRun
from lettergen.model.sendings import Channel

_MOST_WARNINGS = 10


def show_dry_run(made: DryRun, *, as_json: bool) -> None:
    """Show a rehearsal: the table on stdout, the rest on stderr."""
    if as_json:
        show_json(_facts(made))
        return
    header = ("Recipient", "Organisation", "Reference", "Would be emailed to", "Would be posted to", "Pages")
    show_table(header, _rows(made), right=(5,))
    for warning in made.rehearsal.warnings[:_MOST_WARNINGS]:
        say(f"Warning: {warning}")
    hidden = len(made.rehearsal.warnings) - _MOST_WARNINGS
    if hidden > 0:
        say(f"… and {count(hidden, 'more warning')}; --json lists them all.")
    _show_changes(made)
    say(_summary(made))


def _rows(made: DryRun) -> Iterator[tuple[str, ...]]:
    by_key: dict[str, list[RehearsedLetter]] = {}
    for letter in made.rehearsal.letters:
        by_key.setdefault(letter.recipient.key, []).append(letter)
    for letters in by_key.values():
        recipient = letters[0].recipient
        channels = {letter.channel for letter in letters}
        address = recipient.address
        place = f"{address.lines[-1]} {address.postcode}".strip() if address else ""
        yield (
            recipient.name,
            recipient.organisation,
            letters[0].proofed.ref,
            ", ".join((recipient.email, *recipient.cc)) if Channel.EMAIL in channels else "",
            place if Channel.POST in channels else "",
            "/".join(dict.fromkeys(str(letter.proofed.pages) for letter in letters)),
        )


def _show_changes(made: DryRun) -> None:
    if not made.changed:
        return
    say("\nChanged since the proof before:")
    for one in made.changed[:_MOST_WARNINGS]:
        say(f"  {one.recipient_key}, {one.channel.value}: {one.what}")
    if len(made.changed) > _MOST_WARNINGS:
        say(f"  … and {count(len(made.changed) - _MOST_WARNINGS, 'more letter')}")


def _summary(made: DryRun) -> str:
    channels = [letter.channel for letter in made.rehearsal.letters]
    emails = count(channels.count(Channel.EMAIL), "email")
    letters = count(channels.count(Channel.POST), "letter")
    volumes = "\n         ".join(str(path) for path in made.volumes)
    return (
        f"\nRehearsed: {emails} would be sent, {letters} would be laid ready to print. Nothing was sent.\n"
        f"Proof:   {volumes}\n"
        f"Hash:    {made.rehearsal.proof.digest}"
    )


def _facts(made: DryRun) -> dict[str, object]:
    proof = made.rehearsal.proof
    return {
        "campaign": proof.campaign,
        "proof": {
            "hash": proof.digest,
            "made_at": proof.made_at,
            "pdf": [str(path) for path in made.volumes],
        },
        "letters": [
            {
                "key": letter.recipient.key,
                "name": letter.recipient.name,
                "reference": letter.proofed.ref,
                "channel": letter.channel.value,
                "email": letter.recipient.email if letter.channel is Channel.EMAIL else None,
                "pages": letter.proofed.pages,
                "pdf": str(letter.pdf),
                "pdf_sha256": letter.proofed.pdf_digest,
                "email_sha256": letter.proofed.email_digest or None,
            }
            for letter in made.rehearsal.letters
        ],
        "changed": [
            {"key": one.recipient_key, "channel": one.channel.value, "what": one.what} for one in made.changed
        ],
        "warnings": list(made.rehearsal.warnings),
    }
