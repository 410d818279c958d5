"""How mail systems word bounces that are no reports: one notice per system."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """A system's notice.

    `status` is set where its fixed words mean one, whatever the server answered,
    `bare` where its own words carry one beside an answer that has none.
    """

    name: str
    sender: str
    subject: str
    body: str
    null_path: bool = True
    status: str = ""
    bare: str = ""

    @property
    def takes_answer(self) -> bool:
        """Whether the other server's answer stands in it."""
        return "{answer}" in self.body


NOTICES = (
    Notice(
        "postfix-old",
        "MAILER-DAEMON@mx.campaign.example (Mail Delivery System)",
        "Undelivered Mail Returned to Sender",
        "This is the Postfix program at host mx.campaign.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients. It's attached below.\n\nFor further assistance, please send mail to <postmaster>\n\n\t\t\tThe Postfix program\n\n<{address}>: host mx.party.example[192.0.2.7] said: {answer} (in reply to\n    RCPT TO command)\n\n{letter}",
    ),
    Notice(
        "qmail",
        "MAILER-DAEMON@mx.campaign.example",
        "failure notice",
        "Hi. This is the qmail-send program at mx.campaign.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<{address}>:\n192.0.2.7 does not like recipient.\nRemote host said: {answer}\nGiving up on 192.0.2.7.\n\n--- Below this line is a copy of the message.\n\n{letter}",
    ),
    Notice(
        "qmail-local",
        "MAILER-DAEMON@mx.party.example",
        "failure notice",
        "Hi. This is the qmail-send program at mx.party.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<{address}>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n{letter}",
    ),
    Notice(
        "sendmail-old",
        "Mail Delivery Subsystem <MAILER-DAEMON@mx.campaign.example>",
        "Returned mail: User unknown",
        "The original message was received at Tue, 12 Nov 2019 10:00:00 GMT\nfrom mail.campaign.example [192.0.2.10]\n\n   ----- The following addresses had permanent fatal errors -----\n<{address}>\n\n   ----- Transcript of session follows -----\n... while talking to mx.party.example.:\n>>> RCPT To:<{address}>\n<<< {answer}\n\n   ----- Original message follows -----\n\n{letter}",
    ),
    Notice(
        "sendmail-v5",
        "MAILER-DAEMON (Mail Delivery Subsystem)",
        "Returned mail: User unknown",
        "   ----- Transcript of session follows -----\nWhile talking to mx.party.example:\n>>> RCPT To:<{address}>\n<<< {answer}\n550 {address}... User unknown\n\n   ----- Unsent message follows -----\n{letter}",
        status="",
    ),
    Notice(
        "exim",
        "Mail Delivery System <Mailer-Daemon@mx.campaign.example>",
        "Mail delivery failed: returning message to sender",
        "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  {address}\n    SMTP error from remote mail server after RCPT TO:<{address}>:\n    host mx.party.example [192.0.2.7]: {answer}\n\n------ This is a copy of the message, including all the headers. ------\n\n{letter}",
    ),
    Notice(
        "exim-unrouteable",
        "Mail Delivery System <Mailer-Daemon@mx.campaign.example>",
        "Mail delivery failed: returning message to sender",
        'This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  {address}\n    unrouteable mail domain "party.example"\n\n------ This is a copy of the message, including all the headers. ------\n\n{letter}',
        status="5.1.2",
    ),
    Notice(
        "exchange55",
        "System Administrator <postmaster@party.example>",
        "Undeliverable: Three requests before the election",
        "Your message\n\n  To:      {address}\n  Subject: Three requests before the election\n  Sent:    Tue, 12 Nov 2019 10:00:00 -0000\n\ndid not reach the following recipient(s):\n\n{address} on Tue, 12 Nov 2019 10:00:03 -0000\n    The recipient name is not recognized\n\tThe MTS-ID of the original message is: c=gb;a= ;p=party;l=MX0123\n    MSEXCH:IMS:PARTY:MX:MX 0 (000C05A6) Unknown Recipient\n\n",
        status="5.1.1",
    ),
    Notice(
        "exchange2003",
        "System Administrator <postmaster@party.example>",
        "Undeliverable: Three requests before the election",
        "Your message did not reach some or all of the intended recipients.\n\n      Subject:\tThree requests before the election\n      Sent:\t12/11/2019 10:00\n\nThe following recipient(s) could not be reached:\n\n      '{address}' on 12/11/2019 10:00\n            The e-mail account does not exist at the organization this message was sent to.  Check the e-mail address.\n            <mx.party.example #5.1.1 smtp;{answer}>\n",
        status="5.1.1",
    ),
    Notice(
        "exchange2007",
        "<postmaster@party.example>",
        "Undeliverable: Three requests before the election",
        "Delivery has failed to these recipients or distribution lists:\n\n{address}<mailto:{address}>\nThere was a problem with the recipient's e-mail system.\n\nDiagnostic information for administrators:\n\nGenerating server: mx.party.example\n\n{address}\n#{answer} ##\n\nOriginal message headers:\n\n{letter}",
    ),
    Notice(
        "exchange2010-de",
        "<postmaster@party.example>",
        "Unzustellbar: Three requests",
        "Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Verteilerlisten:\n\n{address}<mailto:{address}>\nDie eingegebene E-Mail-Adresse wurde nicht gefunden.\n\nDiagnoseinformationen für Administratoren:\n\nGenerierender Server: mx.party.example\n\n{address}\n#{answer} ##\n\nUrsprüngliche Nachrichtenköpfe:\n\n{letter}",
    ),
    Notice(
        "gmail-old",
        "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
        "Delivery Status Notification (Failure)",
        "Delivery to the following recipient failed permanently:\n\n     {address}\n\nTechnical details of permanent failure:\nGoogle tried to deliver your message, but it was rejected by the recipient domain. The error that the other server returned was: {answer} (state 14).\n\n----- Original message -----\n\n{letter}",
    ),
    Notice(
        "yahoo",
        "MAILER-DAEMON@yahoo.example",
        "Failure Notice",
        "Sorry, we were unable to deliver your message to the following address.\n\n<{address}>:\nRemote host said: {answer} [RCPT_TO]\n\n--- Below this line is a copy of the message.\n\n{letter}",
    ),
    Notice(
        "sbc",
        "MAILER-DAEMON@sbc.example",
        "failure delivery",
        "Message from sbc.example.\nUnable to deliver message to the following address(es).\n\n<{address}>:\n{answer}\n\n--- Original message follows.\n\n{letter}",
    ),
    Notice(
        "aol",
        "Mail Delivery Subsystem <MAILER-DAEMON@aol.example>",
        "Returned mail: Service unavailable",
        "The original message was received at Tue, 12 Nov 2019 05:00:00 -0500\n\n   ----- The following addresses had permanent fatal errors -----\n<{address}>\n\n   ----- Transcript of session follows -----\n<<< {answer}\n\n{letter}",
    ),
    Notice(
        "domino",
        "Postmaster@party.example",
        "DELIVERY FAILURE: User not listed in Domino Directory",
        "Your message\n\n  Subject: Three requests before the election\n\nwas not delivered to:\n\n  {address}\n\nbecause:\n\n  User leader ({address}) not listed in Domino Directory\n",
        status="5.1.1",
    ),
    Notice(
        "notes",
        "postmaster@notes.party.example",
        "DELIVERY FAILURE",
        "------- Failure Reasons  --------\n\nUser not listed in public Name & Address Book\n{address}\n\n------- Returned Message --------\n\n{letter}",
        status="5.1.1",
    ),
    Notice(
        "groupwise",
        "Mailer-Daemon@gw.party.example",
        "Message status - undeliverable",
        "The message that you sent was undeliverable to the following:\n\t{address} ({answer})\n\nPossibly truncated original message follows:\n\n{letter}",
    ),
    Notice(
        "imail",
        "Postmaster <postmaster@mx.party.example>",
        "Undeliverable Mail",
        "Unknown user: {address}\n\nRCPT TO generated following response:\n{answer}\n\nOriginal message follows.\n\n{letter}",
    ),
    Notice(
        "imail-full",
        "Postmaster <postmaster@mx.party.example>",
        "Undeliverable Mail",
        "User mailbox exceeds allowed size: {address}\n\nOriginal message follows.\n\n{letter}",
        status="5.2.2",
    ),
    Notice(
        "interscan",
        "InterScan MSS <postmaster@mx.party.example>",
        "Mail delivery failed",
        "Sent >>> RCPT TO:<{address}>\nReceived <<< {answer}\n\nUnable to deliver message to <{address}>.\n\n************************  Original Message ************************\n\n{letter}",
    ),
    Notice(
        "mdaemon",
        "MDaemon@mx.party.example",
        "Permanent Delivery Failure",
        "The attached message had PERMANENT fatal delivery errors!\n\nAfter one or more unsuccessful delivery attempts the attached message has\nbeen removed from the mail queue on this server.\n\nYOUR MESSAGE WAS NOT DELIVERED TO ONE OR MORE RECIPIENTS!\n\nFailed address: {address}\n\n--- Session Transcript ---\n Tue 2019-11-12 10:00:00: --> RCPT To:<{address}>\n Tue 2019-11-12 10:00:01: <-- {answer}\n--- End Transcript ---\n",
    ),
    Notice(
        "mailmarshal",
        "MailMarshal@party.example",
        "Undeliverable: Three requests",
        "Your message:\n   From:    {office}\n   Subject: Three requests\n\nCould not be delivered because of\n\n{answer}\n\nThe following recipients were affected:\n    {address}\n",
    ),
    Notice(
        "mcafee",
        "Mail Delivery System <MAILER-DAEMON@gate.party.example>",
        "Undelivered mail",
        "--- The following addresses had delivery problems ---\n\n<{address}>   ({answer})\n\n{letter}",
    ),
    Notice(
        "biglobe",
        "postmaster@isp.example",
        "Returned mail: mailbox full",
        "   ----- The following addresses had delivery problems -----\n{address}\n\n   ----- Non-delivered information -----\nThe number of messages in recipient's mailbox exceeded the local limit.\n\n   ----- Original message -----\n{letter}",
        status="5.2.2",
    ),
    Notice(
        "surfcontrol",
        "Mail Delivery System <postmaster@gate.party.example>",
        "Message could not be delivered",
        "Your message could not be sent.\nA transcript of the attempts to send the message follows.\nThe number of attempts made: 1\nAddressed To: {address}\n\nTue 12 Nov 2019 10:00:00 +0000\nFailed to send to identified host,\n{address}: [192.0.2.7], {answer}\n--- Message non-deliverable.\n",
    ),
    Notice(
        "pmdf",
        "PMDF e-Mail Interconnect <postmaster@mx.party.example>",
        "Delivery Notification: Delivery has failed",
        "This report relates to a message you sent with the following header fields:\n\n  Message-id: <AP19-7F3K.1@campaign.example>\n  To: {address}\n\nYour message cannot be delivered to the following recipients:\n\n  Recipient address: {address}\n  Reason: Remote SMTP server has rejected address\n  Diagnostic code: smtp;{answer}\n  Remote system: dns;mx.party.example\n",
    ),
    Notice(
        "netscape",
        "Mail Administrator <Postmaster@mx.party.example>",
        "Mail System Error - Returned Mail",
        "This Message was undeliverable due to the following reason:\n\nEach of the following recipients was rejected by a remote mail server.\nThe reasons given by the server are included to help you determine why\neach recipient was rejected.\n\n    Recipient: <{address}>\n    Reason:    {answer}\n\n\nPlease reply to Postmaster@mx.party.example\nif you feel this message to be in error.\n\n{letter}",
    ),
    Notice(
        "smail",
        "<MAILER-DAEMON@mx.party.example>",
        "mail failed, returning to sender",
        "|------------------------- Message log follows: -------------------------|\n no valid recipients were found for this message\n|------------------------- Failed addresses follow: ---------------------|\n <{address}> ... unknown host\n|------------------------- Message text follows: ------------------------|\n{letter}",
        status="5.1.2",
    ),
    Notice(
        "james",
        "postmaster@mx.party.example",
        "Returned mail",
        "Hi. This is the James mail server at mx.party.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.  Below\nI include the list of recipients and the reason why I was unable to deliver\nyour message.\n\nFailed recipient(s):\n{address}\n\nError message:\n{answer}\n",
    ),
    Notice(
        "opensmtpd",
        "Mailer Daemon <MAILER-DAEMON@mx.campaign.example>",
        "Delivery status notification: error",
        "    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\n    An error has occurred while attempting to deliver a message for\n    the following list of recipients:\n\n{address}: {answer}\n\n    Below is a copy of the original message:\n\n{letter}",
    ),
    Notice(
        "messagelabs",
        "MAILER-DAEMON@gate.example",
        "Mail Delivery Failure",
        "This is the mail delivery agent at gate.example.\nI was unable to deliver your message to the following addresses:\n\n{address}\n\nReason: {answer}\n\nThe message subject was: Three requests\n",
    ),
    Notice(
        "barracuda",
        "Postmaster <postmaster@party.example>",
        "**Message you sent blocked by our bulk email filter**",
        "Your message to: {address}\nwas blocked by our Spam Firewall. The email you sent with the following subject has NOT BEEN DELIVERED:\n\nSubject: Three requests before the election\n",
        status="5.7.1",
    ),
    Notice(
        "ironport",
        "Mail Delivery System <MAILER-DAEMON@gate.party.example>",
        "Delivery Status Notification (Failure)",
        "The following message to <{address}> was undeliverable.\nThe reason for the problem:\n5.1.0 - Unknown address error '{answer}'\n",
        bare="5.1.0",
    ),
    Notice(
        "gmx",
        "mailer-daemon@gmx.example",
        "Mail delivery failed: returning message to sender",
        'This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of\nits recipients. This is a permanent error. The following address\nfailed:\n\n"{address}":\nSMTP error from remote server after RCPT command:\nhost: mx.party.example\n{answer}\n\n--- The header of the original message is following. ---\n\n{letter}',
    ),
    Notice(
        "hmailserver",
        "mailer-daemon@mx.campaign.example",
        "Message undeliverable: Three requests",
        "Your message did not reach some or all of the intended recipients.\n\n   Sent: Tue, 12 Nov 2019 10:00:00 +0000\n   Subject: Three requests\n\nThe following recipient(s) could not be reached:\n\n{address}\n   Error Type: SMTP\n   Remote server (192.0.2.7) issued an error.\n   hMailServer sent: RCPT TO:<{address}>\n   Remote server replied: {answer}\n\n\n\nhMailServer\n",
    ),
    Notice(
        "mailenable",
        "postmaster@mx.campaign.example",
        "Message Delivery Failure",
        "Message could not be delivered to some recipients.\nThe following recipient(s) could not be reached:\n\n\tRecipient: [SMTP:{address}]\n\tReason: {answer}\n\nMessage headers follow:\n\n{letter}",
    ),
    Notice(
        "au",
        "Mail Delivery Subsystem <postmaster@mobile.example>",
        "Mail System Error - Returned Mail",
        "Your mail sent on Tue, 12 Nov 2019 10:00:00 +0900\n    Could not be delivered to: {address}\n    As their mailbox is full.\n",
        status="5.2.2",
    ),
    Notice(
        "x1",
        "Mail Delivery Subsystem <mailer-daemon@x1.example>",
        "Returned Mail: User unknown",
        "The original message was received at Tue, 12 Nov 2019 10:00:00 +0900\nfrom {office}\n\n---The following addresses had delivery errors---\n\n{address} [User unknown]\n\n{letter}",
        status="5.1.1",
    ),
    Notice(
        "x6",
        "MAILER-DAEMON@x6.example",
        "There was an error sending your mail",
        "We had trouble delivering your message. Full details follow:\n\nSubject: 'Three requests'\nDate: 'Tue, 12 Nov 2019 10:00:00 +0000'\n\n1 error(s):\n\nSMTP Server <mx.party.example> rejected recipient <{address}>\n  (Error following RCPT command). It responded as follows: [{answer}]\n",
    ),
    Notice(
        "zoho",
        "mailer-daemon@zoho.example",
        "Undelivered Mail Returned to Sender",
        "This message was created automatically by mail delivery software.\nA message that you sent could not be delivered to one or more of its recipients. This is a permanent error.\n\n{address} Invalid Address, ERROR_CODE :550, ERROR_CODE :{answer}\n",
    ),
    Notice(
        "kerio",
        "Mail Delivery Subsystem <MAILER-DAEMON@kerio.example>",
        "Undelivered Mail: Three requests",
        "Your message could not be delivered to the following recipients:\n\n<{address}>: {answer}\n",
    ),
    Notice(
        "dovecot",
        "Mail Delivery Subsystem <postmaster@mx.party.example>",
        "Rejected: Three requests",
        "Your message to <{address}> was automatically rejected:\nQuota exceeded (mailbox for user is full)\n",
        status="5.2.2",
    ),
    Notice(
        "no-null-path",
        "postmaster@party.example",
        "Undeliverable mail",
        "The message you sent to {address} could not be delivered:\n\n{answer}\n",
        null_path=False,
    ),
)
