"""Signs that a mail system, not a person, wrote a message to say that another was not delivered."""

import re

from lettergen.inbox.facts import Facts

_DAEMON = re.compile(
    r"(?:mailer[-_.]?daemon|mail[-_.]?daemon|postmaster|post_master|mdaemon|maildaemon|"
    r"mailerdaemon|double-bounce|bounces?|no-?reply|nobody|smtp-?daemon|daemon|mail-?delivery|"
    r"mms-?notify|mmsc|amavisd?|system|"
    r"server|mail-?server|mailadmin|exchange|microsoftexchange[0-9a-f]{10,}|mailsystem|"
    r"mail-?system|admin(?:istrator)?|root|mailgate|gateway|notification|mdr-?notify|delivery|"
    r"undeliverable|listserv|failure|dsn|ses-bounce|autoreply|mailgw|mail|virus|imss|nd[nr]|"
    r"info)(?:[-+._=].*)?|"
    r".*(?:smtp|anti-?_?virus|mail[-_.]?(?:service|security|scan|sweeper|marshal|filter|router)|"
    r"gateway|firewall|spam-?filter).*",
    re.IGNORECASE,
)
_STRICT_DAEMON = re.compile(
    r"(?:mailer[-_.]?daemon|mail[-_.]?daemon|postmaster|post_master|mdaemon|maildaemon|"
    r"mailerdaemon|double-bounce|microsoftexchange[0-9a-f]{10,})(?:[-+._=].*)?",
    re.IGNORECASE,
)
_DAEMON_NAME = re.compile(
    r"mail(?:er)?[ -]?(?:delivery|daemon|administrator|system|server)|delivery (?:sub)?system|"
    r"postmaster|system administrator|systemadministrator|administrateur syst|microsoft outlook|"
    r"internet mail delivery|mail router|message[ -]delivery|administrador del sistema|"
    r"amministratore (?:di )?sistema|network management|mail-daemon|smtp server|mailer-daemon|"
    r"systembeheerder|administrator systemu|systemadministratör",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\s*(?:\[[^\]]{1,40}\]\s*)?(?:\*+\s*)?(?:(?:warning|failed|failure|error|undeliverable|"
    r"undelivered|returned|bounced?|delayed|rejected|re|notice|non ?remis|unzustellbar|"
    r"fehler)\s*:?\s*)?(?:\"|“)?(?:"
    r"undeliver(?:able|ed)|returned? (?:mail|message|to sender|e-?mail)|(?:mail|message|"
    r"e-?mail) (?:delivery )?(?:failure|failed|returned|undeliverable|error|delayed|could not be|"
    r"not delivered|undelivered|rejected|delivery|system error|status)|"
    r"delivery (?:status|failure|failed|notification|error|problem|has failed|report|delay|"
    r"unsuccessful|incomplete)|failure (?:notice|notification|deliver(?:y|ing))|failed (?:mail|delivery|"
    r"message)|could not deliver|cannot deliver|can't deliver|unable to deliver|nondeliver|"
    r"non[- ]delivery|non[- ]?remis|"
    r"mail (?:could|can|was|not|rejected|system)|message (?:could|can|was|not|delayed|status|"
    r"you sent blocked|rejected|bounced|delivery)|"
    r"your (?:message|mail|e-?mail) to .{3,100} (?:could not|cannot|was not)|"
    r"nicht zustellbar|unzustellbar|nachricht (?:konnte|nicht)|"
    r"fehler bei der|zustellung|mail konnte|échec (?:de|d')|non livr|message non|"
    r"avis de non|no se (?:pudo|puede)|no entregado|error de entrega|mensaje (?:no|devuelto)|"
    r"devuelto|correo devuelto|fallo|mancata consegna|recapito|messaggio (?:non|respinto)|"
    r"non recapitabile|onbestelbaar|niet (?:bezorgd|bestelbaar|afgeleverd)|bericht niet|kan niet|"
    r"niedostarczona|niedostarczalne|nie dostarczon|zwrot|nie można dostarczyć|kan ikke leveres|"
    r"ikke leveret|kunne ikke leveres|uleverlig|kan inte levereras|olevererat|"
    r"gick inte att leverera|ej levererat|undelivert|toimittamaton|viestin toimitus|"
    r"ei voitu toimittaa|toimitus epäonnistui|óafhent|ódeilanlegt|ni ellir|methu|"
    r"heb ei (?:gyflwyno|anfon)|ní féidir|theip ar|neseachadta|não (?:entregue|foi possível)|"
    r"falha|devolvid|doručení|nedoručiteln|не (?:удалось|доставлено)|недоставленн|退信|退回|"
    r"無法投遞|无法投递|"
    r"配信|送信できません|エラー|returned mail|(?:permanent|transient) (?:delivery )?(?:failure|error)|"
    r"user unknown|unknown user|mailbox (?:full|unavailable)|address (?:not found|unknown)|"
    r"[dD]omain not found|automatically (?:rejected|generated).{0,20}(?:deliver|bounce)|"
    r"warning: (?:message|could not|mail|e-?mail)|non\s+delivered|ndn\b|dsn\b|bounce"
    r")",
    re.IGNORECASE,
)
# Some gateways keep the subject and say at its end what became of the message.
_SUBJECT_END = re.compile(
    r"[:(\[-]\s*(?:delivery fail(?:ed|ure)|undeliver(?:able|ed)|not delivered|non remis|unzustellbar)"
    r"\s*[)\]]?\s*",
    re.IGNORECASE,
)
_REPLY_SUBJECT = re.compile(
    r"\s*(?:re|aw|sv|antw|fwd?|wg|tr|rv|vs|odp|vb|fw|rif|i)\s*(?:\[\d+\])?\s*:", re.IGNORECASE
)


def is_daemon(facts: Facts) -> bool:
    """Tell whether From is an address that only mail systems write from, or such a name without one."""
    return bool(_STRICT_DAEMON.fullmatch(_local_part(facts) or facts.sender_name.strip()))


def _is_nameless(facts: Facts) -> bool:
    """Tell whether it names no sender at all and answers nothing; people's programs always name one."""
    named = ("from", "in-reply-to", "references")
    return not any(facts.headers.get(name).strip() for name in named)


def _local_part(facts: Facts) -> str:
    """Give what stands before the @ of From, as mail systems mean it: some escape or quote it."""
    return facts.sender.split("@")[0].strip("\\\"' ")


def daemon_signs(facts: Facts) -> int:
    """Count how far From, reverse-path and subject look like a mail system's notice; 2 is enough.

    What makes a message a reply or a forward by a person counts against.
    """
    local = _local_part(facts)
    signs = 0
    if is_daemon(facts) or _is_nameless(facts):
        signs += 2
    elif _DAEMON.fullmatch(local) or not facts.sender:
        signs += 1
    signs += bool(_DAEMON_NAME.search(facts.sender_name))
    signs += 2 * facts.null_path
    signs += bool(_SUBJECT.match(facts.subject))
    signs += "x-failed-recipients" in facts.headers
    signs += facts.headers.get("auto-submitted").lower().startswith(("auto-generated", "auto-replied"))
    if _says_at_end(facts.subject):
        signs += 2
    elif _REPLY_SUBJECT.match(facts.subject) and not is_daemon(facts):
        signs -= 2
    # Lists pass on what daemons write to them; what else a list sends is talk about such notices.
    if ("list-post" in facts.headers or "list-id" in facts.headers) and not (
        is_daemon(facts) or _is_nameless(facts)
    ):
        signs -= 1
    return signs


def bounce_subject(subject: str) -> bool:
    """Tell whether a subject is one that mail systems give their notices."""
    if _says_at_end(subject):
        return True
    return bool(_SUBJECT.match(subject)) and not _REPLY_SUBJECT.match(subject)


def _says_at_end(subject: str) -> bool:
    found = [one.end() for one in _SUBJECT_END.finditer(subject)]
    return bool(found) and found[-1] == len(subject)
