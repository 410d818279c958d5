"""Challenges: a program holds our message until a person proves to be one."""

import re

from lettergen.inbox.bounces.senders import is_daemon
from lettergen.inbox.facts import Facts

_FIELDS = (
    "x-boxtrapper",
    "x-tmda-confirm",
    "x-spamarrest",
    "x-cr-hashedpuzzle-reply",
    "x-choicemail-registration-request",
    "x-ask-version",
)
_WORDS = re.compile(
    r"just this once,? click (?:the|this|on the) link|verify that you are a (?:real|live|human)|"
    r"confirm that you are (?:a )?(?:human|real|not a spam)|prove (?:that )?you(?:'re|"
    r" are) (?:a )?(?:human|real|person)|"
    r"your (?:message|e-?mail).{0,160}(?:is being held|being held|has been (?:held|"
    r"quarantined)).{0,200}(?:verif|confirm|approv|authenticat)|has not been verified|"
    r"complete (?:this|the) verification|"
    r"(?:sender|email|e-mail) verification (?:request|required)|"
    r"requires? (?:sender )?verification of|challenge[/-]response|"
    r"(?:reply to|respond to) this (?:message|e-?mail|confirmation|request).{0,120}(?:deliver|"
    r"release|confirm)|please (?:reply|respond).{0,60}so that your message.{0,40}(?:deliver|"
    r"release)|"
    r"anti-?spam (?:uol|protection|filter).{0,200}(?:click|confirm|verif)|you (?:have )?(?:are|"
    r"need) to (?:be )?(?:added|approved).{0,60}(?:allowed|approved|guest|white) ?list|"
    r"(?:spam ?arrest|boxtrapper|spamblocker|choicemail|mailblocks|knowspam|active spam killer|"
    r"bluebottle|0spam|sendio|digiportal|qurb|mailfrontier)|clique no link abaixo para confirmar|"
    r"cliquez sur le lien .{0,60}(?:confirmer|valider) que|mailinblack|"
    r"cliquez .{0,80}(?:authentifi|identifier)|bestätigen sie .{0,60}(?:kein spam|mensch)|"
    r"confirme que .{0,40}(?:persona|humano)",
    re.IGNORECASE | re.DOTALL,
)
_SUBJECT = re.compile(
    r"(?:your email requires verification|please confirm your (?:message|e-?mail)|verif(?:y|"
    r"ication).{0,30}(?:message|e-?mail|sender)|re:.{0,200}\(verification required\)|spam arrest|"
    r"confirm(?:ation)? (?:request|required).{0,20}message|please verify your (?:message|e-?mail)|"
    r"challenge)",
    re.IGNORECASE,
)


def is_challenge(facts: Facts) -> bool:
    """Tell whether a message asks its reader to prove to be a person, so that our mail is delivered."""
    # What daemons write are notices, also where they ask not to be answered.
    if is_daemon(facts) or "list-id" in facts.headers or "list-post" in facts.headers:
        return False
    if any(name in facts.headers for name in _FIELDS):
        return True
    announced = bool(_SUBJECT.search(facts.subject)) or _by_program(facts)
    return announced and bool(_WORDS.search(facts.notice[:3_000]))


def _by_program(facts: Facts) -> bool:
    """Tell whether a program wrote it; a person may well speak of such a challenge."""
    automatic = facts.headers.get("auto-submitted").lower().startswith("auto")
    precedence = facts.headers.get("precedence").lower() in {"bulk", "junk", "auto_reply"}
    return automatic or precedence or facts.null_path or "confirm" in facts.sender.split("@")[0]
