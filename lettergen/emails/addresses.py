"""Addresses as they go over the wire (RFC 5321 section 4.1.2, RFC 6531, RFC 5891)."""

import re
from dataclasses import dataclass

import idna

from lettergen.errors import InputError

# What would end a command's argument, or make two addresses of one in a header (RFC 5322 section 3.2.3).
# Quoted local parts, which could hold some of it, are refused: hardly a server takes them.
_UNSAFE = re.compile(r"[\x00-\x20\x7f<>(),;:\\\"\[\]]")


@dataclass(frozen=True, slots=True)
class SplitAddress:
    """A mailbox: the local part as written, the domain in ASCII."""

    local: str
    domain: str


def address_of(address: str, place: str) -> SplitAddress:
    """Split an address; a domain that is not ASCII becomes A-labels.

    Args:
        address: As the user wrote it.
        place: Where it stands, for the message.

    Raises:
        InputError: If it is no address that can stand in a command or a header.
    """
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain or "@" in local or _UNSAFE.search(address):
        raise InputError(f"{place}: `{address}` is no email address.")
    if is_ascii(domain):
        return SplitAddress(local, domain.lower())
    try:
        return SplitAddress(local, idna.encode(domain, uts46=True).decode("ascii"))
    except idna.IDNAError as error:
        raise InputError(f"{place}: `{domain}` is no domain name: {error}.") from error


def wire_address(address: str, place: str) -> str:
    """Give an address as a mail server is told it."""
    split = address_of(address, place)
    return f"{split.local}@{split.domain}"


def is_ascii(*texts: str) -> bool:
    """Tell whether all texts are ASCII."""
    return all(text.isascii() for text in texts)
