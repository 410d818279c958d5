"""Which addresses a notice in plain words says were not reached, and what it says of each."""

import re
from collections.abc import Collection
from dataclasses import dataclass

_ADDR = (
    r"(?:mailto:|smtp[:=]|rfc822;\s?)?(?P<addr>[^\s<>()\[\],;:\"'|\\]{1,100}"
    r"@[A-Za-z0-9\u00a1-\uffff](?:[A-Za-z0-9\u00a1-\uffff._-]{0,250})"
    r"|\"[^\"\s]{1,80}\"@[A-Za-z0-9.-]{1,250})"
)
_LABELS = (
    r"(?:final|original|failed|intended|following|actual|undeliverable|bad|"
    r"invalid)?[ \t]?(?:e-?mail )?(?:recipient|address|addressee|rcpt to|destination|empfänger|"
    r"destinataire|destinatario|ontvanger|adresse|mottaker|modtager|mottagare|vastaanottaja|"
    r"adresat)(?:\(s\)|s|es)?(?: address)?"
    r"|addressed to|to:? user|failed address|undeliverable (?:to|address)|intended recipient|"
    r"could not (?:be delivered|deliver(?: message)?) to|delivery failed(?: for| to)|"
    r"unable to deliver (?:message )?to|not delivered to|unknown user|user unknown|no such user|"
    r"invalid user|user mailbox exceeds allowed size|user not found|user's mailbox is full|"
    r"error-for|message to|your message to|your mail to|mail to|error"
)
#: From the surest way of naming a recipient to the least sure; the first that yields one decides.
_WAYS: tuple[re.Pattern[str], ...] = (
    # An address that begins a line and has it for itself, or is followed by what was wrong.
    re.compile(
        rf"^[ \t]{{0,30}}(?:[*•>-]{{1,3}}[ \t]{{1,4}})?(?:(?:smtp|rcpt|"
        rf"to):)?[<\"'“‘\[(]{{0,2}}{_ADDR}[>\"'”’\])]{{0,2}}"
        r"(?:[ \t]*$|[ \t]*:(?!//)|[ \t]{1,4}on [A-Z0-9]|[ \t]*[(\[<]|[ \t]*\.{2,3}|[ \t]*[;,][ \t]*$|"
        r"[ \t]{2,}\S|[ \t]+(?:delivery failed|failed|-{1,2}|user|invalid|unknown|was |is |could |"
        r"error|not ))",
        re.IGNORECASE | re.MULTILINE,
    ),
    # An address after a word that says what it is.
    re.compile(
        rf"^[ \t]{{0,20}}[*|-]{{0,3}}[ \t]?(?:{_LABELS})[^:;<\n@]{{0,40}}[:;<=]"
        rf"[ \t]*(?:rfc822;[ \t]?)?[<\"'\[(]{{0,2}}{_ADDR}",
        re.IGNORECASE | re.MULTILINE,
    ),
    # A transcript of what was said to the other server, or its answer.
    re.compile(rf"rcpt to[ \t]?:[ \t]?<?{_ADDR}", re.IGNORECASE),
    re.compile(rf"^[<> \t]{{0,8}}[45]\d\d[ -].{{0,80}}?<?{_ADDR}>?", re.IGNORECASE | re.MULTILINE),
    # An address within a sentence.
    re.compile(
        rf"(?:deliver\w*|sent|send|reach\w*|failed|rejected|to|for|address|user|recipient|mailbox|an|à|"
        rf"a|naar|do|til|till|för)[ \t\n:]{{1,3}}[<\"'(]{{0,2}}{_ADDR}",
        re.IGNORECASE,
    ),
    re.compile(rf"[<\"'(]{{0,2}}{_ADDR}", re.IGNORECASE),
)
_FOREIGN_LINE = re.compile(
    r"^[ \t>|]{0,6}(?:from|sender|return-path|reply-to|message-?id|mail from|x-[a-z-]+|received|"
    r"in-reply-to|references|reporting-mta|mts-id|the mts-id|von|de|da|cc|bcc|absender|expéditeur|"
    r"remitente|mittente|id|contact|please contact|for (?:further|more) )\b[^\n]{0,20}[:= ]",
    re.IGNORECASE,
)
# The address as it was given, told after the one that it became.
_ORIGINAL_LINE = re.compile(r"[ \t]{0,20}original address[ \t]?:", re.IGNORECASE)
_HELPERS = re.compile(
    r"(?:postmaster|abuse|mailer-daemon|support|helpdesk|hostmaster|webmaster|admin|administrator|noc)@",
    re.IGNORECASE,
)
# Where a mail system says for whom it was expanded; the address before it is the one that failed.
_EXPANDED = re.compile(
    r"(?:generated from|expanded from|expanded by|from:|on behalf of|ultimately generated)[ \t\n:]*<?\"?$",
    re.IGNORECASE,
)
_REASON_LINES = 14
#: How many recipients of one notice are taken down.
RECIPIENT_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Failure:
    """An address (lower case) that a notice names, the notice's words about it, and those on its line.

    `above` is how many of the notice's characters stand above the first address that it names.
    """

    address: str
    words: str
    line: str = ""
    above: int = 0


def find_failures(notice: str, *, not_these: Collection[str]) -> list[Failure]:
    """Give the addresses that a notice says were not reached, in order, each once.

    Args:
        notice: The notice's text without the message it returns.
        not_these: Addresses that are somebody else's: the notice's sender and reader.
    """
    for way in _WAYS:
        places = _places(way, notice, not_these)
        if places:
            starts = sorted(places.values())
            return [
                Failure(
                    address,
                    _words_at(notice, place, starts),
                    notice[place:].partition("\n")[0][:500],
                    starts[0],
                )
                for address, place in list(places.items())[:RECIPIENT_LIMIT]
            ]
    return []


def find_expanded(notice: str) -> list[str]:
    """Give the addresses from which a notice says that those it keeps to itself were made, each once."""
    found = re.finditer(rf"\bgenerated from[ \t:]{{1,3}}<?{_ADDR}", notice, re.IGNORECASE)
    return list(dict.fromkeys(one["addr"].lower().strip(".") for one in found))[:RECIPIENT_LIMIT]


def _places(way: re.Pattern[str], notice: str, not_these: Collection[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for found in way.finditer(notice):
        address = re.sub(r"^[45]\d\d-", "", found["addr"].lower().strip(".'\"`*_-="))
        before = notice[: found.start("addr")]
        line = notice[before.rfind("\n") + 1 : found.end()]
        if "@" not in address[1:-1] or address in not_these or address in places:
            continue
        if places and _ORIGINAL_LINE.match(line):
            continue
        if _FOREIGN_LINE.match(line) or _EXPANDED.search(before[-60:]) or _HELPERS.match(address):
            continue
        if "." not in address.rsplit("@", 1)[1] and way is not _WAYS[0]:
            continue
        places[address] = found.start("addr")
    return places


def _words_at(notice: str, place: int, starts: list[int]) -> str:
    """Give the words from an address on to the next address or a blank line after some words."""
    following = [start for start in starts if start > place]
    end = notice.rfind("\n", place, following[0]) if following else len(notice)
    lines = (
        notice[place : max(end, place)].split("\n")[:_REASON_LINES]
        if end > place
        else [notice[place : place + 500]]
    )
    kept: list[str] = []
    for number, line in enumerate(lines):
        if not line.strip() and number > 1 and any(one.strip() for one in kept[1:]):
            break
        kept.append(line.strip())
    return " ".join(word for line in kept for word in line.split())


def words_about(notice: str, address: str) -> str:
    """Give all lines of a notice that name an address, with the line after each."""
    lines = notice.split("\n")
    kept: list[str] = []
    for place, line in enumerate(lines):
        if address in line.lower():
            kept += [one.strip() for one in lines[place : place + 2]]
    return " ".join(kept)[:5_000]
