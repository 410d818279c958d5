"""How mail systems word the notices that they do not write as RFC 3464 asks, system by system."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """Mail systems that word their notices alike. `sign` is found in the notice's first lines."""

    name: str
    sign: re.Pattern[str]


def _family(name: str, *signs: str) -> Family:
    return Family(name, re.compile("|".join(signs), re.IGNORECASE))


#: How far into a notice its opening is looked for, in characters.
OPENING = 2_500

FAMILIES: tuple[Family, ...] = (
    _family(
        "qmail",
        r"this is the qmail-send program",
        r"i'm afraid i wasn't able to deliver your message",
        r"this is the deliver program at",
        r"this is the (?:machine generated message|email server|mail server)",
        r"--- below this line is a copy of the message",
    ),
    _family(
        "Exim",
        r"a message that you (?:have )?sent (?:could not be|has not (?:yet )?been|was) (?:delivered|"
        r"rejected)",
        r"this message was created automatically by (?:the )?(?:mail delivery software|mail router|smtp)",
        r"the following address(?:\(es\)|es)? failed",
    ),
    _family(
        "Postfix",
        r"this is the (?:postfix|mail) (?:program|system|relay) at host",
        r"i'm sorry to have to inform you that (?:your|the) message",
    ),
    _family(
        "Sendmail",
        r"-{3,5} the following addresses had",
        r"-{3,5} transcript of session follows",
        r"^the original message was received at",
        r"-{3,5} delivery reports? about your message",
        r"the following addresses had (?:permanent|transient|delivery|successful)",
        r"----- (?:recipients of this delivery|non-delivered information|unsent message|failed addresses)",
    ),
    _family(
        "DragonFly",
        r"this is the dragonfly mail agent",
        r"there was an error delivering your mail",
    ),
    _family("Courier", r"undeliverable mail", r"running the courier mail server"),
    _family(
        "Exchange",
        r"did not reach the following recipient",
        r"your message did not reach some or all of the intended recipients",
        r"(?:the following|these) recipient\(?s?\)? (?:could not|cannot) be reached",
        r"delivery has failed to these recipients",
        r"delivery is delayed to these recipients",
        r"your message (?:to .{1,200} )?(?:couldn't|wasn't able to|could not) be delivered",
        r"(?:échec de la remise|la remise a échoué)|fehler bei der (?:nachrichten)?(?:zustellung|"
        r"übermittlung)|no se pudo entregar (?:el|su) mensaje|error de entrega a estos destinatarios|"
        r"impossibile (?:recapitare|consegnare)|recapito non riuscito",
        r"diagnostic information for administrators|informations de diagnostic|diagnoseinformationen|"
        r"información de diagnóstico|informazioni di diagnostica|diagnostische gegevens",
        r"bezorging aan de volgende geadresseerden|levering er mislykkedes|leveringen mislykkedes|"
        r"det gick inte att leverera|levering mislyktes|dostarczenie .{0,40}nie powiodło|"
        r"toimitus näille vastaanottajille epäonnistui",
        r"votre message n'(?:a pas été|est pas) (?:remis|parvenu)|ihre nachricht (?:konnte|"
        r"wurde) .{0,60}nicht|su mensaje no (?:ha|se)|il messaggio non (?:ha|è)|uw bericht (?:is|kan|"
        r"kon) .{0,60}niet",
        r"delivery to the following recipients? (?:failed|has been|was aborted|address)",
    ),
    _family(
        "Google",
        r"delivery to the following recipients? (?:failed permanently|has been delayed)",
        r"your message wasn't delivered to",
        r"there was a (?:temporary )?problem (?:while )?delivering your message",
        r"address not found",
        r"the group you tried to contact",
        r"message blocked|message not delivered|delivery incomplete",
    ),
    _family(
        "Yahoo",
        r"unable to deliver message to the following address",
        r"sorry, we were unable to deliver your message",
        r"we were unable to deliver your message|wasn't able to deliver the following message",
    ),
    _family("AOL", r"your mail to the following recipients could not be delivered"),
    _family(
        "Domino",
        r"was not delivered to:",
        r"-{3,} failure reasons? -{3,}",
        r"your (?:message|document)[ :\n].{0,300}was not delivered",
        r"not listed in (?:domino directory|public name)",
    ),
    _family("GroupWise", r"the message that you sent was undeliverable to the following"),
    _family(
        "IMail",
        r"^(?:unknown user|invalid user|user mailbox exceeds allowed size|undeliverable to|"
        r"delivery failed \d+ attempts|unknown host|user not known)\b",
        r"generated following response|body of message generated response",
    ),
    _family(
        "InterScan",
        r"message from interscan",
        r"unable to deliver message to <",
        r"^(?:sent|received) (?:>>>|<<<) ",
    ),
    _family(
        "MDaemon",
        r"the attached message had permanent fatal delivery errors",
        r"the following addresses did not receive a copy of your message",
        r"your message was not delivered to one or more recipients",
        r"the attached message has not been delivered",
        r"session transcript",
    ),
    _family("MailMarshal", r"could not be delivered because of", r"the following recipients were affected"),
    _family("McAfee and Biglobe", r"the following addresses had delivery problems"),
    _family(
        "SurfControl",
        r"your message could not be sent\.",
        r"a transcript of the attempts to send the message follows",
    ),
    _family(
        "PMDF",
        r"your message cannot be delivered to the following recipients",
        r"your message (?:is being returned|has been enqueued and undeliverable)",
        r"this report relates to a message you sent",
    ),
    _family(
        "Netscape",
        r"this message was undeliverable due to the following reason",
        r"your message was not delivered",
        r"the following destination addresses were unknown",
        r"each of the following recipients was rejected by a remote mail server",
    ),
    _family(
        "CompuServe", r"your message could not be delivered (?:for|as|because|to)", r"receiver not found:"
    ),
    _family("Smail", r"-{5,} message log follows", r"failed addresses follow"),
    _family("James", r"this is the (?:james|apache james) mail server"),
    _family(
        "OpenSMTPD",
        r"this is the mailer-daemon, please do not reply",
        r"an error has occurred while attempting to deliver a message",
    ),
    _family(
        "PowerMTA",
        r"this is the mail server on \S+",
        r"i am sending you this message to inform you on the delivery status",
    ),
    _family("Amazon SES", r"an error occurred while trying to deliver the mail to the following recipients"),
    _family(
        "MessageLabs",
        r"this is the mail delivery agent at",
        r"i was unable to deliver your message to the following",
    ),
    _family(
        "Barracuda",
        r"was blocked by our spam firewall",
        r"(?:the email|your message).{0,200}has not been delivered",
    ),
    _family("IronPort", r"the following message to <?[^\n]{3,200}(?:was|has been) (?:undeliverable|delayed)"),
    _family("1&1, GMX and web.de", r"smtp error from remote server (?:after|in|for)"),
    _family(
        "hMailServer and MailEnable",
        r"message could not be delivered to some recipients",
        r"hmailserver sent:",
    ),
    _family(
        "Japanese mobile carriers",
        r"your mail (?:sent|attempted to be delivered) on",
        r"could not be delivered to:",
        r"as their mailbox is full",
        r"the user\(s\) account is (?:temporarily over quota|disabled)",
        r"次のあて先|送信できませんでした|配信できません|宛先不明",
    ),
    _family("Mobile messaging", r"message could not be delivered to mobile"),
    _family(
        "X1 to X6",
        r"-{3}the following addresses had delivery errors",
        r"we had trouble delivering your message",
        r"this is an automatically generated delivery status notification",
        r"this is a delivery (?:status|failure) notification",
        r"the message you sent to .{1,200} (?:was|has been|could not)",
    ),
    _family(
        "LSMTP", r"an error was detected while processing the enclosed message", r"^-+> error description"
    ),
    _family(
        "content filters",
        r"our content (?:checker|filter) (?:found|rejected)",
        r"delivery of (?:the|your) (?:e-?mail|message) was (?:stopped|blocked)",
        r"(?:banned|virus|spam) (?:contents |filename )?alert",
    ),
    _family(
        "Others",
        r"here is your (?:list of failed recipients|returned mail)",
        r"failed recipients?:",
        r"undeliverable address:",
        r"intended recipient:",
        r"e-?mail (?:below|you sent) could not be delivered",
        r"could not deliver (?:the )?(?:following )?(?:message|mail)",
        r"your message has encountered delivery problems",
        r"(?:message|mail) (?:could not|cannot|can not|can't|was not|has not been) (?:be )?delivered",
        r"invalid final delivery userid",
        r"sorry, unable to deliver",
        r"-{3,} ?message not delivered",
        r"message not delivered to the following",
        r"was automatically rejected",
        r"recipients? (?:have|has) not (?:yet )?received",
        r"the following recipients? (?:did not|could not)",
        r"undelivered mail",
        r"mail delivery (?:failed|failure)",
        r"is an invalid address",
        r"(?:that's|that is|is) not a valid (?:user|address|mailbox|recipient)",
        r"returned to sender",
        r"has not been delivered|was not delivered|konnte nicht zugestellt|nicht zugestellt werden|"
        r"n'a pas pu être (?:remis|distribué|délivré)|no (?:ha podido|pudo|"
        r"se ha podido) (?:ser )?entrega|non è stato (?:possibile )?(?:consegna|recapita)|"
        r"kon niet worden (?:afgeleverd|bezorgd)|nie (?:może|mogła|została|udało się).{0,20}dostarcz|"
        r"kunne ikke leveres|kunde inte levereras|ei voitu toimittaa|toimittaminen epäonnistui|"
        r"ekki hægt að|nid oedd modd|ni ellid|níorbh fhéidir|nie? doręczon|не (?:может быть|удалось|"
        r"было) доставлен|無法.{0,6}(?:傳送|投遞)|无法.{0,6}(?:发送|投递)|não (?:pôde|foi possível)",
    ),
)


def find_family(notice: str) -> Family | None:
    """Give the first family whose wording a notice begins with."""
    opening = "\n".join(line for line in notice[:OPENING].split("\n") if not line.startswith(">"))
    opening = re.sub(r"[ \t]*\n[ \t]*", "\n", opening).strip()
    joined = re.sub(r"\n(?=\S)", " ", opening)
    return next((one for one in FAMILIES if one.sign.search(opening) or one.sign.search(joined)), None)


#: Words that a notice about a temporary failure has: it will be tried again (RFC 3464 section 2.3.3).
DELAYED = re.compile(
    r"has not yet been delivered|will (?:be retried|retry|continue to (?:try|be retried)|"
    r"keep trying|be tried again)|still (?:being|trying)|delivery (?:has been |is |was )?delayed|"
    r"message (?:has been |is )?delayed|has been postponed|will continue to try|"
    r"warning message only|will try to deliver|"
    r"no action is required on your part|you do not need to (?:resend|take any action)|"
    r"attempts to deliver .{0,40}will continue|wird weiterhin versucht|"
    r"transient non-fatal errors|not yet (?:delivered|received)|action: delayed|"
    r"enqueued and undeliverable|"
    r"the mail system will continue|sera (?:encore )?retenté|nuovi tentativi|se seguirá intentando",
    re.IGNORECASE,
)
#: Words that only a notice about a failure has, with a code or without.
FAILED = re.compile(
    r"undeliver|deliver\w*.{0,60}(?:fail|not|unable|problem|error|delay)|(?:not|n't|unable|"
    r"fail\w*|cannot|couldn't|impossible).{0,60}(?:deliver|reach|be sent|relay)|"
    r"has been postponed|permanent (?:fatal )?error|"
    r"user unknown|unknown user|no such user|returned (?:mail|message|"
    r"to)|mailbox (?:is )?(?:full|unavailable)|quota|rejected|blocked|"
    r"\b[45]\d\d[ -][45]\.\d{1,2}\.\d|\b55\d[ -]|zugestellt|zustell|remis|livré|entreg|recapita|"
    r"consegna|bezorg|afgelever|dostarcz|dorecz|leverer|toimit|host (?:unknown|not found)|配信|送信|"
    r"退信|投递|投遞|доставлен",
    re.IGNORECASE,
)
#: What people say above a notice that they got and pass on.
TOLD = re.compile(
    r"\b(?:i|we)(?:'ve| have)? (?:just )?(?:got|get|tried|try|received|wrote|sent|keep getting|"
    r"am getting)\b|\?\s|"
    r"\bfyi\b|see below|following (?:error|message) when|-{3,} ?forwarded|habe (?:ich|dies)|ich habe|j'ai|"
    r"he recibido|"
    r"ho ricevuto|ik heb|dostał[ae]m",
    re.IGNORECASE,
)
