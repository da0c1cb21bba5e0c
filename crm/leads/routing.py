"""Which branch a channel's lead takes, and when the queue of those that took none stands still (F22, F34, F101)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

FLOW = "线索分配"
SILENT_AFTER = timedelta(minutes=1)
"""X4: the alarm within a minute."""
BY_HAND_AFTER = timedelta(hours=2)
"""F34: whoever assigns by hand has two hours."""
RECOVERED_WITHIN = timedelta(minutes=27)


@dataclass(frozen=True, slots=True)
class Limits:
    """For how long the oldest lead may wait while nobody gets any: with branches at work, and by hand."""

    automatic: timedelta = SILENT_AFTER
    by_hand: timedelta = BY_HAND_AFTER


@dataclass(frozen=True, slots=True)
class Branch:
    """Leads of these sources go to these people, to whoever of them has the fewest."""

    sources: tuple[str, ...]
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The branches, first match wins, and who gets what no branch takes."""

    branches: tuple[Branch, ...] = ()
    fallback: str = ""

    @property
    def automatic(self) -> bool:
        """Tell whether anything is given without a person."""
        return bool(self.branches or self.fallback)


@dataclass(frozen=True, slots=True)
class Routed:
    """Who gets a lead (empty: nobody), how many branches matched, and what the run log says of it."""

    owner: str
    matched: int
    message: str

    @property
    def success(self) -> bool:
        """A lead is assigned by its rules only when a branch matched and somebody of it could take it (F101)."""
        return bool(self.owner) and self.matched > 0


def route(source: str, rules: Rules, load: Mapping[str, int]) -> Routed:
    """Return who gets a lead of this source. `load` holds whoever can take leads now → how many they have."""
    found = [branch for branch in rules.branches if source in branch.sources]
    said = f"matched {len(found)} {'branch' if len(found) == 1 else 'branches'}，来源 {source}"
    able = [person for branch in found[:1] for person in branch.to if person in load]
    if able:
        owner = min(able, key=lambda person: (load[person], person))
        return Routed(owner, len(found), f"{said}，分配给 {owner}")
    if found:
        said += f"，无可用销售：{'、'.join(found[0].to)}"
    if rules.fallback in load:
        return Routed(rules.fallback, 0, f"{said}，转兜底负责人 {rules.fallback}")
    return Routed("", 0, f"{said}，{'兜底负责人不可用' if rules.fallback else '没有兜底负责人'}，待分配")


def stalls_at(oldest: datetime, last_given: datetime | None, limit: timedelta) -> datetime:
    """Return when the queue counts as standing still: its oldest lead waits so long and nobody got any meanwhile."""
    return max(oldest, last_given or oldest) + limit


def with_branch(rules: Rules, sources: Sequence[str], to: Sequence[str]) -> Rules:
    """Return the rules with these sources going to these people alone; to nobody: the sources have no branch."""
    kept = []
    for branch in rules.branches:
        left = tuple(source for source in branch.sources if source not in sources)
        if left:
            kept.append(Branch(left, branch.to))
    added = (Branch(tuple(dict.fromkeys(sources)), tuple(dict.fromkeys(to))),) if to else ()
    return Rules((*kept, *added), rules.fallback)


def read_rules(body: Mapping[str, Any] | None) -> Rules:
    """Return stored rules."""
    body = body or {}
    branches = tuple(Branch(tuple(row["sources"]), tuple(row["to"])) for row in body.get("branches", ()))
    return Rules(branches, str(body.get("fallback", "")))


def stored(rules: Rules) -> dict[str, Any]:
    """Return the rules as they are stored."""
    rows = [{"sources": list(branch.sources), "to": list(branch.to)} for branch in rules.branches]
    return {"branches": rows, "fallback": rules.fallback}
