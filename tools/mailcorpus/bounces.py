"""Bounces, by mail system and by reason."""

from collections.abc import Iterator
from dataclasses import dataclass

from mailcorpus import systems
from mailcorpus.made import LETTER_ID, OFFICE, Made, letter_to, raw_plain
from mailcorpus.notices import NOTICES, Notice

ADDRESS = "leader@party.example"


@dataclass(frozen=True)
class Reason:
    """Why a server refuses: its name, what it answers, the status that the answer carries or means."""

    name: str
    answer: str
    status: str
    permanent: bool


REASONS = (
    Reason("unknown", "550 5.1.1 <{address}>... User unknown", "5.1.1", permanent=True),
    Reason("full", "552 5.2.2 <{address}>: Mailbox is full, quota exceeded", "5.2.2", permanent=False),
    Reason("policy", "554 5.7.1 Message rejected due to content restrictions", "5.7.1", permanent=True),
    Reason("bare", "550 No such user here: {address}", "5.1.1", permanent=True),
)


def messages() -> Iterator[Made]:
    """Give bounces in plain words, as reports, delayed, challenged, and for several recipients."""
    for notice in NOTICES:
        for reason in REASONS if notice.takes_answer else REASONS[:1]:
            yield _worded(notice, reason)
    for number, (system, sender, subject, intro) in enumerate(REPORTERS):
        for reason in REASONS:
            yield _report(f"dsn-{system}-{reason.name}", sender, subject, intro, reason, number)
    yield from _delays()
    yield from _broken_reports()
    for sent in systems.NOTICES:
        yield _sent(sent)


def _expected(reason: Reason, address: str = ADDRESS) -> dict[str, object]:
    return {
        "kind": "bounce",
        "permanent": reason.permanent,
        "recipients": [{"address": address, "status": reason.status}],
        "message_ids": [LETTER_ID],
    }


def _worded(notice: Notice, reason: Reason) -> Made:
    answer = reason.answer.format(address=ADDRESS)
    headers = {"Return-Path": "<>"} if notice.null_path else {}
    headers |= {"From": notice.sender, "To": OFFICE, "Subject": notice.subject}
    headers |= {"Date": "Tue, 12 Nov 2019 10:00:05 +0000", "Message-ID": "<n1@mx.party.example>"}
    body = notice.body.format(address=ADDRESS, answer=answer, letter=letter_to(ADDRESS), office=OFFICE)
    expected = _expected(reason)
    if notice.status:
        expected["recipients"] = [{"address": ADDRESS, "status": notice.status}]
        expected["permanent"] = notice.status[0] == "5" and notice.status != "5.2.2"
    if notice.bare and reason.name == "bare":
        expected["recipients"] = [{"address": ADDRESS, "status": notice.bare}]
    if "{letter}" not in notice.body:
        del expected["message_ids"]
    return Made(f"bounce-{notice.name}-{reason.name}", raw_plain(headers, body), expected)


REPORTERS = (
    (
        "postfix",
        "MAILER-DAEMON@mx.campaign.example (Mail Delivery System)",
        "Undelivered Mail Returned to Sender",
        "This is the mail system at host mx.campaign.example.",
    ),
    (
        "sendmail",
        "Mail Delivery Subsystem <MAILER-DAEMON@mx.campaign.example>",
        "Returned mail: see transcript for details",
        "The original message was received at Tue, 12 Nov 2019 10:00:00 GMT",
    ),
    (
        "exim",
        "Mail Delivery System <Mailer-Daemon@mx.campaign.example>",
        "Mail delivery failed: returning message to sender",
        "This message was created automatically by mail delivery software.",
    ),
    (
        "exchange",
        "<postmaster@party.example>",
        "Undeliverable: Three requests before the election",
        "Delivery has failed to these recipients or groups:",
    ),
    (
        "office365-de",
        "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@party.example>",
        "Unzustellbar: Three requests before the election",
        "Fehler bei der Zustellung an folgende Empfänger:",
    ),
    (
        "office365-fr",
        "<postmaster@party.example>",
        "Non remis : Three requests before the election",
        "Échec de la remise à ces destinataires ou groupes :",
    ),
    (
        "office365-es",
        "<postmaster@party.example>",
        "No se puede entregar: Three requests",
        "No se pudo entregar el mensaje a estos destinatarios:",
    ),
    (
        "office365-it",
        "<postmaster@party.example>",
        "Non recapitabile: Three requests",
        "Recapito non riuscito per i seguenti destinatari:",
    ),
    (
        "office365-nl",
        "<postmaster@party.example>",
        "Onbestelbaar: Three requests",
        "Bezorging aan de volgende geadresseerden is mislukt:",
    ),
    (
        "office365-pl",
        "<postmaster@party.example>",
        "Niedostarczone: Three requests",
        "Dostarczenie do następujących adresatów nie powiodło się:",
    ),
    (
        "office365-sv",
        "<postmaster@party.example>",
        "Olevererat: Three requests",
        "Det gick inte att leverera till följande mottagare:",
    ),
    (
        "office365-da",
        "<postmaster@party.example>",
        "Kan ikke leveres: Three requests",
        "Levering mislykkedes til disse modtagere:",
    ),
    (
        "office365-cy",
        "<postmaster@party.example>",
        "Ni ellir anfon: Three requests",
        "Nid oedd modd cyflwyno eich neges i:",
    ),
    (
        "office365-ga",
        "<postmaster@party.example>",
        "Ní féidir a sheachadadh: Three requests",
        "Níorbh fhéidir do theachtaireacht a sheachadadh:",
    ),
    (
        "google",
        "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
        "Delivery Status Notification (Failure)",
        "** Address not found **\n\nYour message wasn't delivered.",
    ),
    (
        "ses",
        "MAILER-DAEMON@ses.example",
        "Delivery Status Notification (Failure)",
        "An error occurred while trying to deliver the mail to the following recipients:",
    ),
    (
        "powermta",
        "Mail Delivery <mailer-daemon@pmta.example>",
        "Delivery report",
        "Hello, this is the mail server on pmta.example.",
    ),
    (
        "courier",
        "Courier mail server at mx.party.example <postmaster@mx.party.example>",
        "NOTICE: mail delivery status.",
        "This is a delivery status notification from mx.party.example.",
    ),
)


def _report(name: str, sender: str, subject: str, intro: str, reason: Reason, number: int) -> Made:
    """Give a report by RFC 3464; some leave the Status field as vague as it can be."""
    answer = reason.answer.format(address=ADDRESS)
    vague = "." in answer[4:8] and number % 3 == 0
    status = "5.0.0" if vague or reason.name == "bare" else reason.status
    boundary = f"=_{number}_report/{reason.name}"
    body = f"""\
--{boundary}
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

{intro}

    {ADDRESS}

--{boundary}
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.campaign.example
Original-Envelope-Id: AP19-7F3K
Arrival-Date: Tue, 12 Nov 2019 10:00:00 +0000

Final-Recipient: rfc822; {ADDRESS}
Action: failed
Status: {status}
Remote-MTA: dns; mx.party.example
Diagnostic-Code: smtp; {answer}

--{boundary}
Content-Type: message/rfc822

{letter_to(ADDRESS)}
--{boundary}--
"""
    headers = {
        "Return-Path": "<>",
        "From": sender,
        "To": OFFICE,
        "Subject": subject,
        "Date": "Tue, 12 Nov 2019 10:00:05 +0000",
        "Message-ID": "<n2@mx.campaign.example>",
        "MIME-Version": "1.0",
        "Content-Type": f'multipart/report; report-type=delivery-status; boundary="{boundary}"',
    }
    expected = _expected(reason)
    expected["message_ids"] = ["AP19-7F3K", LETTER_ID]
    if reason.name == "bare":
        # The report says 5.0.0 and the answer has no code of its own: the report's word stands.
        expected["recipients"] = [{"address": ADDRESS, "status": "5.0.0"}]
    return Made(name, raw_plain(headers, body), expected)


def _sent(sent: systems.Sent) -> Made:
    address = sent.addresses[0]
    headers = {"Return-Path": "<>"} if sent.null_path else {}
    headers |= {"From": sent.sender, "To": OFFICE, "Subject": sent.subject}
    headers |= {"Date": "Tue, 12 Nov 2019 10:00:05 +0000", "MIME-Version": "1.0"}
    headers |= {"Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "8bit"}
    headers |= {name: value.replace("{a}", address) for name, value in sent.fields.items()}
    body = sent.body.replace("{a}", address).replace("{l}", letter_to(address))
    recipients = [
        {"address": one, "status": status} for one, status in zip(sent.addresses, sent.statuses, strict=True)
    ]
    expected = {"kind": "bounce", "permanent": sent.permanent, "recipients": recipients}
    return Made(f"system-{sent.name}", raw_plain(headers, body), expected)


DELAYS = (
    (
        "exim",
        "Mail Delivery System <Mailer-Daemon@mx.campaign.example>",
        "Warning: message 1iUabc-0001-AB delayed 24 hours",
        "This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.campaign.example.\n\nThe address to which the message has not yet been delivered is:\n\n  {address}\n    Delay reason: connection timed out\n\nNo action is required on your part. Delivery attempts will continue for\nsome time.\n",
    ),
    (
        "sendmail",
        "Mail Delivery Subsystem <MAILER-DAEMON@mx.campaign.example>",
        "Warning: could not send message for past 4 hours",
        "    **********************************************\n    **      THIS IS A WARNING MESSAGE ONLY      **\n    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n    **********************************************\n\n   ----- The following addresses had transient non-fatal errors -----\n<{address}>\n\n   ----- Transcript of session follows -----\n<{address}>... Deferred: Connection timed out with mx.party.example.\nWarning: message still undelivered after 4 hours\nWill keep trying until message is 5 days old\n",
    ),
    (
        "google",
        "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
        "Delivery Status Notification (Delay)",
        "This is an automatically generated Delivery Status Notification\n\nTHIS IS A WARNING MESSAGE ONLY.\n\nYOU DO NOT NEED TO RESEND YOUR MESSAGE.\n\nDelivery to the following recipient has been delayed:\n\n     {address}\n\nMessage will be retried for 2 more day(s)\n\nTechnical details of temporary failure:\nThe recipient server did not accept our requests to connect: connection timed out\n",
    ),
)


def _delays() -> Iterator[Made]:
    for name, sender, subject, body in DELAYS:
        headers = {
            "Return-Path": "<>",
            "From": sender,
            "To": OFFICE,
            "Subject": subject,
            "Date": "Tue, 12 Nov 2019 14:00:05 +0000",
        }
        expected = {
            "kind": "bounce",
            "permanent": False,
            "recipients": [{"address": ADDRESS, "status": "4.4.1"}],
        }
        yield Made(f"delay-{name}", raw_plain(headers, body.format(address=ADDRESS)), expected)


BROKEN = {
    "final-within-host": "Reporting-MTA: dns; mx.party.example\n\nOriginal-Recipient: rfc822;{address}\nFinal-Recipient: rfc822;leader@store-daemon\nAction: failed\nStatus: 5.1.1\n",
    "no-type": "Final-Recipient: {address}\nAction: failed\nStatus: 5.1.1\n",
    "angles": "Reporting-MTA: dns; x.example\n\nFinal-Recipient: rfc822; <{address}>\nAction: failed\nStatus: 5.1.1 (bad destination mailbox address)\n",
    "no-blank": "Reporting-MTA: dns; x.example\nFinal-Recipient: rfc822;{address}\nAction: Failed\nStatus: 5.1.1\n",
    "many-blanks": "Reporting-MTA: dns; x.example\n\n\n\nFinal-Recipient: rfc822;{address}\nAction: failed\nStatus: 5.1.1\n\n\n",
    "xtext": "Reporting-MTA: dns; x.example\n\nOriginal-Recipient: rfc822;leader+40party.example\nFinal-Recipient: rfc822;leader+40party.example\nAction: failed\nStatus: 5.1.1\n",
    "no-action": "Reporting-MTA: dns; x.example\n\nFinal-Recipient: rfc822;{address}\nStatus: 5.1.1\n",
    "unfolded": "Reporting-MTA: dns; x.example\n\nFinal-Recipient: rfc822;{address}\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550\n5.1.1 User unknown\n",
    "spaces": "Reporting-MTA : dns; x.example\n\nFinal-Recipient : RFC822; {address}\nAction : failed\nStatus : 5.1.1\n",
    "original-only": "Reporting-MTA: dns; x.example\n\nOriginal-Recipient: rfc822; {address}\nAction: failed\nStatus: 5.1.1\n",
    "no-status": "Reporting-MTA: dns; x.example\n\nFinal-Recipient: rfc822; {address}\nAction: failed\nDiagnostic-Code: smtp; 550 user unknown\n",
    "action-error": "Reporting-MTA: dns; x.example\n\nFinal-Recipient: rfc822; {address}\nAction: error\nStatus: 5.1.1\n",
    "answer-as-status": "Reporting-MTA: dns; x.example\n\nFinal-Recipient: rfc822; {address}\nAction: failure\nStatus: 553 No such user here\n",
    "sendgrid": "Reporting-MTA: dns; x.example\n\nFinal-Recipient: rfc822; {address}\nAction: failed\nStatus: 550 5.1.1 <{address}>: Recipient address rejected\n",
}


def _broken_reports() -> Iterator[Made]:
    for name, report in BROKEN.items():
        body = f"--b\n\nYour message could not be delivered.\n\n--b\nContent-Type: message/delivery-status\n\n{report.format(address=ADDRESS)}\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {LETTER_ID}\nTo: {ADDRESS}\n\n--b--\n"
        headers = {
            "From": "MAILER-DAEMON@x.example",
            "To": OFFICE,
            "Subject": "Delivery failure",
            "MIME-Version": "1.0",
            "Content-Type": "multipart/report; report-type=delivery-status; boundary=b",
        }
        yield Made(f"broken-dsn-{name}", raw_plain(headers, body), _expected(REASONS[0]))
