"""The step that somebody is bidden in so many words, whatever its verb: 让我们…, 我明天…, 记得…, 周四前回."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from nlp.lexicon import phrases
from nlp.patterns.kept import compiled
from nlp.patterns.stored import made
from nlp.span import BLANK
from nlp.steps.actions import Action
from nlp.steps.candidates import Step
from nlp.times.when import When

_TIME: Final = "■"
"""Stands for a character of a time to come."""
_MOST: Final = 60
"""Turns that may bid, of one message."""
_REST: Final = 18
"""Characters after such a turn that may say what is bidden."""
_AT_ONCE: Final = 3
"""Characters after a bare time within which its step begins."""
_EDGE: Final = made(r"[,。;:!?\n]")
_HINT: Final = made(r"[我咱你您让叫把寄送]|重新|记得|别忘|待办|下一|接下来|后续|还[要得]|抓紧|赶紧|尽快|马上")
"""What a message without a time to come needs, to bid anything."""
_FITS: Final = made(r"[^,。;]{0,5}(?:可以|有空|方便|行|在|都?能)[^,。;]{0,4},?|,?")
_KINDS: Final = ("合同", "付款", "演示", "寄样", "测试", "报价", "发资料", "会议", "电话", "拜访", "其他")


@cache
def _said(name: str) -> re.Pattern[str]:
    """Return one pattern, compiled at the first question: few messages ask, and importing stays quick."""
    return made(phrases("bidden", name, TIME=_TIME, BLANK=BLANK))


def bidden(
    plain: str, whens: Iterable[When], steps: list[Step], *, customer: bool
) -> tuple[Action, When | None] | None:
    """Return the last thing that somebody bids, with its time; `steps` are candidates, whose kind counts first."""
    times = list(whens)
    if not times and not _HINT.search(plain):
        return None
    text = plain
    for when in times:
        text = text[: when.start] + _TIME * (when.end - when.start) + text[when.end :]
    turns = list(_said("asked" if customer else "turns").finditer(text))[-_MOST:]
    for turn in reversed(turns):
        filled = _said("filled").match(text, turn.end())
        start = filled.end() if filled else turn.end()
        edge = _EDGE.search(text, start, start + _REST)
        end = edge.start() if edge else min(start + _REST, len(text))
        if _said("refused").match(text, start, end):
            continue
        found = _kind(text, start, end, steps)
        timed = text.startswith(_TIME, turn.start())
        if found is None or (timed and ((found.kind == "其他" and not customer) or found.start > start + _AT_ONCE)):
            continue
        inside = next((one for one in reversed(times) if turn.start() <= one.start < end), None)
        return found, inside or _just_before(text, turn.start(), times)
    return None


def _just_before(text: str, place: int, times: list[When]) -> When | None:
    """Return the time that what is bidden follows (周二上午可以, 你们过来吧)."""
    for when in reversed(times):
        if when.end <= place and _FITS.fullmatch(text, when.end, place):
            return when
    return None


def _kind(text: str, start: int, end: int, steps: list[Step]) -> Action | None:
    """Return what is bidden here: by a candidate that lies here, or by the words."""
    here = [
        step.action
        for step in steps
        if start <= step.action.start < end and not {"heard", "done", "told"}.intersection(step.marks)
    ]
    named = next((action for action in here if action.kind != "其他"), None)
    if named:
        return named
    rest = text[start:end]
    best: tuple[int, int, str] | None = None
    for kind in _KINDS:
        match = _said(kind).search(rest)
        if match is None or compiled(r"了(?![解一])|过(?![去来目户])|完了|好了").match(rest, match.end()):
            continue
        if best is None or match.start() < best[0]:
            best = (match.start(), match.end(), kind)
    if best is None or (best[2] == "其他" and here):
        return here[0] if here else None
    return Action(start + best[0], start + best[1], best[2])
