"""What people and customers do in the simulated WeCom, and how it reaches the bot."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import av
import pytest
import xmltodict
from yarl import URL

from simulator.wecom.amr import to_amr
from tests.simulator.wecom_bot import playing

PAYLOADS = Path(__file__).parent.parent / "payloads"


def tone(seconds: float, rate: int = 16000) -> bytes:
    """Return a WAV file with a square wave."""
    target = io.BytesIO()
    with wave.open(target, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(b"".join((b"\x00\x10" if n // 20 % 2 else b"\x00\xf0") for n in range(int(seconds * rate))))
    return target.getvalue()


def test_any_audio_becomes_amr_narrow_band() -> None:
    recorded = to_amr(tone(1.23))
    assert recorded.startswith(b"#!AMR\n")
    with av.open(io.BytesIO(recorded), "r") as container:
        assert container.streams.audio[0].codec_context.sample_rate == 8000
        seconds = sum(frame.samples for frame in container.decode(audio=0)) / 8000
    assert 1.23 <= seconds < 1.32
    assert to_amr(recorded) is recorded
    assert to_amr(b"<html>not audio</html>") == b"<html>not audio</html>"
    assert to_amr(b"") == b""


async def test_text_arrives_as_the_vendor_writes_it() -> None:
    async with playing() as client:
        assert await client.wecom.check_url()
        assert await client.wecom.say("zhangwei", "新线索 <杭州> & 张三\n🔴")
        assert await client.wecom.say("lina", "早")
        first, second = client.bot.events
        sample = xmltodict.parse((PAYLOADS / "wecom_text.xml").read_bytes())["xml"]
        assert first.keys() == sample.keys()
        assert (first["FromUserName"], first["Content"]) == ("zhangwei", "新线索 <杭州> & 张三\n🔴")
        assert first["CreateTime"] == str(int(client.now.timestamp()))
        assert first["MsgId"] != second["MsgId"]
        assert client.world.in_flight == 0
        with pytest.raises(LookupError):
            await client.wecom.say("zhangwei", "在群里", group="east")
        with pytest.raises(LookupError):
            await client.wecom.say("nobody", "早")


async def test_somebody_who_left_the_crm_still_has_an_account() -> None:
    async with playing() as client:
        assert await client.wecom.say("gone", "查 杭州测试")
        await client.send("gone", "text", {"content": "还没有开通"})
        assert [message.text for message in client.wecom.visible("gone")] == ["还没有开通"]


async def test_a_passive_text_reply_is_shown() -> None:
    async with playing() as client:
        client.bot.passive = "<xml><MsgType>text</MsgType><Content>收到</Content></xml>"
        await client.wecom.say("zhangwei", "早")
        assert [message.text for message in client.wecom.visible("zhangwei")] == ["收到"]


async def test_failures_are_retried_three_times_with_the_same_id() -> None:
    async with playing() as client:
        client.bot.statuses = [500, 503, 404]
        assert await client.wecom.say("zhangwei", "早")
        assert len(client.bot.events) == 4
        assert len({event["MsgId"] for event in client.bot.events}) == 1
        client.bot.statuses = [500] * 4
        assert not await client.wecom.say("zhangwei", "晚")
        assert len(client.bot.events) == 8


async def test_silence_until_the_deadline_is_a_failure() -> None:
    async with playing() as client:
        client.wecom.deadline_seconds = 0.05
        client.bot.silent = True
        assert not await client.wecom.say("zhangwei", "早")
        assert len(client.bot.events) == 4


async def test_a_duplicate_fault_delivers_the_same_message_again() -> None:
    async with playing() as client:
        client.world.faults.order("wecom", "duplicate")
        assert await client.wecom.say("zhangwei", "早")
        first, again = client.bot.events
        assert first == again
        await client.wecom.say("zhangwei", "晚")
        assert len(client.bot.events) == 3


async def test_voice_is_downloaded_by_its_media_id() -> None:
    async with playing() as client:
        recorded = to_amr(tone(0.5))
        assert await client.wecom.voice("zhangwei", tone(0.5))
        (event,) = client.bot.events
        sample = xmltodict.parse((PAYLOADS / "wecom_voice.xml").read_bytes())["xml"]
        assert event.keys() == sample.keys()
        assert event["Format"] == "amr"
        query = {"access_token": await client.token(), "media_id": event["MediaId"]}
        async with client.session.get(f"{client.wecom.url}/cgi-bin/media/get", params=query) as response:
            assert response.content_type == "audio/amr"
            assert response.content_disposition is not None
            assert await response.read() == recorded
        assert await client.wecom.voice("zhangwei", b"damaged")
        with pytest.raises(LookupError):
            await client.wecom.voice("zhangwei", None, transcript="你好")


@pytest.mark.parametrize(
    ("kind", "payload", "more"),
    [
        ("add_external_contact", "wecom_add_customer.xml", {"state": "booth"}),
        ("add_half_external_contact", "wecom_add_half_customer.xml", {"state": "booth"}),
        ("edit_external_contact", "wecom_edit_customer.xml", {}),
        ("del_external_contact", "wecom_del_customer.xml", {"source": "DELETE_BY_TRANSFER"}),
        ("del_follow_user", "wecom_del_follow_user.xml", {}),
        ("transfer_fail", "wecom_transfer_fail.xml", {"fail_reason": "customer_refused"}),
    ],
)
async def test_customer_events_have_the_vendor_s_fields(kind: str, payload: str, more: dict[str, str]) -> None:
    async with playing() as client:
        assert await client.wecom.customer_event("lina", "wmcust01", kind, **more)
        (event,) = client.bot.events
        sample = xmltodict.parse((PAYLOADS / payload).read_bytes())["xml"]
        assert event.keys() == sample.keys()
        assert (event["FromUserName"], event["ChangeType"], event["UserID"]) == ("sys", kind, "lina")


async def test_opening_the_app() -> None:
    async with playing() as client:
        assert await client.wecom.open_home("lina")
        sample = xmltodict.parse((PAYLOADS / "wecom_enter_agent.xml").read_bytes())["xml"]
        assert client.bot.events[0].keys() == sample.keys()


async def test_customers_and_their_followers() -> None:
    async with playing() as client:
        client.wecom.add_customer("wm1", "周砚", "http://a.test/z.png", ["zhangwei"], ["13800001234"])
        await client.wecom.customer_event("lina", "wm1", state="booth")
        found = await client.api("externalcontact/get", external_userid="wm1")
        assert found["external_contact"]["name"] == "周砚"
        followers = {follower["userid"]: follower for follower in found["follow_user"]}
        assert followers["zhangwei"]["remark_mobiles"] == ["13800001234"]
        assert followers["lina"]["state"] == "booth"
        assert (await client.api("externalcontact/list", userid="lina"))["external_userid"] == ["wm1"]
        await client.wecom.customer_event("lina", "wm1", "del_follow_user")
        assert (await client.api("externalcontact/list", userid="lina"))["errcode"] == 84061
        assert (await client.api("externalcontact/list", userid="nobody"))["errcode"] == 60111
        assert (await client.api("externalcontact/get", external_userid="wm2"))["errcode"] == 84061


async def test_welcome_once_and_within_twenty_seconds() -> None:
    async with playing() as client:
        await client.wecom.customer_event("lina", "wm1")
        await client.wecom.customer_event("lina", "wm2")
        first, second = (event["WelcomeCode"] for event in client.bot.events)
        body = {"welcome_code": first, "text": {"content": "您好"}}
        assert (await client.api("externalcontact/send_welcome_msg", body))["errcode"] == 0
        assert (await client.api("externalcontact/send_welcome_msg", body))["errcode"] == 41051
        assert [(message.to, message.text) for message in client.world.messages] == [("wm1", "您好")]
        client.later(seconds=21)
        late = {"welcome_code": second, "text": {"content": "您好"}}
        assert (await client.api("externalcontact/send_welcome_msg", late))["errcode"] == 41050


async def test_login_through_the_client() -> None:
    async with playing() as client:
        query = {
            "appid": client.wecom.corp_id,
            "redirect_uri": "https://crm.example.test/login?next=%2Fme",
            "response_type": "code",
            "scope": "snsapi_base",
            "state": "s-1",
        }
        page = f"{client.wecom.url}/connect/oauth2/authorize"
        async with client.session.get(page, params=query, allow_redirects=False) as response:
            assert "张伟" in await response.text()
        for more in ({"as": "zhangwei"}, {}):
            async with client.session.get(page, params=query | more, allow_redirects=False) as response:
                target = URL(response.headers["Location"])
            assert (target.host, target.query["next"], target.query["state"]) == ("crm.example.test", "/me", "s-1")
            answer = await client.api("auth/getuserinfo", code=target.query["code"])
            assert answer["userid"] == "zhangwei"
            assert (await client.api("auth/getuserinfo", code=target.query["code"]))["errcode"] == 40029
        late = client.wecom.login_code("lina")
        client.later(minutes=5)
        assert (await client.api("auth/getuserinfo", code=late))["errcode"] == 42003
        stranger = await client.api("auth/getuserinfo", code=client.wecom.login_code("wm1"))
        assert stranger["external_userid"] == "wm1"
        client.wecom.login.trusted_host = "other.example.test"
        async with client.session.get(page, params=query, allow_redirects=False) as response:
            assert (await response.json())["errcode"] == 50001


async def test_tickets_are_kept_while_valid() -> None:
    async with playing() as client:
        corp = await client.api("get_jsapi_ticket")
        agent = await client.api("ticket/get", type="agent_config")
        assert corp["ticket"] != agent["ticket"]
        assert (await client.api("get_jsapi_ticket"))["ticket"] == corp["ticket"]
        client.later(seconds=7200)
        assert (await client.api("get_jsapi_ticket"))["ticket"] != corp["ticket"]
