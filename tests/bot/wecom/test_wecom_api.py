from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from bot.errors import AuthExpired, NoHandle, RateLimited, Rejected, RemoteError, Unknown, Unreachable
from bot.wecom.customers import external_contact, follows, send_welcome_msg
from bot.wecom.surface import WeComSurface
from handlers.inbound import MediaRef
from tests.bot.wecom.answers import OK, error

BODY = {"touser": "linqiao"}


async def test_the_token_goes_with_every_call(surface: WeComSurface, wecom: Any) -> None:
    assert (await surface.api.call("message/send", BODY))["errcode"] == 0
    assert wecom.queries("gettoken") == [{"corpid": "ww5f3d0c8a7b6e9214", "corpsecret": "app-secret"}]
    assert wecom.queries("message/send") == [{"access_token": "secret-token-1"}]
    assert wecom.called("message/send") == [BODY]


async def test_twelve_first_calls_cost_one_token(surface: WeComSurface, wecom: Any) -> None:
    await asyncio.gather(*(surface.api.call("message/send", BODY) for _ in range(12)))
    assert len(wecom.queries("gettoken")) == 1
    assert len(wecom.called("message/send")) == 12


@pytest.mark.parametrize("code", [40014, 42001, 41001, 40001])
async def test_a_refused_token_is_renewed_once(surface: WeComSurface, wecom: Any, code: int) -> None:
    wecom.script("message/send", error(code))
    await surface.api.call("message/send", BODY)
    assert [query["access_token"] for query in wecom.queries("message/send")] == ["secret-token-1", "secret-token-2"]


async def test_a_token_refused_for_ever_costs_two_calls(surface: WeComSurface, wecom: Any) -> None:
    wecom.script("message/send", *[error(40014)] * 50)
    with pytest.raises(AuthExpired):
        await surface.api.call("message/send", BODY)
    assert len(wecom.called("message/send")) == 2
    assert len(wecom.queries("gettoken")) == 2


@pytest.mark.parametrize("code", [40001, 40013])
async def test_a_wrong_secret_is_a_setting_to_correct(surface: WeComSurface, wecom: Any, code: int) -> None:
    wecom.script("gettoken", error(code))
    with pytest.raises(Rejected) as caught:
        await surface.api.call("message/send", BODY)
    assert caught.value.code == str(code)
    assert len(wecom.queries("gettoken")) == 1


@pytest.mark.parametrize("answer", ["hang", "cut", 502, OK])
async def test_a_token_that_cannot_be_had_means_nothing_was_sent(
    surface: WeComSurface, wecom: Any, answer: object
) -> None:
    wecom.script("gettoken", answer, answer)
    with pytest.raises(Unreachable):
        await surface.api.call("message/send", BODY)
    assert wecom.called("message/send") == []


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("hang", Unknown),
        ("cut", Unknown),
        (502, Unknown),
        (b"<html>", Unknown),
        (404, Rejected),
        (429, RateLimited),
        (error(-1), Unreachable),
        (error(45009), RateLimited),
        (error(45033), RateLimited),
        (error(60020), Rejected),
        (error(81013), Rejected),
        (error(93000), Rejected),
        (error(42017), NoHandle),
        ({"errcode": "odd"}, Unreachable),
    ],
)
async def test_what_an_answer_means(
    surface: WeComSurface, wecom: Any, answer: object, expected: type[RemoteError]
) -> None:
    wecom.script("message/send", answer)
    with pytest.raises(RemoteError) as caught:
        await surface.api.call("message/send", BODY)
    assert type(caught.value) is expected
    if isinstance(answer, dict) and expected is Rejected:
        assert caught.value.code == str(answer["errcode"])
    if isinstance(caught.value, RateLimited):
        assert caught.value.retry_after == 60
    assert "secret-token" not in repr(caught.value) + repr(caught.value.__cause__)


async def test_a_refused_connection_means_nothing_was_sent(surface: WeComSurface, wecom: Any) -> None:
    await surface.api.call("message/send", BODY)
    await wecom.server.close()
    with pytest.raises(Unreachable):
        await surface.api.call("message/send", BODY)
    assert len(wecom.called("message/send")) == 1


async def test_a_voice_note_is_bytes_and_an_error_is_not(surface: WeComSurface, wecom: Any) -> None:
    wecom.script("media/get", b"#!AMR\n....", error(40007))
    voice = MediaRef("wecom", "MEDIA")
    assert await surface.fetch(voice) == b"#!AMR\n...."
    assert wecom.queries("media/get")[0]["media_id"] == "MEDIA"
    with pytest.raises(Rejected) as caught:
        await surface.fetch(voice)
    assert caught.value.code == "40007"


async def test_a_refused_token_does_not_lose_the_voice_note(surface: WeComSurface, wecom: Any) -> None:
    wecom.script("media/get", error(42001), b"#!AMR\n....")
    assert await surface.fetch(MediaRef("wecom", "MEDIA")) == b"#!AMR\n...."


async def test_media_of_others_and_old_media_are_not_asked_for(surface: WeComSurface, wecom: Any, clock: Any) -> None:
    for media in (MediaRef("slack", "F1"), MediaRef("wecom", "M", expires_at=clock.at)):
        with pytest.raises(Rejected):
            await surface.fetch(media)
    assert wecom.calls == []


async def test_a_customer_with_many_followers_is_read_to_the_end(
    surface: WeComSurface, wecom: Any, payload: Any
) -> None:
    first = json.loads(payload("wecom_external_contact_get_response.json"))
    second = {**OK, "external_contact": {}, "follow_user": [{"userid": "zhangwei"}]}
    wecom.script("externalcontact/get", {**first, "next_cursor": "more"}, second)
    contact = await external_contact(surface.api, "wm1")
    assert contact["external_contact"]["name"] == "周砚"
    assert follows(contact, "linqiao") and follows(contact, "zhangwei") and not follows(contact, "lina")
    assert [query["cursor"] for query in wecom.queries("externalcontact/get")] == ["", "more"]


async def test_a_new_customer_is_greeted(surface: WeComSurface, wecom: Any) -> None:
    await send_welcome_msg(surface.api, "CODE", "您好")
    assert wecom.called("externalcontact/send_welcome_msg") == [{"welcome_code": "CODE", "text": {"content": "您好"}}]
