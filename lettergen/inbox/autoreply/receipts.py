"""How acknowledgements of receipt word themselves, language by language."""

import re

# An acknowledgement is short, and tells at once that something came in.
_LONGEST = 2_000
_FIRST = 500
_RECEIVED = re.compile(
    r"(?:we|i)(?:'ve| have| can confirm(?: that)? we have)? (?:safely |now )?received your|"
    r"(?:acknowledge|confirm)s? (?:the )?(?:safe )?receipt|"
    r"your (?:e-?mail|message|enquiry|inquiry|correspondence|request|letter|case) (?:has been|was|is being) "
    r"(?:received|registered|logged|allocated|passed|forwarded|reviewed|dealt)|"
    r"rydym wedi derbyn eich|derbyniwyd eich|"
    r"fuaireamar do|tá do (?:ríomhphost|theachtaireacht|litir) faighte|"
    r"(?:avons|ai) bien reçu votre|votre (?:demande|message|courrier|courriel) (?:a (?:bien )?été|nous est)|"
    r"(?:haben|habe) (?:wir |ich )?ihre? (?:e-?mail|nachricht|anfrage|anliegen|schreiben|brief).{0,30}"
    r"erhalten|ihre? (?:e-?mail|nachricht|anfrage|anliegen|schreiben) (?:ist|wurde|wird) .{0,60}"
    r"(?:eingegangen|registriert|bearbeitet|geführt|weitergeleitet)|"
    r"(?:hemos|he) recibido su|su (?:mensaje|correo|solicitud|consulta) ha sido (?:recibid|registrad)|"
    r"(?:abbiamo|ho) ricevuto (?:la sua|il suo|la vostra|il vostro)|(?:la sua|il suo) .{3,20} è stat[ao] "
    r"(?:ricevut|registrat|protocollat)|"
    r"hebben (?:wij )?uw .{3,20} (?:in goede orde )?ontvangen|uw .{3,20} is (?:in goede orde )?ontvangen|"
    r"otrzymaliśmy (?:państwa|pani|pana|twoj)|(?:państwa|twoj[ea]) .{3,20} został[ao] (?:przyjęt|"
    r"zarejestrowan)|"
    r"(?:vi )?har (?:nu )?(?:tagit emot|mottagit|modtaget|mottatt) (?:ditt|din|dit|ert)|"
    r"(?:olemme|on) vastaanot(?:taneet|ettu)|viestinne on (?:saapunut|vastaanotettu)|"
    r"höfum móttekið|hefur verið móttekið",
    re.IGNORECASE | re.DOTALL,
)


def acknowledges(text: str) -> bool:
    """Tell whether a text is short and says at once that our message came in."""
    opening = " ".join(text[:_FIRST].replace("’", "'").split())
    return len(text) <= _LONGEST and bool(_RECEIVED.search(opening))
