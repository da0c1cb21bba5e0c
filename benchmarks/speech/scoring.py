"""Character error rate as the field counts it for Mandarin, and whether an entity was heard."""

from __future__ import annotations

import re
from collections.abc import Sequence

from opencc import OpenCC

from nlp.speech.numerals import DIGITS, value_of

_TO_SIMPLIFIED = OpenCC("t2s")
_TOKEN = re.compile(
    r"(?P<number>[0-9]+(?:\.[0-9]+)?[万亿]?)|(?P<chinese>[零〇一二三四五六七八九十百千万亿两幺]+)"
    r"|(?P<word>[a-z]+(?:'[a-z]+)?)|(?P<char>[\u4e00-\u9fff])"
)


def tokens(text: str) -> list[str]:
    """Return the units that are compared: a character, an English word, or a number by its value."""
    plain = _TO_SIMPLIFIED.convert(text).lower().replace("百分之", "%")
    plain = re.sub(r"([0-9.]+)%", r"\1", plain).replace("%", "")
    plain = re.sub(r"(?<=[0-9]),(?=[0-9]{3})", "", plain)
    return [_value(found) for found in _TOKEN.finditer(plain)]


def errors(reference: Sequence[str], heard: Sequence[str]) -> int:
    """Return the edit distance between two token lists."""
    row = list(range(len(heard) + 1))
    for line, wanted in enumerate(reference, 1):
        previous, row = row, [line]
        for column, got in enumerate(heard, 1):
            row.append(min(previous[column] + 1, row[-1] + 1, previous[column - 1] + (wanted != got)))
    return row[-1]


def rate(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the character error rate over (reference, heard) pairs, in percent."""
    wanted = [(tokens(reference), tokens(heard)) for reference, heard in pairs]
    total = sum(len(reference) for reference, _ in wanted)
    return 100.0 * sum(errors(reference, heard) for reference, heard in wanted) / max(1, total)


def contains(text: str, entity: str) -> bool:
    """Whether the entity stands in the text, script and numerals aside."""
    return "|".join(["", *tokens(entity), ""]) in "|".join(["", *tokens(text), ""])


def _value(found: re.Match[str]) -> str:
    if number := found["number"]:
        unit = {"万": 10_000, "亿": 100_000_000}.get(number[-1])
        return f"{float(number[:-1]) * unit:.0f}" if unit else f"{float(number):g}" if "." in number else number
    if chinese := found["chinese"]:
        value = value_of(chinese)
        return "".join(DIGITS.get(char, char) for char in chinese) if value is None else str(value)
    return found[0]
