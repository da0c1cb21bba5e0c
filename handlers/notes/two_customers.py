"""`今天拜访了安克和大疆，安克要样机，大疆要报价`: each customer gets a follow-up of their own clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crm.leads.lead import Lead
from handlers.context import Talk
from handlers.customers.customer_meant import name_of, several, spoken_names
from handlers.notes.follow_up import Came, open_note
from handlers.texts import note_texts

MOST = 3
_CLAUSE = re.compile(r"[^,，。;；\n]+[,，。;；\n]*")


async def talk_of_several(talk: Talk, text: str, came: Came) -> bool:
    """Open one follow-up for each of two or three customers named. False: fewer are, or it cannot be told apart."""
    leads = await several(talk, text)
    if not 2 <= len(leads) <= MOST:
        return False
    parts = shared_out(text, leads)
    if len(set(parts)) < len(leads):
        return False
    await talk.reply(note_texts.several_customers([name_of(lead) for lead in leads]))
    for lead, part in zip(leads, parts, strict=True):
        await open_note(talk, part, came, about=lead)
    return True


def shared_out(text: str, leads: Sequence[Lead]) -> list[str]:
    """Return for each customer the clauses that name them or everybody; one that names nobody goes with the last."""
    return clauses_of(text, [spoken_names(lead.company) for lead in leads])


def clauses_of(text: str, called: Sequence[Sequence[str]]) -> list[str]:
    """Return the same for companies by what each may be called."""
    parts: list[list[str]] = [[] for _ in called]
    told: list[int] = list(range(len(called)))
    for clause in _CLAUSE.findall(text):
        said = [place for place, names in enumerate(called) if any(name in clause for name in names)]
        told = said or told
        for place in told:
            parts[place].append(clause)
    return ["".join(part).strip(" ,，;；") for part in parts]
