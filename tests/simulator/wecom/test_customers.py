"""Customers of our people's chats on WeCom, and logging in to pages through the client."""

from __future__ import annotations

import pytest
import xmltodict
from yarl import URL

from tests.simulator.wecom.vendor_payloads import PAYLOADS
from tests.simulator.wecom.wecom_bot import playing


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
