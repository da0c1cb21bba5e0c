"""Names that could stand in a note instead of others: firms, people, functions; drawn from word lists by a die."""

from __future__ import annotations

import random
import re
from functools import cache

from benchmarks.language import material
from nlp.lexicon import words, wordset

_COMMON_SURNAMES = 60


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
    )
    return dice.choices([form for _, form in forms], [weight for weight, _ in forms])[0]


def rival(dice: random.Random) -> str:
    """Return the name of a rival: more often a known one."""
    return dice.choice(
        (dice.choice(words("brands")), dice.choice(material.words("english_firms")), firm(dice), _brand(dice))
    )


def _surname(dice: random.Random) -> str:
    names = words("surnames")
    return dice.choice(names[:_COMMON_SURNAMES]) if dice.random() < 0.6 else dice.choice(names)


def _given(dice: random.Random) -> str:
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
    given = dice.choice(words("english_names"))
    if not more:
        return given
    family = dice.choice((*words("pinyin_surnames"), *material.words("family")))
    return f"{first} {family}" if first.rstrip(".") in {"Mr", "Ms", "Mrs", "Dr", "Herr"} else f"{given} {family}"


def title(dice: random.Random, like: str = "") -> str:
    """Return a function, said in English when the other one is."""
    if like and like.isascii() and dice.random() < 0.7:
        return dice.choice(material.words("english_titles"))
    return (
        dice.choice(material.words("whole_titles"))
        if dice.random() < 0.45
        else dice.choice(material.words("departments")) + dice.choice(material.words("ranks"))
    )


def digits(dice: random.Random, like: str) -> str:
    """Return a number of the same length that begins the same way."""
    return "".join(dice.choice("0123456789") if char.isdigit() and at > 1 else char for at, char in enumerate(like))
