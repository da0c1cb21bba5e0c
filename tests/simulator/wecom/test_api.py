"""Tokens, messages, limits and faults of the simulated WeCom API, over HTTP."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest

from tests.simulator.wecom.wecom_bot import BUTTONS, Client, playing


async def test_one_token_per_secret_until_it_expires() -> None:
    async with playing() as client:
        first = await client.token()
        assert await client.token() == first
        assert await client.token(client.wecom.contact_secret) != first
        assert (await client.call("gettoken", corpid="wwother", corpsecret="x"))["errcode"] == 40013
        wrong = await client.call("gettoken", corpid=client.wecom.corp_id, corpsecret="x")
        assert wrong["errcode"] == 40001
        client.later(seconds=7200)
        assert (await client.call("get_jsapi_ticket", access_token=first))["errcode"] == 42001
        assert (await client.call("get_jsapi_ticket", access_token="nonsense"))["errcode"] == 40014
        assert (await client.call("get_jsapi_ticket"))["errcode"] == 41001
        assert await client.token() != first


async def test_token_expired_fault_ends_one_token_once() -> None:
    async with playing() as client:
        old = await client.token()
        client.world.faults.order("wecom", "token_expired")
        body = {"touser": "zhangwei", "agentid": client.wecom.agent_id, "msgtype": "text", "text": {"content": "早"}}
        assert (await client.call("message/send", body, access_token=old))["errcode"] == 42001
        assert (await client.call("message/send", body, access_token=old))["errcode"] == 42001
        fresh = await client.token()
        assert fresh != old
        assert (await client.call("message/send", body, access_token=fresh))["errcode"] == 0


async def test_text_reaches_the_known_and_names_the_unknown() -> None:
    async with playing() as client:
        answer = await client.send(
            "zhangwei|Nobody|Other", "text", {"content": '看<a href="https://a.test/1">这里</a>'}
        )
        assert (answer["errcode"], answer["invaliduser"]) == (0, "nobody|other")
        (message,) = client.wecom.visible("zhangwei")
        assert (message.kind, message.text, message.links) == ("text", "看这里", {"这里": "https://a.test/1"})
        assert client.wecom.visible("lina") == []
        assert (await client.send("nobody", "text", {"content": "早"}))["errcode"] == 81013
        assert (await client.send("lina", "text", {"content": "早"}, agentid=1))["errcode"] == 301002
        contact = await client.token(client.wecom.contact_secret)
        assert (await client.call("message/send", {}, access_token=contact))["errcode"] == 301002


async def test_markdown_is_read_for_fields_and_colours() -> None:
    async with playing() as client:
        content = '## 日报\n> 客户：<font color="warning">杭州测试</font>\n**金额**：30万\n[详情](https://a.test/2)'
        await client.send("@all", "markdown", {"content": content})
        (message,) = client.wecom.visible("lina")
        assert (message.kind, message.text) == ("text", content)
        assert message.fields == {"客户": "杭州测试", "金额": "30万"}
        assert message.colours["客户"] == "red"
        assert message.links == {"详情": "https://a.test/2"}
        assert (await client.send("lina", "markdown", {"content": "长" * 700}))["errcode"] == 40058


async def test_textcard_and_news() -> None:
    async with playing() as client:
        card = {"title": "周报", "description": "<div>销售额：3万</div>", "url": "https://a.test/3", "btntxt": "打开"}
        await client.send("lina", "textcard", card)
        await client.send("lina", "news", {"articles": [{"title": "新品", "url": "https://a.test/4"}]})
        textcard, news = client.wecom.visible("lina")
        assert (textcard.kind, textcard.title, textcard.links) == ("card", "周报", {"打开": "https://a.test/3"})
        assert textcard.fields == {"销售额": "3万"}
        assert news.links == {"新品": "https://a.test/4"}
        assert (await client.send("lina", "news", {"articles": []}))["errcode"] == 40058


async def test_long_text_is_cut_by_bytes_and_listed() -> None:
    async with playing() as client:
        await client.send("lina", "text", {"content": "长" * 700})
        assert client.wecom.visible("lina")[0].text == "长" * 682
        assert [(cut.field, cut.limit) for cut in client.wecom.cut] == [("text.content", 2048)]


async def test_identical_repeat_is_answered_but_not_delivered() -> None:
    async with playing() as client:
        check = {"enable_duplicate_check": 1, "duplicate_check_interval": 600}
        card = {"touser": "lina", "template_card": BUTTONS}
        first = await client.send("lina", "template_card", BUTTONS, **check, **card)
        again = await client.send("lina", "template_card", BUTTONS, **check, **card)
        assert again == first
        assert len(client.wecom.visible("lina")) == 1
        client.later(seconds=600)
        await client.send("lina", "text", {"content": "早"}, **check)
        client.later(seconds=601)
        await client.send("lina", "text", {"content": "早"}, **check)
        assert [message.kind for message in client.wecom.visible("lina")] == ["card", "text", "text"]


async def test_a_member_gets_thirty_a_minute_and_the_rest_vanishes() -> None:
    async with playing() as client:
        for number in range(32):
            assert (await client.send("lina", "text", {"content": str(number)}))["errcode"] == 0
        assert len(client.wecom.visible("lina")) == 30
        assert [lost.to for lost in client.wecom.dropped] == ["lina", "lina"]
        client.later(minutes=1)
        await client.send("lina", "text", {"content": "later"})
        assert len(client.wecom.visible("lina")) == 31
        for number in range(29):
            await client.send("lina", "text", {"content": f"again {number}"})
        client.world.minutes += 1
        await client.send("lina", "text", {"content": "a minute after the last act"})
        assert len(client.wecom.visible("lina")) == 61


async def test_media_up_and_down() -> None:
    async with playing() as client:
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("media", b"%PDF-1.7 report", filename="报价.pdf")
        url = f"{client.wecom.url}/cgi-bin/media/upload"
        query = {"access_token": await client.token(), "type": "file"}
        async with client.session.post(url, params=query, data=form) as response:
            media_id = (await response.json())["media_id"]
        await client.send("lina", "file", {"media_id": media_id})
        assert [(m.kind, m.text) for m in client.wecom.visible("lina")] == [("file", "报价.pdf")]
        get = f"{client.wecom.url}/cgi-bin/media/get"
        query = {"access_token": await client.token(), "media_id": media_id}
        async with client.session.get(get, params=query) as response:
            assert response.content_type == "application/octet-stream"
            assert response.content_disposition is not None
            assert response.content_disposition.filename == "报价.pdf"
            assert await response.read() == b"%PDF-1.7 report"
        client.later(days=3)
        assert (await client.api("media/get", media_id=media_id))["errcode"] == 40007
        assert (await client.send("lina", "image", {"media_id": media_id}))["errcode"] == 40007


async def test_recall_takes_the_message_away_within_a_day() -> None:
    async with playing() as client:
        first = await client.send("lina", "text", {"content": "错了"})
        second = await client.send("lina", "text", {"content": "晚了"})
        assert (await client.api("message/recall", {"msgid": first["msgid"]}))["errcode"] == 0
        assert [message.text for message in client.wecom.visible("lina")] == ["晚了"]
        client.later(hours=25)
        assert (await client.api("message/recall", {"msgid": second["msgid"]}))["errcode"] == 40058


async def _send_until(client: Client, seconds: float) -> dict[str, Any]:
    async with asyncio.timeout(seconds):
        return await client.send("lina", "text", {"content": "早"})


async def test_faults_of_one_call() -> None:
    async with playing() as client:
        await client.token()
        client.world.faults.order("wecom", "429")
        assert (await _send_until(client, 5))["errcode"] == 45009
        client.world.faults.order("wecom", "refuse")
        with pytest.raises(aiohttp.ClientError):
            await _send_until(client, 5)
        assert client.wecom.visible("lina") == []
        client.world.faults.order("wecom", "drop_socket")
        with pytest.raises(aiohttp.ClientError):
            await _send_until(client, 5)
        assert len(client.wecom.visible("lina")) == 1
        client.world.faults.order("wecom", "timeout")
        with pytest.raises(TimeoutError):
            await _send_until(client, 0.2)
        assert len(client.wecom.visible("lina")) == 2
        assert (await _send_until(client, 5))["errcode"] == 0


async def test_a_lasting_fault_strikes_every_call() -> None:
    async with playing() as client:
        client.world.faults.order("wecom", "429", times=None)
        assert (await client.call("gettoken"))["errcode"] == 45009
        client.world.faults.order("wecom", "none")
        assert await client.token()


async def test_wrong_bodies_are_refused_not_crashed() -> None:
    async with playing() as client:
        for body in ({"agentid": client.wecom.agent_id, "touser": "lina", "msgtype": "text", "text": "早"}, {}):
            assert (await client.api("message/send", body))["errcode"] in (40058, 301002)
        url = f"{client.wecom.url}/cgi-bin/message/send?access_token={await client.token()}"
        async with client.session.post(url, data=b"not json") as response:
            assert (await response.json())["errcode"] == 40058
        async with client.session.get(f"{client.wecom.url}/cgi-bin/nothing") as response:
            assert response.status == 404
