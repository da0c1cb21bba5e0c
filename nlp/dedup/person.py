"""People in company and contact columns: told from firms, split off a firm's name, and brought to one form."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nlp.dedup.manners import Manners, surname_size, surnames
from nlp.fold import sound
from nlp.lexicon import wordset

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[a-z]+")
_SPLIT = re.compile(r"\s*(?:-{1,2}|[/|_,;:·]|\s)\s*")
_TITLES = wordset("latin_titles")
_FIRM_END = ("公司", "集团", "厂", "中心", "医院", "学校", "大学", "学院", "研究院", "商行", "银行")
_REMEMBERED = 1 << 15
_SHORTEST_FIRM = 2


@cache
def _given() -> frozenset[str]:
    return frozenset("".join(wordset("given")))


@lru_cache(maxsize=_REMEMBERED)
def key_of(text: str, ways: Manners) -> tuple[str, str]:
    """Return (surname, whole name) of a contact in folded text as sounds; the whole name is empty for 李经理.

    Given name and surname are in alphabetic order, so that Lei Wang is 王磊.
    """
    han = "".join(_HAN.findall(text))
    if not han:
        words = [word for word in _LATIN.findall(text) if word not in _TITLES]
        return ("", "+".join(sorted(words))) if words else ("", "")
    name = _bare(han, ways)
    if not name:
        return "", ""
    size = surname_size(name)
    if not size:
        return "", sound(name)
    surname, given = name[:size], name[size:]
    return sound(surname), "+".join(sorted((sound(surname), sound(given)))) if given else ""


def _bare(han: str, ways: Manners) -> str:
    """Return a name without function and form of address around it."""
    for front in ways.fronts.get(han[0], ()):
        if han.startswith(front) and len(han) > len(front):
            han = han[len(front) :]
            break
    for _ in range(2):
        end = next((end for end in ways.ends.get(han[-1], ()) if han.endswith(end) and len(han) > len(end)), "")
        if not end or (len(end) == 1 and len(han) > 2 and end not in "总董"):
            break
        han = han[: -len(end)]
    return han[1:] if len(han) == 2 and han[0] in "小老" and han[1] in surnames() else han


@lru_cache(maxsize=_REMEMBERED)
def is_person(text: str, ways: Manners) -> bool:
    """Tell whether folded text may be a person and no firm: 李经理, 采购王磊, and any short name that could be one."""
    return person_likeness(text, ways) > 0


@lru_cache(maxsize=_REMEMBERED)
def person_likeness(text: str, ways: Manners) -> int:
    """Return 0 for what cannot be a person, 1 for what might (和苏), 2 for a plain name (范阳梅), 3 for 李经理."""
    han = "".join(_HAN.findall(text))
    if not han or len(han) > 9 or text.endswith(_FIRM_END):
        return 0
    name = _bare(han, ways)
    size = surname_size(name)
    if not size or len(name) - size > 2:
        return 0
    if name != han:
        return 3
    if len(han) == 1:
        return 0
    return 2 if all(char in _given() for char in name[size:]) and name[:size] in _frequent() else 1


@cache
def _frequent() -> frozenset[str]:
    return frozenset(
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱"
        "江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤赖洪殷施"
    ) | frozenset(word for word in surnames() if len(word) == 2)


@lru_cache(maxsize=_REMEMBERED)
def is_latin_person(text: str) -> bool:
    """Tell whether folded Latin text is a person: an English first name or a Chinese surname is among its words."""
    words = _LATIN.findall(text)
    known = _latin_names()
    return 0 < len(words) <= 3 and any(word in known for word in words)


@cache
def _latin_names() -> frozenset[str]:
    return frozenset(word.lower() for name in ("english_names", "pinyin_surnames") for word in wordset(name)) | _TITLES


def split_company(text: str, ways: Manners) -> tuple[str, str]:
    """Return (company, person) of a folded company cell: 安克-采购李经理 gives 安克 and 采购李经理."""
    if text.isascii():
        return text, ""
    pieces = [piece for piece in _SPLIT.split(text) if piece]
    if len(pieces) > 1:
        if person_likeness(pieces[0], ways) == 3 and _HAN.search(pieces[1]):
            return " ".join(pieces[1:]), pieces[0]
        people = [piece for piece in pieces[1:] if len(piece) > 1 and is_person(piece, ways)]
        if people:
            return " ".join(piece for piece in pieces if piece not in people), people[0]
    if "(" in text:
        inner = text[text.find("(") + 1 :].rstrip(") ")
        if is_person(inner, ways):
            return text[: text.find("(")], inner
    if text and text[-1] in ways.last_chars:
        match = next((found for tail in ways.tails if (found := tail.search(text, _SHORTEST_FIRM))), None)
        if match:
            return text[: match.start()], match[0]
    return text, ""
