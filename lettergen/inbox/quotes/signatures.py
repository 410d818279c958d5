"""Signatures, advertisements of mail programs, list footers and disclaimers at a text's end."""

import re

_DELIMITER = re.compile(r"-- ?|--\u00a0|—|–– ?|_{2,}\s?|-{3,}\s?")
# "Sent from my …" as telephones and mail programs say it; the line begins so.
_MOBILE = re.compile(
    r"[\s*_<>(\[\"-]{0,4}(?!sent from my \w[\w ]{0,30},? (?:is|was|are|were)\b)(?:"
    r"sent (?:from|via|with|on|using) (?:my|the|mail|outlook|yahoo|samsung|blackberry|a|an|"
    r"windows|proton|gmail|mobile|iphone|ipad|aol|tutanota"
    r"|mailbox|mailspring|front|nine|android|spark|airmail|superhuman|bluemail|thunderbird|zoho|myspace|web|your|"
    r"verizon|at&t|t-mobile|nokia|htc|newton|fastmail|hey|ios)\b"
    r"|get (?:outlook|bluemail|the) (?:for|app|new)\b|sent by (?:my|galaxy|mobile)\b|"
    r"(?:\w{1,20} from|from my|typed on my|written on my) "
    r"(?:mobile|i ?phone|ipad|phone|cell|android|samsung)\b.{0,40}$|sent from (?:iphone|ipad|yahoo|"
    r"outlook|mobile)"
    r"|(?:von|vom) mein(?:em|er) .{1,60} (?:gesendet|geschickt|verschickt)|gesendet (?:von|mit|"
    r"aus) |diese nachricht wurde von mein|outlook für (?:ios|android)"
    r"|envoyé (?:de(?:puis)?|à partir de|par) |obtenir outlook|télécharger outlook|"
    r"provenance : courrier|enviado (?:desde|do|de|a partir do) |obtener outlook|obter o outlook|"
    r"inviato (?:da|dal|con) |scarica outlook"
    r"|verstuurd vanaf |verzonden (?:vanaf|vanuit|met|via) |wysłane (?:z|za pomocą) |wysłano z |"
    r"pobierz program outlook|skickat från |skickades från |sendt fra |hent outlook"
    r"|lähetetty |hanki outlook|anfonwyd o(?:'m| fy)? |seolta ó |odesláno z |отправлено (?:с|из) |"
    r"sent úr |sent af |trimis de pe |iphone'umdan |iphonemdan |iphone-omról"
    r"|从我的|從我的|傳送自|發自我的|发自我的|我的.{1,15}发送|iphoneから送信|私の.{1,10}から送信|"
    r"나의 .{1,20}에서 보냄"
    r"|do you yahoo!\?"
    r"|(?:von )?unterwegs gesendet|mobil gesendet|verstuurd met |odesláno ze? |odoslané z |надіслано з |"
    r"elküldve |στάλθηκε από |poslano (?:z|s) mo|изпратено от |saadetud minu |enviat des d|enviado via |"
    r"נשלח מה|أرسلت من |أُرسلت من |iphone['’]dan "
    r"|(?:holen sie sich|laden sie|obtenez|obtenga|ottieni|download|pobierz|uzyskaj|hämta|få|skaff deg|cael|"
    r"získat|stáhnout|получить)(?: aplikację| o)? outlook\b|outlook voor (?:ios|android) downloaden"
    r"|(?:please )?(?:excuse|forgive|pardon|apologies for|sorry for) .{2,50}\bsent (?:from|on|via|using) "
    r"|typed (?:on|with) (?:a|my|one) "
    r")",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"\s{0,3}(?:you received this (?:message|email|e-mail) because you are (?:subscribed|"
    r"a member)|to unsubscribe(?:,| from this)"
    r"|to post to this group|yahoo! groups links|_{20,}|={30,}|-{30,}"
    r"|visit this group at|no virus found in this|checked by avg|diese e-mail wurde von avast|"
    r"this email has been checked for viruses"
    r"|virus-free\.|virenfrei\.|this message has been scanned|l'absence de virus|"
    r"garanti sans virus|este correo electrónico ha sido comprobado"
    r"|join us on facebook|find us on|\[?\s?ref:_[\w.!]{6,60}:ref\s?\]?\s*$)",
    re.IGNORECASE,
)
_LIST_FOOTER = re.compile(
    r"mailing list|unsubscribe|mailman|listinfo|liste de diffusion|mailingliste", re.IGNORECASE
)
# How a legal notice begins, after a heading of its own or none.
_DISCLAIMER = re.compile(
    r"[\s*_#=-]{0,6}(?:P (?=please|consider))?(?:"
    r"(?:legal |confidentiality |privileged |important |email |e-mail )?(?:disclaimer|"
    r"confidentiality notice|confidentiality note|legal notice|important notice|"
    r"confidential communication|privacy notice|privileged and confidential)\b"
    r"|uk parliament disclaimer"
    r"|th(?:is|e) (?:e-?mail|electronic mail|message|communication|transmission|"
    r"information (?:contained )?in this (?:e-?mail|message|communication|transmission))\b.{0,160}"
    r"\b(?:confidential|privileged|intended (?:only |solely |exclusively )?(?:for|recipient)|"
    r"intended recipient)"
    r"|(?:if you (?:are not|have received this|receive this) .{0,80}(?:intended recipient|in error))"
    r"|please consider the (?:environment|planet)|think before you print|save (?:paper|a tree)|"
    r"consider the environment before"
    r"|internet communications are not secure|we (?:have taken|take) .{0,40}virus|any (?:views|"
    r"opinions) (?:or opinions )?expressed"
    r"|diese (?:e-?mail|nachricht|mitteilung) .{0,120}(?:vertraulich|rechtlich geschützt|"
    r"bestimmt)|der inhalt dieser (?:e-?mail|nachricht)|haftungsausschluss|"
    r"vertraulichkeitshinweis|bitte denken sie an die umwelt"
    r"|ce (?:message|courriel|courrier|mail|document).{0,160}(?:confidentiel|destiné|établi|"
    r"à l'intention)|avis de confidentialité|les informations contenues dans ce|"
    r"pensez à l'environnement|avant d'imprimer"
    r"|este (?:mensaje|correo|e-?mail).{0,160}(?:confidencial|destinado|dirigido|dirige)|"
    r"aviso (?:legal|de confidencialidad)|antes de imprimir"
    r"|esta mensagem.{0,160}(?:confidencial|destinat)"
    r"|(?:questo messaggio|questa e-?mail|le informazioni contenute|il presente messaggio|"
    r"questo documento).{0,160}(?:riservat|confidenzial|destinat)|avviso di riservatezza"
    r"|(?:dit bericht|deze e-?mail|de informatie (?:in|verzonden|"
    r"verstuurd)).{0,160}(?:vertrouwelijk|bestemd|bedoeld)|disclaimer:"
    r"|(?:ta wiadomość|niniejsza wiadomość|treść tej wiadomości|"
    r"informacje zawarte).{0,160}(?:poufn|przeznacz)"
    r"|(?:denne (?:e-?mail|e-?post|meddelelse|melding)|detta (?:e-?post|mejl|meddelande|mail)|"
    r"tämä (?:sähköposti|viesti)).{0,160}(?:fortrolig|konfidentiell|luottamuksellinen|tiltænkt|"
    r"avsedd|tarkoitettu)"
    r"|(?:mae|gall)(?:['’]r| yr)? (?:e-?bost|neges|wybodaeth).{0,160}(?:[cg]h?yfrinachol|bwriad|fwriad)|"
    r"tá (?:an ríomhphost|an t-eolas|eolas).{0,160}(?:rúnda|faoi rún)"
    r"|(?:tento e-?mail|tato zpráva).{0,160}(?:důvěrn|určen)"
    r"|(?:настоящее сообщение|это сообщение|данное сообщение).{0,160}(?:конфиденциальн)"
    r")",
    re.IGNORECASE | re.DOTALL,
)
# "-Jo" or "- Jo Berg" alone at the end: some sign so. A list item ends otherwise or is longer.
_DASH_NAME = re.compile(r"-{1,2}\s?[^\W\d_][\w'.]{0,20}(?: [^\W\d_][\w'.]{0,20}){0,2}\s*")


# The same of a program that is not listed: a name of some words, alone at the end, no sentence.
_PRODUCT = re.compile(
    r"sent (?:from|via|with|using|by) (?:the )?[A-Z][\w.+-]*(?: [\w.+-]+){0,3}\s*(?:<\S+>|\(\S+\))?",
    re.IGNORECASE,
)


#: Lines at a text's end in which a signature is looked for.
_LINES = 250


def cut_signature(lines: list[str]) -> list[str]:
    """Give the lines before the signature, the advertisement or the legal notice, whichever is first."""
    head, lines = lines[:-_LINES], lines[-_LINES:]
    end = len(lines)
    for cut in (
        _footer_start,
        _delimiter_start,
        _mobile_start,
        _product_start,
        _disclaimer_start,
        _dash_name_start,
    ):
        found = cut(lines[:end])
        if found is not None:
            end = found
    return head + lines[:end]


def _delimiter_start(lines: list[str]) -> int | None:
    """Find a signature delimiter (RFC 3676 section 4.3); a rule of many lines' text is none."""
    for place, line in enumerate(lines):
        stripped = line.rstrip("\r ")
        if stripped == "--":
            return place
        # A rule between blank lines parts the writer's own words; one below a line underlines a heading.
        apart = stripped[:3] == stripped[1:4] and not "".join(lines[place + 1 : place + 2]).strip()
        apart |= len(stripped) > 12 and bool("".join(lines[place - 1 : place]).strip())
        if stripped and _DELIMITER.fullmatch(stripped) and len(lines) - place <= 12 and not apart:
            return place
    return None


def _mobile_start(lines: list[str]) -> int | None:
    for place, line in enumerate(lines):
        if len(line) < 160 and _MOBILE.match(line):
            following = [one for one in lines[place + 1 :] if one.strip() and not _MOBILE.match(one)]
            if len(following) <= 4:
                return place
    return None


def _product_start(lines: list[str]) -> int | None:
    filled = [place for place, line in enumerate(lines) if line.strip()]
    if len(filled) < 2 or lines[filled[-1] - 1].strip():
        return None
    return filled[-1] if _PRODUCT.fullmatch(lines[filled[-1]].strip()) else None


def _footer_start(lines: list[str]) -> int | None:
    for place, line in enumerate(lines):
        if not _FOOTER.match(line):
            continue
        following = "\n".join(lines[place : place + 8])
        ruled = line.strip() and set(line.strip()) <= set("_=-")
        if not ruled or _LIST_FOOTER.search(following) or _DISCLAIMER.match(following.lstrip("_=- \n")):
            return place
    return None


def _disclaimer_start(lines: list[str]) -> int | None:
    """Find where a legal notice begins; it stands at a paragraph's start and is not all there is."""
    after_blank = False
    for place, line in enumerate(lines):
        paragraph_start = after_blank or bool(re.match(r"\s*[*_=#-]{3,}", lines[place - 1] if place else ""))
        if line.strip() and place and paragraph_start:
            paragraph = " ".join(lines[place : place + 6])[:1000]
            if _DISCLAIMER.match(paragraph):
                return place
        after_blank = not line.strip()
    return None


def _dash_name_start(lines: list[str]) -> int | None:
    filled = [place for place, line in enumerate(lines) if line.strip()]
    if len(filled) < 2 or not _DASH_NAME.fullmatch(lines[filled[-1]]):
        return None
    # The line before must not be a list item too.
    return None if lines[filled[-2]].lstrip().startswith("-") else filled[-1]
