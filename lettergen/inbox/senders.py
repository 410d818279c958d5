"""Whether a message's sender has to do with a letter's recipient."""

from collections.abc import Iterator
from enum import Enum

from lettergen.model.ports import LetterFinder

#: Providers of mailboxes for everybody: sharing such a domain means nothing.
_PROVIDERS = """
gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de live.com live.co.uk
msn.com outlook.fr outlook.de outlook.es outlook.ie yahoo.com yahoo.co.uk yahoo.fr yahoo.de yahoo.it
yahoo.es ymail.com rocketmail.com aol.com icloud.com me.com mac.com proton.me protonmail.com pm.me
tutanota.com tuta.io gmx.de gmx.net gmx.com gmx.at gmx.ch web.de t-online.de freenet.de posteo.de
mailbox.org fastmail.com fastmail.fm zoho.com mail.com yandex.com yandex.ru mail.ru orange.fr wanadoo.fr
free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it tiscali.co.uk alice.it btinternet.com
btopenworld.com sky.com talktalk.net virginmedia.com ntlworld.com blueyonder.co.uk plus.net eircom.net
wp.pl o2.pl onet.pl interia.pl gazeta.pl ziggo.nl kpnmail.nl hetnet.nl planet.nl telenet.be skynet.be
bluewin.ch telia.com online.no comcast.net verizon.net att.net sbcglobal.net hey.com duck.com
"""
_SHARED_DOMAINS = frozenset(_PROVIDERS.split())


class Kinship(Enum):
    """How a sender is related to a letter's recipient."""

    SAME = "same"
    DOMAIN = "domain"
    NONE = "none"


def kinship(sender: str, ref: str, letters: LetterFinder) -> Kinship:
    """Tell how a sender's address (lower case) is related to the one that a letter went to."""
    recipient = letters.address_of(ref)
    if not sender or not recipient:
        return Kinship.NONE
    if sender == recipient:
        return Kinship.SAME
    return Kinship.DOMAIN if domain_of(recipient) in organisation_domains(sender) else Kinship.NONE


def organisation_domains(address: str) -> list[str]:
    """Give an address's domain and those above it, nearest first; none at a provider for everybody.

    A domain of one label is nobody's. One such as co.uk would do no harm: no letter goes there.
    """
    domain = domain_of(address)
    if domain in _SHARED_DOMAINS:
        return []
    return [one for one in _upwards(domain) if one not in _SHARED_DOMAINS]


def domain_of(address: str) -> str:
    """Give what stands behind the @."""
    return address.rpartition("@")[2]


def _upwards(domain: str) -> Iterator[str]:
    while "." in domain:
        yield domain
        domain = domain.partition(".")[2]
