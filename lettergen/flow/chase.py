"""A follow-up to those who have not answered: a campaign of its own, in a folder within the first one's.

So it goes the very way of a letter: rehearsed, agreed to, sent, printed, each once. It is kept in the same
log, where its name says what it follows: an answer to it answers the first letter, and whoever has
answered by then is left out when it goes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib import resources
from pathlib import Path

from lettergen.errors import DecisionNeededError, InputError, UsageError
from lettergen.flow.campaign import Campaign
from lettergen.flow.plan import Hindrances
from lettergen.flow.review import overdue
from lettergen.flow.settings_text import settings_text
from lettergen.model.history import ReportRow
from lettergen.model.letters import first_campaign, follow_up_name
from lettergen.model.ports import Clock, Log
from lettergen.model.sendings import Status
from lettergen.recipients import recipients_again
from lettergen.settings import FILE_NAME, CampaignSettings, EmailSettings, Settings, read_settings

#: Statuses of a letter that has not gone out, or nobody knows, and may yet.
_UNDERWAY = (Status.PREPARED, Status.SENDING, Status.DEFERRED, Status.UNKNOWN, Status.PRINTED)
#: A follow-up's templates: their names in its folder, and where the first campaign has them.
_TEMPLATES = {
    "templates/letter.docx": "templates/chase.docx",
    "templates/email.txt": "templates/chase.txt",
    "templates/email.html": "templates/chase.html",
}
_HEAD = """\
# A follow-up to the letter in the folder above. It has settings of its own, taken from there.
# Its name must stay: what stands before the slash is the campaign that it follows.

"""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A follow-up made ready: its folder, to whom it goes, and who was left out, by key, with the reason.

    `folder` is None if it would go to nobody.
    """

    folder: Path | None
    rows: tuple[ReportRow, ...]
    left_out: dict[str, str]


def prepare_follow_up(campaign: Campaign, log: Log, clock: Clock, after: timedelta, on: date) -> FollowUp:
    """Write the folder of a follow-up to those who have not answered for so long; sends nothing.

    Args:
        campaign: The first letter's.
        log: Knows who was written to, and who answered.
        clock: Says what is overdue.
        after: How long ago the letter, and every follow-up to it, has to have gone out.
        on: The date on the follow-up.

    Raises:
        UsageError: If the campaign is a follow-up itself.
        DecisionNeededError: If the follow-up before has not been sent.
        InputError: If the folder cannot be written.
    """
    if first_campaign(campaign.name) != campaign.name:
        raise UsageError("This is a follow-up itself. Go to the folder of the letter that it follows.")
    number = _next_number(campaign, log)
    left_out = _left_out(campaign, log, clock, after, number)
    waiting = overdue(log, campaign.name, clock, after)
    rows = tuple(one for one in waiting if one.recipient_key not in left_out)
    left_out = {one.recipient_key: left_out[one.recipient_key] for one in waiting if one not in rows}
    if not rows:
        return FollowUp(None, rows, left_out)
    # Read anew without the environment, which is not to be written down.
    first = read_settings(campaign.settings.folder, {})
    settings = _settings(first, number, on)
    try:
        _write(first, settings, rows)
    except OSError as error:
        raise InputError(f"{settings.folder}: cannot be written to: {error.strerror}.") from error
    return FollowUp(settings.folder, rows, left_out)


def follow_up_folder(campaign: Path, number: int) -> Path:
    """Say where a follow-up lies."""
    return campaign / f"chase-{number}"


def _next_number(campaign: Campaign, log: Log) -> int:
    """Give the next follow-up's number.

    Raises:
        DecisionNeededError: If the one before lies there and nothing of it was sent.
    """
    number = 1
    while log.sendings(follow_up_name(campaign.name, number)):
        number += 1
    folder = follow_up_folder(campaign.settings.folder, number)
    if folder.exists():
        raise DecisionNeededError(
            f"{folder}: this follow-up has not been sent yet. Send it (`lettergen -C {folder} send`), "
            "or delete the folder to begin it anew."
        )
    return number


def _left_out(campaign: Campaign, log: Log, clock: Clock, after: timedelta, number: int) -> dict[str, str]:
    """Say of those whom no follow-up may go to now, by key, why."""
    latest = clock.now() - after
    reasons = {
        row.recipient_key: f"followed up on {row.followed_up_at.astimezone():%Y-%m-%d}"
        for row in log.report(campaign.name)
        if row.followed_up_at and row.followed_up_at > latest
    }
    for earlier in range(1, number):
        for sending in log.sendings(follow_up_name(campaign.name, earlier), statuses=_UNDERWAY):
            reasons[sending.recipient_key] = f"chase-{earlier} is still to go to them"
    hindrances = Hindrances(campaign, log)
    known = {one.key: one for one in campaign.recipients}
    for row in log.report(campaign.name):
        key = row.recipient_key
        channels = known[key].channels if key in known else frozenset()
        whys = [hindrances.of(key, channel) for channel in channels] or [
            "no longer in the list of recipients"
        ]
        if all(whys):
            reasons[key] = whys[0]
    return reasons


def _settings(first: Settings, number: int, on: date) -> Settings:
    """Give a follow-up's settings: the first letter's, but for what it has of its own."""
    campaign, plain = first.campaign, CampaignSettings()
    signatories = f"signatories{Path(campaign.signatories).suffix}"
    url = first.log.url
    if url.startswith(_SQLITE):
        url = _SQLITE + _from_within(url.removeprefix(_SQLITE))
    return replace(
        first,
        folder=follow_up_folder(first.folder, number),
        campaign=replace(
            campaign,
            name=follow_up_name(campaign.name, number),
            date=on,
            template=plain.template,
            recipients=plain.recipients,
            signatories=signatories,
        ),
        email=replace(
            first.email,
            text=EmailSettings().text,
            html=EmailSettings().html,
            attachments=(),
            attachments_column="",
        ),
        page=replace(first.page, fonts=_from_within(first.page.fonts)),
        log=replace(first.log, url=url),
    )


_SQLITE = "sqlite:///"


def _from_within(path: str) -> str:
    """Give a path that is relative to the first letter's folder as it is from the follow-up's."""
    return (Path("..") / path).as_posix()


def _write(first: Settings, settings: Settings, rows: Sequence[ReportRow]) -> None:
    """Write a follow-up's folder; the settings last, so that a broken one is none."""
    folder = settings.folder
    (folder / "templates").mkdir(parents=True)
    (folder / "outbox").mkdir()
    for name, source in _TEMPLATES.items():
        data = _template(first, source)
        if data is not None:
            (folder / name).write_bytes(data)
    signatories = first.path(first.campaign.signatories)
    if signatories.exists():
        (folder / settings.campaign.signatories).write_bytes(signatories.read_bytes())
    day = first.campaign.date.isoformat() if first.campaign.date else ""
    added = {one.recipient_key: {"first_reference": one.ref, "first_date": day} for one in rows}
    (folder / settings.campaign.recipients).write_bytes(
        recipients_again(first.path(first.campaign.recipients), added)
    )
    (folder / FILE_NAME).write_text(_HEAD + settings_text(settings), encoding="utf-8", newline="\n")


def _template(first: Settings, name: str) -> bytes | None:
    """Give the campaign's own template for follow-ups, or lettergen's; the HTML may be missing."""
    own = first.path(name)
    if own.exists():
        return own.read_bytes()
    ours = resources.files("lettergen") / "sample" / name
    return ours.read_bytes() if ours.is_file() else None
