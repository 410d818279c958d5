"""What a dry run shows: who would get what, where to look, and what is doubtful."""

from collections import Counter
from collections.abc import Iterator, Sequence

from lettergen.cli.show import count, say, show_json, show_table
from lettergen.flow.prepare import RehearsedLetter
from lettergen.flow.proof import Difference
from lettergen.flow.rehearse import DryRun
from lettergen.model.sendings import Channel

_MOST_WARNINGS = 10
_MOST_CHANGES = 50


def show_dry_run(made: DryRun, *, as_json: bool) -> None:
    """Show a rehearsal: the table on stdout, the rest on stderr."""
    if as_json:
        show_json(_facts(made))
        return
    header = ("Recipient", "Organisation", "Reference", "Would be emailed to", "Would be posted to", "Pages")
    show_table(header, _rows(made), right=(5,), spare=(1, 5), rest=str(made.table))
    for warning in made.rehearsal.warnings[:_MOST_WARNINGS]:
        say(f"Warning: {warning}")
    hidden = len(made.rehearsal.warnings) - _MOST_WARNINGS
    if hidden > 0:
        say(f"… and {count(hidden, 'more warning')}; --json lists them all.")
    if made.changed:
        say("\nChanged since the proof before:")
        show_differences(made.changed)
    _show_held_back(made)
    say(_summary(made))


def _show_held_back(made: DryRun) -> None:
    """Say why letters would not go now, the reasons with their numbers."""
    reasons = Counter(made.held_back.values())
    for why, number in list(reasons.items())[:_MOST_WARNINGS]:
        keys = [key for (key, _), reason in made.held_back.items() if reason == why]
        some = ", ".join(dict.fromkeys(keys[:5])) + (" …" if number > 5 else "")
        say(f"Not now: {count(number, 'letter')}, {why} ({some})")


def _rows(made: DryRun) -> Iterator[tuple[str, ...]]:
    by_key: dict[str, list[RehearsedLetter]] = {}
    for letter in made.rehearsal.letters:
        by_key.setdefault(letter.recipient.key, []).append(letter)
    for letters in by_key.values():
        recipient = letters[0].recipient
        places = {
            letter.channel: made.held_back.get((recipient.key, letter.channel), "") for letter in letters
        }
        address = recipient.address
        place = f"{address.lines[-1]} {address.postcode}".strip() if address else ""
        yield (
            recipient.name,
            recipient.organisation,
            letters[0].proofed.ref,
            _cell(places.get(Channel.EMAIL), ", ".join((recipient.email, *recipient.cc))),
            _cell(places.get(Channel.POST), place),
            "/".join(dict.fromkeys(str(letter.proofed.pages) for letter in letters)),
        )


def _cell(held_back: str | None, where: str) -> str:
    """Give where a letter would go, or why it would not; empty if there is none by that way."""
    return "" if held_back is None else f"– ({held_back})" if held_back else where


def show_differences(letters: Sequence[Difference]) -> None:
    """Show how letters differ, a line each."""
    for one in letters[:_MOST_CHANGES]:
        say(f"  {one.recipient_key}, {one.channel.value}: {one.what}")
    if len(letters) > _MOST_CHANGES:
        say(f"  … and {count(len(letters) - _MOST_CHANGES, 'more letter')}")


def _summary(made: DryRun) -> str:
    emails = count(made.number(Channel.EMAIL), "email")
    letters = count(made.number(Channel.POST), "letter")
    held = f" {count(len(made.held_back), 'other')} would not go now." if made.held_back else ""
    volumes = " to ".join(
        dict.fromkeys((*map(str, made.volumes[:1]), *(one.name for one in made.volumes[1:][-1:])))
    )
    return (
        f"\nRehearsed: {emails} would be sent, {letters} would be laid ready to print.{held} "
        f"Nothing was sent.\n"
        f"Proof:   {volumes}\n"
        f"Letters: {made.table}\n"
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
            "csv": str(made.table),
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
                "held_back": made.held_back.get((letter.recipient.key, letter.channel)),
            }
            for letter in made.rehearsal.letters
        ],
        "changed": [
            {"key": one.recipient_key, "channel": one.channel.value, "what": one.what} for one in made.changed
        ],
        "warnings": list(made.rehearsal.warnings),
    }
