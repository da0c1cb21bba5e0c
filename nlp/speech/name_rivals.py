"""Names that claim the same characters: which is best, and which are about as likely."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nlp.speech.name_forms import Match

MARGIN = 0.06

Rank = Callable[[Match], float]


def grouped(matches: Sequence[Match], rank: Rank) -> list[list[Match]]:
    """Return rival matches together, best first: each group is a best match and all that overlap it."""
    groups: list[list[Match]] = []
    for match in sorted(matches, key=rank):
        for group in groups:
            if match.overlaps(group[0]):
                group.append(match)
                break
        else:
            groups.append([match])
    return groups


def rivals_of(group: Sequence[Match], rank: Rank) -> list[Match]:
    """Return the other names that are about as likely as the best of their group."""
    best = group[0]
    return [
        match
        for match in group[1:]
        if match.form.text != best.form.text
        and rank(match) - rank(best) < MARGIN
        and match.form.text not in best.form.text
    ]
