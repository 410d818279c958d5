"""Answers by people that look like a robot's or a bounce, and robots' answers that say so only in words."""

from collections.abc import Iterator

from mailcorpus.made import LETTER_ID, OFFICE, Made, plain

SENDER = "Jo Berg <jo.berg@party.example>"
QUOTE = "\n\nOn 12/11/2019 10:00, Office wrote:\n> I am out of the office until Monday. This is an automated reply.\n"
# Subject, text, what is quoted below, further header fields.
GENUINE: dict[str, tuple[str, str, str, dict[str, str]]] = {
    "holiday-mentioned": ("Re: Three requests", "I was on holiday last week, hence the delay. We agree to all three.", "", {}),
    "on-leave-opening": ("Re: Three requests", "I am on leave until Monday but had to answer this one: yes, you may count on us.", "", {}),
    "out-of-office-talk": ("Re: Three requests", "Sorry, you will have had my out of office reply. Here is the real answer: no.", "", {}),
    "automatic-talk": ("Re: Three requests", "Automatic voter registration is in our manifesto, so the first request is easy.", "", {}),
    "automated-talk": ("Re: Three requests", "We object to automated replies to constituents, so this is me writing: thank you.", "", {}),
    "quotes-autoreply": ("Re: Automatic reply: Three requests", "Understood, we will wait for you to come back.", QUOTE, {}),
    "re-autoreply-de": ("AW: Automatische Antwort: Drei Bitten", "Danke, ich melde mich am Montag telefonisch.", "", {}),
    "re-autoreply-fr": ("RE: Réponse automatique : Trois demandes", "Bien reçu, nous en parlerons lundi.", "", {}),
    "re-autoreply-nl": ("RE: Automatisch antwoord: Drie verzoeken", "Dank, tot maandag.", "", {}),
    "re-autoreply-sv": ("SV: Autosvar: Tre önskemål", "Tack, vi hörs på måndag.", "", {}),
    "fwd-autoreply": ("Fwd: Out of Office: Three requests", "This is what I got from her; try her deputy.", "", {}),
    "submitted-no": ("Re: Three requests", "Yes to all three.", "", {"Auto-Submitted": "no"}),
    "suppress-outlook": ("RE: Three requests", "Yes. I am on annual leave next week, so call me before Friday.", "", {"X-Auto-Response-Suppress": "DR, OOF, AutoReply"}),
    "suppress-all": ("RE: Three requests", "We will vote for it.", "", {"X-Auto-Response-Suppress": "All"}),
    "precedence-bulk": ("Re: Three requests", "Our answer is attached.", "", {"Precedence": "bulk"}),
    "x-loop": ("Re: Three requests", "Our answer is attached.", "", {"X-Loop": "party.example"}),
    "x-autoreply-no": ("Re: Three requests", "Our answer is attached.", "", {"X-Autoreply": "no"}),
    "from-info": ("Re: Three requests", "The leader has asked me to thank you. She supports the first request.", "", {"From": "Party Office <info@party.example>"}),
    "from-office": ("Re: Three requests", "Thank you for contacting Jo Berg MP. Jo has asked me to say that she will raise it on Monday.", "", {"From": "Office of Jo Berg <office@party.example>"}),
    "from-postmaster": ("Re: Three requests", "I run the mail server here and read your letter with interest. Good luck!", "", {"From": "Postmaster <postmaster@party.example>"}),
    "caseworker-received": ("Re: Three requests", "Thank you for your email, which Jo received on Monday. She agrees with you about the second request.", "", {}),
    "caseworker-within": ("Re: Three requests", "Thank you for your letter. I have asked the minister for a statement and expect it within ten working days.", "", {}),
    "caseworker-case": ("Re: Three requests [Case: JB12345]", "Thank you for your letter. Jo has written to the minister and I attach a copy.", "", {}),
    "thank-you-contacting": ("Re: Thank you for contacting us", "I had already answered your colleague, but again: yes.", "", {}),
    "new-thread-absence": ("Absence of our leader on Monday", "She will not be at the debate, but her deputy will speak for your requests.", "", {"In-Reply-To": "", "References": ""}),
    "new-thread-holiday": ("Holiday pay and your letter", "Your second request touches on holiday pay. Have you costed it?", "", {"In-Reply-To": "", "References": ""}),
    "new-thread-away": ("Away day on 3 December", "Would you come to our away day and present the three requests?", "", {"In-Reply-To": "", "References": ""}),
    "new-thread-office": ("Out of office hours surgery", "Could you come to the surgery that we hold out of office hours on Friday?", "", {"In-Reply-To": "", "References": ""}),
    "new-thread-vacation": ("Vacation of the premises", "The tenants you wrote about have left. Can we talk?", "", {"In-Reply-To": "", "References": ""}),
    "new-thread-leave": ("On leave entitlements", "A question on the third request: do you mean paid leave?", "", {"In-Reply-To": "", "References": ""}),
    "de-urlaub": ("Urlaub und Ihr Brief", "Vor meinem Urlaub noch schnell: wir unterstützen die erste Bitte.", "", {"In-Reply-To": "", "References": ""}),
    "de-abwesend": ("AW: Drei Bitten", "Ich war letzte Woche abwesend und lese Ihren Brief erst heute. Wir stimmen zu.", "", {}),
    "fr-vacances": ("Re: Trois demandes", "Je rentre de vacances et je lis votre lettre : nous la soutenons.", "", {}),
    "fr-absence": ("Absence au débat", "Nous ne serons pas au débat, mais nous votons pour.", "", {"In-Reply-To": "", "References": ""}),
    "es-vacaciones": ("Re: Tres peticiones", "Antes de irme de vacaciones: cuenten con nosotros.", "", {}),
    "it-ferie": ("Ferie e la vostra lettera", "Prima delle ferie risponderemo a tutti i punti.", "", {"In-Reply-To": "", "References": ""}),
    "nl-vakantie": ("Re: Drie verzoeken", "Ik kom net terug van vakantie; wij steunen het eerste verzoek.", "", {}),
    "pl-urlop": ("Odp: Trzy prośby", "Wróciłem z urlopu i popieram pierwszą prośbę.", "", {}),
    "sv-semester": ("Semesterlagen", "Er andra begäran rör semesterlagen. Kan vi talas vid?", "", {"In-Reply-To": "", "References": ""}),
    "cy-gwyliau": ("Re: Tri chais", "Newydd ddod yn ôl o wyliau ydw i, ond rydym yn cefnogi'r cais cyntaf.", "", {}),
    "ga-saoire": ("Re: Trí iarratas", "Tá mé ar ais ó mo laethanta saoire agus tacaímid leis an gcéad iarratas.", "", {}),
    "bounce-forwarded": ("Fwd: Undelivered Mail Returned to Sender", "This came back when I answered you. Is the address right?", "\n\n---------- Forwarded message ---------\nFrom: Mail Delivery System <MAILER-DAEMON@mx.party.example>\nDate: Tue, 12 Nov 2019\nSubject: Undelivered Mail Returned to Sender\nTo: jo@party.example\n\n<office@campaign.example>: 550 5.1.1 User unknown\n", {}),
    "bounce-report-pasted": ("Your letter", "I got this when I answered you, what is wrong?\n\nThis is the mail system at host mx.party.example.\n\n<kim@party.example>: host mx said: 550 5.1.1 User unknown\n\nFinal-Recipient: rfc822; kim@party.example\nAction: failed\nStatus: 5.1.1", "", {"In-Reply-To": "", "References": ""}),
    "bounce-report-pasted-re": ("Re: Three requests", "I got this when I answered you, what is wrong?\n\nThis is the mail system at host mx.party.example.\n\n<kim@party.example>: host mx said: 550 5.1.1 User unknown\n\nFinal-Recipient: rfc822; kim@party.example\nAction: failed\nStatus: 5.1.1", "", {}),
    "bounce-notice-pasted": ("Undelivered mail", "I tried to answer your letter and got this:\n\nThis is the mail system at host mx.party.example.\n\n<kim@party.example>: host mx said: 550 5.1.1 User unknown", "", {"In-Reply-To": "", "References": ""}),
    "bounce-postmaster-repaired": ("Re: mail problems", "We fixed the mail server, and no user is unknown any more: kim@party.example gets her mail.", "", {"From": "Sam Hill <postmaster@party.example>"}),
    "shared-address": ("Re: Three requests", "The leader supports all three.", "", {"List-Id": "<office.party.example>", "List-Post": "<mailto:office@party.example>", "Precedence": "list"}),
    "bounce-told": ("Your email bounced", "When I answered, your server said that the mailbox is full. So once more: yes.", "", {"In-Reply-To": "", "References": ""}),
    "bounce-delivery": ("Delivery of the petition failed", "The van broke down, so the petition was not delivered to the ministry on Monday. We try again on Friday.", "", {"In-Reply-To": "", "References": ""}),
    "bounce-code": ("Re: Three requests", "Our server rejected your first mail with 550 5.7.1, sorry. The second one came through and we agree.", "", {}),
    "bounce-mailbox": ("Mailbox full", "My mailbox is full of letters like yours, and I agree with this one.", "", {"In-Reply-To": "", "References": ""}),
    "bounce-message-not": ("Message not understood", "Could you say in one sentence what the second request means?", "", {"In-Reply-To": "", "References": ""}),
    "bounce-failure": ("Failure to consult", "Your letter is right about the failure to consult. We have asked for a debate.", "", {"In-Reply-To": "", "References": ""}),
    "bounce-warning": ("Warning: message from the whips", "The whips say no, but I shall vote for it all the same.", "", {"In-Reply-To": "", "References": ""}),
    "bounce-returned": ("Returned letter", "Your printed letter was returned to the sorting office; I collected it. Yes to all.", "", {"In-Reply-To": "", "References": ""}),
    "bounce-zustellung": ("Zustellung Ihres Briefs", "Ihr Brief wurde mir heute zugestellt. Wir unterstützen ihn.", "", {"In-Reply-To": "", "References": ""}),
    "challenge-talk": ("Re: Three requests", "Please verify that you are the right person to talk to about this, then call me.", "", {}),
    "challenge-confirm": ("Re: Three requests", "Please confirm your message by telephone, our leader is careful about such things.", "", {}),
    "ticket-subject": ("[Ticket#20191112] Three requests", "I have read your letter myself. The answer to the first request is yes.", "", {}),
    "no-reply-talk": ("Re: Three requests", "Please do not reply to this address from next week, I am moving offices. My answer is yes.", "", {}),
    "return-talk": ("Re: Three requests", "I will answer in full when I return from the constituency on Friday, but broadly: yes.", "", {}),
    "thanks-short": ("Re: Three requests", "Thanks, received.", "", {}),
    "received-personal": ("Re: Three requests", "I have received your letter and will read it tonight.", "", {}),
    "deputy": ("Re: Three requests", "I'm away from the office today, so Sam will call you about the meeting at three.", "", {}),
    "thanks-subject": ("Thank you for your email", "We have received your letter and talked it over in our group: we support all three requests.", "", {"In-Reply-To": "", "References": ""}),
    "thanks-passed-on": ("Thanks for your message", "Thank you! I have received your letter and passed it to our spokesman, who likes it.", "", {"In-Reply-To": "", "References": ""}),
    "thanks-filed": ("Thank you for your correspondence", "Thank you for your correspondence of 12 November to the Prime Minister. I have been asked to reply. The Government will publish its plans next week. Our reference: TO2019/12345.", "", {"In-Reply-To": "", "References": ""}),
    "thanks-de": ("Vielen Dank für Ihre Nachricht", "Wir haben Ihre Nachricht in der Fraktion besprochen und stimmen zu.", "", {"In-Reply-To": "", "References": ""}),
    "acknowledgement-of-work": ("Acknowledgement of your work", "We would like to thank you for your work and will support the first request.", "", {"In-Reply-To": "", "References": ""}),
    "unsubscribe": ("Re: Three requests", "You are not on our list, so there is nothing to unsubscribe from. And we agree.", "", {}),
}  # fmt: skip
# Robots without a telling header field: subject, text.
ROBOTS = {
    "en-words": ("Re: Three requests", "Hello,\n\nI am currently out of the office with limited access to email and will be back on Monday 2 December.\n\nFor urgent matters please contact my assistant on 020 7946 0000.\n\nJo Berg"),
    "en-thanks": ("Re: Three requests", "Thank you for your email. I am on annual leave until 2 December and will respond on my return. If your enquiry is urgent, please contact deputy@party.example."),
    "en-away-until": ("Three requests", "I'm away until Monday and will not be checking email. In an emergency call the office."),
    "en-left": ("Re: Three requests", "I no longer work at the party. Please direct your enquiry to office@party.example. This mailbox is not monitored."),
    "mp-ack": ("Re: Three requests", "Thank you for contacting the office of Jo Berg MP.\n\nDue to the high volume of correspondence we receive, it may take up to 20 working days to reply. If you are a constituent, please make sure that you have included your full name, postal address and postcode.\n\nIf your matter is urgent, please call 020 7946 0000."),
    "ministry-ack": ("Your correspondence", "Thank you for your email to the Department. We aim to respond within 15 working days. Please do not reply to this email, as the mailbox is not monitored."),
    "mp-many": ("Thank you for your email", "Thank you for emailing Jo Berg MP.\n\nI receive hundreds of emails every day and it may take some time to respond. If you are a constituent, please include your full name and postal address."),
    "lotus-named": ("Jo Berg is out of the office (returning 20/11/2019)", "I will be out of the office starting 12/11/2019 and will answer your message when I return."),
    "de-short": ("Auto-Antwort: Drei Bitten", "Danke für Ihre Mail, bis Montag."),
    "fr-short": ("Rép. auto : Trois demandes", "Bonjour, à lundi."),
    "de-words": ("Re: Drei Bitten", "Guten Tag,\n\nich bin bis einschließlich 2. Dezember nicht im Büro. Ihre E-Mail wird nicht weitergeleitet. In dringenden Fällen wenden Sie sich bitte an vertretung@party.example."),
    "fr-words": ("Re: Trois demandes", "Bonjour,\n\nJe suis absent jusqu'au 2 décembre. En cas d'urgence, veuillez contacter adjoint@party.example. Je vous répondrai à mon retour."),
    "es-words": ("Re: Tres peticiones", "Estoy de vacaciones hasta el 2 de diciembre. En caso de urgencia, contacte con suplente@party.example. Responderé a mi regreso."),
    "it-words": ("Re: Tre richieste", "Sono in ferie fino al 2 dicembre. Per urgenze contattare vice@party.example. Risponderò al mio rientro."),
    "nl-words": ("Re: Drie verzoeken", "Ik ben afwezig tot 2 december. Voor dringende zaken kunt u contact opnemen met vervanger@party.example. Ik lees mijn e-mail niet."),
    "pl-words": ("Re: Trzy prośby", "Jestem na urlopie do 2 grudnia. W pilnych sprawach proszę o kontakt z zastepca@party.example. Odpowiem po powrocie."),
    "sv-words": ("Re: Tre önskemål", "Jag är på semester till den 2 december. I brådskande ärenden kontakta vikarie@party.example. Jag svarar när jag är tillbaka."),
    "da-words": ("Re: Tre ønsker", "Jeg er på ferie til den 2. december. I hastende tilfælde kontakt vikar@party.example. Jeg svarer, når jeg er tilbage."),
    "yahoo": ("Yahoo! Auto Response", "Thank you for your interest. Please see our page for details."),
    "cy-words": ("Re: Tri chais", "Rwyf allan o'r swyddfa tan 2 Rhagfyr. Os yw'n fater brys, cysylltwch â dirprwy@party.example. Byddaf yn ateb pan ddychwelaf."),
    "ga-words": ("Re: Trí iarratas", "Tá mé as oifig go dtí 2 Nollaig. I gcás práinneach, déan teagmháil le leas@party.example. Tabharfaidh mé freagra nuair a fhillfidh mé."),
}  # fmt: skip


def messages() -> Iterator[Made]:
    """Give people's answers that robots' resemble, and robots' answers that resemble people's."""
    for name, (subject, text, quoted, fields) in GENUINE.items():
        headers = _headers(SENDER, subject) | {"In-Reply-To": LETTER_ID} | fields
        headers = {field: value for field, value in headers.items() if value}
        expected = {"kind": "reply", "permanent": None, "recipients": [], "text": text}
        yield Made(f"genuine-{name}", plain(headers, f"{text}{quoted}\n"), expected)
    for name, (subject, text) in ROBOTS.items():
        headers = _headers("Leader <leader@party.example>", subject)
        expected = {"kind": "auto-reply", "permanent": None, "recipients": [], "text": text}
        yield Made(f"robot-{name}", plain(headers, f"{text}\n"), expected)


def _headers(sender: str, subject: str) -> dict[str, str]:
    return {
        "From": sender,
        "To": OFFICE,
        "Subject": subject,
        "Date": "Wed, 13 Nov 2019 09:00:00 +0000",
        "Message-ID": "<d1@party.example>",
    }
