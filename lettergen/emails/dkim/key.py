"""Reads private keys; the only place that knows the cryptography library, which is an extra."""

from dataclasses import dataclass

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from lettergen.emails.dkim.signer import Key
from lettergen.errors import InputError

#: Bits of an RSA key: RFC 8301 section 3.2 wants no fewer.
_FEWEST_BITS = 2048


@dataclass(frozen=True, slots=True)
class _RsaKey:
    key: RSAPrivateKey
    algorithm: str = "rsa-sha256"

    def sign(self, data: bytes) -> bytes:
        """Sign with PKCS #1 v1.5 (RFC 6376 section 3.3.1)."""
        return self.key.sign(data, PKCS1v15(), SHA256())


@dataclass(frozen=True, slots=True)
class _Ed25519Key:
    key: Ed25519PrivateKey
    algorithm: str = "ed25519-sha256"

    def sign(self, data: bytes) -> bytes:
        """Sign the hash, not the data itself (RFC 8463 section 3)."""
        digest = Hash(SHA256())
        digest.update(data)
        return self.key.sign(digest.finalize())


def parse_key(pem: bytes, place: str) -> Key:
    """Read a private key.

    Args:
        pem: The key as PEM, without a passphrase.
        place: Where it comes from, for the message.

    Raises:
        InputError: If it is none that can sign.
    """
    try:
        key = load_pem_private_key(pem, None)
    except TypeError as error:
        raise InputError(f"{place}: the key has a passphrase. Give one without.") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise InputError(
            f"{place}: is no private key in PEM form (-----BEGIN PRIVATE KEY-----). See docs/sending.md."
        ) from error
    if isinstance(key, Ed25519PrivateKey):
        return _Ed25519Key(key)
    if not isinstance(key, RSAPrivateKey):
        raise InputError(f"{place}: is neither an RSA nor an Ed25519 key; DKIM knows no others.")
    if key.key_size < _FEWEST_BITS:
        raise InputError(f"{place}: has {key.key_size} bits; receivers want {_FEWEST_BITS:,} at least.")
    return _RsaKey(key)
