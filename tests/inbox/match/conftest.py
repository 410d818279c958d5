"""Letters that were sent, as matchers ask for them."""

from dataclasses import dataclass, field

import pytest


@dataclass
class SentLetters:
    """Two party leaders, two members of one parliament, a councillor at a mailbox for everybody."""

    ids: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    subject: str = "Twelve questions before the election"

    def add(self, ref: str, address: str) -> None:
        self.ids[f"<{ref.lower()}.0123abcd@office.test>"] = ref
        self.addresses[ref] = address

    def ref_by_message_id(self, message_id: str) -> str | None:
        return self.ids.get(message_id)

    def ref_by_code(self, prefix: str, code: str) -> str | None:
        ref = f"{prefix}-{code}"
        return ref if ref in self.addresses else None

    def prefixes(self) -> frozenset[str]:
        return frozenset(ref.partition("-")[0] for ref in self.addresses)

    def refs_by_address(self, address: str) -> list[str]:
        return [ref for ref, one in self.addresses.items() if one == address]

    def refs_by_domain(self, domain: str) -> list[str]:
        return [ref for ref, one in self.addresses.items() if one.endswith(f"@{domain}")]

    def address_of(self, ref: str) -> str:
        return self.addresses[ref]

    def subject_of(self, ref: str) -> str:
        return self.subject


@pytest.fixture
def letters() -> SentLetters:
    sent = SentLetters()
    sent.add("AP19-7F3K", "leader@red.example")
    sent.add("AP19-2B8M", "leader@blue.example")
    for code in ("1111", "2222", "3333", "4444"):
        sent.add(f"AP19-{code}", f"member{code}@parliament.example")
    sent.add("AP19-9ZZ9", "councillor@gmail.com")
    return sent
