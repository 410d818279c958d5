"""Who agreed to the proof."""

import difflib
from dataclasses import dataclass

from lettergen.errors import DecisionNeededError, InputError
from lettergen.flow.campaign import Campaign
from lettergen.flow.dispatch import not_agreed
from lettergen.model.people import Signatory
from lettergen.model.ports import Log


@dataclass(frozen=True, slots=True)
class Agreed:
    """A recorded agreement, and who is still missing."""

    signatory: str
    digest: str
    missing: tuple[str, ...]


def agree(campaign: Campaign, log: Log, name: str, actor: str, note: str) -> Agreed:
    """Record that a signatory agreed to the newest proof.

    Args:
        campaign: The campaign.
        log: Where it is recorded.
        name: The signatory's name or organisation, in any case.
        actor: Who records it.
        note: How they agreed.

    Raises:
        DecisionNeededError: If nothing was rehearsed yet.
        InputError: If no signatory has that name; suggests the nearest.
    """
    proof = log.newest_proof(campaign.name)
    if proof is None:
        raise DecisionNeededError("There is no proof to agree to. Run `lettergen send --dry-run` first.")
    signatory = _find(campaign, name)
    log.agree(campaign.name, proof.digest, signatory.name, actor, note)
    return Agreed(signatory.name, proof.digest, tuple(not_agreed(campaign, log, proof)))


def _find(campaign: Campaign, name: str) -> Signatory:
    wanted = name.casefold()
    for one in campaign.signatories:
        if wanted in (one.name.casefold(), one.organisation.casefold()):
            return one
    names = [text for one in campaign.signatories for text in (one.name, one.organisation)]
    near = difflib.get_close_matches(name, names, 1, 0.4)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise InputError(f"{campaign.settings.campaign.signatories}: no signatory is called `{name}`.{hint}")
