"""Letters prepared, proved and agreed to, and where none may go."""

from datetime import timedelta

import pytest

from lettergen.errors import InputError
from lettergen.model.proofs import Proof, ProofLetter
from lettergen.model.sendings import (
    Status,
    Verdict,
)
from tests.contracts.log_case import LogCase
from tests.contracts.log_samples import (
    ACCEPTED,
    CAMPAIGN,
    EMAIL,
    LEASE,
    POST,
    REFUSED,
    START,
    answer,
    attempt,
    sending,
)


class PreparingContract(LogCase):
    # Preparing

    def test_an_empty_log_knows_nothing(self, log):
        assert log.sendings(CAMPAIGN) == []
        assert log.refs(CAMPAIGN) == {}
        assert log.events(CAMPAIGN) == []
        assert log.report(CAMPAIGN) == []
        assert log.failures(CAMPAIGN) == []
        assert log.batches(CAMPAIGN) == []
        assert list(log.messages()) == []
        assert log.newest_proof(CAMPAIGN) is None
        assert log.unfiled(CAMPAIGN) == []
        assert log.expire_claims(CAMPAIGN, "desk") == []
        assert log.claim(CAMPAIGN, 1, attempt(), "desk", LEASE) is None

    def test_what_is_prepared_is_listed_by_key(self, log):
        news = [sending("zoe", "AP19-0002"), sending("anna"), sending("anna", channel=POST)]
        assert self.prepare(log, *news) == 3
        assert [(one.recipient_key, one.channel, one.status) for one in log.sendings(CAMPAIGN)] == [
            ("anna", EMAIL, Status.PREPARED),
            ("anna", POST, Status.PREPARED),
            ("zoe", EMAIL, Status.PREPARED),
        ]
        assert log.refs(CAMPAIGN) == {"anna": "AP19-0001", "zoe": "AP19-0002"}

    def test_preparing_again_adds_nothing(self, log):
        self.prepare(log)
        before = log.events(CAMPAIGN)
        assert self.prepare(log) == 0
        assert log.events(CAMPAIGN) == before

    def test_an_open_sending_takes_on_the_changed_letter(self, log):
        self.prepare(log)
        assert self.prepare(log, sending(digest="f" * 64, name="Anna B.", email="anna.b@party.example")) == 0
        assert self.only(log).digest == "f" * 64
        assert log.report(CAMPAIGN)[0].name == "Anna B."
        assert log.events(CAMPAIGN)[-1].what == "letter changed"

    @pytest.mark.parametrize("outcome", [ACCEPTED, REFUSED, answer(Verdict.UNKNOWN)])
    def test_a_sending_that_went_out_stays_as_it_went(self, log, outcome):
        self.prepare(log)
        status = self.send(log, outcome)
        assert self.prepare(log, sending(digest="f" * 64)) == 0
        assert (self.only(log).status, self.only(log).digest) == (status, "d" * 64)
        assert self.claim(log) is None

    def test_a_new_reference_leaves_the_old_one_known(self, log):
        self.prepare(log)
        self.prepare(log, sending(ref="AP20-0001"))
        assert log.refs(CAMPAIGN) == {"anna": "AP20-0001"}
        assert log.ref_by_code("AP19", "0001") == "AP19-0001"
        assert log.prefixes() == {"AP19", "AP20"}

    def test_a_reference_belongs_to_one_recipient(self, log):
        self.prepare(log)
        with pytest.raises(InputError, match="AP19-0001"):
            self.prepare(log, sending("zoe"))
        with pytest.raises(InputError, match="AP19"):
            log.prepare("autumn", [sending("zoe")], "coordinator")
        assert len(log.sendings(CAMPAIGN)) == 1
        assert log.sendings("autumn") == []

    def test_codes_of_other_campaigns_are_taken(self, log):
        self.prepare(log)
        log.prepare("autumn", [sending("zoe", "AP19-0002"), sending("eve", "XX20-0003")], "coordinator")
        assert log.codes_taken("AP19", CAMPAIGN) == {"0002"}
        assert log.codes_taken("AP19", "autumn") == {"0001"}
        assert log.codes_taken("AP19", "winter") == {"0001", "0002"}

    def test_a_withdrawn_sending_cannot_be_taken_and_can_come_back(self, log):
        self.prepare(log, sending(), sending("zoe", "AP19-0002"), sending("zoe", "AP19-0002", POST))
        assert log.withdraw(CAMPAIGN, ["zoe", "nobody"], "coordinator", "off the list") == 2
        assert [one.recipient_key for one in log.sendings(CAMPAIGN, statuses=[Status.PREPARED])] == ["anna"]
        email = log.sendings(CAMPAIGN, EMAIL)[1]
        assert self.claim(log, email) is None
        assert log.withdraw(CAMPAIGN, ["zoe"], "coordinator", "") == 0
        assert self.prepare(log, sending("zoe", "AP19-0002")) == 1
        assert self.claim(log, email)

    def test_what_went_out_is_not_withdrawn(self, log):
        self.prepare(log)
        self.send(log)
        assert log.withdraw(CAMPAIGN, ["anna"], "coordinator", "") == 0

    # Suppressed addresses

    def test_suppressed_addresses_stand_until_lifted(self, log):
        log.suppress("Anna@Party.example", "dead", "550 no such user", "inbox")
        log.suppress("anna@party.example", "dead", "another reason", "inbox")
        log.suppress("zoe@party.example", "do-not-contact", "asked in a reply", "coordinator")
        assert log.dead_addresses() == {"anna@party.example": "550 no such user"}
        assert log.do_not_contact() == {"zoe@party.example": "asked in a reply"}
        log.unsuppress("ANNA@party.example", "coordinator", "corrected")
        log.unsuppress("nobody@party.example", "coordinator", "")
        assert log.dead_addresses() == {}
        log.suppress("anna@party.example", "dead", "again", "inbox")
        assert log.dead_addresses() == {"anna@party.example": "again"}

    # Proofs

    def proof(self, made_at=START, pages=2):
        letters = (
            ProofLetter("anna", "AP19-0001", EMAIL, "p" * 64, "e" * 64, "t" * 64, pages),
            ProofLetter("anna", "AP19-0001", POST, "q" * 64, pages=pages),
        )
        return Proof(CAMPAIGN, made_at, (("template", "1" * 64), ("fonts", "2" * 64)), letters)

    def test_the_newest_proof_comes_back_as_it_was(self, log):
        first, second = self.proof(), self.proof(START + timedelta(hours=1), pages=3)
        log.record_proof(first, "coordinator")
        log.record_proof(second, "coordinator")
        assert log.newest_proof(CAMPAIGN) == second
        again = self.proof(START + timedelta(hours=2))
        log.record_proof(again, "coordinator")
        assert log.newest_proof(CAMPAIGN) == again
        assert log.newest_proof("autumn") is None

    def test_signatories_agree_to_a_hash_once(self, log, clock):
        proof = self.proof()
        log.record_proof(proof, "coordinator")
        log.agree(CAMPAIGN, proof.digest, "Kate Ferguson", "coordinator", "by telephone")
        clock.time += timedelta(hours=1)
        log.agree(CAMPAIGN, proof.digest, "Fred Carver", "coordinator", "")
        log.agree(CAMPAIGN, proof.digest, "Kate Ferguson", "coordinator", "again")
        found = log.agreements(CAMPAIGN, proof.digest)
        assert [(one.signatory, one.note, one.at) for one in found] == [
            ("Kate Ferguson", "by telephone", START),
            ("Fred Carver", "", clock.now()),
        ]
        assert log.agreements(CAMPAIGN, "0" * 64) == []

    def test_nobody_agrees_to_a_proof_that_was_not_made(self, log):
        with pytest.raises(InputError, match="no proof"):
            log.agree(CAMPAIGN, "0" * 64, "Kate Ferguson", "coordinator", "")
