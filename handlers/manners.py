"""What short words are that order nothing: greetings, thanks, nods, marks, swearing, and talk of somebody unnamed."""

from __future__ import annotations

import re

from handlers.asides import asks

RUDE = 16
SENTENCE = 5
_THANKS = re.compile(
    r"(?:好的?|嗯+|ok)?[，,。\s]*(?:非常|太|多)?(?:谢谢|感谢|多谢|谢了|谢啦|辛苦|thanks?|thank you|3q)\S{0,4}", re.I
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_GREETING = re.compile(
    r"(?:@\S+\s+)?(?:你们?好|您好|大家好|哈喽|哈啰|嗨|喂|早|早安|早上好|上午好|中午好|下午好|晚上好|hi|hello|hey|在吗|在不在|在么)"
    r"(?:呀|啊|哦|哈|啦|么)?(?:[，,。!！\s]*(?:在吗|在不在|小助手|助手|今天\S{0,6}|新的一天\S{0,6}))?",
    re.I,
)
_HEARD = re.compile(
    r"(?:好+的?|收到|知道|明白|了解|行|嗯+|ok|okay|没事|不用|哈+|呵+|嘿+|再见|拜拜|晚安|下班|赞|厉害|不错|👍|👌)"
    r"(?:了|啦|哦|噢|呀|啊|的|吧)*(?:[，,。\s]*(?:好+的?|收到|知道|明白|了解)(?:了|啦)?)?",
    re.I,
)
_TITLED = re.compile(
    r"(?:[\u4e00-\u9fff](?:总|工|哥|姐|经理|主任|老师|老板|先生|女士|科长|处长|院长|厂长)|客户|对方|甲方)(?:那边|这边|他们)?"
    r"(?:今天|刚才?|又|还|也|已经)?(?:说|讲|让|问|表示|觉得|回复|反馈|答应|同意|希望|担心|没回|不接|要|想)"
)
_HIM = re.compile(
    r"^\s*(?:今天|刚才?|刚刚|上午|下午)?(?:客户|他们?|她们?|对方|[这那]家|这个客户)(?:那边)?(?!的)[^吗?？]{2,}"
    r"|(?:给|跟|和|找|见|去|约)了?(?:他|她|他们|她们|对方|客户)\S{0,8}?(?:了|过)"
)
_MARKS = re.compile(r"[?？!！.。…~～\s]+")
_INK = re.compile(r"[^\W_]")
_RUDE = re.compile(
    r"傻[逼比叉bB×]|笨|垃圾|废物|滚|去死|他妈|妈的|卧槽|我[操靠艹]|智障|白痴|有病|神经病|没用|什么玩意|难用"
    r"|\bsb\b|shit|fuck|stupid",
    re.IGNORECASE,
)
_REPORT = re.compile(r"业绩|排名|排行|报表|榜单|转化率|成单率|统计图|漏斗")


def is_greeting(text: str) -> bool:
    """Tell a greeting, with or without a word about the day behind it."""
    short = _CONTROL.sub("", text).strip().rstrip("!！。.~～，, ?？")
    return bool(_GREETING.fullmatch(short))


def is_polite(text: str) -> bool:
    """Tell thanks and nods from words that say something."""
    return bool(_THANKS.fullmatch(_short(text)) or _HEARD.fullmatch(_short(text)))


def is_thanks(text: str) -> bool:
    """Tell thanks from a nod."""
    return _THANKS.fullmatch(_short(text)) is not None


def is_only_marks(text: str) -> bool:
    """Tell `？？？`: somebody wonders whether anybody is there."""
    return not _short(text) or _MARKS.fullmatch(_short(text)) is not None


def has_words(text: str) -> bool:
    """Tell words from pictures."""
    return _INK.search(text) is not None


def is_rude(text: str) -> bool:
    """Tell short swearing. Longer words may tell what a customer said."""
    return len(_short(text)) <= RUDE and _RUDE.search(text) is not None


def wants_report(text: str) -> bool:
    """Tell that a table or a ranking is asked for."""
    return _REPORT.search(text) is not None


def tells_of_titled(text: str) -> bool:
    """Tell `王总说…`: news of somebody who is called by a title only."""
    return _TITLED.search(text) is not None


def tells_of_unnamed(text: str) -> bool:
    """Tell `他说下周看样机`: news of the customer both know about."""
    return len(text) >= SENTENCE and _HIM.search(text) is not None and not asks(text)


def _short(text: str) -> str:
    return text.strip().rstrip("!！。.~～，, ")
