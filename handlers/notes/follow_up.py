"""`记录跟进 …`: the words become a note with summary, next step and date, shown as the gate of F06."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from crm.leads.lead import Lead
from crm.leads.progress import is_required, next_missing
from crm.notes.follow_up import CHAT, VOICE, Note
from crm.notes.golden import customer_part, long_enough, promise_part, solved_part
from handlers.context import SHANGHAI, Talk
from handlers.customers.customer_meant import look_at, meant
from handlers.leads.lead_text import SURE
from handlers.notes.note_card import NEWCOMER, note_card, note_card_id, way_said
from handlers.notes.promise import promise_at_once
from handlers.rights.check import may_change
from handlers.texts import note_texts
from nlp.reading import Asked, Reading

SUMMARY = 120
_OPENING = re.compile(
    r"^\s*(?:@\S+\s+)?(?:请|帮我|麻烦|给我)*\s*"
    r"(?:记录?(?:一?[下个条])?(?:客户)?(?:跟进|拜访|沟通|通话|会议|电话)(?:记录|情况|内容|纪要)?"
    r"|跟进(?:记录|情况|纪要|更新|小结|内容|反馈)|记录一?下|记一?下|记一笔|补(?:充|一?[条个])?(?:跟进|记录)(?:记录)?"
    r"|(?:写|添加|新增|录)(?:一?[条个])?跟进(?:记录)?|拜访记录|沟通记录|通话记录|会议纪要"
    r"|follow(?:[- ])?up note|log (?:a )?(?:call|note|follow-?up)|note)[\s:：,，。]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Came:
    """How the words came: written or spoken, and for each known name that was put right how it was heard."""

    source: str = CHAT
    heard: Mapping[str, str] = field(default_factory=dict)


WRITTEN = Came()


def opens_note(text: str) -> bool:
    """Tell whether the words begin by ordering a follow-up (`记录跟进`, `记一下`)."""
    return _OPENING.match(text) is not None


async def note_follow_up(talk: Talk, reading: Reading, text: str, came: Came = WRITTEN) -> None:
    """Keep the note and show its card; without any words they are asked for."""
    words = _OPENING.sub("", text, count=1).strip()
    if not words:
        await talk.ask("note_text", "", note_texts.NOTE_WANTED)
        return
    await open_note(talk, words, came)


async def open_note(
    talk: Talk, words: str, came: Came = WRITTEN, about: Lead | None = None, newcomer: str = ""
) -> Note | None:
    """Store a note of these words, verbatim, with what was read from them, and show it.

    It is about this customer, or this unregistered company, if one is given, else about whom the words mean.

    None: it is about a customer that this person may see and not change, who is told so before filling anything in.
    """
    whole = talk.around.understanding.read(Asked(f"记录跟进 {words}", talk.now))
    lead, others = (about, []) if about is not None or newcomer else await meant(talk, words, whole)
    if lead is not None and not await may_change(talk, lead.id):
        return None
    read = _read_parts(talk, words, whole, lead)
    company = newcomer or whole.company
    stranger = {NEWCOMER: company} if lead is None and company else {}
    note = Note(
        id=talk.around.new_id(),
        owner=talk.person.id,
        platform=talk.here.platform,
        text=words,
        created_at=talk.now,
        updated_at=talk.now,
        lead_id=lead.id if lead else None,
        source=came.source,
        summary=words[:SUMMARY],
        solved=read.solved,
        next_step=read.next_step[:200],
        promised_time=read.promised,
        action_time=read.when,
        sources=stranger | _heard(came, lead) | read.sources,
    )
    if lead is not None:
        await look_at(talk, lead)
        prepare_for(note, lead, whole.budget_cny)
    await talk.records.notes.add(note)
    if came.source == VOICE:
        await promise_at_once(talk, note)
    await talk.audit(talk.person.id, "note.open", f"note:{note.id}", talk.here.platform)
    card = note_card(note, lead, others, 1, talk.page(f"/cards/{note_card_id(note)}"))
    await talk.show(card, f"note:{note.id}")
    return note


def prepare_for(note: Note, lead: Lead, budget: float | None) -> None:
    """Add what this customer still needs: F08's first contact, and F48's next missing field."""
    note.first_contact = lead.last_contact_at is None
    if note.first_contact:
        note.first_way = way_said(note.text)
        note.first_summary = note.text if long_enough(note.text) else ""
    filled = frozenset({"next_time"} if note.action_time else ())
    note.extra_field = next_missing(lead, filled)
    note.extra_required = is_required(lead, note.extra_field)
    note.extra_value = f"{budget:.0f}" if budget and note.extra_field == "budget" else ""


def _heard(came: Came, lead: Lead | None) -> dict[str, str]:
    """Return how the customer's names were heard, where the words had them otherwise."""
    names = {NEWCOMER: lead.company, "联系人": lead.contact} if lead is not None else {}
    return {label: heard for known, heard in came.heard.items() for label, name in names.items() if known in name}


@dataclass(frozen=True, slots=True)
class _Parts:
    solved: str
    next_step: str
    when: str
    promised: str
    sources: dict[str, str]


def _read_parts(talk: Talk, words: str, whole: Reading, lead: Lead | None) -> _Parts:
    """Read our promise apart from the customer's next step, so that neither date is taken for the other.

    What was read with little confidence stays empty: the three questions ask for it.
    """
    read = talk.around.understanding.read
    promise = promise_part(words)
    promised = talk.around.understanding.moment(promise, talk.now) if promise else ""
    rest = words.replace(promise, "") if promise else words
    step = read(Asked(f"记录跟进 {rest}", talk.now)) if rest != words else whole
    names = [name for name in ((lead.company, lead.contact) if lead else ()) if name]
    for name in names:
        rest = rest.replace(name, "")
    named = bool(step.next_action) and any(step.next_action in name for name in names)
    if named or not _sure(step, "next_action"):
        nameless = read(Asked(f"记录跟进 {rest}", talk.now))
        step = nameless if named or _sure(nameless, "next_action") else step
    sure = {key for key, _ in _SOURCES if _sure(step, key)}
    sources = {label: step.evidence[key][0].text for key, label in _SOURCES if key in sure and step.evidence.get(key)}
    sources = {label: said.removeprefix("记录跟进 ") for label, said in sources.items()}
    action, when = (getattr(step, key) if key in sure else "" for key in ("next_action", "next_time"))
    action = action.removeprefix("记录跟进 ")
    unread = not action and not step.next_action
    if unread and (theirs := customer_part(rest)) and (due := _ahead(talk, theirs)):
        action, when, sources = theirs, due, {**sources, "下一步": theirs}
    solved = solved_part(rest, action)
    told = {"解决": solved, **sources, "承诺": promise if promised else ""}
    return _Parts(solved, action, when, promised, {label: said for label, said in told.items() if said})


def _ahead(talk: Talk, words: str) -> str:
    """Return the day or moment that the words name, if it is not over."""
    moment = talk.around.understanding.moment(words, talk.now)
    return moment if moment[:10] >= talk.now.astimezone(SHANGHAI).date().isoformat() else ""


def _sure(read: Reading, key: str) -> bool:
    return bool(getattr(read, key)) and read.confidence.get(key, 1.0) >= SURE


_SOURCES = (("next_action", "下一步"), ("next_time", "日期"))
