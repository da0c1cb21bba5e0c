"""Template cards: what the API refuses, what a person sees, what a press sends, how cards change."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from tests.simulator.wecom_bot import BUTTONS, Client, playing

VOTE: dict[str, Any] = {
    "card_type": "vote_interaction",
    "main_title": {"title": "打标签", "desc": "标签可多选"},
    "task_id": "tags-1@v1",
    "checkbox": {
        "question_key": "tags",
        "mode": 1,
        "option_list": [{"id": "t1", "text": "有预算", "is_checked": True}, {"id": "t2", "text": "决策人"}],
    },
    "submit_button": {"text": "提交", "key": "submit:1"},
}
SELECTS: dict[str, Any] = {
    "card_type": "multiple_interaction",
    "main_title": {"title": "补全信息"},
    "task_id": "form-1@v1-b",
    "select_list": [
        {
            "question_key": key,
            "title": title,
            "option_list": [{"id": f"{key}1", "text": "甲"}, {"id": f"{key}2", "text": "乙"}],
        }
        for key, title in (("owner", "负责人"), ("stage", "阶段"))
    ],
    "submit_button": {"text": "提交", "key": "submit:2"},
}
NOTICE: dict[str, Any] = {
    "card_type": "text_notice",
    "main_title": {"title": "48小时未跟进"},
    "emphasis_content": {"title": "30万", "desc": "预计金额"},
    "quote_area": {"type": 1, "url": "https://a.test/q", "title": "上次记录", "quote_text": "最后跟进：11月18日"},
    "sub_title_text": "建议今天致电",
    "jump_list": [{"type": 1, "title": "时间线", "url": "https://a.test/t"}],
    "action_menu": {"desc": "更多", "action_list": [{"text": "转派", "key": "pass:1"}]},
    "task_id": "remind-1@v1",
    "card_action": {"type": 1, "url": "https://a.test/c"},
}
NEWS: dict[str, Any] = {
    "card_type": "news_notice",
    "main_title": {"title": "新名片"},
    "card_image": {"url": "https://a.test/card.jpg", "aspect_ratio": 1.6},
    "image_text_area": {"type": 1, "url": "https://a.test/i", "title": "周砚", "desc": "采购经理"},
    "vertical_content_list": [{"title": "公司", "desc": "云杉样例科技"}],
    "card_action": {"type": 1, "url": "https://a.test/c"},
}


async def send(client: Client, card: dict[str, Any], to: str = "zhangwei") -> dict[str, Any]:
    return await client.send(to, "template_card", card)


async def test_a_button_card_is_read() -> None:
    async with playing() as client:
        assert (await send(client, BUTTONS))["response_code"]
        (card,) = client.wecom.visible("zhangwei")
        assert (card.kind, card.card, card.title, card.done) == ("card", "lead-1", "新线索", False)
        assert card.fields == {
            "客户公司": "杭州测试",
            "时限": "48小时",
            "联系人": "张三",
            "负责人": "张伟",
            "客户": "打开",
        }
        assert card.choices == {"阶段": ["初步接触", "报价"]}
        assert card.buttons == ["确认", "取消", "不再提醒"]
        assert card.links["修改"] == "https://crm.example.test/edit/1"
        assert card.links["打开"] == card.links["客户"] == "https://crm.example.test/c/1"
        assert card.links["查看"] == "https://crm.example.test/cards/1"
        assert card.colours == {
            "source": "red",
            "确认": "blue",
            "取消": "red",
            "时限": "red",
            "已签约待开票": "green",
        }
        assert client.wecom.cut == []


async def test_the_other_four_bodies_are_read() -> None:
    async with playing() as client:
        for card in (NOTICE, NEWS, VOTE, SELECTS):
            assert (await send(client, card))["errcode"] == 0, card["card_type"]
        notice, news, vote, selects = client.wecom.visible("zhangwei")
        assert notice.fields == {"预计金额": "30万", "最后跟进": "11月18日"}
        assert (notice.buttons, notice.done) == (["转派"], False)
        assert notice.links == {
            "上次记录": "https://a.test/q",
            "时间线": "https://a.test/t",
            "查看": "https://a.test/c",
        }
        assert (news.done, news.fields, news.text) == (
            True,
            {"公司": "云杉样例科技"},
            "周砚\n采购经理\n公司\n云杉样例科技",
        )
        assert (vote.choices, vote.buttons) == ({"打标签": ["有预算", "决策人"]}, ["提交"])
        assert (selects.card, selects.choices) == ("form-1", {"负责人": ["甲", "乙"], "阶段": ["甲", "乙"]})
        assert client.wecom.cut == []


def _changed(card: dict[str, Any], **parts: Any) -> dict[str, Any]:
    return {**deepcopy(card), "task_id": "other@v1", **parts}


@pytest.mark.parametrize(
    "card",
    [
        _changed(BUTTONS, task_id="含中文"),
        _changed(BUTTONS, task_id="x" * 129),
        _changed(BUTTONS, button_list=[]),
        _changed(BUTTONS, button_list=[{"text": str(n), "key": str(n)} for n in range(7)]),
        _changed(BUTTONS, button_list=[{"text": "确认", "key": "长" * 342}]),
        _changed(BUTTONS, button_list=[{"text": "打开", "type": 1}]),
        _changed(BUTTONS, main_title={"desc": "没有标题"}),
        _changed(BUTTONS, horizontal_content_list=[{"keyname": str(n), "value": "1"} for n in range(7)]),
        _changed(BUTTONS, action_menu={"action_list": [{"text": str(n), "key": str(n)} for n in range(4)]}),
        _changed(BUTTONS, buton_list=[]),
        _changed(BUTTONS, source={"desc": "跟进", "color": 2}),
        _changed(SELECTS, select_list=SELECTS["select_list"] * 2),
        _changed(VOTE, submit_button={"text": "提交"}),
        _changed(VOTE, checkbox={"question_key": "k", "option_list": [{"id": "a", "text": "甲"}] * 2}),
        _changed(NOTICE, card_action={"type": 0}),
        _changed(NOTICE, jump_list=NOTICE["jump_list"] * 4),
        _changed(NOTICE, main_title={}, sub_title_text=""),
        {key: value for key, value in NEWS.items() if key not in ("card_image", "image_text_area")},
        _changed(NEWS, card_image={"url": "https://a.test/i", "aspect_ratio": 3}),
        {key: value for key, value in VOTE.items() if key != "task_id"},
        _changed(NEWS, card_type="photo"),
    ],
)
async def test_bad_cards_are_refused(card: dict[str, Any]) -> None:
    async with playing() as client:
        assert (await send(client, card))["errcode"] == 40058
        assert client.wecom.visible("zhangwei") == []


async def test_task_ids_are_unique_and_a_callback_is_needed() -> None:
    async with playing() as client:
        await send(client, BUTTONS)
        assert (await send(client, BUTTONS))["errcode"] == 40058
        client.wecom.callback_url = None
        assert (await send(client, VOTE))["errcode"] == 40058
        assert (await send(client, NEWS))["errcode"] == 0


async def test_long_texts_are_cut_on_screen_and_listed() -> None:
    async with playing() as client:
        await send(client, _changed(VOTE, main_title={"title": "题" * 17}, sub_title_text="看不到"))
        (card,) = client.wecom.visible("zhangwei")
        assert card.title == "题" * 16 + "…"
        assert {(cut.field, cut.limit) for cut in client.wecom.cut} == {("main_title.title", 16), ("sub_title_text", 0)}


async def test_a_press_carries_the_choice_and_a_code_that_changes_all_copies() -> None:
    async with playing() as client:
        await send(client, BUTTONS, "zhangwei|lina")
        card = client.wecom.visible("zhangwei")[0]
        assert await client.wecom.tap("zhangwei", card, "确认", {"阶段": "报价"})
        (event,) = client.bot.events
        assert (event["Event"], event["EventKey"], event["TaskId"]) == (
            "template_card_event",
            "confirm:1",
            "lead-1@v1",
        )
        assert event["SelectedItems"]["SelectedItem"] == {"QuestionKey": "stage", "OptionIds": {"OptionId": "s2"}}
        done = {**_changed(BUTTONS, task_id="lead-1@v2"), "replace_text": "已由张伟确认"}
        del done["action_menu"]
        assert (await client.update(event["ResponseCode"], atall=1, template_card=done))["errcode"] == 0
        for person in ("zhangwei", "lina"):
            (shown,) = client.wecom.visible(person)
            assert (shown.kind, shown.card, shown.done, shown.buttons) == ("update", "lead-1", True, [])
            assert "已由张伟确认" in shown.text
        assert (await client.update(event["ResponseCode"], atall=1, template_card=done))["errcode"] == 42017
        with pytest.raises(LookupError, match="不能操作"):
            await client.wecom.tap("zhangwei", card, "确认")


async def test_codes_live_72_hours_and_only_receivers_change() -> None:
    async with playing() as client:
        code = (await send(client, BUTTONS))["response_code"]
        answer = await client.update(code, userids=["zhangwei", "lina"], button={"replace_name": "已确认"})
        assert (answer["errcode"], answer["invaliduser"]) == (0, ["lina"])
        (shown,) = client.wecom.visible("zhangwei")
        assert (shown.kind, shown.buttons, shown.text.splitlines()[-1]) == ("update", ["不再提醒"], "已确认")
        late = (await send(client, VOTE))["response_code"]
        client.later(hours=72)
        assert (await client.update(late, atall=1, button={"replace_name": "过期"}))["errcode"] == 42017
        assert (await client.update("unknown", atall=1, button={"replace_name": "x"}))["errcode"] == 42017


async def test_a_refused_update_keeps_its_code() -> None:
    async with playing() as client:
        code = (await send(client, BUTTONS))["response_code"]
        assert (await client.update(code, atall=1, template_card={"card_type": "photo"}))["errcode"] == 40058
        assert (await client.update(code, button={"replace_name": "x"}))["errcode"] == 40058
        assert (await client.update(code, atall=1, button={"replace_name": "已确认"}))["errcode"] == 0


async def test_ticks_and_selects_are_submitted() -> None:
    async with playing() as client:
        await send(client, VOTE)
        await send(client, SELECTS)
        vote, selects = client.wecom.visible("zhangwei")
        await client.wecom.tap("zhangwei", vote, "提交", {"标签": "有预算、决策人"})
        await client.wecom.tap("zhangwei", selects, "提交", {"阶段": "乙"})
        ticked, selected = (event["SelectedItems"]["SelectedItem"] for event in client.bot.events)
        assert ticked == {"QuestionKey": "tags", "OptionIds": {"OptionId": ["t1", "t2"]}}
        assert [item["OptionIds"]["OptionId"] for item in selected] == ["owner1", "stage2"]


async def test_a_card_in_parts_is_pressed_where_the_button_stands() -> None:
    async with playing() as client:
        form = {**SELECTS, "task_id": "lead-1@v1-form"}
        ticks = {**VOTE, "task_id": "lead-1@v1-tags"}
        for part in (form, ticks, BUTTONS):
            await send(client, part)
        newest = client.wecom.visible("zhangwei")[-1]
        await client.wecom.tap("zhangwei", newest, "提交", {"负责人": "乙"})
        await client.wecom.tap("zhangwei", newest, "提交", {"标签": "决策人"})
        await client.wecom.tap("zhangwei", newest, "确认")
        pressed = [event["TaskId"] for event in client.bot.events]
        assert pressed == ["lead-1@v1-form", "lead-1@v1-tags", "lead-1@v1"]


async def test_a_menu_entry_is_its_own_event() -> None:
    async with playing() as client:
        assert "response_code" not in await send(client, NOTICE)
        (card,) = client.wecom.visible("zhangwei")
        await client.wecom.tap("zhangwei", card, "转派")
        (event,) = client.bot.events
        assert (event["Event"], event["EventKey"], event["CardType"]) == (
            "template_card_menu_event",
            "pass:1",
            "text_notice",
        )
        assert "SelectedItems" not in event
        plain = {key: value for key, value in NOTICE.items() if key != "action_menu"}
        assert (await client.update(event["ResponseCode"], userids=["zhangwei"], template_card=plain))["errcode"] == 0
        assert client.wecom.visible("zhangwei")[0].done


async def test_what_the_client_does_not_offer() -> None:
    async with playing() as client:
        await send(client, BUTTONS)
        (card,) = client.wecom.visible("zhangwei")
        for person, press, choose, fill in (
            ("zhangwei", "没有", None, None),
            ("zhangwei", "修改", None, None),
            ("zhangwei", "确认", {"阶段": "没有"}, None),
            ("zhangwei", "确认", {"没有": "报价"}, None),
            ("zhangwei", "确认", {"阶段": "初步接触、报价"}, None),
            ("zhangwei", "确认", None, {"备注": "x"}),
            ("lina", "确认", None, None),
            ("nobody", "确认", None, None),
        ):
            with pytest.raises(LookupError):
                await client.wecom.tap(person, card, press, choose, fill)
        assert client.bot.events == []


async def test_passive_replies_change_the_card_of_the_one_who_pressed() -> None:
    async with playing() as client:
        await send(client, BUTTONS, "zhangwei|lina")
        card = client.wecom.visible("zhangwei")[0]
        client.bot.passive = (
            "<xml><MsgType>update_button</MsgType><Button><ReplaceName>已取消</ReplaceName></Button></xml>"
        )
        await client.wecom.tap("zhangwei", card, "取消")
        assert client.wecom.visible("zhangwei")[0].text.endswith("已取消")
        assert client.wecom.visible("lina")[0].kind == "card"

        client.bot.passive = (
            "<xml><MsgType>update_template_card</MsgType><TemplateCard><CardType>text_notice</CardType>"
            "<MainTitle><Title>已转派</Title></MainTitle><SubTitleText>完成</SubTitleText>"
            "<HorizontalContentList><KeyName>客户</KeyName><Value>甲</Value></HorizontalContentList>"
            "<HorizontalContentList><KeyName>官网</KeyName><Value>看</Value><Type>1</Type>"
            "<Url>https://a.test/w</Url></HorizontalContentList>"
            "<CardAction><Type>1</Type><Url>https://a.test/c</Url></CardAction></TemplateCard></xml>"
        )
        await client.wecom.tap("lina", client.wecom.visible("lina")[0], "确认")
        (shown,) = client.wecom.visible("lina")
        assert (shown.kind, shown.card, shown.title, shown.done) == ("update", "lead-1", "已转派", True)
        assert shown.fields == {"客户": "甲", "官网": "看"}
        assert client.wecom.problems == []


async def test_unreadable_passive_replies_are_noted() -> None:
    async with playing() as client:
        await send(client, BUTTONS)
        (card,) = client.wecom.visible("zhangwei")
        client.bot.garbage = b"success"
        assert await client.wecom.tap("zhangwei", card, "确认")
        client.bot.garbage = None
        client.bot.passive = "<xml><MsgType>update_template_card</MsgType><TemplateCard/></xml>"
        assert await client.wecom.tap("zhangwei", card, "确认")
        assert len(client.wecom.problems) == 2
        assert client.wecom.visible("zhangwei")[0].kind == "card"
