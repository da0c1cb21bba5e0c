"""Which of the amounts in a text is the customer's budget or the deal's value."""

from __future__ import annotations

import re

from nlp.span import Span

_BUDGET = re.compile(r"预算|经费|budget|Budget|资金|打算花|准备花|拿出|批了|盘子|总价|总额|总共|合计|金额|合同额|成交|签(?:了|约|下|单)|订单|下单|单子|标的|项目(?:总)?(?:金额|规模)?|大概(?:要|有)|左右|以内|控制在|不超过|上限|封顶|定金|首期|一期|年采购|采购额|采购量|deal|worth|around|value", re.I)
_OURS = re.compile(r"(?:我们|我司|咱们?|我|已经|刚|昨天|上周|之前|给(?:他|她|客户|他们|对方)?)(?:这边|已经|已)?(?:给[^,。;]{0,6})?(?:报(?:了|的是|的|过|给|价)?|开价|报价(?:是|为|单)?)[^,。;]{0,6}$|报价(?:是|为|单)?[^,。;]{0,5}$|报(?:了|的是|的|过|给[^,。;]{0,4})[^,。;]{0,4}$|(?:quoted|our quote|our price)[^,.;]{0,16}$")
_CAPITAL = re.compile(r"注册资本|注册资金|注册|营业额|营收|年产值|产值|流水|销售额|年销|市值|融资|估值|利润|年收入|投资(?:额|了)?|总投资|身价|年营|revenue|turnover|工资|月薪|年薪|薪资|底薪|提成|罚款|房租|租金|奖金|运费|押金|[Ss]alary")
_RIVAL = re.compile(r"(?:竞品|对手|竞争对手|友商|别家|别人|另一家|其他家|同行|他家|那家|人家)[^,。;]{0,8}$")
_CUT = re.compile(r"(?:便宜|降|优惠|少|减|让|差|省|贵|高出?|涨|多|抹掉?)(?:了|出|掉|个)?[^,。;]{0,2}$")
_WISH = re.compile(r"(?:压到|砍到|降到|谈到|做到|还到|还价|还到|压价到|谈下来|希望|想|最多|要求|只(?:肯|愿意|能)?(?:给|出)|出价|出到|接受|心理价位?|目标价)[^,。;]{0,6}$")
_DROP_BEFORE = re.compile(r"(?:不是|并非|不止|不到|没有|不足|别写|不对|错了?|原来(?:说)?(?:的)?(?:是)?|之前(?:说)?(?:的)?(?:是)?|原(?:先|定|计划)|从|由)[^,。;]{0,4}$")
_FIX = re.compile(r"(?:不对|说错了?|更正|纠正|应该是|改成|改为|改到|调整(?:到|为|成)|(?:追加|增加|加|涨|提高|提升|提|上调|降|缩减|砍|减|压缩)(?:到|至|成)|而是|是|变成|其实是|最后定|现在是|actually|sorry)[^,。;]{0,6}$")


def choose_budget(plain: str, amounts: list[Span], competitors: list[Span]) -> Span | None:
    """Return the amount that is budget or deal value; corrections win, then stated budgets, then the last fair one."""
    best: tuple[float, int, Span] | None = None
    for place, amount in enumerate(amounts):
        score = _score(plain, amount, competitors)
        if score <= 0:
            continue
        if best is None or (score, place) >= (best[0], best[1]):
            best = (score, place, amount)
    return best[2] if best else None


def _score(plain: str, amount: Span, competitors: list[Span]) -> float:
    if amount.role != "money" or float(amount.value) < 500:
        return 0.0
    low = max((plain.rfind(mark, 0, amount.start) for mark in ",。;!?\n"), default=-1) + 1
    before, after = plain[max(low, amount.start - 16) : amount.start], plain[amount.end : amount.end + 8]
    wide = plain[max(0, amount.start - 16) : amount.start]
    if _CAPITAL.search(before) or re.match(r"[^,。;]{0,3}(?:注册资本|营业额|营收|年薪|月薪|的?产值)", after):
        return 0.0
    if _DROP_BEFORE.search(before) and not re.search(r"(?:改成|改为|调整到|改到)[^,。;]{0,4}$", before):
        return 0.0
    if _RIVAL.search(before) or any(low <= rival.start < amount.start for rival in competitors):
        return 0.0
    if _CUT.search(before) and not re.search(r"[到至成]$", before):
        return 0.0
    if _OURS.search(before) and not _WISH.search(before):
        return 0.0
    score = 0.5
    if _BUDGET.search(before) or re.match(r"[^,。;]{0,4}(?:预算|的(?:单子?|订单|项目|合同|货|盘子)|budget|左右|以内|以下|上下|封顶|之内)", after):
        score = 1.0
    if _WISH.search(before):
        score = 0.8
    if re.search(r"预算|budget", before, re.I):
        score = 1.2
    if _FIX.search(before) and re.search(r"不对|说错|更正|纠正|应该是|改成|改为|改到|调整|追加|增加|加到|涨|提高|提到|提升|上调|降到|缩减|砍到|减到|压缩|而是|不是|变成|其实|actually|sorry|错", wide + before):
        score = 2.0
    return score
