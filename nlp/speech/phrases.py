"""Fixed phrases people dictate, told by their sound: 纪录更近 is 记录跟进, the command that starts a note."""

from __future__ import annotations

from functools import cache

from nlp.speech.syllables import Syllables, distance, is_chinese, syllable_distance, syllables_of
from nlp.speech.transcript import Correction

MAX_DISTANCE = 0.2
MAX_FIRST = 0.35
WHY = "常用说法，读音相近"

PHRASES = (
    "记录跟进",
    "新建联系人",
    "新建客户",
    "新建商机",
    "新建线索",
    "合并客户",
    "查看客户",
    "商机赢单",
    "商机输单",
    "成交金额",
    "方案报价",
    "采购主管",
    "采购经理",
    "采购总监",
    "预计签约",
    "确认订单",
    "月底发货",
    "产品白皮书",
    "预约演示",
    "公海客户",
    "交货周期",
    "付款方式",
    "技术对接",
    "系统对接",
    "样品测试",
    "竞品对比",
    "采购流程",
    "采购合同",
    "销售合同",
    "合同条款",
    "报价太高",
    "价格太高",
    "客户投诉",
    "售后服务",
    "决策流程",
    "招标文件",
    "试用账号",
    "回款计划",
    "尾款到账",
)


def correct_phrases(text: str) -> tuple[str, tuple[Correction, ...]]:
    """Return the text with misheard fixed phrases put right, and each that was changed."""
    corrections: list[Correction] = []
    sounds = syllables_of(text)
    at = 0
    pieces: list[str] = []
    while at < len(text):
        phrase = _phrase_at(text, sounds, at)
        if phrase is None:
            pieces.append(text[at])
            at += 1
            continue
        heard = text[at : at + len(phrase)]
        if heard != phrase:
            corrections.append(Correction(heard, phrase, WHY))
        pieces.append(phrase)
        at += len(phrase)
    return "".join(pieces), tuple(corrections)


def _phrase_at(text: str, sounds: Syllables, at: int) -> str | None:
    best, nearest = None, MAX_DISTANCE
    for phrase, known in _phrases():
        end = at + len(phrase)
        if end > len(text) or syllable_distance(sounds[at], known[0]) > MAX_FIRST:
            continue
        if not all(map(is_chinese, text[at:end])):
            continue
        apart = distance(sounds[at:end], known)
        if apart <= nearest:
            best, nearest = phrase, apart
    return best


@cache
def _phrases() -> tuple[tuple[str, Syllables], ...]:
    return tuple((phrase, syllables_of(phrase)) for phrase in PHRASES)
