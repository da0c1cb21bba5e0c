"""A correction in plain words (不是20万是12万, 电话错了 是139…): which field gets which value."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from nlp.firms import brands, companies
from nlp.lexicon import phrases
from nlp.normalize import normalize
from nlp.numbers import ids, money, phones
from nlp.patterns.kept import compiled
from nlp.patterns.stored import made
from nlp.people import addresses, full_names
from nlp.span import Span
from nlp.times.find import find_times
from nlp.tokens import Tokens

_CUE: Final = made(phrases("correction", "cue"))
_STAGE: Final = made(r"初步接触|需求确认|方案沟通|报价中|已签约|已流失")
_LABELS: Final = {
    "company": made(r"公司|客户名|单位|企业|抬头"), "contact": made(r"联系人|姓名|名字|人名|姓|叫"),
    "stage": made(r"阶段|状态"),
    "budget": made(r"预算|金额|价格|总价"), "phone": made(r"电话|手机|号码"),
    "next_time": made(r"时间|日期|几点|约"),
}  # fmt: skip
_VALUE: Final = made(phrases("correction", "value"))
_OLD: Final = made(r"(?:不是|不叫|并非)\s?[^,。;\s]{1,24}?(?=,|\s|是|而是|叫|应该|$)")


def read_correction(text: str, now: datetime) -> dict[str, str] | None:
    """Return field → new value among company, contact, phone, stage, budget, next_time; None when it corrects nothing.

    `budget` is yuan in digits, `next_time` is ISO 8601 as in a reading, `phone` is in the form of a reading.
    """
    read = normalize(text)
    plain = read.plain
    if len(plain) > 200 or not (_CUE.search(plain) or any(label.match(plain) for label in _LABELS.values())):
        return None
    out: dict[str, str] = {}
    numbers, others = phones.find_phones(plain)
    taken = numbers + others + ids.find_emails(plain)
    if numbers:
        out["phone"] = numbers[-1].value if not _kept_first(plain, numbers) else numbers[0].value
    whens = [
        when for when in find_times(plain, now) if not any(s.start < when.end and when.start < s.end for s in taken)
    ]
    amounts = [
        a
        for a in money.find_amounts(plain, taken + [Span(w.start, w.end, "", "time") for w in whens])
        if a.role == "money"
    ]
    if whens:
        spans = [Span(w.start, w.end, "", "time") for w in whens]
        out["next_time"] = (whens[0] if _kept_first(plain, spans) else whens[-1]).due()
    if amounts:
        out["budget"] = f"{float((amounts[0] if _kept_first(plain, amounts) else amounts[-1]).value):.0f}"
    stage = _STAGE.findall(plain)
    if stage:
        out["stage"] = stage[-1]
    if not out or _LABELS["company"].search(plain) or _LABELS["contact"].search(plain):
        out.update(_names(read.plain, taken))
    return out or None


def _kept_first(plain: str, spans: list[Span]) -> bool:
    """Tell whether the first of two is the right one (是12万，不是20万)."""
    return len(spans) > 1 and bool(compiled(r"(?:不是|而不是|并非)\s?$").search(plain[: spans[-1].start]))


def _names(plain: str, taken: list[Span]) -> dict[str, str]:
    """Return a corrected person or firm."""
    rest = _OLD.sub(lambda found: " " * len(found[0]), plain)
    value = next((found["v"] for found in _VALUE.finditer(rest)), "")
    value = compiled(r"(?:才对|吧|了|的|哦|啊)$").sub("", value)
    if not value or compiled(r"\d{5}").search(value):
        return {}
    tokens = Tokens(value)
    person = bool(addresses.find_addresses(value, tokens)) or any(
        n.end - n.start == len(value) for n in full_names.find_names(value, tokens, taken and [])
    )
    firm = bool(companies.find_companies(value, tokens, [], [], [(0, len(value))], brands.find_brands(value)))
    if _LABELS["contact"].search(plain) and not _LABELS["company"].search(plain):
        return {"contact": value}
    if _LABELS["company"].search(plain) and not person:
        return {"company": value}
    if person and not firm:
        return {"contact": value}
    return {"company": value} if firm else {}
