"""`send --dry-run`: the rehearsal, and the proof that is mailed round and agreed to."""

import difflib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lettergen.flow.campaign import Campaign
from lettergen.flow.prepare import Rehearsal, RehearsedLetter, rehearse
from lettergen.flow.press import Press, letter_time
from lettergen.flow.proof import Difference, differences
from lettergen.model.documents import DocumentInfo, Report, ReportTable, ReportText
from lettergen.model.ports import Clock, Log
from lettergen.model.proofs import Proof
from lettergen.model.sendings import Channel
from lettergen.outbox import Outbox
from lettergen.post.batches import bind

#: A proof's PDF holds so many letters; more go into further volumes that a mail program still takes.
LETTERS_A_VOLUME = 200


@dataclass(frozen=True)
class DryRun:
    """A rehearsal with its proof: the PDF's volumes, and what changed since the proof before."""

    rehearsal: Rehearsal
    volumes: tuple[Path, ...]
    changed: tuple[Difference, ...]


def dry_run(
    press: Press,
    *,
    log: Log,
    outbox: Outbox,
    clock: Clock,
    actor: str,
    progress: Callable[[RehearsedLetter], None] = lambda _: None,
) -> DryRun:
    """Rehearse the campaign, write the proof and record its hash.

    The proof is the only thing written to the log: no status changes.
    """
    before = log.newest_proof(press.campaign.name)
    rehearsal = rehearse(press, outbox=outbox, clock=clock, progress=progress)
    volumes = write_proof(press, rehearsal, log=log, outbox=outbox)
    log.record_proof(rehearsal.proof, actor)
    changed = differences(before, rehearsal.proof) if before else []
    return DryRun(rehearsal, volumes, tuple(changed))


def write_proof(press: Press, rehearsal: Rehearsal, *, log: Log, outbox: Outbox) -> tuple[Path, ...]:
    """Write the PDF of all letters behind a cover, made to be mailed round; gives its volumes."""
    letters = list(_each_text_once(rehearsal.letters))
    cover = press.typesetter.typeset_report(cover_report(press.campaign, rehearsal, log)).pdf
    volumes = []
    for number, start in enumerate(range(0, len(letters), LETTERS_A_VOLUME), start=1):
        part = letters[start : start + LETTERS_A_VOLUME]
        path = outbox.proof(number)
        outbox.write(path, bind([cover, *(letter.pdf.read_bytes() for letter in part)], duplex=False))
        volumes.append(path)
    return tuple(volumes)


def _each_text_once(letters: Sequence[RehearsedLetter]) -> Iterator[RehearsedLetter]:
    """Leave out a recipient's second letter where it says the same as the first."""
    seen = set()
    for letter in letters:
        text = (letter.recipient.key, letter.proofed.text_digest)
        if text not in seen:
            seen.add(text)
            yield letter


def cover_report(campaign: Campaign, rehearsal: Rehearsal, log: Log) -> Report:
    """Give the proof's cover: what will be sent to whom, the hash, who agreed, and how letters differ."""
    proof = rehearsal.proof
    blocks: list[ReportText | ReportTable] = [
        ReportText(f"Proof: {campaign.settings.campaign.subject}", level=1),
        ReportText(_counts(rehearsal)),
        ReportText(f"This proof's hash is {proof.digest}. Whoever agrees, agrees to exactly these letters."),
    ]
    if campaign.signatories:
        blocks += [ReportText("Signatories", level=2), _signatory_table(campaign, proof, log)]
    blocks += [ReportText("Recipients", level=2), _recipient_table(rehearsal)]
    blocks += _letter_differences(rehearsal)
    info = DocumentInfo(f"Proof {proof.digest[:12]}", created_at=letter_time(campaign))
    return Report(info, tuple(blocks))


def _counts(rehearsal: Rehearsal) -> str:
    channels = [letter.channel for letter in rehearsal.letters]
    people = len({letter.recipient.key for letter in rehearsal.letters})
    emails, letters = channels.count(Channel.EMAIL), channels.count(Channel.POST)
    return f"To {people} recipients: {emails} by email and {letters} by post."


def _signatory_table(campaign: Campaign, proof: Proof, log: Log) -> ReportTable:
    agreed = {one.signatory: one.at for one in log.agreements(campaign.name, proof.digest)}
    rows = []
    for one in campaign.signatories:
        at = agreed.get(one.name)
        to_this = f"{at:%d %B %Y}" if at else ""
        to_text = f"{one.agreed_on:%d %B %Y}" if one.agreed_on else ""
        rows.append((one.name, one.organisation, to_text, to_this))
    header = ("Name", "Organisation", "Agreed to the text", "Agreed to this proof")
    return ReportTable(header, tuple(rows), (3, 4, 2, 2))


def _recipient_table(rehearsal: Rehearsal) -> ReportTable:
    rows: dict[str, list[str]] = {}
    for letter in rehearsal.letters:
        row = rows.setdefault(
            letter.recipient.key,
            [
                letter.recipient.name,
                letter.recipient.organisation,
                letter.proofed.ref,
                "",
                str(letter.proofed.pages),
            ],
        )
        row[3] = f"{row[3]}, {letter.channel.value}".strip(", ")
    header = ("Recipient", "Organisation", "Reference", "By", "Pages")
    return ReportTable(header, tuple(tuple(row) for row in rows.values()), (4, 4, 2.4, 2, 1.2))


def _letter_differences(rehearsal: Rehearsal) -> Iterator[ReportText]:
    """Show each letter's own words, highlighted.

    A recipient's second letter is compared with the first, others with the first of all.
    """
    letters = list(_each_text_once(rehearsal.letters))
    if not letters:
        return
    first_of_all = letters[0]
    yield ReportText("How the letters differ", level=2)
    yield ReportText(
        f"Each letter's own words, compared with the letter to {first_of_all.recipient.name}; "
        "where a recipient's letter by post differs from that by email, compared with that."
    )
    firsts: dict[str, RehearsedLetter] = {first_of_all.recipient.key: first_of_all}
    for letter in letters[1:]:
        base = firsts.get(letter.recipient.key, first_of_all)
        firsts.setdefault(letter.recipient.key, letter)
        text, spans = own_words(base.words, letter.words)
        yield ReportText(f"{letter.recipient.name}, by {letter.channel.value}", level=3)
        yield ReportText(text or "Nothing differs but the layout.", changed=spans)


def own_words(base: str, other: str, context: int = 4) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Give the words of a letter that the base letter has not, with a few words around each.

    Args:
        base: The words of the letter compared with, one space apart.
        other: The words of the letter.
        context: How many words to show before and after a difference.

    Returns:
        The text, differences apart by ``…``, and the (start, end) spans of the differing words in it.
    """
    before, after = base.split(), other.split()
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    text, spans = "", []
    for tag, _, _, start, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        lead, tail = after[max(start - context, 0) : start], after[end : end + context]
        piece = " ".join(lead) + (" " if lead else "")
        text += (" … " if text else "") + piece
        own = " ".join(after[start:end]) or "[left out]"
        spans.append((len(text), len(text) + len(own)))
        text += own + (" " + " ".join(tail) if tail else "")
    return text, tuple(spans)
