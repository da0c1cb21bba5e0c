"""Three figures of a conversation (F58): rivals named, delivery asked after, how densely price is talked of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nlp.normalize import normalize
from nlp.patterns.stored import made

_DELIVERY: Final = made(
    r"交期|货期|工期|交货|多久能?(?:到|发|交)|什么时候(?:能)?(?:到|发|交)|几天(?:能)?(?:到|发|交)|lead time", re.I
)
_PRICE: Final = made(r"价格|报价|便宜|贵|折扣|优惠|降价|打折|预算|成本|性价比|单价|总价|price|discount|budget", re.I)
_LETTER: Final = made(r"[\u4e00-\u9fffA-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class TalkFigures:
    """Times a rival was named, times delivery came up, price words per hundred characters."""

    rivals: int
    delivery: int
    price_density: float


def talk_figures(transcript: str | None, rivals: Sequence[str]) -> TalkFigures | None:
    """Return the figures of a transcript; None (no data, not zero) when there is none."""
    if transcript is None or not transcript.strip():
        return None
    plain = "".join(normalize(transcript[at : at + 1000]).plain for at in range(0, len(transcript), 1000))
    letters = len(_LETTER.findall(plain))
    named = 0
    if rivals:
        names = sorted((normalize(name).plain for name in rivals), key=len, reverse=True)
        named = len(re.findall("|".join(re.escape(name) for name in names if name), plain, re.I))
    density = 100 * len(_PRICE.findall(plain)) / letters if letters else 0.0
    return TalkFigures(named, len(_DELIVERY.findall(plain)), round(density, 2))
