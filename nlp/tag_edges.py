"""Where a stretch that the tagger marked begins and ends among words, and what it cannot be."""

from __future__ import annotations

from typing import Final

from nlp.firms.english_firms import latin_run
from nlp.firms.name_edges import repeated, tidy
from nlp.firms.places import place_prefix
from nlp.fuse import THING
from nlp.learned.tagged import Tagged
from nlp.lexicon import wordset
from nlp.patterns.stored import made
from nlp.scan import Scan
from nlp.span import Cover, Span

_EDGE_SURE: Final = 0.7
"""Below which chance a firm ends where the rule for endings sees its end."""
_DEED: Final = made(
    r"(?:[厂场站院校]长|经理|主任|总监)?(?:回话|约了|说|答应|让我|同意|回复|打来|来电话|发来|要求|告诉|问我|给我|嫌|觉得|表示)"
)

_WE_ARE: Final = made(r"我们?是(?!在|从|去|到|给)[^,。;的]{0,4}$")
_CALLED: Final = made(r"(?:女的|男的|负责人|联系人|对接人|采购|经理|总监|主管|工程师|老师|[他她])[^。;]{0,6}叫$")
_SAID_TWICE: Final = made(r"姓([\u4e00-\u9fff])\1(?![\u4e00-\u9fff]?$)")
"""A surname spelt out before the address (姓丁|丁总)."""
_BRACKETED: Final = made(r"[^()]{2,}\([^()]+\)[^()]*")
"""A firm with its town inside or after its name (蓝鲸数藏(杭州)文化科技有限公司)."""
_LAST_WORD: Final = made(r"(?<=..)(?:没|不|也|还|又|就|都|出来|回来)$")
"""A word of the sentence that stuck to a name (常熟开关|没谈成)."""
_DESK: Final = made(r"(?<=...)[\u4e00-\u9fff]{2}(?<!事业)[科课处]$")
"""A department that no list knows, at the end of a name (片仔癀|包材科)."""
_PERSON_NEXT: Final = made(
    r"的?(?:负责人|[\u4e00-\u9fff]{1,3}(?:总|工|经理|[科处课]长|主任|主管|[哥姐])|的老[\u4e00-\u9fff])"
)
_LONGEST_AGAIN: Final = 4
"""Characters of a name said twice that may stand before what the tagger marked."""
_FORMS: Final = frozenset(("老师", "先生", "女士", "小姐", "博士", "师傅"))
"""What is a part of a name as written even after a given name (王磊先生); a rank is a function (张翠萍|经理)."""
_LATIN_BEFORE: Final = made(r"(?<![A-Za-z])[A-Z][A-Za-z&\-]+(?: [A-Z][A-Za-z&\-]+)* ?$")
_SHOP: Final = made(r"\([\u4e00-\u9fff]{2,6}(?:店|厂|基地|公司|园区|校区|院区|总部)\)")
_WORKS: Final = made(r"[\u4e00-\u9fff]{1,4}(?:分厂|车间|工段|班组)|注册资[本金]")
"""What is a part of any works, and no firm."""
_I_AM: Final = made(
    r"(?:我们?(?:这边|公司|单位|工厂|厂)?(?:是|叫|在)|这[里边]是|(?:公司|单位|工厂|学校|医院)(?:名称?|全称)?(?:是|叫))[^,。;的]{0,6}$"
    r"|公司[在是][^,。;]{1,10},(?:名字)?叫$"
)
"""How customers say where they work."""
_TO_US: Final = made(r"你们|贵公?司|贵方|想(?:要)?(?:问|咨询|了解)(?:一下|下)?|你看能不能|给我(?:回|报)|我姓")


def whole(seen: Scan, tag: Tagged) -> Tagged:
    """Return the stretch up to the end of the word that it cuts (运营负|责人)."""
    if tag.kind == "firm":
        for firm in seen.firms:
            whole_name = firm.start == tag.start and firm.rule == "ending" and tag.chance < _EDGE_SURE
            if firm.start <= tag.start and tag.end <= firm.end and (whole_name or _BRACKETED.fullmatch(firm.value)):
                return Tagged(tag.kind, firm.start, firm.end, tag.chance)
    start, end, word, _ = seen.tokens.holding(tag.end - 1)
    if (
        tag.kind in {"title", "firm", "rival"}
        and start >= tag.start
        and end > tag.end
        and seen.plain[tag.end : end] != "的"
        and (word.isascii() or seen.tokens.known(word))
    ):
        return Tagged(tag.kind, tag.start, end, tag.chance)
    if tag.kind == "person" and word.isascii() and end > tag.end:
        return Tagged(tag.kind, tag.start, end, tag.chance)
    if tag.kind == "person" and _SAID_TWICE.match(seen.plain, tag.start - 1) and tag.start:
        return Tagged(tag.kind, tag.start + 1, tag.end, tag.chance)
    if tag.kind == "person" and seen.plain[tag.end - 1 : tag.end + 1] in wordset("honorifics"):
        more = 1 if tag.end - tag.start < 3 or seen.plain[tag.end - 1 : tag.end + 1] in _FORMS else -1
        return Tagged(tag.kind, tag.start, tag.end + more, tag.chance)
    if tag.kind == "firm" and (
        seen.plain[tag.start : tag.end] == "中国" or place_prefix(seen.plain[tag.start : tag.end])
    ):
        led = _LATIN_BEFORE.search(seen.plain, max(0, tag.start - 30), tag.start)
        if led and not Cover(seen.people).over(led.start(), tag.start):
            return Tagged(tag.kind, led.start(), tag.end, tag.chance)
    if tag.kind == "firm" and seen.plain[tag.start : tag.end].isascii():
        first, last = latin_run(seen.plain, tag.start, tag.end)
        if not Cover(seen.people).over(first, last):
            return Tagged(tag.kind, first, last, tag.chance)
    return tag


def tidied(seen: Scan, tag: Tagged) -> Tagged:
    """Return a firm without the words that lead to its name (叫什么…); a word of every day or a number is none."""
    start, end = _bounds(seen, tag)
    if seen.plain[tag.start : tag.end] in wordset("brands"):
        return tag._replace(end=end) if end > tag.end and seen.plain[end - 1] == ")" else tag
    word = seen.plain[start:end]
    plain_words = (
        word in wordset("english_words") or word in wordset("no_firm") or word.startswith(("谈", "聊", "以上", "以内"))
    )
    no_name = (
        plain_words
        or _WORKS.fullmatch(word)
        or word.isdecimal()
        or "做" in word
        or (word.isascii() and word.lower() in wordset("english_fields"))
    )
    return Tagged(tag.kind, start, end, 0.0 if no_name else tag.chance)


def _bounds(seen: Scan, tag: Tagged) -> tuple[int, int]:
    """Return where the name begins and ends: with its shop in brackets, without words of the sentence and desks."""
    start, end = tidy(seen.plain, tag.start, tag.end, seen.tokens)
    start += _said_again(seen.plain, start, end)
    end += seen.plain.startswith(")", end) and "(" in seen.plain[start:end]
    shop = _SHOP.match(seen.plain, end)
    if shop:
        return start, shop.end()
    if seen.plain.startswith("美的", end - 1) and place_prefix(seen.plain[start:end]) == end - start - 1:
        return start, end + 1
    stuck = _LAST_WORD.search(seen.plain[start:end])
    end -= len(stuck[0]) if stuck and (stuck[0] in "没不" or seen.tokens.edge(end - 1)) else 0
    desk = _DESK.search(seen.plain[start:end]) if _PERSON_NEXT.match(seen.plain, end) else None
    if desk and place_prefix(seen.plain[start:end]) < end - start - len(desk[0]) - 1:
        end -= len(desk[0])
    return start, end


def _said_again(plain: str, start: int, end: int) -> int:
    """Return how much of a name is its first saying, which may begin before it (宏腾|五金宏腾五金)."""
    for before in range(min(start, _LONGEST_AGAIN) + 1):
        again = repeated(plain[start - before : end])
        if again:
            return again - before
    return 0


def thing(seen: Scan, tag: Tagged) -> bool:
    """Tell whether what is held for a firm is a machine or a part (码垛机器人, 轧辊轴承): no place, no known name."""
    word = seen.plain[tag.start : tag.end]
    known = any(firm.rule == "brand" and firm.start <= tag.start < firm.end for firm in seen.firms)
    return not known and not place_prefix(word) and THING.fullmatch(word) is not None


def ourselves(plain: str, tag: Tagged) -> bool:
    """Tell whether a firm is how we introduce ourselves (我是…科技的小王); who says 你们 is a customer quoted."""
    return bool(_WE_ARE.search(plain, max(0, tag.start - 8), tag.start)) and not _TO_US.search(plain)


def introduced(plain: str, tag: Tagged) -> bool:
    """Tell whether a customer says of the firm that it is theirs (我是…的采购, 公司叫…)."""
    return _I_AM.search(plain, max(0, tag.start - 14), tag.start) is not None


def alone(seen: Scan, person: Span) -> bool:
    """Tell whether a full name has a line of its own, as on a card with other lines."""
    lines = seen.plain
    ends = lines.startswith("\n", person.end)
    return person.rule == "full_name" and ends and (not person.start or lines[person.start - 1] == "\n")


def acts(seen: Scan, person: Span, firm: Tagged) -> bool:
    """Tell whether what is held for a firm is a full name whose bearer does something (张为明|约了下周三)."""
    same = person.rule == "full_name" and person.start == firm.start and firm.end <= person.end
    called = _CALLED.search(seen.plain, max(0, person.start - 16), person.start)
    return same and (called or _DEED.match(seen.plain, person.end)) is not None
