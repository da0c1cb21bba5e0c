"""DingTalk drawings obey the vendor's limits and lose nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings

from cards.card import Action, Card, Choice, Field, Input, Option
from cards.dingtalk import action_card as dingtalk_action_card
from cards.dingtalk import template as dingtalk_template
from cards.token import signer
from tests.cards.random_cards import PAGES, cards, seen, squeezed

SIGN = signer("c1", 3, datetime(2026, 12, 20, tzinfo=UTC), b"secret")
RANDOM = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
TEMPLATE = Path(__file__).parents[2] / "config" / "dingtalk_card_template.json"


def variables(card: Card) -> dict[str, str]:
    (message,) = dingtalk_template.render(card, SIGN).messages
    drawn: dict[str, str] = message["cardParamMap"]
    return drawn


def listed(drawn: dict[str, str], *names: str) -> list[dict[str, Any]]:
    return [entry for name in names for entry in json.loads(drawn[name])]


@given(cards())
@RANDOM
def test_every_variable_is_a_short_string_and_always_there(card: Card) -> None:
    drawn = variables(card)
    assert tuple(drawn) == dingtalk_template.VARIABLES
    for name, value in drawn.items():
        assert isinstance(value, str)
        assert len(name.encode()) <= 100
        assert len(value.encode()) <= 1024
    assert variables(card) == drawn


@given(cards())
@RANDOM
def test_nothing_is_lost_unless_it_is_named_and_the_page_is_linked(card: Card) -> None:
    rendering = dingtalk_template.render(card, SIGN)
    shown = seen(list(rendering.messages))
    lost = set(rendering.lost)
    if "正文" not in lost:
        for field in card.fields:
            assert squeezed(field.value) in shown
            assert not field.link or squeezed(field.link) in shown
        for text in (card.title, card.subtitle, card.status, card.source, card.summary, card.quote, card.body_md):
            assert squeezed(text) in shown
    for action in (*card.actions, *card.menu):
        assert squeezed(action.label) in shown or action.label in lost
    for choice in card.choices:
        for option in choice.options:
            assert squeezed(option.text) in shown or choice.label in lost
    for entry in card.inputs:
        assert squeezed(entry.label) in shown or entry.label in lost
    assert not lost or "查看全部" in shown


@given(cards())
@RANDOM
def test_an_update_leaves_nothing_of_the_old_state(card: Card) -> None:
    before, after = variables(card), variables(card.settled("已由张伟确认 14:05"))
    assert before.keys() == after.keys()
    assert after["locked"] == "true"
    assert after["status"] == "已由张伟确认 14:05"
    assert not listed(after, *dingtalk_template.FORM)
    assert all("url" in button for button in listed(after, *dingtalk_template.BUTTONS))


def test_form_and_buttons_carry_what_comes_back() -> None:
    stage = Choice("stage", "阶段", (Option("s0", "初步接触"), Option("s1", "报价中")), selected=("s1",))
    tags = Choice("tags", "标签", (Option("t0", "有预算"),), multi=True, selected=("t0",))
    card = Card(
        "lead-1",
        1,
        "lead",
        "新线索",
        fields=(Field("客户公司", "杭州测试", colour="red"),),
        choices=(stage, tags),
        inputs=(Input("phone", "手机号", required=True), Input("on", "日期", "date", initial="2026-11-20")),
        actions=(Action("lead:confirm", "确认", "primary"), Action("open", "打开", url=f"{PAGES}/leads/1")),
    )
    drawn = variables(card)
    assert listed(drawn, "fields") == [{"k": "客户公司", "v": "杭州测试", "color": "red"}]
    form = listed(drawn, *dingtalk_template.FORM)
    assert [entry["type"] for entry in form] == ["SELECT", "MULTI_SELECT", "TEXT", "DATE"]
    assert [entry["defaultValue"] for entry in form] == ["s1", ["t0"], "", "2026-11-20"]
    assert form[0]["options"][0] == {"value": "s0", "text": "初步接触"}
    confirm, opened = listed(drawn, *dingtalk_template.BUTTONS)
    assert (confirm["id"], confirm["token"]) == ("lead:confirm", SIGN("lead:confirm"))
    assert opened["url"] == f"{PAGES}/leads/1"


def test_too_many_buttons_leave_room_for_the_page() -> None:
    card = Card(
        "c", 1, "k", "标题", actions=tuple(Action(f"a{n}", f"动作{n}") for n in range(60)), link=f"{PAGES}/cards/c"
    )
    rendering = dingtalk_template.render(card, SIGN)
    buttons = listed(rendering.messages[0]["cardParamMap"], *dingtalk_template.BUTTONS)
    assert buttons[-1] == {"text": "查看全部", "color": "gray", "url": f"{PAGES}/cards/c"}
    assert len(buttons) - 1 + len(rendering.lost) == 60


def test_the_shipped_template_knows_every_variable() -> None:
    template = json.loads(TEMPLATE.read_text())
    assert {variable["name"] for variable in template["variables"]} == set(dingtalk_template.VARIABLES)


@given(cards())
@RANDOM
def test_action_cards_fit_and_name_what_cannot_be_pressed(card: Card) -> None:
    for rendering in (dingtalk_action_card.render(card), dingtalk_action_card.render_robot(card)):
        assert rendering.messages
        for message in rendering.messages:
            assert len(json.dumps(message).encode()) <= 15_000
            kind = message.get("msgtype", message.get("msgKey"))
            assert kind in {"markdown", "actionCard", "sampleMarkdown", "sampleActionCard"} | {
                f"sampleActionCard{n}" for n in range(2, 6)
            }
        texts = [m.get("msgParam") or m.get("actionCard") or m["markdown"] for m in rendering.messages]
        shown = squeezed("".join(part["text"] for part in texts)) + seen(texts[-1])
        for field in card.fields:
            assert squeezed(field.value) in shown
            assert not field.link or squeezed(field.link) in shown
        for action in (*card.actions, *card.menu):
            assert (squeezed(action.url) in shown) if action.url else (action.label in rendering.lost)
        assert not rendering.lost or "查看全部" in shown


def test_one_page_makes_a_single_button_card() -> None:
    card = Card("c", 1, "k", "标题", actions=(Action("open", "打开线索", url=f"{PAGES}/leads/1"),))
    (message,) = dingtalk_action_card.render(card).messages
    assert message["msgKey"] == "sampleActionCard"
    assert message["msgParam"]["singleURL"] == f"{PAGES}/leads/1"
    (robot,) = dingtalk_action_card.render_robot(replace(card, actions=())).messages
    assert robot["msgtype"] == "markdown"
