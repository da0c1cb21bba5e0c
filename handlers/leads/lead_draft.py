"""Confirming, changing and dropping a draft, by button or by word."""

from __future__ import annotations

from datetime import timedelta

from cards.card import Card
from crm.leads.draft import DROPPED, Draft
from crm.leads.lead import Lead, missing_fields
from crm.leads.stage import CHOOSABLE, read_stage
from handlers import texts
from handlers.context import Talk, Tap
from handlers.customers.customer_meant import look_at
from handlers.leads.account_making import settle_account
from handlers.leads.door import held_change, stop_known
from handlers.leads.draft_card import draft_card, draft_form
from handlers.leads.draft_tapped import draft_tapped
from handlers.leads.lead_making import make_lead
from handlers.leads.lead_text import show_or_ask
from handlers.leads.lead_undo import made_card
from handlers.notes.promise import drop_promise
from handlers.texts import lead_texts

RECENT = timedelta(hours=12)
SOURCES = {
    "company": "company",
    "contact": "contacts",
    "phone": "phones",
    "stage": "stage",
    "budget": "budget_cny",
    "next_time": "next_time",
}
"""Field of a draft → name of its evidence in a reading."""


async def tap_confirm(tap: Tap) -> None:
    """`确认` or `生成线索`: the draft becomes a lead; a voice draft may still lack fields and is asked after."""
    draft = await draft_tapped(tap)
    if draft is not None:
        await confirm(tap, draft, tap.tapped)


async def tap_edit(tap: Tap) -> None:
    """`修改`: the card turns into a form; where nothing can be typed the bot says how to change it in words."""
    draft = await draft_tapped(tap)
    if draft is None:
        return
    form = draft_form(draft, tap.tapped.rev + 1, tap.page(f"/cards/{tap.tapped.id}"))
    await tap.keep(form, f"draft:{draft.id}", [draft.owner])
    await tap.out.change(form)
    if tap.here.platform == "wecom":
        await tap.reply(lead_texts.EDIT_HINT)


async def tap_save(tap: Tap) -> None:
    """`保存` on the form: the typed values replace the draft's, and the card is to be confirmed again."""
    draft = await draft_tapped(tap)
    if draft is None:
        return
    chosen = tap.value("stage")
    stage = next((s for s in CHOOSABLE if s.name.lower() == chosen), None)
    changes = {key: tap.value(key) for key in ("company", "contact", "phone") if key in tap.values}
    if stage is not None:
        changes["stage"] = stage.value
    if await apply_changes(tap, draft, changes):
        await redraw(tap, draft, tap.tapped)


async def tap_drop(tap: Tap) -> None:
    """`取消` or `丢弃`: the draft is set aside; its words stay stored."""
    draft = await draft_tapped(tap)
    if draft is not None:
        await drop(tap, draft, tap.tapped)


async def tap_stale(tap: Tap) -> None:
    """A tap on an old copy of a draft's card."""
    if await draft_tapped(tap) is not None:
        await tap.reply(texts.CARD_CHANGED)


async def confirm(talk: Talk, draft: Draft, card: Card | None) -> Lead | None:
    """Make the lead, settle the card wherever it stands, ask for what a voice draft still lacks."""
    lacking = missing_fields(draft.company, draft.contact, draft.phone)
    if lacking and draft.origin == "text":
        await talk.ask("draft_fields", draft.id, lead_texts.ask_missing(lacking, draft.contact))
        return None
    if await stop_known(talk, draft):
        return None
    lead = await make_lead(talk, draft, talk.here.platform)
    await look_at(talk, lead)
    status = lead_texts.lead_made(draft.company, talk.clock())
    if card is None:
        await talk.reply(status)
    else:
        shown = made_card(draft, card.rev, talk.page(f"/leads/{lead.id}"), status)
        await talk.keep(shown, f"draft:{draft.id}", [draft.owner])
        await talk.out.change(shown)
    if lacking:
        await talk.ask("lead_fields", lead.id, lead_texts.ask_missing(lacking, draft.contact))
    return lead


async def drop(talk: Talk, draft: Draft, card: Card | None) -> None:
    """Set the draft aside."""
    draft.state, draft.updated_at = DROPPED, talk.now
    await drop_promise(talk, draft.id)
    await talk.audit(talk.person.id, "draft.drop", f"draft:{draft.id}", talk.here.platform)
    if card is None:
        await talk.reply(lead_texts.DRAFT_DROPPED)
        return
    shown = draft_card(draft, card.rev, card.link or "").settled(texts.dropped_at(talk.clock()))
    await talk.keep(shown, f"draft:{draft.id}", [draft.owner])
    await talk.out.change(shown)


async def correct(talk: Talk, draft: Draft, changes: dict[str, str], text: str) -> None:
    """Apply a correction in plain words and show the changed draft; the words are the new values' source."""
    if not await apply_changes(talk, draft, changes):
        return
    told = {SOURCES[field]: text.strip()[:40] for field in changes if field in SOURCES}
    draft.sources = {**draft.sources, **told}
    draft.unsure = [field for field in draft.unsure if field not in changes]
    card = await talk.card(f"draft-{draft.id}")
    if card is None:
        await show_or_ask(talk, draft)
    else:
        await redraw(talk, draft, card)


async def apply_changes(talk: Talk, draft: Draft, changes: dict[str, str]) -> bool:
    """Change the named fields. False, with a sentence, when a value cannot stand."""
    stage = changes.get("stage")
    if stage is not None and read_stage(stage) is None:
        await talk.reply(lead_texts.STAGE_REFUSED)
        return False
    phone = changes.get("phone")
    if phone is not None and not 7 <= sum(c.isdigit() for c in phone) <= 15:
        await talk.reply(lead_texts.PHONE_REFUSED)
        return False
    for key in ("company", "contact", "phone", "stage", "next_time"):
        if changes.get(key):
            setattr(draft, key, changes[key][:64] if key != "company" else changes[key][:255])
    if changes.get("budget"):
        draft.budget = float(changes["budget"])
    draft.updated_at = talk.now
    return True


async def complete_lead(talk: Talk, lead: Lead, phone: str, company: str, contact: str) -> bool:
    """Fill what a lead still lacks. False when nothing fitted."""
    before = missing_fields(lead.company, lead.contact, lead.phone)
    if phone and not lead.phone:
        held = held_change(talk, talk.person, lead, "text", phone, contact if not lead.contact else "", "")
        if await stop_known(talk, held, [lead.id]):
            await talk.records.drafts.add(held)
            await talk.records.trail.answered(talk.person.id, talk.here.platform)
            return True
    lead.phone = lead.phone or phone[:32]
    lead.contact = lead.contact or contact[:64]
    if not lead.company and company:
        lead.company = company[:255]
        await settle_account(talk, lead)
    lacking = missing_fields(lead.company, lead.contact, lead.phone)
    if len(lacking) == len(before):
        return False
    lead.updated_at = talk.now
    await _show_completed(talk, lead)
    await talk.audit(talk.person.id, "lead.complete", f"lead:{lead.id}", talk.here.platform)
    if lacking:
        await talk.ask("lead_fields", lead.id, lead_texts.ask_missing(lacking, lead.contact))
    else:
        lead.status = "跟进中"
        await talk.records.trail.answered(talk.person.id, talk.here.platform)
        await talk.reply(lead_texts.lead_made(lead.company, talk.clock()))
    return True


async def redraw(talk: Talk, draft: Draft, card: Card) -> None:
    """Show the draft's present state wherever its card stands."""
    shown = draft_card(draft, card.rev + 1, talk.page(f"/cards/{card.id}"))
    await talk.keep(shown, f"draft:{draft.id}", [draft.owner])
    await talk.out.change(shown)


async def _show_completed(talk: Talk, lead: Lead) -> None:
    draft = await talk.records.drafts.of_lead(lead.id)
    card = await talk.card(f"draft-{draft.id}") if draft is not None else None
    if draft is None or card is None:
        return
    draft.company, draft.contact, draft.phone = lead.company, lead.contact, lead.phone
    shown = made_card(draft, card.rev, card.link or "", lead_texts.lead_made(lead.company, talk.clock()))
    await talk.keep(shown, f"draft:{draft.id}", [draft.owner])
    await talk.out.change(shown)
