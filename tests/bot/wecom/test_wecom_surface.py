"""What the surface sends to people on WeCom: texts, cards, their changes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.errors import NoHandle, Rejected, Unknown
from bot.surface import Parcel, Receipt, Surface, Target
from bot.wecom.surface import WeComSurface
from tests.bot.wecom.parcels import CARD, DIGEST, GROUP, LINQIAO, OK, ROOM, TEXT, card_parcel, send, sign


def shown(content: str) -> str:
    return content.translate(dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060)))


async def test_a_text_reaches_the_person_and_a_repeat_is_the_platforms_to_drop(
    surface: WeComSurface, wecom: Any
) -> None:
    wecom.script("message/send", {**OK, "msgid": "MSG1"})
    assert await send(surface, TEXT) == [Receipt("MSG1")]
    [body] = wecom.called("message/send")
    assert shown(body.pop("text")["content"]) == "已记录"
    assert body == {
        "touser": "linqiao",
        "agentid": 1000017,
        "msgtype": "text",
        "enable_duplicate_check": 1,
        "duplicate_check_interval": 14400,
    }


def test_the_same_parcel_draws_the_same_and_two_equal_answers_differ(surface: WeComSurface) -> None:
    assert surface.parts(TEXT) == surface.parts(TEXT)
    assert surface.parts(TEXT) != surface.parts(replace(TEXT, key="text:2"))
    assert surface.parts(card_parcel()) == surface.parts(card_parcel())


def test_long_texts_are_split_at_paragraphs_within_2048_bytes(surface: WeComSurface) -> None:
    text = "\n\n".join(f"第{number}段" + "跟进" * 90 for number in range(12)) + "\n\n" + "长" * 2000
    for target in (LINQIAO, GROUP, ROOM):
        parts = surface.parts(Parcel("t", "text", target, text=text))
        contents = [part.body["text"]["content"] for part in parts]
        assert all(len(content.encode()) <= 2048 for content in contents)
        assert "".join(map(shown, contents)).replace("\n", "") == text.replace("\n", "")
        assert shown(contents[0]).endswith("跟进")


async def test_a_card_carries_sealed_buttons_and_its_receipt_the_handle(surface: WeComSurface, wecom: Any) -> None:
    wecom.script("message/send", {**OK, "msgid": "MSG1", "response_code": "CODE1"})
    [receipt] = await send(surface, card_parcel())
    [body] = wecom.called("message/send")
    card = body["template_card"]
    assert body["msgtype"] == "template_card"
    assert [button["key"] for button in card["button_list"][:2]] == ["sealed.confirm", "sealed.cancel"]
    assert card["task_id"].startswith("act-417@v2-")
    assert receipt == Receipt("MSG1", {"response_code": "CODE1", "task_id": card["task_id"]})


def test_every_delivery_of_a_card_has_its_own_task_id(surface: WeComSurface) -> None:
    notice = replace(CARD, actions=(), image="https://crm.example.test/i.png")
    parcels = [card_parcel("a"), card_parcel("b"), card_parcel("c", card=notice), card_parcel("d", card=notice)]
    ids = [part.body["template_card"]["task_id"] for parcel in parcels for part in surface.parts(parcel)]
    assert len(ids) == len(set(ids)) == 6
    assert all(task_id.partition("@v")[0] == "act-417" for task_id in ids)


async def test_an_update_spends_the_code_and_shows_the_new_state(surface: WeComSurface, wecom: Any) -> None:
    place = Receipt("MSG1", {"response_code": "CODE1", "task_id": "act-417@v2-x"})
    done = CARD.settled("已由张伟确认 14:05")
    await send(surface, Parcel("update:1", "update", LINQIAO, card=done, sign=sign, place=place))
    [body] = wecom.called("message/update_template_card")
    assert (body["userids"], body["agentid"], body["response_code"]) == (["linqiao"], 1000017, "CODE1")
    assert "已由张伟确认 14:05" in body["template_card"]["sub_title_text"]
    assert "button_list" not in body["template_card"]


async def test_an_update_of_a_card_without_page_greys_its_button(surface: WeComSurface, wecom: Any) -> None:
    place = Receipt("MSG1", {"response_code": "CODE1"})
    done = replace(CARD, link=None, fields=()).settled("已确认")
    await send(surface, Parcel("update:1", "update", LINQIAO, card=done, place=place))
    [body] = wecom.called("message/update_template_card")
    assert body["template_card"]["replace_text"] == "已确认"


@pytest.mark.parametrize("place", [None, Receipt("MSG1"), Receipt("MSG1", {"response_code": ""})])
async def test_without_a_code_nothing_is_asked(surface: WeComSurface, wecom: Any, place: Receipt | None) -> None:
    with pytest.raises(NoHandle):
        await send(surface, Parcel("update:1", "update", LINQIAO, card=CARD, sign=sign, place=place))
    assert wecom.calls == []


async def test_a_used_code_is_no_handle_unless_our_own_lost_try_used_it(surface: WeComSurface, wecom: Any) -> None:
    place = Receipt("MSG1", {"response_code": "CODE1"})
    parcel = Parcel("update:1", "update", LINQIAO, card=CARD, sign=sign, place=place)
    used = {"errcode": 42017, "errmsg": "used"}
    wecom.script("message/update_template_card", used, "hang", used)
    with pytest.raises(NoHandle):
        await send(surface, parcel)
    with pytest.raises(Unknown):
        await send(surface, parcel)
    assert await surface.find_sent(parcel, surface.parts(parcel)[0], 0) is None
    assert await send(surface, parcel) == [Receipt("", {"in_doubt": "1"})]


@pytest.mark.parametrize("field", ["invaliduser", "unlicenseduser"])
async def test_a_receiver_who_gets_nothing_is_a_refusal(surface: WeComSurface, wecom: Any, field: str) -> None:
    wecom.script("message/send", {**OK, field: "linqiao"})
    with pytest.raises(Rejected) as caught:
        await send(surface, TEXT)
    assert caught.value.code == field


async def test_a_greeting_is_given_once(surface: WeComSurface, wecom: Any) -> None:
    parcel = Parcel("welcome:1", "welcome", Target("wecom", "user", "wm1"), text="您好", trigger="WELCOME1")
    wecom.script("externalcontact/send_welcome_msg", OK, {"errcode": 41051}, {"errcode": 41050})
    assert await send(surface, parcel) == [Receipt("")]
    assert await send(surface, parcel) == [Receipt("", {"in_doubt": "1"})]
    with pytest.raises(Rejected):
        await send(surface, parcel)


def test_gates_are_per_member_and_per_webhook(surface: WeComSurface) -> None:
    assert surface.gate_key(TEXT) == ("wecom:ww5f3d0c8a7b6e9214:1000017:user:linqiao", 2.0)
    assert surface.gate_key(DIGEST)[1] == 3.75
    other = replace(TEXT, target=Target("wecom", "user", "lina"))
    assert surface.gate_key(other)[0] != surface.gate_key(TEXT)[0]


def test_it_is_a_surface(surface: WeComSurface, payload: Any) -> None:
    fits: Surface = surface
    assert fits.platform == "wecom"
    assert len(fits.parse(payload("wecom_text.xml"))) == 1
