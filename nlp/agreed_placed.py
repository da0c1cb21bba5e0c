"""Whether the firm that is told of by its place is the prospect, rather than what the tagger marked."""

from __future__ import annotations

from typing import Final

from nlp.agreed_rivals import support
from nlp.firms.placed import Placed, placed_firm
from nlp.firms.places import place_prefix
from nlp.learned.tagged import Chances, Tagged
from nlp.patterns.stored import made
from nlp.scan import Scan
from nlp.span import Span

_FIRM: Final = 0.5
"""From here on the tagger marks a firm."""
_OTHER: Final = 0.85
"""How sure it must be of another firm in the message."""
_CUT_OFF: Final = 2
"""Characters that it may have cut off the beginning of a name (小|骑士玩具)."""
_AFTER_PLACE: Final = frozenset("的那嗰有这园区城镇街路港村乡县岛湾")
"""What goes on after a place, asked first: most messages tell of no firm by its place."""
_QUARTER: Final = frozenset("园区城镇街路港村乡县岛湾旗桥庄里坪口关地谷沟屯营")
"""How the name of a quarter ends that no list of places knows."""
_JOINS: Final = made(r"(?:那边|这边)?(?:的那个|的那家|的|那个|那家)(?:是|叫)?")
_TOLD: Final = made(r"[,。;]|[啊嗯呃嘛呢](?=[\u4e00-\u9fff])|的[\u4e00-\u9fff]{1,3}(?:总|工|经理|[哥姐])")
_HELD, _HELD_PLAIN = 0.1, 0.3
"""How far it must hold a name for a firm, and one that is made of words of the dictionary; fitted on 1,350 messages."""


def told_of(seen: Scan, best: Tagged | None, chance: Chances) -> Span | None:
    """Return the firm told of by its place when it is likelier than the best that the tagger marked."""
    if best is not None and best.chance >= _OTHER and not _by_place(seen.plain, best):
        return None
    told = placed_firm(seen.plain, seen.tokens, seen.people, seen.amounts)
    if told is None and best is not None:
        return _known_there(seen, best)
    if told is None or not _likelier(told, best) or seen.role(told.firm) != "prospect":
        return None
    least = _HELD if told.strange else _HELD_PLAIN
    return told.firm if support(chance, "firm", told.firm) >= least else None


def _known_there(seen: Scan, best: Tagged) -> Span | None:
    """Return the known name that is told of by its quarter, when that is what the tagger marked (西二旗|的|作业帮)."""
    if seen.plain[best.end - 1] not in _QUARTER:
        return None
    joined = _JOINS.match(seen.plain, best.end)
    for firm in seen.firms if joined else ():
        if firm.rule == "brand" and joined and firm.start == joined.end() and _TOLD.match(seen.plain, firm.end):
            return firm if seen.role(firm) == "prospect" else None
    return None


def _by_place(plain: str, best: Tagged) -> bool:
    """Tell whether what the tagger marked may be the place, or a name of which the beginning is cut off."""
    return plain[best.end : best.end + 1] in _AFTER_PLACE or "的" in plain[max(0, best.start - 4) : best.start]


def _likelier(told: Placed, best: Tagged | None) -> bool:
    """Tell whether what the tagger marked is nothing, the place, a part of the name, or a thing beside it."""
    firm = told.firm
    if best is None or best.chance < _FIRM:
        return True
    if firm.start <= best.start < firm.end:
        return 0 < best.start - firm.start <= _CUT_OFF and not place_prefix(firm.value)
    return told.start <= best.start < firm.start or best.chance < _OTHER
