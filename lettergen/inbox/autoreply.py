"""Automatic responses (RFC 3834), by header fields, then by subject and text."""

import re

from lettergen.inbox.headers import Headers
from lettergen.model.messages import Evidence, Strength

_PRESENT = {
    "x-autoreply": "X-Autoreply",
    "x-autorespond": "X-Autorespond",
    "x-autoresponder": "X-Autoresponder",
    "x-autoreply-from": "X-Autoreply-From",
    "x-mail-autoreply": "X-Mail-Autoreply",
    "x-auto-reply": "X-Auto-Reply",
}
_SUBJECT = re.compile(
    r"(?:auto(?:matic)?[ -]?(?:reply|response)|automatische antwort|out of (?:the )?office)\b", re.IGNORECASE
)


def find_auto_reply(headers: Headers, subject: str) -> Evidence | None:
    """Tell why a message is an automatic response, or None if it does not look like one."""
    submitted = headers.get("auto-submitted").lower()
    if submitted.startswith(("auto-replied", "auto-generated")):
        return Evidence("rfc-3834", f"Its Auto-Submitted field says {submitted}.", Strength.STRONG)
    for name, shown in _PRESENT.items():
        if name in headers and headers.get(name).lower() not in {"no", "false"}:
            return Evidence("auto-reply-header", f"It has the field {shown}.", Strength.STRONG)
    if headers.get("precedence").lower() in {"auto_reply", "auto-reply"}:
        return Evidence("precedence", "Its Precedence field says auto_reply.", Strength.STRONG)
    if _SUBJECT.match(subject):
        return Evidence("auto-reply-subject", f"Its subject is “{subject}”.", Strength.FAIR)
    return None
