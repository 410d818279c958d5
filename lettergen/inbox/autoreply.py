"""Automatic responses (RFC 3834): by header fields, then by subject, then by wording."""

import re

from lettergen.inbox.facts import Facts
from lettergen.model.messages import Evidence, Strength

# Fields that only automatic responses have, whatever they say, short of "no".
_FIELDS = (
    "autoreply",
    "x-amazon-auto-reply",
    "x-auto-reply",
    "x-auto-response",
    "x-autoreply",
    "x-autoreply-domain",
    "x-autoreply-from",
    "x-autoreply-to",
    "x-autorespond",
    "x-autoresponder",
    "x-autoresponse",
    "x-mail-autoreply",
    "x-oof",
    "x-out-of-office",
    "x-pobox-autoreply",
    "x-vacation",
)
_SUBJECT = re.compile(
    r"\s*(?:\[(?:auto|ticket|case|#)[^\]]{0,60}\]\s*|(?:re|aw|sv)\s*:\s*(?=\[?auto[- ]?(?:reply|"
    r"response)|automatische antwort|auto:))?(?:[*«\"'<(\[]\s*)?(?:"
    r"auto(?:mat(?:ic|ed))?[- ]?(?:repl(?:y|ied)|response|responder|respond|acknowledge?ment|"
    r"confirmation|answer|message)\b|auto\s*:|automatic e-?mail (?:reply|response)|"
    r"this is an auto(?:mated|matic)|"
    r"out[- ]of[- ](?:the[- ])?office\b|ooo\b|oof\b|out of town|away from (?:my mail|the office|"
    r"office|my desk|my e-?mail)|on (?:vacation|holiday|leave|maternity leave)\b|"
    r"vacation (?:reply|message|notice|response|auto)|absence\b|i am (?:currently )?(?:away|"
    r"on leave|on holiday|on vacation|out of)|i'm (?:away|out of|on (?:leave|holiday|vacation))|"
    r"currently (?:out|away)|holiday (?:notice|message)|"
    r"ateb (?:awtomatig|yn awtomatig)|ymateb awtomatig|allan o'r swyddfa|i ffwrdd o'r swyddfa|"
    r"freagra (?:uathoibríoch|huathoibríoch)|uathfhreagra|as (?:an )?oifig|"
    r"réponse automatique|message automatique|absence du bureau|absent(?:e)?(?: du bureau)?\b|"
    r"en (?:congés?|vacances)|notification d'absence|message d'absence|"
    r"accusé de réception automatique|"
    r"abwesenheits?(?:notiz|nachricht|meldung|assistent|info|agent)?\b|automatische (?:antwort|"
    r"e-?mail|rückantwort|abwesenheit|eingangsbestätigung|nachricht)|autom\. antwort|"
    r"nicht (?:im büro|am platz|im haus)|außer haus|urlaub(?:s(?:notiz|meldung|nachricht))?\b|"
    r"im urlaub|bin (?:im urlaub|abwesend)|"
    r"respuesta automática|respuesta autom[aá]tica|fuera de (?:la )?oficina|ausente de la oficina|"
    r"autorespuesta|ausencia\b|mensaje automático|de vacaciones|resposta automàtica|"
    r"risposta automatica|fuori (?:ufficio|sede)|assente dall'ufficio|messaggio automatico|assenza\b|"
    r"automatisch(?:e)? (?:antwoord|bericht|beantwoord|reactie)|afwezig(?:heid(?:sbericht|"
    r"sassistent|smelding)?)?\b|niet aanwezig|ik ben (?:afwezig|niet op kantoor|met vakantie)|"
    r"odpowiedź automatyczna|automatyczna odpowiedź|autoodpowiedź|poza biurem|nieobecn|jestem na urlopie|"
    r"autosvar|automatisk(?:t)? (?:svar|meddelande|besked|svarmelding)|ikke (?:til stede|"
    r"på kontoret|til stede på kontoret)|ej på (?:kontoret|plats)|inte på kontoret|"
    r"frånvaro(?:meddelande)?|fravær(?:smelding|sbesked)?|fraværende|på ferie|på semester|ferie\b|"
    r"semester\b|automaattinen (?:vastaus|poissaolo)|automaattivastaus|poissa(?:olo(?:viesti|"
    r"ilmoitus)?)?\b|lomalla|sjálfvirkt svar|fjarverandi|utanför kontoret|"
    r"resposta automática|fora do escritório|ausência|automatická odpověď|mimo kancelář|"
    r"nepřítomnost|automatikus válasz|házon kívül|otomatik yanıt|ofis dışında|"
    r"автоматический ответ|автоответ|вне офиса|нет на месте|отсутств|автоматична відповідь|"
    r"răspuns automat|αυτόματη απάντηση|εκτός γραφείου|自动回复|自動回覆|自動返信|自動応答|不在|"
    r"休假|자동 응답|부재중|"
    r"automātiska atbilde|automaatvastus|avtomatski odgovor|automatski odgovor"
    r")",
    re.IGNORECASE,
)
# What acknowledgements of receipt are headed; a person does not write so.
_RECEIPT_SUBJECT = re.compile(
    r"(?:(?:thank you|thanks) for (?:contacting|your (?:e-?mail|enquiry|inquiry|message|"
    r"correspondence|feedback|comments))|we(?:'ve| have) received your|your (?:e-?mail|enquiry|"
    r"inquiry|message|request|correspondence|case|ticket) (?:has been|was) (?:received|created|"
    r"logged)|"
    r"acknowledge?ment(?: of (?:receipt|your))?\b|confirmation of receipt|(?:case|ticket|enquiry|"
    r"request|incident) .{0,30}(?:received|created|opened|logged|acknowledge)|e-?mail received|"
    r"receipt of your|"
    r"accusé de réception|eingangsbestätigung|empfangsbestätigung|acuse de recibo|"
    r"confirmación de recepción|conferma di ricezione|ontvangstbevestiging|"
    r"potwierdzenie otrzymania|bekræftelse på modtag|kvittering(?:sbrev)?|mottagningsbekräftelse|"
    r"bekreftelse på mottatt|vastaanottoilmoitus|cydnabyddiaeth|cydnabod|admháil)",
    re.IGNORECASE,
)
# How automatic responses speak of themselves.
_WORDS = re.compile(
    r"(?:this is|please note that this is|you have received) an? (?:automat(?:ed|ic(?:ally)?)|"
    r"auto)[- ]?(?:generated )?(?:reply|response|message|e-?mail|acknowledge?ment|notification|"
    r"generated|out)|automated (?:reply|response|acknowledge?ment)|automatic (?:reply|response|"
    r"acknowledge?ment)|"
    r"(?:please )?do not (?:reply|respond) to this (?:automated |automatic )?(?:e-?mail|message|"
    r"address)|this (?:e-?mail|message|reply|response) (?:was|is|has been) (?:sent |"
    r"generated )?automatic|auto-?generated (?:e-?mail|message|reply|response)|"
    r"this mailbox is not monitored|"
    r"i will not be reading my mail for a while|your mail (?:regarding|"
    r"concerning) .{1,200} will be read when i return|"
    r"i am (?:currently )?(?:out of (?:the )?office|on (?:annual |maternity |parental |"
    r"sick )?leave|on (?:holiday|vacation)|away from (?:the office|my desk)|out of town)|i(?:'m|"
    r" am) (?:currently )?away (?:until|from)|i (?:will be|am) (?:out of (?:the )?office|away|"
    r"on (?:annual )?leave|on holiday|on vacation)|"
    r"we (?:aim|endeavou?r|try|will aim) to (?:respond|reply) (?:to .{1,60} )?within|"
    r"we have received your (?:e-?mail|message|enquiry|correspondence)|your (?:e-?mail|message|"
    r"enquiry|correspondence) has been received|"
    r"neges (?:awtomatig|wedi'i chynhyrchu'n awtomatig)|ymateb awtomatig|ateb awtomatig|"
    r"rwyf (?:i )?(?:allan o'r swyddfa|ar wyliau|i ffwrdd)|freagra uathoibríoch|"
    r"tá mé as (?:an )?oifig|níl mé san oifig|tá mé ar saoire|"
    r"ceci est (?:une réponse|un message) automatique|réponse automatique|"
    r"je suis (?:actuellement )?(?:absent|en congé|en vacances)|ne pas répondre à ce|"
    r"dies(?:e|es)? ist eine automatisch|automatisch (?:erstellt|generiert|erzeugt)|"
    r"automatische (?:antwort|nachricht)|ich bin (?:derzeit |zur zeit |momentan |"
    r"bis .{1,40} )?(?:nicht (?:im büro|im haus|erreichbar|am platz|im hause)|abwesend|im urlaub|"
    r"außer haus)|bin ich (?:nicht im (?:büro|hause)|im urlaub|abwesend)|"
    r"(?:este es|esto es|esta es) (?:un mensaje|una respuesta) (?:generad[oa] )?automátic|"
    r"respuesta automática|estoy (?:fuera de la oficina|de vacaciones|ausente)|estaré (?:fuera|"
    r"ausente|de vacaciones)|"
    r"(?:questo|questa) è (?:un messaggio|una risposta) (?:generat[oa] )?automatic|"
    r"risposta automatica|sono (?:fuori ufficio|assente|in ferie)|sarò (?:fuori ufficio|assente|"
    r"in ferie)|"
    r"dit is een automatisch|automatisch (?:antwoord|bericht|gegenereerd)|"
    r"ik ben (?:momenteel )?(?:afwezig|niet aanwezig|niet op kantoor|met vakantie)|"
    r"(?:to jest )?(?:wiadomość|odpowiedź) (?:wygenerowana )?automatyczn|jestem (?:poza biurem|"
    r"nieobecn|na urlopie)|przebywam na urlopie|"
    r"dette er (?:et|en) automatisk|detta är ett (?:automatiskt|autosvar)|tämä on automaattinen|"
    r"jeg er (?:ikke (?:på kontoret|til stede)|på ferie|bortreist)|jag är (?:inte på kontoret|"
    r"på semester|ledig|föräldraledig|bortrest)|olen (?:lomalla|poissa)|ég er (?:í fríi|ekki við)|"
    r"esta é uma (?:mensagem|resposta) automática|estou (?:de férias|ausente|fora)|"
    r"jsem (?:mimo kancelář|na dovolené|nepřítom)|"
    r"toto je automatická|это автоматическ|я (?:нахожусь )?в отпуске|自动回复|自動返信|自動的に",
    re.IGNORECASE,
)
_REPLY_SUBJECT = re.compile(
    r"\s*(?:re|aw|sv|antw|fwd?|wg|tr|rv|vs|odp|vb|fw|rif|ynt|ref)\s*(?:\[\d+\])?\s*:", re.IGNORECASE
)
_OPENING = 1_500


def find_auto_reply(facts: Facts, text: str) -> Evidence | None:
    """Tell why a message is an automatic response, or None if a person may have written it.

    Args:
        facts: The message.
        text: What was newly written in it; what it quotes does not speak for it.
    """
    by_header = _by_header(facts, text)
    if by_header:
        return by_header
    if _is_list(facts):
        return None
    if _SUBJECT.match(facts.subject) and not _forwarded(facts.subject):
        return Evidence(
            "auto-reply-subject",
            f"Its subject is that of an automatic response: “{facts.subject}”.",
            Strength.FAIR,
        )
    if (
        _RECEIPT_SUBJECT.search(facts.subject)
        and not _REPLY_SUBJECT.match(facts.subject)
        and _WORDS.search(text[:_OPENING])
    ):
        return Evidence(
            "receipt-subject", "It acknowledges receipt and says that it is automatic.", Strength.FAIR
        )
    return _by_words(facts, text)


def _by_header(facts: Facts, text: str) -> Evidence | None:
    for sure in (_by_submitted, _by_field, _by_exchange):
        found = sure(facts)
        if found:
            return found
    if _is_list(facts):
        return None
    submitted = _submitted(facts)
    if submitted.startswith("auto") and _responds(facts, text):
        return Evidence("rfc-3834", f"Its Auto-Submitted field says {submitted} (RFC 3834).", Strength.STRONG)
    if _suppressed(facts) and (_SUBJECT.match(facts.subject) or _WORDS.search(text[:_OPENING])):
        return Evidence("suppress", "It wants no automatic response, and reads like one.", Strength.STRONG)
    return None


def _submitted(facts: Facts) -> str:
    return facts.headers.get("auto-submitted").lower().split(";")[0].strip()


def _by_submitted(facts: Facts) -> Evidence | None:
    if _submitted(facts).startswith("auto-replied"):
        detail = "Its Auto-Submitted field says auto-replied (RFC 3834)."
        return Evidence("rfc-3834", detail, Strength.STRONG)
    if facts.headers.get("precedence").lower().replace("-", "_") in {"auto_reply", "autoreply"}:
        return Evidence("precedence", "Its Precedence field says auto_reply.", Strength.STRONG)
    return None


def _by_field(facts: Facts) -> Evidence | None:
    for name in _FIELDS:
        if name in facts.headers and facts.headers.get(name).lower() not in {"no", "false", "0"}:
            detail = f"It has the field {name}, which programs write."
            return Evidence("auto-reply-field", detail, Strength.STRONG)
    if re.search(r"vacation|autorespon", facts.headers.get("x-mailer"), re.IGNORECASE):
        return Evidence("auto-reply-mailer", "Its X-Mailer field names an autoresponder.", Strength.STRONG)
    return None


def _by_exchange(facts: Facts) -> Evidence | None:
    source = facts.headers.get("x-ms-exchange-generated-message-source").lower()
    if "inbox rules agent" in source:
        return Evidence("exchange-rule", "An Exchange inbox rule wrote it.", Strength.STRONG)
    if _post_message_class(facts):
        detail = "Its message class is that of an automatic response."
        return Evidence("message-class", detail, Strength.STRONG)
    return None


def _post_message_class(facts: Facts) -> bool:
    classes = facts.headers.get("x-post-messageclass") + facts.headers.get("x-fc-machinegenerated")
    return bool(re.search(r"autorespon|^\s*true|^\s*9", classes, re.IGNORECASE))


def _suppressed(facts: Facts) -> bool:
    return "x-auto-response-suppress" in facts.headers


def _responds(facts: Facts, text: str) -> bool:
    """Tell whether a machine's message answers one, as opposed to a notification of its own accord."""
    if any(name in facts.headers for name in ("in-reply-to", "references", "x-auto-response-suppress")):
        return True
    subject = facts.subject
    if _SUBJECT.match(subject) or _RECEIPT_SUBJECT.search(subject) or _REPLY_SUBJECT.match(subject):
        return True
    return bool(_WORDS.search(text[:_OPENING]))


def _is_list(facts: Facts) -> bool:
    return any(
        name in facts.headers for name in ("list-id", "list-post", "x-mailing-list", "list-unsubscribe")
    )


def _forwarded(subject: str) -> bool:
    return bool(re.match(r"\s*(?:fwd?|wg|tr|rv|vs|vb|fw)\s*:", subject, re.IGNORECASE))


def _by_words(facts: Facts, text: str) -> Evidence | None:
    """Find an automatic response by its wording, if something else too says that no person sent it."""
    if not _WORDS.search(text[:_OPENING]):
        return None
    precedence = facts.headers.get("precedence").lower() in {"bulk", "junk", "auto_reply"}
    if precedence or facts.null_path or _from_program(facts) or "x-loop" in facts.headers:
        return Evidence(
            "auto-reply-words", "It says that it is automatic, and its header fits.", Strength.FAIR
        )
    if re.search(
        r"(?:this is|please note that this is) an? (?:automat|auto)|do not (?:reply|respond) to this",
        text[:_OPENING],
        re.IGNORECASE,
    ):
        return Evidence("auto-reply-words", "It says of itself that it is automatic.", Strength.FAIR)
    return None


def _from_program(facts: Facts) -> bool:
    local = facts.sender.split("@")[0]
    return bool(
        re.fullmatch(
            r"(?:do[-_.]?not|no)[-_.]?reply.*|.*autoreply.*|auto[-_.]?respon.*|vacation|mailer-daemon|"
            r"postmaster",
            local,
        )
    )


_CASE = re.compile(
    r"(?:case|ticket|reference|ref|enquiry|inquiry|incident|request|complaint|correspondence|"
    r"docket|service request|cyfeirnod|uimhir thagartha|tagairt|dossier|vorgangs?(?:nummer)?|"
    r"aktenzeichen|zeichen|ticket-?nr|número de (?:caso|referencia)|caso|expediente|pratica|"
    r"protocollo|zaaknummer|kenmerk|zgłoszeni[ae]|sprawy|nr sprawy|sagsnummer|sagsnr|ärendenummer|"
    r"ärende|diarienummer|saksnummer|referanse|asianumero|tapausnumero|málsnúmer)"
    r"[ \t]{0,3}(?:(?:number|numero|número|numéro|no|nr|id|is|code|ref(?:erence)?|nummer|n(?=°)|"
    r"rhif)(?:\b|°)\.?[ \t]{0,3}){0,3}(?:is\b|[:#=°.]|\(|"
    r"\[)?[ \t]{0,3}[#\[(]?[ \t]?"
    r"(?P<number>[A-Z]{0,8}[-/_]?(?:\d[A-Z0-9]{0,12})(?:[-/_.][A-Z0-9]{1,12}){0,4})",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"[\[(](?:#|ref:|case:?|ticket:?#?)[ ]?(?P<number>[A-Z0-9][A-Z0-9/_.-]{2,40})[\])]|"
    r"(?<!\S)#(?P<hash>[A-Z]{0,6}-?\d{3,12})\b",
    re.IGNORECASE,
)


def find_case_number(subject: str, text: str) -> str:
    """Give the number under which an office filed our letter, as it writes it; empty if it says none."""
    for place in (subject, text[:5_000]):
        for found in (*_TAG.finditer(place), *_CASE.finditer(place)):
            number = next(one for one in found.groups() if one)
            if sum(sign.isdigit() for sign in number) >= 3:
                return number.rstrip(".-/_")
    return ""
