"""Names of firms in Latin letters: what an English ending proves, and what stands where a firm stands."""

from __future__ import annotations

import re
from typing import Final

from nlp.lexicon import phrases, wordset
from nlp.patterns.kept import compiled
from nlp.patterns.openings import Opened
from nlp.patterns.stored import made
from nlp.people.english_titles import ENGLISH_TITLE, FIELD_REACH, LATIN
from nlp.span import Cover, Span

_ENGLISH_SLOT: Final = Opened(
    phrases("slots", "english_slot"),
    re.ASCII,
)
_CARD_MARK: Final = made(r" ?(?:[,(|/\n]| - ) ?")
_CARD_FIRM: Final = made(r"[A-Z][A-Za-z0-9&]+(?: [A-Z][A-Za-z0-9&]+){1,3}(?= ?(?:[,.)|/\n]|- |$|[\u4e00-\u9fff]))")
_MOST_WORDS: Final = 3
_ENDED: Final = Opened(phrases("companies", "english_end"))


def english_firms(plain: str) -> list[Span]:
    """Return capitalised words up to an English ending, without the words that open a sentence (Met, Called)."""
    found: list[Span] = []
    for match in _ENDED.finditer(plain):
        start, words = match.start(), match[0].split(" ")
        while len(words) > 2 and words[0] in wordset("english_words"):
            start += len(words.pop(0)) + 1
        if words[0] in wordset("english_words") or compiled(r"Mr|Ms|Mrs").match(words[0]):
            continue
        found.append(Span(start, match.end(), plain[start : match.end()].strip(), "english", 0.9))
    return found


_WORD_BEFORE: Final = made(r"(?<![A-Za-z0-9@._\-/])[A-Z][a-z]+ $")
_WORD_AFTER: Final = made(r" [A-Z][a-z]+(?![A-Za-z0-9@._])")


def latin_run(plain: str, start: int, end: int) -> tuple[int, int]:
    """Return a Latin name with the capitalised words that go with it (Thai|Union, Apex|Motion)."""
    for _ in range(_MOST_WORDS):
        before = _WORD_BEFORE.search(plain, max(0, start - 16), start)
        if before is None or _other(before[0]):
            break
        start = before.start()
    for _ in range(_MOST_WORDS):
        after = _WORD_AFTER.match(plain, end)
        if after is None or _other(after[0]):
            break
        end = after.end()
    return start, end


def _other(word: str) -> bool:
    """Tell whether a capitalised word belongs to the sentence or to a function."""
    word = word.strip()
    lists = ("english_words", "english_names", "pinyin_surnames")
    return any(word in wordset(name) for name in lists) or word.lower() in (
        wordset("english_ranks") | wordset("english_ranks_weak") | wordset("english_fields")
    )


def english_slots(plain: str, people: list[Span], folk: Cover) -> list[Span]:
    """Return capitalised names right after from, at, 公司, 拜访 and their kin, or after a person and their function."""
    found = _after_persons(plain, people)
    for match in _ENGLISH_SLOT.finditer(plain):
        word, start = match["n"], match.start("n")
        while word and not word.split(" ")[-1][:1].isupper() and " " in word:
            word = word.rsplit(" ", 1)[0]
        while " " in word and word.rsplit(" ", 1)[1] in wordset("english_words"):
            word = word.rsplit(" ", 1)[0]
        if (
            word[:1].isupper()
            and not folk.over(start, start + len(word))
            and word.split(" ")[0] not in wordset("english_words")
            and len(word) >= 2
        ):
            found.append(Span(start, start + len(word), word, "english_slot", 0.8))
    return found


def _after_persons(plain: str, people: list[Span]) -> list[Span]:
    """Return capitalised names that stand on a card after the person (Grace Huang, Buyer, Bluewave Foods)."""
    found: list[Span] = []
    for person in people:
        at = person.end
        for _ in range(2):
            mark = _CARD_MARK.match(plain, at)
            if mark is None:
                break
            name = _CARD_FIRM.match(plain, mark.end())
            latin = LATIN.search(plain, mark.end(), mark.end() + FIELD_REACH)
            role = ENGLISH_TITLE.pattern.match(plain, mark.end()) if latin else None
            if name and not role and not any(part in wordset("english_words") for part in name[0].split(" ")):
                found.append(Span(name.start(), name.end(), name[0], "english_slot", 0.8))
            if role is None:
                break
            at = role.end()
    return found
