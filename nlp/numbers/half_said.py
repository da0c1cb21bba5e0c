"""Amounts of which a part goes without saying: 预算三百八, 最多给到33 beside 38万, 预算20个, 总价128000."""

from __future__ import annotations

from typing import Final

from nlp.numbers.numerals import han_value
from nlp.patterns.stored import made
from nlp.span import Cover, Span

_ELLIPTIC: Final = made(
    r"(?:预算|上限|封顶|[砍降压加涨批谈准给还]到了?|准备给|概算|估算)(?:是|也就|就|大概|差不多|在|有|批了)?"
    r"(?:[一二两三四五六七八九]百[一二三四五六七八九]?到)?"
    r"(?P<han>[一二两三四五六七八九]百[一二三四五六七八九]?)(?=[,。;!]|$|左右|以内|的样子|吧|上下)"
)
"""Ten thousands that go without saying (预算三百八)."""
_BARE: Final = made(
    r"(?:[给出降砍压谈做还加批]到|最多|最高|只(?:肯|能)?[给出]|心理价位?|底线|预算|[再打算想]投|[降谈压]到)(?:就|只有|只|也就|大概|是|在|给|出)*\s?"
    r"(?P<bare>\d{1,4}(?:\.\d)?)\s?个?(?=[,。;!)]|$|\s?(?:左右|以内|以下|上下|就|行|能|才|吧|,))"
)
"""The same in digits, beside an amount that says them (报了38万，他最多给到33)."""
_PIECES: Final = made(
    r"(?:预算|盘子|批了|批下来|批的|给了|拿出|别超过?|不超过?|上限|封顶)"
    r"(?:他们|口头给的?|给的?|说|大概|差不多|也就|就|是|在|有|到|控制在|最多| )*"
    r"(?P<bare>\d{1,4}(?:\.\d)?|[二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]百[一二三四五六七八九]?十?)"
    r"\s?来?个"
    r"(?=\s?(?:左右|上下|以内|封顶|吧|的样子|[,。;!(嗯呃啊哈]|$))"
)
_SUMS: Final = ("预算", "批", "盘子", "经费", "额度", "打包", "含税", "一口价")
_PIECES_OF: Final = made(
    r"(?<![\d.])(?P<bare>\d{1,4}(?:\.\d)?|[一二两三四五六七八九]?[十百](?:[一二三四五六七八九]十?)?)"
    r"\s?来?个(?:的?(?=预算|盘子|经费|额度)|(?=打包[,。价含]|含税|一口价))"
)
"""The same said before it (150个的预算)."""
"""Ten thousands called pieces (预算20个左右), where a budget is spoken of."""
_PLAIN: Final = made(
    r"(?:金额|总价|合同额|总额|总共|合计|预算|成交价)(?:是|为|就|定|大概)?[按:在]?\s?(?P<plain>[1-9]\d{4,7})"
    r"(?![\d.\-万wWkK%]|\s?[台套个件只片支条吨箱米人户平公千张])"
)
"""Yuan without their name (金额按 128000 走)."""


def half_said(plain: str, found: list[Span], busy: Cover) -> list[Span]:
    """Return amounts that leave their unit out, apart from those already `found`."""
    out = []
    if "百" in plain:
        for match in _ELLIPTIC.finditer(plain):
            value = han_value(match["han"])
            if value and not busy.over(*match.span("han")):
                out.append(Span(*match.span("han"), f"{value * 1e4:.2f}", "amount", 0.8, "money"))
    said = [float(span.value) / 1e4 for span in found + out if span.role == "money" and float(span.value) >= 1e4]
    for match in _BARE.finditer(plain) if said else ():
        value = float(match["bare"])
        if not busy.over(*match.span("bare")) and any(0.4 <= value / other <= 2.5 for other in said):
            out.append(Span(*match.span("bare"), f"{value * 1e4:.2f}", "amount", 0.8, "money"))
    if "个" in plain and any(word in plain for word in _SUMS):
        for match in (*_PIECES.finditer(plain), *_PIECES_OF.finditer(plain)):
            value = float(match["bare"]) if match["bare"][0].isdigit() else han_value(match["bare"]) or 0.0
            if 3 <= value <= 2000 and not busy.over(*match.span("bare")):
                out.append(Span(match.start("bare"), match.end(), f"{value * 1e4:.2f}", "amount", 0.8, "money"))
    return out + [
        Span(*match.span("plain"), f"{float(match['plain']):.2f}", "amount", 0.8, "money")
        for match in _PLAIN.finditer(plain)
        if not busy.over(*match.span("plain"))
    ]
