"""Names of firms: known names, legal and trade endings, slots before a person or a department, labels, English.

A candidate is looked for from its right end (an ending, a person, 那边) and then grown to the left until a word
that cannot belong to a name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from nlp.lexicon import either, words, wordset
from nlp.span import Span, covered
from nlp.tokens import Tokens

_HAN = "\u4e00-\u9fff"
_BODY = rf"[{_HAN}A-Za-z0-9&·\-]"
_LABEL = re.compile(rf"(?:客户名称?|客户公司|公司名称?|公司|客户|单位|企业|甲方|厂家|名称|客户名字|Company|company|Client|client|Customer|customer)\s?(?::|是|叫做?|名叫)\s?(?P<name>(?:{_BODY}|\([{_HAN}]{{2,4}}\)){{2,24}})")
_CALLED = re.compile(rf"(?:一家叫做?|叫做|名叫|公司叫|客户叫|全称是?|简称是?|新客户|新线索|新增客户)\s?(?P<name>{_BODY}{{2,20}})")
_ENGLISH_END = re.compile(
    r"(?<![A-Za-z0-9@.])(?:[A-Z][A-Za-z0-9&\-]*\.?\s){0,4}[A-Z][A-Za-z0-9&\-]*,?\s(?:Inc|Ltd|LLC|Co|Corp|GmbH|Limited|Corporation|Company|Group|Technologies|Technology|Tech|Electronics|Systems|Industries|Industrial|Holdings|Solutions|Pharma|Motors|Robotics|Medical|Logistics|Trading|International|Semiconductor|Energy|Labs|Software|Networks|Automation|Materials|Foods|Bio|Biotech)\b\.?(?:,?\s?(?:Inc|Ltd|LLC|Co|Corp|GmbH|Limited)\b\.?){0,2}"
)
_ENGLISH = re.compile(r"(?<![A-Za-z0-9@._\-/])[A-Z][A-Za-z0-9&]*(?:[\- ][A-Z][A-Za-z0-9&]+){0,2}(?![A-Za-z0-9@_])")
_NO_FIRM = frozenset("客户 公司 单位 对方 厂家 甲方 工厂 集团 老板 项目 部门 他们 我们 你们 咱们 老客户 新客户 大客户 朋友 同事 同行 某 这家 那家 一家 经销商 代理商 供应商 终端 总部 分公司 厂里 店里 院里 校方 院方 业主 买家 卖家 渠道 上游 下游 物业 外企 国企 央企 民企 私企 政府 医院 学校 银行 酒店 工地 现场 展会 老外 外贸公司 科技公司 贸易公司 大公司 小公司 上市公司 母公司 子公司 集团公司".split())


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(frozenset(words('trades')) | frozenset(words('legal')))})(?:\((?:[{_HAN}]{{2,5}})\))?")


@cache
def _gazetteer() -> Any:
    import ahocorasick_rs

    names = words("brands")
    return ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), names


@cache
def _places() -> re.Pattern[str]:
    return re.compile(either(wordset("places")))


def place_prefix(text: str) -> int:
    """Return the length of the place names at the beginning of the text."""
    at = 0
    while True:
        match = _places().match(text, at)
        if match is None or match.end() == at:
            return at
        at = match.end()


def find_brands(plain: str) -> list[Span]:
    """Return well-known names; `role` is common when the name is also a plain word."""
    automaton, names = _gazetteer()
    common = wordset("common_brands")
    found = []
    for index, start, end in automaton.find_matches_as_indexes(plain):
        name = names[index]
        if name[0].isascii() and name[0].isalnum() and start and plain[start - 1].isascii() and plain[start - 1].isalnum():
            continue
        if name[-1].isascii() and end < len(plain) and plain[end].isascii() and plain[end].isalnum():
            continue
        found.append(Span(start, end, name, "brand", 0.6, "common" if name in common else ""))
    return found


def left_edge(plain: str, end: int, low: int, tokens: Tokens, taken: list[Span]) -> int:
    """Return where a name that ends at `end` begins: after the last word that cannot stand in a name."""
    stops = wordset("stopwords")
    floor = max([low, *(span.end for span in taken if span.end <= end)])
    edge = floor
    for start, stop, word, tag in reversed(tokens.items):
        if stop > end or start < floor:
            if stop <= floor:
                break
            continue
        if word in stops or tag in {"r", "c", "u", "y", "p", "ul", "uj", "m", "mq", "t"} or not re.match(rf"{_BODY}|[()]", word):
            edge = stop
            break
    return edge


def _tidy(plain: str, start: int, end: int) -> tuple[int, int]:
    while start < end and plain[start] in " -·的()&":
        start += 1
    while end > start and plain[end - 1] in " -·的(&":
        end -= 1
    return start, end


def _endings(plain: str, tokens: Tokens, taken: list[Span], low_of: Any) -> list[Span]:
    """Return names that a legal form or a trade ends."""
    found: list[Span] = []
    weak, legal = wordset("trades_weak"), wordset("legal")
    at = 0
    while True:
        match = _ending().search(plain, at)
        if match is None:
            break
        end, last = match.end(), match[0]
        while True:
            more = _ending().match(plain, end)
            if more is None:
                break
            end, last = more.end(), more[0]
        at = end
        start = left_edge(plain, match.start(), low_of(match.start()), tokens, taken)
        start, _ = _tidy(plain, start, match.start())
        core = plain[start : match.start()]
        bare = core[place_prefix(core) :]
        if not core or (len(core) < 2 and last not in legal and not core.isascii()) or len(core) > 14 or covered(taken, start, end):
            continue
        if bare in _NO_FIRM or core in _NO_FIRM or plain[start:end] in _NO_FIRM or core in {"这", "那", "该", "某", "整", "各", "新", "老", "做", "大", "小", "总"}:
            continue
        if not _plausible(plain, start, match.start(), end, last, bare, tokens, weak, legal):
            continue
        score = 0.95 if last in legal and last not in {"公司", "厂", "集团", "学校", "医院"} else 0.85
        found.append(Span(start, end, plain[start:end], "ending", score if bare else score - 0.3))
    return found


_EDGE = re.compile(r"$|[\s,。;:!?\n()/\d]|的|那边|这边|想|要|说|他们|来|是|有|采购|技术|老板|那里|那个|找|对|问|询|嫌|觉得|老|小|今天|下|上|明|已|准备|打算|计划|联系|电话|需要|目前|现在")


def _plausible(plain: str, start: int, mid: int, end: int, last: str, bare: str, tokens: Tokens, weak: frozenset[str], legal: frozenset[str]) -> bool:
    """Tell whether brand + ending is a name and no plain phrase (生产设备, 一家贸易公司)."""
    if last in legal and last not in {"股份", "物业", "连锁", "保险", "证券", "基金", "车队", "协会", "厂"}:
        return bool(bare) or last in {"医院", "人民医院", "大学", "银行", "供电局", "中心医院", "电视台", "中医院", "水务局", "教育局"}
    ordinary = bare and tokens.known(bare) and len(bare) <= 3 and tokens.tag_of(mid - len(bare), mid) in {"v", "vn", "n", "a", "d", "b", "ad", "an", "l", "f", "z"}
    place = place_prefix(plain[start:mid])
    if last in weak:
        edge = _EDGE.match(plain, end) is not None
        return edge and not ordinary and (len(bare) >= 2 or bool(place and bare)) and not plain[start:mid].endswith(("的", "做"))
    return not ordinary or bool(place)


_SLOT_END = re.compile(r"(?:的|那边的?|这边的?|那里的?|这里的?|家的?|他们)?(?:(?:那个|这个)|负责[\u4e00-\u9fff]{2,4}的|一个)?\s?$")


def _slots(plain: str, tokens: Tokens, anchors: list[Span], taken: list[Span], low_of: Any) -> list[Span]:
    """Return names that stand right before a person, a function or a department."""
    found: list[Span] = []
    for anchor in anchors:
        if _function_before(plain, anchor):
            continue
        tail = _SLOT_END.search(plain, max(0, anchor.start - 12), anchor.start)
        end = tail.start() if tail else anchor.start
        start = left_edge(plain, end, low_of(max(0, end - 1)), tokens, taken)
        start, end = _tidy(plain, start, end)
        linked = tail is not None and tail.end() > tail.start()
        word = plain[start:end]
        if believable(word, tokens, start, end):
            found.append(Span(start, end, word, "slot", 0.82 if linked else 0.78))
    return found


def _function_before(plain: str, anchor: Span) -> bool:
    """Tell whether a function stands before the person; the function is then the better anchor."""
    window = plain[max(0, anchor.start - 10) : anchor.start]
    return anchor.rule != "function" and any(match.end() >= len(window) - 1 for match in _function_words().finditer(window))


_PLAIN_TAGS = frozenset(("v", "d", "a", "ad", "f", "vd", "vi", "vg", "t", "m", "q", "mq", "r", "p", "c", "u", "y", "l", "i", "z", "e", "o"))


def believable(word: str, tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether a slot filler can be a firm's name: no plain word, no bare place, of sensible length."""
    if not 2 <= len(word) <= 16 or word in _NO_FIRM or word in wordset("stopwords") or word in wordset("departments"):
        return False
    if word in wordset("functions") or word in wordset("honorifics") or re.fullmatch(r"[\d\-.·&]+", word):
        return False
    if word in wordset("brands"):
        return True
    place = place_prefix(word)
    if place == len(word):
        return False
    rest = word[place:]
    if rest.isascii():
        return word[0].isupper() or place > 0
    if tokens.known(rest) and not place:
        return tokens.tag_of(start, end) in {"nz", "nt", "nrt", "nrfg", "x", "nr", "ns"}
    return rest not in wordset("functions") and not rest.endswith(("客户", "老板", "部门", "朋友"))


def find_companies(plain: str, tokens: Tokens, people: list[Span], taken: list[Span], spans: list[tuple[int, int]]) -> list[Span]:
    """Return candidate firm names with scores; overlapping ones are resolved by `settle`."""

    def low_of(place: int) -> int:
        return max((start for start, end in spans if start <= place), default=0)

    found: list[Span] = []
    for pattern in (_LABEL, _CALLED):
        for match in pattern.finditer(plain):
            start, end = match.span("name")
            end = min([end, *(span.start for span in taken + people if start < span.start < end)])
            end = _right_edge(plain, start, end, tokens)
            if end - start >= 2 and plain[start:end] not in _NO_FIRM and not covered(people, start, end):
                found.append(Span(start, end, plain[start:end], "label", 0.93))
    found += _endings(plain, tokens, taken + people, low_of)
    found += _slots(plain, tokens, people + _functions_at(plain, people), taken, low_of)
    found += [Span(m.start(), m.end(), m[0].strip(), "english", 0.9) for m in _ENGLISH_END.finditer(plain)]
    found += find_brands(plain)
    return settle(found)


def _right_edge(plain: str, start: int, end: int, tokens: Tokens) -> int:
    """Return where a name that begins at `start` ends, before the first word that cannot belong to it."""
    stops = wordset("stopwords")
    for s, e, word, tag in tokens.items:
        if e <= start or s >= end or s <= start:
            continue
        if (word in stops and word not in {"公司", "集团", "工厂"}) or tag in {"r", "c", "y", "p", "uj"}:
            return s
    return end


@cache
def _function_words() -> re.Pattern[str]:
    return re.compile(either(wordset("functions") | wordset("departments")))


def _functions_at(plain: str, people: list[Span]) -> list[Span]:
    return [Span(m.start(), m.end(), m[0], "function") for m in _function_words().finditer(plain) if not covered(people, *m.span())]


def settle(found: list[Span]) -> list[Span]:
    """Return candidates without overlaps: longer and surer spans win."""
    kept: list[Span] = []
    for span in sorted(found, key=lambda s: (-(s.score + 0.02 * min(s.end - s.start, 12)), s.start)):
        if not covered(kept, span.start, span.end):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)
