"""What a mail server's words mean, as an enhanced status code (RFC 3463)."""

import re
from collections.abc import Sequence

from lettergen.inbox.dsn import find_status

# From the most telling words to the least: the first row that fits decides. The code's class is
# replaced by 4 where the failure is temporary.
_MEANINGS: tuple[tuple[str, str], ...] = (
    # Sizes, where "exceeds the limit" is said of the message.
    ("5.3.4", r"message size.{0,30}exceeds|message (?:is )?larger than|message exceeds .{0,30}size"),
    # A full mailbox.
    (
        "5.2.2",
        (
            r"mailbox (?:is |was )?(?:currently )?full|full mailbox|(?:is|was) full|"
            r"over (?:the )?(?:allowed )?quota|"
            r"overquota|quota (?:exceeded|violation|limit)|exceed\w*.{0,40}(?:quota|storage|mailbox|limit)"
            r"|quota.{0,20}exceeded|mailbox size limit|insufficient (?:disk )?(?:space|storage|quota)|"
            r"out of (?:disk )?(?:space|storage|quota)|disk quota|no space left.{0,30}mailbox|"
            r"not enough (?:storage|space|disk)"
            r"|mailbox.{0,30}(?:exceeds|exceeded|too large|has been exceeded)|too many messages|"
            r"storage (?:limit|allocation)|mailfolder is full|"
            r"maildir (?:delivery failed: )?.{0,20}(?:over|full)|boxfull|inbox is full|"
            r"account (?:is )?full"
            r"|postfach.{0,30}voll|mailbox.{0,20}voll|boîte.{0,40}(?:pleine|saturée)|buzón.{0,30}(?:lleno|"
            r"llena)|casella.{0,30}piena|cuota.{0,20}excedida|skrzynk\w+.{0,30}(?:pełna|przepełniona)|"
            r"caixa.{0,30}cheia|容量|一杯|casella.{0,30}pien[ao]|cassetta.{0,30}piena|postvak.{0,20}vol|"
            r"(?:brevlåda|inkorg|postlåda)n?.{0,20}\bfull|"
            r"(?:postkasse|innboks|indbakke|postboks)n?.{0,20}\bful[ld]|"
            r"(?:postilaatikko|sähköposti).{0,20}täynnä|pósthólf.{0,20}fullt|ящик.{0,20}(?:переполнен|полон)|"
            r"schránka.{0,20}plná|квот[аы].{0,20}превыш"
        ),
    ),
    # The sender's own address; before the words that recipients' addresses share with it.
    (
        "5.1.8",
        (
            r"sender (?:address )?(?:rejected: )?(?:domain |user )?(?:unknown|invalid|not found|"
            r"does not exist|verif)|bad sender|domain of sender|sender domain (?:not|does|must)|"
            r"verification failed for (?:the )?sender"
        ),
    ),
    # Words that nothing else is meant by.
    (
        "5.1.1",
        (
            r"user unknown|(?:unknown|invalid|nonexistent|no such) (?:local |virtual |remote |smtp )?"
            r"(?:user|mailbox|recipient|addressee|person)|user (?:not found|not known|does ?n[o']t exist|"
            r"does not exist)|(?:mailbox|account|recipient|e-?mail address) (?:was |is |could )?"
            r"(?:does not exist|doesn't exist|not (?:be )?found|unknown)|"
            r"requested action not taken:? mailbox unavailable|\b55\d[ -].{0,20}mailbox (?:is )?unavailable|"
            r"(?:account|mailbox).{0,40}tried to reach "
            r"does not exist|receiver not found|no one here by that name|"
            r"is no (?:active |valid )?(?:mailbox|user)\b|"
            r"invalid final delivery userid"
        ),
    ),
    (
        "5.3.4",
        (
            r"message (?:size |is |was )?(?:too (?:big|large)|exceeds|larger than)|size exceeds|"
            r"message size|maximum.{0,20} size|"
            r"exceeds? .{0,30}(?:message )?size|too large|too big|maximum (?:message )?size|"
            r"size limit"
        ),
    ),
    # An address that has moved or is switched off.
    ("5.1.6", r"has moved|address (?:has )?changed|no longer (?:using|uses) this|new (?:e-?mail )?address"),
    (
        "5.2.1",
        (
            r"(?:account|mailbox|user|address|recipient|inbox).{0,40}(?:disabled|suspended|inactive|"
            r"deactivated|expired|locked|not active|closed|discontinued|cancelled|canceled|"
            r"blocked|is restricted|terminated)|"
            r"(?:disabled|inactive|suspended|expired|deactivated) (?:account|mailbox|user|recipient|"
            r"address)|not accepting (?:mail|messages)(?! from)|"
            r"has been disabled"
        ),
    ),
    # Policy, content and reputation.
    (
        "5.7.1",
        (
            r"relay(?:ing)? (?:access )?(?:denied|not (?:permitted|allowed)|prohibited|is prohibited)|"
            r"(?:unable|cannot|can't|not permitted|not allowed|we do not|won't|refus\w*) to relay|"
            r"we do not relay|relay operation rejected|not a (?:relay|gateway)|authentication required|"
            r"authenticat"
        ),
    ),
    (
        "5.7.1",
        (
            r"\bspam\b|spamming|black ?list|block(?:ed)? ?list|blocked|\brbl\b|dnsbl|spamhaus|spamcop|"
            r"reputation|policy|banned|prohibited|virus|malware|content (?:reject|filter|not)|"
            r"message (?:was |is )?(?:rejected|refused) (?:due|because|for)|access denied|"
            r"not authori[sz]ed|permission|not accepting (?:mail|messages) from|"
            r"recipient preferences|not permitted|administrative(?:ly)? prohib|denied|\bspf\b|dkim|"
            r"dmarc|bulk|unsolicited|restricted|moderat|not allowed|sender.{0,20}(?:rejected|refused|"
            r"denied)|reverse dns|no ptr|rejected by (?:content|the filter)|suspected|abuse|challenge|"
            r"message (?:was |has been )?(?:refused|rejected)|not local.{0,12}please try|"
            r"rejected: \S{1,60} listed (?:at|in|on|by)"
        ),
    ),
    # No such host. Before "unknown user", since both say "unknown".
    (
        "5.1.2",
        (
            r"host (?:or domain name )?(?:unknown|not found)|unknown host|host unknown|"
            r"domain (?:name )?(?:not found|does not exist|doesn't exist|isn't|unknown|invalid)|"
            r"(?:unknown|invalid|bad|illegal|non-?existent|unresolvable|no such) (?:mail )?(?:domain|"
            r"host)|unrouteable mail domain|couldn't find any host|name (?:service error|"
            r"server: \S+ host not found|not known)|no (?:such|valid) (?:domain|host)|"
            r"no matches to nameserver|nxdomain|(?:domain|host).{0,60}(?:couldn't be found|"
            r"could not be found|not exist|cannot be resolved|not resolve)|no (?:mx|a) record|dns error|"
            r"illegal host|all relevant mx records point|unroutable domain|domain .{0,60}not listed|"
            r"hôte inconnu|dominio.{0,30}no existe|"
            r"(?:domain|host) \S{3,100} (?:was )?not found|unrouteable domain"
        ),
    ),
    (
        "5.1.1",
        (
            r"(?:user|recipient|address|mailbox|account|addressee|alias|local[- ]?part|subscriber|"
            r"receiver|member|destinataire|utilisateur)\w*.{0,60}(?:unknown|not found|not exist|n't exist|"
            r"no longer|invalid|not known|not recogni[sz]ed|is unavailable|not listed|wasn't found|"
            r"couldn't be found|could not be found|not valid|doesn't have|not have an? |incorrect|inconnu|"
            r"n'existe|rejected|not available|undeliverable|is not local|not our customer)"
            r"|(?:unknown|invalid|no such|bad|nonexistent|non-existent|unrouteable|unroutable|"
            r"undeliverable|incorrect|not a valid|no valid|unregistered|undefined|"
            r"unrecogni[sz]ed) (?:local[- ]?)?(?:user|recipient|mailbox|address|account|person|local|part|"
            r"addressee|destination|rcpt|name|e-?mail|mail address|users? here)"
            r"|no mailbox here|(?:user|recipient|mailbox).{0,10}doesn't|does ?n[o']t (?:exist|"
            r"like recipient)|isn't a valid|not a (?:known|valid) (?:user|recipient|mailbox|address)|"
            r"recipnotfound|recipientnotfound|no account|not in (?:the )?directory|no user|not our user|"
            r"is not a user|unknown_user|(?:couldn't|could not|cannot) be found|"
            r"not found by smtp address lookup|name & address book|domino directory|unknown to address|"
            r"doesn't have an? .{0,40}account|there is no (?:such )?(?:user|one|mailbox|person|account)|"
            r"who is this|this address (?:no longer|does not|doesn't)|(?:nicht|ne|no|"
            r"non) .{0,20}(?:bekannt|gefunden|existe|existiert|esiste|encontrado|trouvé)|unbekannt|"
            r"inconnu|desconocid|sconosciut|onbekend|nieznany|okänd|ukendt|ukjent|tuntematon|存在しません|不存在|"
            r"no longer works? (?:here|for|at)|left (?:the|our) (?:company|organi[sz]ation)|"
            r"existiert nicht|introuvable|n'a pas été trouvée?|no se (?:encontró|encuentra|ha encontrado)|"
            r"non trovat[oa]|niet gevonden|bestaat niet|nie (?:znaleziono|istnieje)|finns inte|(?:inte|ikke) "
            r"(?:att )?hitta|findes ikke|finnes ikke|(?:inte|ikke) (?:hittas|funnet|fundet)|"
            r"ei (?:löydy|löytynyt|ole olemassa)|fannst ekki|er ekki til|не (?:найден|существует)|"
            r"неизвестен|neexistuje|nenalezen|"
            r"não (?:existe|encontrad|foi encontrad)|"
            r"見つかりません|リストにありません|宛先不明|アドレスをご確認|nicht im domino|user not|no such"
        ),
    ),
    (
        "5.4.6",
        (
            r"too many (?:received|hops)|hop count|(?:mail|forwarding) loop|loops? back|loop detected|"
            r"routing loop|"
            r"best-preference mx|configuration error|loop count"
        ),
    ),
    # Time ran out, or the other server was out of reach.
    (
        "5.4.7",
        (
            r"(?:retry time|retry timeout|delivery time|message|queue).{0,40}(?:exceeded|expired|too long|"
            r"not reached)|in the queue too long|queue too long|delivery expired|"
            r"within the allowed queue period|"
            r"could not be delivered (?:for|within)|undeliverable for|retry time not reached|(?:been|"
            r"for).{0,20}trying"
        ),
    ),
    (
        "5.4.1",
        (
            r"connection (?:refused|timed out|reset|failed|dropped|closed|was|to)|timed? ?out|"
            r"no route to host|network (?:is )?unreachable|host (?:is )?unreachable|cannot connect|"
            r"could(?: not|n't) (?:connect|establish)|unable to connect|no answer from|not respond|"
            r"did not answer|host not reachable|network error|unable to contact|couldn't reach|"
            r"lost connection|failed to connect"
        ),
    ),
    (
        "5.3.2",
        (
            r"system (?:not accepting|is going down|not available)|service (?:unavailable|not available|"
            r"currently unavailable)|not accepting network|shutting down|maintenance|try again later|"
            r"temporarily|greylist|gr[ae]y-?listed|too many connections|resources|deferred|rate limit|"
            r"too many|throttl"
        ),
    ),
    (
        "5.5.2",
        (
            r"syntax error|command (?:not recogni[sz]ed|unrecogni[sz]ed|unknown)|unrecogni[sz]ed command|"
            r"bad sequence|protocol error"
        ),
    ),
)
_TABLE = tuple((status, re.compile(pattern, re.IGNORECASE)) for status, pattern in _MEANINGS)
_REPLY_CODE = re.compile(r"(?<![\d.#@-])([45])(\d\d)(?=[\s:;,\-)\]>]|$)(?!\.\d)")
_TEMPORARY = re.compile(
    r"temporar|deferred|delayed|warning|will (?:be )?(?:re)?tr(?:y|ied)|still being|not yet|"
    r"retrying|greylist",
    re.IGNORECASE,
)
# Codes that say no more than "it failed": a code in the server's own words tells more (RFC 3463
# section 3.1; servers that translate a bare 550 write 5.5.0 or 5.0.0, Exchange 5.5 also 5.1.0).
_VAGUE = re.compile(r"[245]\.0\.\d+|[45]\.\d+\.0|4\.4\.7|5\.4\.7|[45]\.5\.\d+")


def status_from_words(text: str, *, temporary: bool = False) -> str:
    """Give the status that a server's words mean; empty if they mean nothing to us.

    A code in the words counts before the words.
    """
    said = find_failure_status(text)
    if said:
        return said
    code = _REPLY_CODE.search(text)
    class_ = "4" if temporary or (code and code[1] == "4") else "5"
    if not code and not temporary and _TEMPORARY.search(text):
        class_ = "4"
    for status, pattern in _TABLE:
        if pattern.search(text):
            return class_ + status[1:]
    return f"{class_}.0.0" if code else ""


def find_reply_code(text: str) -> str:
    """Give the first SMTP reply code of a failure (RFC 5321 section 4.2) that words follow; empty if none."""
    found = re.search(r"(?:^|[\s:'\"<(#])([45][0-5]\d)(?:[ -](?=[A-Za-z<'\"#\[])|[ -][45]\.\d)", text)
    return found[1] if found else ""


def find_failure_status(text: str) -> str:
    """Give the first code of a failure (class 4 or 5) in text, a vague one only if there is no other."""
    found = [one for one in _all_statuses(text) if one[0] != "2"]
    return next((one for one in found if not _VAGUE.fullmatch(one)), found[0] if found else "")


def only_failure_status(text: str) -> str:
    """Give the code of a failure that a text holds, once or several times; empty if it holds several."""
    found = {one for one in _all_statuses(text) if one[0] != "2"}
    return found.pop() if len(found) == 1 else ""


def _all_statuses(text: str) -> list[str]:
    found: list[str] = []
    place = 0
    text = text[:20_000]
    pattern = re.compile(r"(?<![\w.])[45]\.\d{1,3}\.\d{1,3}(?!\.?\d)")
    while len(found) < 20 and (hit := pattern.search(text, place)):
        found.append(find_status(hit[0]))
        place = hit.end()
    return found


def better_status(field: str, words: str) -> str:
    """Choose between a report's Status field and the server's words in its diagnostic.

    The field holds unless it is vague and the words hold a code that is not, of either class.
    """
    said = find_failure_status(words)
    if not field:
        return said or status_from_words(words)
    if said and _VAGUE.fullmatch(field) and not _VAGUE.fullmatch(said):
        return said
    if said and re.fullmatch(r"[45]\.0\.0", field):
        return said
    return field


def first_telling(statuses: Sequence[str]) -> str:
    """Give the first status that says more than that it failed, else the first there is, else nothing."""
    telling = (one for one in statuses if one and not one.endswith(".0.0"))
    return next(telling, next((one for one in statuses if one), ""))


def is_permanent(status: str, action: str = "", words: str = "") -> bool | None:
    """Tell whether a failure is for good; None if nothing says so.

    The class of the status decides (RFC 3463 section 2), save that a full mailbox may be emptied.
    """
    if action == "delayed":
        return False
    if status:
        return status[0] == "5" and status != "5.2.2"
    if _TEMPORARY.search(words):
        return False
    return True if action == "failed" else None
