"""What is still to come is an appointment: nothing was done yet, so there is nothing to report (F06)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from crm.leads.lead import SHANGHAI

AHEAD = timedelta(minutes=30)
MORNING = time(9, 0)
LONGEST = 80
_ACT = re.compile(
    r"开(?:个|一个|一次)?\S{0,4}会|会议|见(?:个|一)?面|见|拜访|走访|上门|碰(?:个|一下)?[面头]?|约|吃(?:个|顿)?饭|喝茶|打(?:个|一个)?(?:电话|球)"
    r"|通(?:个)?(?:电话|话)|电话|回访|演示|讲标|投标|签(?:合同|约|字)|送|寄|发|交|报价|去|到|来|培训|验收|参观|考察|看样|谈|聊|沟通|交流"
    r"|对接|汇报|路演|评审|调试|安装|接待|陪|催|联系|问|call|meet|visit|demo",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"^\s*(?:记得|顺便|顺带|带|准备|提前|地点|地址|在|重点|主要|先|然后|再|一起|和\S{1,4}一起|大概|预计)"
)
_OVER = re.compile(
    r"(?<!约)(?<!定)(?<!好)了(?!解)|刚|昨|前天|上[周次个]|今早|已|过(?=[,，。;；\s]|$)|[聊谈见去通沟]通?过(?!去|来)"
)
_TOLD = re.compile(
    r"说(?!好)|讲(?!标)|表示|反馈|提到|希望|觉得|嫌|担心|答应|同意|不满|想要|要求|还在|目前|现在|打算|认为|建议"
)
_DOUBTFUL = re.compile(
    r"不(?!锈|见不散)|没|取消|推迟|延期|改(?:到|成|期|天)|如果|要是|可能|也许|或者|看情况|[吗呢?？]|哪|怎么|几点|多少|什么|谁|啥"
)
_WITH = (
    r"(?:和|跟|与|同|去|到|给|在|向|对|帮|替|为|找|陪|请|约了?|约好了?|见|拜访|回访|走访|联系|接待|催|问|约见|call|meet|visit|with|to)"
    r"\s*(?:一下|一趟|下|趟)?\s*[^,，。;；、]{0,4}?"
)
_COMES = (
    r"\s*(?:那边|这边)?的?(?:人|客户|老板|[\u4e00-\u9fff]{1,3}[总工]|[\u4e00-\u9fff]{1,2}经理)?们?\s*"
    r"(?:要|会|也|想)?(?:一起)?过?来(?!电|函|信|款|货)"
)
_CLAUSE = re.compile(r"[^,，。;；\n]+")


def is_appointment(words: str, names: Sequence[str]) -> bool:
    """Decide whether words only tell what is still to come. That a time to come is named the caller has seen.

    `names` are those the words call the customer by: each time it has to be somebody we go to, or who comes. Where the
    customer does or wants something, or anything is over, the words are news and belong into a follow-up.
    """
    if len(words) > LONGEST or _OVER.search(words) or _TOLD.search(words) or _DOUBTFUL.search(words):
        return False
    clauses = _CLAUSE.findall(words)
    if not clauses or not all(_ACT.search(clause) or _BESIDE.search(clause) for clause in clauses):
        return False
    return all(_is_met(words, name) for name in names)


def _is_met(words: str, name: str) -> bool:
    met = re.compile(rf"{_WITH}{re.escape(name)}|{re.escape(name)}{_COMES}", re.IGNORECASE)
    return len(met.findall(words)) >= words.count(name)


def remind_at(due: str, now: datetime) -> datetime | None:
    """Return when to speak of what is due: half an hour ahead, or 9:00 of a day without an hour. None: it is over."""
    if len(due) == len("2026-11-20"):
        moment = datetime.combine(datetime.fromisoformat(due).date(), MORNING, SHANGHAI)
        return moment if moment > now else None
    moment = datetime.fromisoformat(due)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
    early = moment - AHEAD
    return early if early > now else moment if moment > now else None
