"""The next step of a note: which of the candidates it is, when it is due, and the words that name it."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date

from nlp import chooser
from nlp.actions import Action
from nlp.heard import Heard
from nlp.lexicon import phrases
from nlp.scan import Scan
from nlp.steps import find_steps
from nlp.times import When

_CANCEL_AFTER = re.compile(phrases("fuse", "cancel_after"))
_MOVED = re.compile(phrases("fuse", "moved"))
_WRONG = re.compile(
    r"(?:不是|并非|原定|原来(?:约)?(?:的|是|定)?|本来(?:约|定|说)?(?:的|是)?|之前(?:约|定|说)(?:的|好的)?|not)\s?$"
)
_OPEN = re.compile(r"$|[,。;!?\s前之内吧]")
_STATED = re.compile(phrases("fuse", "stated"))
_FAR = 24
"""Characters between a time and the action that it belongs to."""
_BREAK = re.compile(r"[。;!?\n]")
_STOP = re.compile(r"[,。;!?\n\s]|的时候|之后|以后|然后|吧|哦|了|看看|,|并|给他们|，")
_STORY = re.compile(phrases("fuse", "story"))
_TODAY_AHEAD = re.compile(phrases("fuse", "today_ahead"))
_TO_DO = re.compile(
    r"(?:[让叫请要催][我你咱]们?|约|定(?:在|到|了)?|改(?:到|成|在)?|我们?|咱们?|得|记得|准备|打算)[^,。;]{0,6}$"
)
_TO_DO_AFTER = re.compile(r"^(?:[^,。;]{0,3})(?:我|咱|再|去|来|给|发|寄|签|聊|谈|见|看|过去|回|打)(?!了|过|的)")
_DEADLINE = re.compile(
    r"(?:上线|交货|交付|到货|开工|投产|开业|交期|工期|上市)(?:时间|日期)?(?:必须|要|得|定|是|卡)?"
    r"(?:在|于)?\s?$"
)


def live_times(seen: Scan) -> list[When]:
    """Return times that are ahead and stand: no past, no cancelled, no corrected ones."""
    plain, today, now = seen.plain, seen.today, seen.now
    ahead = [when for when in seen.times if when.kind != "past"]
    out: list[When] = []
    for at, when in enumerate(ahead):
        after = plain[when.end : when.end + 14]
        before = plain[max(0, when.start - 10) : when.start]
        later = at + 1 < len(ahead)
        if _DEADLINE.search(before):
            continue
        if _WRONG.search(before) or (
            later and _CANCEL_AFTER.search(after[: max(0, ahead[at + 1].start - when.end)] if later else after)
        ):
            continue
        if not later and re.match(r"[^,。;]{0,8}(?:取消|作废|不去了|不来了|泡汤)", after):
            continue
        if later and re.match(r"[,。 ]{0,2}(?:不对|哦不|不不|说错|应该是|不是|啊不|no,|sorry|wait)", after):
            continue
        if (
            when.first <= today
            and not (when.moment() > now and re.search(r"[\d点:]", plain[when.start : when.end]))
            and _STORY.match(plain, when.end)
            and when.first == when.last
            and not re.search(r"[让约]", plain[when.end : when.end + 4])
        ):
            continue
        if _told_today(plain, when, today):
            continue
        out.append(when)
    moved = [
        when
        for when in out
        if _MOVED.search(plain[max(0, when.start - 8) : when.start])
        and re.search(
            r"改|推|延|提前|挪|换|调|不对|错|更正|moved|resched|instead", plain[max(0, when.start - 8) : when.start]
        )
    ]
    return moved or out


def _told_today(plain: str, when: When, today: date) -> bool:
    """Tell whether 今天 or 下午 opens a story of what was done and sets no time."""
    if (
        when.kind != "point"
        or not when.first == when.last == today
        or re.search(r"[\d点:]", plain[when.start : when.end])
    ):
        return False
    led = re.search(r"(?:约|定|改|推|就|在|争取|最好)[^,。;]{0,2}$", plain[max(0, when.start - 6) : when.start])
    return not led and not _TODAY_AHEAD.match(plain[when.end : when.end + 14])


def _ours(plain: str, when: When) -> bool:
    """Tell whether the clause of a time says what one of us is to do, though no kind of step is known."""
    low = max(plain.rfind(mark, 0, when.start) for mark in ",。;!?\n") + 1
    return bool(_TO_DO.search(plain[low : when.start][-10:])) or bool(
        _TO_DO_AFTER.match(plain[when.end : when.end + 8])
    )


def next_step(seen: Scan, plain: str, whens: list[When], heard: list[Heard]) -> tuple[Action | None, When | None]:
    """Return the action still ahead and the time it is due. `plain` is the text with names blanked."""
    steps = find_steps(plain, seen.clauses, whens, heard, nearest)
    place, _ = chooser.choose("steps", [step.marks for step in steps])
    free = [when for when in whens if not _STATED.match(plain[when.end : when.end + 12])]
    if place < 0:
        return None, next((when for when in free if _ours(plain, when)), None)
    action, when = steps[place].action, steps[place].when
    return action, when or _loose(plain, action, free)


def _loose(plain: str, action: Action, free: list[When]) -> When | None:
    """Return the last time when nothing ties one to the action and it may well be meant."""
    if not free:
        return None
    last = free[-1]
    if len(free) == 1 and (last.start >= action.end or _OPEN.match(plain[last.end : last.end + 3])):
        return last
    return None if re.search(r"[,。;]", plain[action.end : last.start][-1:]) else last


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


def phrase(seen: Scan, action: Action) -> tuple[int, int]:
    """Return the span of the short phrase that names the action: the verb to the end of its object."""
    plain = seen.plain
    end = action.end
    limit = min(len(plain), end + 8)
    while (
        end < limit
        and not _STOP.match(plain, end)
        and not any(when.start <= end < when.end for when in seen.times)
        and plain[end] not in "吗呢啊的"
    ):
        end += 1
    return action.start, end
