"""Money in a text that is neither budget nor deal: parts of a price on their way, deposits, what others ask."""

from __future__ import annotations

from typing import Final

from nlp.lexicon import phrases
from nlp.patterns.kept import compiled
from nlp.patterns.stored import made

_DEPOSIT: Final = made(r"(?:保证金|押金|保底|标书费|质保金|违约金)[^,。;]{0,5}$")
_DEPOSIT_AFTER: Final = made(r"[^,。;]{0,2}(?:保证金|押金|保底|标书费|违约金|质保金)")

_RULE_BEFORE: Final = made(r"(?:超过|满|达到|超)$")
_RULE_GOES_ON: Final = made(r"[^,。;]{0,5}(?:要|得|走|需|必须|减|送|返|包邮)")
_RULE_AFTER: Final = made(
    r"(?:块钱?|元)?以[上下]的?(?:采购|项目|单子?|合同|设备|支出|开支|费用|东西|订单|审批)(?!预算)|(?:块钱?|元)?以[上下][^,。;]{0,3}(?:要|得|就|需|必须|走|报|可以直接)|(?:块钱?|元)?以内[^,。;\s]{0,3}(?:[他她]|自己|部门|能定|可以定|不用)"
)
"""A limit of the customer's own rules of buying, from which on somebody has to be asked."""

_PAID: Final = made(phrases("budget", "paid"))
"""A part of the price on its way, which is neither budget nor the deal's value."""
_PAYING: Final = frozenset("款金账帐打付欠那笔剩拨交")
"""What `_PAID` needs, asked first: a pattern tries every place before its end."""
_PAID_AFTER: Final = made(phrases("budget", "paid_after"))
_PAID_LATER: Final = made(phrases("budget", "paid_later"))
_WHOLE: Final = made(phrases("budget", "whole"))
"""What says that an amount is the whole, of which a part is spoken of next (签了三十二万首付三成)."""
_OTHERS: Final = made(phrases("budget", "others"))
"""What others ask or charge, what we ask ourselves, and what a thing costs at the moment."""
_THEIRS: Final = frozenset("才你贵我咱超多高个他人对隔去以之上现目下边听看家")
"""What `_OTHERS` needs."""
_BESIDE: Final = made(phrases("budget", "beside"))
_BESIDE_AFTER: Final = made(phrases("budget", "beside_after"))
"""An amount that another is held against (跟会上说的五十万差一点)."""
_SIGNED_WITH: Final = made(phrases("budget", "signed_with"))
_WITH: Final = frozenset("跟和与给被由归")
"""What `_SIGNED_WITH` needs."""
_RUNNING_OUT: Final = made(phrases("budget", "running_out"))
_LOST: Final = made(r"没戏|丢了|没了|黄了|没谈成|没拿下|选了|输了|流标|抢走|白跑")
"""What others signed for, where that says that we lost or that it runs out (跟布勒签的，62万)."""
_FOR_ME: Final = made(r"(?:块钱?|元)?(?:给我们?做|卖(?:给)?我)")
_TOO_DEAR: Final = made(phrases("budget", "too_dear"))
"""A price that is held against whoever asks it, and one at which nothing is to be done."""
_LET_GO: Final = made(phrases("budget", "let_go"))
"""A part of the price that is let go (把那两万抹掉), and money that is lost if things go wrong."""
_SCOPE: Final = made(phrases("budget", "scope"))
"""What says that an amount is for more than what is bought of us (一百六十万是连土建的)."""
_FUNDS: Final = made(r"(?:经费|[备研购]费|预算|资金|额度|指标|拨款|专款|款项)[^,。;]{0,6}$")
_LOST_AFTER: Final = made(
    r"[^,。;]{0,3}(?:注册资本|营业额|营收|年薪|月薪|的?产值)|(?:块钱?|元)?的?(?:(?<=的)报价|报价(?!单)|罚款|损失|违约|京东卡|红包)"
)


_EACH_AFTER: Final = made(phrases("budget", "each_after"))
_PAID_FAR: Final = made(phrases("budget", "paid_far"))


def paid(wide: str, before: str, after: str) -> bool:
    """Tell whether an amount is a deposit, or an instalment and not the whole.

    `before` is the clause up to the amount, `wide` the same length over clauses, `after` what follows.
    """
    if _FUNDS.search(before):
        return False
    if not before and (not after or after[0] in ",。") and _PAID_FAR.search(wide):
        return True
    if _DEPOSIT.search(before) or _DEPOSIT_AFTER.match(after):
        return True
    lead = before or wide.rstrip(", ")
    if not _PAYING.isdisjoint(lead) and _PAID.search(lead):
        return True
    return bool((_PAID_AFTER.match(after) or _PAID_LATER.match(after)) and not _WHOLE.search(before))


def limit(before: str, after: str) -> bool:
    """Tell whether an amount is a limit of the customer's own rules of buying."""
    if compiled(r"(?:控制|做|压|谈|降)[在到]$").search(before):
        return False
    return bool(_RULE_AFTER.match(after) or (_RULE_BEFORE.search(before) and _RULE_GOES_ON.match(after)))


def signed_elsewhere(plain: str, wide: str, after: str) -> bool:
    """Tell whether an amount is what somebody else sells for: the deal is lost to them, or theirs runs out."""
    return bool(
        not _WITH.isdisjoint(wide) and _SIGNED_WITH.search(wide) and (_LOST.search(plain) or _RUNNING_OUT.match(after))
    )


def others(before: str, after: str) -> bool:
    """Tell whether an amount is what somebody else asks, what a thing costs now, a loss or pay."""
    if _LOST_AFTER.match(after) or _EACH_AFTER.match(after) or _LET_GO.match(after) or _SCOPE.match(after):
        return True
    if _TOO_DEAR.match(after) and "预算" not in before:
        return True
    if not before and after.startswith("?"):
        return True  # 二十三万？ is our price said again.
    if before.endswith(("你", "你们")) and _FOR_ME.match(after):
        return False
    if _BESIDE_AFTER.match(after) and _BESIDE.search(before):
        return True
    return (
        not _THEIRS.isdisjoint(before)
        and bool(_OTHERS.search(before))
        and not compiled("(?i:预算|budget|批)").search(before)
    )
