"""Who of the people named stands on the customer's side: neither ours, nor gone, nor a referrer, nor a rival's."""

from __future__ import annotations

import re
from typing import Final

from nlp.lexicon import phrases
from nlp.patterns.held import Held
from nlp.patterns.kept import compiled
from nlp.patterns.stored import made
from nlp.scan import Scan
from nlp.span import Span

_OWN: Final = made(phrases("contacts", "own"))
_YOURS: Final = made(
    r"(?:(?<![加找系])[你您]们?(?:公司|那边|这边)?的?|贵(?:公?司|方)的?)(?:销售|业务员?|客户经理|工程师|技术)?\s?$"
)
"""How a customer speaks of our people."""
_LEFT: Final = Held(phrases("contacts", "left"))
_FORMER: Final = Held(phrases("contacts", "former"))
_OURS: Final = Held(phrases("contacts", "belongs"))
_REFERRED: Final = Held(phrases("contacts", "referred"))
_REFER_BEFORE: Final = Held(
    r"(?:介绍人|推荐人|经由?|通过|托|由|来源|referred by|introduced by|via|thanks to)(?:是|:|老客户|朋友|的){0,2}\s?$"
    r"|(?:介绍人|推荐人)[是:\-][^,。;]{0,8}$"
)
_BESIDE: Final = frozenset("和跟与带着陪同")
_TAKES_OVER: Final = made(r"[^,。;]{0,4}(?:接手|接替|接管|负责|对接|暂?代|跟进|主导|牵头|拍板|主持|分管|处理|签字)")
"""What makes 由 say who is in charge and not who referred."""


def sided(seen: Scan, rivals: list[Span], *, customer: bool) -> list[Span]:
    """Return the people who stand on the customer's side, in order."""
    own = _YOURS if customer else _OWN
    return [person for person in seen.people if _belongs(seen.plain, person, rivals, own)]


def _belongs(plain: str, person: Span, rivals: list[Span], own: re.Pattern[str]) -> bool:
    """Tell whether a person is neither ours, nor gone, nor a referrer, nor a rival's."""
    before = plain[max(0, person.start - 12) : person.start]
    after = plain[person.end : person.end + 14].lstrip(" ")
    clause = compiled(r"[,。;!?\n]").split(before)[-1]
    if own.search(clause) and not compiled(r"(?:客户|对方|他们)(?:让|叫|安排|派)\s?$").search(clause):
        return bool(compiled(r"(?:邀|约)请\s?$").search(clause))
    ended = clause.removesuffix(" ")
    if ended.endswith(("不是", "不叫", "并非")) or compiled(
        r"[, ]{0,2}(?:你(?!们|说)|帮我|帮忙|麻烦你|请你|去把|记得)"
    ).match(after):
        return False
    if (
        ended[-1:] in _BESIDE
        and compiled(r"(?:我|我们)(?:刚|今天|上午|下午)?(?:和|跟|与|带着?|陪着?|同)\s?$").search(clause)
        and compiled(r"(?:一起|一块|一同|两个人|去|过去|俩)").match(after)
    ):
        return False
    if compiled(r"其实(?:姓|叫|是)|[,, ]{1,2}[^,。;]{0,12}(?:发我|给我|帮我|转我)(?:一[份下]|$|[,。;!])").match(
        after
    ) and (person.start < 3 or after.startswith("其实")):
        return False
    if _LEFT.match(compiled(r"[,。;!?\n]").split(after)[0], plain) and not compiled(r"(?:那边|他们|公司)").match(after):
        return False
    taking_over = clause.endswith("由") and _TAKES_OVER.match(after)
    if _FORMER.search(clause, plain) or _REFERRED.match(after, plain):
        return False
    if _REFER_BEFORE.search(clause, plain) and not taking_over:
        return False
    if any(
        0 <= person.start - rival.end <= 6
        and compiled(r"(?:那边|家|他们)?的?(?:销售|业务员?|客户经理|销售总监|BD)?的?").fullmatch(
            plain[rival.end : person.start]
        )
        for rival in rivals
    ):
        return False
    return not _OURS.match(after, plain)
