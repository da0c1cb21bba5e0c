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
    r"(?:不是|并非|原定|(?:原来|本来|原本|原先)(?:约|定|说|讲)?(?:好|定|了)?(?:的|是|在)?|之前(?:约|定|说)(?:的|好的)?"
    r"|not|(?:ed|move|shift|push)(?: it)? from)\s?$"
)
_CONTRAST: Final = made(r"[,。 ]{0,2}(?:而|可)?不是(?:原来的?|之前的?)?\s?")
"""What stands between the right time and the wrong one (周三不是周二)."""
_PROMISED: Final = made(r"(?:说好?|答应|承诺|讲好)的?$")
_PROMISES: Final = frozenset("说好应诺的")
"""How such words end, asked first."""
_BROKEN: Final = made(r"[^,。;]{0,8}的,?[^,。;]{0,6}(?:没(?!问题)|怎么|影)")
"""A day that was promised and is over (你们说周五给报价的，到现在没影)."""
_BEHIND: Final = made(
    r"[^,。;把将给让再]{0,4}?(?:[看见来去聊谈试用签报送寄交付装做买讲]|拜访|演示|考察|沟通|参观|交流)过(?![来去再一会的]|之?后|以后)"
)
"""What makes a time that is read ahead the one behind us (国庆前看过演示)."""
_SINCE: Final = frozenset("到至")
_UNTIL: Final = made(r"(?<!只)[用试放租跑挂留借签顶管]到$")
"""How long something goes on, which is no day of ours (试用到下月中)."""
_NOT_YET: Final = made(r"(?:都|也|还|了|为止)*[没未不]")
_SENT: Final = made(
    r"[^,。;]{0,16}?(?:[发寄送开报交做装签办弄传递付打回](?:走|出去?|过去|好|完|掉|到|齐|清)了|(?:[发寄送报交传递回]给)[^,。;吧]{1,14}?了)(?![吧吗没])"
    r"|[^,。;]{0,4}给[^,。;]{1,16}打(?:了|过)?个?电话,[^,。;]{0,4}(?:[我他她]说|没接|没通|占线)|打(?:了|过)?个?电话给[^,。;]{1,20},[^,。;]{0,16}(?:了|说)"
)
"""What was done today (今天发走了, 今天把报价单发给他了)."""
_MISSED: Final = made(r"[^,。;]{0,5}?[到进装交送上发运赶供用](?:不[了到上完出成])(?!就)")
"""After a limit of the customer's own (25号前进不了场): what happens if it is missed."""
_OFF: Final = made(
    r"[^,。;]{0,8}(?:取消|作废|不去了|不来了|泡汤|[去来搞办弄开做]不(?:成|了了)|先?不[搞办弄]了)|[^,。;]{0,4}别[来去过](?!晚|迟)"
)
_STORY: Final = made(phrases("fuse", "story"))
_STILL: Final = made(
    r"[^,。;了过]{0,3}(?:去|给|把|找)[^,。;了过完]{0,10}(?:一下|一趟|出去|过去|掉|协调|商量|申请|核实)(?!了|过)"
)
"""What is to be done today all the same (今天去查一下库存)."""
_NO_BUT: Final = made(r"[,。 ]{0,2}(?:不对|哦不|不不|说错|应该是|不是|啊不|no,|sorry|wait)")
_WEEKDAY: Final = made(r"(?:周|星期|礼拜)[一二三四五六日天末]")
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
        if _taken_back(plain, when, ahead[at + 1].start if at + 1 < len(ahead) else 0, today):
            continue
        before, after = plain[max(0, when.start - 10) : when.start], plain[when.end : when.end + 14]
        story = (
            when.first <= today
            and not (when.moment() > now and compiled(r"[\d点:]").search(plain[when.start : when.end]))
            and _STORY.match(plain, when.end)
            and when.first == when.last
            and not compiled(r"[让约]").search(plain[when.end : when.end + 4])
            and not _STILL.match(plain, when.end)
        )
        told = "story" if story else "today" if _told_today(plain, when, today) else ""
        out.append((when, "deadline" if _DEADLINE.search(before) or ("不" in after and _MISSED.match(after)) else told))
    moved = [
        (when, why)
        for when, why in out
        if _MOVED.search(plain[max(0, when.start - 8) : when.start])
        and compiled(r"改|推|延|提前|挪|换|调|不对|错|更正|move|resched|instead").search(
            plain[max(0, when.start - 8) : when.start]
        )
    ]
    if len(moved) > 1 and compiled("又|再次|后来").search(plain, moved[0][0].end, moved[-1][0].start):
        return moved[-1:]
    return moved or out


def _taken_back(plain: str, when: When, following: int, today: date) -> bool:
    """Tell whether a time was corrected, cancelled or is over; `following` is where the next one begins, 0 for none."""
    before, after = plain[max(0, when.start - 10) : when.start], plain[when.end : when.end + 14]
    until = after[: max(0, following - when.end)] if following else after
    led = before[-1:]
    if led == "到" and _UNTIL.search(before):
        return True
    if led in _PROMISES and _PROMISED.search(before) and _BROKEN.match(plain, when.end):
        return True
    if _WRONG.search(before) or (following and _CANCEL_AFTER.search(until)):
        return True
    if (when.first > today and "过" in after and _BEHIND.match(after)) or (led in _SINCE and _NOT_YET.match(after)):
        return True
    if when.kind == "point" and when.first == when.last == today and _SENT.match(plain, when.end):
        return True
    if not following and _OFF.match(after):
        return True
    if following and not _CONTRAST.fullmatch(plain, when.end, following) and _NO_BUT.match(after):
        return True
    return bool(_WEEKDAY.fullmatch(plain, when.start, when.end) and _DONE.match(after))


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
