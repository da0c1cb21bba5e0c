"""How much speaks for characters being a person's full name: word edges, neighbours, how common they are in names."""

from __future__ import annotations

from functools import cache
from typing import Final

from nlp.lexicon import phrases, words, wordset
from nlp.patterns.stored import made
from nlp.tokens import Tokens

_THING: Final = made(
    r"的(?:单子?|项目|合同|预算|订单|方案|样品|报价|货|尾款|采购|技术|老板|[\u4e00-\u9fff]总|[\u4e00-\u9fff]工|[\u4e00-\u9fff]经理)"
)


@cache
def given() -> frozenset[str]:
    """Return the characters that given names are made of."""
    return frozenset("".join(words("given")))


_CALL: Final = made(phrases("people", "call"))
_NEXT: Final = made(phrases("people", "next"))
_VERB: Final = made(phrases("people", "verb"))
"""What somebody does, whose first character would make the name before it a longer one (王磊|通完电话)."""
_TRADE_NEXT: Final = made(phrases("people", "trade_next"))


def _trade_follows(plain: str, end: int) -> bool:
    """Tell whether a trade right after the characters makes them a firm's name."""
    return bool(_TRADE_NEXT.match(plain, end))


_CARD_BEFORE: Final = made(r"(?:经理|总监|主管|主任|工程师|厂长|部长|科长|处长|负责人|联系人|对接人|专员)[ :]{1,2}$")
_CARD_AFTER: Final = made(r"$|[\s,。;(/]|1\d{10}")
"""What stands around a name on a card and in a form, were it a word of every day (NPI 经理 方舟，)."""
_JOINING: Final = frozenset("和于向从")
"""Surnames that far more often join one person to another (和王晓明)."""


@cache
def _top_surnames() -> frozenset[str]:
    return frozenset("".join(words("surnames")[:40]))


_FULL: Final = 3
_WEAK_RIGHT: Final = frozenset("的是在了也来有这那他她去看要想说")


def evidence(plain: str, start: int, end: int, size: int, tokens: Tokens, chars: frozenset[str]) -> float:
    """Return the evidence that `plain[start:end]` is a person's full name; 1.0 and more is believed."""
    word = plain[start:end]
    if (
        word in wordset("not_names")
        or word in wordset("places")
        or _trade_follows(plain, end)
        or "公司" in word
        or "客户" in word
    ):
        return -1.0
    if _CARD_BEFORE.search(plain, max(0, start - 5), start) and _CARD_AFTER.match(plain, end):
        return 1.2 if len(word) - size < 3 and not _trade_follows(plain, end) else -1.0
    rest = word[size:]
    score = -0.6 + 0.45 * sum(char in chars for char in rest) / len(rest)
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
    if len(word) > 2 and _VERB.match(plain, end - 1):
        score -= 1.5
    if size == 1 and word[0] in _JOINING and word[1] in _top_surnames():
        score -= 1.0
    if _THING.match(plain, end):
        score -= 0.8
    return score + _neighbours(plain, start, end, tokens) + _commonness(word, size, chars)


def _neighbours(plain: str, start: int, end: int, tokens: Tokens) -> float:
    """Return what the words before and after add."""
    left = plain[max(0, start - 4) : start]
    score = 0.6 if not left or _CALL.search(left) else 0.1 if tokens.edge(start) else 0.0
    after = _NEXT.match(plain, end) or _VERB.match(plain, end)
    if after is None:
        again = plain[end : end + 1] == plain[start] and end - start == _FULL  # 李明哲李经理
        return score + 0.6 if again else score - 0.35
    return score + (0.35 if after[0] in _WEAK_RIGHT else 0.6)


@cache
def _heard_of() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters of the commonest surnames and those of rare ones."""
    surnames = words("surnames")
    return frozenset("".join(surnames[:40])), frozenset("".join(surnames[150:]))


def _commonness(word: str, size: int, chars: frozenset[str]) -> float:
    """Return what the frequency of the surname and the given-name characters add."""
    score = 0.0
    common, rare = _heard_of()
    if word[0] in common:
        score += 0.3
    elif word[0] in rare:
        score -= 0.25
    if len(word) == 3 and size == 1 and not all(char in chars for char in word[size:]):
        score -= 0.5
    return score
