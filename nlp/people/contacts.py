"""People of the customer's side with what belongs to them: function, phone, mail, WeChat."""

from __future__ import annotations

from typing import Final

from nlp.numbers.ids import SAME_NUMBER
from nlp.patterns.kept import compiled
from nlp.patterns.stored import made
from nlp.patterns.sweep import SWEEP
from nlp.people.title_edges import grown
from nlp.people.titles import owners, title_of
from nlp.reading import ContactRead
from nlp.scan import Scan
from nlp.span import Span

_RANKS: Final = frozenset("经总主部科处课系班组员长工负助顾股站")
_LEADING: Final = made(
    r"^(?:[嘛啊呢嗯呃哈呀]|对方|新来的|新任的?|现任的?|前任的?|他们|她们|那边|对接人|联系人|對接人|聯繫人|[一那这這][个個位名])+"
)


def join(
    seen: Scan, persons: list[Span], plain: str, titles: list[Span] | None = None
) -> list[tuple[ContactRead, Span | None]]:
    """Return one contact for each person, with the numbers nearest to it; loose numbers make nameless contacts.

    `plain` is the text with the firms' names blanked.
    """
    merged = _same(persons)
    tagged = owners(plain, merged, titles or [])
    rows = [
        {"name": seen.text.source(p.start, p.end), "title": "", "phone": "", "email": "", "wechat": ""} for p in merged
    ]
    for at, person in enumerate(merged):
        high = merged[at + 1].start if at + 1 < len(merged) else len(plain)
        low = merged[at - 1].end if at else 0
        title = tagged.get(at)
        if title is None or _cut(plain, *title):
            SWEEP.same(plain, seen.plain)
            ruled = title_of(plain, person, low, min(high, person.end + 64))
            title = ruled if title is None or (ruled and _whole(plain, title, ruled)) else title
        if title:
            rows[at]["title"] = _LEADING.sub("", seen.text.source(*_after_names(grown(plain, *title), merged)))
    spare: list[dict[str, str]] = []
    for kind, spans in (("phone", seen.phones), ("email", seen.emails), ("wechat", seen.wechats)):
        for span in spans:
            row = _owner(plain, span, merged, rows, kind)
            desk = _desk_of(plain, span, merged, rows) if row is None or span.rule == "mobile" else None
            if desk is not None:
                desk["phone"] = span.value
                continue
            if row is None:
                row = next((r for r in spare if not r[kind]), None)
                if row is None and not merged:
                    row = {"name": "", "title": "", "phone": "", "email": "", "wechat": ""}
                    spare.append(row)
            if row is not None and not row[kind]:
                row[kind] = span.value
    for same in SAME_NUMBER.finditer(plain) if seen.phones else ():
        before = [(span, row) for span in seen.phones for row in rows + spare if row["phone"] == span.value]
        near = min(before, key=lambda pair: abs(pair[0].end - same.start()), default=None)
        if near and not near[1]["wechat"] and not near[1]["phone"].startswith(("0", "4")):
            near[1]["wechat"] = near[1]["phone"]
    return [(ContactRead(**row), merged[at]) for at, row in enumerate(rows)] + [
        (ContactRead(**row), None) for row in spare
    ]


def _cut(plain: str, start: int, end: int) -> bool:
    """Tell whether a function may go on beside what the tagger marked: Latin letters before it, a rank after it."""
    return bool(compiled(r"[A-Za-z&] ?$").search(plain, max(0, start - 2), start)) or plain[end : end + 1] in _RANKS


def _whole(plain: str, title: tuple[int, int], ruled: tuple[int, int]) -> bool:
    """Tell whether a function is only the end of what the rules read (QC |经理), with no department before it."""
    return ruled[0] <= title[0] and title[1] <= ruled[1] and plain[title[0] - 1] not in "区部科处组厂司心地"


def _after_names(title: tuple[int, int], persons: list[Span]) -> tuple[int, int]:
    """Return the part of a function that stands after the names it has grown over (联系人黄建国|采购总监)."""
    start, end = title
    return max([start, *(person.end for person in persons if start < person.end < end)]), end


def _same(persons: list[Span]) -> list[Span]:
    """Return persons without repetitions; 王总 after 王磊 is the same person."""
    kept: list[Span] = []
    for person in persons:
        if any(person.value == other.value for other in kept):
            continue
        short = person.rule in {"surname_address", "casual_address"} or (
            person.rule == "tagger" and compiled(r"[\u4e00-\u9fff][总工姐哥董局处]").fullmatch(person.value) is not None
        )
        surname = person.value.lstrip("老小阿大")[:1]
        if short and any(other.rule == "full_name" and other.value[0] == surname for other in persons):
            continue
        kept.append(person)
    return kept


def _desk_of(plain: str, span: Span, persons: list[Span], rows: list[dict[str, str]]) -> dict[str, str] | None:
    """Return the row of the person right before a mobile number who has only the desk's number so far (a card)."""
    at = max((at for at, person in enumerate(persons) if person.end <= span.start), default=None)
    if span.rule != "mobile" or at is None or not rows[at]["phone"].startswith(("0", "400", "800")):
        return None
    return rows[at] if len(persons) == 1 or "\n" in plain[persons[at].end : span.start] else None


def _owner(plain: str, span: Span, persons: list[Span], rows: list[dict[str, str]], kind: str) -> dict[str, str] | None:
    """Return the row of the person whom a number belongs to: the nearest before it, else the nearest after."""
    before = [at for at, person in enumerate(persons) if person.end <= span.start and not rows[at][kind]]
    after = [at for at, person in enumerate(persons) if person.start >= span.end and not rows[at][kind]]
    if before and after:
        gap = plain[persons[before[-1]].end : span.start]
        ahead = plain[span.end : persons[after[0]].start]
        if len(ahead) <= 2 and "\n" not in ahead and len(gap) > 6 and compiled(r"[,。;\n]").search(gap):
            return rows[after[0]]
    if before:
        return rows[before[-1]]
    return rows[after[0]] if after else None
