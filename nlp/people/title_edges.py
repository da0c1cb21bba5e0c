"""How far a function reaches to the left: up to the firm it belongs to (三一的|涂装车间|主任)."""

from __future__ import annotations

from typing import Final

from nlp.patterns.stored import made
from nlp.people.english_titles import widened

_LED: Final = made(
    r"□(?:那边|这边|他们|公司)?(?:的|[ ,:/|(\-嘛啊呢嗯呃哈]){0,2}"
    r"(?P<more>[^□,。;:!?/|()\s的跟和与给让找叫是说了我他她您你派约见来有由要在到把被请那这姓嗯呃额啊嘛呢呀哈]{1,8})$"
)
_UNIT: Final = made(r".*(?:[东南西北中]区|大区|事业[部群]|[^部]组|基地|公司|园区|总部|中国区|院区)")
_LONGEST: Final = 14


def grown(named: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a function with the words between it and its firm; `named` has firms blanked by □."""
    led = _LED.search(named, max(0, start - 16), start)
    if led is None and named[start:end].isascii():
        return widened(named, start, end)
    if led is None or end - led.start("more") > _LONGEST:
        return start, end
    unit = _UNIT.search(led["more"])
    return led.start("more") + (unit.end() if unit else 0), end
