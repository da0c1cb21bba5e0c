"""Template cards on WeCom: read, refused, cut on the screen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.wecom.card_bodies import NOTICE, SELECTS, VOTE, _changed, send
from tests.simulator.wecom.wecom_bot import BUTTONS, playing

NEWS: dict[str, Any] = {
    "card_type": "news_notice",
    "main_title": {"title": "新名片"},
    "card_image": {"url": "https://a.test/card.jpg", "aspect_ratio": 1.6},
    "image_text_area": {"type": 1, "url": "https://a.test/i", "title": "周砚", "desc": "采购经理"},
    "vertical_content_list": [{"title": "公司", "desc": "云杉样例科技"}],
    "card_action": {"type": 1, "url": "https://a.test/c"},
}


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
