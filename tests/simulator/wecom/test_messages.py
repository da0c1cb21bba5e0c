"""What people say and dictate on WeCom, as the vendor delivers it."""

from __future__ import annotations

import io
import wave

import av
import pytest
import xmltodict

from simulator.wecom.amr import to_amr
from tests.simulator.wecom.vendor_payloads import PAYLOADS
from tests.simulator.wecom.wecom_bot import playing


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


async def test_opening_the_app() -> None:
    async with playing() as client:
        assert await client.wecom.open_home("lina")
        sample = xmltodict.parse((PAYLOADS / "wecom_enter_agent.xml").read_bytes())["xml"]
        assert client.bot.events[0].keys() == sample.keys()
