"""Which of a person's customers is meant: by name in the words, else the one they looked at last."""

from __future__ import annotations

import re
from datetime import timedelta

from crm.leads.lead import CLOSED, Lead
from handlers.context import Talk
from handlers.rights.visibility import visible_owners
from nlp.names.identity import identify
from nlp.reading import Reading

FOCUS_LIFE = timedelta(hours=2)
BOOK = 500
CANDIDATES = 5
_BEFORE = r"(?:^|[,，。;；:：、\s]|[跟和给把去到与同对向在]|拜访了?|见了?|约了?|联系了?|[发寄]给|[天周午点])"
_BEHIND = (
    r"(?:$|[,，。;；:：、\s的说要想问催签丢回又还也了来]|那边|这边|他们|客户|[今明昨前后]天|刚|下周|上周|已经|同意|报价|预算|电话|合同"
    r"|[\u4e00-\u9fff]{1,2}(?:总|工|经理))"
)
_NO_BRANDS = frozenset({"测试", "创新", "科技", "智能", "国际", "中国", "东方", "全国", "电子", "贸易"})


async def meant(talk: Talk, words: str, reading: Reading | None = None) -> tuple[Lead | None, list[Lead]]:
    """Return the one customer that is meant, else None and those to choose from. Closed leads are not offered."""
    known = await _known(talk)
    found = await _named(talk, known, words, reading)
    if found:
        return (found[0], []) if len(found) == 1 else (None, found[:CANDIDATES])
    if reading is not None and reading.company:
        return None, known[:CANDIDATES]
    focused = await talk.records.notes.focus(talk.person.id, talk.now - FOCUS_LIFE)
    looked_at = next((lead for lead in known if lead.id == focused), None)
    if looked_at is None and len(known) == 1:
        looked_at = known[0]
    return (looked_at, []) if looked_at is not None else (None, known[:CANDIDATES])


async def named(talk: Talk, words: str, reading: Reading) -> list[Lead]:
    """Return the customers of this person that the words name; those of the same name all of them."""
    return await _named(talk, await _known(talk), words, reading)


async def is_name(talk: Talk, text: str) -> bool:
    """Tell whether the words are nothing but what one of this person's companies is called."""
    said = text.strip().rstrip("。.!！?？")
    return any(said in spoken_names(lead.company) for lead in await _known(talk) if lead.company)


async def several(talk: Talk, words: str) -> list[Lead]:
    """Return the customers of two or more companies that the words name, in the order they are named; else none."""
    found: dict[str, tuple[int, Lead]] = {}
    for lead in await _known(talk):
        places = [words.find(name) for name in spoken_names(lead.company) if lead.company and name in words]
        if places and (lead.company in words or _mentions(words, lead.company)):
            found.setdefault(lead.company, (min(places), lead))
    return [lead for _, lead in sorted(found.values(), key=lambda one: one[0])] if len(found) > 1 else []


async def _known(talk: Talk) -> list[Lead]:
    owners = await visible_owners(talk, talk.person)
    book = await talk.records.leads.book(owners if owners is not None else [talk.person.id], BOOK)
    return [lead for lead in book if lead.status != CLOSED]


async def _named(talk: Talk, known: list[Lead], words: str, reading: Reading | None) -> list[Lead]:
    company = reading.company if reading is not None else ""
    found = _longest([lead for lead in known if lead.company and lead.company in words])
    found = found or [lead for lead in known if company and _is_called(lead.company, company)]
    if not found and not company:
        found = [lead for lead in known if lead.company and _mentions(words, lead.company)]
        found = found or [lead for lead in known if lead.contact and lead.contact in words]
    if found or reading is None:
        return _with_contact(found, words)
    owners = await visible_owners(talk, talk.person)
    people = () if company else [contact.name for contact in reading.contacts]
    for word in filter(None, [company, *people]):
        found = [lead for lead in await talk.records.leads.named(word, owners, 6) if lead.status != CLOSED]
        if found:
            break
    return _with_contact(found, words)


def spoken_names(company: str) -> tuple[str, ...]:
    """Return what people call a company: its name, without place and legal form, and its brand alone."""
    found = identify(company)
    brand = found.brand if len(found.brand) >= 2 else ""
    return tuple(
        dict.fromkeys(name for name in (company, brand + "".join(found.trades) if brand else "", brand) if name)
    )


def _is_called(company: str, said: str) -> bool:
    """Tell whether the company may be called so; what was read as its name may hold a word too many behind it."""
    return any(len(name) >= 2 and said.startswith(name) for name in spoken_names(company))


def _mentions(words: str, company: str) -> bool:
    """Tell whether the words hold what people call the company; two characters alone only where a name can stand."""
    return any(
        name in words if len(name) >= 3 else re.search(_BEFORE + re.escape(name) + _BEHIND, words) is not None
        for name in spoken_names(company)[1:]
        if name not in _NO_BRANDS
    )


def _with_contact(leads: list[Lead], words: str) -> list[Lead]:
    """Of several at one company, those whose contact is named too."""
    return [lead for lead in leads if lead.contact and lead.contact in words] or leads


async def looked_at(talk: Talk) -> Lead | None:
    """Return the customer this person looked at within the last two hours."""
    focused = await talk.records.notes.focus(talk.person.id, talk.now - FOCUS_LIFE)
    return next((lead for lead in await _known(talk) if lead.id == focused), None)


async def look_at(talk: Talk, lead: Lead) -> None:
    """Remember that this is the customer the person talks about now."""
    await talk.records.notes.set_focus(talk.person.id, lead.id, talk.now)


def name_of(lead: Lead | None) -> str:
    """Return how a customer is called on cards and in sentences."""
    return (lead.company or lead.contact) if lead is not None else ""


def _longest(leads: list[Lead]) -> list[Lead]:
    longest = max((len(lead.company) for lead in leads), default=0)
    return [lead for lead in leads if len(lead.company) == longest]
