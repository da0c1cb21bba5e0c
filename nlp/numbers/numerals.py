"""What Chinese numerals are worth (一万二, 二十几, 三五十)."""

from __future__ import annotations

from typing import Final

from nlp.patterns.kept import compiled

DIGIT: Final = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "幺": 1,
}
_SMALL: Final = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_BIG: Final = {"万": 10_000, "亿": 100_000_000, "萬": 10_000}
_LONGEST: Final = 30
"""Characters of a numeral; more is a row of numerals, and 万亿 said again and again has no end."""


def han_value(text: str) -> float | None:
    """Return the value of a Chinese numeral (一万二 is 12000, 一百五 is 150), or None; one said twice counts once."""
    if len(text) > _LONGEST:
        return None
    half = len(text) // 2
    if half > 1 and text[:half] == text[half:] and not DIGIT.keys() >= set(text):
        text = text[:half]  # Dictation says it twice (三十八万三十八万).
    whole, _, fraction = text.partition("点")
    total = section = current = 0
    last = 1
    for char in whole:
        if char in DIGIT:
            current = current * 10 + DIGIT[char] if current and char not in "零〇" else DIGIT[char]
            if char in "零〇":
                last = 1
        elif char in _SMALL:
            section += (current or 1) * _SMALL[char]
            last, current = _SMALL[char], 0
        elif char in _BIG:
            total = (
                (total + section + current) * _BIG[char] if char == "亿" else total + (section + current) * _BIG[char]
            )
            last, section, current = _BIG[char], 0, 0
        else:
            return None
    if current and last >= 100 and current < 10:
        current = current * last // 10
    value = float(total + section + current)
    if fraction:
        tail = "".join(str(DIGIT[char]) for char in fraction if char in DIGIT)
        value += float(f"0.{tail}") if tail else 0.0
    return value


def few(han: str) -> str:
    """Return the numeral meant by 二十几, 三五十 or 十几二十: the round number, or the upper end."""
    han = compiled(r"^[二三四五六七八九]?十几(?=[二三四五六七八九]十)").sub("", han)
    pair = compiled(r"^([一二两三四五六七八九])([二两三四五六七八九])([十百千万])(.*)$").match(han)
    if pair and DIGIT[pair[1]] < DIGIT[pair[2]]:
        han = pair[2] + pair[3] + pair[4]
    tens = compiled(r"^(.*[百千])([一二三四五六七八])([二三四五六七八九])([十百].*)$").match(han)
    if tens and DIGIT[tens[2]] + 1 == DIGIT[tens[3]]:
        han = tens[1] + tens[3] + tens[4]
    near = compiled(r"^(.*[十百千])([一二三四五六七八])([二三四五六七八九])([万亿]?)$").match(han)
    if near and DIGIT[near[2]] + 1 == DIGIT[near[3]]:
        han = near[1] + near[3] + near[4]
    return han.replace("几", "").replace("把", "")
