"""Invented address books around the true names: for names in view, for a whole CRM, and with the true ones gone."""

from __future__ import annotations

import random
from collections.abc import Sequence

from benchmarks.speech.clips import Spoken
from nlp.reading import BookEntry

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲英华玉萍红梅鑫宇浩凯健俊帆雪雨晨婷慧倩琳佳欣博志海"
_CORE = "安瑞丰恒达创新绿联科石启航海康雷鸟极米宇视大疆致欧博远华信天诚金鼎盛德中泰联合东方明汇宏图嘉禾优品智云蓝图"
_TAIL = ("科技", "电子", "光电", "机电", "贸易", "创新", "家居", "智能", "实业", "外贸")
_NEAR = {
    "磊": "蕾",
    "娜": "纳",
    "婷": "亭",
    "敏": "闵",
    "刚": "钢",
    "琪": "淇",
    "博": "波",
    "翔": "祥",
    "琳": "霖",
    "桐": "童",
}
_NEAR_COMPANY = {
    "克": "客",
    "联": "连",
    "疆": "江",
    "达": "大",
    "欧": "鸥",
    "米": "迷",
    "视": "世",
    "航": "行",
    "鸟": "岛",
    "康": "慷",
}


def true_names(clips: Sequence[Spoken]) -> list[BookEntry]:
    """Return the companies, persons and brands said in the clips; a person works where the clip says."""
    found: dict[tuple[str, str], BookEntry] = {}
    for clip in clips:
        company = next((words for kind, words in clip.entities if kind == "c"), "")
        for kind, words in clip.entities:
            if kind == "c":
                found.setdefault((kind, words), BookEntry("company", words))
            elif kind == "p":
                found.setdefault((kind, words), BookEntry("person", words, company=company))
            elif kind in "bg":
                found.setdefault((kind, words), BookEntry("product", words))
    return list(found.values())


def in_view(clip: Spoken, others: Sequence[BookEntry], dice: random.Random, size: int = 12) -> list[BookEntry]:
    """Return a dozen names, the clip's own among them, in random order."""
    own = true_names([clip])
    rest = [entry for entry in others if all(entry.name != known.name for known in own)]
    view = own + dice.sample(rest, max(0, min(len(rest), size - len(own))))
    dice.shuffle(view)
    return view


def crm(
    names: Sequence[BookEntry], companies: int, persons: int, dice: random.Random, *, keep: bool
) -> list[BookEntry]:
    """Return a CRM of the given size with near-namesakes of the true names; `keep=False` leaves the true ones out."""
    book = list(names) if keep else []
    taken = {entry.name for entry in names}
    for entry in names:
        swap = _NEAR if entry.kind == "person" else _NEAR_COMPANY
        namesake = "".join(swap.get(char, char) for char in entry.name)
        if namesake not in taken and entry.kind in ("person", "company"):
            elsewhere = _company(dice) if entry.kind == "person" else ""
            book.append(BookEntry(entry.kind, namesake, company=elsewhere))
    firms = [entry.name for entry in book if entry.kind == "company"]
    while len(firms) < companies:
        name = _company(dice)
        if name not in taken:
            firms.append(name)
            taken.add(name)
            book.append(BookEntry("company", name))
    people = sum(entry.kind == "person" for entry in book)
    while people < persons:
        name = dice.choice(_SURNAMES) + "".join(dice.sample(_GIVEN, dice.choice((1, 2, 2))))
        if name not in taken:
            people += 1
            taken.add(name)
            book.append(BookEntry("person", name, company=dice.choice(firms)))
    dice.shuffle(book)
    return book


def _company(dice: random.Random) -> str:
    return "".join(dice.sample(_CORE, 2)) + dice.choice(_TAIL)
