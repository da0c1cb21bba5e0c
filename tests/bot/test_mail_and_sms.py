"""Mail and SMS against the simulated servers: what each failure means, and that nothing is sent twice by mistake."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from app.doctor.one_way import try_mail, try_sms
from bot.errors import AuthExpired, RateLimited, Rejected, Unknown, Unreachable
from bot.mail import smtp
from bot.mail.surface import MailSurface, deliverable, one_line
from bot.sms.surface import SmsSurface
from bot.surface import Parcel, Target
from config.platforms import MailSettings, SmsSettings
from simulator.mail import MailSimulator
from simulator.sms import SmsSimulator
from simulator.world import World
from tests.clocks import SetClock


class Post:
    """Both servers, and the two surfaces that speak to them."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self.world = World(None)
        self.mail_server, self.sms_server = MailSimulator(self.world), SmsSimulator(self.world)
        self.http = http

    async def open(self) -> None:
        await self.mail_server.start()
        await self.sms_server.start()
        port = self.mail_server.port
        self.mail_settings = MailSettings(host="127.0.0.1", port=port, user="genjin", password="p")
        self.sms_settings = SmsSettings(url=f"{self.sms_server.url}/sms", token=self.sms_server.token)
        self.mail = MailSurface(self.mail_settings, SetClock())
        self.sms = SmsSurface(self.sms_settings, self.http)

    async def close(self) -> None:
        await self.mail_server.stop()
        await self.sms_server.stop()

    async def send(self, platform: str, to: str, key: str = "k1", subject: str = "权限检查") -> None:
        surface = self.mail if platform == "mail" else self.sms
        parcel = Parcel(key, "text", Target(platform, "user", to), text="小何可以管理客户", subject=subject)
        (part,) = surface.parts(parcel)
        await surface.post(parcel, part, 0)

    def arrived(self) -> list[tuple[str | None, str, str]]:
        return [(message.to, message.title, message.text) for message in self.world.since(0)]


@pytest_asyncio.fixture
async def post() -> AsyncIterator[Post]:
    async with aiohttp.ClientSession() as http:
        post = Post(http)
        await post.open()
        yield post
        await post.close()
        await asyncio.sleep(0)


async def test_both_arrive(post: Post) -> None:
    await post.send("mail", "admin@example.cn")
    await post.send("sms", "13800001234")
    await post.send("sms", "13800001234")
    assert post.arrived() == [
        ("admin@example.cn", "权限检查", "小何可以管理客户"),
        ("13800001234", "", "小何可以管理客户"),
    ]


@pytest.mark.parametrize(
    ("fault", "by_mail", "by_sms"),
    [
        ("refuse", Unreachable, Unknown),
        ("429", RateLimited, RateLimited),
        ("token_expired", AuthExpired, AuthExpired),
        ("drop_socket", Unknown, Unknown),
    ],
)
async def test_what_a_failure_means(post: Post, fault: str, by_mail: type, by_sms: type) -> None:
    for platform, to, error in (("mail", "admin@example.cn", by_mail), ("sms", "13800001234", by_sms)):
        post.world.faults.order("smtp", fault, 1)
        with pytest.raises(error):
            await post.send(platform, to)
    await post.send("sms", "13800001234")
    assert len([to for to, _, _ in post.arrived() if to == "13800001234"]) == 1


async def test_a_timeout_is_unknown(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "SECONDS", 0.2)
    post.world.faults.order("smtp", "timeout", 1)
    with pytest.raises(Unknown):
        await post.send("mail", "admin@example.cn")
    await post.mail_server.stop()
    with pytest.raises(Unreachable):
        await post.send("mail", "admin@example.cn")


@pytest.mark.parametrize(
    "address", ["a@b.cn\r\nBcc: x@y.cn", "a@b.cn, c@d.cn", "张三", "", "<a@b.cn>", "a b@c.cn", "a@b.cn\n"]
)
async def test_no_address_carries_a_header_or_a_second_receiver(post: Post, address: str) -> None:
    assert not deliverable(address)
    with pytest.raises(Rejected):
        await post.send("mail", address)
    assert one_line("提醒\r\nBcc: x@y.cn") == "提醒 Bcc: x@y.cn"


@pytest.mark.parametrize(
    ("fault", "by_mail", "by_sms"),
    [
        ("", ("green", "可用"), ("green", "令牌被接受")),
        ("refuse", ("red", "no_connection"), ("red", "连不上网关")),
        ("429", ("green", "可用"), ("yellow", "HTTP 429")),
        ("token_expired", ("red", "拒绝登录"), ("red", "不接受令牌（HTTP 401")),
    ],
)
async def test_the_doctor_tries_both_and_sends_nothing(
    post: Post, fault: str, by_mail: tuple[str, str], by_sms: tuple[str, str]
) -> None:
    for wanted in (by_mail, by_sms):
        if fault and (wanted is by_sms or fault != "429"):  # a mail server complains of too many only at the text
            post.world.faults.order("smtp", fault, 1)
        found = await (try_mail(post.mail_settings) if wanted is by_mail else try_sms(post.sms_settings, post.http))
        assert found.colour == wanted[0] and wanted[1] in found.found, found
        assert bool(found.advice) is (wanted[0] != "green")
    assert post.arrived() == []


async def test_the_doctor_says_what_is_not_set(post: Post) -> None:
    assert (await try_mail(MailSettings())).colour == "yellow"
    assert (await try_sms(SmsSettings(), post.http)).colour == "yellow"
    nowhere = SmsSettings(url=post.sms_settings.url + "/nowhere")
    assert "不是短信接口（HTTP 404）" in (await try_sms(nowhere, post.http)).found
