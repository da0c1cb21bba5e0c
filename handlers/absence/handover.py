"""`交接 张伟 给 李娜`: a preview, one confirmation, everything moves in one transaction, and seven days to undo it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm.approvals.approval import Approval, Verdict
from crm.handover import DONE, DROPPED, PROPOSED, UNDO_WITHIN, UNDONE, Handover, may_hand_over, may_undo
from crm.people import Role, User
from handlers import texts
from handlers.absence.handover_card import departure_card, done_card, proposal_card
from handlers.approvals.handover import move_on
from handlers.approvals.passing import hand_to
from handlers.approvals.turn import group_of, level_of
from handlers.context import Talk, Tap, Work
from handlers.texts import absence_texts

_PAIR = re.compile(
    r"^(?P<giver>\S{1,20}?)\s*(?:的(?:工作|客户|线索))?\s*(?:给|到|→|->)\s*(?P<receiver>\S{1,20}?)[。.!！]*$"
)


async def handover_by_word(talk: Talk, words: str) -> None:
    """Show what would move and ask for the confirmation."""
    found = _PAIR.match(words)
    people = {user.name: user for user in await talk.records.people.everyone()}
    people |= {user.id: user for user in people.values()}
    giver = people.get(found["giver"]) if found else None
    receiver = people.get(found["receiver"]) if found else None
    if giver is None or receiver is None:
        await talk.reply(absence_texts.HANDOVER_FORM)
        return
    refused = may_hand_over(talk.person, giver, receiver)
    if refused:
        await talk.audit(talk.person.id, "handover.refused", f"user:{giver.id}", talk.here.platform)
        await talk.reply(refused)
        return
    counts = await counts_of(talk, giver.id)
    if not any(counts.values()):
        await talk.reply(absence_texts.nothing_to_hand_over(giver.name))
        return
    record = Handover(talk.around.new_id(), giver.id, receiver.id, talk.person.id, talk.now)
    await talk.records.handovers.add(record)
    await talk.show(proposal_card(record, giver, receiver, counts, 1), f"handover:{record.id}")


async def propose_for(work: Work, left: Sequence[str]) -> None:
    """Ask the manager of everybody who left with open work to whom it should go."""
    everyone = await work.records.people.everyone()
    by_id = {user.id: user for user in everyone}
    for giver in (by_id[person] for person in left if person in by_id):
        counts = await counts_of(work, giver.id)
        head = by_id.get(giver.manager)
        if head is None or not head.active or head.role not in (Role.SUPERVISOR, Role.ADMIN, Role.DIRECTOR):
            head = next(iter(await work.records.people.with_role(Role.ADMIN)), None)
        if head is None or not any(counts.values()):
            continue
        others = [user for user in everyone if user.active and not may_hand_over(head, giver, user)]
        others.sort(key=lambda user: (user.role != giver.role, user.team != giver.team, user.id))
        record = Handover(work.around.new_id(), giver.id, "", head.id, work.now)
        await work.records.handovers.add(record)
        card = departure_card(record, giver, others, counts)
        await work.keep(card, f"handover:{record.id}", [head.id])
        homes = [head.home, *(p for p in work.around.platforms if p != head.home)]
        for address in (await work.addresses(head, [h for h in homes if h in work.around.platforms]))[:1]:
            await work.out.show(address, card)


async def tap_confirm(tap: Tap) -> None:
    """`确认`: rights are checked again, then everything moves."""
    record = await _record_of(tap)
    if record is None:
        return
    receiver = await tap.records.people.get(tap.value("to").removeprefix("u-") or record.receiver)
    giver = await tap.records.people.get(record.giver)
    if giver is None or receiver is None:
        await tap.reply(absence_texts.PICK_RECEIVER)
        return
    refused = may_hand_over(tap.person, giver, receiver)
    if refused or record.state != PROPOSED:
        await tap.reply(refused or texts.CARD_CHANGED)
        return
    record.receiver, record.person = receiver.id, tap.person.id
    record.moved = await tap.records.handovers.move(giver.id, receiver.id)
    approvals = await _pass_approvals(tap, giver, receiver)
    if approvals:
        record.moved = {**record.moved, "approval": approvals}
    record.state, record.done_at = DONE, tap.now
    await tap.audit(tap.person.id, "handover.done", f"handover:{record.id}", tap.here.platform)
    shown = done_card(record, giver, receiver, tap.clock(), tap.tapped.rev + 1)
    await tap.keep(shown, tap.subject, [tap.person.id])
    await tap.out.change(shown)
    await tap.tell(receiver, absence_texts.handed_over(giver.name, len(record.moved.get("lead", [])), tap.person.name))


async def tap_drop(tap: Tap) -> None:
    """`取消`: nothing has moved and nothing will."""
    record = await _record_of(tap)
    if record is None or record.state != PROPOSED:
        await tap.reply(texts.CARD_CHANGED)
        return
    if record.person != tap.person.id:
        await tap.reply(texts.CARD_FOREIGN)
        return
    record.state = DROPPED
    await tap.audit(tap.person.id, "handover.drop", f"handover:{record.id}", tap.here.platform)
    shown = tap.tapped.settled(texts.dropped_at(tap.clock()))
    await tap.keep(shown, tap.subject, [tap.person.id])
    await tap.out.change(shown)


async def tap_undo(tap: Tap) -> None:
    """`撤销`: everything that still is the receiver's goes back."""
    record = await _record_of(tap)
    if record is not None:
        await undo(tap, record)


async def undo_handover_by_word(talk: Talk, words: str) -> None:
    """`撤销交接`: the newest one of this person."""
    record = await talk.records.handovers.newest_done(talk.person.id, talk.now - UNDO_WITHIN)
    if record is None:
        await talk.reply(texts.NOTHING_TO_UNDO)
        return
    await undo(talk, record)


async def undo(talk: Talk, record: Handover) -> None:
    """Put a hand-over back."""
    refused = may_undo(record, talk.person, talk.now)
    giver, receiver = await talk.records.people.get(record.giver), await talk.records.people.get(record.receiver)
    if refused or giver is None or receiver is None:
        await talk.reply(refused or texts.NOTHING_TO_UNDO)
        return
    await talk.records.handovers.put_back(record.moved, giver.id, receiver.id)
    for number in record.moved.get("approval", []):
        approval = await talk.records.approvals.get(number)
        if approval is not None and approval.open and approval.owner == receiver.id and giver.active:
            await hand_to(talk, approval, giver.id, talk.person.id, "交接已撤销")
    record.state = UNDONE
    await talk.audit(talk.person.id, "handover.undo", f"handover:{record.id}", talk.here.platform)
    card = await talk.card(f"handover-{record.id}")
    if card is not None:
        shown = card.settled(texts.undone_at(talk.clock()))
        await talk.keep(shown, f"handover:{record.id}", [talk.person.id])
        await talk.out.change(shown)
    await talk.reply(absence_texts.handover_undone(giver.name, receiver.name))


async def counts_of(work: Work, person: str) -> dict[str, int]:
    """Return how many of each kind a hand-over would move."""
    counts = await work.records.handovers.counts(person)
    waiting = [a for a in await work.records.approvals.undecided() if a.owner == person]
    return {**counts, "approval": len(waiting)}


async def _pass_approvals(tap: Tap, giver: User, receiver: User) -> list[str]:
    """Give the approvals on: to the receiver where the group allows it, else to the group's most active."""
    passed = []
    for approval in await tap.records.approvals.undecided():
        if approval.owner != giver.id:
            continue
        if await _may_receive(tap, approval, receiver):
            approval.members = list(dict.fromkeys([*approval.members, receiver.id]))
            await hand_to(tap, approval, receiver.id, tap.person.id, f"{giver.name}的工作已交接")
            passed.append(approval.id)
        else:
            await move_on(tap, approval, idle_too=True)
    return passed


async def _may_receive(work: Work, approval: Approval, receiver: User) -> bool:
    decided = [entry["who"] for entry in approval.steps if entry["did"] == Verdict.APPROVED]
    level = level_of(work, approval)
    group = await group_of(work, level, approval.requester, decided) if level is not None else []
    return receiver.id in (user.id for user in group)


async def _record_of(tap: Tap) -> Handover | None:
    record = await tap.records.handovers.get(tap.subject.removeprefix("handover:"))
    if record is None:
        await tap.reply(texts.CARD_EXPIRED)
    return record
