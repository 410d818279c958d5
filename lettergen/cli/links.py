"""Web and email addresses as what they are: letters that only look like others are shown."""

import re

_HOST = re.compile(r"(?:(?<=://)|(?<=\bwww\.)|(?<=@))[^\s/?#:<>\"'()\[\]|,;]{1,253}")


def real_hosts(text: str) -> str:
    """Write behind every host that has other letters than English ones how machines read it (RFC 3492).

    Such a host may be honest, or one that only looks like another: аlliance.example with a Cyrillic а.
    """
    return _HOST.sub(lambda found: _with_ascii(found[0]), text)


def _with_ascii(host: str) -> str:
    host_alone = host.rstrip(".!…")
    if host_alone.isascii():
        return host
    try:
        ascii_host = host_alone.encode("idna").decode("ascii")
    except UnicodeError:  # too long, empty between dots, or letters that no host may have
        ascii_host = host_alone.encode("ascii", "backslashreplace").decode("ascii")
    return f"{host_alone} [{ascii_host}]{host[len(host_alone) :]}"
