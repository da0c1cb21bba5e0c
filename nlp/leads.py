"""Is it a lead, and what is missing of it."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from nlp.command import Command
from nlp.lexicon import phrases
from nlp.patterns.kept import compiled
from nlp.patterns.openings import Opened
from nlp.reading import Asked, ContactRead
from nlp.scan import Scan
from nlp.span import Span
from nlp.stage import find_stage

_NEED: Final = Opened(phrases("leads", "need"), re.I)
_REACTION: Final = Opened(phrases("leads", "reaction"))
"""How the other side took it: news of a prospect although nothing is wanted or promised yet."""
_GENERIC: Final = Opened(
    r"客户|对方|甲方|他们|买家|业主|采购(?:那边|说|要|问|嫌|觉得)|老板说|client|customer|prospect|they", re.I
)
_TERMS: Final = Opened(
    r"(?:要求|只接受|希望|想要?|谈)[^,。;]{0,4}(?:账期|付款方式|月结|分期)|预算[^,。;]{0,6}[\d一二两三四五六七八九十百]"
)
"""Terms that only a customer names."""
_CHANNEL: Final = Opened(r"私信|客资|询盘|留言|来的客户|加的客户|咨询(?:过|了|我们|产品)")
"""Words for somebody who came through a channel and is reached there, named or not."""
_AD: Final = Opened(phrases("leads", "ad"))
_NOTICE: Final = Opened(phrases("leads", "notice"))
_TICKET: Final = Opened(phrases("leads", "ticket"))
_RECRUIT: Final = Opened(phrases("leads", "recruit"), re.I)
_NEWS: Final = Opened(phrases("leads", "news"))
_CHAT: Final = Opened(phrases("leads", "chat"))
_DEBT: Final = Opened(phrases("leads", "debt"))
"""Somebody wants money of us: a supplier, and no customer."""
_BOT: Final = Opened(phrases("leads", "bot"), re.I)

_TO_US: Final = Opened(
    r"你们?[^,。;]{0,6}(?:过来|不用来|报价|送来|装|别跑|别来|方案)|(?:生产线|线|设备|项目|方案|单子?)我们?(?:取消|不要|看完)"
)
"""What a customer says to a supplier, whatever else it speaks of."""

_LEAST_SAID: Final = 4
"""Characters besides courtesies in which a customer says something."""
_OURS_TO_TRY: Final = frozenset(("试用意向", "样品需求"))
_SALES: Final = Opened(
    r"客户|采购|报价|样品|样机|预算|方案|演示|demo|询价|意向|合同|单子|项目|拜访|对接|跟进|招标|选型|准入|资质|PO", re.I
)


def missing(company: str, contacts: tuple[ContactRead, ...]) -> tuple[str, ...]:
    """Return which of the three fields that may not be absent are absent (F01): company, contact, phone."""
    out = []
    if not company:
        out.append("company")
    if not any(contact.name for contact in contacts):
        out.append("contact")
    if not any(contact.phone for contact in contacts):
        out.append("phone")
    return tuple(out)


def is_lead(
    seen: Scan, asked: Asked, command: Command | None, company: Span | None,
    folk: list[tuple[ContactRead, Span | None]], step: bool, fired: Collection[str],
) -> bool:  # fmt: skip
    """Tell whether the message says something usable about a prospect."""
    plain, signal = seen.plain, bool(fired)
    if command and command.intent not in {"capture_lead", "followup_note", "remind"}:
        return False
    if command and command.intent == "remind":
        return company is not None and any(contact.name for contact, _ in folk)
    if _BOT.search(plain):
        return False
    reach = any(contact.phone or contact.email or contact.wechat for contact, _ in folk)
    named = any(contact.name for contact, _ in folk)
    need = bool(_NEED.search(plain)) or step or signal
    generic = bool(_GENERIC.search(plain))
    if command and command.intent == "capture_lead":
        return bool(company or named or reach)
    if command and command.intent == "followup_note":
        return bool((company or named or generic) and (need or reach))
    if asked.speaker == "customer":
        return signal or (bool(company or named) and (need or reach)) or _tells(plain, step)
    if company and company.rule == "brand" and not (named or reach or step or signal) and not _SALES.search(plain):
        return False
    priced = any(amount.role == "money" for amount in seen.amounts)
    reaction = bool(_REACTION.search(plain))
    if _unwanted(plain, bool(company), named, reach, step, signal or priced) or _DEBT.search(plain):
        return False
    if ((step and signal and priced) or _takes(plain, fired)) and not _strikes(plain):
        return True  # Money, a signal and a step make a prospect, though nobody was known by name.
    need = need or (priced and (bool(company) or named)) or (bool(company) and bool(find_stage(plain)[1]))
    if (company and named and not _NOTICE.search(plain) and not _CHAT.search(plain)) or (
        (company or named) and (need or reach or reaction)
    ):
        return True
    if (company and any(contact.title for contact, _ in folk)) or (reach and need and _CHANNEL.search(plain)):
        return True  # Who names a firm and somebody's function there tells of a prospect, in whatever words.
    return generic and (
        reaction or reach or (need and (step or signal or bool(_TERMS.search(plain)) or _is_over(plain)))
    )


def _takes(plain: str, fired: Collection[str]) -> bool:
    """Tell whether somebody else takes a stand on our offer; what is sent or tried may as well be our own."""
    told = len(plain) >= 3 * _LEAST_SAID and len(set(plain)) > _LEAST_SAID
    return told and not _OURS_TO_TRY.issuperset(fired)


def _tells(plain: str, step: bool) -> bool:
    """Tell whether a customer says anything of their business, and not only good day, thanks or what is broken."""
    said = compiled(phrases("leads", "courtesy")).sub("", plain)
    spoken = compiled(r"\w").findall(said)
    if len(spoken) < _LEAST_SAID or len(set(spoken)) < _LEAST_SAID - 1:
        return False
    if _TO_US.search(plain) and not (_TICKET.search(plain) or _AD.search(plain)):
        return True
    return step or not _unwanted(plain, company=False, named=False, reach=False, step=False)


def _is_over(plain: str) -> bool:
    """Tell whether a customer is lost, which is news though nobody is named (这个客户没戏了)."""
    return find_stage(plain)[0] == "已流失"


def _unwanted(plain: str, company: bool, named: bool, reach: bool, step: bool, wanted: bool = False) -> bool:
    """Tell advertisements, notices, tickets, recruiting, news and small talk from sales notes."""
    strikes = _strikes(plain)
    if not strikes:
        return False
    sales = len(
        compiled(
            r"(?i:客户|采购|报价|样品|样机|预算|方案|演示|demo|询价|意向|合同|联系人|跟进|拜访|选型|需求|单子|招标"
            r"|订单|首[付款]|预付|到账|签[了约]|中标|PO)"
        ).findall(plain)
    )
    return strikes * 1.5 > sales * 0.8 + (1.6 if company and named else 0.7 if company else 0) + (
        (0.5 if reach else 0)
        + (
            0.9
            if company and step and ((wanted and strikes == 1) or not (_NOTICE.search(plain) or _CHAT.search(plain)))
            else 0
        )
    )


def _strikes(plain: str) -> int:
    """Return how often the text speaks like what is no talk of sales."""
    return sum(min(2, len(pattern.finditer(plain))) for pattern in (_AD, _NOTICE, _RECRUIT, _NEWS, _CHAT, _TICKET))
