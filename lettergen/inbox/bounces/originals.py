"""Where a notice ends and the message it returns begins, in mail without parts."""

import re

# A rule of dashes or other signs with words between, as mail systems write above what they return.
_ENDS = re.compile(
    r"^[ \t>]{0,4}(?:"
    r"-{1,60}[ \t]*(?:this is a copy of (?:the|your) message|below (?:this line|"
    r"the next line) .{0,60}|original message(?: follows\.?)?|original message.{0,40}|"
    r"unsent message (?:below|follows)|message header follows|undelivered message"
    r"|returned (?:message|mail).{0,20}|enclosed is a copy.{0,40}|"
    r"message (?:text )?follows.{0,20}|start of (?:the )?(?:returned|original).{0,40}|"
    r"original mail.{0,20}|the (?:body|header) of the message.{0,60}|a copy of.{0,60}|"
    r"header of original.{0,30}|mensaje original.{0,30}|message d'origine.{0,30}|"
    r"ursprüngliche nachricht.{0,30}|the original message.{0,60}|message headers.{0,20}|"
    r"included is a copy.{0,60})[ \t.:]*-{0,60}"
    r"|(?:original|returned|undelivered) (?:message|mail)(?: headers?)? (?:follows|attached|below|"
    r"is attached|text).{0,40}"
    r"|original message headers:?|message headers follow.{0,20}|"
    r"included is a copy of the message header.{0,20}|"
    r"(?:possibly )?truncated original message follows.{0,30}"
    r"|(?:below|here) is a copy of (?:the|your) (?:original )?message.{0,20}|"
    r"-{3,}[ \t]*begin message[ \t]*-{3,}|[|]-{5,} message text follows.{0,60}|"
    r".{0,20}copy of your message.{0,20}:|a copy of the original message.{0,60}|"
    r"your (?:original )?message (?:follows|reads).{0,20}|old message:|"
    r"rfc ?822 header follows.{0,20}"
    r"|kopie der (?:originalen )?nachricht.{0,20}|urheberbare nachricht.{0,20}|"
    r"en-têtes de message d'origine ?:|encabezados de mensajes? original(?:es)?:|"
    r"ursprüngliche nachrichtenkopfzeilen:|intestazioni originali.{0,20}:|"
    r"ursprüngliche nachrichtenköpfe:|oorspronkelijke berichtkoppen:|oprindelige brevhoveder:|"
    r"ursprungliga brevhuvuden:"
    r")[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_HEADERS = re.compile(
    r"^(?:Return-Path|Received|X-Envelope-[A-Za-z]+|DKIM-Signature|ARC-Seal|"
    r"Message-ID)[ \t]?:[^\n]{1,500}\n(?:[ \t][^\n]{0,500}\n|"
    r"[A-Za-z][A-Za-z0-9-]{1,50}[ \t]?:[^\n]{0,998}\n){2}",
    re.IGNORECASE | re.MULTILINE,
)


def split_notice(text: str) -> tuple[str, str]:
    """Give the notice itself and the returned message after it, which is empty if there is none."""
    cuts = [found for found in (_ENDS.search(text), _HEADERS.search(text)) if found]
    if not cuts:
        return text, ""
    first = min(cuts, key=lambda found: found.start())
    return text[: first.start()], text[first.start() if first.re is _HEADERS else first.end() :]
