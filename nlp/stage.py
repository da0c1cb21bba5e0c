"""Which of the six stages a text proves: patterns, hearing, the next step and the signals, weighed together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Final

from nlp.learned import chooser
from nlp.learned.heard import Heard
from nlp.lexicon import phrases
from nlp.patterns.kept import compiled
from nlp.patterns.openings import Opened
from nlp.patterns.stored import made

STAGES: Final = ("初步接触", "需求确认", "方案沟通", "报价中", "已签约")
LOST: Final = "已流失"
_HEARD_LOST: Final = 0.5
_LEAST_LOST: Final = 0.05
"""How much hearing must make of a loss that is said outright, for it to stand whatever else is said."""
_NOT: Final = r"(?<!没)(?<!未)(?<!不)(?<!没有)(?<!还没)(?<!尚未)"
_EVIDENCE: Final[tuple[tuple[str, Opened], ...]] = (
    ("已签约", Opened(phrases("stage", "已签约"))),
    ("报价中", Opened(phrases("stage", "报价中", NOT=_NOT))),
    ("方案沟通", Opened(phrases("stage", "方案沟通"))),
    ("需求确认", Opened(phrases("stage", "需求确认"))),
)
_LOST: Final = Opened(phrases("stage", "lost"))
_NOT_LOST: Final = made(
    r"(?:没|没有|不会|别|怕|担心|差点|险些|避免|可能|会不会)[^,。;]{0,4}$"
    r"|(?:要是|如果|万一|假如|一旦|除非|否则|不然)[^,。;]{0,10}$"
)
_BARGAINED: Final = Opened(phrases("stage", "bargained"))
"""Bargaining that no other sign takes back."""
_WORDS: Final = {
    char: [(word, f"word {word}") for word in words]
    for char, words in groupby(sorted(phrases("stage", "words").split("|")), key=itemgetter(0))
}
"""Words that tell, anywhere in a message, how far a deal has come, by their first character."""
_FIRST: Final = made("[" + "".join(_WORDS) + "]")
_TURN: Final = made(r"但|不过|可是|又|重新|新(?:的)?项目|另外?一个")
"""What follows a loss that is not the last word."""
_BACK: Final = made(r"又(?:来)?找|重新(?:找|联系|启动|谈)|新(?:的)?项目|另外?一个项目|救回|捡回|活过来")
"""What brings a lost customer back."""
_HALF_SIGNED: Final = made(
    r"等(?:他们?|她|对方|客户|那边|□+)[^,。;]{0,3}(?:盖|签|寄回|回传)|还没(?:有)?(?:盖|签(?!收)|寄回|回传)"
)
"""Only we have signed."""

Proof = tuple[int, int]


def find_stage(plain: str) -> tuple[str, Proof | None]:
    """Return (stage, span of the proof) by patterns; 初步接触 with no span when nothing more is proved."""
    for lost in _LOST.finditer(plain):
        if not _NOT_LOST.search(plain[max(0, lost.start() - 14) : lost.start()]):
            return LOST, lost.span()
    for stage, pattern in _EVIDENCE:
        for match in pattern.finditer(plain):
            before = plain[max(0, match.start() - 4) : match.start()]
            if compiled(r"(?:没有?|不|未|别|暂不|无)(?:再|要|用|需要?)?$").search(before):
                continue
            if stage == "已签约" and compiled(
                r"(?:准备|打算|要|想|争取|计划|等|后再|可以|就|前|才|能|快|待)[^,。;]{0,3}$"
            ).search(before):
                continue
            if stage == "已签约" and _HALF_SIGNED.search(plain, match.start()):
                continue
            return stage, match.span()
    return STAGES[0], None


def heard_lost(heard: Sequence[Heard]) -> bool:
    """Tell whether hearing alone holds that the deal is over."""
    return any(one.label == LOST and one.chance >= _HEARD_LOST for one in heard)


def said_of(
    plain: str, ruled: str, heard: list[Heard], action: str, signals: list[str], *, budget: bool, customer: bool
) -> list[str]:
    """Return what was said that speaks for or against a stage, whichever."""
    said = [f"rule {ruled}", f"rule {ruled}, then {action or 'nothing'}", f"then {action or 'nothing'}"]
    said += [f"signal {signal}" for signal in signals] or ["no signal"]
    said += ["budget"] if budget else []
    said += ["customer", f"customer, rule {ruled}", f"customer, then {action or 'nothing'}"] if customer else []
    said += [mark for char in sorted(set(_FIRST.findall(plain))) for word, mark in _WORDS[char] if word in plain]
    said += [f"heard {one.label} {int(one.chance * 5)}" for one in heard]
    best = max(heard, key=lambda one: one.chance, default=None)
    return said + ([f"best {best.label} and rule {ruled}"] if best and best.chance > 0.3 else [])


def marks(stage: str, said: list[str]) -> list[str]:
    """Return what speaks for or against one stage, for `chooser`."""
    return [stage, *(f"{stage} | {mark}" for mark in said)]


@cache
def _worths() -> dict[str, tuple[float, ...]]:
    """Return what each thing said is worth to each stage; the empty one is what a stage has to begin with."""
    known = chooser.marks("stages_choice")
    said = {mark.partition(" | ")[2] for mark in known}
    return {
        mark: tuple(known.get(f"{stage} | {mark}" if mark else stage, 0.0) for stage in (*STAGES, LOST))
        for mark in said
    }


def judge(
    plain: str, heard: list[Heard], action: str, signals: list[str], *, budget: bool, customer: bool
) -> tuple[str, Proof | None, float]:
    """Return (stage, span of the proof, chance of the stage) after everything that was said is weighed."""
    ruled, proof = find_stage(plain)
    known = _worths()
    said = said_of(plain, ruled, heard, action, signals, budget=budget, customer=customer)
    sums = list(known.get("", ()))
    for mark in said:
        if mark in known:
            for at, worth in enumerate(known[mark]):
                sums[at] += worth
    place = sums.index(max(sums)) if sums else -1
    if place == len(STAGES) and (_BACK.search(plain, proof[1]) if proof and ruled == LOST else _LOST.search(plain)):
        sums[place] = min(sums)  # A loss that is only feared, or was made good.
        place = sums.index(max(sums))
    sure = chooser.chances(sums)[place] if sums else 0.5
    stage = (*STAGES, LOST)[place] if sums else ruled
    outright = proof is not None and ruled == LOST and not _TURN.search(plain, proof[1])
    if stage == ruled or (outright and any(one.label == LOST and one.chance >= _LEAST_LOST for one in heard)):
        return ruled, proof, max(sure, 0.5)
    if ruled == "报价中" and stage in STAGES[:2] and _BARGAINED.search(plain):
        return ruled, proof, 0.5
    told = next((one for one in heard if one.label == stage and one.chance > 0.2), None)
    return stage, (told.start, told.end) if told else None, sure
