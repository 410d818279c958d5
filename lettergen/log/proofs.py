"""The log as rehearsing asks it: proofs, and who agreed to them."""

import dataclasses
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from lettergen.errors import InputError
from lettergen.log.part import Change, Part, need_campaign, record_events
from lettergen.log.tables import agreements, proofs, rehearsals
from lettergen.model.history import Agreement
from lettergen.model.proofs import Proof, ProofLetter
from lettergen.model.sendings import Channel


class SqlProofLog(Part):
    """Implements `ports.ProofLog`."""

    def record_proof(self, proof: Proof, actor: str) -> None:
        """Record a proof; the same hash again only becomes the newest."""
        change = Change(self._clock.now(), actor)
        digest = proof.digest
        with self._database.write() as connection:
            campaign_id = need_campaign(connection, proof.campaign, change.at)
            proof_id = _proof_id(connection, campaign_id, digest)
            if proof_id is None:
                row = {
                    "campaign_id": campaign_id,
                    "digest": digest,
                    "inputs": [list(one) for one in proof.inputs],
                    "letters": [_letter_to_json(one) for one in proof.letters],
                }
                proof_id = connection.execute(insert(proofs).returning(proofs.c.id), row).scalar_one()
            connection.execute(
                insert(rehearsals), {"proof_id": proof_id, "made_at": proof.made_at, "actor": actor}
            )
            record_events(connection, change, [{"campaign_id": campaign_id, "what": f"proof {digest[:12]}"}])

    def newest_proof(self, campaign: str) -> Proof | None:
        """Give the newest proof, or None before the first rehearsal."""
        asked = (
            select(proofs.c.inputs, proofs.c.letters, rehearsals.c.made_at)
            .join_from(rehearsals, proofs)
            .order_by(rehearsals.c.id.desc())
            .limit(1)
        )
        with self._database.read() as connection:
            campaign_id = self._campaign_id(connection, campaign)
            row = connection.execute(asked.where(proofs.c.campaign_id == campaign_id)).one_or_none()
        if row is None:
            return None
        inputs = tuple((name, digest) for name, digest in row.inputs)
        return Proof(campaign, row.made_at, inputs, tuple(_letter_from_json(one) for one in row.letters))

    def agree(self, campaign: str, digest: str, signatory: str, actor: str, note: str) -> None:
        """Record that a signatory agreed to the proof with that hash; the first time is what counts.

        Raises:
            InputError: If the campaign has no proof with that hash.
        """
        change = Change(self._clock.now(), actor, note)
        with self._database.write() as connection:
            campaign_id = self._campaign_id(connection, campaign)
            proof_id = None if campaign_id is None else _proof_id(connection, campaign_id, digest)
            if proof_id is None:
                raise InputError(
                    f"There is no proof {digest[:12]} of {campaign}. Make one: lettergen send --dry-run"
                )
            row = {
                "proof_id": proof_id,
                "signatory": signatory,
                "at": change.at,
                "actor": actor,
                "note": note,
            }
            try:
                with connection.begin_nested():
                    connection.execute(insert(agreements), row)
            except IntegrityError:
                return
            what = f"{signatory} agreed to proof {digest[:12]}"
            record_events(connection, change, [{"campaign_id": campaign_id, "what": what}])

    def agreements(self, campaign: str, digest: str) -> list[Agreement]:
        """Give who agreed to that hash, in order of time."""
        row = agreements.c
        with self._database.read() as connection:
            campaign_id = self._campaign_id(connection, campaign)
            asked = (
                select(row.signatory, row.at, row.actor, row.note)
                .join(proofs)
                .where(proofs.c.campaign_id == campaign_id, proofs.c.digest == digest)
                .order_by(row.id)
            )
            return [
                Agreement(signatory, digest, at, actor, note)
                for signatory, at, actor, note in connection.execute(asked)
            ]


def _proof_id(connection: Connection, campaign_id: int, digest: str) -> int | None:
    return connection.scalar(
        select(proofs.c.id).where(proofs.c.campaign_id == campaign_id, proofs.c.digest == digest)
    )


def _letter_to_json(one: ProofLetter) -> list[Any]:
    return [value.value if isinstance(value, Channel) else value for value in dataclasses.astuple(one)]


def _letter_from_json(row: list[Any]) -> ProofLetter:
    key, ref, channel, *rest = row
    return ProofLetter(key, ref, Channel(channel), *rest)
