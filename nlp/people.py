"""People: full names, forms of address, English and pinyin names, with the function said beside them."""

from __future__ import annotations

import re
from functools import cache

from nlp.lexicon import either, phrases, words, wordset
from nlp.naming import find_places
from nlp.openings import Opened
from nlp.span import Span, covered
from nlp.tokens import Tokens

_TAKEN_AFTER = r"(?![程具作厂地资人业艺期序商])"
_NOT_ADDRESS = re.compile(phrases("people", "not_address"))


@cache
def _surname() -> str:
    return either(wordset("surnames"))


@cache
def _casual() -> Opened:
    return Opened(
        rf"(?<![大最较很中缩减弱微])(?P<mention>[小老阿](?:{_surname()}))(?![时组区程型板师家客年字样户队伙孩朋票商微额米红])"
    )


_ENGLISH_FORMS = r"(?:Mr|Ms|Mrs|Miss|Dr|Prof|Sir)\.? ?[A-Z][a-z]+(?: [A-Z][a-z]+)?"


@cache
def _english() -> Opened:
    given = either(wordset("english_names"))
    family = either(wordset("pinyin_surnames"))
    return Opened(phrases("people", "english", ENGLISH_FORMS=_ENGLISH_FORMS, GIVEN=given, FAMILY=family))


def find_addresses(plain: str, tokens: Tokens, brands: list[Span] | None = None) -> list[Span]:
    """Return forms of address (张总, 李经理, 小王); `role` is the rank said (总, 经理, …)."""
    found: list[Span] = []
    brands = brands or []
    for match in _address_only().finditer(plain):
        word = match["mention"]
        if (
            covered(brands, match.start("mention"), match.start("mention") + 1)
            or _NOT_ADDRESS.search(word)
            or _broken(plain, match.start("mention"), word, match["form"])
            or _cuts(tokens, match.start("mention"), match.end("mention"))
        ):
            continue
        found.append(Span(match.start("mention"), match.end("mention"), word, "surname_address", 0.95, match["form"]))
    for match in _casual().finditer(plain):
        if not covered(found + brands, *match.span("mention")) and not _common(plain, match.start("mention")):
            found.append(Span(*match.span("mention"), match["mention"], "casual_address", 0.8, ""))
    return found


def _cuts(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether the surname is the tail of another word (石家庄|科林)."""
    begin, _, word, _ = tokens.holding(start)
    return begin < start and tokens.known(word)


@cache
def _address_only() -> Opened:
    forms = either(wordset("honorifics"))
    return Opened(rf"(?P<mention>(?:老|小|大)?(?:{_surname()})(?P<form>{forms}){_TAKEN_AFTER})")


_COMMON_CASUAL = re.compile(phrases("people", "common_casual"))


def _common(plain: str, start: int) -> bool:
    return bool(_COMMON_CASUAL.match(plain, start))


_BREAKS = re.compile(r"(?:公司|工厂)$")
_LEFT_WORDS = re.compile(
    r"(?:公司|本|全|每|当|如|任|此|因|以|能|可|只|就|应|合|联|交|并|都|会|不|单|位|年|今|去|明|后|前|新|老|大|小|中|国|有|和|跟|与|是)$"
)


def _broken(plain: str, start: int, word: str, form: str) -> bool:
    """Tell whether the characters belong to other words (公司总部 is no 司总, 金工程 no 金工)."""
    after = plain[start + len(word) : start + len(word) + 2]
    before = plain[max(0, start - 2) : start]
    whole = before[-1:] + word
    if (
        form == "总"
        and re.match(r"(?:[部的]?[体是共结计量会额价成数包之裁]|部|公司|得)", after)
        and not after.startswith(("是", "的"))
    ):
        return True
    if form == "总" and word[0] in "公全汇":
        return True
    if form in {"工", "局", "处", "科", "院", "部", "校", "公", "站", "厂", "董", "导"} and re.match(
        r"[\u4e00-\u9fff]", after[:1] or " "
    ):
        if form in {"部", "院", "校", "厂", "站", "公"}:
            return True
        if form == "工" and re.match(r"[程作业厂人具艺商资期贸控况]", after):
            return True
        if form in {"局", "处", "科"} and re.match(r"[理室长技学研限]", after):
            return True
        if form == "董" and after[:1] == "事":
            return True
    if form in {"部", "院", "校", "厂", "站", "公"}:
        return True
    return whole in {"公司总", "手工程", "电工程", "化工程", "加工程", "施工程", "员工程", "职工程"} or before + word[
        :1
    ] in {"有限公"}


_NAME_FORM = re.compile(r"(?:总(?![部监体经工裁])|哥|姐|老师|先生|女士|小姐|博士)")
_THING = re.compile(
    r"的(?:单子?|项目|合同|预算|订单|方案|样品|报价|货|尾款|采购|技术|老板|[\u4e00-\u9fff]总|[\u4e00-\u9fff]工|[\u4e00-\u9fff]经理)"
)


def find_names(plain: str, tokens: Tokens, taken: list[Span]) -> list[Span]:
    """Return Chinese full names, scored by characters, word edges and neighbours."""
    found: list[Span] = []
    surnames, given = wordset("surnames"), _given()
    length = len(plain)
    inside = {place for start, end in find_places(plain) for place in range(start, end)}
    for at in range(length - 1):
        size = 2 if plain[at : at + 2] in surnames else 1 if plain[at] in surnames else 0
        if (
            not size
            or (at in inside and tokens.tag_of(at, at + size + 1) != "nr" and tokens.tag_of(at, at + size + 2) != "nr")
            or covered(taken, at, at + size)
            or covered(found, at, at + 1)
        ):
            continue
        best: Span | None = None
        for more in (2, 1):
            end = at + size + more
            if end > length or covered(taken, at, end) or not all("\u4e00" <= c <= "\u9fff" for c in plain[at:end]):
                continue
            score = _score(plain, at, end, size, tokens, given)
            if score >= 1.0 and (best is None or score > best.score + 0.4):
                best = Span(at, end, plain[at:end], "full_name", score)
        if best is not None:
            form = _NAME_FORM.match(plain, best.end)
            if form:
                best = Span(best.start, form.end(), plain[best.start : form.end()], best.rule, best.score)
            found.append(best)
    return [Span(s.start, s.end, s.value, s.rule, min(0.95, 0.55 + s.score / 8), s.role) for s in found]


@cache
def _given() -> frozenset[str]:
    return frozenset("".join(words("given")))


_CALL = re.compile(phrases("people", "call"))
_NEXT = re.compile(phrases("people", "next"))


_TRADE_NEXT = re.compile(phrases("people", "trade_next"))


def _trade_follows(plain: str, end: int) -> bool:
    """Tell whether a trade right after the characters makes them a firm's name."""
    return bool(_TRADE_NEXT.match(plain, end))


_WEAK_RIGHT = frozenset("的是在了也来有这那他她去看要想说")


def _score(plain: str, start: int, end: int, size: int, tokens: Tokens, given: frozenset[str]) -> float:
    """Return the evidence that `plain[start:end]` is a person's full name; 1.0 and more is believed."""
    word = plain[start:end]
    if (
        word in wordset("not_names")
        or word in wordset("places")
        or _trade_follows(plain, end)
        or any(bad in word for bad in ("公司", "客户"))
    ):
        return -1.0
    rest = word[size:]
    score = -0.6 + 0.45 * sum(char in given for char in rest) / len(rest)
    tag = tokens.tag_of(start, end)
    if tag is not None:
        if tag in {"nr", "nrt", "nrfg"}:
            score += 1.0
        elif tag in {"x", "n", "nz"} and not tokens.known(word):
            score += 0.5
        else:
            return -1.0 if not _CALL.search(plain[max(0, start - 4) : start]) or tokens.known(word) else 0.2
    elif tokens.inside(start, end):
        return -1.0
    else:
        score += 0.25 * tokens.edge(start) + 0.25 * tokens.edge(end)
        if tokens.split_word(start, end):
            score -= 0.9
    if len(word) > 2 and word[-1] in "通聊说问打来预" and re.match(r"[了话过下算]|电话", plain[end : end + 2]):
        score -= 0.8
    if _THING.match(plain, end):
        score -= 0.8
    return score + _neighbours(plain, start, end, tokens) + _commonness(word, size, given)


def _neighbours(plain: str, start: int, end: int, tokens: Tokens) -> float:
    """Return what the words before and after add."""
    left = plain[max(0, start - 4) : start]
    score = 0.6 if not left or _CALL.search(left) else 0.1 if tokens.edge(start) else 0.0
    after = _NEXT.match(plain, end)
    if after is None:
        return score - 0.35
    return score + (0.35 if after[0] in _WEAK_RIGHT else 0.6)


def _commonness(word: str, size: int, given: frozenset[str]) -> float:
    """Return what the frequency of the surname and the given-name characters add."""
    score = 0.0
    if word[0] in "".join(words("surnames")[:40]):
        score += 0.3
    elif word[0] in "".join(words("surnames")[150:]):
        score -= 0.25
    if len(word) == 3 and size == 1 and not all(char in given for char in word[size:]):
        score -= 0.5
    return score


def find_english(plain: str) -> list[Span]:
    """Return English and pinyin names as written."""
    if not re.search(r"[A-Z]", plain):
        return []
    found = []
    for match in _english().finditer(plain):
        word = match[0]
        if word.split(" ")[0] in {"May", "Will", "April", "Summer", "Mark"} and re.search(
            r"(?:in|on|by|will|,)\s$", plain[: match.start()]
        ):
            continue
        if re.match(r"['’]|\s[A-Z][a-z]+\s&\s", plain[match.end() :]):
            continue
        end = match.end()
        parts = word.split(" ")
        if (
            len(parts) == 2
            and parts[0] in wordset("english_names")
            and (parts[1] in wordset("english_words") or parts[1] in wordset("brands"))
        ):
            word, end = parts[0], match.start() + len(parts[0])
        elif parts[0] in wordset("english_words"):
            continue
        found.append(Span(match.start(), end, word, "english_name", 0.9))
    return found
