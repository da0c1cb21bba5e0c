"""Messages that look like input but are none: orders to the machine, lists of numbers, chat logs, advertisements."""

from __future__ import annotations

import re

from handlers.texts import lead_texts

MOST_PHONES = 5
SHORT = 120
_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_ORDER = re.compile(
    r"(?:忽略|无视|忘记|忘掉)[^,，。]{0,10}(?:指令|提示|规则|设定|要求|限制)|(?:系统|初始)提示词|你现在(?:是|扮演|开始是)"
    r"|(?:ignore|disregard|forget)\b.{0,30}\b(?:instructions?|prompts?|rules?)|system prompt|jailbreak|developer mode"
    r"|(?:删除|清空|导出)(?:所有|全部|整个)(?:的)?(?:客户|线索|数据|数据库)",
    re.IGNORECASE,
)
_COMMAND = re.compile(r"\s*(?:新线索|新增线索|新客户|登记|记录跟进|跟进记录|首次联系)")
_SAID_AT = re.compile(r"(?m)^[^\n:：]{1,20}\s(?:\d{4}[-/年]\S+\s|\d{1,2}[-/月]\S+\s)?\d{1,2}:\d{2}(?::\d{2})?\s*$")
SPEAKERS = 3
_AD = re.compile(
    r"退订回?\s?[TNtn]\b|回[TNtn]退订|代开(?:增值税)?发票|开发票.{0,6}加微信|(?:低息|无抵押|信用)贷款|刷单|兼职日结|点击.{0,4}链接.{0,8}领"
    r"|全场.{0,4}折|领取?红包|拒收请回复|加群领|稳赚|日入过[千万]"
)


def refusal(text: str) -> str:
    """Return the one sentence that answers such a message; empty for everything else."""
    if _ORDER.search(text):
        return lead_texts.ORDERS_REFUSED
    phones = len(set(_PHONE.findall(text)))
    if phones > MOST_PHONES:
        return lead_texts.too_many_phones(phones)
    if len(_SAID_AT.findall(text)) >= SPEAKERS and not _COMMAND.match(text):
        return lead_texts.CHAT_LOG
    return lead_texts.ADVERTISEMENT if _AD.search(text) and not _COMMAND.match(text) else ""


def is_short(text: str) -> bool:
    """Decide whether words can be the answer to a question for a name or a number; a forwarded log cannot."""
    return len(text) <= SHORT and text.strip().count("\n") <= 2
