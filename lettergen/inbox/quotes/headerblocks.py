"""The header block or rule that mail programs put above a message quoted whole."""

import re

# The fields' names as Outlook and its kin translate them, by what they mean.
_FROM = (
    "from|von|de|da|van|od|fra|från|frá|lähettäjä|oddi wrth|oddiwrth|ó|mittente|expéditeur|remitente|afzender"
    "|nadawca|feladó|kimden|gönderen|от|від|от кого|από|发件人|寄件者|差出人|보낸 "
    "사람|отправитель|odesílatel|de la|avsender|avsändare|afsender|sendandi|reply-to"
)
_WHEN = (
    "sent|date|gesendet|datum|envoyé|envoyé le|date d'envoi|message du|enviado|enviado el|fecha|enviada "
    "em|enviada|data|data invio|inviato"
    "|verzonden|verzonden "
    "op|wysłano|wysłany|sendt|dato|skickat|skickad|lähetetty|päivämäärä|anfonwyd|dyddiad|seolta|dáta"
    "|sent at|odesláno|elküldve|dátum|dagsetning|sent "
    "þann|gönderildi|tarih|дата|отправлено|надіслано|ημερομηνία|στάλθηκε"
    "|发送时间|日期|傳送時間|日付|送信日時|보낸 날짜|sent on|gesendet am|data wysłania|trimis|"
    "gönderme tarihi|när|pvm"
)
_TO = (
    "to|an|à|pour|para|a|aan|do|til|till|vastaanottaja|at|chuig|go|komu|címzett|kime|alıcı|кому|προς"
    "|收件人|收件者|宛先|받는 사람|către|destinataire|destinatario|ontvanger|mottagare|modtager|tå"
)
_SUBJECT = (
    "subject|betreff|objet|sujet|asunto|assunto|oggetto|onderwerp|temat|emne|ämne|aihe|pwnc|testun|ábhar"
    "|předmět|tárgy|efni|konu|тема|θέμα|主题|主旨|件名|제목|subiect"
)
_OTHER = (
    "cc|kopie|copie|copie à|copia|kopia|kopi|dw|udw|bcc|importance|attachments|anlagen|pièces jointes"
    "|reply to"
    "|organization|kopio|kk|wichtigkeit|importancia|antwort an"
)
_FIELD = re.compile(
    rf"[\s*_>|]{{0,12}}(?:(?P<from>{_FROM})|(?P<when>{_WHEN})|(?P<to>{_TO})|(?P<subject>{_SUBJECT})|"
    rf"(?P<other>{_OTHER}))"
    r"[\s*_\u00a0]{0,4}[:：][\s*_]{0,4}(?P<value>.{0,400})",
    re.IGNORECASE,
)
# "-----Original Message-----" and its translations, with any dashes; "Begin forwarded message:".
_WORDS = (
    "original message|original appointment|ursprüngliche nachricht|ursprüngliche "
    "mail|originalnachricht|original-nachricht|message d'origine|message original|message "
    "d’origine"
    "|mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht|origineel bericht"
    "|oryginalna wiadomość|wiadomość oryginalna|treść oryginalnej wiadomości|original "
    "besked|oprindelig meddelelse|oprindelig besked|ursprungligt meddelande|ursprungligt "
    "mail|originalmeddelande"
    "|opprinnelig melding|alkuperäinen viesti|neges wreiddiol|teachtaireacht bhunaidh|původní "
    "zpráva|původní email|pôvodná správa|original meddelelse|mesaj(?:ul)? (?:original|inițial)"
    "|orijinal (?:mesaj|ileti)"
    "|algne kiri|pirminis laiškas|sākotnējais ziņojums|оригинално съобщение|αρχικό μήνυμα"
    "|upprunaleg skilaboð|исходное сообщение|пересылаемое сообщение|пересланное "
    "сообщение|original mail|reply message|origin message|原始邮件|原始郵件|original "
    "e-mail|originalmail|eredeti üzenet|izvorna poruka|reply separator"
    "|antwort nachricht|reply message|antwort|réponse|message transf\u00e9r\u00e9"
    "|forwarded message|forwarded by .{1,80}|weitergeleitete nachricht|weitergeleitete "
    "e-mail|message transféré|message transmis|mensaje reenviado|mensagem encaminhada"
    "|messaggio inoltrato|doorgestuurd bericht|wiadomość przekazana|treść przekazanej wiadomości|przekazana "
    "wiadomość|videresendt meddelelse|videresendt besked|videresendt melding|vidarebefordrat "
    "meddelande|välitetty viesti|neges wedi'i hanfon ymlaen|teachtaireacht ar aghaidh|forwarded "
    "mail|přeposlaná zpráva|áframsend skilaboð|original inbound message"
)
_RULE = re.compile(
    rf"[\s>]{{0,12}}[-‐‑–—=_*~]{{2,60}}\s{{0,3}}(?:{_WORDS})\s{{0,3}}[-‐‑–—=_*~]{{2,60}}\s*", re.IGNORECASE
)
_FORWARD = re.compile(
    r"\s{0,3}(?:begin forwarded message|anfang der weitergeleiteten nachricht|"
    r"anfang der weitergeleiteten e-mail|début du message réexpédié|début du message transféré"
    r"|inicio del mensaje reenviado|inizio messaggio inoltrato|begin doorgestuurd bericht|"
    r"początek przekazywanej wiadomości|rozpoczęcie przekazywanej wiadomości"
    r"|start på videresendt besked|start på videresendt meddelelse|videresendt melding|"
    r"vidarebefordrat brev|välitetty viesti alkaa|início da mensagem reenviada|"
    r"ymlaen y neges)\s{0,2}[:：]?\s*",
    re.IGNORECASE,
)
# GroupWise: ">>> Jo Berg <jo@party.example> 12/11/2019 10:00 >>>" above what it quotes unmarked.
_BETWEEN_MARKS = re.compile(r">{3} \S.{1,150}\d.{0,40} >{3}\s*")
# What case systems write above a message that they want answered by mail.
_ANSWER_ABOVE = re.compile(
    r"\W{0,20}(?:(?:please |bitte |merci de |por favor,? |gelieve )?[^.]{0,30})(?:"
    r"(?:reply|response|answer|comment)s? above (?:this|the) line|oberhalb dieser (?:zeile|linie)(?: ein)?|"
    r"(?:au[- ]dessus|en dessus) de cette ligne|(?:encima|arriba) de esta línea|"
    r"sopra (?:questa|la) (?:riga|linea)|boven deze (?:regel|lijn)|nad tą linią|over denne linj?en?|"
    r"ovanför denna rad|acima desta linha)[^.]{0,30}",
    re.IGNORECASE,
)
# What any line that matters here begins with, if no colon stands near its beginning.
_MARKED = re.compile(
    r"[\s>]{0,12}[-‐‑–—=_*~]{2}|"
    r"\s{0,3}(?:begin|anfang|début|in|start|vid|väl|po|roz|ymlaen|\[?orig)",
    re.IGNORECASE,
)
_PROCESSED = re.compile(r"\s{0,3}\[?original message processed by \w{2,20}.*", re.IGNORECASE)
# Lotus Notes: "Jo Berg---12/11/2019 10:00:00---Dear all, here is" above the fields.
_NOTES = re.compile(
    r"\s{0,3}\S.{1,100}?-{2,3}\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}[:.]\d{2}.{0,20}?-{2,3}.*"
)
# Lotus Notes, older: name and address on the left, "To", "cc" and "Subject" in a column of their own.
_NOTES_TO = re.compile(rf".{{0,90}}\s{{6}}(?:{_TO})\s*", re.IGNORECASE)
_NOTES_SUBJECT = re.compile(rf"\s{{10,80}}(?:{_SUBJECT})\s*", re.IGNORECASE)
_UNDERSCORES = re.compile(r"\s{0,3}(?:_{10,}|-{10,}|={10,}|\*{10,})\s*")


def quote_starts(lines: list[str], start: int) -> bool:
    """Tell whether a message quoted whole begins at this line."""
    line = lines[start]
    if len(line) > 500 or not line.strip():
        return False
    if _is_notes_table(lines, start):
        return True
    if ":" not in line[:40] and "：" not in line[:40] and "---" not in line and not _MARKED.match(line):
        return False
    if any(known.fullmatch(line) for known in (_RULE, _FORWARD, _PROCESSED, _NOTES)):
        return True
    if _UNDERSCORES.fullmatch(line):
        return is_header_block(lines, _next_text(lines, start + 1))
    return is_header_block(lines, start)


def heads_all_below(line: str) -> bool:
    """Tell whether a line stands above a quotation that nothing else marks."""
    return len(line) < 200 and bool(_BETWEEN_MARKS.fullmatch(line) or _ANSWER_ABOVE.fullmatch(line))


def _is_notes_table(lines: list[str], start: int) -> bool:
    if not lines[start].startswith(" " * 8):
        return False
    return any(_NOTES_TO.fullmatch(one) for one in lines[start : start + 5] if len(one) < 200) and any(
        _NOTES_SUBJECT.fullmatch(one) for one in lines[start : start + 14] if len(one) < 200
    )


def marked_block_length(lines: list[str], start: int, *, ruled: bool) -> int:
    """Give how many lines header fields take that head a quotation marked line by line; else 0.

    With `ruled` a rule may stand above them: where the writer's words stand above a rule, all below is
    quoted, however it is marked.
    """
    line = lines[start]
    if ":" not in line[:40] and "：" not in line[:40] and not (ruled and _MARKED.match(line)):
        return 0
    skips = ruled and (_RULE.fullmatch(line) or _UNDERSCORES.fullmatch(line))
    place = first = _next_text(lines, start + 1) if skips else start
    kinds: list[str] = []
    while place < min(len(lines), first + 12) and (found := _is_field(lines[place])):
        kinds += [name for name in ("from", "when", "to", "subject", "other") if found[name]]
        place += 1
    following = _next_text(lines, place)
    is_marked = following < len(lines) and lines[following].lstrip().startswith(">")
    return place - start if is_marked and ("from" in kinds or len(kinds) > 1) else 0


def _next_text(lines: list[str], start: int) -> int:
    for place in range(start, min(start + 3, len(lines))):
        if lines[place].strip():
            return place
    return start


def _is_field(line: str) -> re.Match[str] | None:
    return _FIELD.match(line) if ":" in line[:40] or "：" in line[:40] else None


def is_header_block(lines: list[str], start: int) -> bool:
    """Tell whether header fields of another message stand here: who, and two of when, to whom, what."""
    kinds: set[str] = set()
    unknown = 0
    if start >= len(lines) or not _is_field(lines[start]):
        return False
    for line in lines[start : start + 12]:
        found = _is_field(line)
        if found:
            kinds.update(name for name in ("from", "when", "to", "subject") if found[name])
            unknown = 0
        elif line.strip() or unknown:
            # A long list of recipients runs over several lines.
            unknown += 1
            if unknown > 2 or (not line.strip() and len(kinds) > 1):
                break
        else:
            unknown += 1
    if len(kinds) == 2:
        return _are_date_and_address(lines[start : start + 2])
    return ("from" in kinds and len(kinds) >= 3) or (kinds >= {"when", "to", "subject"})


def _are_date_and_address(lines: list[str]) -> bool:
    """Tell whether two fields alone can be nothing else: a time with its date, and a mail address."""
    found = [_is_field(line) for line in lines]
    whens = [one["value"] for one in found if one and one["when"]]
    people = [one["value"] for one in found if one and (one["from"] or one["to"])]
    dated = any(re.search(r"\d{4}.{1,6}\d{1,2}[:.]\d{2}", when) for when in whens)
    return dated and any(re.search(r"[^\s@]@[^\s@]+\.\w", one) for one in people)
