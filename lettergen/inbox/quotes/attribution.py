"""The line that mail programs put above a quotation: who wrote what follows, and when."""

import re

#: How many lines an attribution may be wrapped over, and how long it may be altogether.
LINES = 4
LENGTH = 400

# "wrote", as mail programs say it at the end of the line; the name or date may follow in some.
_VERBS_LAST = tuple(
    verb
    for language in (
        "wrote|writes|said|sent|has written|you wrote",  # English
        "ysgrifennodd|ysgrifennwyd",  # Welsh
        "scríobh",  # Irish
        "écrit|écrivait",  # French
        "schrieb|geschrieben|schreibt",  # German
        "escribió|escribio|ha escrit|va escriure",  # Spanish, Catalan
        "ha scritto|scrive|scrisse",  # Italian
        "schreef|geschreven",  # Dutch
        "napisał|napisała|napisał(a)|napisał/a|pisze",  # Polish
        "skrev|følgende|följande|skreiv",  # Danish, Norwegian, Swedish
        "kirjoitti|kirjoitti seuraavaa",  # Finnish
        "skrifaði|reit",  # Icelandic
        "escreveu|escreveu o seguinte",  # Portuguese
        "napsal|napsala|napsal(a)|napsal/a|napísal|napísala|napísal(a)",  # Czech, Slovak
        "написал|написала|написал(а)|пишет|писал|писала|писал(а)|написа|пише",  # Russian, Bulgarian …
        "a scris|ezt írta|írta|yazdı|έγραψε",  # Romanian, Hungarian, Turkish, Greek
        "je napisao|je napisao/la|je napisala|je napisal|je napisal/a|kirjutas|rakstīja|rašė",  # Croatian …
        "đã viết|menulis|escribiu|idatzi du|כתב|כתב/ה|كتب",  # Vietnamese, Indonesian, Galician, Basque …
        "写道|寫道|のメール|さんは書きました|さんのメッセージ|작성",  # Chinese, Japanese, Korean
    )
    for verb in language.split("|")
)
# The verb stands before the name: "Am … schrieb Jo:", "Op … schreef Jo:".
_VERBS_WITHIN = (
    *("schrieb", "hat", "schreef", "heeft", "skrev", "skreiv", "ysgrifennodd", "scríobh", "wrote"),
    *("kirjoitti", "skrifaði", "написал", "escribió", "said the following"),
)
_ANY_WITHIN = "|".join(_VERBS_WITHIN)
_OPENERS = (
    r"On|Ar|Le|Am|El|Il|Il giorno|Op|W dniu|Dnia|Den|På|Em|No dia|Dne|Dňa|Þann|Þ|Em|At|In|"
    r"In message|In article"
    r"|Al|Pe|Στις|В|On the|Ar an|Den|Kl|W|Dia|El dia|Tarihinde|Vào|Pada|Dana|Dne|O"
)
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}|\b(?:19|20)\d\d\b|\d{1,2}[:.h]\d{2}|\d年|\b\d{1,2}\.? [^\W\d]{3,12}")
_SPACE = r"[\s\u00a0\u202f]"
_WITHIN = re.compile(rf"\b(?:{_ANY_WITHIN})\b.{{1,200}}[:：]{_SPACE}*$", re.IGNORECASE | re.DOTALL)
_OPENER = re.compile(rf"[\s*_\-\"“«]{{0,6}}(?:{_OPENERS})\b", re.IGNORECASE)
_ANGLED = re.compile(r"<[^\s<>@]{1,100}@[^\s<>@]{1,200}>")
_ADDRESS = re.compile(r"<?[^\s<>@]{1,100}@[^\s<>@]{1,200}>?")
# "2019-11-12 10:30 GMT+01:00 Jo Berg <jo@party.example>:", Gmail where it has no words for it.
_BARE = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|"
    r"\d{1,2}[./]\d{1,2}[./]\d{4})\b.{0,160}<[^<>\s]{1,200}@[^<>\s]{1,200}>:?\s*$",
    re.DOTALL,
)
_BARE_NAME = re.compile(r"\d{4}-\d\d-\d\d \d{1,2}:\d\d GMT[+-]\d\d:\d\d [^\d\W][^:<>]{1,60}:?")
# The same with the date in words or the time first: "ср, 30 апр. 2025 г. в 15:19, Jo <jo@party.example>:".
_DATE_FIRST = re.compile(
    r"\W{0,3}(?:[^\W\d]{2,14}[.,]{0,2} |\d{1,2}[:.]\d{2}(?: [AP]M)?, ){0,2}\d{1,2}[./ ].{0,160}\d[:.]\d{2}"
    r".{0,120}<[^<>\s]{1,200}@[^<>\s]{1,200}>\s?:$|"
    r"\W{0,3}\d{1,2}\.? [^\W\d]{3,12}\.? \d{4},? \d{1,2}[:.]\d{2}\b.{0,12} [^\s<>@]{1,100}@[^\s<>@]{1,200}:$|"
    r"\W{0,3}\d{1,2}:\d{2}(?: [AP]M)?, .{0,60}\d{4}.{0,120}<[^<>\s]{1,200}@[^<>\s]{1,200}>\s?:$|"
    r".{0,40}\b(?:19|20)\d\d(?:年|,? ).{0,20}\b\d{1,2}:\d{2}.{1,100}<[^<>\s]{1,200}@[^<>\s]{1,200}>\s?:$",
    re.IGNORECASE | re.DOTALL,
)
# Date and time come first and the verb last: "12.3.2019 10.22, Jo Berg kirjoitti:".
_STAMPED = re.compile(
    rf"\W{{0,3}}(?:(?:{_OPENERS}) )?(?:[^\W\d]{{2,14}}[.,]{{0,2}} )?\d{{1,4}}[./ -]{{1,2}}"
    rf"(?:[^\W\d]{{3,12}}|\d{{1,2}})\b.{{0,40}}(?:\d[:.]\d{{2}}|\b\d{{4}}\b).{{3}}",
    re.IGNORECASE | re.DOTALL,
)
# "Jo Berg schrieb am 12.11.2019 um 10:00:", "Jo Berg kirjoitti 12.11.2019 kello 10:00:".
_DATE_LAST = re.compile(
    rf".{{2,120}}\b(?:{_ANY_WITHIN})\s(?:[^\W\d]{{1,12}}[.,]{{0,2}}\s){{0,3}}"
    r"\d{1,4}[./ -].{0,60}\d\s?(?:\[[+-]\d{4}\])?[:：]$",
    re.IGNORECASE | re.DOTALL,
)
_QUOTING = re.compile(
    r"(?:Quoting|Citando|Zitat von|Quoth|Citerar|Citat(?= \S+ [^:]{0,100}<)|Citat (?:från|av|af)|Quote from|"
    r"Cytowanie|Zitiere|Mensaje citado por|Wiadomość napisana przez|Selon)\b.{2,150}:\s*$",
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
        if not (
            next_is_quoted
            or text.endswith((":", "：", "--", "writes", "wrote"))
            or _DATED_OPENER.match(first)
        ):
            continue
        if _is_attribution(text, first, next_is_quoted=next_is_quoted):
            return 0 if _begins_later(lines, start, count) else count
    return 0


def _begins_later(lines: list[str], start: int, count: int) -> bool:
    """Tell whether the writer's last line stands right above, and the attribution begins after it."""
    first = lines[start]
    if (
        _DATED_OPENER.match(first)
        or _DATE.search(first[:25])
        or (_DATE.search(first) and _ANGLED.search(first))
    ):
        return False
    dated = bool(_DATE.search(first))
    return any(
        attribution_length(lines, place)
        and (
            dated
            or lines[place - 1].rstrip().endswith((".", "!", "?"))
            or _is_complete(" ".join(lines[place : start + count]))
        )
        for place in range(start + 1, start + count)
    )


def _is_complete(text: str) -> bool:
    """Tell whether an attribution gives a date, or a name with the address: nothing is missing above."""
    return bool(_DATE.search(text) or re.match(r"\W{0,4}\w[^<]{2,100}<", text))


def split_shared_lines(lines: list[str]) -> list[str]:
    """Give an attribution a line of its own where a program put it behind the writer's last words."""
    found: list[str] = []
    for place, line in enumerate(lines):
        cut = _shared_at(lines, place) if line.rstrip().endswith(":") and len(line) <= LENGTH else 0
        found += [line[:cut].rstrip(" \t-"), line[cut:]] if cut else [line]
    return found


def _shared_at(lines: list[str], place: int) -> int:
    line = lines[place]
    for hit in _BEHIND.finditer(line):
        rest = [line[hit.end() :], *lines[place + 1 : place + LINES]]
        if _quoted_after(rest, 1) and attribution_length(rest, 0) == 1:
            return hit.end()
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


# "---- On Tue, 12 Nov 2019 10:00 Jo Berg wrote ----": Zoho, Android and others.
_RULED = re.compile(
    rf"[-_*]{{2,40}}\s*.{{2,250}}\b(?:{'|'.join(map(re.escape, _VERBS_LAST))})\s*[-_*]{{2,40}}",
    re.IGNORECASE,
)
# Verbs that people's own sentences end with too, before a colon.
_COMMON = re.compile(r"\b(?:said|sent|pisze|reit)\s?:$", re.IGNORECASE)
# How an attribution begins that gives the date first: an opener, a weekday or month, a number.
_DATED = rf"(?:{_OPENERS}) (?:[^\W\d]{{2,12}}[.,]{{0,2}} ){{0,2}}\d{{1,4}}(?:st|nd|rd|th)?[ .,/:-]"
_DATED_OPENER = re.compile(rf"[\s*_\-\"“«]{{0,6}}{_DATED}", re.IGNORECASE)
# The same behind other words.
_BEHIND = re.compile(rf"(?<=[^\s*])(?:[ \t]|[ \t]?-{{2,4}}[ \t])(?={_DATED})")
_NEWS = re.compile(
    r".{0,150}\bwrote in message\s+(?:<?news:)?\S{3,200}$|"
    r"In (?:message|article)\s+<[^<>]{3,200}>,?\s.{2,150}\b(?:writes|wrote)\s?:?$",
    re.DOTALL,
)
# "* Jo Berg <jo@party.example> [2019-11-12 10:00]:", mutt and others; "Jo Berg via Forum wrote:".
_STARRED = re.compile(r"\* .{2,150}\[[\d: /.+-]{6,30}\]:$", re.DOTALL)
_VIA = re.compile(
    r"[^.:?!]{2,60} via [^.:?!]{2,60}\b(?:wrote|schrieb|a écrit|escribió|ha scritto)\s?:$", re.DOTALL
)
# Whatever begins so is an attribution, whether or not something quoted follows.
_SURE = (_BARE, _NEWS)
_SURE_BEFORE_A_COLON = (_DATE_FIRST, _QUOTING, _STARRED, _VIA)
# How long the brackets behind the verb are at most, and no verb is longer than the other.
_BRACKETED, _LONGEST_VERB = 82, 30


def _is_attribution(text: str, first: str, *, next_is_quoted: bool) -> bool:
    ends = text.endswith((":", "："))
    verb_within = ends and _has_verb_within(text)
    if _is_sure(text, ends=ends) or (verb_within and _DATE_LAST.match(text)):
        return True
    verb_last = _has_verb_last(text)
    stamped = ends and verb_last and _STAMPED.match(text)
    dated = bool(_DATE.search(text))
    named = bool(_ADDRESS.search(text))
    # "Tue, 12 Nov 2019, 10:00 Jo <jo@party.example>:", in languages that need no verb.
    verbless = dated and named and text.endswith((">:", "):"))
    if stamped or (next_is_quoted and (verbless or _BARE_NAME.fullmatch(text))):
        return True
    if not named and not next_is_quoted and _COMMON.search(text, max(len(text) - _LONGEST_VERB, 0)):
        return False
    opened = bool(_OPENER.match(first))
    if not verb_last:
        told = dated and (opened or named or next_is_quoted)
        return told and verb_within and bool(_WITHIN.search(text))
    if dated and (opened or named or next_is_quoted) and (ends or next_is_quoted or (opened and named)):
        return True
    return ends and (next_is_quoted or named) and len(text) < 200


def _is_sure(text: str, *, ends: bool) -> bool:
    sure = _SURE + _SURE_BEFORE_A_COLON if ends else _SURE
    return any(known.match(text) for known in sure) or bool(_RULED.fullmatch(text))


def _has_verb_within(text: str) -> bool:
    """Tell whether a verb stands anywhere: cheaper than the patterns that say where it has to."""
    lowered = text.lower()
    return any(verb in lowered for verb in _VERBS_WITHIN)


def _has_verb_last(text: str) -> bool:
    """Tell whether a verb ends the text, by itself or with an address in brackets behind it."""
    end = text.rstrip()
    if end.endswith((":", "：")):
        end = end[:-1].rstrip()
    if _ends_in_verb(end):
        return True
    bracket = end.rfind("(", max(len(end) - _BRACKETED, 0)) if end.endswith(")") else -1
    return bracket > 0 and _ends_in_verb(end[:bracket].rstrip())


def _ends_in_verb(text: str) -> bool:
    # A search by one pattern of all verbs would try each of them at each place.
    return text[-_LONGEST_VERB:].lower().endswith(_VERBS_LAST)


def _quoted_after(lines: list[str], place: int) -> bool:
    for line in lines[place : place + 3]:
        if line.strip():
            return line.lstrip().startswith((">", "|"))
    return False
