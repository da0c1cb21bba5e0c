"""Candidates for the next step of a note: what patterns and hearing find, each with the marks it is judged by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from nlp.learned.heard import Heard
from nlp.patterns.stored import made
from nlp.span import blank, clause_start
from nlp.steps import marks
from nlp.steps.actions import Action, Raw, among_themselves, find_raw, own_meeting
from nlp.steps.marks import Near
from nlp.times.when import When

_MOST: Final = 100
"""Candidates of one message that are judged, the last ones; more is a list and no note."""
_HEARD: Final = 0.2
"""How sure hearing must be to bring a candidate of its own."""
_PUT_OFF: Final = ("再看", "再说", "再议")
"""What ends a clause that puts off whatever it speaks of."""
_PROMISE: Final = made(r"给你们?[^,。;]{0,2}(?:答[复覆]|回复|消息|准信|回话|回音)")
"""What a customer promises, which is no step of ours."""
_POSTED: Final = 10
"""Characters after a tender within which it is said to be posted, which is no step of ours."""
_BIDDEN: Final = made(r"\s*(?:记录跟进|跟进记录|记个?跟进|写?跟进|新线索|录线索|登记线索|记一?下)[ ,:]+")
"""Words to the bot, which say nothing of the customer."""


class Step(NamedTuple):
    """One candidate: the action, the time that belongs to it, and its marks."""

    action: Action
    when: When | None
    marks: tuple[str, ...]


Nearest = Callable[[str, Action, list[When]], Near]


def find_steps(
    plain: str,
    spans: list[tuple[int, int]],
    whens: list[When],
    said: Sequence[Heard],
    nearest: Nearest,
    *,
    customer: bool,
) -> list[Step]:
    """Return the candidates in the order of the text."""
    raws = [raw for raw in find_raw(plain, spans, [when.start for when in whens]) if not _put_off(plain, raw)]
    heard = [one for one in said if one.chance >= _HEARD and not _put_off(plain, one)]
    if any(raw.kind == "会议" for raw in raws) or any(one.label == "会议" for one in heard):
        start, end = own_meeting(plain, customer=customer)
        raws = [raw for raw in raws if raw.kind != "会议" or not start <= raw.start < end]
        heard = [one for one in heard if one.label != "会议" or not (one.start < end and start < one.end)]
    heard = [one for one in heard if one.label != "会议" or not among_themselves(plain, one.start, one.end)]
    for one in heard:
        if not any(raw.kind == one.label and one.start < raw.end and raw.start < one.end for raw in raws):
            raws.append(Raw(one.start, one.end, one.label, heard=True))
    raws.sort(key=lambda raw: raw.start)
    del raws[:-_MOST]
    told = [word for word in marks.TOLD if word in plain] if raws else []
    told += ["customer"] if customer else []
    kinds = sorted({raw.kind for raw in raws if not raw.heard})
    out = []
    for place, raw in enumerate(raws):
        action = Action(raw.start, raw.end, raw.kind)
        near = nearest(plain, action, whens)
        if near and raw.done and "," in plain[raw.end : near[1].start]:
            near = None  # What comes after something done is when something else is to be done.
        found = (
            *marks.own(raw, heard),
            *marks.timed(plain, raw, near, len(whens)),
            *marks.placed(raws, place, kinds),
            *[f"{name} {raw.kind}" for name in told],
            *marks.around(plain, clause_start(spans, raw.start), raw),
        )
        out.append(Step(action, near[1] if near else None, found))
    return out


def _put_off(plain: str, found: Raw | Heard) -> bool:
    if plain.find("给你", found.start, found.end) >= 0 and _PROMISE.search(plain, found.start, found.end):
        return True
    return plain.endswith(_PUT_OFF, found.start, found.end) or (
        plain.find("挂网", found.end, found.end + _POSTED) >= 0 and "标" in plain[found.start : found.end]
    )


def timeless(plain: str, whens: list[When]) -> str:
    """Return the text with times blanked and the words of a command as the edge of a clause, places unchanged."""
    bidden = _BIDDEN.match(plain)
    quiet = blank(plain, whens)
    return "," * bidden.end() + quiet[bidden.end() :] if bidden else quiet
