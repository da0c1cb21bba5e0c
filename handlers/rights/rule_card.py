"""How a rule on rights looks: the preview with who gains and who loses how many rows, and the rule in force."""

from __future__ import annotations

from collections.abc import Sequence

from cards.card import Action, Card, Field
from crm.rights.rule import Effect, RightsRule
from handlers.rights.words import ACTS, change_words
from handlers.texts import rights_rule_texts as texts

NAMED = 5
PREVIEW = "权限规则预览"
IN_FORCE = "权限规则"


def preview_card(rule: RightsRule, effects: Sequence[Effect], rev: int, warning: str = "") -> Card:
    """Return what would change, before anything has."""
    return Card(
        id=f"rights-{rule.id}",
        rev=rev,
        kind="rights_rule",
        title=PREVIEW,
        summary=warning or texts.RULE_HINT,
        fields=_fields(rule, effects),
        actions=(Action("confirm", "确认", "primary"), Action("drop", "取消")),
    )


def active_card(rule: RightsRule, effects: Sequence[Effect], at: str, rev: int) -> Card:
    """Return a rule in force, which can be taken back."""
    return Card(
        id=f"rights-{rule.id}",
        rev=rev,
        kind="rights_rule",
        title=f"{IN_FORCE} 第{rule.version}版",
        status=f"已生效 {at}",
        fields=_fields(rule, effects),
        actions=(Action("undo", "撤销"),),
    )


def _fields(rule: RightsRule, effects: Sequence[Effect]) -> tuple[Field, ...]:
    winners = [one for one in effects if one.gained or one.wider]
    losers = [one for one in effects if one.lost or one.narrower]
    acts = dict.fromkeys(act for one in effects for act in (*one.wider, *one.narrower))
    gained, lost = sum(one.gained for one in effects), sum(one.lost for one in effects)
    return (
        Field("规则", f"{rule.name} {change_words(rule.changes)}"),
        Field("获得", _named([texts.gains(one.person.name, one.gained) for one in winners])),
        Field("失去", _named([texts.loses(one.person.name, one.lost) for one in losers])),
        Field("影响", f"{len(effects)}人，可见增加{gained}条，减少{lost}条"),
        Field("涉及操作", "、".join(ACTS.get(act, act) for act in acts) or "—"),
    )


def _named(lines: Sequence[str]) -> str:
    if not lines:
        return "无"
    more = f"等{len(lines)}人" if len(lines) > NAMED else ""
    return "、".join(lines[:NAMED]) + more
