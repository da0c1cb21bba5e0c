"""Characters folded for comparing: width, case, traditional forms and sound. Text folded here is never shown."""

from __future__ import annotations

import unicodedata
from typing import Final

from nlp.normalize import simplify

_SAME: Final = str.maketrans("【】[]〔〕「」『』《》{}<>•・‧—–―、", "()" * 8 + "···" + "---" + ",")


class _Folding(dict[int, str]):
    """Filled character by character as they are met; a text costs one `str.translate`."""

    def __missing__(self, code: int) -> str:
        char = unicodedata.normalize("NFKC", chr(code)).translate(_SAME)
        char = " " if char.isspace() else simplify(char).lower()
        if unicodedata.category(chr(code)) in ("Cf", "Cc") and char != " ":
            char = ""
        self[code] = char
        return char


class _Sounds(dict[int, str]):
    """Toneless syllables by character. A character read in several ways always gets its commonest reading."""

    def __missing__(self, code: int) -> str:
        from pypinyin import lazy_pinyin

        char = chr(code)
        sound = lazy_pinyin(char)[0] if "\u4e00" <= char <= "\u9fff" else char
        self[code] = sound
        return sound


_FOLDING: Final = _Folding()
_SOUNDS: Final = _Sounds()


def fold(text: str) -> str:
    """Return simplified, half-width, lower-case text with one kind of bracket, comma and hyphen."""
    return text.translate(_FOLDING)


def sound(text: str) -> str:
    """Return the toneless pinyin of the text without blanks, other characters as they are."""
    return text.translate(_SOUNDS)


def syllables(text: str) -> tuple[str, ...]:
    """Return the sound of every character of a short name."""
    return tuple(_SOUNDS[ord(char)] for char in text)
