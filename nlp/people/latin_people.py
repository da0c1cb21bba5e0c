"""English and pinyin names of people, and initials that stand for one."""

from __future__ import annotations

from typing import Final

from nlp.firms.english_firms import english_firms
from nlp.lexicon import either, phrases, wordset
from nlp.patterns.kept import compiled
from nlp.patterns.openings import Opened
from nlp.patterns.stored import made
from nlp.people.english_titles import ENGLISH_TITLE
from nlp.span import Cover, Span

_ENGLISH_FORMS: Final = r"(?:Mr|Ms|Mrs|Miss|Mdm|Dr|Prof|Sir|Herr|Frau|Khun|Pak)\.? ?[A-Z][a-z]+(?: [A-Z][a-z]+)?"
_LAST: Final = phrases("people", "last")
_NOT_AFTER: Final = frozenset("和于向从由与同时任那要约问说找让来去对应安有用是在都会也可")
"""Surnames that go on with the sentence after an English name (Leo 和 …)."""
_INITIALS: Final = made(phrases("people", "initials"))
_NO_INITIALS: Final = frozenset("PO PI SO PR QC QA IT HR AI BI PM PE ME IE OA TV PC UV VR AR BD MR CR OK KA IC".split())
"""Two letters that are a function or a thing."""


def _names() -> str:
    given = either(wordset("english_names"))
    family = either(wordset("pinyin_surnames"))
    han = "[" + "".join(sorted(word for word in wordset("surnames") - _NOT_AFTER if len(word) == 1)) + "]"
    return phrases(
        "people", "english", ENGLISH_FORMS=_ENGLISH_FORMS, GIVEN=given, FAMILY=family, LAST=_LAST, HAN_SURNAMES=han
    )


_ENGLISH: Final = Opened(_names)
_ROLED: Final = made(phrases("people", "roled", LAST=_LAST))
_INTRODUCED: Final = made(phrases("people", "introduced", LAST=_LAST))


def find_english(plain: str) -> list[Span]:
    """Return English and pinyin names as written."""
    if not compiled(r"[A-Z]").search(plain):
        return []
    found = _placed(plain)
    known = Cover(found)
    firms = Cover(english_firms(plain))
    for match in _ENGLISH.finditer(plain):
        word = match[0]
        if word.split(" ")[0] in {"May", "Will", "April", "Summer", "Mark"} and compiled(
            r"(?:in|on|by|will|,)\s$"
        ).search(plain[: match.start()]):
            continue
        if compiled(r"['’]|\s[A-Z][a-z]+\s&\s|供应商|公司|代工|总部|中国|集团|品牌|系统|软件").match(
            plain, match.end()
        ):
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
        if not known.over(match.start(), end) and not firms.over(match.start(), end):
            found.append(Span(match.start(), end, word, "english_name", 0.9))
    for match in _INITIALS.finditer(plain):
        if match[0] not in _NO_INITIALS and not known.over(*match.span()) and not firms.over(*match.span()):
            found.append(Span(*match.span(), match[0], "initials", 0.85))
    return found


def _placed(plain: str) -> list[Span]:
    """Return two capitalised words that their place shows to be a person: before a function, after who is met."""
    found: list[Span] = []
    for pattern in (_ROLED, _INTRODUCED):
        for match in pattern.finditer(plain):
            start, end = match.span("name")
            led = compiled(r"(?:Mr|Ms|Mrs|Dr|Prof)\.? ?$").search(plain, max(0, start - 6), start)
            start = led.start() if led else start
            name = match["name"]
            strange = any(part in wordset("english_words") or part in wordset("brands") for part in name.split(" "))
            if strange or any(span.start < end and start < span.end for span in found):
                continue
            if pattern is _INTRODUCED or ENGLISH_TITLE.pattern.match(plain, match.end()):
                found.append(Span(start, end, plain[start:end], "english_name", 0.9))
    return found
