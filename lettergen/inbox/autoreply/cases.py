"""The number under which an office filed our letter, as its acknowledgement says it."""

import re

_CASE = re.compile(
    r"(?:case|ticket|reference|ref|enquiry|inquiry|incident|request|complaint|correspondence|"
    r"docket|service request|cyfeirnod|uimhir thagartha|tagairt|dossier|vorgangs?(?:nummer)?|"
    r"aktenzeichen|zeichen|ticket-?nr|número de (?:caso|referencia)|caso|expediente|pratica|"
    r"protocollo|zaaknummer|kenmerk|zgłoszeni[ae]|sprawy|nr sprawy|sagsnummer|sagsnr|ärendenummer|"
    r"ärende|diarienummer|saksnummer|referanse|asianumero|tapausnumero|málsnúmer)"
    r"[ \t]{0,3}(?:(?:number|numero|número|numéro|no|nr|id|is|code|ref(?:erence)?|nummer|n(?=°)|"
    r"rhif)(?:\b|°)\.?[ \t]{0,3}){0,3}(?:is\b|[:#=°.–-]|\(|"
    r"\[)?[ \t]{0,3}[#\[(]?[ \t]?"
    # Salesforce's mark for its own use is none.
    r"(?P<number>(?!_?00D)[A-Z]{0,8}[-/_]?(?:\d[A-Z0-9]{0,12})(?:[-/_.][A-Z0-9]{1,12}){0,4})",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"[\[(](?:#|ref:|case:?|ticket:?#?)[ ]?(?P<number>[A-Z0-9][A-Z0-9/_.-]{2,40})[\])]|"
    r"(?<!\S)#(?P<hash>[A-Z]{0,6}-?\d{3,12})\b",
    re.IGNORECASE,
)


def find_case_number(subject: str, text: str) -> str:
    """Give the number under which an office filed our letter, as it writes it; empty if it says none."""
    for place in (subject, text[:5_000]):
        for found in (*_TAG.finditer(place), *_CASE.finditer(place)):
            number = next(one for one in found.groups() if one)
            if sum(sign.isdigit() for sign in number) >= 3:
                return number.rstrip(".-/_")
    return ""
