"""The next step of a note: which of the candidates it is, when it is due, and the words that name it."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from typing import Final, NamedTuple

from nlp.learned import chooser
from nlp.learned.heard import Heard
from nlp.lexicon import phrases
from nlp.patterns.kept import compiled
from nlp.patterns.stored import made
from nlp.scan import Scan
from nlp.steps import due
from nlp.steps.actions import Action
from nlp.steps.bidden import bidden
from nlp.steps.candidates import Step, find_steps
from nlp.steps.plainly import DOUBTFUL, left_alone, plainly, plainly_due, sooner
from nlp.times.when import When

_PLAIN: Final = 0.65
"""How sure a step is that the words say plainly where the choosers take none."""
_OPEN: Final = made(r"$|[,。;!?\s前之内吧]")
_STATED: Final = made(phrases("fuse", "stated"))
_FAR: Final = 24
"""Characters between a time and the action that it belongs to."""
_BREAK: Final = made(r"[。;!?\n]")
_CORRECTS: Final = made(r"(?:[说记写发]|搞|弄)(?:错|岔|混)|更正|纠正|改一下|不是")
_TO_DO: Final = made(
    r"(?:[让叫请要催][我你咱]们?|约|定(?:在|到|了)?|改(?:到|成|在)?|我们?|咱们?|得|记得|准备|打算)[^,。;]{0,6}$"
)
_TO_DO_AFTER: Final = made(r"^(?:[^,。;]{0,3})(?:我|咱|再|去|来|给|发|寄|签|聊|谈|见|看|过去|回|打)(?!了|过|的)")


def _ours(plain: str, when: When) -> bool:
    """Tell whether the clause of a time says what one of us is to do, though no kind of step is known."""
    low = max(plain.rfind(mark, 0, when.start) for mark in ",。;!?\n") + 1
    return bool(_TO_DO.search(plain[low : when.start][-10:])) or bool(
        _TO_DO_AFTER.match(plain[when.end : when.end + 8])
    )


class Next(NamedTuple):
    """The step still ahead and when it is due, each with how sure the choosers are of it (0 to 1)."""

    action: Action | None
    when: When | None
    sure: float
    time_sure: float


def next_step(
    seen: Scan, plain: str, times: list[tuple[When, str]], heard: list[Heard], *, customer: bool = False
) -> Next:
    """Return the action still ahead and the time it is due. `plain` is the text with names blanked."""
    idle = left_alone(plain)
    times = [(when, why) for when, why in times if when.start >= idle] if idle else times
    whens = [when for when, why in times if not why]
    steps = find_steps(plain, seen.clauses, whens, heard, nearest, customer=customer)
    steps = [step for step in steps if step.action.start >= idle] if idle else steps
    place, said_so = chooser.choose("steps", [step.marks for step in steps])
    step = sooner(plain, steps, steps[place]) if place >= 0 else None
    theirs = plainly(plain, seen.clauses, steps) if step is None else None
    if theirs is not None:
        return Next(theirs.action, theirs.when, _PLAIN, _PLAIN)
    said = bidden(plain, whens, steps, customer=customer) if step is None else None
    if said is not None:
        action, due_then = said
        if due_then is None:
            at, _ = chooser.choose("times", time_marks(plain, times, Step(action, None, ()), seen.today))
            due_then = times[at][0] if at >= 0 else None
        return Next(action, due_then, _PLAIN, _PLAIN)
    kind = step.action.kind if step else ""
    sure = sum(chance for one, chance in zip(steps, said_so, strict=True) if one.action.kind == kind)
    at, chances = chooser.choose("times", time_marks(plain, times, step, seen.today))
    when = times[at][0] if at >= 0 else plainly_due(plain, step, times)
    due_at = when.due() if when else ""
    time_sure = sum(chance for (one, _), chance in zip(times, chances, strict=True) if one.due() == due_at)
    if step is None and when is not None and _CORRECTS.search(plain):
        sure, step = _named(steps, said_so)
    return Next(step.action if step else None, when, sure, time_sure)


def _named(steps: list[Step], chances: list[float]) -> tuple[float, Step | None]:
    """Return what a message names that only sets a date right (拜访时间记错了，是周四)."""
    fair = [at for at, one in enumerate(steps) if one.action.kind != "其他" and not DOUBTFUL.intersection(one.marks)]
    best = max(fair, key=chances.__getitem__, default=-1)
    return (chances[best], steps[best]) if best >= 0 else (0.0, None)


def time_marks(plain: str, times: list[tuple[When, str]], step: Step | None, today: date) -> list[tuple[str, ...]]:
    """Return the marks of each time beside a step."""
    action = step.action if step else None
    ruled = _ruled(plain, [when for when, why in times if not why], step)
    return [
        due.marks_of(plain, when, why, (at, len(times)), action, ruled, today) for at, (when, why) in enumerate(times)
    ]


def _ruled(plain: str, whens: list[When], step: Step | None) -> When | None:
    """Return the time that the plain rule ties to a step."""
    free = [when for when in whens if not _STATED.match(plain[when.end : when.end + 12])]
    if step is None:
        return next((when for when in free if _ours(plain, when)), None)
    return step.when or _loose(plain, step.action, free)


def _loose(plain: str, action: Action, free: list[When]) -> When | None:
    """Return the last time when nothing ties one to the action and it may well be meant."""
    if not free:
        return None
    last = free[-1]
    if len(free) == 1 and (last.start >= action.end or _OPEN.match(plain[last.end : last.end + 3])):
        return last
    return None if compiled(r"[,。;]").search(plain[action.end : last.start][-1:]) else last


def _end(when: When) -> int:
    return when.end


def nearest(plain: str, action: Action, whens: list[When]) -> tuple[int, When] | None:
    """Return (distance, time) of the time that belongs to an action: same clause, or just across one comma."""
    best: tuple[int, When] | None = None
    for when in whens[bisect_left(whens, action.start - _FAR, key=_end) :]:
        if when.start > action.end + _FAR:
            break
        low, high = (when.end, action.start) if when.end <= action.start else (action.end, when.start)
        between = plain[low:high] if low < high else ""
        if _BREAK.search(between) or between.count(",") > 1:
            continue
        if _STATED.match(plain[when.end : when.end + 12]) and when.end > action.start:
            continue
        if "," in between:
            left, right = between.split(",", 1)
            if (len(left) > 4 and len(right) > 4) or (when.end <= action.start and len(left) > 2):
                continue
        gap = len(between) + (8 if "," in between else 0) + (4 if when.start >= action.end else 0)
        if best is None or gap < best[0]:
            best = (gap, when)
    return best
