"""Group webhooks and the app's own chats."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import aiohttp
import pytest

from tests.simulator.wecom.wecom_bot import BUTTONS, Client, playing

NOTICE: dict[str, Any] = {
    "card_type": "text_notice",
    "main_title": {"title": "昨日未闭环线索TOP3"},
    "sub_title_text": "杭州测试：最后跟进 11-18，超期 20 小时",
    "jump_list": [{"type": 1, "title": "杭州测试", "url": "https://a.test/1"}],
    "card_action": {"type": 1, "url": "https://a.test/c"},
}


async def hook(client: Client, kind: str, content: dict[str, Any], room: str = "east") -> dict[str, Any]:
    key = client.wecom.webhook_key(room)
    return await client.call("webhook/send", {"msgtype": kind, kind: content}, key=key)


async def test_a_webhook_reaches_its_room_by_name() -> None:
    async with playing() as client:
        assert (await hook(client, "template_card", NOTICE))["errcode"] == 0
        (card,) = client.wecom.visible("zhangwei")
        assert (card.group, card.to, card.title, card.done) == ("华东群", None, "昨日未闭环线索TOP3", True)
        assert card.fields == {"杭州测试": "最后跟进 11-18，超期 20 小时"}
        assert card.links["杭州测试"] == "https://a.test/1"
        await hook(client, "markdown", {"content": "<@lina> 请看"}, "crm")
        assert [message.text for message in client.wecom.visible("zhangwei")] == [card.text]
        assert client.wecom.visible("lina")[-1].text == "@李娜 请看"
        assert client.wecom.cut == []
        with pytest.raises(LookupError):
            client.wecom.webhook_key("nowhere")


async def test_what_a_webhook_refuses() -> None:
    async with playing() as client:
        wrong = await client.call("webhook/send", {"msgtype": "text", "text": {"content": "早"}}, key="wrong")
        assert wrong["errcode"] == 93000
        assert (await hook(client, "template_card", BUTTONS))["errcode"] == 40058
        assert (await hook(client, "textcard", {"title": "t", "description": "d", "url": "https://a.test"}))["errcode"]
        assert (await hook(client, "markdown", {"content": "长" * 1366}))["errcode"] == 40058
        assert (await hook(client, "text", {"content": "长" * 683}))["errcode"] == 40058
        assert client.world.messages == []


async def test_twenty_a_minute_per_key() -> None:
    async with playing() as client:
        for number in range(20):
            assert (await hook(client, "text", {"content": str(number)}))["errcode"] == 0
        assert (await hook(client, "text", {"content": "20"}))["errcode"] == 45009
        assert (await hook(client, "text", {"content": "20"}, "crm"))["errcode"] == 0
        client.later(seconds=60)
        assert (await hook(client, "text", {"content": "20"}))["errcode"] == 0


async def test_pictures_and_files_by_webhook() -> None:
    async with playing() as client:
        picture = b"\x89PNG\r\n\x1a\n" + b"0" * 32
        content = {"base64": base64.b64encode(picture).decode(), "md5": hashlib.md5(picture).hexdigest()}
        assert (await hook(client, "image", content))["errcode"] == 0
        assert (await hook(client, "image", content | {"md5": "0" * 32}))["errcode"] == 40058
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("media", b"report content", filename="周报.xlsx")
        key = client.wecom.webhook_key("east")
        url = f"{client.wecom.url}/cgi-bin/webhook/upload_media"
        async with client.session.post(url, params={"key": key, "type": "file"}, data=form) as response:
            media_id = (await response.json())["media_id"]
        assert (await hook(client, "file", {"media_id": media_id}))["errcode"] == 0
        assert (await hook(client, "file", {"media_id": media_id}, "crm"))["errcode"] == 40007
        assert [(message.kind, message.text) for message in client.wecom.visible("zhangwei")] == [
            ("image", ""),
            ("file", "周报.xlsx"),
        ]


async def test_chats_of_the_app() -> None:
    async with playing() as client:
        members = {"name": "项目群", "owner": "lina", "userlist": ["lina", "zhangwei"], "chatid": "project1"}
        assert (await client.api("appchat/create", members))["chatid"] == "project1"
        assert (await client.api("appchat/create", members | {"chatid": "p2", "owner": "nobody"}))["errcode"] == 60111
        body = {"chatid": "project1", "msgtype": "text", "text": {"content": "开工"}}
        assert (await client.api("appchat/send", body))["errcode"] == 0
        assert [(m.group, m.text) for m in client.wecom.visible("zhangwei")] == [("项目群", "开工")]
        card = {"chatid": "project1", "msgtype": "template_card", "template_card": NOTICE}
        assert (await client.api("appchat/send", card))["errcode"] == 40058
        await client.api("appchat/send", body | {"chatid": "crm"})
        assert client.wecom.visible("lina")[-1].group == "CRM管理群"
