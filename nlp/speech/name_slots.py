"""Where in a sentence a name can stand, and which words are never part of one."""

from __future__ import annotations

import re

LONGEST_CUE = 8

_LOCKED = re.compile(
    r"[0-9]+[万千百亿个套件箱台号点月日年天周%折元块]*"
    r"|[零〇一二三四五六七八九十两百千万亿]{1,}(?:[个套件箱台号点月日年天周折元块份]|万|亿)"
    r"|今天|明天|后天|昨天|上午|下午|中午|晚上|早上|月底|年底|月初|(?:上|下|这|本)个?(?:周|月|星期)[一二三四五六日天]?"
    r"|(?:周|星期|礼拜)[一二三四五六日天]|之前|以后|提醒我|新建|联系人|手机号|电话|微信|记录|跟进|商机|客户"
    r"|报价|合同|预算|订单|发货|样机|样品|回款|尾款|到账|成交|金额|签约|赢单|输单|投诉|物流|拜访|阶段|方案|采购"
    r"|主管|经理|总监|老板|要求|确认|需要|安排|公司来|对接|系统|价格|折扣|付款|发票|交期|试单|转过来|过来|预计"
    r"|什么|我们|他们|你们|可以|应该|因为|所以|现在|已经|如果|还是|就是|没有|这个|那个|怎么|欢迎|大家"
)
_BEFORE_PERSON = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|联系人|找|跟|和|给|约|见|问|叫|由|让|请|对|告诉|联系|采购|经理|主管|总监|老板|客户|的|说|是)$"
)
_AFTER_PERSON = re.compile(
    r"(?:总|经理|主管|总监|老师|先生|女士|小姐|工|说|要|签|那边|确认|投诉|问|让|同意|答应|提|反馈|想|在|从|来|打|发|回|把|"
    r"希望|觉得|表示|催|嫌|已经|今天|明天|下周|需要|认为|负责)"
)
_BEFORE_COMPANY = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|拜访|拜访了|去|去了|到|把|给|跟|和|由|从|见|找|联系|对|约|向|客户|记录|跟进|是|在|与|替|为|的|提醒我|了)$"
)
_AFTER_COMPANY = re.compile(
    r"(?:$|[^\u4e00-\u9fff]|的|那边|说|要|回款|确认|报价|商机|订单|合同|来|投诉|采购|这边|这家|公司|项目|今天|明天|下周|上周|已经|想|在|催)"
)

_COMPANY_END = re.compile(
    r"(?:科技|公司|集团|电子|实业|贸易|外贸|家居|机电|光电|创新|股份|智能|电器|网络|软件)(?:的|那边)?[^\u4e00-\u9fff]?$"
)


def locked(text: str) -> list[bool]:
    """Return for every character whether it belongs to a date, a number or a word of the trade."""
    marks = [False] * len(text)
    for found in _LOCKED.finditer(text):
        marks[found.start() : found.end()] = [True] * (found.end() - found.start())
    return marks


def opens_person(text: str, start: int) -> bool:
    """Whether a person's name may begin at `start`, going by the word before it."""
    return _BEFORE_PERSON.search(_before(text, start)) is not None


def cues_person(text: str, end: int) -> bool:
    """Whether the word at `end` says that a person came before it (总, 说, 要 …)."""
    return _AFTER_PERSON.match(text, end) is not None


def opens_company(text: str, start: int) -> bool:
    """Whether a company's name may begin at `start`."""
    return _BEFORE_COMPANY.search(_before(text, start)) is not None


def closes_company(text: str, end: int) -> bool:
    """Whether the company's name is plainly over at `end`, with no person's name glued to it."""
    return _AFTER_COMPANY.match(text, end) is not None


def follows_company(text: str, start: int) -> bool:
    """Whether the words before `start` end like a company's name, known or not."""
    return _COMPANY_END.search(_before(text, start)) is not None


def _before(text: str, start: int) -> str:
    return text[max(0, start - LONGEST_CUE) : start]
