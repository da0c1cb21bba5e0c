"""Forms of address: 张总, 李经理, 小王."""

from __future__ import annotations

from functools import cache
from typing import Final

from nlp.lexicon import either, phrases, words, wordset
from nlp.patterns.kept import compiled
from nlp.patterns.openings import Opened
from nlp.patterns.stored import made
from nlp.people.name_evidence import given
from nlp.span import Cover, Span
from nlp.tokens import Tokens

_TAKEN_AFTER: Final = r"(?![程具作厂地资人业艺期序商])"
_NOT_ADDRESS: Final = made(phrases("people", "not_address"))


@cache
def _surname() -> str:
    return either(wordset("surnames"))


_FORMAL: Final = Opened(
    lambda: rf"(?P<mention>(?:老|小|大)?(?:{_surname()})(?P<form>{either(wordset('honorifics'))}){_TAKEN_AFTER})"
)
_CASUAL: Final = Opened(
    lambda: (
        rf"(?<![大最较很中缩减弱微])(?P<mention>[小老阿](?:{_surname()})(?:[哥姐叔伯](?![弟妹们]))?)(?![时组区程型板师家客年字样户队伙孩朋票商微额米红])"
    )
)


def find_addresses(plain: str, tokens: Tokens, brands: list[Span] | None = None) -> list[Span]:
    """Return forms of address (张总, 李经理, 小王); `role` is the rank said (总, 经理, …)."""
    found: list[Span] = []
    known = Cover(brands or ())
    for match in _FORMAL.finditer(plain):
        word = match["mention"]
        if (
            known.over(match.start("mention"), match.start("mention") + 1)
            or (_NOT_ADDRESS.search(word) and not _at_desk(plain, match.start("mention"), match.end("mention")))
            or _broken(plain, match.start("mention"), word, match["form"])
            or _cuts(tokens, match.start("mention"), match.end("mention"))
            or _last_given(plain, match.start("mention"), tokens)
        ):
            continue
        found.append(Span(match.start("mention"), match.end("mention"), word, "surname_address", 0.95, match["form"]))
        known.add(found[-1])
    for match in _CASUAL.finditer(plain):
        if (
            not known.over(*match.span("mention"))
            and not _common(plain, match.start("mention"))
            and not _given(plain, match.start("mention"), tokens)
        ):
            found.append(Span(*match.span("mention"), match["mention"], "casual_address", 0.8, ""))
            known.add(found[-1])
    return found


def _last_given(plain: str, start: int, tokens: Tokens) -> bool:
    """Tell whether a rare surname is the last character of a full name before a rank (赵一|平副总)."""
    return (
        start > 1
        and plain[start] in _rare()
        and plain[start - 2] in _commonest()
        and tokens.edge(start - 2)
        and all("\u4e00" <= char <= "\u9fff" for char in plain[start - 2 : start])
        and plain[start - 1] in given()
    )


@cache
def _rare() -> frozenset[str]:
    return frozenset(words("surnames")[120:])


_DESK: Final = made(r"(?:[部处科厂室]|车间|公司|集团|那边)的$")
_SPEAKS: Final = made(r"[说让要约问嫌催]|反馈|觉得|[,。]|[打回]?电话")


def _at_desk(plain: str, start: int, end: int) -> bool:
    """Tell whether a word that is mostly none is an address, after a department and before a deed (安环处的安工让…)."""
    return bool(_DESK.search(plain[max(0, start - 4) : start]) and _SPEAKS.match(plain, end))


def _cuts(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether the surname is the tail of another word (石家庄|科林)."""
    begin, _, word, _ = tokens.holding(start)
    if tokens.plain[max(0, start - 2) : start] == "姓" + tokens.plain[start]:
        return False
    return begin < start and tokens.known(word)


def _given(plain: str, start: int, tokens: Tokens) -> bool:
    """Tell whether a surname before makes the characters a given name (王|小明); 上周|小李 is none."""
    if not start or plain[start - 1] not in _commonest():
        return bool(start and plain[start - 1] in _before_given() and (start == 1 or plain[start - 2] in ",:\n "))
    edge = start == 1 or plain[start - 2] in ",。;:!?\n 了的和跟给找是" or tokens.tag_of(start - 1, start + 2) == "nr"
    return edge and plain[start - 2 : start] not in _OF_WEEKS and not tokens.known(plain[start - 2 : start])


@cache
def _commonest() -> frozenset[str]:
    return frozenset(words("surnames")[:60])


@cache
def _before_given() -> frozenset[str]:
    return frozenset(word for word in wordset("surnames") if len(word) == 1) - _GOES_ON


_GOES_ON: Final = frozenset("和于向从由与同任那安成都全时应常为")
"""Surnames that are mostly other words before 小王."""
_OF_WEEKS: Final = frozenset(("上周", "下周", "本周", "这周", "每周", "一周", "两周"))
_COMMON_CASUAL: Final = made(phrases("people", "common_casual"))


def _common(plain: str, start: int) -> bool:
    return bool(_COMMON_CASUAL.match(plain, start))


def _broken(plain: str, start: int, word: str, form: str) -> bool:
    """Tell whether the characters belong to other words (公司总部 is no 司总, 金工程 no 金工)."""
    after = plain[start + len(word) : start + len(word) + 2]
    before = plain[max(0, start - 2) : start]
    whole = before[-1:] + word
    if (
        form == "总"
        and compiled(r"(?:[部的]?[体是共结计量会额价成数包之裁装]|部|公司|得)").match(after)
        and not after.startswith(("是", "的"))
    ):
        return True
    if form == "总" and word[0] in "公全汇":
        return True
    if form == "所":
        return not compiled(r"$|[,。;(的说让要问想约给嫌回]").match(plain, start + len(word))
    if form in {"工", "局", "处", "科", "院", "部", "校", "公", "站", "厂", "董", "导"} and compiled(
        r"[\u4e00-\u9fff]"
    ).match(after[:1] or " "):
        if form in {"部", "院", "校", "厂", "站", "公"}:
            return True
        if form == "工" and compiled(r"[程作业厂人具艺商资期贸控况]").match(after):
            return True
        if form in {"局", "处", "科"} and compiled(r"[理室长技学研限]").match(after):
            return True
        if form == "董" and after[:1] == "事":
            return True
    if form in {"部", "院", "校", "厂", "站", "公"}:
        return True
    return whole in {"公司总", "手工程", "电工程", "化工程", "加工程", "施工程", "员工程", "职工程"} or before + word[
        :1
    ] in {"有限公"}
