"""What may be stored of a customer's chat (F07): numbers that identify a person and listed words are masked."""

from __future__ import annotations

import re
from collections.abc import Sequence

LISTED = (
    "身份证", "银行卡", "信用卡", "护照", "密码", "验证码", "病历", "病情", "怀孕", "离婚", "征信", "工资", "薪资",
    "家庭住址", "家庭地址", "社保",
)  # fmt: skip
_ID_CARD = re.compile(r"(?<!\d)([1-9]\d{2})\d{11,14}([\dXx])(?!\d)")
_BANK_CARD = re.compile(r"(?<!\d)([3-6]\d{3})(?:[ -]?\d){8,13}[ -]?(\d{2})(?!\d)")
_PASSPORT = re.compile(r"(?<![0-9A-Za-z])[EGDSPegdsp]\d{8}(?!\d)")
STAR = "*"


def mask(text: str, words: Sequence[str] = ()) -> str:
    """Return the text with ID, card and passport numbers and listed words starred out. `words` add to `LISTED`."""
    masked = _ID_CARD.sub(lambda found: f"{found[1]}{STAR * 12}{found[2]}", text)
    masked = _BANK_CARD.sub(lambda found: f"{found[1]}{STAR * 8}{found[2]}", masked)
    masked = _PASSPORT.sub(STAR * 9, masked)
    for word in sorted({*LISTED, *filter(None, words)}, key=len, reverse=True):
        masked = masked.replace(word, STAR * len(word))
    return masked
