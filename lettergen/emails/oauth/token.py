"""An access token, and what another one is got with."""

import json
from dataclasses import asdict, dataclass, field

#: Seconds before its end from which a token no longer counts as good, since signing in takes time.
_MARGIN = 60.0


@dataclass(frozen=True, slots=True)
class Token:
    """What an authorization server gave.

    `expires_at` is in seconds since 1970 (UTC), None if the server did not say. `refresh` gets the next
    token; empty if there is none. `client_secret` is kept with it because renewing may need it again.
    """

    access: str = field(repr=False)
    expires_at: float | None
    refresh: str = field(default="", repr=False)
    client_secret: str = field(default="", repr=False)

    def is_good(self, now: float) -> bool:
        """Tell whether it can still be used, as far as we know."""
        return self.expires_at is None or self.expires_at - _MARGIN > now

    def as_json(self) -> str:
        """Give it as text."""
        return json.dumps(asdict(self))


def parse_token(text: str) -> Token:
    """Read what `Token.as_json` gave.

    Raises:
        ValueError: If it is not that.
    """
    values = json.loads(text)
    try:
        return Token(**values)
    except TypeError as error:
        raise ValueError("not a token") from error
