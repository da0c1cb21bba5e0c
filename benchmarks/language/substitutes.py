"""Names that could stand in a note instead of others: firms, people, functions; drawn from word lists by a die."""

from __future__ import annotations

import random
import re
from functools import cache

from benchmarks.language import material
from nlp.lexicon import words, wordset

_COMMON_SURNAMES = 60
_LOCATED = 0.08
_QUARTERS = (
    "新区",
    "高新区",
    "开发区",
    "经开区",
    "园区",
    "工业园",
    "港",
    "镇",
    "路",
    "湾",
    "湖",
    "市场",
    "物流园",
    "科技城",
)
_LOWER = 0.08
"""How many English names are written without a capital."""


def _brand(dice: random.Random) -> str:
    return "".join(dice.choice(material.words("brand_chars")[0]) for _ in range(dice.choice((2, 2, 2, 2, 3, 3, 4))))


@cache
def _short(name: str) -> tuple[str, ...]:
    return tuple(word for word in words(name) if len(word) <= 4)


@cache
def _forms() -> tuple[str, ...]:
    return tuple(sorted(words("honorifics"), key=len, reverse=True))


def firm(dice: random.Random) -> str:
    """Return a firm's name: known brand or invented, with or without place, trade, legal form and tail."""
    trade, place = dice.choice(_short("trades")), dice.choice(_short("places"))
    known, brand = dice.choice(words("brands")), _brand(dice)
    if dice.random() < 0.1:
        return dice.choice(("", place)) + dice.choice(material.words("institutions"))
    forms = (
        (12, known),
        (4, place + known),
        (6, known + dice.choice(["", place]) + dice.choice(material.words("tails"))),
        (14, brand),
        (24, brand + trade),
        (14, place + brand + dice.choice(["", trade])),
        (6, place + dice.choice(["市", ""]) + brand + trade + dice.choice(material.words("legal"))),
        (4, brand + trade + dice.choice(["", place]) + dice.choice(material.words("tails"))),
        (3, place + dice.choice(material.words("institutions"))),
        (
            8,
            dice.choice(material.words("english_firms"))
            + dice.choice(["", "", " " + dice.choice(material.words("english_tails")), place]),
        ),
        (5, brand + dice.choice(material.words("short_legal"))),
        (5, dice.choice(("", place)) + _surname(dice)[:1] + brand[:1]),
        (3, dice.choice(("", place)) + _surname(dice)[:1] + brand[:2]),
    )
    return dice.choices([form for _, form in forms], [weight for weight, _ in forms])[0]


def located(dice: random.Random, name: str) -> str:
    """Return what may stand before a firm to say where it is (长沙梅溪湖的), seldom, and never before a place."""
    if dice.random() >= _LOCATED or name[:2] in wordset("places"):
        return ""
    town, part = dice.choice(_short("places")), dice.choice(_short("places"))
    quarter = dice.choice(("", part, part, _brand(dice) + dice.choice(_QUARTERS), dice.choice(_QUARTERS)))
    return (
        town + dice.choice(("", "", "市")) + quarter + dice.choice(("的", "的", "的", "的", "那边的", "那家", "有家叫"))
    )


def rival(dice: random.Random) -> str:
    """Return the name of a rival or its product: more often a known one."""
    known = dice.choice(words("brands")), dice.choice(material.words("rival_products"))
    return dice.choice((*known, dice.choice(material.words("english_firms")), firm(dice), _brand(dice)))


def _surname(dice: random.Random) -> str:
    """Return a surname: one of the common ones, any, one of two characters, or one that no list of ours holds."""
    names, chance = words("surnames"), dice.random()
    if chance < 0.5:
        return dice.choice(names[:_COMMON_SURNAMES])
    if chance < 0.82:
        return dice.choice(names)
    return dice.choice(material.words("double_surnames" if chance < 0.9 else "rare_surnames"))


def _given(dice: random.Random) -> str:
    if dice.random() < 0.4:
        return dice.choice(material.words("given_names"))
    chars = "".join(words("given"))
    return "".join(dice.choice(chars) for _ in range(dice.choice((1, 2, 2))))


def person(dice: random.Random, like: str) -> str:
    """Return another mention of the same form: 张总 for 李总, Tom for Kevin, 陈伟 for 王磊."""
    if like.isascii():
        return _latin(dice, like)
    latin = re.match(r"[A-Za-z ]+", like)
    if latin:
        return dice.choice(words("english_names")) + like[latin.end() :]
    if like[0] in "小老阿" and len(like) == 2:
        return dice.choice("小小小老老阿") + _surname(dice)
    for form in _forms():
        if like.endswith(form) and like[: -len(form)] in wordset("surnames"):
            return _surname(dice) + (form if dice.random() < 0.35 else dice.choice(material.words("forms")))
    if len(like) == 4 and like[-1] in "总姐哥":
        return _surname(dice) + _given(dice)[:2] + like[-1]
    chance = dice.random()
    if chance < 0.12:
        return _surname(dice) + dice.choice(material.words("forms"))
    return dice.choice("小老") + _surname(dice) if chance < 0.18 else _surname(dice) + _given(dice)


def _latin(dice: random.Random, like: str) -> str:
    first, *more = like.split(" ")
    if more and dice.random() < 0.3:
        return dice.choice(material.words("foreign_names"))
    given = dice.choice(words("english_names"))
    if not more:
        return given.lower() if dice.random() < _LOWER else given
    family = dice.choice((*words("pinyin_surnames"), *material.words("family")))
    return f"{first} {family}" if first.rstrip(".") in {"Mr", "Ms", "Mrs", "Dr", "Herr"} else f"{given} {family}"


def title(dice: random.Random, like: str = "") -> str:
    """Return a function, said in English when the other one is."""
    if like and like.isascii() and dice.random() < 0.7:
        return dice.choice(material.words("english_titles"))
    chance = dice.random()
    if chance < 0.35:
        return dice.choice(material.words("whole_titles"))
    department = dice.choice(material.words("departments"))
    if chance < 0.65:
        return department + dice.choice(material.words("ranks"))
    domain, head = dice.choice(material.words("title_domains")), dice.choice(material.words("title_heads"))
    unit = dice.choice(("", "", "", "部", "科", "处", "中心", "车间", "组", "室"))
    if chance < 0.72:
        return domain + (unit or "部")
    if chance < 0.78:
        return domain + unit + department + head
    return dice.choice(material.words("title_prefixes")) + domain + unit + head


def digits(dice: random.Random, like: str) -> str:
    """Return a number of the same length that begins the same way."""
    return "".join(dice.choice("0123456789") if char.isdigit() and at > 1 else char for at, char in enumerate(like))
