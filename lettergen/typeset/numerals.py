"""Numbers as lists, pages and notes show them (ST_NumberFormat, 17.18.59)."""

from collections.abc import Callable
from functools import partial

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_CHICAGO = "*†‡§"
_HEBREW = (
    (400, "ת"), (300, "ש"), (200, "ר"), (100, "ק"), (90, "צ"), (80, "פ"), (70, "ע"), (60, "ס"), (50, "נ"),
    (40, "מ"), (30, "ל"), (20, "כ"), (10, "י"), (9, "ט"), (8, "ח"), (7, "ז"), (6, "ו"), (5, "ה"), (4, "ד"),
    (3, "ג"), (2, "ב"), (1, "א"),
)  # fmt: skip
#: Alphabets that are counted through and then doubled, as Word does: a … z, aa … zz.
_ALPHABETS = {
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "russianLower": "абвгдежзиклмнопрстуфхцчшщыэюя",
    "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "hebrew2": "אבגדהוזחטיכלמנסעפצקרשת",
    "thaiLetters": "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ",
    "aiueoFullWidth": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",  # noqa: E501 - wide letters
    "iroha": "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン",  # noqa: E501 - wide letters
    "ganada": "가나다라마바사아자차카타파하",
    "chosung": "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
}
#: Digits of other scripts, from zero on.
_DIGITS = {
    "hindiNumbers": "०१२३४५६७८९",
    "thaiNumbers": "๐๑๒๓๔๕๖๗๘๙",
    "decimalFullWidth": "０１２３４５６７８９",
    "decimalFullWidth2": "０１２３４５６７８９",
    "ideographDigital": "〇一二三四五六七八九",
    "japaneseDigitalTenThousand": "〇一二三四五六七八九",
    "taiwaneseDigital": "○一二三四五六七八九",
    "koreanDigital": "영일이삼사오육칠팔구",
    "koreanDigital2": "零一二三四五六七八九",
}
#: Signs that enclose a number, from 1 to 20.
_ENCLOSED = {
    "decimalEnclosedCircle": 0x2460,
    "decimalEnclosedParen": 0x2474,
    "decimalEnclosedFullstop": 0x2488,
    "decimalEnclosedCircleChinese": 0x2460,
}
_COUNTING = {
    "chineseCounting": "〇一二三四五六七八九",
    "chineseCountingThousand": "〇一二三四五六七八九",
    "taiwaneseCounting": "〇一二三四五六七八九",
    "taiwaneseCountingThousand": "〇一二三四五六七八九",
    "japaneseCounting": "〇一二三四五六七八九",
    "koreanCounting": "영일이삼사오육칠팔구",
}


def numeral(value: int, number_format: str = "decimal") -> str:
    """Write a number in an ST_NumberFormat; in digits where the format is not known or cannot say it.

    ``none`` gives the empty string. Letters, Roman numerals and the like have no zero and no negative
    numbers: those come out in digits.
    """
    if number_format in {"none", "bullet"}:
        return ""
    if number_format in _DIGITS:
        return str(value).translate(dict(zip(map(ord, "0123456789"), _DIGITS[number_format], strict=True)))
    writer = _WRITERS.get(number_format)
    # A number beyond Word's own limit would make a letter list of a million a's.
    return str(value) if writer is None or not 0 < value < 32768 else writer(value)


def _letters(value: int, alphabet: str) -> str:
    """Count with letters: after the last one they are doubled, not carried."""
    times, place = divmod(value - 1, len(alphabet))
    return alphabet[place] * (times + 1)


def _roman(value: int) -> str:
    written = ""
    for number, sign in _ROMAN:
        times, value = divmod(value, number)
        written += sign * times
    return written


def _cardinal(value: int) -> str:
    """Spell a number below 32768 in English words."""
    if value < 20:
        return _ONES[value]
    if value < 100:
        tens, ones = divmod(value, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    size, word = (100, "hundred") if value < 1000 else (1000, "thousand")
    times, rest = divmod(value, size)
    return f"{_cardinal(times)} {word}" + (f" {_cardinal(rest)}" if rest else "")


def _ordinal_words(value: int) -> str:
    head, dash, last = _cardinal(value).rpartition("-")
    if not dash:
        head, dash, last = _cardinal(value).rpartition(" ")
    regular = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
    return head + dash + _ORDINALS.get(last, regular)


def _ordinal(value: int) -> str:
    suffix = "th" if value % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{suffix}"


def _chicago(value: int) -> str:
    """Give note signs: asterisk, dagger, double dagger, section sign, then each doubled."""
    times, place = divmod(value - 1, len(_CHICAGO))
    return _CHICAGO[place] * (times + 1)


def _hebrew(value: int) -> str:
    """Write a number in Hebrew letters; 15 and 16 are not spelt as a name of God."""
    written = ""
    value = value % 1000 or value
    for number, sign in _HEBREW:
        if value in {15, 16}:
            return written + ("טו" if value == 15 else "טז")
        times, value = divmod(value, number)
        written += sign * times
    return written


def _enclosed(value: int, base: int) -> str:
    """Give the sign that encloses a number; Unicode has them from 1 to 20."""
    return chr(base + value - 1) if value <= 20 else str(value)


def _counted(value: int, digits: str) -> str:
    """Write a number with signs for ten, hundred and thousand; ten itself goes without a one."""
    if value >= 10000:
        return str(value)
    powers = "십백천" if digits[0] == "영" else "十百千"
    written = ""
    for place, digit in enumerate(reversed(str(value))):
        number = int(digit)
        if number:
            sign = "" if number == 1 and place == 1 and value < 20 else digits[number]
            written = sign + (powers[place - 1] if place else "") + written
    return written


_WRITERS: dict[str, Callable[[int], str]] = {
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "decimalZero": lambda value: f"{value:02d}",
    "ordinal": _ordinal,
    "cardinalText": lambda value: _cardinal(value).capitalize(),
    "ordinalText": lambda value: _ordinal_words(value).capitalize(),
    "numberInDash": lambda value: f"- {value} -",
    "hex": lambda value: f"{value:X}",
    "chicago": _chicago,
    "hebrew1": _hebrew,
    **{name: partial(_letters, alphabet=alphabet) for name, alphabet in _ALPHABETS.items()},
    **{name: partial(_enclosed, base=base) for name, base in _ENCLOSED.items()},
    **{name: partial(_counted, digits=digits) for name, digits in _COUNTING.items()},
}
