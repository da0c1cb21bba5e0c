"""Which function is said beside a person (采购王经理, 王经理是采购)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from nlp.lexicon import either, phrases, wordset
from nlp.patterns.kept import compiled
from nlp.patterns.openings import Opened
from nlp.patterns.stored import made
from nlp.people.english_titles import ENGLISH_TITLE, LATIN
from nlp.span import BLANK, Span

_FIELD: Final = phrases("contacts", "field")
_RANK: Final = phrases("contacts", "rank")
ROLE: Final = phrases(
    "contacts", "role", FIELD=_FIELD, RANK=_RANK, P2=either(wordset("functions") | wordset("departments"))
)


_UNIT: Final = made(
    rf"{BLANK}(?:那边|他们)?[ ,的嘛啊呢嗯呃哈]{{0,2}}"
    r"(?P<title>(?!.?[那这一]个)[\u4e00-\u9fff]{1,6}(?:[部科处课室所组办厂院站馆]|中心|车间|事业部))"
    r"(?:那个|一个|[ ,的])?[ ,的]?$"
)
"""A department that no list knows, between the firm and the person (□的试验中心的|郎工)."""
_UNIT_OF: Final = made(
    r"(?:^|[,。;]|他们)(?P<title>(?!他们|.?[那这一]个)[\u4e00-\u9fff]{1,4}(?:[部科处室]|班组?|中心|车间|分厂|研究院|事业部))的$"
)
"""The same by itself in a clause (,机加分厂的史厂长)."""
_LABELLED: Final = made(phrases("contacts", "labelled"))
_LABELS: Final = made("职|岗位|头衔|[Tt]itle|TITLE|[Pp]osition")
_FIELD_MARKS: Final = frozenset("\n|/")
_BELOW: Final = made(r" *[\n|/] *(?P<title>[\u4e00-\u9fffA-Za-z&() ]{2,20}?) *(?=[\n|/]|$)")
"""The next line or field of a card."""


@cache
def _role() -> re.Pattern[str]:
    return made(ROLE)


def _whole_role(field: str) -> bool:
    """Tell whether a field of a card is a function: its end is one (区域销售总监), and no firm's name."""
    return any(match.end() == len(field) for match in _role().finditer(field)) and not compiled(
        r"公司|集团|□|有限"
    ).search(field)


_BEFORE: Final = Opened(
    lambda: rf"(?P<title>{ROLE})(?:的|那边(?:的|是|由|叫)?|岗?位?的?|负责人|[ ,:(\-/]{{0,2}}|是|嗯?叫|嗯+)$"
)


@cache
def _after() -> re.Pattern[str]:
    return made(phrases("contacts", "after", ROLE=ROLE))


@cache
def _spoken() -> re.Pattern[str]:
    """What stands between a person and a function in English."""
    return made(f"{phrases('contacts', 'match')}|{phrases('contacts', 'match_2')}")


def title_of(plain: str, person: Span, low: int, high: int) -> tuple[int, int] | None:
    """Return the span of the function said beside a person."""
    base = max(low, person.start - 24)
    found = _BEFORE.search(plain, base, person.start)
    if found and not compiled(r"(?:去|负责|给|做|发|要|安排|准备|提供|关于)$").search(
        plain[base : found.start("title")]
    ):
        return found.span("title")
    english = ENGLISH_TITLE.finditer(plain, base, person.start) if LATIN.search(plain, base, person.start) else ()
    if english and compiled(r"[ ,:\-]*(?:叫|是|的|named|is|called|name is)?[ ]*").fullmatch(
        plain, english[-1].end(), person.start
    ):
        return english[-1].span()
    unit = _UNIT.search(plain, base, person.start) if plain.find(BLANK, base, person.start) >= 0 else None
    if unit is None and plain[person.start - 1 : person.start] == "的":
        unit = _UNIT_OF.search(plain, base, person.start)
    if unit:
        return unit.span("title")
    tail = plain[person.end : high]
    said = _LABELLED.search(tail) if _LABELS.search(tail) else None
    if said and not compiled(r"[\d@]").search(said["title"]):
        return person.end + said.start("title"), person.end + said.end("title")
    below = _BELOW.match(tail) if tail.lstrip(" ")[:1] in _FIELD_MARKS else None
    if below and _whole_role(below["title"]):
        return person.end + below.start("title"), person.end + below.end("title")
    found = _after().match(tail)
    if found and person.end + found.end() < high - 1:
        return person.end + found.start("title"), person.end + found.end("title")
    match = _spoken().match(tail) if LATIN.search(tail) else None
    spoken = ENGLISH_TITLE.pattern.match(tail, match.end()) if match else None
    if spoken:
        return person.end + spoken.start(), person.end + spoken.end()
    manager = person.rule == "full_name" and plain.startswith("经理", person.end)
    return (person.end, person.end + 2) if manager else None


def owners(plain: str, persons: list[Span], titles: list[Span]) -> dict[int, tuple[int, int]]:
    """Return by place of the person the function that the tagger saw beside them; one before the name is nearer."""
    best: dict[int, tuple[int, tuple[int, int]]] = {}
    for title in titles:
        gaps: list[tuple[int, int]] = []
        for at, person in enumerate(persons):
            if title.start < person.end and person.start < title.end:
                continue
            ahead = title.end <= person.start
            between = plain[title.end : person.start] if ahead else plain[person.end : title.start]
            if len(between) <= (12 if ahead else 10) and not compiled(r"[。;!?\n]|,[^,]*,").search(between):
                gaps.append((len(between) + (0 if ahead else 3) + 4 * between.count(","), at))
        if gaps:
            gap, at = min(gaps)
            if at not in best or gap < best[at][0]:
                best[at] = (gap, (title.start, title.end))
    return {at: span for at, (_, span) in best.items()}
