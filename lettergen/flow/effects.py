"""What follows from a message for the letters it answers."""

from collections.abc import Sequence

from lettergen.model.messages import FailedRecipient, Inbound, Kind
from lettergen.model.ports import Log
from lettergen.model.sendings import Channel, Status

#: Failures for good that say nothing about the address (RFC 3463): the sender's address, a full
#: mailbox, a size, a loop on the way, the content, a policy.
_NOT_THE_ADDRESS = ("5.1.7", "5.1.8", "5.2.2", "5.2.3", "5.3.", "5.4.3", "5.4.6", "5.4.7", "5.6.", "5.7.")


def apply_effects(number: int, inbound: Inbound, refs: Sequence[str], log: Log, actor: str) -> None:
    """Move the sendings of the letters a message answers.

    A genuine reply answers the letter by whichever way it went, and what that letter follows up. A
    failure for good is a bounce, and its address is dead if the address is what failed. Automatic answers
    and failures for now change nothing. Drawn twice, the consequences are the same.
    """
    if inbound.kind is Kind.REPLY:
        for ref in _with_followed(refs, log):
            for channel in Channel:
                log.record_effect(ref, channel, Status.REPLIED, actor, f"message {number}: a reply")
    elif inbound.kind is Kind.BOUNCE and inbound.permanent:
        for ref in refs:
            _bounce(number, inbound, ref, log, actor)


def _with_followed(refs: Sequence[str], log: Log) -> list[str]:
    letters = [log.letter(ref) for ref in refs]
    followed = [one.follows for one in letters if one is not None and one.follows]
    return list(dict.fromkeys([*refs, *followed]))


def _bounce(number: int, inbound: Inbound, ref: str, log: Log, actor: str) -> None:
    recipient = log.address_of(ref)
    known = [one for one in inbound.failed if ref in log.refs_by_address(one.address.lower())]
    # An address that we never wrote to is where the recipient's mail is passed on to.
    failed = known or [
        FailedRecipient(recipient, one.status, one.reason) for one in inbound.failed or (FailedRecipient(""),)
    ]
    for one in failed:
        address = one.address.lower()
        reason = " ".join(word for word in (one.status, one.reason) if word) or "no reason given"
        if address == recipient:
            log.record_effect(ref, Channel.EMAIL, Status.BOUNCED, actor, f"message {number}: {reason}")
        if address and not one.status.startswith(("4.", *_NOT_THE_ADDRESS)):
            log.suppress(address, "dead", reason, actor)
