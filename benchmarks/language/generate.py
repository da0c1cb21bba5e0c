"""Sales notes made from a seed, with what should be understood of them: templates, word lists, dictation noise.

`python -m benchmarks.language.generate 50000 7` prints 50,000 of them as JSON Lines. They measure robustness and
can train a tagger; they never stand in for the hand-written sentences.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.language.generated_words import (
    ACTIONS,
    BRAND,
    FILLERS,
    FUNCTIONS,
    GIVEN,
    HONORIFICS,
    NEEDS,
    NEGATIVES,
    OPENERS,
    PLACES,
    RIVALS,
    SIGNALS,
    SURNAMES,
    TIMES,
    TRADES,
)  # fmt: skip

_SPOKEN = dict(zip("0123456789", "零幺二三四五六七八九", strict=True))


@dataclass(slots=True)
class Note:
    """A message on its way, with its gold."""

    text: str
    gold: dict[str, Any]
    source: str = "chat"


def _empty() -> dict[str, Any]:
    return {
        "is_lead": False, "company": "", "contacts": [], "stage": "", "budget_cny": None, "next_action_type": "",
        "next_time": "", "signals": [], "competitors": [],
    }  # fmt: skip


def _firm(dice: random.Random) -> str:
    brand = "".join(dice.sample(BRAND, 2))
    place = dice.choice(PLACES) if dice.random() < 0.55 else ""
    return place + brand + dice.choice(TRADES)


def _person(dice: random.Random) -> tuple[str, str]:
    """Return (mention, function said before it)."""
    title = dice.choice(FUNCTIONS) if dice.random() < 0.5 else ""
    surname = dice.choice(SURNAMES)
    if dice.random() < 0.5:
        return surname + dice.choice(HONORIFICS), title
    return surname + "".join(dice.sample(GIVEN, dice.choice((1, 2)))), title


def _phone(dice: random.Random) -> str:
    return f"1{dice.choice('3589')}" + "".join(dice.choice("0123456789") for _ in range(9))


def _money(dice: random.Random) -> tuple[str, float]:
    amount = dice.choice((5, 8, 12, 15, 20, 28, 35, 50, 68, 80, 120, 200))
    form = dice.choice(("预算{}万", "预算大概{}万左右", "预算{}w", "预算在{}万以内", "合同额{}万"))
    return form.format(amount), amount * 10_000.0


def _lead(dice: random.Random) -> Note:
    gold = _empty()
    firm, (name, title) = _firm(dice), _person(dice)
    contact = {"name": name, "title": title, "phone": "", "email": "", "wechat": ""}
    parts = [dice.choice(OPENERS).format(firm=firm, who=title + name)]
    if dice.random() < 0.5:
        contact["phone"] = _phone(dice)
        parts.append(dice.choice(("电话{}", "手机{}", "联系方式{}")).format(contact["phone"]))
    if dice.random() < 0.4:
        words, gold["budget_cny"] = _money(dice)
        parts.append(words)
    if dice.random() < 0.5:
        words, gold["signals"] = dice.choice(SIGNALS)
        parts.append(words)
    else:
        parts.append(dice.choice(NEEDS))
    if dice.random() < 0.25:
        rival = dice.choice(RIVALS)
        parts.append(dice.choice(("现在用的是{}", "说{}报价更低", "也在对比{}")).format(rival))
        gold["competitors"] = [rival]
        gold["signals"] = list(dict.fromkeys([*gold["signals"], "竞品提及"]))
    if dice.random() < 0.7:
        when, due = dice.choice(TIMES)
        phrase, kind = dice.choice(ACTIONS)
        parts.append(phrase.format(when=when))
        gold |= {"next_action_type": kind, "next_time": due}
        if kind == "寄样":
            gold["signals"] = list(dict.fromkeys([*gold["signals"], "样品需求"]))
    gold |= {"is_lead": True, "company": firm, "contacts": [contact]}
    return Note(",".join(parts).replace(",", "，"), gold)


def _dictate(note: Note, dice: random.Random) -> Note:
    """Return the note as dictation gives it: fillers, no punctuation, digits said one by one."""
    for contact in note.gold["contacts"]:
        if contact["phone"] and dice.random() < 0.5:
            said = "".join(_SPOKEN[digit] for digit in contact["phone"])
            note.text = note.text.replace(contact["phone"], said)
    pieces = note.text.replace("。", "，").split("，")
    note.text = dice.choice(FILLERS) + "".join(piece + dice.choice(("", "", *FILLERS)) for piece in pieces)
    note.source = "voice"
    return note


def _traditional(note: Note) -> Note:
    import opencc

    fold = opencc.OpenCC("s2t").convert
    note.text = fold(note.text)
    note.gold["company"] = fold(note.gold["company"])
    note.gold["competitors"] = [fold(name) for name in note.gold["competitors"]]
    for contact in note.gold["contacts"]:
        contact["name"], contact["title"] = fold(contact["name"]), fold(contact["title"])
    return note


def generate(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Yield `count` notes; the same seed gives the same notes. A tenth is no lead, a quarter dictated."""
    dice = random.Random(seed)
    for at in range(count):
        kind = dice.random()
        if kind < 0.1:
            note = Note(dice.choice(NEGATIVES), _empty())
        elif kind < 0.35:
            note = _dictate(_lead(dice), dice)
        elif kind < 0.42:
            note = _traditional(_lead(dice))
        else:
            note = _lead(dice)
        yield {"id": f"g{at}", "text": note.text, "source": note.source, "gold": note.gold}


if __name__ == "__main__":
    for row in generate(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 7):
        print(json.dumps(row, ensure_ascii=False))
