"""Spoken numbers as digits, where that is safe: amounts, counts of two or more characters, dates, phone numbers.

Left alone: words that only look like numbers (一下, 万一, 千万), rough counts (几十万, 二三十) and single digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

DIGITS = {char: str(value) for value, char in enumerate("零一二三四五六七八九")} | {"〇": "0", "幺": "1", "两": "2"}
UNITS = {"十": 10, "百": 100, "千": 1000}
BIG_UNITS = {"万": 10_000, "亿": 100_000_000}
PHONE_LENGTH = 11
SHORTEST_DOUBT = 7

_DIGIT = "零〇一二三四五六七八九幺两"
_NUMERAL = f"{_DIGIT}十百千万亿"
_PHONE = re.compile(rf"(?<![0-9{_NUMERAL}])[0-9{_DIGIT}](?:[ ,，、\-]?[0-9{_DIGIT}]){{10}}(?![0-9{_NUMERAL}])")
_MAYBE_MOBILE = re.compile(r"(?<![0-9])1[3-9](?:[ ,，、亿万\-]?[0-9])+")
_DIGIT_STRING = re.compile(r"(?<![0-9])[零〇一二三四五六七八九幺]{5,}")
_YEAR = re.compile(r"(?<![0-9])[一二][零〇一二三四五六七八九]{3}(?=年)")
_PERCENT = re.compile(rf"百分之([{_NUMERAL}]+(?:点[{_DIGIT}]+)?|[0-9]+(?:\.[0-9]+)?)")
_DISCOUNT = re.compile(r"(?<![0-9])([一二三四五六七八九])([一二三四五六七八九])?(?=折)")
_DECIMAL = re.compile(rf"(?<![{_NUMERAL}0-9])([{_DIGIT}]+)点([{_DIGIT}]+)(?=[万亿%个倍])")
_COUNT = re.compile(rf"(?<![几数好0-9第])[{_NUMERAL}]{{2,}}(?![几来下])")
_TENTH = re.compile(r"(?<=月)十(?=[号日])")
_ROUGH = re.compile(r"[一二三四五六七八九两]{2}[十百千万亿]|[几数]")
_WORDS = frozenset({"万一", "千万", "百万", "十万", "亿万", "万千", "千百", "十一", "百十", "千千万万"})
_PROPER = re.compile(
    r"(?:[零〇]?[一二三四五六七八九两]?千)?(?:[零〇]?[一二三四五六七八九两]百)?(?:[零〇]?[一二三四五六七八九]?十)?(?:[零〇]?[一二三四五六七八九两])?"
)


def as_digits(text: str, keep: Sequence[str] = ()) -> str:
    """Return the text with numbers written in digits; `keep` are names that stay as they are (三一重工)."""
    kept = [name for name in keep if name in text and re.search(f"[{_NUMERAL}]", name)]
    if not kept:
        return _convert(text)
    pattern = re.compile("(" + "|".join(re.escape(name) for name in sorted(kept, key=len, reverse=True)) + ")")
    return "".join(part if part in kept else _convert(part) for part in pattern.split(text))


def has_doubtful_phone(text: str) -> bool:
    """Whether a mobile number seems to have been said, but not in eleven digits: recognisers drop and merge them."""
    for found in _MAYBE_MOBILE.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        whole = len(digits) == PHONE_LENGTH and not re.search("[万亿]", found[0])
        if len(digits) >= SHORTEST_DOUBT and not whole:
            return True
    return False


def value_of(numeral: str) -> int | None:
    """Return the number a Chinese numeral stands for (三万五 is 35000), or None if it is not well formed."""
    total, rest = 0, numeral
    for big, factor in (("亿", BIG_UNITS["亿"]), ("万", BIG_UNITS["万"])):
        head, found, tail = rest.partition(big)
        if not found:
            continue
        section = _section(head)
        if section is None or section == 0:
            return None
        total += section * factor
        rest = tail
        if len(tail) == 1 and tail in DIGITS and tail not in "零〇":
            return total + int(DIGITS[tail]) * factor // 10
    last = _section(rest) if rest else 0
    return None if last is None else total + last


def _section(numeral: str) -> int | None:
    if not numeral or not _PROPER.fullmatch(numeral):
        return None
    value, digit, unit = 0, 0, 1
    for char in numeral:
        if char in DIGITS:
            digit = int(DIGITS[char])
        else:
            unit = UNITS[char]
            value += (digit or 1) * unit
            digit = 0
    shortened = digit and unit > 10 and numeral[-2] in UNITS
    return value + (digit * unit // 10 if shortened else digit)


def _convert(text: str) -> str:
    text = _PHONE.sub(_phone, text)
    text = _DIGIT_STRING.sub(lambda found: _spell(found[0]), text)
    text = _YEAR.sub(lambda found: _spell(found[0]), text)
    text = _PERCENT.sub(_percent, text)
    text = _TENTH.sub("10", text)
    text = _DECIMAL.sub(lambda found: f"{_spell(found[1])}.{_spell(found[2])}", text)
    text = _DISCOUNT.sub(lambda found: _spell(found[0]), text)
    return _COUNT.sub(_count(text), text)


def _spell(digits: str) -> str:
    return "".join(DIGITS.get(char, char) for char in digits)


def _phone(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", _spell(found[0]))
    return digits if re.fullmatch(rf"1[3-9]\d{{{PHONE_LENGTH - 2}}}", digits) else found[0]


def _percent(found: re.Match[str]) -> str:
    whole, point, fraction = found[1].partition("点")
    value = int(whole) if whole.isdecimal() and whole.isascii() else value_of(whole)
    if value is None:
        return found[0] if not re.fullmatch(r"[0-9.]+", found[1]) else f"{found[1]}%"
    return f"{value}.{_spell(fraction)}%" if point else f"{value}%"


def _count(text: str) -> Callable[[re.Match[str]], str]:
    def convert(found: re.Match[str]) -> str:
        surface = found[0]
        follows = text[found.end() : found.end() + 1]
        if (surface in _WORDS and not (surface == "十一" and re.match("[月号日点个]", follows))) or _ROUGH.search(
            surface
        ):
            return surface
        if surface[-1] in "万亿" and surface[-2] not in "万亿" and (head := value_of(surface[:-1])):
            return f"{head}{surface[-1]}"
        value = value_of(surface)
        if value is None:
            return surface
        if surface.count("万") == 1 and "亿" not in surface and value % 1000 == 0:
            return f"{value / 10_000:g}万"
        return str(value)

    return convert
