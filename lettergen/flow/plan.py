"""Which letters would go now and why the others would not; rehearsing, sending and printing all ask here.

So that the numbers agree: what the dry run says would be sent is what is sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lettergen.flow.campaign import Campaign
from lettergen.model.letters import first_campaign
from lettergen.model.people import Recipient
from lettergen.model.ports import Log
from lettergen.model.proofs import ProofLetter
from lettergen.model.sendings import Channel, Sending, Status

#: What may go: by email also what a server put off.
_OPEN = {
    Channel.EMAIL: frozenset({Status.PREPARED, Status.DEFERRED}),
    Channel.POST: frozenset({Status.PREPARED}),
}
#: Statuses that were not reached by going out.
_NEVER_WENT = {
    Status.SENDING: "is being sent just now",
    Status.REFUSED: "was refused; lettergen send --again KEY",
    Status.UNKNOWN: "may have gone out; lettergen send --settle KEY accepted|prepared",
    Status.BOUNCED: "bounced; lettergen send --again KEY",
    Status.RETURNED: "came back; lettergen send --again KEY",
    Status.WITHDRAWN: "",
}

Place = tuple[str, Channel]
"""A recipient's key and a channel: one sending."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a send would do now.

    `emails` and `letters` are those to go, `skipped` why others that could do not; `unknown` and
    `in_hand` (being sent by another process, or by one that died) go nowhere now.
    """

    emails: tuple[Sending, ...]
    letters: tuple[Sending, ...]
    skipped: tuple[tuple[Sending, str], ...]
    unknown: tuple[Sending, ...]
    in_hand: tuple[Sending, ...]


class Hindrances:
    """Knows who is not to be written to, and by which way."""

    def __init__(self, campaign: Campaign, log: Log) -> None:
        """Take the list of recipients and what the log knows of their addresses."""
        self._recipients = {one.key: one for one in campaign.recipients}
        self._dead = log.dead_addresses()
        self._leave_alone = log.do_not_contact()
        self._answered = _answered(campaign.name, log)

    def of(self, key: str, channel: Channel) -> str:
        """Say why nothing goes to a recipient by that channel; empty if something may."""
        recipient = self._recipients.get(key)
        if recipient is None:
            return "no longer in the list of recipients"
        if channel not in recipient.channels:
            return f"no longer to be written to by {channel.value}"
        if key in self._answered:
            return self._answered[key]
        return self._about_address(recipient, channel)

    def _about_address(self, recipient: Recipient, channel: Channel) -> str:
        address = recipient.email.lower()
        if recipient.contact in self._leave_alone:
            return f"asked not to be written to: {self._leave_alone[recipient.contact]}"
        if channel is Channel.EMAIL and address in self._dead:
            return f"the address is dead: {self._dead[address]}"
        return ""


def _answered(name: str, log: Log) -> dict[str, str]:
    """Say of those who answered what a follow-up follows that they did; of a first letter, nobody did."""
    first = first_campaign(name)
    if first == name:
        return {}
    return {
        row.recipient_key: f"answered {row.ref} on {row.replied_at.astimezone():%Y-%m-%d}"
        for row in log.report(first)
        if row.replied_at
    }


def plan(campaign: Campaign, log: Log, only: Sequence[str] = ()) -> Plan:
    """Work out what a send would do now; `only` are the keys to which it is narrowed, none for all."""
    hindrances = Hindrances(campaign, log)
    going: dict[Channel, list[Sending]] = {channel: [] for channel in Channel}
    skipped = []
    held: dict[Status, list[Sending]] = {Status.UNKNOWN: [], Status.SENDING: []}
    for sending in log.sendings(campaign.name):
        if sending.status in held:
            held[sending.status].append(sending)
        if sending.status not in _OPEN[sending.channel] or (only and sending.recipient_key not in only):
            continue
        why = hindrances.of(sending.recipient_key, sending.channel)
        if why:
            skipped.append((sending, why))
        else:
            going[sending.channel].append(sending)
    return Plan(
        emails=tuple(going[Channel.EMAIL]),
        letters=tuple(going[Channel.POST]),
        skipped=tuple(skipped),
        unknown=tuple(held[Status.UNKNOWN]),
        in_hand=tuple(held[Status.SENDING]),
    )


def held_back(campaign: Campaign, log: Log, letters: Sequence[ProofLetter]) -> dict[Place, str]:
    """Say for rehearsed letters why they would not go now; those that would are not in the result."""
    hindrances = Hindrances(campaign, log)
    statuses = {(one.recipient_key, one.channel): one.status for one in log.sendings(campaign.name)}
    found = {}
    for one in letters:
        place = (one.recipient_key, one.channel)
        why = _went_already(statuses, place) or hindrances.of(*place)
        if why:
            found[place] = why
    return found


def _went_already(statuses: Mapping[Place, Status], place: Place) -> str:
    status = statuses.get(place, Status.PREPARED)
    if status in _OPEN[place[1]]:
        return ""
    return _NEVER_WENT.get(status, f"went already: {status.value}")
