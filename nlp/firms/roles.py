"""Whose name it is: the prospect, a rival, ourselves, a referrer, a firm only compared with."""

from __future__ import annotations

from typing import Final

from nlp.firms.aside import aside
from nlp.lexicon import phrases
from nlp.patterns.held import Held
from nlp.patterns.kept import compiled
from nlp.patterns.stored import made
from nlp.span import Span

_RIVAL_VERB: Final = made(phrases("roles", "rival_verb"))
_RIVAL_AFTER: Final = made(phrases("roles", "rival_after"))
_OWN_BEFORE: Final = made(
    r"(?:我们|我司|咱们?|我方|本公司|咱公司|我们公司|我是|这里是|我这边是|这边是|our)(?:公司|集团|是|这边|家|的)?\s?$"
)
_REFER_AFTER: Final = Held(phrases("roles", "refer_after"))
_REFER_BEFORE: Final = Held(phrases("roles", "refer_before"))
_RIVALS_ARE: Final = Held(
    r"(?:竞品|竞争对手|竞对|对手|友商|(?:现|老|原|原有|现有|目前的?|之前的?)供应商)(?:主要)?"
    r"(?:是|有|为|叫|:|那边|包括|就是)?\s?$"
)
_TALKING: Final = made(
    r"(?:(?:也|还|正|又)?在|原先|以前|之前|原来|一直|现在|目前)(?:都|是|就)?(?:跟|和|与|找|看|用|试)\s?$"
)
_OWN: Final = frozenset("们司咱方是边家的团r")
_GIVEN: Final = frozenset("给到去往了发寄交传送递")
_TALKED_TO: Final = frozenset("跟和与找看用试")
_BESIDE: Final = frozenset("跟和与拿同")
"""What the words before a name end with, asked first: a pattern tries every place before its end."""
_LIKENED: Final = (
    "像", "类似", "类似于", "前东家", "之前在", "以前在", "曾在", "原来在", "毕业于", "服务过",
    "案例有", "案例是", "案例包括",
)  # fmt: skip
_LIKE_AFTER: Final = made(
    r"(?:那样|一样|这种|那种|的案例|案例|的项目(?:经验|案例)|也在用我们|在用我们|用的我们|也是我们的?客户|做过|那个案例|似的|级别|之类)"
)

_GIVEN_TO: Final = made(
    r"(?:报价单?|资料|合同|样品|方案|标书|PPT|ppt|邮件|发票|协议|目录|图纸)(?:已经?|都|刚刚?)?(?:发|寄|给|交|传|送|递|提交)"
    r"(?:给|到|去|往)?了?(?:给|到)?\s?$"
)
"""Whoever is given our papers is a customer."""
_GIVERS: Final = frozenset("给帮为")

_CHANNEL_AFTER: Final = made(
    r"上(?:都|已经)?挂|(?:平台|后台|店铺|直播间|旗舰店)?(?:上|里|那边)?(?:私信|留言|评论区?|客资|询盘|推广|投流|广告|线索|来的(?:客资|线索|询盘|客户)|加的(?:一个)?客户|来的一个)"
    r"|(?:工业|产业|科技|软件)园|物流园(?!,)|大厦|广场|大道"
)
"""How a platform is named that a lead came from, not the firm that runs it; and a park or a road called after one."""


def role_of(plain: str, span: Span) -> str:
    """Return prospect, competitor, own, referrer or other for one candidate."""
    before = plain[max(0, span.start - 24) : span.start]
    after = plain[span.end : span.end + 16]
    if _CHANNEL_AFTER.match(after):
        return "other"
    ended = before.removesuffix(" ")
    last = ended[-1:]
    if ended.endswith(("不是", "并非", "不叫")) or aside(plain, span):
        return "other"
    if last in _GIVEN and _GIVEN_TO.search(before):
        return "prospect"
    if last in _OWN and _OWN_BEFORE.search(before):
        return "own"
    if _REFER_BEFORE.search(before, plain) or _REFER_AFTER.match(after, plain):
        return "referrer"
    if compiled(r"(?:的)?(?:介绍|推荐)").match(after):
        return "referrer"
    if _RIVALS_ARE.search(before, plain):
        return "competitor"
    visited = ended.endswith(("拜访", "联系")) or (before.endswith("找了") and compiled(r"[^,。;]{0,4}的").match(after))
    if _RIVAL_VERB.search(before) and not visited:
        return "competitor"
    if _RIVAL_AFTER.match(after) and not (after.startswith("报") and before.endswith(("给", "帮", "向"))):
        return "competitor"
    if (
        last in _TALKED_TO
        and _TALKING.search(before)
        and compiled(r"[^,。;]{0,3}(?:谈|接触|合作|对比|聊|做|[,。;]|$)").match(after)
    ):
        return "competitor"
    if _LIKE_AFTER.match(after) or (
        before.endswith(("参观", "参观一下", "参观了")) and compiled(r"的(?:项目|案例|现场|工厂|产线)").match(after)
    ):
        return "other"
    if last in _BESIDE and compiled(r".{0,6}(?:对比|比较|比价|比|PK|竞争)").match(after):
        return "competitor"
    if last in _GIVERS and compiled(r".{0,6}(?:做过|供过|供货|做的)").match(after):
        return "other"
    if ended.endswith(_LIKENED):
        return "other"
    return "prospect"
