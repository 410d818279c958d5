"""outbox -> post -> log: batches printed, posted and returned."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lettergen.errors import DecisionNeededError, InputError
from lettergen.flow.plan import plan
from lettergen.flow.press import Press
from lettergen.model.letters import LetterRef
from lettergen.model.ports import Clock, Log
from lettergen.model.sendings import Batch, Channel, Sending
from lettergen.outbox import Outbox
from lettergen.pdfpages import Part, bind, page_count
from lettergen.post.batches import PostalLetter, next_batch_name
from lettergen.post.manifest import manifest_csv, manifest_report
from lettergen.post.sheets import sheets_of


@dataclass(frozen=True, slots=True)
class PrintedBatch:
    """A batch ready for the printer: where its files are and what it takes."""

    name: str
    pdf: Path
    csv: Path
    letters: tuple[PostalLetter, ...]
    sheets: int


def print_batch(
    press: Press, *, log: Log, outbox: Outbox, clock: Clock, actor: str, limit: int | None = None
) -> PrintedBatch | None:
    """Make the next batch of all postal letters not yet printed, and log them as printed.

    The log is written before the files that people print from, so that no letter can be printed
    twice; if writing the files then fails, `reprint` makes them.

    Args:
        press: Makes the letters.
        log: Knows what is printed already.
        outbox: Where the batch is written.
        clock: For the batch's name and date.
        actor: Who prints.
        limit: At most so many letters; None for all.

    Returns:
        None if there is nothing to print.
    """
    campaign = press.campaign
    waiting = plan(campaign, log).letters[:limit]
    if not waiting:
        return None
    now = clock.now()
    name = next_batch_name(now.date(), [batch.name for batch in log.batches(campaign.name)])
    made = _make_batch(press, outbox, name, waiting, now)
    log.make_batch(campaign.name, name, [one.id for one in waiting], actor)
    return _write_batch(made, outbox)


def reprint(press: Press, name: str, *, log: Log, outbox: Outbox) -> PrintedBatch:
    """Make a batch's files again; the log does not change."""
    batch = find_batch(press.campaign.name, name, log)
    sendings = {one.id: one for one in log.sendings(press.campaign.name, Channel.POST)}
    made = _make_batch(press, outbox, name, [sendings[one] for one in batch.sendings], batch.made_at)
    return _write_batch(made, outbox)


def find_batch(campaign: str, name: str, log: Log) -> Batch:
    """Give the batch of that name.

    Raises:
        InputError: If there is none; names those there are.
    """
    batches = log.batches(campaign)
    for batch in batches:
        if batch.name == name:
            return batch
    known = ", ".join(batch.name for batch in batches) or "none yet; `lettergen print` makes one"
    raise InputError(f"There is no batch `{name}`. Batches: {known}.")


@dataclass(frozen=True, slots=True)
class _MadeBatch:
    """A batch's files before they are written."""

    name: str
    letters: tuple[PostalLetter, ...]
    pdf: bytes
    csv: bytes
    sheets: int


def _make_batch(
    press: Press, outbox: Outbox, name: str, sendings: Sequence[Sending], made_at: datetime
) -> _MadeBatch:
    campaign = press.campaign
    duplex = campaign.settings.post.duplex
    letters = tuple(_postal_letter(press, outbox, sending) for sending in sendings)
    manifest = press.typesetter.typeset_report(
        manifest_report(name, campaign.name, letters, duplex=duplex, made_at=made_at)
    )

    def parts() -> Iterator[Part]:
        yield Part("List", manifest.pdf)
        for letter, sending in zip(letters, sendings, strict=True):
            # Read once more, since a batch may hold more letters than memory.
            yield Part(f"{letter.address[0]}, {letter.ref}", _rehearsed_pdf(press, outbox, sending))

    return _MadeBatch(
        name=name,
        letters=letters,
        pdf=bind(parts(), duplex=duplex),
        csv=manifest_csv(letters, duplex=duplex),
        sheets=sum(
            sheets_of(count, duplex=duplex) for count in (manifest.pages, *(one.pages for one in letters))
        ),
    )


def _write_batch(made: _MadeBatch, outbox: Outbox) -> PrintedBatch:
    pdf, csv = outbox.batch(made.name, "pdf"), outbox.batch(made.name, "csv")
    outbox.write(pdf, made.pdf)
    outbox.write(csv, made.csv)
    return PrintedBatch(made.name, pdf, csv, made.letters, made.sheets)


def _postal_letter(press: Press, outbox: Outbox, sending: Sending) -> PostalLetter:
    recipient = press.campaign.recipient(sending.recipient_key)
    pages = page_count(_rehearsed_pdf(press, outbox, sending))
    return PostalLetter(recipient.key, sending.ref, recipient.address_block, pages)


def _rehearsed_pdf(press: Press, outbox: Outbox, sending: Sending) -> bytes:
    """Give a letter's PDF as it was rehearsed: from outbox/, or made again and put there.

    Raises:
        DecisionNeededError: If it cannot be made as it was.
    """
    path = outbox.post_pdf(sending.recipient_key, LetterRef.parse(sending.ref))
    lying = outbox.read(path)
    if lying is not None and hashlib.sha256(lying).hexdigest() == sending.pdf_digest:
        return lying
    recipient = press.campaign.recipient(sending.recipient_key)
    made = press.letter(recipient, Channel.POST)
    if made.digest != sending.pdf_digest:
        raise DecisionNeededError(
            f"The letter to {recipient.name} ({recipient.key}) is not as it was rehearsed. "
            "Run `lettergen send --dry-run` and look at what changed."
        )
    outbox.write(path, made.pdf)
    return made.pdf
