"""Money in a text that is neither budget nor deal: parts of a price on their way, deposits, what others ask."""

from __future__ import annotations

from typing import Final

from nlp.lexicon import phrases
from nlp.patterns.kept import compiled
from nlp.patterns.stored import made

_DEPOSIT: Final = made(r"(?:保证金|押金|保底|标书费|质保金|违约金)[^,。;]{0,5}$")
_DEPOSIT_AFTER: Final = made(r"[^,。;]{0,2}(?:保证金|押金|保底|标书费|违约金|质保金)")

_RULE_BEFORE: Final = made(r"(?:超过|满|达到|超)$")
_RULE_GOES_ON: Final = made(r"[^,。;]{0,5}(?:要|得|走|需|必须)")
_RULE_AFTER: Final = made(
    r"(?:块钱?|元)?以[上下][^,。;]{0,3}(?:要|得|就|需|必须|走|报|可以直接)|(?:块钱?|元)?以内[^,。;]{0,3}(?:[他她]|自己|部门|能定|可以定|不用)"
)
"""A limit of the customer's own rules of buying, from which on somebody has to be asked."""

_PAID: Final = made(phrases("budget", "paid"))
"""A part of the price on its way, which is neither budget nor the deal's value."""
_PAYING: Final = frozenset("款金账帐打付欠那笔剩")
"""What `_PAID` needs, asked first: a pattern tries every place before its end."""
_PAID_AFTER: Final = made(phrases("budget", "paid_after"))
_PAID_LATER: Final = made(phrases("budget", "paid_later"))
_WHOLE: Final = made(phrases("budget", "whole"))
"""What says that an amount is the whole, of which a part is spoken of next (签了三十二万首付三成)."""
_OTHERS: Final = made(phrases("budget", "others"))
"""What others ask or charge, what we ask ourselves, and what a thing costs at the moment."""
_THEIRS: Final = frozenset("才你贵我咱超多高个他人对隔去以之上现目下边")
"""What `_OTHERS` needs."""
_LOST_AFTER: Final = made(
    r"[^,。;]{0,3}(?:注册资本|营业额|营收|年薪|月薪|的?产值)|(?:块钱?|元)?的?(?:报价|罚款|损失|违约|京东卡|红包)"
)


_EACH_AFTER: Final = made(phrases("budget", "each_after"))
_PAID_FAR: Final = made(phrases("budget", "paid_far"))


def paid(wide: str, before: str, after: str) -> bool:
    """Tell whether an amount is a deposit, or an instalment and not the whole.

    `before` is the clause up to the amount, `wide` the same length over clauses, `after` what follows.
    """
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


def others(before: str, after: str) -> bool:
    """Tell whether an amount is what somebody else asks, what a thing costs now, a loss or pay."""
    if _LOST_AFTER.match(after) or _EACH_AFTER.match(after):
        return True
    return (
        not _THEIRS.isdisjoint(before)
        and bool(_OTHERS.search(before))
        and not compiled("(?i:预算|budget|批)").search(before)
    )
