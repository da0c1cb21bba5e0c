"""What single cards look like on WeCom: drafts, forms, ticks, settled cards, the morning digest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cards.card import Action, Card, Choice, Field, Input, Option
from cards.rendering import Rendering
from cards.token import open_token
from cards.wecom import aibot as wecom_aibot
from cards.wecom import app as wecom_app
from cards.wecom import webhook as wecom_webhook
from tests.cards.random_cards import PAGES, seen
from tests.cards.wecom_shown import NOW, SIGN, check_nothing_lost

STAGES = tuple(Option(f"s{number}", text) for number, text in enumerate(("初步接触", "方案沟通", "报价中", "已签约")))
LEAD = Card(
    "lead-1",
    1,
    "lead_draft",
    "新线索",
    fields=(Field("客户公司", "杭州测试"), Field("联系人", "张三"), Field("手机号", "13800001234", colour="red")),
    choices=(Choice("stage", "阶段", STAGES, selected=("s0",)),),
    actions=(
        Action("lead:confirm", "确认", "primary"),
        Action("lead:edit", "修改"),
        Action("lead:drop", "取消", "danger"),
    ),
    link=f"{PAGES}/cards/lead-1",
)


def only(rendering: Rendering) -> dict[str, Any]:
    assert len(rendering.messages) == 1
    card: dict[str, Any] = rendering.messages[0]["template_card"]
    return card


def test_a_lead_draft_is_one_card_with_its_drop_down_and_buttons() -> None:
    card = only(wecom_app.render(LEAD, SIGN))
    assert card["card_type"] == "button_interaction"
    assert card["task_id"] == "lead-1@v1"
    assert [row["value"] for row in card["horizontal_content_list"]] == ["杭州测试", "张三", "🔴 13800001234"]
    assert [button["text"] for button in card["button_list"]] == ["确认", "修改", "取消"]
    assert card["button_selection"]["selected_id"] == "s0"


def test_button_keys_are_sealed_and_open_again() -> None:
    key = only(wecom_app.render(LEAD, SIGN))["button_list"][0]["key"]
    token = open_token(key, NOW, b"secret")
    assert (token.action, token.card, token.rev) == ("lead:confirm", "c1", 3)


def test_what_must_be_typed_is_offered_as_page_and_as_reply() -> None:
    card = only(wecom_app.render(replace(LEAD, inputs=(Input("phone", "手机号"),)), SIGN))
    assert card["button_list"][-1] == {"text": "填写", "style": 2, "type": 1, "url": LEAD.link}
    assert wecom_app.REPLY_HINT in card["sub_title_text"]


def test_three_drop_downs_share_one_form() -> None:
    asked = tuple(replace(LEAD.choices[0], key=key) for key in "abc")
    card = only(wecom_app.render(replace(LEAD, choices=asked, fields=(), actions=LEAD.actions[:1]), SIGN))
    assert card["card_type"] == "multiple_interaction"
    assert [select["question_key"] for select in card["select_list"]] == ["a", "b", "c"]
    assert card["submit_button"] == {"text": "确认", "key": SIGN("lead:confirm")}


def test_ticks_come_on_their_own_card_before_the_buttons() -> None:
    ticks = Choice("tags", "标签", STAGES, multi=True, selected=("s1",))
    first, last = wecom_app.render(replace(LEAD, choices=(*LEAD.choices, ticks)), SIGN).messages
    assert first["template_card"]["card_type"] == "vote_interaction"
    assert first["template_card"]["task_id"] == "lead-1@v1-tags"
    assert last["template_card"]["task_id"] == "lead-1@v1"


def test_a_seventh_button_goes_into_the_menu_and_a_tenth_to_the_page() -> None:
    actions = tuple(Action(f"a{number}", f"动作{number}") for number in range(11))
    rendering = wecom_app.render(replace(LEAD, actions=actions), SIGN)
    card = rendering.messages[-1]["template_card"]
    assert [button["text"] for button in card["button_list"]] == [f"动作{n}" for n in range(6)]
    assert [entry["text"] for entry in card["action_menu"]["action_list"]] == ["动作6", "动作7", "动作8"]
    assert rendering.lost == ("动作9", "动作10")
    assert f"[查看全部]({LEAD.link})" in rendering.messages[0]["markdown"]["content"]


@pytest.mark.parametrize("link", [LEAD.link, None])
def test_a_settled_card_shows_its_status_and_no_buttons(link: str | None) -> None:
    card = wecom_app.render_update(replace(LEAD, link=link).settled("已由张伟确认 14:05"), SIGN)
    assert card["sub_title_text"] == "已由张伟确认 14:05"
    assert "replace_text" in card or "button_list" not in card


NAMES = ("杭州云杉样例科技有限公司", "短名", "上海某某跨境电子商务股份有限公司")


def digest(names: tuple[str, ...]) -> Card:
    fields = tuple(
        Field(name, f"最后跟进 11-20 18:00，超期 {hours} 小时", link=f"{PAGES}/leads/{hours}")
        for name, hours in zip(names, (80, 62, 30), strict=True)
    )
    return Card("digest-1", 1, "digest", "昨日未闭环线索TOP3", fields=fields)


@pytest.mark.parametrize("names", [NAMES, tuple(name * 2 for name in NAMES), ("长" * 40,) * 3])
def test_the_morning_digest_is_one_notice_with_names_times_and_links(names: tuple[str, ...]) -> None:
    card = only(wecom_webhook.render(digest(names)))
    assert card["main_title"]["title"] == "昨日未闭环线索TOP3"
    shown = seen(card)
    for name, hours in zip(names, (80, 62, 30), strict=True):
        assert f"{name}：最后跟进11-2018:00，超期{hours}小时" in shown
        assert f"{PAGES}/leads/{hours}" in shown
    assert len({jump["title"] for jump in card["jump_list"]}) == 3


def test_a_digest_of_short_names_stands_in_rows_that_open() -> None:
    card = only(wecom_webhook.render(digest(("云杉", "白桦", "银杏"))))
    assert [row["keyname"] for row in card["horizontal_content_list"]] == ["云杉", "白桦", "银杏"]
    assert [row["url"] for row in card["horizontal_content_list"]] == [
        f"{PAGES}/leads/{hours}" for hours in (80, 62, 30)
    ]


def test_more_links_than_jumps_become_lines_of_one_markdown_message() -> None:
    four = replace(
        digest(NAMES), fields=(*digest(NAMES).fields, Field("第四家", "超期 5 小时", link=f"{PAGES}/leads/5"))
    )
    (message,) = wecom_webhook.render(four).messages
    assert f"[第四家]({PAGES}/leads/5)：超期 5 小时" in message["markdown"]["content"]


@pytest.mark.parametrize("drawn", [wecom_app, wecom_aibot])
def test_a_subtitle_is_told_beside_ticks_that_show_only_the_title(drawn: Any) -> None:
    """Found by the property: a card of nothing but a subtitle and ticks lost the subtitle."""
    ticks = Choice("tags", "标签", (Option("a", "预算"),), multi=True)
    card = Card("c1", 1, "test", "拜访记录", subtitle="杭州测试", choices=(ticks,), link=f"{PAGES}/cards/c1")
    check_nothing_lost(card, drawn.render(card, SIGN))
