"""`新线索 杭州测试 张三 13800001234`: words become a draft card; only what is missing is asked for (F01)."""

from __future__ import annotations

import re

from crm.leads.draft import Draft
from crm.leads.lead import missing_fields
from crm.leads.stage import Stage, named_stage, read_stage, short_form
from handlers.context import Talk
from handlers.leads.draft_card import draft_card
from handlers.texts import lead_texts
from handlers.voice_names import guesses_for
from nlp.reading import ContactRead, Reading

_NAMED_STAGE = re.compile(r"阶段\s*(?:[:：=为是]|改为|改成)?\s*([一-鿿]{2,6})")
_BARE_NAME = re.compile(r"(?!.*(?:了|吗|呢|吧|不|没|谁|什么|怎么|这个|那个|谢谢|你好|今天|明天))[\w·.&()（）\- ]{1,40}")
"""What may stand for the one name that is still missing, though nothing in it could be read as a name."""
NOBODY = ContactRead()
SURE = 0.6
CHECKED = (
    ("company", "company"),
    ("contacts", "contact"),
    ("phones", "phone"),
    ("budget_cny", "budget"),
    ("next_time", "next_time"),
)
LABELS = {"company": "客户公司", "contact": "联系人", "phone": "手机号", "budget": "预算", "next_time": "时间"}


def draft_from(talk: Talk, reading: Reading, origin: str, text: str) -> Draft:
    """Return a new draft with what was understood; the source words go with each value."""
    who = reading.contacts[0] if reading.contacts else NOBODY
    phone = who.phone or (reading.phones[0] if reading.phones else "")
    draft = Draft(
        id=talk.around.new_id(),
        origin=origin,
        owner=talk.person.id,
        platform=talk.here.platform,
        created_at=talk.now,
        updated_at=talk.now,
        company="" if reading.company.isdigit() else reading.company[:255],
        contact=who.name[:64],
        title=who.title[:64],
        phone=phone[:32],
        email=who.email[:255],
        wechat=who.wechat[:128],
        stage=reading.stage or Stage.FIRST_CONTACT.value,
        todo=reading.next_action[:255],
        next_time=reading.next_time[:32],
        budget=reading.budget_cny,
        tags=list(reading.signals),
        text=text,
        raw=text,
        sources={field: seen[0].text for field, seen in reading.evidence.items() if seen},
    )
    if short_form(draft.stage) == Stage.FIRST_CONTACT.value:
        draft.sources.pop("stage", None)  # it is where every lead begins, not something that was said
    draft.unsure = [
        field for key, field in CHECKED if getattr(draft, field) and reading.confidence.get(key, 1.0) < SURE
    ]
    return draft


async def capture_lead(talk: Talk, reading: Reading, text: str) -> None:
    """Save the draft; show its card when complete, else ask for the missing fields."""
    named = _NAMED_STAGE.search(text)
    if named is not None and read_stage(named[1]) is None:
        await talk.reply(lead_texts.STAGE_REFUSED)
        return
    draft = draft_from(talk, reading, "text", text)
    said = named[1] if named is not None else named_stage(text)
    if said is not None:
        draft.stage = str(said)
    draft.card_id = f"draft-{draft.id}"
    await talk.records.drafts.add(draft)
    await show_or_ask(talk, draft)


async def show_or_ask(talk: Talk, draft: Draft) -> None:
    """Show a complete draft as a card to confirm; ask about what is unsure, then for what is missing."""
    if draft.unsure:
        await ask_unsure(talk, draft)
        return
    lacking = missing_fields(draft.company, draft.contact, draft.phone)
    if lacking:
        await talk.ask("draft_fields", draft.id, lead_texts.ask_missing(lacking, draft.contact))
        return
    standing = await talk.card(draft.card_id or f"draft-{draft.id}")
    card = draft_card(draft, standing.rev + 1 if standing else 1, talk.page(f"/cards/draft-{draft.id}"))
    await talk.show(card, f"draft:{draft.id}")


async def ask_unsure(talk: Talk, draft: Draft) -> None:
    """Ask about the first value that was read with little confidence, rather than guess."""
    field = draft.unsure[0]
    guesses = guesses_for(draft, field)
    if guesses:
        await talk.ask("sure", draft.id, lead_texts.ask_name(str(getattr(draft, field)), guesses))
        return
    value = f"{draft.budget:,.0f}元" if field == "budget" and draft.budget else str(getattr(draft, field))
    await talk.ask("sure", draft.id, lead_texts.ask_sure(LABELS[field], value))


async def fill_missing(talk: Talk, draft: Draft, reading: Reading, text: str) -> bool:
    """Take an answer to the question for missing fields. False when the words hold none of them."""
    lacking = missing_fields(draft.company, draft.contact, draft.phone)
    before = len(lacking)
    who = reading.contacts[0] if reading.contacts else NOBODY
    plain = text.strip() if len(lacking) == 1 and _BARE_NAME.fullmatch(text.strip()) else ""
    if "手机号" in lacking:
        phone = who.phone or (reading.phones[0] if reading.phones else "")
        if not phone and len(lacking) == 1 and re.search(r"\d{5,}", text):
            await talk.ask("draft_fields", draft.id, lead_texts.PHONE_REFUSED)
            return True
        draft.phone = phone
        draft.sources = {**draft.sources, "phones": text.strip()[:40]} if phone else draft.sources
    if "客户公司" in lacking:
        draft.company = (reading.company or plain)[:255]
    if "联系人" in lacking:
        draft.contact = (who.name or plain)[:64]
    draft.updated_at = talk.now
    if len(missing_fields(draft.company, draft.contact, draft.phone)) == before:
        return False
    await talk.records.trail.answered(talk.person.id, talk.here.platform)
    await show_or_ask(talk, draft)
    return True
