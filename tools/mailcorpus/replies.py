"""Answers by people: languages, mail programs, signatures, and what looks like something else."""

from collections.abc import Iterator

from mailcorpus.made import LETTER_ID, OFFICE, Made, both, plain

SENDER = "Jo Berg <jo.berg@party.example>"
OWN = "Thank you for your letter.\n\nWe will raise it in the debate on Monday."
QUOTED = "Dear friends,\n\nplease find our letter AP19-7F3K attached."
ATTRIBUTIONS = {
    "en-gmail": "On Tue, Nov 12, 2019 at 10:00 AM The Campaign Office <office@campaign.example> wrote:",
    "en-gmail-wrapped": "On Tue, Nov 12, 2019 at 10:00 AM The Campaign Office\n<office@campaign.example> wrote:",
    "en-wrapped-3": "On Tuesday, 12 November 2019 at 10:00, The very long named Campaign\nOffice of Fourteen Organisations\n<office@campaign.example> wrote:",
    "en-apple": "On 12 Nov 2019, at 10:00, The Campaign Office <office@campaign.example> wrote:",
    "en-thunderbird": "On 12/11/2019 10:00, The Campaign Office wrote:",
    "en-writes": "The Campaign Office <office@campaign.example> writes:",
    "en-quoting": "Quoting The Campaign Office <office@campaign.example>:",
    "cy": "Ar Maw, 12 Tach 2019 am 10:00 ysgrifennodd Swyddfa <office@campaign.example>:",
    "ga": "Ar Máirt 12 Samh 2019 ag 10:00 scríobh Oifig <office@campaign.example>:",
    "fr": "Le mar. 12 nov. 2019 à 10:00, Le Bureau <office@campaign.example> a écrit :",
    "fr-thunderbird": "Le 12/11/2019 à 10:00, Le Bureau a écrit :",
    "de": "Am Di., 12. Nov. 2019 um 10:00 Uhr schrieb Das Büro <office@campaign.example>:",
    "de-thunderbird": "Am 12.11.19 um 10:00 schrieb Das Büro:",
    "de-apple": "Am 12.11.2019 um 10:00 schrieb Das Büro <office@campaign.example>:",
    "es": "El mar., 12 nov. 2019 a las 10:00, La Oficina (<office@campaign.example>) escribió:",
    "it": "Il giorno mar 12 nov 2019 alle ore 10:00 Ufficio <office@campaign.example> ha scritto:",
    "nl": "Op di 12 nov. 2019 om 10:00 schreef Kantoor <office@campaign.example>:",
    "nl-thunderbird": "Op 12-11-2019 om 10:00 schreef Kantoor:",
    "pl": "W dniu 12.11.2019 o 10:00, Biuro pisze:",
    "pl-gmail": "wt., 12 lis 2019 o 10:00 Biuro <office@campaign.example> napisał(a):",
    "da": "Den tir. 12. nov. 2019 kl. 10.00 skrev Kontoret <office@campaign.example>:",
    "no": "tir. 12. nov. 2019 kl. 10:00 skrev Kontoret <office@campaign.example>:",
    "sv": "Den tis 12 nov. 2019 kl 10:00 skrev Kontoret <office@campaign.example>:",
    "fi": "ti 12. marrask. 2019 klo 10.00 Toimisto (office@campaign.example) kirjoitti:",
    "is": "Þann þri., 12. nóv. 2019 kl. 10:00 skrifaði Skrifstofan <office@campaign.example>:",
    "pt": "Em ter., 12 de nov. de 2019 às 10:00, Escritório <office@campaign.example> escreveu:",
    "cs": "út 12. 11. 2019 v 10:00 odesílatel Kancelář <office@campaign.example> napsal:",
    "ru": "вт, 12 нояб. 2019 г. в 10:00, Контора <office@campaign.example>:",
    "en-zoho": "---- On Tue, 12 Nov 2019 10:00:00 +0000 office@campaign.example wrote ----",
    "en-android": "---- The Campaign Office wrote ----",
    "en-sent": "On 12-Nov-2019, at 10:00, The Campaign Office <office@campaign.example> sent:",
    "en-date-last": "The Campaign Office wrote on 12 November 2019 at 10:00:",
    "de-date-last": "Das Büro <office@campaign.example> schrieb am Di., 12. Nov. 2019 um 10:00:",
    "fi-date-last": "Toimisto kirjoitti 12.11.2019 kello 10:00:",
    "yandex": '12.11.2019, 10:00, "Office" <office@campaign.example>:',
    "yandex-time-first": '10:00 AM, November 12, 2019, "Office" <office@campaign.example>:',
    "mail-ru": "Tuesday, 12 November 2019, 10:00 AM +0000 from Office <office@campaign.example>:",
    "vi": "Vào 10:00, 12 tháng 11, 2019 Office <office@campaign.example> đã viết:",
    "hr": "Dana uto, 12. stu 2019. u 10:00 Ured <office@campaign.example> je napisao:",
    "en-ordinal": "On Tuesday, November 12th, 2019 at 10:00 AM, The Campaign Office\n<office@campaign.example> wrote:",
    "en-turnpike": "In message <ap19@campaign.example>, Office <office@campaign.example>\nwrites",
    "en-mutt": "* The Campaign Office <office@campaign.example> [2019-11-12 10:00]:",
    "en-forum": "campaigner via The Forum wrote:",
    "en-following": "The Campaign Office said the following on 12/11/2019 10:00:",
    "nl-evolution": "Kantoor schreef op di 12-11-2019 om 10:00 [+0100]:",
    "pl-apple": "Wiadomość napisana przez Biuro <office@campaign.example> w dniu 12.11.2019, o godz. 10:00:",
    "fi-stamped": "12.11.2019 10.00, Toimisto kirjoitti:",
    "ru-stamped": "12.11.2019 10:00, Контора пишет:",
    "hu-stamped": "2019. 11. 12. 10:00 keltezéssel, Iroda írta:",
    "tr-wrapped": "Ofis <office@campaign.example>, 12 Kas 2019 Sal, 10:00 tarihinde\nşunu yazdı:",
    "sv-horde": "Citat Kontoret <office@campaign.example>:",
    "ja-gmail": "2019年11月12日(火) 10:00 事務所 <office@campaign.example>:",
    "he-gmail": "בתאריך יום ג׳, 12 בנוב׳ 2019 ב-10:00 מאת משרד <office@campaign.example>:",
    "tutanota": "12 Nov 2019, 10:00 by office@campaign.example:",
    "bare-gmail": "2019-11-12 10:00 GMT+01:00 Office <office@campaign.example>:",
}
BLOCKS = {
    "en": ("From", "Sent", "To", "Subject"),
    "cy": ("Oddi wrth", "Anfonwyd", "At", "Pwnc"),
    "ga": ("Ó", "Seolta", "Chuig", "Ábhar"),
    "fr": ("De", "Envoyé", "À", "Objet"),
    "de": ("Von", "Gesendet", "An", "Betreff"),
    "es": ("De", "Enviado", "Para", "Asunto"),
    "it": ("Da", "Inviato", "A", "Oggetto"),
    "nl": ("Van", "Verzonden", "Aan", "Onderwerp"),
    "pl": ("Od", "Wysłano", "Do", "Temat"),
    "da": ("Fra", "Sendt", "Til", "Emne"),
    "no": ("Fra", "Sendt", "Til", "Emne"),
    "sv": ("Från", "Skickat", "Till", "Ämne"),
    "fi": ("Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe"),
    "is": ("Frá", "Sent", "Til", "Efni"),
}
BANNERS = {
    "en": "CAUTION: This email originated from outside of the organisation. Do not click links or open\nattachments unless you recognise the sender.",
    "en-outlook": "You don't often get email from jo.berg@party.example. Learn why this is important<https://help.example/why>",
    "en-bracket": "[EXTERNAL EMAIL]",
    "de": "Achtung: Diese E-Mail stammt von außerhalb der Organisation.",
    "fr": "Attention : ce courriel provient de l'extérieur.",
    "nl": "Let op: deze e-mail is afkomstig van buiten de organisatie.",
}
TAILS = {
    "delimiter": "\n\n-- \nJo Berg\nHouse of Somewhere\n+44 20 7946 0000",
    "unknown-program": "\n\nSent from Pigeon Post <https://pigeon.example/get>",
    "phone-in-brackets": "\n\n(Sent from a phone)",
    "phone-and-app": "\n\nSent from my cell, please excuse any typos.\nGet Outlook for Android<https://aka.example/y>",
    "processed": "\n\nOriginal Message processed by david®\nThree requests, 12 November 2019\n\nDear friends,",
    "date-and-address": "\n\nDate: Tue, 12 Nov 2019 10:00:00 +0000\nTo: jo.berg@party.example\n\nDear friends,",
    "iphone-en": "\n\nSent from my iPhone",
    "iphone-de": "\n\nVon meinem iPhone gesendet",
    "iphone-fr": "\n\nEnvoyé de mon iPhone",
    "iphone-es": "\n\nEnviado desde mi iPhone",
    "iphone-it": "\n\nInviato da iPhone",
    "iphone-nl": "\n\nVerstuurd vanaf mijn iPhone",
    "iphone-pl": "\n\nWysłane z iPhone'a",
    "iphone-sv": "\n\nSkickat från min iPhone",
    "iphone-da": "\n\nSendt fra min iPhone",
    "iphone-fi": "\n\nLähetetty iPhonesta",
    "outlook-ios-es": "\n\nObtenga Outlook para iOS<https://aka.example/x>",
    "outlook-ios-nl": "\n\nDownload Outlook voor iOS<https://aka.example/x>",
    "outlook-ios-sv": "\n\nHämta Outlook för iOS<https://aka.example/x>",
    "outlook-ios-pl": "\n\nPobierz aplikację Outlook dla systemu iOS<https://aka.example/x>",
    "iphone-cs": "\n\nOdesláno ze Seznam Email",
    "iphone-sk": "\n\nOdoslané z iPhonu",
    "iphone-el": "\n\nΣτάλθηκε από το iPhone μου",
    "iphone-uk": "\n\nНадіслано з iPhone",
    "de-way": "\n\nVon unterwegs gesendet",
    "excuse": "\n\nPlease excuse brevity - sent from my phone",
    "trees": "\n\nP Please consider the environment before printing this e-mail",
    "case-thread": "\n\nref:_00D20Yq1._5002xMs3:ref",
    "disclaimer-cy": "\n\nMae'r e-bost hwn yn gyfrinachol ac at sylw'r derbynnydd yn unig.",
    "outlook-ios": "\n\nGet Outlook for iOS<https://aka.example/x>",
    "disclaimer-uk": "\n\nUK Parliament Disclaimer: this e-mail is confidential to the intended recipient. If you have received it in error, please notify the sender and delete it from your system.",
    "disclaimer-de": "\n\nDiese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen.",
    "disclaimer-fr": "\n\nCe message et toutes les pièces jointes sont confidentiels et établis à l'intention exclusive de ses destinataires.",
    "disclaimer-en": "\n\nThis email and any attachments are confidential and intended solely for the addressee.",
    "footer-list": "\n\n_______________________________________________\nPolicy mailing list\nPolicy@lists.example\nhttps://lists.example/listinfo/policy",
}
# Rules and lines above a message quoted whole, without quotation marks.
HEADS = {
    "proton-dashes": "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Tuesday, November 12th, 2019 at 10:00 AM, Office <office@campaign.example> wrote:",
    "rule-sk": "-----Pôvodná správa-----\nOd: Office\nOdoslané: 12. novembra 2019",
    "rule-tr": "-----Orijinal Mesaj-----\nGönderen: Office",
    "rule-no": "-----Original meddelelse-----\nFra: Office",
    "rule-indented": "        ------ Original Message ------\nFrom: Office <office@campaign.example>",
    "rule-pl-forward": "-------- Treść przekazanej wiadomości --------\nTemat: Three requests",
    "groupwise": ">>> Office <office@campaign.example> 12/11/2019 10:00 >>>",
    "answer-above": "##- Please type your reply above this line -##",
    "answer-above-de": "-- Bitte geben Sie Ihre Antwort oberhalb dieser Zeile ein --",
    "notes-dashes": "Office---12/11/2019 10:00:12---Dear friends, please find our letter",
    "notes-table": "             The Campaign\n             Office\n             <office@campai                                             To\n             gn.example>               Jo Berg\n             12/11/2019                <jo.berg@party.example>\n             10:00                                                      cc\n\n                                                                   Subject\n                                       Three requests\n\n",
}
REMOVALS = {
    "en": "Please remove us from your mailing list.",
    "en-contact": "Do not contact us again.",
    "fr": "Veuillez nous retirer de votre liste.",
    "de": "Bitte streichen Sie uns aus Ihrem Verteiler.",
    "es": "Por favor, elimínenos de su lista.",
    "it": "Vi preghiamo di rimuoverci dalla lista.",
    "nl": "Verwijder ons van uw lijst.",
    "pl": "Proszę o usunięcie nas z listy.",
    "sv": "Ta bort oss från listan.",
    "da": "Fjern os fra listen.",
    "cy": "Tynnwch ni oddi ar eich rhestr.",
    "ga": "Bain sinn den liosta.",
}
NOT_BOUNCES = {
    "quotes-a-bounce": ("Re: Undelivered Mail Returned to Sender", "Your first attempt bounced, see below. Please use my other address.", "\n\nOn 12/11/2019 10:00, Office wrote:\n> This is the mail system at host mx.example.\n>\n> <jo@party.example>: 550 5.1.1 User unknown\n"),
    "speaks-of-bounce": ("Your letter", "My colleague says that your message was undeliverable to her: the mailbox is full. I have it though.", ""),
    "re-automatic": ("Re: Automatic reply: Three requests", "Thanks for coming back to us. Let us talk on Monday.", "\n\nOn 12/11/2019 10:00, Office wrote:\n> I am out of the office until Monday.\n"),
    "away-but-answers": ("Re: Three requests", "We support the first request. I am out of the office until Monday, so please call my deputy.", ""),
    "delivery-talk": ("Re: delivery of the petition", "Delivery has been moved to Tuesday. Could you not deliver it to the side door?", ""),
    "policy-talk": ("Re: policy on spam", "Our policy is that unsolicited mail is rejected, but yours is welcome.", ""),
}  # fmt: skip


def messages() -> Iterator[Made]:
    """Give answers in plain text and HTML, above and below and between quotations."""
    quoted = "\n".join(f"> {line}".rstrip() for line in QUOTED.split("\n"))
    for name, line in ATTRIBUTIONS.items():
        yield _reply(f"reply-top-{name}", f"{OWN}\n\n{line}\n\n{quoted}\n", OWN)
        # No blank line parts what was written from the attribution.
        yield _reply(f"reply-close-{name}", f"{OWN}\n{line}\n{quoted}\n", OWN)
    for name, banner in BANNERS.items():
        yield _reply(f"reply-banner-{name}", f"{banner}\n\n{OWN}\n", OWN)
    for name in ("en-gmail", "de", "fr", "pl", "sv"):
        yield _reply(f"reply-bottom-{name}", f"{ATTRIBUTIONS[name]}\n{quoted}\n\n{OWN}\n", OWN)
    for name, fields in BLOCKS.items():
        block = _block(fields)
        yield _reply(f"reply-block-{name}", f"{OWN}\n\n{block}\n\n{QUOTED}\n", OWN)
        yield _reply(f"reply-rule-{name}", f"{OWN}\n\n{'_' * 32}\n{block}\n\n{QUOTED}\n", OWN)
        yield _html(f"reply-html-block-{name}", _outlook(fields))
    for name, tail in TAILS.items():
        yield _reply(f"reply-tail-{name}", f"{OWN}{tail}\n", OWN)
        yield _reply(
            f"reply-tail-quoted-{name}", f"{OWN}{tail}\n\n{ATTRIBUTIONS['en-gmail']}\n{quoted}\n", OWN
        )
    for name, head in HEADS.items():
        yield _reply(f"reply-head-{name}", f"{OWN}\n\n{head}\n\n{QUOTED}\n", OWN)
    for name, text in REMOVALS.items():
        made = _reply(f"removal-{name}", f"{text}\n", text)
        yield Made(made.name, made.raw, made.expected | {"asks_removal": True})
    for name, (subject, text, tail) in NOT_BOUNCES.items():
        yield _reply(f"genuine-{name}", f"{text}{tail}\n", text, subject)
    yield from _markup()
    yield from _between()


def _block(fields: tuple[str, ...]) -> str:
    values = (
        f"Office <{OFFICE}>",
        "12 November 2019 10:00",
        "Jo Berg <jo.berg@party.example>",
        "Three requests",
    )
    return "\n".join(f"{name}: {value}" for name, value in zip(fields, values, strict=True))


def _headers(subject: str = "Re: Three requests") -> dict[str, str]:
    return {
        "From": SENDER,
        "To": OFFICE,
        "Subject": subject,
        "Date": "Wed, 13 Nov 2019 09:00:00 +0000",
        "Message-ID": "<r1@party.example>",
        "In-Reply-To": LETTER_ID,
        "References": LETTER_ID,
    }


def _expected(text: str) -> dict[str, object]:
    return {"kind": "reply", "permanent": None, "recipients": [], "text": text, "message_ids": [LETTER_ID]}


def _reply(name: str, body: str, text: str, subject: str = "Re: Three requests") -> Made:
    return Made(name, plain(_headers(subject), body), _expected(text))


def _html(name: str, markup: str, text: str = "") -> Made:
    return Made(name, both(_headers(), text, markup), _expected(OWN))


_OWN_HTML = "<p>Thank you for your letter.</p><p>We will raise it in the debate on Monday.</p>"


def _outlook(fields: tuple[str, ...]) -> str:
    block = "<br>".join(
        f"<b>{line.split(':')[0]}:</b>{line.split(':', 1)[1].replace('<', '&lt;')}"
        for line in _block(fields).split("\n")
    )
    return f'<html><body><div class="WordSection1">{_OWN_HTML}<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">{block}</p></div></div><p>Dear friends,</p></div></body></html>'


def _markup() -> Iterator[Made]:
    quotes = {
        "gmail": '<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Tue, Nov 12, 2019 at 10:00 AM Office &lt;<a href="mailto:office@campaign.example">office@campaign.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0">Dear friends,</blockquote></div>',
        "apple": '<br><div><blockquote type="cite"><div>On 12 Nov 2019, at 10:00, Office &lt;office@campaign.example&gt; wrote:</div><br><div>Dear friends,</div></blockquote></div>',
        "thunderbird": '<div class="moz-cite-prefix">On 12/11/2019 10:00, Office wrote:<br></div><blockquote type="cite" cite="mid:x@y.example"><p>Dear friends,</p></blockquote>',
        "outlook-web": '<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><b>From:</b> Office<br><b>Sent:</b> Tuesday<br></div><div>Dear friends,</div>',
        "outlook-mobile": '<div id="appendonsend"></div><hr><div><b>From:</b> Office</div><div>Dear friends,</div>',
        "yahoo": '<div id="yahoo_quoted_1" class="yahoo_quoted"><div>On Tuesday, 12 November 2019, 10:00:00 GMT, Office wrote:</div><div>Dear friends,</div></div>',
        "proton": '<div class="protonmail_quote">------- Original Message -------<br>On Tuesday, November 12th, 2019 at 10:00, Office wrote:<br><blockquote class="protonmail_quote" type="cite">Dear friends,</blockquote></div>',
        "tutanota": '<div><br></div><div>12 Nov 2019, 10:00 by office@campaign.example:<br></div><blockquote class="tutanota_quote"><div>Dear friends,</div></blockquote>',
        "yahoo-new": '<div id="ydp4c1yahoo_quoted_2" class="ydp4c1yahoo_quoted"><div>On Tuesday Office wrote:</div><div>Dear friends,</div></div>',
        "outlook2003": "<p>-----Original Message-----<br>From: Office<br>Sent: Tuesday<br>To: Jo<br>Subject: x</p><p>Dear friends,</p>",
        "none": "",
    }
    for name, quote in quotes.items():
        yield _html(f"reply-html-{name}", f"<html><body>{_OWN_HTML}{quote}</body></html>")
        yield _html(
            f"reply-stub-{name}",
            f"<html><body>{_OWN_HTML}{quote}</body></html>",
            "This message is in HTML. Please use a mail client that can display it.",
        )


def _between() -> Iterator[Made]:
    body = "> Will you support the first request?\n\nYes.\n\n> Will you support the second?\n\nNo."
    yield _reply("reply-between", f"On 12/11/2019 10:00, Office wrote:\n{body}\n", body)
    yield _reply(
        "reply-between-greeting", f"Dear office,\n\n{body}\n\n> kind regards\n", f"Dear office,\n\n{body}"
    )
    yield _reply(
        "reply-between-attributed",
        f"Dear office,\n\nOn 12/11/2019 10:00, Office wrote:\n\n{body}\n",
        f"Dear office,\n\n{body}",
    )
    yield _reply(
        "reply-same-line", f"{OWN} On Tue, 12 Nov 2019 at 10:00, Office <{OFFICE}> wrote:\n> Dear\n", OWN
    )
    wrapped = "> we ask the parties to say before the election what they will do about the\nlibraries of the country.\n> Kind regards"
    yield _reply("reply-wrapped-quote", f"{OWN}\n\nOn 12/11/2019 10:00, Office wrote:\n{wrapped}\n", OWN)
    ruled = f"{OWN}\n\n{'_' * 40}\n\nThis second part is for your colleagues.\n\nRegards,\nJo"
    yield _reply("reply-own-rule", f"{ruled}\n", ruled)
    table = f"{OWN}\n\nWho speaks and when\n{'-' * 40}\nJo Berg at ten\nSam Hill at noon\n\nRegards,\nJo"
    yield _reply("reply-own-table", f"{table}\n", table)
    picked = f"Dear office,\n\n> Will you support the second request?\n\n{OWN}"
    yield _reply("reply-picked-passage", f"{picked}\n", picked)
    ruled = f"{OWN}\n\n====\n\nMessage du : 12/11/2019 10:00\nDe : Office <{OFFICE}>\nA : jo@party.example\nSujet : Trois demandes\n\n{QUOTED}\n"
    yield _reply("reply-short-rule", ruled, OWN)
    fields = f"From: Office <{OFFICE}>\nDate: Tue, 12 Nov 2019 10:00:00 +0000\n\n"
    marked = "\n".join(f"> {line}".rstrip() for line in QUOTED.split("\n"))
    yield _reply("reply-fields-as-attribution", f"{fields}{marked}\n\n{OWN}\n", OWN)
    rule = "----- Original Message ----- \n"
    yield _reply("reply-rule-above-bottom", f"{rule}{fields}{marked}\n\n{OWN}\n", OWN)
    yield _reply("reply-rule-above-wrapped", f"{OWN}\n\n{rule}{fields}{marked}\nand more.\n", OWN)
    phone = f"{OWN}\n\nSent from my desk is how I like my letters best."
    yield _reply("reply-no-phone", f"{phone}\n", phone)
    forward = f"---------- Forwarded message ---------\nFrom: Office <{OFFICE}>\nDate: Tue, 12 Nov 2019\nSubject: x\nTo: Jo\n\n{QUOTED}\n"
    yield _reply("forward-bare", forward, "", "Fwd: Three requests")
    yield _reply(
        "forward-note", f"For you, I think.\n\n{forward}", "For you, I think.", "Fwd: Three requests"
    )
