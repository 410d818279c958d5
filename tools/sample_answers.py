"""Made-up answers to the sample campaign's emails, of each kind that an office gets."""

import email.policy
from collections.abc import Iterator, Mapping
from email.message import EmailMessage

_DAY = "Tue, 19 Nov 2019 10:12:00 +0000"
_BOUNCE = """\
From: Mail Delivery System <MAILER-DAEMON@mail.office.example>
To: {office}
Subject: Undelivered Mail Returned to Sender
Date: {day}
Message-ID: <bounce-1@mail.office.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain; charset=us-ascii

Your message could not be delivered to one recipient.

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.office.example

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 No such user here

--part
Content-Type: text/rfc822-headers

Message-ID: {message_id}

--part--
"""


def sample_answers(letters: Mapping[str, EmailMessage], office: str) -> Iterator[bytes]:
    """Give answers as they would lie in the office's mailbox.

    Args:
        letters: The emails of the sample campaign by the address they went to.
        office: The office's own address.
    """
    alliance = letters["leader@alliance.example"]
    agreed = _answer(alliance, "Naomi Long <leader@alliance.example>", office)
    agreed["In-Reply-To"] = agreed["References"] = str(alliance["Message-ID"])
    agreed.set_content(
        "Dear Kate,\n\nThank you for your letter. We will put the commitment in our\n"
        "manifesto, and would be glad to meet you in the week after the launch.\n\nYours sincerely\nNaomi\n\n"
        "On Tue, 12 Nov 2019 at 09:00, Kate Ferguson wrote:\n> " + _first_lines(alliance)
    )
    agreed.add_attachment(b"%PDF-1.7\n", maintype="application", subtype="pdf", filename="draft.pdf")
    yield agreed.as_bytes(policy=email.policy.SMTP)

    greens = letters["leaders@greens.example"]
    caseworker = _answer(
        greens, "Priya Nair <priya.nair@greens.example>", office, "A question on your letter"
    )
    caseworker.set_content(
        f"Dear Dr Ferguson,\n\nI have been passed your letter {greens['X-Letter-Reference']}.\n"
        "Which of the three requests is the most pressing?\n\nBest wishes\nPriya Nair\n"
    )
    yield caseworker.as_bytes(policy=email.policy.SMTP)

    libdems = letters["leader@libdems.example"]
    stranger = _answer(
        libdems, "Pat Quill <pat.quill@post.example>", office, str(libdems["X-Letter-Reference"])
    )
    stranger.set_content("I saw your letter on the web and support it.\n")
    yield stranger.as_bytes(policy=email.policy.SMTP)

    snp = letters["leader@snp.example"]
    away = _answer(snp, "Nicola Sturgeon <leader@snp.example>", office, f"Automatic reply: {snp['Subject']}")
    away["In-Reply-To"], away["Auto-Submitted"] = str(snp["Message-ID"]), "auto-replied"
    away.set_content("Thank you for writing. Your case number is 20931.\n")
    yield away.as_bytes(policy=email.policy.SMTP)

    gone = letters["leader@change.example"]
    report = _BOUNCE.format(
        office=office, day=_DAY, address="leader@change.example", message_id=gone["Message-ID"]
    )
    yield report.replace("\n", "\r\n").encode()


def _answer(letter: EmailMessage, sender: str, office: str, subject: str = "") -> EmailMessage:
    answer = EmailMessage()
    answer["From"], answer["To"], answer["Date"] = sender, office, _DAY
    answer["Subject"] = subject or f"Re: {letter['Subject']}"
    answer["Message-ID"] = f"<{len(sender)}.{len(subject)}@mail.example>"
    return answer


def _first_lines(letter: EmailMessage) -> str:
    return "\n> ".join(_text(letter).splitlines()[:6])


def _text(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    return str(body.get_content()) if body is not None else ""
