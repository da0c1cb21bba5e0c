"""Which times of a note are still ahead and not taken back, and what speaks against the others."""

from __future__ import annotations

from datetime import date
from typing import Final

from nlp.lexicon import phrases
from nlp.patterns.kept import compiled
from nlp.patterns.stored import made
from nlp.scan import Scan
from nlp.times.when import When

_CANCEL_AFTER: Final = made(phrases("fuse", "cancel_after"))
_MOVED: Final = made(phrases("fuse", "moved"))
_WRONG: Final = made(
    r"(?:不是|并非|原定|原来(?:约)?(?:的|是|定)?|本来(?:约|定|说)?(?:的|是)?|之前(?:约|定|说)(?:的|好的)?|not)\s?$"
)
_STORY: Final = made(phrases("fuse", "story"))
_DONE: Final = made(
    r"[^,。;]{0,4}?(?:[去跑见聊谈看陪签](?:完|过|到)?了(?!吧|再)|(?:拜访|回访|沟通|参观|考察)(?:了|过))"
)
"""What makes a bare weekday the one behind us (周六去看了…)."""
_TODAY_AHEAD: Final = made(phrases("fuse", "today_ahead"))
_DEADLINE: Final = made(
    r"(?:上线|交货|交付|到货|开工|投产|开业|交期|工期|上市)(?:时间|日期)?(?:必须|要|得|定|是|卡)?"
    r"(?:在|于)?\s?$"
)


def live_times(seen: Scan) -> list[When]:
    """Return times that are ahead and stand: no past, no cancelled, no corrected ones."""
    return [when for when, why in times_ahead(seen) if not why]


def times_ahead(seen: Scan) -> list[tuple[When, str]]:
    """Return times that are ahead and not taken back, each with what speaks against it (nothing for most)."""
    plain, today, now = seen.plain, seen.today, seen.now
    ahead = [when for when in seen.times if when.kind != "past"]
    out: list[tuple[When, str]] = []
    for at, when in enumerate(ahead):
        after = plain[when.end : when.end + 14]
        before = plain[max(0, when.start - 10) : when.start]
        later = at + 1 < len(ahead)
        if _WRONG.search(before) or (
            later and _CANCEL_AFTER.search(after[: max(0, ahead[at + 1].start - when.end)] if later else after)
        ):
            continue
        if not later and compiled(r"[^,。;]{0,8}(?:取消|作废|不去了|不来了|泡汤)").match(after):
            continue
        if later and compiled(r"[,。 ]{0,2}(?:不对|哦不|不不|说错|应该是|不是|啊不|no,|sorry|wait)").match(after):
            continue
        if compiled(r"(?:周|星期|礼拜)[一二三四五六日天末]").fullmatch(plain[when.start : when.end]) and _DONE.match(
            after
        ):
            continue
        story = (
            when.first <= today
            and not (when.moment() > now and compiled(r"[\d点:]").search(plain[when.start : when.end]))
            and _STORY.match(plain, when.end)
            and when.first == when.last
            and not compiled(r"[让约]").search(plain[when.end : when.end + 4])
        )
        told = "story" if story else "today" if _told_today(plain, when, today) else ""
        out.append((when, "deadline" if _DEADLINE.search(before) else told))
    moved = [
        (when, why)
        for when, why in out
        if _MOVED.search(plain[max(0, when.start - 8) : when.start])
        and compiled(r"改|推|延|提前|挪|换|调|不对|错|更正|moved|resched|instead").search(
            plain[max(0, when.start - 8) : when.start]
        )
    ]
    return moved or out


def _told_today(plain: str, when: When, today: date) -> bool:
    """Tell whether 今天 or 下午 opens a story of what was done and sets no time."""
    if (
        when.kind != "point"
        or not when.first == when.last == today
        or compiled(r"[\d点:]").search(plain[when.start : when.end])
    ):
        return False
    led = compiled(r"(?:约|定|改|推|就|在|争取|最好)[^,。;]{0,2}$").search(plain[max(0, when.start - 6) : when.start])
    return not led and not _TODAY_AHEAD.match(plain[when.end : when.end + 14])
