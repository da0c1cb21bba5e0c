"""Who is told of in a deal and has no part in it: the customer's own customer, a courier, a part that ours must fit."""

from __future__ import annotations

from typing import Final

from nlp.lexicon import phrases
from nlp.patterns.stored import made
from nlp.span import Span

_COURIER: Final = made(r"(?:顺丰|中通|圆通|申通|韵达|德邦|极兔|京东|跨越|安能)(?:速运|速递|快递|快运|物流)?$")
_BROUGHT: Final = made(r"[^,。;]{0,4}(?:把|送到|拉走|取走|上门)")
"""How a courier is told of, and not as a rival."""
_FROM_THEM: Final = made(r"(?:的)?(?:验厂|审厂|审核|飞检|在催|催[货布单得]|下(?:周|礼拜|个?月)[^,。;]{0,2}要?上架)")
"""What the customer's own customer does."""
_THEIR_OWN: Final = made(phrases("roles", "their_own"))
_GIVERS, _SENDERS, _USERS = frozenset("给帮为"), frozenset("寄发走用"), frozenset("用的是着")
_SAYS_WHO: Final = frozenset("是有为括像")
_SUPPLIED: Final = made(r"(?:做|搞|提供|干)?(?:配套|代工|贴牌|OEM)|供(?!应商)|做[^,。;]{0,4}(?:件|料|模具|加工|包材)")
_SENT_ALWAYS: Final = ("现在走", "目前走", "一直走", "都走")
"""Before a carrier of every day, which is a rival of whoever offers to carry."""
_LINKED: Final = made(r"(?:系统|软件)?(?:打通|对接|集成|互通|连通|同步|接通)")
_BESIDE: Final = frozenset("跟和与拿同")
_HAILED: Final = frozenset(",啊呀们俩!咱")
_WORKED_WITH: Final = made(r"(?:部署|登录|开会|沟通|联系|办公|打卡|收款|支付|扫码)")
_THEIR_MAKER: Final = made(
    r"的(?:那[个家])?(?:供应商(?!管理|大会|部)|代工厂?|经销商|代理商|外协|配套[厂商])(?=[,。的也在都正贵便高低]|$)"
)
"""Who makes for a firm, is not the firm."""
_USED_FOR: Final = frozenset("是用配选")
_PRESCRIBED: Final = made(
    r"(?:PLC|plc|变频器|伺服|电机|轴承|减速机|阀门|传感器|控制器|触摸屏|芯片|机器人)(?:都|也)?"
    r"(?:必须|要求|得|要|只能|指定)都?[是用配选]\s?$"
)
"""Whose part ours must hold."""
_OURS_USED: Final = made(r"(?:那边|家)?(?:也|都|一直)?(?:在)?[用买装]的?(?:也|都|就)?是?(?:我们|咱们?)(?!自己)")
"""Who uses what we make is no rival."""
_CAME: Final = made(r"(?:那边|公司)?(?:过?来的|挖|跳|调|离职|辞职|退休)")
"""How somebody is said to have worked elsewhere (从远大挖来的)."""
_USED: Final = made(r"用的?(?:都?是|着)?\s?$")
_ENDS_HERE: Final = made(r"$|[\s,]")
_PART: Final = made(phrases("roles", "part"))
_JOINS: Final = made(phrases("roles", "joins"))
_RIVALRY: Final = made(r"便宜|贵|换掉|换成|替代|替换|想换|报价|对比|对手|竞品|抢")


def aside(plain: str, span: Span) -> bool:
    """Tell whether a firm is only in the story: the customer's own customer, a courier, a part that ours must fit."""
    before, after = plain[max(0, span.start - 24) : span.start], plain[span.end : span.end + 16]
    verb = before.rstrip()[-1:]
    if verb in _GIVERS and _SUPPLIED.match(after):
        return True
    if verb == "用" and _WORKED_WITH.match(after):
        return True
    if _OURS_USED.match(after) or (after[:1] == "的" and _THEIR_MAKER.match(after)):
        return True
    if _FROM_THEM.match(after) or (_COURIER.search(span.value) and _BROUGHT.match(after)):
        return True
    if verb == "从" and _CAME.match(after):
        return True
    if verb in _SENDERS and _COURIER.search(span.value) and not before.endswith(_SENT_ALWAYS):
        return True
    if (span.value == "兄弟" and after[:1] in _HAILED) or (_LINKED.match(after) and not _BESIDE.isdisjoint(before)):
        return True
    if not _SAYS_WHO.isdisjoint(before) and _THEIR_OWN.search(before):
        return True
    if verb in _USED_FOR and _PRESCRIBED.search(before):
        return True
    part = _PART.match(after) or (verb in _USERS and _ENDS_HERE.match(after) and _USED.search(before))
    if not part:
        return False
    near = plain[max(0, span.start - 24) : span.end + 28]
    return bool(_JOINS.search(near)) and not _RIVALRY.search(near)
