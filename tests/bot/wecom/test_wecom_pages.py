"""Our pages inside WeCom: tickets, signatures, and login as a member."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.errors import Rejected
from bot.wecom.jssdk import JsSdk
from bot.wecom.login import WeComLogin
from bot.wecom.surface import WeComSurface
from config.platforms import WeComSettings
from tests.bot.wecom.answers import OK, error


async def test_tickets_are_kept_and_pages_signed(surface: WeComSurface, wecom: Any, clock: Any) -> None:
    wecom.script("ticket/get", *({**OK, "ticket": f"agent-{n}", "expires_in": 7200} for n in (1, 2)))
    wecom.script("get_jsapi_ticket", {**OK, "ticket": "corp-1", "expires_in": 7200})
    pages = JsSdk(surface.api, clock)
    await pages.agent_signature("https://crm.example.test/sidebar")
    signed = await pages.agent_signature("https://crm.example.test/sidebar?a=1#top")
    text = f"jsapi_ticket=agent-1&noncestr={signed.nonce}&timestamp=1790000000&url=https://crm.example.test/sidebar?a=1"
    assert signed.signature == hashlib.sha1(text.encode()).hexdigest()
    assert [query["type"] for query in wecom.queries("ticket/get")] == ["agent_config"]
    assert await pages.jsapi_ticket() == "corp-1"
    clock.at += timedelta(seconds=5760)
    assert await pages.agent_ticket() == "agent-2"


async def test_login_goes_to_wecom_and_comes_back_as_a_member(
    surface: WeComSurface, settings: WeComSettings, wecom: Any
) -> None:
    login = WeComLogin(settings, surface.api)
    url = urlsplit(login.authorize_url("https://crm.example.test/login/wecom?next=/", "st&ate"))
    assert (url.netloc, url.path, url.fragment) == (
        "open.weixin.qq.com",
        "/connect/oauth2/authorize",
        "wechat_redirect",
    )
    assert parse_qs(url.query) == {
        "appid": ["ww5f3d0c8a7b6e9214"],
        "redirect_uri": ["https://crm.example.test/login/wecom?next=/"],
        "response_type": ["code"],
        "scope": ["snsapi_base"],
        "state": ["st&ate"],
        "agentid": ["1000017"],
    }
    wecom.script("auth/getuserinfo", {**OK, "userid": "linqiao"})
    assert await login.user_id("CODE") == "linqiao"
    assert wecom.queries("auth/getuserinfo")[0]["code"] == "CODE"


@pytest.mark.parametrize(
    ("answer", "code"), [(error(40029), "40029"), (error(42003), "42003"), ({**OK, "openid": "o"}, "not_member")]
)
async def test_nobody_is_logged_in_by_a_bad_code(
    surface: WeComSurface, settings: WeComSettings, wecom: Any, answer: dict[str, Any], code: str
) -> None:
    wecom.script("auth/getuserinfo", answer)
    with pytest.raises(Rejected) as caught:
        await WeComLogin(settings, surface.api).user_id("CODE")
    assert caught.value.code == code


async def test_an_empty_code_is_not_sent(surface: WeComSurface, settings: WeComSettings, wecom: Any) -> None:
    with pytest.raises(Rejected):
        await WeComLogin(settings, surface.api).user_id("")
    assert wecom.calls == []
