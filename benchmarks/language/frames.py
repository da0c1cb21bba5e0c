"""Notes made of frames (`material/frames.txt`), phrases of sales talk and names, each name known by its place."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

from benchmarks.language import substitutes
from benchmarks.language.material import phrases, words

Named = tuple[int, int, str]
"""Where a name stands and what it is: firm, rival, person or title."""
_KINDS = {"F": "firm", "P": "person", "T": "title", "R": "rival"}
_LIKE = ("张总", "王伟明", "李娜", "周晓岚", "王工", "刘经理", "小王", "陈主任", "Kevin", "Kevin Li")
_SPOKEN = str.maketrans("0123456789", "零幺二三四五六七八九")
_NO_NOTE = 0.06
"""How many of the notes are none."""
_PART = re.compile(r"(\{[A-Z]\})")


@cache
def _frames() -> dict[str, list[str]]:
    text = (Path(__file__).resolve().parent / "material" / "frames.txt").read_text(encoding="utf-8")
    blocks = [block.split("\n") for block in text.split("== ")[1:]]
    return {lines[0]: [line for line in lines[1:] if line] for lines in blocks}


def _word(dice: random.Random, slot: str, firm: str) -> str:
    """Return what stands in a slot of a frame."""
    if slot in "SAG":
        return dice.choice(phrases({"S": "signals", "A": "actions", "G": "stages"}[slot]))[0]
    if slot in "DYXMOZ":
        return dice.choice(
            words({"D": "ahead", "Y": "behind", "X": "ours", "M": "sums", "O": "other_firms", "Z": "goods"}[slot])
        )
    if slot == "F":
        return firm
    if slot == "P":
        return substitutes.person(dice, dice.choice(_LIKE))
    if slot == "T":
        return substitutes.title(dice)
    return substitutes.rival(dice) if slot == "R" else substitutes.digits(dice, "13800001234")


def _spoken_of_nobody(dice: random.Random, frame: str) -> tuple[str, list[Named]]:
    """Return a message that is no sales note: whoever it names is neither prospect nor rival."""
    firm = substitutes.firm(dice)
    pieces = (_word(dice, piece[1], firm) if _PART.fullmatch(piece) else piece for piece in _PART.split(frame))
    return "".join(pieces), []


def note(dice: random.Random) -> tuple[str, list[Named]]:
    """Return one note and its names; three in ten are dictated, without punctuation."""
    frames = _frames()
    if dice.random() < _NO_NOTE:
        return _spoken_of_nobody(dice, dice.choice(frames["negative"]))
    parts = [dice.choice(frames["opening"])]
    parts += [dice.choice(frames["middle"]) for _ in range(dice.choice((0, 1, 1, 2, 2, 3)))]
    parts += [dice.choice(frames["end"])] if dice.random() < 0.7 else []
    voice, firm = dice.random() < 0.3, substitutes.firm(dice)
    between = dice.choice(["，", "，", "，", " "])
    text, named = "", []
    for at, part in enumerate(parts):
        text += "" if not at else dice.choice(words("spoken")) if voice else between
        for piece in _PART.split(part):
            slot = piece[1] if _PART.fullmatch(piece) else ""
            word = _word(dice, slot, firm) if slot else piece
            word = word.translate(_SPOKEN) if slot == "N" and voice and dice.random() < 0.6 else word
            text += substitutes.located(dice, word) if slot == "F" and not text.endswith("的") else ""
            if slot in _KINDS and word:
                named.append((len(text), len(text) + len(word), _KINDS[slot]))
            text += word
    return text, named
