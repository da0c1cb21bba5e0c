"""Names of firms that a legal form or a trade ends (明远科技, 恒润精密有限公司)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from nlp.firms import slots
from nlp.firms.name_edges import left_edge, tidy
from nlp.firms.places import brand_part, place_prefix
from nlp.lexicon import either, phrases, words, wordset
from nlp.patterns.openings import Opened
from nlp.patterns.stored import made
from nlp.span import Cover, Span
from nlp.tokens import Tokens

_HAN: Final = "\u4e00-\u9fff"


_ENDING: Final = Opened(
    lambda: phrases("companies", "ending", P0=either(frozenset(words("trades")) | frozenset(words("legal"))), HAN=_HAN)
)


@cache
def _joined() -> re.Pattern[str]:
    """What may stand between two endings (福州大学附属第一医院, 明远科技苏州分公司)."""
    return made(phrases("companies", "joined", HAN=_HAN))


def _chain(plain: str, match: re.Match[str]) -> tuple[int, str]:
    """Return (end, last ending) of endings that follow each other (科技|有限公司)."""
    end, last = match.end(), match[0]
    while not slots.FUNCTIONS.pattern.match(plain, end):
        more = _ENDING.pattern.match(plain, end) or _joined().match(plain, end)
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


_MOST: Final = 300
"""Endings of one message that are looked at; more is no note."""


def find_endings(plain: str, tokens: Tokens, taken: Cover, low_of: Callable[[int], int]) -> list[Span]:
    """Return names that a legal form or a trade ends."""
    found: list[Span] = []
    weak, legal = wordset("trades_weak"), wordset("legal")
    at = 0
    for _ in range(_MOST):
        match = _ENDING.search(plain, at)
        if match is None:
            break
        role = slots.FUNCTIONS.pattern.match(plain, match.start())
        if role is not None and role.end() > match.end():
            at = role.end()
            continue
        end, last = _chain(plain, match)
        at = end
        start = left_edge(plain, match.start(), low_of(match.start()), tokens, taken)
        start, _ = tidy(plain, start, match.start(), tokens)
        core = plain[start : match.start()]
        bare = brand_part(core) or brand_part(plain[start : end - len(last)])
        if start and plain[start - 1] == "做":
            continue
        if start and plain[start - 1].isdigit() and plain[start] in "台套个件片吨箱支米条只块张颗":
            continue
        if len(core) > 14 or taken.over(start, end) or _nameless(core, bare, plain[start:end], last):
            continue
        if not _plausible(plain, start, match.start(), end, last, bare, tokens, weak, legal):
            continue
        score = 0.95 if last in legal and last not in {"公司", "厂", "集团", "学校", "医院"} else 0.85
        found.append(
            Span(start, end, plain[start:end], "ending", score if bare or last in wordset("public") else score - 0.3)
        )
    return found


_EDGE: Final = made(phrases("companies", "edge"))


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
