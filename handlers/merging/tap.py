"""What happens when a merge is confirmed, dropped or split, by button or by word (F14)."""

from __future__ import annotations

from collections.abc import Sequence

from crm.merging.merge import DONE, DROPPED, PROPOSED, Merge, Side, fingerprint, may_merge, united
from crm.people import User
from handlers import texts
from handlers.context import Talk, Tap, Work
from handlers.merging.card import card_id, done_card, preview_card, report_card
from handlers.merging.carry import carry_out
from handlers.merging.split import take_apart
from handlers.texts import merge_texts


async def tap_confirm(tap: Tap) -> None:
    """`确认合并`: rights and state are checked again, then everything moves."""
    merge = await tap.records.merges.get(tap.subject.removeprefix("merge:"))
    if merge is None or merge.state != PROPOSED:
        await tap.reply(merge_texts.MERGE_GONE if merge is not None else texts.CARD_EXPIRED)
        return
    sides = await tap.records.merges.sides(merge.sides, lock=True)
    if not await may_merge_all(tap, tap.person, sides):
        await tap.audit(tap.person.id, "merge.refused", tap.subject, tap.here.platform)
        await tap.reply(texts.CARD_FOREIGN)
        return
    chosen = tap.value("master") or merge.master
    if len(sides) < 2 or chosen not in {side.key for side in sides}:
        await tap.reply(merge_texts.MERGE_GONE)
        return
    if len(sides) != len(merge.sides) or fingerprint(sides) != merge.seen:
        await _show_again(tap, merge, sides, chosen)
        return
    merge.master, merge.person = chosen, tap.person.id
    await merged(tap, merge, sides, tap.person, tap.here.platform)
    names = [side.name for side in sides if side.key != chosen]
    shown = done_card(
        merge, names, merge_texts.merged_at(tap.clock()), tap.tapped.rev + 1, tap.page(f"/cards/{card_id(merge)}")
    )
    await tap.keep(shown, tap.subject, united([tap.person.id], [merge.reviewers]))
    await tap.out.change(shown)


async def tap_drop(tap: Tap) -> None:
    """`取消`: nothing has moved and nothing will."""
    merge = await tap.records.merges.get(tap.subject.removeprefix("merge:"))
    if merge is None or merge.state != PROPOSED:
        await tap.reply(texts.CARD_CHANGED)
        return
    if tap.person.id not in (merge.person, *merge.reviewers):
        await tap.reply(texts.CARD_FOREIGN)
        return
    merge.state = DROPPED
    await tap.audit(tap.person.id, "merge.drop", tap.subject, tap.here.platform)
    shown = tap.tapped.settled(texts.dropped_at(tap.clock()))
    await tap.keep(shown, tap.subject, [tap.person.id])
    await tap.out.change(shown)


async def tap_split(tap: Tap) -> None:
    """`拆分` on the card of a merge."""
    merge = await tap.records.merges.get(tap.subject.removeprefix("merge:"))
    if merge is None or merge.state != DONE:
        await tap.reply(texts.CARD_CHANGED)
        return
    await split(tap, merge)


async def merged(work: Work, merge: Merge, sides: Sequence[Side], person: User, surface: str) -> None:
    """Carry a merge out, write the audit row, and report to every other owner (F18)."""
    names = [side.name for side in sides if side.key != merge.master]
    await carry_out(work, merge, sides, person.id)
    await work.audit(person.id, "customer.merge", f"merge:{merge.id}", surface)
    for place, owner_id in enumerate(merge.owners):
        owner = await work.records.people.get(owner_id) if owner_id and owner_id != person.id else None
        if owner is None or not owner.active:
            continue
        report, at = f"mergereport-{merge.id}-{place}", work.day_and_clock(work.now)
        card = report_card(merge, report, names, person.name, at, work.page(f"/cards/{report}"))
        await work.keep(card, f"merge:{merge.id}", [owner.id])
        homes = [owner.home, *(p for p in work.around.platforms if p != owner.home)]
        for address in (await work.addresses(owner, [p for p in homes if p in work.around.platforms]))[:1]:
            await work.out.show(address, card)


async def split(talk: Talk, merge: Merge) -> None:
    """Take a merge back, if this person may, and tell the owners."""
    team = {user.id for user in await talk.records.people.in_team(talk.person.team)} if talk.person.team else set()
    if not may_merge(talk.person, merge.owners, team):
        await talk.audit(talk.person.id, "merge.refused", f"merge:{merge.id}", talk.here.platform)
        await talk.reply(merge_texts.SPLIT_FORM)
        return
    count = await take_apart(talk, merge, talk.person.id)
    if count is None:
        await talk.reply(merge_texts.SPLIT_LATER)
        return
    await talk.audit(talk.person.id, "customer.split", f"merge:{merge.id}", talk.here.platform)
    sides = await talk.records.merges.sides(merge.sides)
    card = await talk.card(card_id(merge))
    if card is not None:
        names = [side.name for side in sides if side.key != merge.master]
        shown = done_card(merge, names, merge_texts.split_at(talk.clock()), card.rev + 1, card.link or "")
        await talk.keep(shown, f"merge:{merge.id}", united([talk.person.id], [merge.reviewers]))
        await talk.out.change(shown)
    await talk.reply(merge_texts.split_done(merge.name, len(sides), count))
    for owner_id in merge.owners:
        owner = await talk.records.people.get(owner_id) if owner_id and owner_id != talk.person.id else None
        if owner is not None and owner.active:
            await talk.tell(owner, merge_texts.split_told(merge.name, talk.person.name))


async def may_merge_all(work: Work, person: User, sides: Sequence[Side]) -> bool:
    """Return whether this person may merge, or split, all of these customers now."""
    owners = united([side.owner for side in sides], [[lead.owner for lead in side.leads] for side in sides])
    team = {user.id for user in await work.records.people.in_team(person.team)} if person.team else set()
    return may_merge(person, owners, team)


async def names_of_owners(work: Work, sides: Sequence[Side]) -> dict[str, str]:
    """Return the owners' names by id."""
    return {user.id: user.name for user in await work.records.people.everyone() if user.id in {s.owner for s in sides}}


async def _show_again(tap: Tap, merge: Merge, sides: Sequence[Side], chosen: str) -> None:
    """Somebody changed the customers since the preview: show what is true now, and ask again."""
    merge.sides, merge.master, merge.seen = [side.key for side in sides], chosen, fingerprint(sides)
    counts, people = await tap.records.merges.counts(sides), await names_of_owners(tap, sides)
    card = preview_card(merge, sides, people, counts, tap.tapped.rev + 1, tap.page(f"/cards/{card_id(merge)}"))
    await tap.keep(card, tap.subject, united([tap.person.id], [merge.reviewers]))
    await tap.out.change(card)
    await tap.reply(merge_texts.MERGE_CHANGED)
