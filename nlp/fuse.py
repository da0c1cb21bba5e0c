"""From what was seen to what is believed: one prospect, the rivals, and the text without names."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from nlp.firms.aside import aside
from nlp.firms.places import place_prefix
from nlp.lexicon import phrases, wordset
from nlp.patterns.stored import made
from nlp.scan import Scan
from nlp.span import Span, blank

_LED_TO: Final = made(phrases("fuse", "place_bonus"))
_FOLLOWED: Final = made(phrases("fuse", "place_bonus_2"))
THING: Final = made(r"[\u4e00-\u9fff]{2,5}(?:机器人|轴承|[机泵阀炉柜器])")
"""Machines and parts, which are a firm only where none is named beside them (码垛机器人, 轧辊轴承)."""
_COORDINATED: Final = made(r"\s?(?:和|跟|与|及|以及|还有|、|,|/|或|或者|and|&)\s?")

_OTHERS_NAME: Final = made(
    r"(?:供应商|[装用买供做]的|合作|对手|竞品|友商|跟一[个家]|陪标|竞标|入围|(?:之前|原来|以前)那[个家])[^,。;]{0,8}叫(?:做|什么)?$"
)
"""How a rival is called by name (装的是一套叫…)."""
_INTRODUCED: Final = made(r"(?:我们?|咱们?|我司|(?:我们?)?这边|这里)(?:公司|集团|家)?(?:是|在|叫)?\s?$")
"""How customers say who they are."""
_SIGNED: Final = made(r"[\u4e00-\u9fff]{0,5}(?:[ ,-]{1,2}[\u4e00-\u9fff]{2,5})?[ ,-]{1,2}[\u4e00-\u9fff]{1,3}[。.!]?$")
"""What follows the firm with which a customer signs (中天钢铁能环部 谢)."""


def choose_company(seen: Scan, *, customer: bool = False) -> tuple[Span | None, list[Span]]:
    """Return (the prospect, the rivals). The book and labels outrank slots, slots outrank bare brands."""
    plain = seen.plain
    rivals: list[Span] = []
    best: tuple[float, Span] | None = None
    for firm in seen.firms:
        others = _OTHERS_NAME.search(plain, 0, firm.start)
        role = "competitor" if others else _role(seen, firm)
        introduced = customer and bool(_INTRODUCED.search(plain, 0, firm.start) or _signs(plain, firm))
        if introduced:
            role = "prospect"
        if firm.role == "competitor" and role == "prospect":
            role = "competitor"
        if (
            customer
            and role == "prospect"
            and (firm.rule == "brand" or firm.value in wordset("brands"))
            and firm.value not in wordset("common_brands")
            and not introduced
        ):
            role = "competitor"
        if rivals and role == "prospect" and _COORDINATED.fullmatch(plain, rivals[-1].end, firm.start):
            role = "competitor"
        if role == "competitor":
            if firm.rule not in {"slot", "verb_slot", "place"} or firm.score > 0.6:
                rivals.append(firm)
            continue
        if role != "prospect" or firm.role == "product":
            continue
        score = firm.score + _place_bonus(seen, firm)
        if firm.rule == "ending" and THING.fullmatch(firm.value) and not place_prefix(firm.value):
            score -= 0.15
        if score < (0.75 if firm.role == "common" else 0.58 if firm.rule == "brand" else 0.68):
            continue
        if best is None or score > best[0] + 0.01:
            best = (score, firm)
    return (best[1] if best else None), rivals


def _signs(plain: str, firm: Span) -> bool:
    """Tell whether a customer signs with the firm at the end of what they write."""
    return firm.start > 0 and plain[firm.start - 1] in ",。;!?\n -" and bool(_SIGNED.match(plain, firm.end))


def _role(seen: Scan, firm: Span) -> str:
    """Return whose name it is; a label says the prospect's, unless it is who came by or whom the customer supplies."""
    if firm.rule != "label":
        return seen.role(firm)
    called = seen.plain[max(0, firm.start - 1) : firm.start] == "叫" and seen.role(firm) == "competitor"
    return "competitor" if called else "other" if aside(seen.plain, firm) else "prospect"


def _place_bonus(seen: Scan, firm: Span) -> float:
    """Return what the neighbours of a name add: a visit verb, a person, 那边, a need."""
    plain = seen.plain
    before, after = plain[max(0, firm.start - 8) : firm.start], plain[firm.end : firm.end + 10]
    bonus = 0.0
    if _LED_TO.search(before):
        bonus += 0.18
    if _FOLLOWED.match(after):
        bonus += 0.14
    at = bisect_left(seen.people, firm.end, key=_start)
    if at < len(seen.people) and seen.people[at].start - firm.end <= 8:
        bonus += 0.15
    if firm.start == 0 or (before[-1:] in ",。\n :" and firm.start < 16):
        bonus += 0.06
    return bonus - firm.start / 2000


def _start(span: Span) -> int:
    return span.start


def quiet(seen: Scan, company: Span | None, rivals: list[Span]) -> str:
    """Return the plain text with names blanked, so that 杭州测试 is not heard as a test."""
    return blank(seen.plain, [*([company] if company else []), *rivals, *seen.people])
