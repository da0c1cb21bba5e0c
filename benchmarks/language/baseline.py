"""A plain reader to stand beside ours: jieba's word classes and the regular expressions one writes first."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from nlp.reading import Asked

_PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|0\d{2,3}-\d{7,8}")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_WECHAT = re.compile(r"(?:微信|vx|VX|wechat)[号:： ]*([A-Za-z][\w-]{5,19})")
_MONEY = re.compile(r"(\d+(?:\.\d+)?)\s*(亿|万|w|W|k|K|元)")
_FIRM = re.compile(r"[\u4e00-\u9fff]{2,10}?(?:有限公司|股份|集团|公司|科技|电子|机械|医院|银行|大学|工厂|厂)")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴"
)
_MENTION = re.compile(rf"[{_SURNAMES}](?:总监|总|经理|工|主任|老师|姐|哥|先生|女士|小姐|老板)")
_TITLE = re.compile(r"采购总监|采购经理|采购|技术总监|总经理|CTO|CEO|财务|研发|工程师")
_DAY = re.compile(
    r"(下)?(?:周|星期|礼拜)([一二三四五六日天])|明天|后天|(\d{1,2})月(\d{1,2})[日号]|(\d{4})-(\d{1,2})-(\d{1,2})"
)
_HOUR = re.compile(r"(上午|下午)?(\d{1,2}|[一二三四五六七八九十]+)点")
_ACTIONS = {
    "拜访": "拜访|上门|见面", "会议": "开会|会议", "电话": "电话|联系", "报价": "报价", "发资料": "资料|方案|参数",
    "演示": "演示|样机|demo", "寄样": "样品|寄样", "合同": "合同|签约", "测试": "测试|试用", "付款": "付款|打款",
}  # fmt: skip
_SIGNALS = {
    "试用意向": "试用|先试试|试一下|POC", "价格敏感": "贵|价格高|预算有限|便宜", "要求降价": "便宜|降价|打折|优惠",
    "交期紧张": "交期|加急|尽快", "样品需求": "样品|寄样", "技术质疑": "担心|怀疑|精度",
    "决策链异常": "换人|离职|做不了主|审批",
}  # fmt: skip
_STAGES = (
    ("已签约", "签约|签了"),
    ("报价中", "报价|价格"),
    ("方案沟通", "方案|演示|样品|试用|测试"),
    ("需求确认", "需求|想要|参数"),
)
_NUMBERS = {char: at for at, char in enumerate("零一二三四五六七八九十")}
_SCALE = {"亿": 1e8, "万": 1e4, "w": 1e4, "k": 1e3, "元": 1.0}


def read(asked: Asked) -> dict[str, Any]:
    """Return a line of the same form as ours."""
    import jieba.posseg

    text = asked.text
    words = [(word.word, word.flag) for word in jieba.posseg.cut(text)]
    names = list(dict.fromkeys([*_MENTION.findall(text), *(w for w, flag in words if flag == "nr" and len(w) > 1)]))
    firms = [word for word, flag in words if flag == "nt"] or [match[0] for match in _FIRM.finditer(text)]
    phones, mails, ids = _PHONE.findall(text), _EMAIL.findall(text), _WECHAT.findall(text)
    title = _TITLE.search(text)
    people = [{"name": name, "title": "", "phone": "", "email": "", "wechat": ""} for name in names]
    if people:
        people[0] |= {"title": title[0] if title else "", "email": (mails or [""])[0], "wechat": (ids or [""])[0]}
        for person, phone in zip(people, phones, strict=False):
            person["phone"] = phone
    money = _MONEY.search(text)
    need = re.search(r"客户|想|要|需求|报价|预算|样品|方案|拜访", text)
    return {
        "is_lead": bool((names or firms) and need),
        "company": firms[0] if firms else "",
        "contacts": people,
        "stage": next((stage for stage, cue in _STAGES if re.search(cue, text)), "初步接触"),
        "budget_cny": float(money[1]) * _SCALE[money[2].lower()] if money else None,
        "next_action_type": next((kind for kind, cue in _ACTIONS.items() if re.search(cue, text)), ""),
        "next_time": _when(text, asked.now),
        "signals": [name for name, cue in _SIGNALS.items() if re.search(cue, text)],
        "competitors": [],
    }


def _when(text: str, now: datetime) -> str:
    found = _DAY.search(text)
    if found is None:
        return ""
    day: date = now.date()
    if found[2]:
        wanted = "一二三四五六日".find(found[2].replace("天", "日"))
        day += timedelta(days=wanted - day.weekday() + (7 if found[1] or wanted <= day.weekday() else 0))
    elif found[3]:
        day = date(day.year, int(found[3]), min(int(found[4]), 28))
    elif found[5]:
        day = date(int(found[5]), int(found[6]), int(found[7]))
    else:
        day += timedelta(days=1 if found[0] == "明天" else 2)
    hour = _HOUR.search(text)
    if hour is None:
        return day.isoformat()
    value = int(hour[2]) if hour[2].isdigit() else sum(_NUMBERS[char] for char in hour[2])
    value += 12 if hour[1] == "下午" and value < 12 else 0
    return f"{day.isoformat()}T{value % 24:02d}:00:00+08:00"
