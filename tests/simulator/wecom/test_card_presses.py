"""Template cards on WeCom: pressed, changed by code or by passive reply."""

from __future__ import annotations

import pytest

from tests.simulator.wecom.card_bodies import NOTICE, SELECTS, VOTE, _changed, send
from tests.simulator.wecom.wecom_bot import BUTTONS, playing


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
