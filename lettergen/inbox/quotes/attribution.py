"""The line that mail programs put above a quotation: who wrote what follows, and when."""

import re

#: How many lines an attribution may be wrapped over, and how long it may be altogether.
LINES = 4
LENGTH = 400

# "wrote", as mail programs say it at the end of the line; the name or date may follow in some.
_VERBS_LAST = (
    r"wrote|writes|said|has written|you wrote",  # English
    r"ysgrifennodd|ysgrifennwyd",  # Welsh
    r"scríobh|a scríobh",  # Irish
    r"a écrit|écrivait|écrit",  # French
    r"schrieb|geschrieben|schreibt|folgendes geschrieben",  # German
    r"escribió|escribio|ha escrit|va escriure",  # Spanish, Catalan
    r"ha scritto|scrive|scrisse",  # Italian
    r"schreef|geschreven|het volgende geschreven",  # Dutch
    r"napisał\(?a?\)?|napisała|napisał|pisze|napisał/a",  # Polish
    r"skrev|skrev følgende|følgende|följande|skreiv",  # Danish, Norwegian, Swedish
    r"kirjoitti|kirjoitti seuraavaa",  # Finnish
    r"skrifaði|reit",  # Icelandic
    r"escreveu|escreveu o seguinte",  # Portuguese
    r"napsal\(?a?\)?|napsal/a|napsala|napísal\(?a?\)?",  # Czech, Slovak
    r"написал\(?а?\)?|написала|пишет|писал\(?а?\)?|написа|пише",  # Russian, Bulgarian, Ukrainian
    r"a scris|ezt írta|írta|yazdı|şunu yazdı|şunları yazdı|έγραψε",  # Romanian, Hungarian, Turkish, Greek
    r"写道|寫道|のメール|さんは書きました|さんのメッセージ|작성",  # Chinese, Japanese, Korean
)
# The verb stands before the name: "Am … schrieb Jo:", "Op … schreef Jo:".
_VERBS_WITHIN = (
    r"schrieb|hat|schreef|heeft|skrev|skreiv|ysgrifennodd|scríobh|wrote|kirjoitti|skrifaði|написал|escribió"
)
_OPENERS = (
    r"On|Ar|Le|Am|El|Il|Il giorno|Op|W dniu|Dnia|Den|På|Em|No dia|Dne|Dňa|Þann|Þ|Em|At|In|"
    r"In message|In article"
    r"|Al|Pe|Στις|В|On the|Ar an|Den|Kl|W|Dia|El dia|Tarihinde"
)
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}|\b(?:19|20)\d\d\b|\d{1,2}[:.h]\d{2}|\d年|\b\d{1,2}\.? [^\W\d]{3,12}")
_SPACE = r"[\s\u00a0\u202f]"
_LAST = re.compile(
    rf"(?:{'|'.join(_VERBS_LAST)}){_SPACE}*(?:\([^)]{{1,80}}\))?{_SPACE}*[:：]?{_SPACE}*$", re.IGNORECASE
)
_WITHIN = re.compile(rf"\b(?:{_VERBS_WITHIN})\b.{{1,200}}[:：]{_SPACE}*$", re.IGNORECASE | re.DOTALL)
_OPENER = re.compile(rf"[\s*_\-\"“«]{{0,6}}(?:{_OPENERS})\b", re.IGNORECASE)
_ADDRESS = re.compile(r"<?[^\s<>@]{1,100}@[^\s<>@]{1,200}>?")
# "2019-11-12 10:30 GMT+01:00 Jo Berg <jo@party.example>:", Gmail where it has no words for it.
_BARE = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|"
    r"\d{1,2}[./]\d{1,2}[./]\d{4})\b.{0,160}<[^<>\s]{1,200}@[^<>\s]{1,200}>:?\s*$",
    re.DOTALL,
)
_QUOTING = re.compile(
    r"(?:Quoting|Citando|Zitat von|Quoth|Citerar|Citat från|Quote from|Cytowanie|Zitiere|"
    r"Selon)\b.{2,150}:\s*$",
    re.IGNORECASE | re.DOTALL,
)


def attribution_length(lines: list[str], start: int) -> int:
    """Give how many lines from `start` on are an attribution; 0 if none begins there."""
    first = lines[start].strip()
    if not first or first.startswith(">") or len(first) > LENGTH:
        return 0
    text = ""
    for count, line in enumerate(_paragraph(lines, start), 1):
        text = f"{text} {line}".strip()
        if len(text) > LENGTH:
            break
        # Cheap checks go first: nearly every line of mail is no attribution.
        next_is_quoted = _quoted_after(lines, start + count)
        if not (next_is_quoted or text.endswith((":", "："))):
            continue
        if _is_attribution(text, first, next_is_quoted=next_is_quoted):
            return count
    return 0


def _paragraph(lines: list[str], start: int) -> list[str]:
    """Give the line and those that it may be wrapped on to: none of them blank or quoted."""
    found: list[str] = []
    for line in lines[start : start + LINES]:
        stripped = line.strip()
        so_far = " ".join(found)
        # "<jo@party.example" at a line's end leaves "> wrote:" for the next.
        if not stripped or (stripped.startswith(">") and so_far.count("<") <= so_far.count(">")):
            break
        found.append(stripped)
    return found


_NEWS = re.compile(r".{0,150}\bwrote in message\s+(?:<?news:)?\S{3,200}$", re.DOTALL)


def _is_attribution(text: str, first: str, *, next_is_quoted: bool) -> bool:
    dated = bool(_DATE.search(text))
    named = bool(_ADDRESS.search(text))
    opened = bool(_OPENER.match(first))
    ends = text.endswith((":", "："))
    if _BARE.match(text) or _QUOTING.match(text) or _NEWS.match(text):
        return True
    if dated and named and next_is_quoted and text.endswith((">:", "):")):
        # "Tue, 12 Nov 2019, 10:00 Jo <jo@party.example>:", in languages that need no verb.
        return True
    if _LAST.search(text):
        if dated and (opened or named or next_is_quoted) and (ends or next_is_quoted):
            return True
        return ends and (next_is_quoted or named) and len(text) < 200
    return bool(_WITHIN.search(text)) and (dated and (opened or named or next_is_quoted))


def _quoted_after(lines: list[str], place: int) -> bool:
    for line in lines[place : place + 3]:
        if line.strip():
            return line.lstrip().startswith((">", "|"))
    return False
