"""How automatic responses word themselves, language by language."""

import re

#: Characters of a text in which its wording is looked at.
OPENING = 1_500
# An absence is the first thing that an automatic response tells, after a greeting and thanks.
_FIRST = 300
_LONGEST = 2_500

# Each text says of itself that no person wrote it.
_SELF = re.compile(
    r"(?:this is|please note that this is|you have received|this e-?mail is) an? (?:automat(?:ed|"
    r"ic(?:ally)?)|auto)[- ]?(?:generated )?(?:reply|response|message|e-?mail|acknowledge?ment|"
    r"notification|generated|out|confirmation)|"
    r"^\W{0,3}(?:auto(?:mat(?:ed|ic))?[- ]?(?:reply|response|acknowledge?ment|generated "
    r"(?:reply|response|message|e-?mail)))\b|"
    r"this (?:e-?mail|message|reply|response|acknowledge?ment) (?:was|is|has been) (?:being )?(?:sent |"
    r"generated |created )?automatically|"
    r"i will not be reading my mail for a while|your mail (?:regarding|concerning) .{1,200} will be read "
    r"when "
    r"i return|"
    r"neges (?:awtomatig|wedi'i chynhyrchu'n awtomatig)|(?:dyma|hwn yw) (?:ymateb|ateb) awtomatig|"
    r"is freagra uathoibríoch|"
    r"ceci est (?:une réponse|un message|un courriel) automatique|(?:ce (?:message|courriel)|cette réponse) "
    r"(?:a été|est) (?:envoyée? |générée? )?automatique|"
    r"dies(?:e|es)? (?:ist|e-?mail wurde|nachricht wurde) (?:eine )?automatisch|"
    r"(?:este es|esto es|esta es) (?:un mensaje|una respuesta) (?:generad[oa] )?automátic|"
    r"(?:questo|questa) è (?:un messaggio|una risposta) (?:generat[oa] )?automatic|"
    r"dit is een automatisch|automatisch gegenereerd|"
    r"to jest (?:wiadomość|odpowiedź) (?:wygenerowana )?automatyczn|(?:wiadomość|odpowiedź) (?:została )?"
    r"wygenerowana automatycznie|"
    r"dette er (?:et|en) automatisk|det(?:ta|) är ett (?:automatiskt|autosvar)|tämä on automaattinen|"
    r"þetta er sjálfvirkt|esta é uma (?:mensagem|resposta) automática|toto je automatická|"
    r"это автоматическ|自动回复|自動返信|自動的に",
    re.IGNORECASE | re.MULTILINE,
)
_ABSENT = re.compile(
    r"\bi(?:'m|’m| am|'ll be|’ll be| will be| shall be| have been)? (?:currently |presently |now )?(?:out of "
    r"(?:the )?(?:office|country|town)|away(?: from (?:the office|my desk|work|my e-?mail)| until| till| "
    r"from| on| for)?\b|on (?:annual |maternity |paternity |parental |sick |study |a |my )*(?:leave|"
    r"holidays?|"
    r"vacation|business trip)|not in the office|unavailable|travelling)|"
    r"\bi (?:no longer work|have left|do not work on)|(?:has|have) left the (?:company|organi[sz]ation|"
    r"office|"
    r"party)|my working (?:days|hours) are|office (?:is|will be) closed|we are (?:currently )?closed|"
    r"rwyf (?:i )?(?:allan o'r swyddfa|ar wyliau|i ffwrdd)|rydw i (?:allan o'r|ar wyliau|i ffwrdd)|"
    r"tá mé (?:as (?:an )?oifig|ar saoire|imithe)|níl mé san oifig|"
    r"je (?:suis|serai) (?:actuellement )?(?:absente?|en congés?|en vacances|en déplacement|hors du bureau)|"
    r"ich bin (?:derzeit |zurzeit |zur zeit |momentan |aktuell |(?:noch )?bis .{1,40} |vom .{1,60} "
    r")?(?:nicht "
    r"(?:im büro|im haus|im hause|erreichbar|am platz|da)|abwesend|im urlaub|außer haus|in elternzeit)|"
    r"bin ich (?:nicht (?:im (?:büro|hause?)|erreichbar)|im urlaub|abwesend)|"
    r"estoy (?:fuera de la oficina|de vacaciones|ausente|de baja)|estaré (?:fuera|ausente|de vacaciones)|"
    r"(?:sono|sarò) (?:fuori (?:ufficio|sede)|assente|in ferie|in vacanza)|"
    r"ik ben (?:momenteel |tot .{1,30} |van .{1,40} )?(?:afwezig|niet aanwezig|niet op kantoor|(?:met|op) "
    r"vakantie|met verlof)|"
    r"jestem (?:poza biurem|nieobecn|na urlopie)|przebywam (?:na urlopie|poza biurem)|"
    r"jeg er (?:ikke (?:på kontoret|til stede)|på (?:ferie|barsel)|bortreist|ute av kontoret)|jag är (?:inte "
    r"på "
    r"(?:kontoret|plats)|på (?:semester|resa)|ledig|föräldraledig|bortrest)|olen (?:lomalla|poissa|"
    r"vuosilomalla)|ég er (?:í (?:fríi|orlofi)|ekki við)|"
    r"estou (?:de férias|ausente|fora)|estarei (?:de férias|ausente|fora)|"
    r"jsem (?:mimo kancelář|na dovolené|nepřítom)|я (?:нахожусь )?в отпуске|休暇|不在",
    re.IGNORECASE,
)
# What answers for the absent or the office; two of them with an absence, or without one, give a robot away.
_TELLING = (
    # Somebody else for what is urgent.
    (
        r"urgent|emergency|immediate(?:ly)? (?:assistance|attention|help)|in my absence|"
        r"(?:contact|call|ring|e-?mail|phone) (?:my|our|the) |please (?:direct|forward|send|contact|"
        r"re-?send)|"
        r"brys|gcás práinne|d'urgence|urgence|dringend|urgen(?:cia|te|z|ti)|dringende|spoedeisend|piln(?:ych|"
        r"ej|a)|"
        r"zastępstw|brådskande|akut|hastende|haster|kiireelli|áríðandi|naléhav|срочн|緊急|至急"
    ),
    # When it will be answered.
    (
        r"(?:on|upon|after) my return|when i(?:'m| am)? (?:back|return|get back)|will (?:be back|be "
        r"returning|"
        r"return (?:to|on|in))|back (?:on|in the office)|(?:will|shall|'ll) (?:respond|reply|get back|answer|"
        r"deal).{0,40}(?:as soon|return|back|when|then)|until \S{1,12} ?\d|until (?:mon|tues|wednes|thurs|"
        r"fri|"
        r"satur|sun)day|until further notice|pan ddychwel|tan \d|nuair a fhill|go dtí|"
        r"à mon retour|jusqu'au|dès mon retour|nach meiner rückkehr|(?:wieder|zurück) (?:am|ab|im)|bis "
        r"(?:zum|"
        r"einschließlich|\d)|a mi (?:regreso|vuelta)|hasta el|al mio (?:ri|ritorno)|fino al|tot (?:en met )?"
        r"\d|na mijn terugkomst|terug op|po powrocie|do (?:dnia )?\d|när jag är tillbaka|till (?:den|och "
        r"med)|tillbaka|når jeg er tilbage|tilbake|til (?:den )?\d|palaan|no meu regresso|até (?:dia )?\d|"
        r"regresso|после возвращения|до \d"
    ),
    # Nobody reads it now.
    (
        r"(?:limited|no|intermittent|irregular|without|not have) (?:\S+ )?(?:access|e-?mail)|(?:not|n't) "
        r"(?:be )?"
        r"(?:checking|reading|monitoring|able to (?:respond|check|read))|(?:mailbox|account|inbox|e-?mails?|"
        r"address) "
        r"(?:is|are) (?:not|no longer) (?:being )?(?:monitored|checked|read|in use|attended)|unmonitored|not "
        r"be "
        r"forwarded|(?:do not|don't) (?:reply|respond) (?:directly )?to this (?:automated |automatic "
        r")?(?:e-?mail|"
        r"message|mail)|nicht weitergeleitet|nicht (?:gelesen|bearbeitet)|lees (?:ik )?mijn e-?mail niet|"
        r"e-?mail niet|ne pas répondre à ce|no responda a este|non rispondere a quest|niet op dit bericht|ne "
        r"sera pas "
        r"(?:lu|transféré)|niet (?:gelezen|doorgestuurd)|nie odpowiada"
    ),
    # An office with many letters.
    (
        r"(?:high|large|significant|increased|considerable) (?:volume|number|amount)|"
        r"(?:hundreds|thousands) of (?:e-?mails|letters|messages)|may be a delay|may take "
        r"(?:some |a little |a while |longer )?(?:time )?(?:to (?:respond|reply)|before)|"
        r"volume of (?:correspondence|letters|"
        r"e-?mails?|enquiries)|(?:within|up to|in) \w{1,12}(?: \(\d+\))? (?:working|business) days|"
        r"innerhalb von .{1,20} (?:werktagen|arbeitstagen)|sous .{1,12} jours ouvr|binnen .{1,12} werkdagen"
    ),
    (
        r"(?:include|provide|supply|send us|make sure|ensure).{0,60}(?:postal address|full (?:name|address)|"
        r"postcode|home address)|constituent.{0,200}(?:address|postcode)|parliamentary (?:protocol|"
        r"convention)"
    ),
    (
        r"(?:your (?:e-?mail|message|enquiry|correspondence|request)|it) has been (?:received|logged|"
        r"registered|"
        r"allocated)|(?:case|ticket|reference|enquiry) (?:number|id|ref)|acknowledge(?:s)? (?:the )?receipt"
    ),
)
_TELLINGS = tuple(re.compile(one, re.IGNORECASE | re.DOTALL) for one in _TELLING)
# What may stand before an absence is told.
_COURTESY = re.compile(
    r"\W*(?:$|hello|hi\b|hey|dear|good (?:morning|afternoon|day|evening)|thank|many thanks|please note|sorry|"
    r"unfortunately|to whom|greetings|annwyl|diolch|helo|a chara|go raibh|dia (?:dhuit|duit)|"
    r"bonjour|merci|madame|monsieur|cher|hallo|guten|sehr geehrte|liebe|vielen dank|danke|leider|herzlichen|"
    r"hola|estimad|buen[oa]s|gracias|buongiorno|salve|grazie|gentil|beste|geachte|goede|bedankt|dank|"
    r"hartelijk|"
    r"dzień dobry|dziękuję|szanown|witam|hej|hei|tack|tak\b|takk|kjære|kære|bästa|kiitos|sæl|takk fyrir|olá|"
    r"obrigad|prezad|dobrý|děkuj|здравствуйте|спасибо|добрый)",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"thank(?:s| you) (?:very much )?for (?:your (?:e-?mail|message|enquiry|correspondence|letter)|"
    r"contacting|"
    r"writing to|getting in touch|e-?mailing)",
    re.IGNORECASE,
)
_RECEIVED = re.compile(
    r"we have received your (?:e-?mail|message|enquiry|correspondence)|your (?:e-?mail|message|enquiry|"
    r"correspondence) has been received|we (?:aim|endeavou?r|try|will aim) to (?:respond|reply) (?:to "
    r".{1,60} )?"
    r"within|automat(?:ed|ic) (?:reply|response|acknowledge?ment)|do not (?:reply|respond) to this|"
    r"mailbox is not monitored|automatisch (?:erstellt|generiert|erzeugt)|automatische (?:antwort|nachricht)|"
    r"réponse automatique|respuesta automática|risposta automatica|ymateb awtomatig|ateb awtomatig|"
    r"freagra uathoibríoch|ne pas répondre à ce",
    re.IGNORECASE,
)
# Lines that only an answer with its quotation has.
_QUOTES = re.compile(
    r"^(?:[ \t]*>|(?:from|von|de|da|van|od|fra|från|oddi wrth|ó)[ \t]?:|.{0,200}\b(?:wrote|writes|schrieb|"
    r"a écrit|escribió|ha scritto|schreef|pisze|napisał.{0,4}|skrev|kirjoitti|ysgrifennodd|scríobh) "
    r"?:[ \t]*$)",
    re.IGNORECASE | re.MULTILINE,
)


def says_automatic(text: str) -> bool:
    """Tell whether a text says of itself that a program wrote it."""
    return bool(_SELF.search(text[:OPENING]))


def speaks_of_absence(text: str) -> bool:
    """Tell whether a text says that its writer is away, that mail was received, or that it is automatic."""
    opening = text[:OPENING]
    return any(pattern.search(opening) for pattern in (_SELF, _ABSENT, _RECEIVED))


def count_telling(text: str) -> int:
    """Count what a text tells of all that answers for the absent or the office."""
    return sum(bool(one.search(text[:OPENING])) for one in _TELLINGS)


def has_quotation(full_text: str) -> bool:
    """Tell whether a text quotes another, as people's answers do and few programs'."""
    return bool(_QUOTES.search(full_text[: 4 * _LONGEST]))


def reads_automatic(text: str, full_text: str) -> bool:
    """Tell whether a text is worded so that no header field is needed: it tells nothing else.

    A person may be away too: an absence counts at the text's beginning and with two more things that
    automatic responses tell, and never above a quotation, which few programs make.

    Args:
        text: What was newly written.
        full_text: The same with all that it quotes.
    """
    if len(text) > _LONGEST or has_quotation(full_text):
        return False
    told = count_telling(text)
    if told >= 2 and _begins_absent(text[:_FIRST]):
        return True
    return told + bool(_THANKS.search(text[:_FIRST])) >= 3


def _begins_absent(text: str) -> bool:
    """Tell whether an absence is told first, after courtesies at most."""
    found = _ABSENT.search(text)
    before = re.split(r"[.!\n,;]+", text[: found.start()]) if found else []
    # The sentence that tells it has begun before it: "As of today", "Please note that".
    return bool(found) and all(_COURTESY.match(one) for one in before[:-1])
