"""Whether a person may use a way in; a refusal is said and written down."""

from __future__ import annotations

from crm.rights import may_use
from handlers.context import Talk
from handlers.texts import rights_texts


async def permitted(talk: Talk, entry: str) -> bool:
    """Return whether this person may use the entry of `crm.rights.ENTRIES`; otherwise tell them and audit it."""
    if may_use(talk.person, entry):
        return True
    await talk.audit(talk.person.id, "use.refused", entry, talk.here.platform)
    await talk.reply(rights_texts.NO_RIGHT)
    return False
