"""One plain form of a message for the rules, with the way back to the words as written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from nlp.cantonese import mandarin
from nlp.patterns.stored import made

LONGEST: Final = 2000
"""Characters read of one message; the rest is not looked at, and the reading says so."""

_ODD: Final = made(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u00a0\u00ad\u00b2\u00b3\u00b9\u00bc-\u00be\u200b-\u206f\u2100-\u214f"
    r"\u2160-\u217f\u2460-\u24ff\u2600-\u27bf\u2b00-\u2bff\u3000\u3200-\u33ff\uf900-\ufaff\ufe00-\ufe0f\ufe30-\ufe4f"
    r"\uff00-\uffef\ud800-\udfff\ue000-\uf8ff\U0001f000-\U0001faff\U000e0000-\U000e0fff]"
)
_OTHER_DIGIT: Final = made(r"(?![0-9])\d")
_MARKED: Final = made(r"[\u00c0-\u024f]")
"""Latin letters with marks, which names are written with (Bühler, Nestlé)."""
_ENDLESS: Final = made(r"\d{65,}")
"""Digits without end are no number, and every pattern of numbers would try each of them anew."""
_HALF: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_PLAIN: Final = _HALF | {
    ord(a): ord(b) for a, b in zip("、“”‘’【】〔〕「」『』—–―～·•．", ',""\'\'[][]""""---~··.', strict=True)
}
_TO_HALVE: Final = made("[" + "".join(map(re.escape, map(chr, _PLAIN))) + "]")
_STRANGE: Final = made(r"[^\t\n -~·\u3001-\u301f\u4e00-\u9fff]")
"""What few messages hold: only in them is anything looked for that is odd or another digit."""


@dataclass(frozen=True, slots=True)
class Text:
    """`plain` is what rules read: NFKC, simplified, half-width. `back[i]` is the place of `plain[i]` in `raw`."""

    raw: str
    plain: str
    back: tuple[int, ...] | None
    cut: bool = False

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of `raw` that `plain[start:end]` came from."""
        if self.back is None:
            return start, end
        if start >= end:
            at = self.back[start] if start < len(self.back) else len(self.raw)
            return at, at
        return self.back[start], self.back[end - 1] + 1

    def source(self, start: int, end: int) -> str:
        """Return the words as written."""
        first, last = self.place(start, end)
        return self.raw[first:last]


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def simplify(text: str) -> str:
    """Return simplified Chinese of the same length; a phrase that would change length is folded by character."""
    if not text or text.isascii():
        return text
    folded: str = _converter().convert(text)
    if len(folded) != len(text):
        convert = _converter().convert
        folded = "".join((convert(char) or char)[:1] for char in text)
    return folded


def _fold(char: str) -> str:
    """Return what one odd character stands for: nothing, a blank, or its compatible form."""
    if char in "\u200b\u200c\u200d\u2060\ufeff\ufe0f\ufe0e\u00ad" or "\u200e" <= char <= "\u200f":
        return ""
    if "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069":
        return ""
    category = unicodedata.category(char)
    if category in {"Cc", "Cs", "So", "Sk", "Co", "Cn", "Cf"} and char not in "\n\t":
        folded = unicodedata.normalize("NFKC", char)
        return folded if folded.isalnum() else " "
    return unicodedata.normalize("NFKC", char)


def _hashes(run: re.Match[str]) -> str:
    return "#" * len(run[0])


def _digit(digit: re.Match[str]) -> str:
    return str(unicodedata.decimal(digit[0]))


def _unmarked(letter: re.Match[str]) -> str:
    return unicodedata.normalize("NFKD", letter[0])[0]


def normalize(raw: str) -> Text:
    """Return the plain form of a message. Never raises; reads at most `LONGEST` characters."""
    cut = len(raw) > LONGEST
    raw = raw[:LONGEST] if cut else raw
    halved = raw
    for char in set(_TO_HALVE.findall(raw)):
        halved = halved.replace(char, chr(_PLAIN[ord(char)]))
    halved = _ENDLESS.sub(_hashes, halved)
    strange = _STRANGE.search(halved) is not None
    if strange:
        halved = _MARKED.sub(_unmarked, _OTHER_DIGIT.sub(_digit, halved))
    if not (strange and _ODD.search(halved)):
        return Text(raw, mandarin(simplify(halved)), None, cut)
    chars: list[str] = []
    back: list[int] = []
    for at, char in enumerate(halved):
        folded = _fold(char) if _ODD.match(char) else char
        chars.extend(folded)
        back.extend([at] * len(folded))
    return Text(raw, mandarin(simplify("".join(chars))), tuple(back), cut)
