"""How a draft looks as a card: three fields to read (F01), and the same as a form to change."""

from __future__ import annotations

from datetime import date, datetime

from cards.card import Action, Card, Choice, Field, Input, Option
from crm.leads.draft import Draft
from crm.leads.stage import CHOOSABLE, short_form
from handlers.texts.lead_texts import EDIT_HINT, sources_line

EMPTY = "—"
SHOWN_SOURCES = (
    ("company", "客户公司"),
    ("contacts", "联系人"),
    ("phones", "手机号"),
    ("stage", "阶段"),
    ("budget_cny", "预算"),
    ("next_action", "待办"),
    ("next_time", "时间"),
)
_WEEKDAYS = "一二三四五六日"
TEXT_BUTTONS = (Action("confirm", "确认", "primary"), Action("edit", "修改"), Action("drop", "取消"))
VOICE_BUTTONS = (
    Action("confirm", "生成线索", "primary"),
    Action("edit", "修改"),
    Action("drop", "丢弃"),
    Action("minutes", "保存纪要"),
)


def draft_card(draft: Draft, rev: int, link: str) -> Card:
    """Return the draft to confirm: `新线索` from text, `语音草稿` from voice with its to-do and time."""
    voice = draft.origin == "voice"
    fields = [
        Field("客户公司", draft.company or EMPTY),
        Field("联系人", _person(draft)),
        Field("手机号", draft.phone or EMPTY),
        Field("阶段", short_form(draft.stage)),
    ]
    if draft.budget is not None:
        fields.append(Field("预算", f"{draft.budget:,.0f}元"))
    if voice:
        fields += [Field("待办", draft.todo or EMPTY), Field("时间", spoken_time(draft.next_time) or EMPTY)]
    elif draft.next_time:
        fields.append(Field("时间", spoken_time(draft.next_time)))
    return Card(
        id=f"draft-{draft.id}",
        rev=rev,
        kind="draft",
        title="语音草稿" if voice else "新线索",
        quote=draft.text if voice else "",
        summary=sources_line({label: draft.sources.get(key, "") for key, label in SHOWN_SOURCES}),
        fields=tuple(fields),
        actions=VOICE_BUTTONS if voice else TEXT_BUTTONS,
        link=link,
    )


def draft_form(draft: Draft, rev: int, link: str) -> Card:
    """Return the same draft as a form: three inputs and the four stages."""
    shown = draft_card(draft, rev, link)
    return Card(
        id=shown.id,
        rev=rev,
        kind="draft",
        title=f"修改{shown.title}",
        summary=EDIT_HINT,
        inputs=(
            Input("company", "客户公司", required=True, initial=draft.company),
            Input("contact", "联系人", required=True, initial=draft.contact),
            Input("phone", "手机号", required=True, initial=draft.phone),
        ),
        choices=(
            Choice("stage", "阶段", tuple(Option(s.name.lower(), s.value) for s in CHOOSABLE), False, _stage_id(draft)),
        ),
        actions=(Action("save", "保存", "primary"), Action("drop", "取消")),
        link=link,
    )


def spoken_time(next_time: str) -> str:
    """Return a promised time as people read it: `2026-11-23 周一` or `2026-11-25 周三 15:00`."""
    if not next_time:
        return ""
    day = date.fromisoformat(next_time[:10])
    clock = f" {datetime.fromisoformat(next_time):%H:%M}" if len(next_time) > 10 else ""
    return f"{day.isoformat()} 周{_WEEKDAYS[day.weekday()]}{clock}"


def _person(draft: Draft) -> str:
    return f"{draft.contact}（{draft.title}）" if draft.title and draft.contact else draft.contact or EMPTY


def _stage_id(draft: Draft) -> tuple[str, ...]:
    return tuple(stage.name.lower() for stage in CHOOSABLE if stage.value == short_form(draft.stage))
