"""Names of rivals that no list knows: what stands after 选了, 用的是, 包括 and before 便宜, 的报价."""

from __future__ import annotations

import re
from typing import Final

from nlp.firms.kept_rivals import KeptRivals
from nlp.firms.name_edges import left_edge, right_edge
from nlp.lexicon import phrases
from nlp.patterns.openings import Opened
from nlp.patterns.stored import made
from nlp.span import Span, clause_start
from nlp.tokens import Tokens

_BEFORE: Final = Opened(phrases("rivals", "before"))
_BEFORE_SURE: Final = Opened(phrases("rivals", "before_sure"))
"""Places where nothing but a rival stands, were its name a word of every day (跟远大合作十几年了)."""
_AFTER: Final = Opened(phrases("rivals", "after"))
_AFTER_SURE: Final = Opened(phrases("rivals", "after_sure"))
"""What is said of nothing but a rival (远大的比我们便宜两成)."""
_MORE: Final = made(r"\s?(?:和|跟|与|及|以及|还有|、|,|/|或|或者|and|&)\s?")

_LATIN_END: Final = made(r"(?<=[\u4e00-\u9fff])[A-Z][A-Za-z&]+$")
_LISTED: Final = made(r"[^,。;]{2,5}(?=[,。;]|$)")
"""What may still be a name behind a comma: a short clause of its own."""
_WITH_US: Final = made(r"(?:我们|咱们?|你们|我司)(?:家)?[,和跟与]$")
_SPEAKS: Final = made(r"(?:说|讲|称|嫌|透露|反馈|觉得|表示|对手|友商|竞品)(?=[^说讲]{2})")
_ENDS: Final = made(
    r"那家|[两三四五]家|合作|给?截胡|给?抢|给?撬|给?挖|给?拿[下走]|踢|淘汰|刷下|换掉|换下|换成|切到|续走|接走|签走|谈了|之间|中间|里选|用不[着上]|停产|报[得的]|老是|老[掉坏断漏卡堵]|大修|趴窝|报废|签[完了好]|[拿进订提]货|(?:做|供|管|维保|跑|配|送|包)着"
)
"""Words that end a name in the places above."""
_FILLER: Final = made(
    r"(?:一[家个套款]|(?:[\u4e00-\u9fff]{2})?(?:本地|当地)的?|国产的?|进口的?|国外的?|原装的?|[日德美]国的?|日本的?|那个|手[上里]|叫(?:做|什么)?|(?:意大利|义大利|西班牙|法国|瑞士|韩国|英国|奥地利)的?|\s)+(?=[\u4e00-\u9fffA-Za-z]{2})"
)
_THINGS: Final = frozenset("东西 产品 设备 机器 系统 配置 型号 材料 参数 价格 质量 规格".split())
_GIVEN: Final = frozenset("给帮向替")
_DEGREE: Final = made(r"贵|高|便宜|低|差|快|慢|好")


def find_rivals(
    plain: str,
    tokens: Tokens,
    taken: list[Span],
    people: list[Span],
    firms: list[Span],
    spans: list[tuple[int, int]],
    brands: list[Span],
) -> list[Span]:
    """Return names that only their place in the sentence shows as rivals."""
    before, after = _BEFORE.finditer(plain), _AFTER.finditer(plain)
    sure, after_sure = _BEFORE_SURE.finditer(plain), _AFTER_SURE.finditer(plain)
    if not before and not after and not sure and not after_sure:
        return []
    kept_names = KeptRivals(plain, tokens, taken, people, firms)
    ends = {firm.start: firm.end for firm in reversed(firms)}
    known = {brand.end: brand.start for brand in brands}
    until = {start: end for end, start in known.items()}
    for believed, match in (*((True, match) for match in sure), *((False, match) for match in before)):
        at: int | None = match.end() if believed or _apart(tokens, match.end()) else None
        for _ in range(4):
            if at is None:
                break
            filler = _FILLER.match(plain, at)
            at = filler.end() if filler else at
            listed = _LISTED.match(plain, at) if believed and plain[at - 1] == "," else None
            end = listed.end() if listed else right_edge(plain, at, min(len(plain), at + 14), tokens)
            stops = _ENDS.search(plain, at + 2, end)
            end = stops.start() if stops else end
            end = min([end, *(m.start() + at for m in [_MORE.search(plain[at:end])] if m and m.start() >= 2)])
            degree = _DEGREE.search(plain, at + 2, end)
            end = max(degree.start() if degree else end, until.get(at, 0))
            kept = kept_names.keep(at, end, believed=believed)
            stop = kept.end if kept else ends.get(at)
            more = _MORE.match(plain, stop) if stop else None
            at = more.end() if more else None
            if (
                more
                and "," in more[0]
                and not (more.end() in until or (believed and _goes_on(plain, match, more.end())))
            ):
                break
    for believed, match in (*((True, match) for match in after_sure), *((False, match) for match in after)):
        low = clause_start(spans, max(0, match.start() - 1))
        if match.start() in known:
            end = match.start()
            while end in known and not _theirs(plain, match, known[end]):
                kept_names.keep(known[end], end, believed=believed)
                end = known[end]
        elif match.start() > low:
            first = left_edge(plain, match.start(), low, tokens, kept_names.busy)
            told = [told.end() for told in _SPEAKS.finditer(plain, first, match.start())]
            first, end = told[-1] if told else first, match.start()
            name = _after_things(tokens, first, end)
            if believed and name == first > low + 2 and plain[first - 1] == "的":
                end = first - 1
                name = left_edge(plain, end, low, tokens, kept_names.busy)
            if not _theirs(plain, match, name):
                kept_names.keep(name, end, believed=believed)
    return kept_names.found


def _theirs(plain: str, match: re.Match[str], start: int) -> bool:
    """Tell whether a name is whom a price is given to (给|浙交投|报了46万)."""
    return match[0].startswith("报") and plain[start - 1 : start] in _GIVEN


def _goes_on(plain: str, match: re.Match[str], place: int) -> bool:
    """Tell whether a list with us goes on behind a comma."""
    return bool(_WITH_US.search(match[0]) and _LISTED.match(plain, place))


def _after_things(tokens: Tokens, first: int, end: int) -> int:
    """Return where a name begins behind a thing of every day (东西|宇通)."""
    latin = _LATIN_END.search(tokens.plain, first, end)
    if latin and tokens.known(tokens.holding(latin.start() - 1)[2]):
        return latin.start()
    start, stop, word, _ = tokens.holding(first)
    return stop if start == first and word in _THINGS and end - stop > 1 else first


def _apart(tokens: Tokens, place: int) -> bool:
    """Tell whether a name may begin here: not within a word of the dictionary (在试|用期 of 试用期)."""
    if place >= tokens.items[-1][1]:
        return False
    start, end, word, _ = tokens.holding(place)
    return not (start < place < end and tokens.known(word))
