"""Amounts of money, and whose money it is: budget, deal, unit price, our quote, capital, a rival's price."""

from __future__ import annotations

import re
from typing import Final

from nlp.numbers.half_said import half_said
from nlp.numbers.numerals import DIGIT, few, han_value
from nlp.patterns.kept import compiled
from nlp.patterns.openings import Opened
from nlp.patterns.stored import made
from nlp.span import Cover, Span

_HAN: Final = "零〇一二两三四五六七八九十百千万亿"
_UNIT: Final = (
    r"亿|千万|百万|十万|万|w(?![a-z])|W(?![A-Za-z])|k(?![a-z]|W)|K(?![A-Za-z])|千|[mM](?![a-zA-Z])|million|mil"
)
_CURRENCY: Final = r"人民币|元整|元|块钱|块|圆|RMB|rmb|CNY|cny"
_NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HEAD: Final = r"(?:[¥￥]|RMB|rmb|CNY)\s?"
_AMOUNT: Final = Opened(
    rf"(?<![A-Za-z0-9.])(?P<head>{_HEAD})?(?:(?P<low>{_NUMBER})\s?(?P<lowunit>{_UNIT})?(?:元|块)?\s?(?:到|至|-|~|–)\s?)?"
    rf"(?P<num>{_NUMBER})\s?(?P<few>[几多来])?(?:个 ?)?(?P<unit>{_UNIT})?(?: (?=\d(?:$|[,。;)])))?"
    rf"(?P<tail>\d(?![\d.]))?(?P<more>[几多])?(?:出头|左右)?\s?(?P<cur>{_CURRENCY})?"
)
_SPOKEN: Final = Opened(
    rf"(?:(?P<low>[{_HAN}]+)(?:元|块)?(?:到|至))?(?P<han>半(?=个[亿])|[{_HAN}几]*[{_HAN}](?:点[{_HAN}]+)?)(?P<few>[几多来]|把(?=[万千]))?(?:个(?=[亿万千百wWkK]))?"
    rf"(?P<unit>亿|千万|百万|万|千|w|W|k|K)?(?P<half>半)?(?P<more>[几多])?(?:的?样子)?(?P<cur>{_CURRENCY})?"
)
_SCALE: Final = {
    "亿": 1e8,
    "千万": 1e7,
    "百万": 1e6,
    "十万": 1e5,
    "万": 1e4,
    "w": 1e4,
    "k": 1e3,
    "千": 1e3,
    "m": 1e6,
    "million": 1e6,
    "mil": 1e6,
}
_NOT_MONEY: Final = made(
    r"\s?(?![年月周天日](?:底|初|末|前|内|中旬|之[前内]))(?:[个台套件只片支条吨箱瓶盒张份颗枚米公斤克升辆架座栋间户家名位人次平亩天桶罐袋株棵羽卷根樘粒串副组幅颗月年日号点秒页]|分(?![一两二三四五六\d几]?[期批次笔年])|里(?![头面边出拨扣支])|行(?:数据|记录|代码|要)|周(?![一二三四五六日天末])|批(?!没批|了|下|准|过|复)|平米|平方|平|人民(?!币)|包(?=$|[\s,。;)])|头(?!寸)|瓦|伏|千瓦|小时|[kK]?[wW](?:h|p)|mm|cm|kg|pcs|PCS|units?|sets?"
    r"|用户|会员|学员|读者|居民|商户|终端|点位|粉丝|订单|单(?!价|子)|多?(?:台|套|个|件|片|只|人|家|平|颗|吨|箱|支|辆|条|张))"
)
_ROW: Final = made(r"(?:,\d+(?:\.\d+)?[万千w]?)+(?:[台套个件只片支条吨箱瓶盒张份颗枚米公斤架座户人次桶罐袋株卷根]|pcs)")
"""Amounts in a row of which the last says what is counted (1万、5万、10万片)."""
_FOREIGN: Final = made(
    r"\s?(?:美金|美元|美刀|刀|USD|usd|US\$|欧元|EUR|港币|港元|HKD|日元|新台币|台币|NTD|英镑|%|个点|％)"
)
_PER: Final = made(
    r"\s?(?:/|每|一)\s?(?:台|套|个|件|只|片|支|条|吨|箱|瓶|盒|张|份|米|平|平米|人|月|天|次|颗|公斤|kg|pcs|点|辆|户|用户|账号|组|副|串|回|趟|桶|袋|卷|包|间|床|把|根|座|车|罐|斤|亩|顿)"
    r"|\s?(?:的)?单价|\s?per\b|\s?a piece|\s?each"
)


_COUNTED: Final = made(
    r"(?:(?<=[kKmM])\s|(?<=[kKmM]\s))(?!rmb|yuan|cny|budget|for|per|by|or|and|around|total|left|in|to|but|is|max|deal)[a-z]{3,}",
    re.I,
)


_QUANTITY: Final = made(
    r"(?:数量|用量|产量|产能|销量|并发|日活|月活|客流|流量|库存|需求量|订货量|总量|里程|寿命|转速|用户数?|会员数?|粉丝)"
    r"(?:要|是|有|到|能到|约|大概|差不多|为|:|真?能到)?\s?$"
)
"""What is counted before a number that carries no currency (月用量两万)."""


def _arabic(match: re.Match[str]) -> float | None:
    unit, head, cur = match["unit"], match["head"], match["cur"]
    value = float(match["num"].replace(",", ""))
    if not (unit or head or cur or match["num"].endswith(",000")):
        return None
    scale = _SCALE.get((unit or "").lower(), 1.0)
    tail = int(match["tail"]) * scale / 10 if match["tail"] and unit in {"万", "千", "亿"} else 0.0
    return value * scale + tail


def _spoken(match: re.Match[str]) -> float | None:
    han, unit, cur = match["han"], match["unit"], match["cur"]
    if not (unit or cur or any(char in "万亿" for char in han)) or han[0] in "万亿" or (han == "千万" and not cur):
        return None
    if han == "半":
        return 0.5 * _SCALE.get(unit or "", 0.0)
    text = few(han)
    pair = compiled(r"^([一二两三四五六七八九])([二两三四五六七八九])$").match(text)
    if pair and unit and DIGIT[pair[1]] < DIGIT[pair[2]]:
        text = pair[2]
    value = han_value(text) if text else None
    if value is None:
        return None
    scale = _SCALE.get((unit or "").lower(), 1.0)
    last = next((s for s in reversed(han) if s in "万亿千"), "")
    half = 0.5 * (scale if unit else {"万": 1e4, "亿": 1e8, "千": 1e3}.get(last, 1.0)) if match["half"] else 0.0
    return value * scale + half


def find_amounts(plain: str, taken: list[Span]) -> list[Span]:
    """Return money spans; `value` is yuan as text, `role` is money, unit_price or foreign."""
    found: list[Span] = []
    busy = Cover(taken)
    for pattern, read in ((_AMOUNT, _arabic), (_SPOKEN, _spoken)):
        for match in pattern.finditer(plain):
            start, end = match.span()
            if busy.over(start, end):
                high = busy.first_after(start, end)
                cut = pattern.pattern.match(plain, start, high) if start < high and pattern is _SPOKEN else None
                if cut is None or busy.over(*cut.span()):
                    continue
                match, end = cut, cut.end()
            if start and (
                (plain[start - 1].isascii() and plain[start - 1].isalnum())
                or plain[start - 1] in ".第周"
                or plain.startswith("周期", start - 2)
            ):
                continue
            value = read(match)
            counted = match[0].endswith("个") and not compiled(r"预算|左右|以内|$|[,。;]").match(plain, end)
            if value is None or value <= 0 or counted:
                continue
            role = _role_of_form(plain, match, end)
            if role:
                found.append(Span(start, end, f"{value:.2f}", "amount", 0.95, role))
                busy.add(found[-1])
    found += half_said(plain, found, busy)
    return sorted(found, key=lambda span: span.start)


def _role_of_form(plain: str, match: re.Match[str], end: int) -> str:
    if _FOREIGN.match(plain, end) or compiled(
        r"(?:\$|USD|EUR|GBP|JPY|SGD|AUD|CHF|TWD|€|£|美金|美元|欧元|港[币元]|HKD|台币|NTD|日元|英镑)\s?$"
    ).search(plain[max(0, match.start() - 4) : match.start()]):
        return "foreign"
    if _PER.match(plain, end) or compiled(
        r"(?:单价|每[台套个件只片支条吨箱米平人月]|一(?:[台套个件片支间栋层只辆座吨张平组副串回趟]|条线|平米|天(?!.*预算))(?!.*(?:预算|变成|总|共|合计)))[^\d,。;]{0,5}$"
    ).search(plain[max(0, match.start() - 8) : match.start()]):
        return "unit_price"
    bare = not match["cur"] and not match.groupdict().get("head")
    if bare and (_COUNTED.match(plain, end) or _QUANTITY.search(plain[max(0, match.start() - 8) : match.start()])):
        return ""
    if not match["cur"] and (_NOT_MONEY.match(plain, end) or (plain.startswith(",", end) and _ROW.match(plain, end))):
        return ""
    return "money"
