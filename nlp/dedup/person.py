"""People in company and contact columns: told from firms, split off a firm's name, and brought to one form."""

from __future__ import annotations

import re
from functools import cache

from nlp.fold import sound
from nlp.lexicon import either, wordset

_GIVEN = r"[\u4e00-\u9fff]{0,2}"
_NOISE = re.compile(r"[\d+()\s,;:/|_\-]+")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[a-z]+")
_SPLIT = re.compile(r"\s*(?:-{1,2}|[/|_,;:·]|\s)\s*")
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "manager",
        "director",
        "purchasing",
        "purchaser",
        "buyer",
        "sales",
        "engineer",
        "ceo",
        "cto",
        "cfo",
        "vp",
        "gm",
    ]
)
_FIRM_END = ("公司", "集团", "厂", "中心", "医院", "学校", "大学", "学院", "研究院", "商行", "银行")


@cache
def _surname() -> str:
    return either(wordset("surnames"))


@cache
def _honorific() -> str:
    return either(frozenset(word for word in wordset("honorifics") if len(word) > 1 or word in "总董"))


@cache
def _tail() -> re.Pattern[str]:
    """Return the pattern of a person written right behind a firm's name: 采购李经理, 王总, 张伟先生."""
    functions = either(frozenset(word for word in wordset("functions") if len(word) > 1 and not word.isascii()))
    return re.compile(rf"(?:{functions})?(?:小|老)?(?:{_surname()}){_GIVEN}(?:{_honorific()})$")


@cache
def _ends() -> tuple[str, ...]:
    return tuple(word for word in wordset("honorifics") | wordset("functions") if not word.isascii())


@cache
def _fronts() -> tuple[str, ...]:
    words = {word for word in wordset("functions") | wordset("departments") if len(word) > 1 and not word.isascii()}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def key_of(text: str) -> tuple[str, str]:
    """Return (surname, whole name) of a contact in folded text as sounds; the whole name is empty for 李经理.

    Given name and surname are in alphabetic order, so that Lei Wang is 王磊.
    """
    text = text.strip()
    han = "".join(_HAN.findall(text))
    if not han:
        words = [word for word in _LATIN.findall(text) if word not in _TITLES]
        return ("", "+".join(sorted(words))) if words else ("", "")
    name = _bare(han)
    if not name:
        return "", ""
    size = 2 if len(name) > 2 and name[:2] in wordset("surnames") else 1
    surname, given = name[:size], name[size:]
    if surname not in wordset("surnames"):
        return "", sound(name)
    return sound(surname), "+".join(sorted((sound(surname), sound(given)))) if given else ""


def _bare(han: str) -> str:
    """Return a name without function and form of address around it."""
    for front in _fronts():
        if han.startswith(front) and len(han) > len(front):
            han = han[len(front) :]
            break
    for _ in range(2):
        end = next(
            (
                end
                for end in sorted(_ends_of(han[-1]), key=len, reverse=True)
                if han.endswith(end) and len(han) > len(end)
            ),
            "",
        )
        if not end or (len(end) == 1 and len(han) > 2 and end not in "总董"):
            break
        han = han[: -len(end)]
    return han[1:] if len(han) == 2 and han[0] in "小老" and han[1] in wordset("surnames") else han


@cache
def _ends_of(char: str) -> tuple[str, ...]:
    return tuple(end for end in _ends() if end[-1] == char)


@cache
def is_person(text: str) -> bool:
    """Tell whether folded text is a person and no firm: 李经理, 采购王磊, 欧阳娜娜; bare words are not."""
    han = "".join(_HAN.findall(text))
    if not han or len(han) > 9 or text.endswith(_FIRM_END):
        return False
    name = _bare(han)
    size = 2 if len(name) > 2 and name[:2] in wordset("surnames") else 1
    if not 1 <= len(name) - size + 1 <= 3 or name[:size] not in wordset("surnames"):
        return False
    return name != han or len(han) <= 3


def split_company(text: str) -> tuple[str, str]:
    """Return (company, person) of a folded company cell: 安克-采购李经理 gives 安克 and 采购李经理."""
    pieces = [piece for piece in _SPLIT.split(text) if piece]
    if len(pieces) > 1 and not text.isascii():
        if is_person(pieces[0]) and _bare("".join(_HAN.findall(pieces[0]))) != pieces[0] and _HAN.search(pieces[1]):
            return " ".join(pieces[1:]), pieces[0]
        people = [piece for piece in pieces[1:] if _HAN.search(piece) and is_person(piece) and len(piece) > 1]
        if people:
            kept = [piece for piece in pieces if piece not in people]
            return " ".join(kept), people[0]
    if "(" in text:
        inner = text[text.find("(") + 1 :].rstrip(") ")
        if is_person(inner):
            return text[: text.find("(")], inner
    if text and text[-1] in _last_chars():
        match = _tail().search(text)
        if match and match.start() >= 2:
            return text[: match.start()], match[0]
    return text, ""


@cache
def _last_chars() -> frozenset[str]:
    return frozenset(word[-1] for word in wordset("honorifics") if len(word) > 1 or word in "总董")
