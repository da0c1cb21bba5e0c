"""Which customers `合并 …` names. Names hold blanks and 和 too, so a split counts only if every part is found."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from crm.merging.merge import MOST_SIDES
from handlers.context import Talk

_LIST = re.compile(r"\s*[、,，;；]\s*|\s+(?:和|与|跟|及|以及|and)\s+")
_INTO = re.compile(r"\s*(?:合并到|归并到|合并进|并入|归到|并到|到)\s*")
_WEAK = re.compile(r"和|与|跟|及|\s+")
_TAIL = re.compile(r"(?:里面?|中|名下|下面)$")


@dataclass
class Named:
    """Keys of the customers, the master's if one was said, a part nobody is called, or names one part may mean."""

    keys: list[str] = field(default_factory=list)
    master: str = ""
    missing: str = ""
    several: list[str] = field(default_factory=list)
    said: bool = True


async def read_names(talk: Talk, words: str) -> Named:
    """Return the customers of this person's reach that the words name."""
    if not words:
        return Named(said=False)
    whole = await _keys(talk, words)
    if len(whole) > 1:
        return Named(await talk.records.merges.roots(whole))
    for place in _INTO.finditer(words):
        left, right = words[: place.start()], _TAIL.sub("", words[place.end() :])
        target = await _keys(talk, right) if left and right else []
        if len(target) == 1:
            found = await _parts(talk, left)
            if not found.missing and not found.several:
                found.keys, found.master = list(dict.fromkeys([target[0], *found.keys])), target[0]
                return found
    return await _parts(talk, words)


async def _parts(talk: Talk, words: str) -> Named:
    """Return the customers of a list of names: clear separators first, then any place where both sides are known."""
    listed = [part for part in _LIST.split(words) if part]
    found = await _all(talk, listed)
    if len(listed) > 1 or not found.missing:
        return found
    for place in _WEAK.finditer(words):
        left, right = words[: place.start()].strip(), words[place.end() :].strip()
        if left and right:
            tried = await _all(talk, [left, right])
            if not tried.missing:
                return tried
    named = _WEAK.search(words)
    return found if named is not None else Named(said=False)


async def _all(talk: Talk, parts: list[str]) -> Named:
    found = Named()
    for part in parts:
        keys = await _keys(talk, part)
        if not keys:
            found.missing = found.missing or part
        elif len(keys) > 1 and not await _called(talk, part):
            sides = await talk.records.merges.sides(keys)
            found.several = list(dict.fromkeys(side.name for side in sides))
        found.keys += keys
    found.keys = list(dict.fromkeys(found.keys))
    return found


async def _keys(talk: Talk, name: str) -> list[str]:
    """Return who is called exactly so, else who has it in the name."""
    merges = talk.records.merges
    exact = await merges.named(talk.person, name, True, MOST_SIDES)
    return exact or (await merges.named(talk.person, name, False, MOST_SIDES) if len(name) > 1 else [])


async def _called(talk: Talk, name: str) -> bool:
    return bool(await talk.records.merges.named(talk.person, name, True, 1))
