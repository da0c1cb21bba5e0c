"""How a follow-up looks before it is saved: what was read, the three golden questions, and what else is due (F06)."""

from __future__ import annotations

from collections.abc import Sequence

from cards.card import Action, Card, Choice, Field, Input, Option
from crm.leads.lead import Lead
from crm.leads.progress import LABELS
from crm.notes.follow_up import Note
from crm.notes.golden import FIRST_SUMMARY, QUESTIONS, first_contact_length, long_enough
from handlers.customers.customer_meant import name_of
from handlers.leads.draft_card import EMPTY, spoken_time
from handlers.texts import lead_texts, note_texts

TITLE = "跟进记录"
BUTTONS = (Action("submit", "提交", "primary"), Action("drop", "取消"))
UNLINKED = "none"
NEWCOMER = "客户"
"""The source of a company that is nobody's customer yet, by the name it was given."""
WAYS = ("电话", "微信", "面访", "邮件", "展会", "其他")


def note_card_id(note: Note) -> str:
    """Return the id of the one card of this note."""
    return f"note-{note.id}"


def note_card(note: Note, lead: Lead | None, others: Sequence[Lead], rev: int, link: str, status: str = "") -> Card:
    """Return the card to fill in and submit. `others` are the customers to choose from when none was named."""
    answers = {"solved": note.solved, "next_step": note.next_step, "promised_time": spoken_promise(note.promised_time)}
    fields = [
        Field("客户", name_of(lead) or _newcomer(note) or EMPTY),
        Field("摘要", note.summary or EMPTY),
        Field("日期", spoken_time(note.action_time) or EMPTY),
        *(Field(label, answers[key] or EMPTY) for key, label in QUESTIONS),
    ]
    if note.first_contact and not long_enough(note.text):
        fields.append(Field(FIRST_SUMMARY, note_texts.first_contact_count(first_contact_length(note.text))))
    if note.extra_field:
        fields.append(Field(LABELS[note.extra_field], note.extra_value or EMPTY))
    return Card(
        id=note_card_id(note),
        rev=rev,
        kind="note",
        title=TITLE,
        status=status,
        summary=lead_texts.sources_line(note.sources),
        fields=tuple(fields),
        choices=_choices(note, lead, others),
        inputs=_inputs(note),
        actions=BUTTONS,
        link=link,
    )


def _newcomer(note: Note) -> str:
    company = note.sources.get(NEWCOMER, "")
    return note_texts.not_registered(company) if company else ""


def spoken_promise(promised: str) -> str:
    """Return a promised time as people read it; words that name no day stay as typed."""
    return spoken_time(promised) if promised[:4].isdigit() and len(promised) >= 10 else promised


def way_said(text: str) -> str:
    """Return the way of contact that the words name, else 电话."""
    hints = (("微信", "微信"), ("邮件", "邮件"), ("拜访", "面访"), ("见面", "面访"), ("面访", "面访"), ("展会", "展会"))
    return next((way for hint, way in hints if hint in text), WAYS[0])


def _choices(note: Note, lead: Lead | None, others: Sequence[Lead]) -> tuple[Choice, ...]:
    """Return the customers to choose from, none of them first: a chat may take the first for chosen."""
    if lead is not None or not others:
        return ()
    unlinked = Option(UNLINKED, _newcomer(note) or note_texts.UNLINKED)
    return (Choice("lead", "客户", (unlinked, *(Option(other.id, name_of(other)) for other in others))),)


def _inputs(note: Note) -> tuple[Input, ...]:
    """Three, never more: what else is due is asked for by words, so that the card stays fillable in every chat."""
    answers = {"solved": note.solved, "next_step": note.next_step, "promised_time": spoken_promise(note.promised_time)}
    return tuple(Input(key, label, "text", True, answers[key]) for key, label in QUESTIONS)
