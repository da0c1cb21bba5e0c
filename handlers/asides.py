"""Words that answer no question, whatever was asked: something is taken back, asked or ordered instead."""

from __future__ import annotations

import re

from nlp.reading import Reading

ELSEWHERE = frozenset({"help", "report", "undo", "merge", "mute", "unmute"})
_ASKED = re.compile(
    r"[?？]\s*$|有哪些|有几[个家单]|^\s*(?:为什么|为啥|查|显示|列出|统计|谁|哪些|有哪些|有几[个家单]|为什么)"
    r"|(?:吗|几[单个家](?:客户|线索|合同|商机)?|哪些|多少(?:个|家|条|份|单)?(?:客户|线索|合同|商机|钱)?|是谁|什么情况|怎么样了?|咋样了?|了什么)(?:来着|呢|啊|呀|啦)?[。\s]*$"
)
_ORDERED = re.compile(r"\s*(?:抽查|自检|体检|打卡|认领|日报|周报|月报|帮助|公共池)[。.!！]*\s*")
_TAKEN_BACK = re.compile(
    r"^\s*(?:(?:写|弄|搞|说|记|发)错了?|不对)?[，,。\s]*"
    r"(?:撤销|撤回|撤掉|(?:删除|删掉|去掉|删了|不要)(?:刚才|刚刚|上一?|最后|前面)(?:的|一|那|这)*(?:条|个|次|笔)(?:记录|跟进|线索|提醒|安排|草稿)?|(?:刚才|刚刚|上一|上|前)(?:一|那|面那)?(?:条|个|次)?(?:的)?(?:不要|不算|作废|删掉|删了|撤销|撤回|撤掉))"
    r"(?:了|吧|一下|掉|上一条|刚才的?|刚刚的?|那条)*[。.!！~]*\s*$"
)
_WAIT = re.compile(
    r"^\s*(?:(?:稍|请)?等(?:一?下|等|会儿?|我)|稍等|马上|我(?:先)?(?:去)?(?:找|看|问|查)(?:找|看|问|查|一?下|一找|一看)|待会儿?|回头)"
)
_PLACE = re.compile(
    r"^\s*(?:选|就|是|要|看)*(?:第(?P<place>[一二三四五六1-6])|(?P<bare>[1-6])(?=[.、。]?\s*$)|最(?:后|末)一?)"
    r"(?:个|家|位|条)?(?:客户)?[吧了的。.!！]*\s*$"
)
LONGEST_WAIT = 16


def takes_back(text: str) -> bool:
    """Tell `撤销`, `写错了，撤销` and `刚刚那条不要了` from words that only hold such a word."""
    return _TAKEN_BACK.match(text) is not None


def asks(text: str) -> bool:
    """Tell a question from something told."""
    return _ASKED.search(text) is not None


def is_aside(reading: Reading, text: str) -> bool:
    """Tell whether words said while the bot waits for an answer are an order or a question of their own."""
    ordered = reading.intent in ELSEWHERE or _ORDERED.fullmatch(text) is not None
    return ordered or takes_back(text) or (reading.intent == "query" and asks(text))


def place_said(text: str) -> int | None:
    """Return which of a list is meant, from 0; -1 is the last. None: no place is said."""
    found = _PLACE.match(text)
    if found is None:
        return None
    word = found["place"] or found["bare"] or "末"
    return -1 if word in "末后" else "一二三四五六".find(word) if word in "一二三四五六" else int(word) - 1


def wants_time(text: str) -> bool:
    """Tell `等一下，我找找电话`: the answer comes later."""
    return len(text) <= LONGEST_WAIT and _WAIT.match(text) is not None
