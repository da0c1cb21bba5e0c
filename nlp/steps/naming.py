"""The words of a note that name the next step."""

from __future__ import annotations

from typing import Final

from nlp.patterns.stored import made
from nlp.scan import Scan
from nlp.steps.actions import Action

_STOP: Final = made(
    r"[,。;!?\n\s]|的时候|之后|以后|然后|不然|要不|否则|估计|主要|就是|但是|不过|要是|如果|因为|所以|时间|参加的|[他她]说|吧|哦|了|看看|,|并|给他们|，"
)


def phrase(seen: Scan, action: Action) -> tuple[int, int]:
    """Return the span of the short phrase that names the action: the verb to the end of its object."""
    plain = seen.plain
    end = action.end
    limit = min(len(plain), end + 8)
    while (
        end < limit
        and not _STOP.match(plain, end)
        and not any(when.start <= end < when.end for when in seen.times)
        and plain[end] not in "吗呢啊的"
    ):
        end += 1
    return action.start, end
