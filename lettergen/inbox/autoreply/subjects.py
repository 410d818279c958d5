"""Subjects that automatic responses have, and those that they share with people's letters."""

import re

# What programs write and people do not, with what they answer after it.
_SURE = (
    r"auto(?:mat(?:ic|ed))?[- ]?(?:repl(?:y|ied)|response|responder|respond|acknowledge?ment|confirmation|"
    r"answer|message)\b|auto ?:|automatic e-?mail (?:reply|response)|this is an auto(?:mated|matic)|"
    r"out[- ]of[- ](?:the[- ])?office(?: (?:auto\S*|repl(?:y|ies)|response|message|notice|notification|"
    r"notice|alert|re ?:|until|from|\d\S*))?(?=\s*(?:$|[:;,.!)(\]*\"'»–|-]|until|re:))|ooo ?[:-]|oof ?[:-]|"
    r"away from (?:my mail|my e-?mail)|vacation (?:reply|message|notice|response|auto)|"
    r"i(?:'m| am) (?:currently )?(?:away|on leave|on holiday|on vacation|out of (?:the )?(?:office|town))|"
    r"currently (?:out of (?:the )?office|away)|holiday (?:notice|message) ?:|"
    r"ateb (?:awtomatig|yn awtomatig)|ymateb awtomatig|neges awtomatig|allan o'r swyddfa|i ffwrdd o'r "
    r"swyddfa|"
    r"freagra (?:uathoibríoch|huathoibríoch)|uathfhreagra|as (?:an )?oifig ?(?:$|:)|"
    r"réponse automatique|rép(?:onse)?\.? auto\b|auto-?antwort|message automatique|"
    r"absence du bureau|absent(?:e)? du bureau|"
    r"notification d'absence|message d'absence|accusé de réception automatique|"
    r"abwesenheits(?:notiz|nachricht|meldung|assistent|info|agent|benachrichtigung)|"
    r"automatische (?:antwort|e-?mail|rückantwort|abwesenheit|eingangsbestätigung|nachricht)|autom\. antwort|"
    r"außer haus ?(?:$|:)|urlaubs(?:notiz|meldung|nachricht)|(?:ich )?bin (?:im urlaub|abwesend)|"
    r"respuesta autom[aá]tica|fuera de (?:la )?oficina|ausente de la oficina|auto-?respuesta|"
    r"mensaje automático|resposta automàtica|"
    r"risposta automatica|fuori (?:ufficio|sede)|assente dall'ufficio|messaggio automatico|"
    r"automatisch(?:e)? (?:antwoord|bericht|beantwoord|reactie)|afwezigheids?(?:bericht|assistent|melding)|"
    r"ik ben (?:afwezig|niet op kantoor|met vakantie)|"
    r"odpowiedź automatyczna|automatyczna odpowiedź|autoodpowiedź|poza biurem|jestem na urlopie|"
    r"autosvar|automatisk(?:t)? (?:svar|meddelande|besked|svarmelding)|ikke (?:til stede|"
    r"på kontoret|til stede på kontoret)|ej på kontoret|inte på kontoret|"
    r"frånvaromeddelande|fravær(?:smelding|sbesked)|"
    r"automaattinen (?:vastaus|poissaolo)|automaattivastaus|poissaolo(?:viesti|ilmoitus)|"
    r"sjálfvirkt svar|utanför kontoret|"
    r"resposta automática|fora do escritório|automatická odpověď|mimo kancelář|automatikus válasz|"
    r"házon kívül|otomatik yanıt|ofis dışında|автоматический ответ|автоответ|вне офиса|"
    r"автоматична відповідь|răspuns automat|αυτόματη απάντηση|εκτός γραφείου|自动回复|自動回覆|"
    r"来信自动回复|自动答复|(?:yahoo! )auto response|yahoo! ?来信自动回复|自動返信|"
    r"自動応答|자동 응답|부재중|automātiska atbilde|automaatvastus|avtomatski odgovor|automatski odgovor"
)
# What a person's letter may be about as well; it counts with words about an absence, or alone on the line.
_SHARED = (
    r"out[- ]of[- ](?:the[- ])?office|ooo|oof|out of town|away\b|on (?:vacation|holiday|leave|maternity "
    r"leave)|"
    r"vacation|holiday|absence|absent|away from (?:the office|office|my desk)|unavailable|"
    r"en (?:congés?|vacances)|absente?|congés?|abwesenheit|abwesend|nicht (?:im büro|am platz|im haus)|"
    r"urlaub|"
    r"im urlaub|ausencia|ausente|de vacaciones|vacaciones|assenza|assente|ferie|in ferie|afwezig(?:heid)?|"
    r"niet aanwezig|vakantie|met vakantie|nieobecn\w*|urlop|frånvaro|frånvarande|fravær|fraværende|på ferie|"
    r"på semester|semester|poissa|lomalla|fjarverandi|ausência|férias|nepřítomnost|dovolená|нет на месте|"
    r"отсутств\w*|отпуск|不在|休假|gwyliau|saoire"
)
# "Jo Berg is out of the office (returning 20/11/2019)", as Lotus heads it.
_NAMED = re.compile(
    r"[^:?]{2,60} (?:is|will be) (?:out of (?:the )?office|away)\b"
    r"(?: \(return.{1,40}\)| (?:from|until|till) .{1,60})?\W*",
    re.IGNORECASE,
)
# "[party.example #4711]" is how RT and others mark what they filed.
_OPENING = r"\s*(?:\[(?:(?:auto|ticket|case|#)[^\]]{0,60}|[^\]#]{1,60}#\d{1,12})\]\s*)?(?:[*«\"'<(\[]\s*)?"
_SURE_SUBJECT = re.compile(rf"{_OPENING}(?:{_SURE})", re.IGNORECASE)
_ALONE = re.compile(rf"{_OPENING}(?:{_SHARED})\s*[\])*»\"'>!.]*\s*(?:$|: )", re.IGNORECASE)
_SHARED_SUBJECT = re.compile(rf"{_OPENING}(?:{_SHARED})\b", re.IGNORECASE)
# What acknowledgements of receipt are headed; a person does not write so.
_RECEIPT = re.compile(
    r"(?:we(?:'ve| have) received your|your (?:e-?mail|enquiry|"
    r"inquiry|message|request|correspondence|case|ticket) (?:has been|was) (?:received|created|"
    r"logged)|"
    r"acknowledge?ment(?: of (?:receipt|your))?\b|confirmation of receipt|(?:case|ticket|enquiry|"
    r"request|incident) .{0,30}(?:received|created|opened|logged|acknowledge)|(?:ticket|e-?mail) received|"
    r"receipt of your|"
    r"accusé de réception|confirmation de réception|eingangsbestätigung|empfangsbestätigung|"
    r"bestätigung (?:des|ihres) eingangs|acuse de recibo|"
    r"confirmación de recepción|conferma di (?:ricezione|ricevimento)|avviso di ricevimento|"
    r"ontvangstbevestiging|bevestiging van ontvangst|"
    r"potwierdzenie (?:otrzymania|wpłynięcia|przyjęcia|odbioru)|bekræftelse på modtag|"
    r"(?:modtagelses)?kvittering|mottak(?:sbekreftelse|skvittering)|mottagningsbekräftelse|"
    r"bekräftelse på mottag|"
    r"bekreftelse på mottatt|vastaanotto(?:ilmoitus|vahvistus)|saapumisilmoitus|"
    r"móttökustaðfesting|staðfesting á móttöku|cydnabyddiaeth|cydnabod|cadarnhad o dderbyn|"
    r"admháil|aitheantas fála)",
    re.IGNORECASE,
)
# The same as thanks, which people's letters may be headed as well.
_THANKS = re.compile(
    r"(?:thank you|thanks) for (?:contacting|e-?mailing|writing to|getting in touch|your (?:e-?mail|enquiry|"
    r"inquiry|message|correspondence|feedback|comments))|diolch am (?:gysylltu|eich)|"
    r"go raibh maith agat as|merci (?:de nous avoir|pour votre)|(?:vielen )?dank für ihre|gracias por "
    r"(?:contactar|su)|grazie per (?:averci|il suo|la sua)|bedankt voor uw|dziękujemy za|tak(?:k)? for din|"
    r"tack för ditt|kiitos (?:viestist|yhteydenot)",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\s*(?:re|aw|sv|antw|odp|vs|ynt|rif|ref|fwd?|wg|tr|rv|vb|fw|i)\s*(?:\[\d+\])?\s*:", re.IGNORECASE
)


def is_automatic_subject(subject: str) -> bool:
    """Tell whether only a program heads a message so."""
    return bool(_SURE_SUBJECT.match(subject) or _ALONE.match(subject))


def is_absence_subject(subject: str) -> bool:
    """Tell whether a subject begins with words that say that somebody is away; people's may as well."""
    return bool(_SHARED_SUBJECT.match(subject) or _NAMED.fullmatch(subject))


def is_receipt_subject(subject: str) -> bool:
    """Tell whether a subject is that of an acknowledgement of receipt, and not an answer to one."""
    return bool(_RECEIPT.search(subject)) and not is_answer_subject(subject)


def is_thanks_subject(subject: str) -> bool:
    """Tell whether a subject gives thanks for what came in; acknowledgements do, and people's letters."""
    return bool(_THANKS.search(subject)) and not is_answer_subject(subject)


def is_answer_subject(subject: str) -> bool:
    """Tell whether a subject begins as those of answers and forwarded mail do."""
    return bool(_ANSWER.match(subject))
