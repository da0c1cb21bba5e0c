"""What takes the meaning from a signal's words: denial, praise, look-alikes, supposing, and our own voice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from nlp.lexicon import phrases
from nlp.patterns.kept import compiled
from nlp.patterns.openings import Opened
from nlp.patterns.stored import made
from nlp.span import Span

_ASKING: Final = made(r"能不能|可不可以|是不是|要不要|会不会|有没有|行不行|好不好|够不够|可不可|能否|要么")
NEGATE: Final = made(phrases("signals", "negate"))
"""Words that deny what stands right behind them."""
_NEAR_MISS: Final = Opened(phrases("signals", "near_miss"))
_PAST_SAMPLE: Final = Opened(phrases("signals", "past_sample"))
_HAPPY: Final = Opened(phrases("signals", "happy"))
_OURS: Final = made(phrases("signals", "ours"))
_SPARES: Final = (_HAPPY, _NEAR_MISS, _PAST_SAMPLE)
_SUPPOSED: Final = made(
    r"(?:^|[,。;])(?:我)?(?:要是|如果|万一|假如|就?怕|担心)(?:他们?|她|客户|对方|□+)(?:还|再|又|会)?$"
)
"""What we only suppose of a customer."""
_OUR_TERMS: Final = made(r"利润|成本价|不赚|没赚|亏|倒贴|底价|最低|优惠|折|让利|性价比")
_OURS_ALL_ALONG: Final = made(r"(?:^|[。;!?\n])(?:这次|目前|现在)?(?:我们|我司|咱们?|我方)(?!客户)[^。;!?\n□]{0,24}$")
"""Our own terms are ours in the whole sentence that begins with us and names nobody else."""
_QUOTED: Final = made(
    r"(?<![跟给和对向□])(?:□+|客户|甲方|对方|他们?|她|那边|采购|老板|领导|技术|财务|厂长|业主)[^,。;]{0,6}"
    r"(?:说|讲|觉得|嫌|反馈|反映|表示|认为|抱怨|吐槽|投诉|问|算),?[^,。;]{0,12}$"
)
"""Whose words follow: 我们 is then who is quoted, not us."""
_SELF: Final = made(r"(?:^|[,。;])我(?!们?客户)[^,。;]{0,3}$")

_OF_US: Final = made(r"[。;!?\n你比信疑]|贵司|贵公司|会不会|能不能|这次|实测")
_OF_US_OR_ASKED: Final = made(_OF_US.pattern + r"|咱|我们|我司|我方|本公司|认可")
"""What stands between a rival and a doubt that is about us."""
_LIKENED: Final = made(r"[像比]$|不如$")
_BESIDE: Final = frozenset("跟和与离")
_APART: Final = made(r"的?[^,。;]{0,6}(?:差|没法比|不能比)")
"""How ours is told to fall behind a rival's (跟蔡司差一个数量级)."""
_FAR: Final = 40


class Spared(NamedTuple):
    """Spans in which a trigger means nothing: praise, look-alikes, samples sent long ago."""

    happy: list[tuple[int, int]]
    misses: list[tuple[int, int]]
    past: list[tuple[int, int]]


def spared_in(plain: str) -> Spared:
    """Return the spans in which a trigger means nothing."""
    return Spared(*([match.span() for match in pattern.finditer(plain)] for pattern in _SPARES))


def over(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether a stretch shares a character with any of some spans."""
    return any(first < end and start < last for first, last in spans)


def is_spared(spared: Spared, name: str, match: re.Match[str]) -> bool:
    """Tell whether the words are a look-alike, praise, or a sample long sent."""
    start, end = match.span()
    return (
        over(spared.happy, start, end)
        or any((first <= start and end <= last + 1) or first < end < last for first, last in spared.misses)
        or (name == "样品需求" and over(spared.past, start, end))
    )


def is_denied(plain: str, match: re.Match[str], *, customer: bool) -> bool:
    """Tell whether the words before deny it (没嫌贵), or a salesperson only supposes it (要是他们嫌贵)."""
    if not customer and _SUPPOSED.search(plain[max(0, match.start() - 40) : match.start()]):
        return True
    before = _ASKING.sub("□", plain[max(0, match.start() - 10) : match.start()])
    return bool(NEGATE.search(before)) and not match[0].startswith("不")


def is_ours(plain: str, name: str, match: re.Match[str]) -> bool:
    """Tell whether a salesperson speaks of us."""
    before = plain[max(0, match.start() - 40) : match.start()]
    if name == "决策链异常":
        return bool(_SELF.search(_ASKING.sub("□", before[-10:]) + match[0][:2]))
    if _OURS.search(_ASKING.sub("□", before[-10:])) and not _QUOTED.search(before):
        return True
    return bool(_OUR_TERMS.search(match[0])) and ours_alone(plain[: match.start()])


def is_theirs(plain: str, rivals: Sequence[Span], end: int, *, customer: bool) -> bool:
    """Tell whether a fault that is told up to a place is a rival's (用的大华,老掉线), and not laid to us."""
    start = max((rival.end for rival in rivals if rival.end <= end), default=0)
    if not start or end - start > _FAR:
        return False
    rival = max((rival for rival in rivals if rival.end == start), key=_length)
    if _LIKENED.search(plain, max(0, rival.start - 4), rival.start):
        return False
    if plain[rival.start - 1 : rival.start] in _BESIDE and _APART.match(plain, rival.end):
        return False
    return not (_OF_US if customer else _OF_US_OR_ASKED).search(plain, start, end)


def _length(span: Span) -> int:
    return span.end - span.start


def ours_alone(before: str) -> bool:
    """Tell whether we speak of ourselves from the beginning of the sentence on (我们报的是成本价,利润很薄)."""
    told = _OURS_ALL_ALONG.search(before)
    return told is not None and not compiled(r"客户|对方|甲方|他|她|[让嫌说要]").search(told[0])
