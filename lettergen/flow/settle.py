"""What became of emails whose acceptance nobody saw."""

from contextlib import suppress

from lettergen.errors import DecisionNeededError, UsageError
from lettergen.flow.campaign import Campaign
from lettergen.model.ports import SendingLog, SentFolder
from lettergen.model.sendings import Channel, Sending, Status

_FAILED = frozenset({Status.REFUSED, Status.BOUNCED, Status.RETURNED, Status.WITHDRAWN})
_CHOICES = {status.value: status for status in (Status.ACCEPTED, Status.PREPARED)}


def settle_unknown(campaign: str, *, log: SendingLog, sent: SentFolder | None, actor: str) -> list[Sending]:
    """Settle unknown sendings that can be found in the Sent folder; give those that remain.

    Attempts of a process that died become unknown first, once their lease has run out. A copy in the
    Sent folder says that the server accepted the email; that there is none says nothing, so nothing is
    ever sent again here.

    Raises:
        ServerError: If the Sent folder cannot be looked at.
    """
    log.expire_claims(campaign, actor)
    unknown = log.sendings(campaign, Channel.EMAIL, (Status.UNKNOWN,))
    if sent is None:
        return unknown
    remaining = []
    for sending in unknown:
        if any(sent.has(attempt.message_id) for attempt in log.attempts_of(sending.id)):
            with suppress(DecisionNeededError):  # another run of ours settled it first
                log.settle(sending.id, Status.ACCEPTED, actor, "a copy lies in the Sent folder")
        else:
            remaining.append(sending)
    return remaining


def settle_by_hand(campaign: Campaign, log: SendingLog, key: str, word: str, actor: str) -> Status:
    """Record a person's decision about an unknown sending.

    Args:
        campaign: The campaign.
        log: Where it is recorded.
        key: The recipient's key.
        word: ``accepted``, or ``prepared`` to send it again.
        actor: Who decides.

    Raises:
        UsageError: If the word is another.
        DecisionNeededError: If that recipient's email is not unknown.
    """
    if word not in _CHOICES:
        raise UsageError(f"`{word}`: say accepted (it arrived) or prepared (send it again).")
    recipient = campaign.recipient(key)
    for sending in log.sendings(campaign.name, Channel.EMAIL, (Status.UNKNOWN,)):
        if sending.recipient_key == recipient.key:
            log.settle(sending.id, _CHOICES[word], actor, "decided by hand")
            return _CHOICES[word]
    raise DecisionNeededError(
        f"The email to {recipient.name} ({key}) is not unknown; there is nothing to settle."
    )


def send_again(campaign: Campaign, log: SendingLog, key: str, actor: str, reason: str) -> list[Sending]:
    """Put a recipient's letters that did not arrive back on the list: refused, bounced, returned, withdrawn.

    Args:
        campaign: The campaign, with the address corrected.
        log: Where it is recorded.
        key: The recipient's key.
        actor: Who decides.
        reason: Why.

    Returns:
        The sendings put back, as they were.

    Raises:
        DecisionNeededError: If there is nothing that failed for good.
    """
    recipient = campaign.recipient(key)
    failed = [
        one
        for one in log.sendings(campaign.name)
        if one.recipient_key == key and one.channel in recipient.channels and one.status in _FAILED
    ]
    if not failed:
        raise DecisionNeededError(
            f"No letter to {recipient.name} ({key}) was refused, bounced or came back; "
            "there is nothing to send again."
        )
    for one in failed:
        log.reopen(one.id, actor, reason or "to be sent again")
    return failed
