"""English and pinyin names of people."""

from __future__ import annotations

from nlp.lexicon import either, phrases, wordset
from nlp.patterns.kept import compiled
from nlp.patterns.openings import Opened
from nlp.span import Span

_ENGLISH_FORMS = r"(?:Mr|Ms|Mrs|Miss|Dr|Prof|Sir)\.? ?[A-Z][a-z]+(?: [A-Z][a-z]+)?"


def _names() -> str:
    given = either(wordset("english_names"))
    family = either(wordset("pinyin_surnames"))
    return phrases("people", "english", ENGLISH_FORMS=_ENGLISH_FORMS, GIVEN=given, FAMILY=family)


_ENGLISH = Opened(_names)


def find_english(plain: str) -> list[Span]:
    """Return English and pinyin names as written."""
    if not compiled(r"[A-Z]").search(plain):
        return []
    found = []
    for match in _ENGLISH.finditer(plain):
        word = match[0]
        if word.split(" ")[0] in {"May", "Will", "April", "Summer", "Mark"} and compiled(
            r"(?:in|on|by|will|,)\s$"
        ).search(plain[: match.start()]):
            continue
        if compiled(r"['’]|\s[A-Z][a-z]+\s&\s").match(plain[match.end() :]):
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
