"""Whether a person may use a way in, or change a customer; a refusal is said and written down."""

from __future__ import annotations

from crm.people import User
from crm.rights.entries import may_use
from crm.rights.reach import Act
from handlers.context import Talk, Work
from handlers.texts import rights_texts


async def permitted(talk: Talk, entry: str) -> bool:
    """Return whether this person may use the entry of `crm.rights.entries`; otherwise tell them and audit it."""
    if may_use(talk.person, entry):
        return True
    await talk.audit(talk.person.id, "use.refused", entry, talk.here.platform)
    await talk.reply(rights_texts.NO_RIGHT)
    return False


async def may_change(talk: Talk, lead_id: str) -> bool:
    """Return whether this person may change that customer now; otherwise tell them and audit it.

    Asked at the act and in its transaction: a card in hand, or a question that waits, gives no right. Whether the
    customer is another's or none at all reads the same.
    """
    if await changeable(talk, talk.person, lead_id, talk.here.platform):
        return True
    await talk.reply(rights_texts.NOT_CHANGEABLE)
    return False


async def changeable(work: Work, person: User, lead_id: str, surface: str) -> bool:
    """Return whether this person may change that customer now; a refusal is audited and left to the caller to say."""
    if await work.records.rights.one(person, lead_id, Act.EDIT) is not None:
        return True
    await work.audit(person.id, "change.refused", f"lead:{lead_id}", surface)
    return False
