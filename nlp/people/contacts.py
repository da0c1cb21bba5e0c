"""People of the customer's side with what belongs to them: function, phone, mail, WeChat."""

from __future__ import annotations

import re
from functools import cache

from nlp.lexicon import either, lines, phrases, wordset
from nlp.numbers.ids import SAME_NUMBER
from nlp.people.title_edges import grown
from nlp.reading import ContactRead
from nlp.scan import Scan
from nlp.span import Span

_OWN = re.compile(phrases("contacts", "own"))
_LEFT = re.compile(phrases("contacts", "left"))
_FORMER = re.compile(phrases("contacts", "former"))
_OURS = re.compile(phrases("contacts", "belongs"))
_REFERRED = re.compile(phrases("contacts", "referred"))
_REFER_BEFORE = re.compile(
    r"(?:介绍人|推荐人|经由?|通过|托|由|来源|referred by|introduced by|via|thanks to)(?:是|:|老客户|朋友)?\s?$"
)
_RIVAL_STAFF = re.compile(r"(?:的)?(?:销售|业务员?|客户经理)\s?$")


_FIELD = phrases("contacts", "field")
_RANK = phrases("contacts", "rank")
ROLE = phrases("contacts", "role", FIELD=_FIELD, RANK=_RANK, P2=either(wordset("functions") | wordset("departments")))


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?P<title>{ROLE})(?:的|那边的?|岗?位?的?|负责人|[ ,:(\-/]{{0,2}}|是|叫)$")


@cache
def _after() -> re.Pattern[str]:
    return re.compile(phrases("contacts", "after", ROLE=ROLE))


@cache
def _english_title() -> re.Pattern[str]:
    titles = "|".join(
        sorted(
            (line.replace("&", "&").replace("-", "[- ]?") for line in lines("english_functions")), key=len, reverse=True
        )
    )
    return re.compile(phrases("contacts", "english_title", TITLES=titles), re.I | re.A)


_CONTACT_WORD = re.compile(r"^(?:对接人|联系人|對接人|聯繫人)")


def sided(seen: Scan, rivals: list[Span]) -> list[Span]:
    """Return the people who stand on the customer's side, in order."""
    return [person for person in seen.people if _belongs(seen.plain, person, rivals)]


def _belongs(plain: str, person: Span, rivals: list[Span]) -> bool:
    """Tell whether a person is neither ours, nor gone, nor a referrer, nor a rival's."""
    before = plain[max(0, person.start - 12) : person.start]
    after = plain[person.end : person.end + 14]
    clause = re.split(r"[,。;!?\n]", before)[-1]
    if _OWN.search(clause) and not re.search(r"(?:客户|对方|他们)(?:让|叫|安排|派)\s?$", clause):
        return bool(re.search(r"(?:邀|约)请\s?$", clause))
    if re.search(r"(?:不是|不叫|并非)\s?$", clause) or re.match(
        r"[, ]{0,2}(?:你(?!们|说)|帮我|帮忙|麻烦你|请你|去把|记得)", after
    ):
        return False
    if re.search(r"(?:我|我们)(?:刚|今天|上午|下午)?(?:和|跟|与|带着?|陪着?|同)\s?$", clause) and re.match(
        r"(?:一起|一块|一同|两个人|去|过去|俩)", after
    ):
        return False
    if re.match(r"其实(?:姓|叫|是)|[,, ]{1,2}[^,。;]{0,12}(?:发我|给我|帮我|转我)(?:一[份下]|$|[,。;!])", after) and (
        person.start < 3 or after.startswith("其实")
    ):
        return False
    if _LEFT.match(re.split(r"[,。;!?\n]", after)[0]) and not re.match(r"(?:那边|他们|公司)", after):
        return False
    if _FORMER.search(clause) or _REFERRED.match(after) or _REFER_BEFORE.search(clause):
        return False
    if any(
        0 <= person.start - rival.end <= 6
        and re.fullmatch(
            r"(?:那边|家|他们)?的?(?:销售|业务员?|客户经理|销售总监|BD)?的?", plain[rival.end : person.start]
        )
        for rival in rivals
    ):
        return False
    return not _OURS.match(after)


def title_of(plain: str, person: Span, low: int, high: int) -> tuple[int, int] | None:
    """Return the span of the function said beside a person."""
    base = max(low, person.start - 24)
    before = plain[base : person.start]
    found = _before().search(before)
    if found and not re.search(r"(?:去|负责|给|做|发|要|安排|准备|提供|关于)$", before[: found.start("title")]):
        return base + found.start("title"), base + found.end("title")
    english = list(_english_title().finditer(before))
    if english and re.fullmatch(r"[ ,:\-]*(?:叫|是|的|named|is|called|name is)?[ ]*", before[english[-1].end() :]):
        return base + english[-1].start(), base + english[-1].end()
    tail = plain[person.end : high]
    found = _after().match(tail)
    if found and person.end + found.end() < high - 1:
        return person.end + found.start("title"), person.end + found.end("title")
    match = re.match(phrases("contacts", "match"), tail) or re.match(phrases("contacts", "match_2"), tail)
    spoken = _english_title().match(tail, match.end()) if match else None
    return (person.end + spoken.start(), person.end + spoken.end()) if spoken else None


def _owners(plain: str, persons: list[Span], titles: list[Span]) -> dict[int, tuple[int, int]]:
    """Return by place of the person the function that the tagger saw beside them; one before the name is nearer."""
    best: dict[int, tuple[int, tuple[int, int]]] = {}
    for title in titles:
        gaps: list[tuple[int, int]] = []
        for at, person in enumerate(persons):
            if title.start < person.end and person.start < title.end:
                continue
            ahead = title.end <= person.start
            between = plain[title.end : person.start] if ahead else plain[person.end : title.start]
            if len(between) <= (12 if ahead else 10) and not re.search(r"[。;!?\n]|,[^,]*,", between):
                gaps.append((len(between) + (0 if ahead else 3) + 4 * between.count(","), at))
        if gaps:
            gap, at = min(gaps)
            if at not in best or gap < best[at][0]:
                best[at] = (gap, (title.start, title.end))
    return {at: span for at, (_, span) in best.items()}


def join(
    seen: Scan, persons: list[Span], plain: str, titles: list[Span] | None = None
) -> list[tuple[ContactRead, Span | None]]:
    """Return one contact for each person, with the numbers nearest to it; loose numbers make nameless contacts.

    `plain` is the text with the firms' names blanked.
    """
    merged = _same(persons)
    tagged = _owners(plain, merged, titles or [])
    rows = [
        {"name": seen.text.source(p.start, p.end), "title": "", "phone": "", "email": "", "wechat": ""} for p in merged
    ]
    for at, person in enumerate(merged):
        high = merged[at + 1].start if at + 1 < len(merged) else len(plain)
        low = merged[at - 1].end if at else 0
        title = tagged.get(at) or title_of(plain, person, low, min(high, person.end + 64))
        title = grown(plain, *title) if title else None
        rows[at]["title"] = _CONTACT_WORD.sub("", seen.text.source(*title)) if title else ""
    spare: list[dict[str, str]] = []
    for kind, spans in (("phone", seen.phones), ("email", seen.emails), ("wechat", seen.wechats)):
        for span in spans:
            row = _owner(plain, span, merged, rows, kind)
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


def _same(persons: list[Span]) -> list[Span]:
    """Return persons without repetitions; 王总 after 王磊 is the same person."""
    kept: list[Span] = []
    for person in persons:
        if any(person.value == other.value for other in kept):
            continue
        short = person.rule in {"surname_address", "casual_address"} or (
            person.rule == "tagger" and re.fullmatch(r"[\u4e00-\u9fff][总工姐哥董局处]", person.value) is not None
        )
        surname = person.value.lstrip("老小阿大")[:1]
        if short and any(other.rule == "full_name" and other.value[0] == surname for other in persons):
            continue
        kept.append(person)
    return kept


def _owner(plain: str, span: Span, persons: list[Span], rows: list[dict[str, str]], kind: str) -> dict[str, str] | None:
    """Return the row of the person whom a number belongs to: the nearest before it, else the nearest after."""
    before = [at for at, person in enumerate(persons) if person.end <= span.start and not rows[at][kind]]
    after = [at for at, person in enumerate(persons) if person.start >= span.end and not rows[at][kind]]
    if before and after:
        gap = plain[persons[before[-1]].end : span.start]
        ahead = plain[span.end : persons[after[0]].start]
        if len(ahead) <= 2 and "\n" not in ahead and len(gap) > 6 and re.search(r"[,。;\n]", gap):
            return rows[after[0]]
    if before:
        return rows[before[-1]]
    return rows[after[0]] if after else None
