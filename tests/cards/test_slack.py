"""Slack drawings obey the vendor's limits and lose nothing. Limits are written from the vendor's table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from slack_sdk.models.blocks import Block

from cards.card import Action, Card, Choice, Field, Input, Option
from cards.slack import message as slack_message
from cards.slack import modal as slack_modal
from cards.token import signer
from tests.cards.random_cards import PAGES, cards, seen, squeezed

SIGN = signer("c1", 3, datetime(2026, 12, 20, tzinfo=UTC), b"secret")
RANDOM = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def check_blocks(blocks: list[dict[str, Any]], most: int) -> None:
    assert 1 <= len(blocks) <= most
    names = [element["action_id"] for element in elements(blocks)]
    assert len(set(names)) == len(names)
    assert all(0 < len(name) <= 255 for name in names)
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    assert len(set(ids)) == len(ids)
    assert sum(len(block["text"]) for block in blocks if block["type"] == "markdown") <= 12_000
    for block in blocks:
        check_block(block)


def elements(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    inside = [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
    return inside + [block["element"] for block in blocks if block["type"] == "input"]


def check_block(block: dict[str, Any]) -> None:
    kind = block["type"]
    if kind == "header":
        assert 0 < len(block["text"]["text"]) <= 150
    if kind == "section" and "text" in block:
        assert 0 < len(block["text"]["text"]) <= 3000
    if kind == "section" and "fields" in block:
        assert 1 <= len(block["fields"]) <= 10
        assert all(0 < len(field["text"]) <= 2000 for field in block["fields"])
    if kind == "context":
        assert 1 <= len(block["elements"]) <= 10
    if kind == "image":
        assert len(block["image_url"]) <= 3000
        assert 0 < len(block["alt_text"]) <= 2000
    if kind == "actions":
        assert 1 <= len(block["elements"]) <= 25
        for element in block["elements"]:
            check_pressed(element)
    if kind == "input":
        assert 0 < len(block["label"]["text"]) <= 2000
        check_asked(block["element"])


def check_pressed(element: dict[str, Any]) -> None:
    if element["type"] == "overflow":
        assert 2 <= len(element["options"]) <= 5
        check_options(element["options"])
        return
    assert 0 < len(element["text"]["text"]) <= 75
    assert len(element.get("value", "")) <= 2000
    assert len(element.get("url", "")) <= 3000
    assert ("url" in element) != ("value" in element)
    assert element.get("style", "primary") in {"primary", "danger"}


def check_asked(element: dict[str, Any]) -> None:
    groups = [group["options"] for group in element.get("option_groups", [])]
    for options in (*groups, *filter(None, [element.get("options")])):
        assert 1 <= len(options) <= (10 if element["type"] == "checkboxes" else 100)
        check_options(options)
    assert element.get("max_length", 0) <= 3000
    assert len(element.get("initial_value", "")) <= 3000


def check_options(options: list[dict[str, Any]]) -> None:
    assert all(0 < len(option["text"]["text"]) <= 75 and 0 < len(option["value"]) <= 150 for option in options)


@given(cards())
@RANDOM
def test_messages_fit_and_lose_nothing(card: Card) -> None:
    rendering = slack_message.render(card, SIGN)
    for message in rendering.messages:
        assert 0 < len(message["text"]) <= 4000
        check_blocks(message["blocks"], 50)
    shown = seen([message["blocks"] for message in rendering.messages])
    for field in card.fields:
        assert squeezed(field.label) in shown
        assert squeezed(field.value) in shown
        assert not field.link or squeezed(field.link) in shown
    for text in (card.title, card.subtitle, card.status, card.summary, card.quote, card.source, card.body_md):
        assert squeezed(text) in shown
    for action in (*card.actions, *card.menu):
        assert squeezed(action.label) in shown
    for choice in card.choices:
        assert choice.label in rendering.lost or all(squeezed(option.text) in shown for option in choice.options)
    assert not rendering.lost or "查看全部" in shown
    assert slack_message.render(card, SIGN) == rendering


@given(cards())
@RANDOM
def test_the_vendor_library_accepts_every_block(card: Card) -> None:
    for message in slack_message.render(card, SIGN).messages:
        for block in Block.parse_all(message["blocks"]):
            block.validate_json()


@given(cards())
@RANDOM
def test_modals_fit_and_ask_everything(card: Card) -> None:
    view = slack_modal.render(card, SIGN, Action("lead:save", "保存线索并且通知主管和所有同事以及其他有关的人们好吗"))
    check_blocks(view["blocks"], 100)
    assert 0 < len(view["title"]["text"]) <= 24
    assert 0 < len(view["submit"]["text"]) <= 24
    assert view["private_metadata"] == SIGN("lead:save")
    asked = {block["element"]["action_id"] for block in view["blocks"] if block["type"] == "input"}
    assert asked == {choice.key for choice in card.choices} | {entry.key for entry in card.inputs}


LEAD = Card(
    "lead-1",
    1,
    "lead",
    "新线索",
    fields=(Field("客户公司", "A&B <科技>", colour="red"), Field("网址", "打开", link=f"{PAGES}/?a=1&b=2")),
    choices=(Choice("stage", "阶段", (Option("s0", "初步接触"), Option("s1", "报价中")), selected=("s1",)),),
    actions=(Action("lead:confirm", "确认", "primary"), Action("lead:drop", "取消", "danger", confirm="确定取消？")),
    menu=(Action("mute", "不再提醒"), Action("why", "为什么")),
    link=f"{PAGES}/cards/lead-1",
)


def drawn(card: Card) -> list[dict[str, Any]]:
    (message,) = slack_message.render(card, SIGN).messages
    blocks: list[dict[str, Any]] = message["blocks"]
    return blocks


def test_words_are_escaped_and_links_kept_whole() -> None:
    (section,) = [block for block in drawn(LEAD) if "fields" in block]
    assert section["fields"][0]["text"] == "*客户公司*\n🔴 A&amp;B &lt;科技&gt;"
    assert section["fields"][1]["text"] == f"*网址*\n<{PAGES}/?a=1&amp;b=2|打开>"


def test_buttons_carry_their_token_question_and_style() -> None:
    confirm, drop, menu = drawn(LEAD)[-1]["elements"]
    assert (confirm["action_id"], confirm["value"], confirm["style"]) == (
        "card.lead:confirm",
        SIGN("lead:confirm"),
        "primary",
    )
    assert drop["confirm"]["text"]["text"] == "确定取消？"
    assert [option["value"] for option in menu["options"]] == [SIGN("mute"), SIGN("why")]


def test_a_fourth_input_moves_all_of_them_into_the_modal() -> None:
    inputs = tuple(Input(f"i{number}", f"问题{number}") for number in range(4))
    few, many = drawn(replace(LEAD, inputs=inputs[:3])), drawn(replace(LEAD, inputs=inputs))
    assert sum(block["type"] == "input" for block in few) == 4
    assert sum(block["type"] == "input" for block in many) == 1
    button = next(element for element in many[-1]["elements"] if element["action_id"] == "card.open_form")
    assert (button["text"]["text"], button["value"]) == ("修改", SIGN("open_form"))


def test_a_settled_card_has_nothing_to_press() -> None:
    blocks = drawn(LEAD.settled("已由张伟确认 14:05"))
    assert not [block for block in blocks if block["type"] in {"actions", "input"}]
    assert "已由张伟确认 14:05" in blocks[1]["text"]["text"]
