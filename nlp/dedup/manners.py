"""Forms of address and functions around a person's name: the house's words, and those that one table adds to them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from nlp.lexicon import either, wordset

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_MORE_SURNAMES = frozenset("萧赖洪丘位植揭竺嵺")
_LONGEST = 9
_SHARE, _SURNAMES = 0.006, 12
"""A word follows this share of all contacts and so many surnames: a form of address. No given name is that common."""
_FRONT_SHARE, _FRONT_SURNAMES = 0.002, 8


@cache
def surnames() -> frozenset[str]:
    """Return the surnames of one and two characters."""
    return wordset("surnames") | _MORE_SURNAMES


@dataclass(frozen=True, slots=True, eq=False)
class Manners:
    """Words around names, by the character they begin or end with, longest first.

    `tails` find a person written right behind a firm's name, the surer form first: 采购李经理, 王总; then 张伟先生.
    """

    fronts: dict[str, tuple[str, ...]]
    ends: dict[str, tuple[str, ...]]
    tails: tuple[re.Pattern[str], ...]
    last_chars: frozenset[str]


def manners(titles: frozenset[str] = frozenset(), functions: frozenset[str] = frozenset()) -> Manners:
    """Return the house's words with more titles and functions; the same object for the same words."""
    return _manners(titles, functions)


@cache
def _manners(titles: frozenset[str], functions: frozenset[str]) -> Manners:
    known = frozenset(word for word in wordset("functions") if len(word) > 1 and not word.isascii()) | functions
    departments = frozenset(word for word in wordset("departments") if len(word) > 1 and not word.isascii())
    ends = frozenset(word for word in wordset("honorifics") | wordset("functions") if not word.isascii()) | titles
    behind = frozenset(word for word in wordset("honorifics") if len(word) > 1 or word in "总董") | titles
    # 负责人, 采购员: nothing else ends so. 设计 may be the firm's own trade.
    behind |= frozenset(word for word in known if word[-1] in "人员")
    front = rf"(?:{either(known)})?(?:小|老)?(?:{either(surnames())})"
    tails = tuple(re.compile(rf"{front}{given}(?:{either(behind)})$") for given in ("", r"[\u4e00-\u9fff]{1,2}"))
    last = frozenset(word[-1] for word in behind)
    return Manners(_grouped(known | departments, 0), _grouped(ends, -1), tails, last)


def learned(contacts: Iterable[str]) -> Manners:
    """Return the house's words with those that a table's contacts show: 招商刘专员, 招商佟负责人."""
    names = ["".join(_HAN.findall(contact)) for contact in contacts if len(contact) <= _LONGEST]
    names = [name for name in names if len(name) > 1]
    after: dict[str, list[str]] = {}
    for name in names:
        size = surname_size(name)
        if size and 2 <= len(name) - size <= 4:
            after.setdefault(name[size:], []).append(name[:size])
    ends = manners().ends
    titles = frozenset(
        word for word in _common(after, len(names), _SHARE, _SURNAMES) if word not in ends.get(word[-1], ())
    )
    known = manners(titles)
    before: dict[str, list[str]] = {}
    for name in names:
        end = next((end for end in known.ends.get(name[-1], ()) if name.endswith(end) and len(end) > 1), "")
        front, surname = name[: -len(end) - 1], name[-len(end) - 1 : -len(end)]
        if end and 2 <= len(front) <= 4 and surname in surnames():
            before.setdefault(front, []).append(surname)
    fronts = known.fronts
    functions = frozenset(
        word
        for word in _common(before, len(names), _FRONT_SHARE, _FRONT_SURNAMES)
        if word not in fronts.get(word[0], ())
    )
    return manners(titles, functions)


def surname_size(name: str) -> int:
    """Return the length of the surname that a name begins with, 0 for none."""
    if len(name) > 2 and name[:2] in surnames():
        return 2
    return 1 if name[0] in surnames() else 0


def _common(found: dict[str, list[str]], names: int, share: float, least: int) -> Iterable[str]:
    """Yield the words that stand with very many names and with many different surnames."""
    return (
        word for word, beside in found.items() if len(beside) >= max(share * names, least) and len(set(beside)) >= least
    )


def _grouped(words: frozenset[str], at: int) -> dict[str, tuple[str, ...]]:
    """Return the words by their first or last character, longest first."""
    table: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        table.setdefault(word[at], []).append(word)
    return {char: tuple(group) for char, group in table.items()}
