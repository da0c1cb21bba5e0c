"""A customer's card: who, where it stands, what is next, and the acts that fill fields with one tap (F11, F51)."""

from __future__ import annotations

from dataclasses import replace

from cards.card import Action, Card, Field
from crm.leads.lead import Lead
from crm.notes.depth import ACTS, BY_KEY, depth_score
from handlers import texts
from handlers.context import SHANGHAI, Talk, Tap
from handlers.customers.customer_meant import look_at, meant, name_of
from handlers.leads.draft_card import EMPTY, spoken_time
from handlers.rights.check import may_change
from handlers.texts import note_texts

BUTTONS = (Action("talk", "发起沟通", "primary"), *(Action(act.key, act.label) for act in ACTS))


def customer_card(lead: Lead, card_id: str, rev: int, link: str) -> Card:
    """Return the customer as its owner sees it."""
    fields = [
        Field("联系人", lead.contact or EMPTY),
        Field("手机号", lead.phone or EMPTY),
        Field("阶段", lead.stage),
        Field("下一步", lead.next_action or EMPTY),
        Field("时间", spoken_time(lead.next_time) or EMPTY),
    ]
    if lead.tags:
        fields.append(Field("关注点", "、".join(lead.tags)))
    if lead.acts:
        fields.append(Field("深度分", lead.depth_score))
        fields.append(Field("已做", "、".join(act.done for act in ACTS if act.key in lead.acts)))
    return Card(id=card_id, rev=rev, kind="lead", title=name_of(lead), fields=tuple(fields), actions=BUTTONS, link=link)


async def show_customer(talk: Talk, lead: Lead) -> None:
    """Show the card and remember that this is the customer the person talks about."""
    await look_at(talk, lead)
    card = customer_card(lead, f"lead-{lead.id}-{talk.around.new_id()}", 1, talk.page(f"/leads/{lead.id}"))
    await talk.show(card, f"lead:{lead.id}")


async def tap_act(tap: Tap) -> None:
    """`发送白皮书` and its kind: the fields fill themselves, the card shows the new depth (F11)."""
    lead = await tap.records.rights.one(tap.person, tap.subject.removeprefix("lead:"))
    if lead is None:
        await tap.reply(texts.CARD_FOREIGN)
        return
    if not await may_change(tap, lead.id):
        return
    await do_act(tap, lead, tap.action)
    shown = customer_card(lead, tap.tapped.id, tap.tapped.rev + 1, tap.page(f"/leads/{lead.id}"))
    at = f"{tap.now.astimezone(SHANGHAI):%m-%d %H:%M}"
    shown = replace(shown, status=note_texts.act_done(BY_KEY[tap.action].done, lead.depth_score, at))
    await tap.keep(shown, f"lead:{lead.id}", [tap.person.id])
    await tap.out.change(shown)


async def act_by_word(talk: Talk, text: str) -> None:
    """`发送白皮书 安克`: the same without a card."""
    act = next(act for act in ACTS if act.label in text or act.done in text)
    lead, others = await meant(talk, text)
    if lead is None:
        names = [name_of(other) for other in others]
        await talk.reply(texts.which_customer(names) if names else note_texts.NO_CUSTOMER)
        return
    if not await may_change(talk, lead.id):
        return
    await do_act(talk, lead, act.key)
    at = f"{talk.now.astimezone(SHANGHAI):%m-%d %H:%M}"
    await talk.reply(f"{name_of(lead)}：{note_texts.act_done(act.done, lead.depth_score, at)}")


async def do_act(talk: Talk, lead: Lead, key: str) -> None:
    """Note an act on the lead: what was sent and when, and the depth counted anew."""
    act = BY_KEY[key]
    if key not in lead.acts:
        lead.acts = [*lead.acts, key]
    if act.content:
        lead.content_sent, lead.sent_time = act.content, talk.now
    lead.depth_score = depth_score(lead.acts)
    lead.updated_at = talk.now
    await look_at(talk, lead)
    await talk.audit(talk.person.id, f"lead.{key}", f"lead:{lead.id}", talk.here.platform)
