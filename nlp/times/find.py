"""Dates and times as sales people say them, read against `now` in Asia/Shanghai.

Conventions: weeks start on Monday, 下周X is in the next calendar week, a bare 周X is the next one to come, a bare
hour from 1 to 6 is afternoon, X前 and X内 give the last day of the limit, 下周 and 下个月初 give the first day.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from nlp.patterns.kept import compiled
from nlp.patterns.stored import made
from nlp.times.atoms import Atom, find_atoms
from nlp.times.limits import limited
from nlp.times.when import SHANGHAI, When

_GLUE: Final = made(r"[ ,的()]{0,2}(?:那天|当天|at|on|around|大概|大约|差不多)?[ ]?$")
_RANGE: Final = made(r" ?(?:到|至|-|~|或者?|还是|和|、) ?")
_WE: Final = made(r"(?:^|[,。;])(?:那|所以)?(?:我们?|咱们?)$")
"""Before a part of the day that is ours and today's, whatever days others have (船12月10号到，我下午去…)."""
_RECURRING: Final = made(r"(?:每个?|每逢)\s?$")


def find_times(plain: str, now: datetime) -> list[When]:
    """Return every time in the plain text, in order; recurring ones are left out."""
    here = now.astimezone(SHANGHAI)
    atoms = find_atoms(plain, here)
    found: list[When] = []
    dated = any(atom.first or atom.exact for atom in atoms)
    at = 0
    while at < len(atoms):
        group = [atoms[at]]
        while at + 1 < len(atoms) and _joins(plain, group, atoms[at + 1]):
            at += 1
            group.append(atoms[at])
        at += 1
        read = _combine(group, plain, here, dated)
        if read is not None:
            found.append(read)
    return _late_hours(_firsts(found, plain), plain)


def _firsts(found: list[When], plain: str) -> list[When]:
    """Drop the second of two times that are a range or a choice (下周三到周五, 10:30-11:30): due is the first."""
    out: list[When] = []
    for when in found:
        led = out[-1] if out else None
        if led and led.kind == when.kind == "point" and _RANGE.fullmatch(plain, led.end, when.start):
            continue
        out.append(when)
    return out


def _late_hours(found: list[When], plain: str) -> list[When]:
    """Give an hour that is said alone to the day said shortly before (周三下午…，三点钟)."""
    out: list[When] = []
    for when in found:
        day = out[-1] if out else None
        alone = when.grain == "minute" and when.clock is not None and when.exact is None
        if (
            day
            and alone
            and day.kind != "past"
            and day.grain == "day"
            and day.exact is None
            and when.start - day.end <= 30
            and not _WE.search(plain[max(0, when.start - 4) : when.start])
        ):
            vague = day.clock is None or plain[day.start : day.end].endswith(("午", "上", "晨"))
            if vague and not compiled(r"不|改|[。;]").search(plain[day.end : when.start]):
                hour = when.clock
                assert hour is not None
                late = day.clock is not None and day.clock.hour >= 12 and hour.hour < 12
                out[-1] = day._replace(clock=time((hour.hour + 12) % 24, hour.minute) if late else hour)
                continue
        out.append(when)
    return out


def _joins(plain: str, group: list[Atom], atom: Atom) -> bool:
    between = plain[group[-1].end : atom.start]
    if len(between) > 4 or not (_GLUE.match(between) or not between):
        return False
    kinds = {"day" if a.first else a.kind for a in group}
    kind = "day" if atom.first else atom.kind
    if "," in between and plain[atom.start].isascii() is False and kind == "day":
        return False
    if kind == "day" and "day" in kinds:
        return _redundant(group, atom)
    return kind not in kinds and "exact" not in kinds and kind != "exact"


def _redundant(group: list[Atom], atom: Atom) -> bool:
    """Tell whether the second day only says the first again or more closely (11月25日周三, 下周 周三)."""
    last = next((a for a in reversed(group) if a.first), None)
    if last is None or last.first is None or last.last is None or atom.first is None:
        return False
    return (last.first <= atom.first <= last.last) or (
        atom.weekday is not None and last.grain == "day" and last.first.weekday() == atom.weekday
    )


def _combine(group: list[Atom], plain: str, now: datetime, dated: bool) -> When | None:
    """Return what a group says; a part of the day alone is today's, unless `dated` days are spoken of or it is over."""
    start, end = group[0].start, group[-1].end
    before = plain[max(0, start - 14) : start]
    if _RECURRING.search(before) or any(atom.kind == "recurring" for atom in group):
        return None
    exact = next((atom for atom in group if atom.kind == "exact"), None)
    days = [atom for atom in group if atom.first]
    day = days[-1] if days else None
    part = next((atom for atom in group if atom.kind == "part"), None)
    clock = next((atom for atom in group if atom.kind == "clock"), None)
    if exact is not None and exact.exact is not None:
        moment = exact.exact
        return limited(
            When(start, end, moment.date(), moment.date(), "past" if exact.past else "point", None, moment, "minute"),
            plain,
            before,
            now,
        )
    if (
        day is None
        and part is None
        and clock is not None
        and compiled(r"一点").fullmatch(plain[clock.start : clock.end])
    ):
        return None
    hour = _hour(part, clock)
    if day is None:
        first = now.date()
        spoken = datetime.combine(first, hour, SHANGHAI) if hour else None
        alone = part is not None and clock is None and part.vague
        if hour is None or spoken is None or (alone and ((dated and not _WE.search(before)) or spoken <= now)):
            return None
        if spoken <= now:
            first += timedelta(days=1)
        read = When(start, end, first, first, "point", hour, None, "minute")
        return limited(read, plain, before, now)
    if day.first is None or day.last is None:
        return None
    if clock is not None and clock.next_day:
        day = day._replace(first=day.first + timedelta(days=1), last=day.last + timedelta(days=1))
    assert day.first and day.last
    past = any(atom.past for atom in group)
    read = When(start, end, day.first, day.last, "past" if past else "point", hour, None, day.grain)
    return limited(read, plain, before, now)


def _hour(part: Atom | None, clock: Atom | None) -> time | None:
    if clock is not None and clock.clock is not None:
        hour, minute = clock.clock.hour, clock.clock.minute
        if part is None:
            if not clock.fixed and 1 <= hour <= 6:
                hour += 12
        elif (part.name in {"下午", "傍晚", "晚上"} and hour < 12) or (part.name == "中午" and hour < 10):
            hour += 12
        return time(hour % 24, minute)
    if part is not None and part.clock is not None:
        return part.clock
    return None
