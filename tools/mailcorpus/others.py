"""What is neither answer nor bounce, and challenges, which hold our mail back."""

from collections.abc import Iterator

from mailcorpus.made import OFFICE, Made, plain, raw_plain

SENDER = "Somebody <somebody@party.example>"
LISTS = {
    "newsletter": {"List-Unsubscribe": "<https://party.example/u>", "Precedence": "bulk"},
    "list-post": {"List-Id": "<policy.lists.example>", "List-Post": "<mailto:policy@lists.example>"},
    "majordomo": {"Precedence": "list"},
    "cron": {"Auto-Submitted": "auto-generated"},
}
CHALLENGES = {
    "spamarrest": ("Re: Three requests (verification required)", "Just this once, click the link below so I can receive your emails.\nYou won't have to do this again.\n\nhttps://challenge.example/a\n"),
    "boxtrapper": ("Your email requires verification verify#abc", "The message you sent requires that you verify that you are a real live human being and not a spam source.\n\nTo complete this verification, simply reply to this message.\n"),
    "tmda": ("Please confirm your message", "Your message is being held because the address has not been verified. To release it, please confirm your message by replying.\n"),
}  # fmt: skip


def messages() -> Iterator[Made]:
    """Give list mail, reports that are not of failures, and challenges."""
    for name, fields in LISTS.items():
        headers = {
            "From": SENDER,
            "To": "policy@lists.example",
            "Subject": "News of the week",
            "Date": "Tue, 12 Nov 2019 10:00:00 +0000",
        }
        yield Made(
            f"other-{name}",
            plain(headers | fields, "Here is the news.\n"),
            {"kind": "other", "recipients": []},
        )
    for name, (subject, text) in CHALLENGES.items():
        headers = {
            "Return-Path": "<>",
            "From": SENDER,
            "To": OFFICE,
            "Subject": subject,
            "Auto-Submitted": "auto-replied",
        }
        expected = {
            "kind": "bounce",
            "permanent": False,
            "recipients": [{"address": "somebody@party.example", "status": ""}],
        }
        yield Made(f"challenge-{name}", plain(headers, text), expected)
    yield _report(
        "other-receipt",
        "disposition-notification",
        "message/disposition-notification",
        "Final-Recipient: rfc822; leader@party.example\nDisposition: manual-action/MDN-sent-manually; displayed",
    )
    yield _report(
        "other-complaint",
        "feedback-report",
        "message/feedback-report",
        "Feedback-Type: abuse\nUser-Agent: Feedback/1.0\nVersion: 1",
    )
    for action in ("delivered", "relayed", "expanded"):
        yield _report(
            f"other-{action}",
            "delivery-status",
            "message/delivery-status",
            f"Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; leader@party.example\nAction: {action}\nStatus: 2.0.0",
        )


def _report(name: str, report_type: str, content_type: str, fields: str) -> Made:
    body = f"--b\nContent-Type: text/plain\n\nThis is a report about your message.\n\n--b\nContent-Type: {content_type}\n\n{fields}\n\n--b--\n"
    headers = {
        "Return-Path": "<>",
        "From": "postmaster@party.example",
        "To": OFFICE,
        "Subject": "A report",
        "MIME-Version": "1.0",
        "Content-Type": f"multipart/report; report-type={report_type}; boundary=b",
    }
    return Made(name, raw_plain(headers, body), {"kind": "other", "permanent": None, "recipients": []})
