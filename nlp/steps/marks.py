"""The marks that a candidate for the next step is judged by: its own words, those around it, what else the text has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nlp.learned.heard import Heard
from nlp.lexicon import phrases
from nlp.patterns.cues import Cues
from nlp.patterns.stored import made
from nlp.steps.actions import Raw
from nlp.times.when import When

_BEFORE: Final = Cues(
    [
        (name, phrases("steps", f"before {name}"))
        for name in "ours i_will agreed ready first wish if past today other report".split()
    ]
)
_NO: Final = made(phrases("steps", "before no"))
_AFTER: Final = Cues([(name, phrases("steps", f"after {name}")) for name in "done of edge to_him result".split()])
_THEN: Final = tuple(phrases("steps", "later").split("|"))
"""Words that say, after a candidate, that it is done or off, or theirs."""
_LATER: Final = 24
"""Characters after a candidate that may say that it is done or off."""
_ASKING: Final = made(r"[能可要]不[能可要]以?|可不可以|是不是|行不行|有没有|会不会|好不好")
"""Words that ask and deny nothing."""
_WANTED: Final = ("要", "想", "求", "索")
"""How what the customer wants begins: a step of ours only when somebody says when or who."""
TOLD: Final = tuple(phrases("steps", "told").split("|"))
"""Words that tell, anywhere in a message, of a trial, a contract, bargaining or a step put off."""
_NEAR: Final = 12
"""Characters between candidates that go together."""

Near = tuple[int, When] | None


def own(raw: Raw, heard: list[Heard]) -> Iterator[str]:
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


def timed(plain: str, raw: Raw, near: Near, times: int) -> Iterator[str]:
    """Yield how a time to come lies to the candidate."""
    yield f"times {min(times, 2)} {'near' if near else 'far'}"
    if near:
        gap, when = near
        yield f"gap {0 if gap == 0 else 1 if gap < 4 else 2 if gap < 8 else 3 if gap < 14 else 4}"
        yield "time first" if when.end <= raw.start else "time after" if when.start >= raw.end else "time inside"
    if plain[raw.start : raw.start + 2].startswith(_WANTED):
        yield from (f"wanted {'near' if near else 'far'}", f"wanted {raw.kind} {'near' if near else 'far'}")


def placed(raws: list[Raw], place: int, kinds: list[str]) -> Iterator[str]:
    """Yield where the candidate stands among the others, and which kinds they are; `kinds` are those of all rules."""
    raw, many = raws[place], len(raws)
    yield "last" if place == many - 1 else "first" if place == 0 else "middle"
    yield f"many {min(many, 4)} {'last' if place == many - 1 else ''}"
    beside = raw.kind
    for name, at in (("after", place - 1), ("then", place + 1)):
        if 0 <= at < many and (other := raws[at]).kind != raw.kind and other.start - raw.end < _NEAR:
            over = other.start < raw.end and raw.start < other.end
            if over or raw.start - other.end < _NEAR:
                beside += other.kind
                yield f"{raw.kind} {'over' if over else name} {other.kind}"
    yield from (f"{raw.kind} else {kind}" for kind in kinds if kind not in beside)


def around(plain: str, low: int, raw: Raw) -> Iterator[str]:
    """Yield what the words before, inside and after the candidate say."""
    before, after, later = plain[low : raw.start], plain[raw.end : raw.end + 6], plain[raw.end : raw.end + _LATER]
    inner, window = plain[raw.start : raw.end], before[-18:]
    for name in _BEFORE.ending(window) if window else ():
        yield from (f"cue {name}", f"cue {name} {raw.kind}")
    if _NO.search(_ASKING.sub("", window) if "不" in window or "没" in window else window):
        yield from ("cue no", f"cue no {raw.kind}")
    for name in _AFTER.opening(after):
        yield from (f"after {name}", f"after {name} {raw.kind}")
    for word in _THEN:
        if word in later:
            yield from (f"later {word}", f"later {word} {raw.kind}")
    if "了" in inner:
        yield "inner done"
    if raw.start == low:
        yield "clause start"
    yield from (f"b{before[-1:]}", f"b{before[-2:]}", f"h{inner[:2]}", f"a{after[:1]}", f"aa{after[:2]}")
