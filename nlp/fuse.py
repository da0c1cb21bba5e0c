"""From what was seen to what is believed: one prospect, its people, the next step, and what is missing."""

from __future__ import annotations

import re

from nlp import roles
from nlp.actions import Action, find_actions
from nlp.lexicon import phrases, wordset
from nlp.scan import Scan
from nlp.span import Span
from nlp.times import When

_CANCEL_AFTER = re.compile(phrases("fuse", "cancel_after"))
_MOVED = re.compile(phrases("fuse", "moved"))
_WRONG = re.compile(
    r"(?:不是|并非|原定|原来(?:约)?(?:的|是|定)?|本来(?:约|定|说)?(?:的|是)?|之前(?:约|定|说)(?:的|好的)?|not)\s?$"
)
_OPEN = re.compile(r"$|[,。;!?\s前之内吧]")
_STATED = re.compile(phrases("fuse", "stated"))
_STOP = re.compile(r"[,。;!?\n\s]|的时候|之后|以后|然后|吧|哦|了|看看|,|并|给他们|，")
_LED_TO = re.compile(phrases("fuse", "place_bonus"))
_FOLLOWED = re.compile(phrases("fuse", "place_bonus_2"))
_STORY = re.compile(phrases("fuse", "story"))


_DEADLINE = re.compile(
    r"(?:上线|交货|交付|到货|开工|投产|开业|交期|工期|上市)(?:时间|日期)?(?:必须|要|得|定|是|卡)?"
    r"(?:在|于)?\s?$"
)
_COORDINATED = re.compile(r"\s?(?:和|跟|与|及|以及|还有|、|,|/|或|或者|and|&)\s?")


def choose_company(seen: Scan, *, customer: bool = False) -> tuple[Span | None, list[Span]]:
    """Return (the prospect, the rivals). The book and labels outrank slots, slots outrank bare brands."""
    plain = seen.plain
    rivals: list[Span] = []
    best: tuple[float, Span] | None = None
    for firm in seen.firms:
        role = "prospect" if firm.rule == "label" else roles.role_of(plain, firm)
        if firm.role == "competitor" and role == "prospect":
            role = "competitor"
        if (
            customer
            and role == "prospect"
            and (firm.rule == "brand" or firm.value in wordset("brands"))
            and firm.value not in wordset("common_brands")
            and not re.search(r"我们?(?:是|在)?$", plain[: firm.start])
        ):
            role = "competitor"
        if rivals and role == "prospect" and _COORDINATED.fullmatch(plain, rivals[-1].end, firm.start):
            role = "competitor"
        if role == "competitor":
            if firm.rule not in {"slot", "verb_slot", "place"} or firm.score > 0.6:
                rivals.append(firm)
            continue
        if role != "prospect" or firm.role == "product":
            continue
        score = firm.score + _place_bonus(seen, firm)
        if score < (0.75 if firm.role == "common" else 0.58 if firm.rule == "brand" else 0.68):
            continue
        if best is None or score > best[0] + 0.01:
            best = (score, firm)
    return (best[1] if best else None), rivals


def _place_bonus(seen: Scan, firm: Span) -> float:
    """Return what the neighbours of a name add: a visit verb, a person, 那边, a need."""
    plain = seen.plain
    before, after = plain[max(0, firm.start - 8) : firm.start], plain[firm.end : firm.end + 10]
    bonus = 0.0
    if _LED_TO.search(before):
        bonus += 0.18
    if _FOLLOWED.match(after):
        bonus += 0.14
    if any(0 <= person.start - firm.end <= 8 for person in seen.people):
        bonus += 0.15
    if firm.start == 0 or (before[-1:] in ",。\n :" and firm.start < 16):
        bonus += 0.06
    return bonus - firm.start / 2000


def live_times(seen: Scan) -> list[When]:
    """Return times that are ahead and stand: no past, no cancelled, no corrected ones."""
    plain, today = seen.plain, seen.today
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
            and _STORY.match(plain, when.end)
            and when.first == when.last
            and not re.search(r"[让约]", plain[when.end : when.end + 4])
        ):
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


def blank(plain: str, spans: list[Span]) -> str:
    """Return the text with spans blanked, places unchanged."""
    for span in spans:
        plain = plain[: span.start] + "□" * (span.end - span.start) + plain[span.end :]
    return plain


def quiet(seen: Scan, company: Span | None, rivals: list[Span]) -> str:
    """Return the plain text with names blanked, so that 杭州测试 is not heard as a test."""
    return blank(seen.plain, [*([company] if company else []), *rivals, *seen.people])


def next_step(seen: Scan, plain: str) -> tuple[Action | None, When | None]:
    """Return the action still ahead and the time it is due. `plain` is the text with names blanked."""
    whens = live_times(seen)
    actions = find_actions(plain, seen.clauses, [when.start for when in whens])
    best: tuple[float, Action, When | None] | None = None
    for place, action in enumerate(actions):
        near = _nearest(plain, action, whens)
        score = (
            action.weight
            + (0.9 - 0.025 * near[0] if near else 0.0)
            + 0.02 * place
            - (0.15 if action.kind == "其他" else 0.0)
        )
        if best is None or score > best[0]:
            best = (score, action, near[1] if near else None)
    if best is not None and best[1].weight < 0.5 and best[2] is None:
        best = None
    if best is None:
        free = [when for when in whens if not _STATED.match(plain[when.end : when.end + 12])]
        return None, free[0] if free else None
    _, action, when = best
    if when is None:
        free = [w for w in whens if not _STATED.match(plain[w.end : w.end + 12])]
        when = free[-1] if free and not re.search(r"[,。;]", plain[action.end : free[-1].start][-1:]) else None
        when = when or (free[-1] if len(free) == 1 and _OPEN.match(plain[free[0].end : free[0].end + 3]) else None)
    return action, when


def _nearest(plain: str, action: Action, whens: list[When]) -> tuple[int, When] | None:
    """Return (distance, time) of the time that belongs to an action: same clause, or just across one comma."""
    best: tuple[int, When] | None = None
    for when in whens:
        low, high = (when.end, action.start) if when.end <= action.start else (action.end, when.start)
        between = plain[low:high] if low < high else ""
        if re.search(r"[。;!?\n]", between) or between.count(",") > 1 or len(between) > 24:
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
