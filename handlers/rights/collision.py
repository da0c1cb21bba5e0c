"""`查 安克` about somebody else's customer: that there is one, masked, and a way to ask for working together.

Everything else about another's customer is answered as if there were none. Each such answer is audited and limited.
"""

from __future__ import annotations

from cards.card import Action, Card, Field
from crm.leads.draft import Todo
from crm.leads.lead import Lead
from crm.rights.reach import Act, Reach, reach
from handlers import texts
from handlers.context import SHANGHAI, Talk, Tap
from handlers.texts import rights_texts

A_DAY = 20
SHORTEST = 2
MOST_NAMES = 3  # words that fit more firms than this are fishing, not a question about a customer
ALLOWANCE = "collision"
BUTTON = Action("cooperate", "申请协作", "primary")


async def tell_collision(talk: Talk, words: str) -> bool:
    """Answer with the masked card. False: no such customer, or this person may not know."""
    if len(words) < SHORTEST or reach(talk.person, Act.COLLIDE) == Reach.NONE:
        return False
    found = await talk.records.rights.others(talk.person, words, 50)
    names = {lead.company for lead in found}
    if not found or len(names) > MOST_NAMES:
        return False
    exact = [lead for lead in found if lead.company == words] or found
    day = talk.now.astimezone(SHANGHAI).date().isoformat()
    if await talk.records.rights.use(talk.person.id, ALLOWANCE, day) > A_DAY:
        await talk.audit(talk.person.id, "collision.refused", f"lead:{exact[0].id}", talk.here.platform)
        await talk.reply(rights_texts.collision_limit(A_DAY))
        return True
    await talk.audit(talk.person.id, "collision.seen", f"lead:{exact[0].id}", talk.here.platform)
    await _show(talk, exact[0])
    return True


async def _show(talk: Talk, lead: Lead) -> None:
    owner = await talk.records.people.get(lead.owner)
    touched = lead.last_contact_at or lead.created_at
    card = Card(
        id=f"collision-{talk.around.new_id()}",
        rev=1,
        kind="collision",
        title="客户已有负责人",
        fields=(
            Field("客户", lead.company),
            Field("负责人", owner.name if owner is not None else "—"),
            Field("阶段", lead.stage),
            Field("最后联系", talk.day_and_clock(touched)),
            Field("手机号", masked_phone(lead.phone)),
        ),
        actions=(BUTTON,),
    )
    await talk.show(card, f"lead:{lead.id}")


async def tap_cooperate(tap: Tap) -> None:
    """`申请协作`: the owner gets a to-do and is told; the card is settled, so that one tap asks once."""
    lead = await tap.records.leads.get(tap.subject.removeprefix("lead:"))
    owner = await tap.records.people.get(lead.owner) if lead is not None else None
    if lead is None or owner is None:
        await tap.reply(texts.CARD_EXPIRED)
        return
    what = rights_texts.cooperation_asked(tap.person.name, lead.company)
    await tap.records.drafts.add(
        Todo(id=tap.around.new_id(), owner=owner.id, what=what[:255], created_at=tap.now, lead_id=lead.id)
    )
    await tap.audit(tap.person.id, "collision.cooperate", f"lead:{lead.id}", tap.here.platform)
    shown = tap.tapped.settled(rights_texts.cooperation_sent(owner.name, tap.clock()))
    await tap.keep(shown, f"lead:{lead.id}", [tap.person.id])
    await tap.out.change(shown)
    await tap.tell(owner, what)


def masked_phone(phone: str) -> str:
    """Return a phone with its middle hidden: `138****1234`; short ones show nothing."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 9 else "****"
