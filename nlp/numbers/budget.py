"""Which of the amounts in a text is the customer's budget or the deal's value."""

from __future__ import annotations

import re
from typing import Final

from nlp.lexicon import phrases
from nlp.numbers.other_money import limit, others, paid, signed_elsewhere
from nlp.patterns.kept import compiled
from nlp.patterns.stored import made
from nlp.span import Span

_BUDGET: Final = made(phrases("budget", "budget"), re.I)
_OURS: Final = made(phrases("budget", "ours"))
_CAPITAL: Final = made(phrases("budget", "capital"))
_RIVAL: Final = made(phrases("budget", "rival"))
_CUT: Final = made(phrases("budget", "cut"))
_WISH: Final = made(phrases("budget", "wish"))
_DROP_BEFORE: Final = made(phrases("budget", "drop_before"))
_FIX: Final = made(phrases("budget", "fix"))

_QUOTED: Final = made(phrases("budget", "quoted"))
_DEAL_AFTER: Final = made(
    r"(?:块|元)?整?(?:,(?:能做|行|可以)(?:的话)?,?(?:我们?|咱们?)?(?=就)|他们?|她|客户)?(?:就|可以|能)(?:直接|马上|立刻)?(?:签|定|成交|下单|拿下|走合同)"
)
"""At which price the deal is on (13万整就签)."""
_THIS: Final = made(r"(?:[这本]一?单|这次|本次|今年|先做|首单|首批|第一[批单])[^,。;]{0,5}$")
"""What is to be bought now, beside what is bought in a year."""

_MOST: Final = made(r"(?:上限|别超过?|不(?:能|要)?超过?|顶格|封顶)(?:是|在|就|也就)?$")
"""The end of a range that is told apart from its middle (预算三百来万，上限三百二)."""
_SHARE: Final = made(phrases("budget", "share"))
"""Our part of a larger project."""
_OURS_OF_IT: Final = made(phrases("budget", "ours_of_it"))
_SORRY: Final = made(
    r"(?:(?:不是|不对|说错了?|口误|错了)[,。 ]{1,2}(?:是|应该是)?|(?:不对|不是不是|说错了?|口误)(?:应该)?是?)$"
)

_IN_ALL: Final = made(r"(?:总|一共|合计|全部|[\d两二三四五六七八九十][台套个件组辆条])[^,。;]{0,6}$")
_NEAR: Final = 24
"""Characters before an amount in which a rival's name makes it the rival's."""
_STATED, _CORRECTED = 1.2, 2.0
"""Scores of a stated budget and of a correction."""


def choose_budget(plain: str, amounts: list[Span], competitors: list[Span]) -> Span | None:
    """Return the amount that is budget or deal value; corrections win, then stated budgets, then the last fair one.

    An amount of the size of a unit price is one, and what was refused is refused when it is said or corrected again.
    """
    best: tuple[float, int, Span] | None = None
    each = [float(amount.value) for amount in amounts if amount.role == "unit_price"]
    refused: set[str] = set()
    last = 1.0
    for place, amount in enumerate(amounts):
        score = _score(plain, amount, competitors)
        if (last < 0 and score == _CORRECTED) or (0 < score < _STATED and _of_one(plain, amount, each, refused)):
            score = 0.0
        last = score
        if score <= 0:
            refused.add(amount.value)
            continue
        if best is None or (score, place) >= (best[0], best[1]):
            best = (score, place, amount)
    return best[2]._replace(score=_sure(best[0])) if best else None


def _of_one(plain: str, amount: Span, each: list[float], refused: set[str]) -> bool:
    """Tell whether an amount is what one piece costs, or was refused before."""
    if amount.value in refused:
        return True
    near = any(0.5 < float(amount.value) / one < 2 for one in each)
    return near and not _IN_ALL.search(plain, max(0, amount.start - 10), amount.start)


def _sure(score: float) -> float:
    """Return how sure an amount is the budget: one beside which nothing says so is right four times in five."""
    return 0.8 if score < 0.8 else 0.85 if score < 1.0 else 0.95


def _score(plain: str, amount: Span, competitors: list[Span]) -> float:
    if amount.role != "money" or float(amount.value) < 500:
        return 0.0
    low = max((plain.rfind(mark, 0, amount.start) for mark in ",。;!?\n"), default=-1) + 1
    before, after = (
        plain[max(low, amount.start - 16) : amount.start].rstrip(),
        plain[amount.end : amount.end + 12].lstrip(),
    )
    wide = plain[max(0, amount.start - 16) : amount.start].rstrip()
    if _OURS_OF_IT.match(after):
        return 1.3
    if paid(wide, before, after):
        return -1.0
    if others(before, after) or signed_elsewhere(plain, wide, after):
        return 0.0
    capital = _CAPITAL.search(before)
    put_in = (
        capital
        and capital[0] in {"投资", "投资额"}
        and compiled(r"(?:块钱?|元)?(?:以内|左右|上下|封顶|之[内间])").match(after)
    )
    if capital and not put_in:
        return 0.0
    ours = _OURS.search(before) and not _WISH.search(before)
    if _DROP_BEFORE.search(before) and not compiled(r"(?:改成|改为|调整到|改到)[^,。;]{0,4}$|不是不是$").search(before):
        return -1.0 if ours else 0.0
    if _RIVAL.search(before) or any(
        max(low, amount.start - _NEAR) <= rival.start < amount.start
        and not compiled("(?i:预算|budget)").search(plain[rival.end : amount.start])
        for rival in competitors
    ):
        return 0.0
    if _CUT.search(before) and not compiled(r"[到至成]$").search(before):
        return 0.0
    if _QUOTED.search(plain[max(0, amount.start - 40) : amount.start]) and not compiled("预算|成交").search(wide):
        return 0.0
    if _DEAL_AFTER.match(after):
        return 1.1
    if ours:
        return 0.0
    if limit(before, after):
        return 0.0
    score = 0.5
    if _BUDGET.search(before) or compiled(
        r"[^,。;]{0,4}(?:预算|的(?:单子?|订单|项目|合同|货|盘子)|budget|左右|以内|以下|上下|封顶|之内|成交|拿下|中标)"
    ).match(after):
        score = 1.0
    if _WISH.search(before):
        score = max(score, 0.8)
    if _SHARE.search(before):
        score = 1.3
    if _THIS.search(before):
        score = 1.1
    if compiled("(?i:预算|budget)").search(before):
        score = _STATED
    if _MOST.search(before):
        score = 1.25
    if _SORRY.search(wide):
        return _CORRECTED
    if _FIX.search(before) and compiled(phrases("budget", "score")).search(wide + before):
        score = _CORRECTED
    return score
