"""Names of firms: known names, legal and trade endings, slots before a person or a department, labels, English.

A candidate is looked for from its right end (an ending, a person, 那边) and then grown to the left until a word
that cannot belong to a name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from nlp import slots
from nlp.lexicon import either, phrases, words, wordset
from nlp.naming import brand_part, find_places, left_edge, place_prefix, right_edge, tidy
from nlp.openings import Opened
from nlp.span import Span, covered
from nlp.tokens import Tokens

_HAN = "\u4e00-\u9fff"
_BODY = rf"[{_HAN}A-Za-z0-9&·\-]"
_LABEL = Opened(phrases("companies", "label", BODY=_BODY, HAN=_HAN))
_CALLED = Opened(
    rf"(?:一家叫做?|[这那]家叫做?|叫做|名叫|公司叫做?|客户叫做?|全称是?|简称是?|新客户|新线索|新增客户)\s?(?P<name>{_BODY}{{2,20}})"
)
_ENGLISH_END = Opened(phrases("companies", "english_end"))
_ENGLISH = re.compile(r"(?<![A-Za-z0-9@._\-/])[A-Z][A-Za-z0-9&]*(?:[\- ][A-Z][A-Za-z0-9&]+){0,2}(?![A-Za-z0-9@_])")


@cache
def _ending() -> Opened:
    return Opened(
        phrases("companies", "ending", P0=either(frozenset(words("trades")) | frozenset(words("legal"))), HAN=_HAN)
    )


@cache
def _joined() -> re.Pattern[str]:
    """What may stand between two endings (福州大学附属第一医院, 明远科技苏州分公司)."""
    return re.compile(phrases("companies", "joined", HAN=_HAN))


@cache
def _gazetteer() -> Any:
    import ahocorasick_rs

    names = words("brands")
    return ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), names


def _before_places(plain: str, start: int) -> list[tuple[int, int]]:
    """Return the place names that end right before a brand (苏州汇川)."""
    low = max(0, start - 6)
    return [(low + s, low + e) for s, e in find_places(plain[low:start])]


def _latin_tail(plain: str, end: int) -> int:
    """Return where a Latin name ends with the capitalised words after it (Nike China, Bosch Rexroth)."""
    more = re.compile(r" ([A-Z][A-Za-z]+)(?![A-Za-z0-9@])").match(plain, end)
    while more and more[1] not in wordset("english_words") and more[1] not in wordset("english_names"):
        end = more.end()
        more = re.compile(r" ([A-Z][A-Za-z]+)(?![A-Za-z0-9@])").match(plain, end)
    return end


def find_brands(plain: str) -> list[Span]:
    """Return well-known names; `role` is common when the name is also a plain word."""
    automaton, names = _gazetteer()
    common = wordset("common_brands")
    found = []
    for index, start, end in automaton.find_matches_as_indexes(plain):
        name = names[index]
        if (
            name[0].isascii()
            and name[0].isalnum()
            and start
            and plain[start - 1].isascii()
            and plain[start - 1].isalnum()
        ):
            continue
        if name[-1].isascii() and end < len(plain) and plain[end].isascii() and plain[end].isalnum():
            continue
        place = next((s for s, e in _before_places(plain, start) if e == start), start)
        end = _latin_tail(plain, end) if name.isascii() else end
        found.append(
            Span(
                place,
                end,
                plain[place:end],
                "brand",
                0.6 if place == start else 0.72,
                "common" if name in common and place == start else "",
            )
        )
    return found


def _chain(plain: str, match: re.Match[str]) -> tuple[int, str]:
    """Return (end, last ending) of endings that follow each other (科技|有限公司)."""
    end, last = match.end(), match[0]
    while not slots.functions().pattern.match(plain, end):
        more = _ending().pattern.match(plain, end) or _joined().match(plain, end)
        if more is None:
            break
        end, last = more.end(), more["last"] if "last" in more.groupdict() else more[0]
    return end, last


def _nameless(core: str, bare: str, whole: str, last: str) -> bool:
    """Tell whether nothing is left that names a firm (一家公司, 大公司)."""
    if not core or (len(core) < 2 and last not in wordset("legal") and not core.isascii()):
        return True
    if core in {"这", "那", "该", "某", "整", "各", "新", "老", "做", "大", "小", "总"}:
        return True
    return any(part in wordset("no_firm") for part in (bare, core, whole))


def _endings(plain: str, tokens: Tokens, taken: list[Span], low_of: Any) -> list[Span]:
    """Return names that a legal form or a trade ends."""
    found: list[Span] = []
    weak, legal = wordset("trades_weak"), wordset("legal")
    at = 0
    while True:
        match = _ending().search(plain, at)
        if match is None:
            break
        role = slots.functions().pattern.match(plain, match.start())
        if role is not None and role.end() > match.end():
            at = role.end()
            continue
        end, last = _chain(plain, match)
        at = end
        start = left_edge(plain, match.start(), low_of(match.start()), tokens, taken)
        start, _ = tidy(plain, start, match.start(), tokens)
        core = plain[start : match.start()]
        bare = brand_part(core) or brand_part(plain[start : end - len(last)])
        if start and plain[start - 1].isdigit() and plain[start] in "台套个件片吨箱支米条只块张颗":
            continue
        if len(core) > 14 or covered(taken, start, end) or _nameless(core, bare, plain[start:end], last):
            continue
        if not _plausible(plain, start, match.start(), end, last, bare, tokens, weak, legal):
            continue
        score = 0.95 if last in legal and last not in {"公司", "厂", "集团", "学校", "医院"} else 0.85
        found.append(
            Span(start, end, plain[start:end], "ending", score if bare or last in wordset("public") else score - 0.3)
        )
    return found


_EDGE = re.compile(phrases("companies", "edge"))


def _plausible(
    plain: str,
    start: int,
    mid: int,
    end: int,
    last: str,
    bare: str,
    tokens: Tokens,
    weak: frozenset[str],
    legal: frozenset[str],
) -> bool:
    """Tell whether brand + ending is a name and no plain phrase (生产设备, 一家贸易公司)."""
    if last in legal and last not in {"股份", "物业", "连锁", "保险", "证券", "基金", "车队", "协会", "厂"}:
        return bool(bare) or last in wordset("public")
    ordinary = (
        bare
        and bare not in wordset("brands")
        and (
            bare in wordset("trades")
            or bare in wordset("goods")
            or (
                tokens.known(bare)
                and len(bare) <= 3
                and tokens.tag_of(mid - len(bare), mid) in {"v", "vn", "a", "d", "ad", "l", "f"}
            )
        )
    )
    place = place_prefix(plain[start:mid])
    if last in weak:
        edge = _EDGE.match(plain, end) is not None or _at_stop(tokens, end)
        return (
            edge
            and not ordinary
            and (len(bare) >= 2 or bool(place and bare))
            and not plain[start:mid].endswith(("的", "做"))
        )
    return not ordinary or bool(place)


def _at_stop(tokens: Tokens, place: int) -> bool:
    """Tell whether a word that cannot stand in a name begins here."""
    at = tokens.starting_at(place)
    if at is None:
        return False
    word, tag = tokens.items[at][2], tokens.items[at][3]
    return (
        word in wordset("stopwords")
        or word in wordset("functions")
        or tag in {"r", "c", "u", "y", "p", "ul", "d", "x", "m", "t", "nr", "eng"}
    )


def find_companies(
    plain: str,
    tokens: Tokens,
    people: list[Span],
    taken: list[Span],
    spans: list[tuple[int, int]],
    brands: list[Span],
) -> list[Span]:
    """Return candidate firm names with scores; overlapping ones are resolved by `settle`."""

    def low_of(place: int) -> int:
        return max((start for start, end in spans if start <= place), default=0)

    found: list[Span] = []
    for pattern in (_LABEL, _CALLED):
        for match in pattern.finditer(plain):
            start, end = match.span("name")
            end = min([end, *(span.start for span in taken + people if start < span.start < end)])
            end = right_edge(plain, start, end, tokens)
            named = plain[start:end]
            if re.search(r"[她他我你们这那]", named) or named in wordset("stopwords"):
                continue
            if end - start >= 2 and named not in wordset("no_firm") and not covered(people, start, end):
                found.append(Span(start, end, plain[start:end], "label", 0.93))
    found += _endings(plain, tokens, taken + people, low_of)
    found += slots.before_people(plain, tokens, people, taken, low_of)
    found += slots.before_words(plain, tokens, people, taken, low_of)
    found += slots.after_verbs(plain, tokens, people, taken)
    found += slots.english(plain, people)
    found += slots.after_places(plain, tokens, people, taken)
    found += [Span(m.start(), m.end(), m[0].strip(), "english", 0.9) for m in _ENGLISH_END.finditer(plain)]
    found += brands
    return settle([_without_and(plain, span) for span in found])


def _without_and(plain: str, span: Span) -> Span:
    """Return the span without a 和 that belongs to the sentence (和鑫达注塑老板娘聊了下)."""
    opens = span.start == 0 or plain[span.start - 1] in ",。;\n 刚今天"
    if (
        plain[span.start] in "和跟与同"
        and opens
        and span.value not in wordset("brands")
        and re.search(r"聊|谈|沟通|开会|确认|对接|通话|见面|约|碰|交流", plain[span.end : span.end + 14])
    ):
        return Span(span.start + 1, span.end, span.value[1:], span.rule, span.score, span.role)
    return span


def settle(found: list[Span]) -> list[Span]:
    """Return candidates without overlaps: longer and surer spans win."""
    kept: list[Span] = []
    for span in sorted(found, key=lambda s: (-(s.score + 0.02 * min(s.end - s.start, 12)), s.start)):
        if not covered(kept, span.start, span.end):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)
