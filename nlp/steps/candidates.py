"""Candidates for the next step of a note: what patterns and hearing find, each with the marks it is judged by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from nlp.learned.heard import Heard
from nlp.lexicon import phrases
from nlp.patterns.stored import made
from nlp.span import blank, clause_start
from nlp.steps.actions import Action, Raw, find_raw
from nlp.times.when import When

_BEFORE: Final = tuple(
    (name, made(phrases("steps", f"before {name}")))
    for name in "ours i_will agreed ready first wish if past today other no report".split()
)
_AFTER: Final = tuple((name, made(phrases("steps", f"after {name}"))) for name in "done of edge to_him result".split())
_ASKING: Final = made(r"[能可要]不[能可要]以?|可不可以|是不是|行不行|有没有|会不会|好不好")
"""Words that ask and deny nothing."""
_WANTED: Final = ("要", "想", "求", "索")
"""How what the customer wants begins: a step of ours only when somebody says when or who."""
_MOST: Final = 100
"""Candidates of one message that are judged, the last ones; more is a list and no note."""
_HEARD: Final = 0.2
"""How sure hearing must be to bring a candidate of its own."""
_PUT_OFF: Final = ("再看", "再说", "再议")
"""What ends a clause that puts off whatever it speaks of."""


class Step(NamedTuple):
    """One candidate: the action, the time that belongs to it, and its marks."""

    action: Action
    when: When | None
    marks: tuple[str, ...]


Near = tuple[int, When] | None
Nearest = Callable[[str, Action, list[When]], Near]


def find_steps(
    plain: str, spans: list[tuple[int, int]], whens: list[When], said: Sequence[Heard], nearest: Nearest
) -> list[Step]:
    """Return the candidates in the order of the text."""
    raws = find_raw(plain, spans, [when.start for when in whens])
    heard = [one for one in said if one.chance >= _HEARD and not plain.endswith(_PUT_OFF, one.start, one.end)]
    for one in heard:
        if not any(raw.kind == one.label and one.start < raw.end and raw.start < one.end for raw in raws):
            raws.append(Raw(one.start, one.end, one.label, heard=True))
    raws.sort(key=lambda raw: raw.start)
    del raws[:-_MOST]
    out = []
    for place, raw in enumerate(raws):
        action = Action(raw.start, raw.end, raw.kind)
        near = nearest(plain, action, whens)
        marks = [*_own(raw, heard), *_timed(raw, near, len(whens)), *_placed(place, len(raws))]
        if plain[raw.start : raw.start + 2].startswith(_WANTED):
            marks += [f"wanted {'near' if near else 'far'}", f"wanted {raw.kind} {'near' if near else 'far'}"]
        low = clause_start(spans, raw.start)
        out.append(Step(action, near[1] if near else None, (*marks, *_around(plain, low, raw))))
    return out


def timeless(plain: str, whens: list[When]) -> str:
    """Return the text with times blanked, places unchanged."""
    return blank(plain, whens)


def _own(raw: Raw, heard: list[Heard]) -> Iterator[str]:
    """Yield what the candidate itself says: its kind, who found it, how well it is heard."""
    source = "heard" if raw.heard else "rule"
    here = [one for one in heard if one.start < raw.end and raw.start < one.end]
    alike = max((one.chance for one in here if one.label == raw.kind), default=0.0)
    other = max((one.chance for one in here if one.label != raw.kind), default=0.0)
    yield from (f"kind {raw.kind}", source, f"{source} {raw.kind}")
    yield from (f"{source} chance {int(alike * 5)}", f"other chance {int(other * 4)}")
    for name in ("ahead", "timed", "done", "told"):
        if getattr(raw, name):
            yield from (name, f"{name} {raw.kind}")


def _timed(raw: Raw, near: Near, times: int) -> Iterator[str]:
    """Yield how a time to come lies to the candidate."""
    yield f"times {min(times, 2)} {'near' if near else 'far'}"
    if near:
        gap, when = near
        yield f"gap {0 if gap == 0 else 1 if gap < 4 else 2 if gap < 8 else 3 if gap < 14 else 4}"
        yield "time first" if when.end <= raw.start else "time after" if when.start >= raw.end else "time inside"


def _placed(place: int, many: int) -> Iterator[str]:
    """Yield where the candidate stands among the others."""
    yield "last" if place == many - 1 else "first" if place == 0 else "middle"
    yield f"many {min(many, 4)} {'last' if place == many - 1 else ''}"


def _around(plain: str, low: int, raw: Raw) -> Iterator[str]:
    """Yield what the words before, inside and after the candidate say."""
    before, after = plain[low : raw.start], plain[raw.end : raw.end + 6]
    inner, window = plain[raw.start : raw.end], before[-18:]
    asked = _ASKING.sub("", window)
    for name, pattern in _BEFORE:
        if pattern.search(asked if name == "no" else window):
            yield from (f"cue {name}", f"cue {name} {raw.kind}")
    for name, pattern in _AFTER:
        if pattern.search(after):
            yield from (f"after {name}", f"after {name} {raw.kind}")
    if "了" in inner:
        yield "inner done"
    if raw.start == low:
        yield "clause start"
    yield from (f"b{before[-1:]}", f"b{before[-2:]}", f"h{inner[:2]}")
