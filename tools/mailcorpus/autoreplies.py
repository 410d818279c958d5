"""Automatic responses in the languages we know, as the systems in use send them."""

from collections.abc import Iterator

from mailcorpus.made import LETTER_ID, OFFICE, Made, plain

SENDER = "Leader of a Party <leader@party.example>"
# Language: subject of Exchange's automatic reply, and what a person has it say.
AWAY = {
    "en": (
        "Automatic reply: Three requests",
        "I am out of the office until 2 December with no access to email.",
    ),
    "en-ooo": (
        "Out of Office: Three requests",
        "Thank you for your email. I am on annual leave until Monday.",
    ),
    "cy": ("Ateb awtomatig: Tri chais", "Rwyf allan o'r swyddfa tan ddydd Llun."),
    "ga": ("Freagra uathoibríoch: Trí iarratas", "Tá mé as an oifig go dtí an Luan."),
    "fr": ("Réponse automatique : Trois demandes", "Je suis absent du bureau jusqu'au 2 décembre."),
    "de": ("Automatische Antwort: Drei Bitten", "Ich bin bis zum 2. Dezember nicht im Büro."),
    "de-notiz": ("Abwesenheitsnotiz: Drei Bitten", "Vielen Dank für Ihre Nachricht. Ich bin im Urlaub."),
    "es": ("Respuesta automática: Tres peticiones", "Estoy fuera de la oficina hasta el 2 de diciembre."),
    "it": ("Risposta automatica: Tre richieste", "Sono fuori ufficio fino al 2 dicembre."),
    "nl": ("Automatisch antwoord: Drie verzoeken", "Ik ben afwezig tot 2 december."),
    "pl": ("Odpowiedź automatyczna: Trzy prośby", "Jestem poza biurem do 2 grudnia."),
    "da": ("Automatisk svar: Tre ønsker", "Jeg er ikke på kontoret før den 2. december."),
    "no": ("Autosvar: Tre ønsker", "Jeg er på ferie til 2. desember."),
    "sv": ("Autosvar: Tre önskemål", "Jag är inte på kontoret förrän den 2 december."),
    "fi": ("Automaattinen vastaus: Kolme pyyntöä", "Olen lomalla 2. joulukuuta asti."),
    "is": ("Sjálfvirkt svar: Þrjár óskir", "Ég er í fríi til 2. desember."),
    "pt": ("Resposta automática: Três pedidos", "Estou fora do escritório até 2 de dezembro."),
    "cs": ("Automatická odpověď: Tři prosby", "Jsem mimo kancelář do 2. prosince."),
}
RECEIPTS = {
    "en": (
        "Thank you for contacting us",
        "This is an automated response. We have received your email and aim to respond within 20 working days. Your case number is MC2019/04711.",
        "MC2019/04711",
    ),
    "en-tag": (
        "[Ticket#2019111210000017] Three requests",
        "This is an automatic acknowledgement. Please do not reply to this email.",
        "2019111210000017",
    ),
    "de": (
        "Eingangsbestätigung",
        "Dies ist eine automatisch erstellte Nachricht. Ihr Schreiben ist eingegangen. Aktenzeichen: 4711-2019",
        "4711-2019",
    ),
    "fr": (
        "Accusé de réception",
        "Ceci est un message automatique. Nous avons bien reçu votre message. Dossier n° 471100",
        "471100",
    ),
    "nl": (
        "Ontvangstbevestiging",
        "Dit is een automatisch gegenereerd bericht. Zaaknummer: 2019-4711",
        "2019-4711",
    ),
    "es": ("Acuse de recibo", "Este es un mensaje automático. Número de caso: 47110", "47110"),
    "en-rt": ("[party.example #33575] AutoReply: Three requests", "", "33575"),
    "en-filed": ("Ticket Received - Three requests", "We have received your request and opened a ticket with Ticket ID - 88120.", "88120"),
    "en-thanks": ("Thank you for contacting the Party", "Thank you. We have received your message and will get back to you as soon as we can. Reference: PB-20191", "PB-20191"),
    "en-salesforce": ("Your case has been created [ref:_00D20AB.500CD:ref]", "Your case number is 00123456 and we have received your message.", "00123456"),
    "de-filed": ("Eingangsbestätigung Ihrer Nachricht", "Ihre Nachricht ist bei uns eingegangen. Ihr Anliegen wird unter dem Aktenzeichen 12-345/19 geführt.", "12-345/19"),
    "fr-filed": ("Accusé de réception de votre message", "Nous avons bien reçu votre message. Numéro de dossier : 2019-778.", "2019-778"),
    "es-filed": ("Acuse de recibo", "Hemos recibido su mensaje. Número de expediente: 778/2019", "778/2019"),
    "it-filed": ("Conferma di ricezione", "Abbiamo ricevuto la sua lettera. Numero di protocollo: 4455/2019", "4455/2019"),
    "nl-filed": ("Bevestiging van ontvangst", "Wij hebben uw bericht ontvangen. Uw zaaknummer is Z-2019-44.", "Z-2019-44"),
    "pl-filed": ("Potwierdzenie wpłynięcia", "Otrzymaliśmy Państwa wiadomość. Numer sprawy: 123/2019", "123/2019"),
    "sv-filed": ("Mottagningsbekräftelse", "Vi har tagit emot ditt brev. Ärendenummer: 2019-551", "2019-551"),
    "da-filed": ("Kvittering for modtagelse", "Vi har modtaget din mail. Sagsnummer: 2019-55", "2019-55"),
    "no-filed": ("Bekreftelse på mottatt henvendelse", "Takk for din henvendelse. Saksnummer: 19/4455", "19/4455"),
    "fi-filed": ("Vastaanottovahvistus", "Olemme vastaanottaneet viestinne. Asianumero: 44/2019", "44/2019"),
    "is-filed": ("Móttökustaðfesting", "Við höfum móttekið bréf yðar. Málsnúmer: 2019/551", "2019/551"),
    "cy-filed": ("Cydnabyddiaeth: Tri chais", "Rydym wedi derbyn eich llythyr. Cyfeirnod: WG-1234", "WG-1234"),
    "ga-filed": ("Admháil: Trí iarratas", "Fuaireamar do litir. Uimhir thagartha: TG-778", "TG-778"),
}  # fmt: skip
FIELDS = {
    "auto-submitted": {"Auto-Submitted": "auto-replied"},
    "vacation": {"Auto-Submitted": "auto-replied (vacation)", "Precedence": "bulk"},
    "x-autoreply": {"X-Autoreply": "yes"},
    "x-autorespond": {"X-Autorespond": "Three requests"},
    "precedence": {"Precedence": "auto_reply"},
    "null-path": {"Return-Path": "<>", "Precedence": "bulk"},
    "exchange": {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    "inbox-rule": {"X-MS-Exchange-Generated-Message-Source": "Mailbox Rules Agent, Inbox Rules Agent"},
}


def messages() -> Iterator[Made]:
    """Give absences by language with and without header fields, by field, and acknowledgements."""
    for language, (subject, text) in AWAY.items():
        yield _made(f"away-{language}", subject, text, {})
        yield _made(f"away-exchange-{language}", subject, text, FIELDS["exchange"])
        yield _made(f"away-null-{language}", "Re: Three requests", text, {"Return-Path": "<>"})
    for name, fields in FIELDS.items():
        yield _made(f"auto-field-{name}", "Re: Three requests", "I will answer when I am back.", fields)
    for language, (subject, text, number) in RECEIPTS.items():
        made = _made(f"receipt-{language}", subject, text, {})
        yield Made(made.name, made.raw, made.expected | {"case_number": number})


def _made(name: str, subject: str, text: str, fields: dict[str, str]) -> Made:
    headers = {"From": SENDER, "To": OFFICE, "Subject": subject, "Date": "Tue, 12 Nov 2019 10:00:09 +0000"}
    headers |= {"Message-ID": "<auto1@party.example>", "In-Reply-To": LETTER_ID} | fields
    expected = {"kind": "auto-reply", "permanent": None, "text": text, "message_ids": [LETTER_ID]}
    return Made(name, plain(headers, f"{text}\n"), expected)
