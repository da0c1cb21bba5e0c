"""Which of the times of a note the next step is due at: with the marks for `nlp/learned/chooser.py`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from nlp.lexicon import phrases
from nlp.patterns.cues import Cues
from nlp.steps.actions import Action
from nlp.times.when import When

_BEFORE: Final = Cues(
    [(name, phrases("due", f"before {name}")) for name in "told must agreed guess wait ours theirs".split()]
)
_AFTER: Final = Cues([(name, phrases("due", f"after {name}")) for name in "ours theirs event result limit".split()])
_EDGES: Final = ",。;!?\n"


def marks_of(
    plain: str, when: When, why: str, place: tuple[int, int], action: Action | None, ruled: When | None, today: date
) -> tuple[str, ...]:
    """Return the marks of one time; `why` says what speaks against it, `place` is (which, of how many)."""
    kind = action.kind if action else "no step"
    at, many = place
    low = max(plain.rfind(mark, 0, when.start) for mark in _EDGES) + 1
    high = min((spot for mark in _EDGES if (spot := plain.find(mark, when.end)) >= 0), default=len(plain))
    before, after = plain[low : when.start], plain[when.end : high]
    days = (when.first - today).days
    out = [f"kind {when.kind}", f"step {kind}", f"why {why}" if why else "stands", f"many {min(many, 3)}"]
    far = 0 if days < 2 else 1 if days < 8 else 2 if days < 32 else 3
    out += ["hour" if "T" in when.due() else "day", f"far {far}"]
    out += ["last" if at == many - 1 else "first" if at == 0 else "middle"]
    if ruled is not None and ruled.start == when.start:
        out += ["rule", f"rule {kind}", f"rule {kind} {when.kind}", f"rule {why or 'stands'}"]
    out += _gap(plain, when, action)
    for name in _BEFORE.ending(before[-14:]):
        out += [f"before {name}", f"before {name} {'step' if action else 'none'}"]
    for name in _AFTER.opening(after[:14]):
        out += [f"after {name}", f"after {name} {'step' if action else 'none'}"]
    out += [f"b{before[-2:]}", f"b{before[-1:]}", f"a{after[:1]}", f"a{after[:2]}", f"size {min(len(after), 8) // 2}"]
    return tuple(out)


def _gap(plain: str, when: When, action: Action | None) -> Iterator[str]:
    """Yield how the time lies to the step."""
    if action is None:
        return
    first = when.end <= action.start
    inside = when.start < action.end and action.start < when.end
    between = "" if inside else plain[when.end : action.start] if first else plain[action.end : when.start]
    edges = sum(between.count(mark) for mark in _EDGES)
    yield f"gap {min(len(between), 24) // 4} {'in' if inside else 'ahead' if first else 'behind'}"
    yield f"edges {min(edges, 3)} {'in' if inside else 'ahead' if first else 'behind'}"
