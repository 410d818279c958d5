"""`send --dry-run`: the rehearsal, and the proof that is mailed round and agreed to."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from lettergen.flow.campaign import Campaign
from lettergen.flow.changes import words_of
from lettergen.flow.plan import Place, held_back
from lettergen.flow.prepare import Rehearsal, RehearsedLetter, rehearse
from lettergen.flow.press import Press, letter_time
from lettergen.flow.proof import Difference, differences
from lettergen.flow.wording import Spans, own_words
from lettergen.model.cells import csv_bytes
from lettergen.model.documents import DocumentInfo, Report, ReportTable, ReportText
from lettergen.model.ports import Clock, Log
from lettergen.model.proofs import Proof
from lettergen.model.sendings import Channel
from lettergen.outbox import Outbox
from lettergen.pdfpages import Part, bind

#: A proof's PDF holds so many letters; more go into further volumes that a mail program still takes.
LETTERS_A_VOLUME = 200
#: How many of those whose letters differ in the same words are named; the rest are counted.
_NAMED = 6


@dataclass(frozen=True)
class DryRun:
    """A rehearsal with its proof.

    `volumes` are the proof's PDFs, `table` its letters as a spreadsheet, `changed` what became different
    since the proof before. `held_back` says of letters that would not go now why.
    """

    rehearsal: Rehearsal
    volumes: tuple[Path, ...]
    table: Path
    changed: tuple[Difference, ...]
    held_back: Mapping[Place, str]

    def number(self, channel: Channel) -> int:
        """Say how many letters would go now by that channel."""
        places = [(one.recipient.key, one.channel) for one in self.rehearsal.letters]
        return sum(place[1] is channel and place not in self.held_back for place in places)


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

    The proof is the only thing written to the log: no status changes. `progress` hears of every letter
    twice, when it is made and when it is bound into the proof.
    """
    before = log.newest_proof(press.campaign.name)
    rehearsal = rehearse(press, outbox=outbox, clock=clock, progress=progress)
    volumes = write_proof(press, rehearsal, log=log, outbox=outbox, progress=progress)
    log.record_proof(rehearsal.proof, actor)
    changed = differences(before, rehearsal.proof) if before else []
    held = held_back(press.campaign, log, rehearsal.proof.letters)
    table = outbox.proof_table()
    outbox.write(table, letters_csv(rehearsal.letters, held))
    return DryRun(rehearsal, volumes, table, tuple(changed), held)


@dataclass(frozen=True, slots=True)
class _Volume:
    """A part of the proof: `number` of `of`, counted from 1; `base` is the letter all are compared with.

    `rows` are its lines in the table of recipients.
    """

    number: int
    of: int
    letters: Sequence[RehearsedLetter]
    base: RehearsedLetter
    rows: tuple[tuple[str, ...], ...]


def write_proof(
    press: Press,
    rehearsal: Rehearsal,
    *,
    log: Log,
    outbox: Outbox,
    progress: Callable[[RehearsedLetter], None] = lambda _: None,
) -> tuple[Path, ...]:
    """Write the PDF of all letters behind a cover, made to be mailed round; gives its volumes.

    Each volume's cover is about the letters in it, so that the whole takes twice as long for twice as many.
    `progress` hears of every letter once its volume is written.
    """
    paths = []
    for volume in _volumes(rehearsal.letters):
        report = cover_report(press.campaign, rehearsal, volume, log=log, outbox=outbox)
        cover = Part("Cover", press.typesetter.typeset_report(report).pdf)
        path = outbox.proof(volume.number)
        outbox.write(path, bind(chain([cover], map(_part, volume.letters)), duplex=False))
        paths.append(path)
        for letter in volume.letters:
            progress(letter)
    outbox.drop_proofs(after=len(paths))
    return tuple(paths)


def _part(letter: RehearsedLetter) -> Part:
    title = f"{letter.recipient.name}, {letter.proofed.ref}, by {letter.channel.value}"
    return Part(title, letter.pdf.read_bytes())


def _volumes(all_letters: Sequence[RehearsedLetter]) -> Iterator[_Volume]:
    """Divide the letters; a recipient's two stay together, if need be in a volume of one letter more."""
    letters, rows = list(_each_text_once(all_letters)), _recipient_rows(all_letters)
    starts = [0] if letters else []
    for number, letter in enumerate(letters):
        is_first = number > 0 and letter.recipient.key != letters[number - 1].recipient.key
        if is_first and number - starts[-1] >= LETTERS_A_VOLUME:
            starts.append(number)
    ends = [*starts[1:], len(letters)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        part = letters[start:end]
        keys = dict.fromkeys(one.recipient.key for one in part)
        yield _Volume(number, len(starts), part, letters[0], tuple(rows[key] for key in keys))


def _each_text_once(letters: Sequence[RehearsedLetter]) -> Iterator[RehearsedLetter]:
    """Leave out a recipient's second letter where it says the same as the first."""
    seen = set()
    for letter in letters:
        text = (letter.recipient.key, letter.proofed.text_digest)
        if text not in seen:
            seen.add(text)
            yield letter


def letters_csv(letters: Sequence[RehearsedLetter], held_back: Mapping[Place, str]) -> bytes:
    """Give the rehearsed letters as a spreadsheet: who would get what, where, or why not now."""
    header = ("key", "name", "organisation", "reference", "channel", "to", "pages", "not now because", "pdf")
    rows = (
        (
            one.recipient.key,
            one.recipient.name,
            one.recipient.organisation,
            one.proofed.ref,
            one.channel.value,
            ", ".join(_destination(one)),
            str(one.proofed.pages),
            held_back.get((one.recipient.key, one.channel), ""),
            f"{one.pdf.parent.name}/{one.pdf.name}",
        )
        for one in letters
    )
    return csv_bytes(header, rows)


def _destination(letter: RehearsedLetter) -> Sequence[str]:
    if letter.channel is Channel.POST:
        return letter.recipient.address_block
    return (letter.recipient.email, *letter.recipient.cc)


def cover_report(
    campaign: Campaign, rehearsal: Rehearsal, volume: _Volume, *, log: Log, outbox: Outbox
) -> Report:
    """Give a volume's cover: what will be sent to whom, the hash, who agreed, and how letters differ."""
    proof = rehearsal.proof
    part = f", volume {volume.number} of {volume.of}" if volume.of > 1 else ""
    blocks: list[ReportText | ReportTable] = [
        ReportText(f"Proof: {campaign.settings.campaign.subject}{part}", level=1),
        ReportText(_counts(campaign, rehearsal)),
        ReportText(f"This proof’s hash is {proof.digest}. Whoever agrees, agrees to exactly these letters."),
    ]
    if campaign.signatories:
        blocks += [ReportText("Signatories", level=2), _signatory_table(campaign, proof, log)]
    header = ("Recipient", "Organisation", "Reference", "By", "Pages")
    blocks += [ReportText("Recipients", level=2), ReportTable(header, volume.rows, (4, 4, 2.4, 2, 1.2))]
    blocks += _letter_differences(volume, outbox)
    info = DocumentInfo(f"Proof {proof.digest[:12]}", created_at=letter_time(campaign))
    return Report(info, tuple(blocks))


def _counts(campaign: Campaign, rehearsal: Rehearsal) -> str:
    channels = [letter.channel for letter in rehearsal.letters]
    people = len({letter.recipient.key for letter in rehearsal.letters})
    emails, letters = channels.count(Channel.EMAIL), channels.count(Channel.POST)
    return f"Campaign {campaign.name}: to {people} recipients, {emails} by email and {letters} by post."


def _signatory_table(campaign: Campaign, proof: Proof, log: Log) -> ReportTable:
    agreed = {one.signatory: one.at for one in log.agreements(campaign.name, proof.digest)}
    rows = []
    for one in campaign.signatories:
        at = agreed.get(one.name)
        to_this = f"{at:%d %B %Y}" if at else ""
        to_text = f"{one.agreed_on:%d %B %Y}" if one.agreed_on else ""
        rows.append((one.name, one.organisation, to_this, to_text))
    header, widths = ("Name", "Organisation", "Agreed to this proof", "Agreed to the text"), (3, 4, 2, 2)
    # Where nobody agreed to an earlier text, there is no column for that.
    kept = 4 if any(row[3] for row in rows) else 3
    return ReportTable(header[:kept], tuple(row[:kept] for row in rows), widths[:kept])


def _recipient_rows(letters: Sequence[RehearsedLetter]) -> dict[str, tuple[str, ...]]:
    """Give every recipient's line by key: who, the letter's reference, by which ways, how many pages."""
    rows: dict[str, tuple[str, ...]] = {}
    for letter in letters:
        one, proofed = letter.recipient, letter.proofed
        by = f"{rows[one.key][3]}, {letter.channel.value}" if one.key in rows else letter.channel.value
        rows[one.key] = (one.name, one.organisation, proofed.ref, by, str(proofed.pages))
    return rows


def _letter_differences(volume: _Volume, outbox: Outbox) -> Iterator[ReportText]:
    """Show each letter's own words, highlighted.

    A recipient's second letter is compared with the first, others with the first of all.
    """
    base = volume.base
    yield ReportText("How the letters differ", level=2)
    yield ReportText(
        f"Each letter’s own words, compared with the letter to {base.recipient.name}; "
        "where a recipient’s letter by post differs from that by email, compared with that. "
        "Letters that differ in the same words stand together."
    )
    base_words = _without_reference(base, outbox)
    firsts = {base.recipient.key: base_words}
    alike: dict[tuple[str, Spans], list[RehearsedLetter]] = {}
    for letter in volume.letters:
        if letter is base:
            continue
        words = _without_reference(letter, outbox)
        differing = own_words(firsts.get(letter.recipient.key, base_words), words)
        firsts.setdefault(letter.recipient.key, words)
        alike.setdefault(differing, []).append(letter)
    for (text, spans), letters in alike.items():
        yield ReportText(_of_whom(letters), level=3)
        yield ReportText(text or "Nothing differs but the reference and the layout.", changed=spans)


def _without_reference(letter: RehearsedLetter, outbox: Outbox) -> str:
    """Give a letter's words with one mark for all references: that they differ is what they are for."""
    ref = letter.proofed.ref
    return words_of(outbox, letter.proofed).replace(ref, f"{ref.partition('-')[0]}-…")


def _of_whom(letters: Sequence[RehearsedLetter]) -> str:
    """Say whose letters differ in one way: ``Naomi Long, by email``."""
    names = [one.recipient.name for one in letters[:_NAMED]]
    more = f" and {len(letters) - _NAMED} more" if len(letters) > _NAMED else ""
    ways = " and ".join(dict.fromkeys(one.channel.value for one in letters))
    return f"{'; '.join(names)}{more}, by {ways}"
