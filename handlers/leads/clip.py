"""A piece of chat sent over from the sidebar (F07): masked, then stored; the customer's own words set rules off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crm.leads.lead import Lead
from crm.leads.stage import Stage
from crm.notes.behaviour import TRIAL_TAG, asks_by_file, may_move
from crm.notes.follow_up import CLIP, FollowUp
from crm.notes.keyword_rule import asks_for_offer, counts
from crm.notes.masking import mask
from crm.people import User
from crm.trail import Decision, Happening
from handlers.context import Work
from handlers.customers.customer_meant import name_of
from handlers.leads.sidebar import ChatCustomer
from handlers.notes.minutes import add_tags, focus_tags, minutes_card, tag_sources
from handlers.notes.talk_analysis import figures_of
from handlers.rights.check import changeable
from handlers.rights.keyword_rule import keyword_rules
from handlers.texts import customer_texts, note_texts, rights_texts
from nlp.reading import Asked

LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Clip:
    """A piece of chat: who said it, when, the words or the name of the file; `filtered` is F07's privacy filter."""

    text: str
    by_customer: bool
    said_at: datetime
    file: str = ""
    filtered: bool = True


@dataclass(frozen=True, slots=True)
class Clipped:
    """What came of it: the sentence to show and the text as stored, masked; nothing stored when `kept` is false."""

    text: str
    kept: bool
    stored: str = ""
    tags: tuple[str, ...] = ()
    stage: str = ""


async def keep_clip(work: Work, person: User, customer: ChatCustomer, clip: Clip, words: tuple[str, ...]) -> Clipped:
    """Store a masked clip with the rep's lead of that chat. Without the filter nothing is stored."""
    if not clip.filtered:
        return Clipped(note_texts.FILTER_OFF, False)
    said = clip.text.strip()[:LONGEST]
    if not said and not clip.file:
        return Clipped(note_texts.CLIP_EMPTY, False)
    lead = await work.records.leads.by_wechat(customer.id, person.id)
    if lead is not None and not await changeable(work, person, lead.id, "sidebar"):
        return Clipped(rights_texts.NOT_CHANGEABLE, False)
    masked = mask(said or f"[文件] {clip.file[:200]}", words)
    tags = await focus_tags(work, said) if clip.by_customer else []
    note = FollowUp(
        id=work.around.new_id(),
        owner=person.id,
        text=masked,
        at=clip.said_at,
        lead_id=lead.id if lead is not None else None,
        source=CLIP,
        tags=tags,
    )
    await work.records.drafts.add(note)
    await work.records.trail.happened(
        Happening(
            id=work.around.new_id(),
            kind="message" if clip.by_customer else "reply",
            platform="wecom",
            external_id=customer.id,
            at=clip.said_at,
            staff=person.id,
            detail={"follow_up": note.id},
        )
    )
    await work.audit(person.id, "follow_up.clip", f"follow_up:{note.id}", "sidebar")
    if lead is not None:
        lead.updated_at = work.now
        if clip.by_customer:
            await heed(work, person, lead, clip, tags)
    stage = lead.stage if lead is not None else ""
    return Clipped(note_texts.clip_kept(customer.name, masked != said), True, masked, tuple(tags), stage)


async def heed(work: Work, person: User, lead: Lead, clip: Clip, tags: list[str]) -> None:
    """Act on the customer's own words: tags, and the move to 需求确认 at most once in 72 hours (F52-F54)."""
    if tags:
        await add_tags(work, lead, tags)
        if TRIAL_TAG in tags:
            await work.tell(person, customer_texts.customer_tagged(name_of(lead), TRIAL_TAG))
    literal = work.around.understanding.read(Asked(clip.text, clip.said_at, "customer")).stage_move is not None
    rule = (await keyword_rules(work)).stage
    asked = counts(rule, literal, asks_for_offer(clip.text))
    if not asked and not asks_by_file(clip.file):
        return
    ruling = may_move(lead.stage, clip.said_at, lead.moved_at, work.now)
    await work.records.trail.decided(
        Decision(
            id=work.around.new_id(),
            rule="F52",
            subject=f"lead:{lead.id}",
            person=lead.owner,
            at=work.now,
            reasons=[ruling.reason],
            inputs={"moves": ruling.moves, "said_at": clip.said_at.isoformat(), "by": rule},
        )
    )
    if not ruling.moves:
        return
    before = lead.stage
    lead.stage, lead.moved_at, lead.updated_at = Stage.NEED_CONFIRMED.value, clip.said_at, work.now
    await work.audit("rule", "lead.stage", f"lead:{lead.id}", "sidebar", before, lead.stage)
    owner = await work.records.people.get(lead.owner)
    if owner is not None:
        await work.tell(owner, customer_texts.stage_moved(name_of(lead), before, lead.stage))


async def call_ended(work: Work, person: User, customer: ChatCustomer, text: str) -> str:
    """A call in the chat ended: the rep gets the card with `保存纪要` and the tags at once (F10, F54)."""
    lead = await work.records.leads.by_wechat(customer.id, person.id)
    said = text.strip()[:LONGEST]
    card_id = f"call-{work.around.new_id()}"
    tags = tag_sources(work, said, await focus_tags(work, said)) if said else {}
    card = minutes_card(
        lead, said, tags, figures_of(work, said), card_id, work.page(f"/cards/{card_id}"), customer.name
    )
    await work.keep(card, f"lead:{lead.id}" if lead is not None else "lead:", [person.id])
    for address in (await work.addresses(person, [person.home, *work.around.platforms]))[:1]:
        await work.out.show(address, card)
    return note_texts.CALL_NOTED
