"""Doubtful groups before a person: proposed once, merged or told apart for ever (F18)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from crm.merging.likeness import A_DAY, Link, not_told_apart
from crm.merging.merge import MOST_SIDES, PROPOSED, REJECTED, REVIEW, Merge, Side, fingerprint, united
from crm.people import Role, User
from handlers import texts
from handlers.context import SHANGHAI, Talk, Tap, Work
from handlers.merging.card import card_id, preview_card
from handlers.merging.tap import may_merge_all, names_of_owners
from handlers.texts import merge_texts

MACHINE = "rule"
REVIEWERS, LISTED = 3, 10


async def propose_group(work: Work, links: Sequence[Link]) -> Merge | None:
    """Put customers that may be one before those who may merge them. None: nothing is left to ask.

    Pairs that were decided, or wait already, are not asked about again. Whoever had A_DAY cards today finds further
    groups on the board only.
    """
    records = work.records
    linked = [
        (await records.merges.roots([link.one]) + await records.merges.roots([link.other]), link) for link in links
    ]
    roots = united([], [found for found, _ in linked])[:MOST_SIDES]
    members = {root: await records.pairs.members(root) for root in roots}
    known = await records.pairs.known({key for some in members.values() for key in some})
    chosen = set(not_told_apart(roots, members, known))
    inside = [link for found, link in linked if len(set(found)) == 2 and chosen.issuperset(found)]
    sides = await _ordered(work, await records.merges.sides(list(chosen))) if inside else []
    if len(sides) < 2:
        return None
    reviewers = await _reviewers(work, sides)
    merge = Merge(
        work.around.new_id(), MACHINE, REVIEW, work.now, [side.key for side in sides], sides[0].key,
        name=sides[0].name, seen=fingerprint(sides), score=max(link.score for link in inside),
        reasons=united([], [link.reasons for link in inside]),
        owners=united([], [[side.owner for side in sides]]), reviewers=[user.id for user in reviewers],
    )  # fmt: skip
    full = await records.pairs.reviews_since(_midnight(work.now)) >= A_DAY
    await records.merges.add(merge)
    await records.pairs.decide(merge.sides, PROPOSED, merge.id, work.now)
    await work.audit(MACHINE, "review.propose", f"merge:{merge.id}", "rule")
    counts, people = await records.merges.counts(sides), await names_of_owners(work, sides)
    card = preview_card(merge, sides, people, counts, 1, work.page(f"/cards/{card_id(merge)}"))
    await work.keep(card, f"merge:{merge.id}", merge.reviewers)
    for user in reviewers if not full else ():
        homes = [user.home, *(platform for platform in work.around.platforms if platform != user.home)]
        for address in (await work.addresses(user, [one for one in homes if one in work.around.platforms]))[:1]:
            await work.out.show(address, card)
    return merge


async def tap_reject(tap: Tap) -> None:
    """`不是重复`: these customers stay apart, and nobody is asked again."""
    merge = await tap.records.merges.get(tap.subject.removeprefix("merge:"))
    if merge is None or merge.state != PROPOSED:
        await tap.reply(texts.CARD_CHANGED)
        return
    sides = await tap.records.merges.sides(merge.sides)
    if not await may_merge_all(tap, tap.person, sides):
        await tap.audit(tap.person.id, "merge.refused", tap.subject, tap.here.platform)
        await tap.reply(texts.CARD_FOREIGN)
        return
    merge.state, merge.person = REJECTED, tap.person.id
    await tap.records.pairs.decide(merge.sides, REJECTED, merge.id, tap.now)
    await tap.audit(tap.person.id, "review.reject", tap.subject, tap.here.platform)
    shown = tap.tapped.settled(merge_texts.not_duplicate(tap.person.name, tap.clock()))
    await tap.keep(shown, tap.subject, united([tap.person.id], [merge.reviewers]))
    await tap.out.change(shown)


async def reviews_by_word(talk: Talk, words: str) -> None:
    """`疑似重复`: what waits for this person, and where the board is."""
    names = [await _titles(talk, merge) for merge in await talk.records.pairs.open_reviews(talk.person.id, LISTED)]
    await talk.reply(merge_texts.reviews_waiting(names, talk.page("/duplicates")) if names else merge_texts.NO_REVIEWS)


async def told_apart(work: Work, keys: Sequence[str]) -> None:
    """Somebody kept these apart on purpose (F15): they are never proposed as one."""
    await work.records.pairs.decide(await work.records.merges.roots(keys), REJECTED, "", work.now)


async def _titles(work: Work, merge: Merge) -> str:
    return "、".join(side.name for side in await work.records.merges.sides(merge.sides))


async def _reviewers(work: Work, sides: Sequence[Side]) -> list[User]:
    """Return the supervisors who may merge all of these, else the administrators."""
    people = [user for user in await work.records.people.everyone() if user.active]
    heads = [user for user in people if user.role == Role.SUPERVISOR and await may_merge_all(work, user, sides)]
    return (heads or [user for user in people if user.role == Role.ADMIN])[:REVIEWERS]


async def _ordered(work: Work, sides: Sequence[Side]) -> list[Side]:
    """Return the proposed master first: one with an owner, with the most records, then the one known longest."""
    records = {side.key: sum((await work.records.merges.counts([side])).values()) for side in sides}

    def place(side: Side) -> tuple[bool, int, datetime, str]:
        since = side.account.created_at if side.account is not None else side.leads[0].created_at
        return not side.owner, -records[side.key], since, side.key

    return sorted(sides, key=place)


def _midnight(now: datetime) -> datetime:
    return datetime.combine(now.astimezone(SHANGHAI).date(), time(), SHANGHAI)
