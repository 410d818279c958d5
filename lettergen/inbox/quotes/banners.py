"""Warnings that mail filters write above a message from outside; its writer wrote none of it."""

import re

_LINES = 8
_FROM_OUTSIDE = (
    r"(?:(?:caution|warning|attention|notice|alert|important|external|be careful|security)\b"
    r".{0,60}?[\W_]{1,6})?"
    r"(?:this|the) (?:e-?mail|message|mail) (?:has |was |is |may have )?(?:been )?"
    r"(?:originat\w+|comes?|came|coming|sent|received)? ?"
    r"from (?:outside|(?:an? |someone )?(?:external|outside|unknown))"
)
_BANNERS = (
    _FROM_OUTSIDE,
    r"(?:external|outside) (?:e-?mail|sender|message)\b.{0,4}(?:$|[:!\]*–-])|\[external\]\s*$",
    r"(?:some people who received this message )?(?:you )?don['’]?t often get e-?mail from",
    r"sie erhalten nicht (?:oft|häufig) (?:eine )?e-?mails? von",
    r"(?:(?:achtung|vorsicht|warnung)\W{0,6})?diese (?:e-?mail|nachricht) (?:kommt|stammt) von außerhalb",
    r"vous n['’](?:obtenez|recevez) pas souvent d['’]e-?mails?",
    r"(?:attention\W{0,6})?ce (?:courriel|message|mail) (?:provient|a été envoyé) (?:de l['’]|d['’]une? )ext",
    r"no suele recibir correo",
    r"(?:(?:atención|precaución)\W{0,6})?este (?:correo|mensaje) (?:procede|proviene|se originó)",
    r"non si ricevono spesso|(?:attenzione\W{0,6})?questa e-?mail (?:proviene|arriva) da",
    r"u ontvangt niet vaak e-?mail",
    r"(?:let op\W{0,6})?(?:deze|dit) (?:e-?mail|bericht) (?:komt|is) (?:afkomstig )?van buiten",
    r"nie otrzymujesz często wiadomości|du får (?:inte|ikke) ofte e-?post|du modtager ikke ofte",
    r"et usein saa sähköpostia",
)
_BANNER = re.compile(rf"[\W_]{{0,8}}(?:{'|'.join(_BANNERS)})", re.IGNORECASE | re.DOTALL)
_RULE = re.compile(r"[\s*_=~–—-]*")


def cut_banner(lines: list[str]) -> list[str]:
    """Give the lines after a filter's warning, all of them if there is none or nothing else."""
    begin = _skip(lines, 0)
    end = begin
    while end < len(lines) and end - begin <= _LINES and not _RULE.fullmatch(lines[end]):
        end += 1
    if end - begin > _LINES or not _BANNER.match("\n".join(lines[begin:end])[:500]):
        return lines
    rest = _skip(lines, end)
    return lines[rest:] if rest < len(lines) else lines


def _skip(lines: list[str], place: int) -> int:
    while place < len(lines) and _RULE.fullmatch(lines[place]):
        place += 1
    return place
