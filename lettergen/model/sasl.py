"""What a client says to sign in with an access token (SASL), the same over SMTP and IMAP."""

#: The answer to OAUTHBEARER's error challenge, after which the refusal comes (RFC 7628 section 3.2.3).
OAUTHBEARER_GIVEN_UP = b"\x01"


def oauthbearer(user: str, token: str, *, host: str, port: int) -> bytes:
    """Give the first message of OAUTHBEARER (RFC 7628 section 3.1); the standard's way."""
    name = user.replace("=", "=3D").replace(",", "=2C")
    return f"n,a={name},\x01host={host}\x01port={port}\x01auth=Bearer {token}\x01\x01".encode()


def xoauth2(user: str, token: str) -> bytes:
    """Give the first message of XOAUTH2; Google's way, and the only one that Microsoft knows."""
    return f"user={user}\x01auth=Bearer {token}\x01\x01".encode()
