"""The mail server and the SMS gateway of the scripted world."""

from __future__ import annotations

import asyncio
import smtplib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.message import EmailMessage

import aiohttp
import pytest

from simulator.mail import MailSimulator
from simulator.sms import SmsSimulator
from simulator.world import Person, World

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def world() -> World:
    made = World(lambda: NOW)
    made.populate([Person("zhangwei", "张伟")], [])
    return made


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailSimulator]:
    server = MailSimulator(world())
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


def mail(*receivers: str) -> EmailMessage:
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = "周报：华东组", "genjin@localhost", ", ".join(receivers)
    letter.set_content("新增线索 12 条\n详见附件")
    letter.add_attachment(b"PK\x03\x04", maintype="application", subtype="zip", filename="周报.xlsx")
    return letter


async def send(server: MailSimulator, letter: EmailMessage, password: str = "", seconds: float = 5.0) -> None:
    """Send from a thread with the standard library's client."""

    def talk() -> None:
        with smtplib.SMTP(server.host, server.port, timeout=seconds) as client:
            if password:
                client.login("genjin", password)
            client.send_message(letter)

    await asyncio.to_thread(talk)


async def test_a_mail_reaches_a_person_by_the_local_part() -> None:
    async with mail_server() as server:
        await send(server, mail("zhangwei@example.test", "boss@example.test"), password="any")
        first, second = server.world.messages
        assert (first.kind, first.on, first.to, second.to) == ("email", "mail", "zhangwei", "boss@example.test")
        assert (first.title, first.text) == ("周报：华东组", "新增线索 12 条\n详见附件")
        assert first.fields == {"附件": "周报.xlsx"}
        assert first.hooks["attachments"] == {"周报.xlsx": b"PK\x03\x04"}


async def test_mail_faults() -> None:
    async with mail_server() as server:
        faults, letter = server.world.faults, mail("zhangwei@example.test")
        faults.order("smtp", "429")
        with pytest.raises(smtplib.SMTPDataError, match="Too many"):
            await send(server, letter)
        faults.order("smtp", "refuse")
        with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
            await send(server, letter)
        faults.order("smtp", "token_expired")
        with pytest.raises(smtplib.SMTPAuthenticationError):
            await send(server, letter, password="any")
        assert server.world.messages == []
        faults.order("smtp", "drop_socket")
        with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)):
            await send(server, letter)
        assert len(server.world.messages) == 1
        faults.order("smtp", "timeout")
        with pytest.raises(smtplib.SMTPServerDisconnected, match="timed out"):
            await send(server, letter, seconds=0.3)
        assert len(server.world.messages) == 2
        await send(server, letter)
        assert len(server.world.messages) == 3


@asynccontextmanager
async def sms_gateway() -> AsyncIterator[tuple[SmsSimulator, aiohttp.ClientSession]]:
    gateway = SmsSimulator(world())
    await gateway.start()
    headers = {"Authorization": f"Bearer {gateway.token}"}
    try:
        async with aiohttp.ClientSession(headers=headers) as session:
            yield gateway, session
    finally:
        await gateway.stop()


async def test_sms_is_delivered_once_per_key() -> None:
    async with sms_gateway() as (gateway, session):
        body = {"to": "13800001234", "text": "验证码 482913", "key": "k-1"}
        ids = []
        for _ in range(2):
            async with session.post(f"{gateway.url}/sms", json=body) as response:
                assert response.status == 200
                ids.append((await response.json())["id"])
        assert ids[0] == ids[1]
        assert [(m.kind, m.on, m.to, m.text) for m in gateway.world.messages] == [
            ("sms", "sms", "13800001234", "验证码 482913")
        ]


async def test_sms_needs_the_token_and_all_values() -> None:
    async with sms_gateway() as (gateway, session):
        body = {"to": "13800001234", "text": "验证码 482913", "key": "k-1"}
        async with session.post(f"{gateway.url}/sms", json=body, headers={"Authorization": "Bearer x"}) as response:
            assert response.status == 401
        async with session.post(f"{gateway.url}/sms", json={"to": "13800001234"}) as response:
            assert response.status == 400
        assert gateway.world.messages == []


async def test_sms_faults() -> None:
    async with sms_gateway() as (gateway, session):
        body = {"to": "13800001234", "text": "验证码 482913", "key": "k-1"}
        for fault, status in (("429", 429), ("token_expired", 401)):
            gateway.world.faults.order("smtp", fault)
            async with session.post(f"{gateway.url}/sms", json=body) as response:
                assert response.status == status
        gateway.world.faults.order("smtp", "refuse")
        with pytest.raises(aiohttp.ClientError):
            await session.post(f"{gateway.url}/sms", json=body)
        assert gateway.world.messages == []
        gateway.world.faults.order("smtp", "timeout")
        with pytest.raises(TimeoutError):
            await session.post(f"{gateway.url}/sms", json=body, timeout=aiohttp.ClientTimeout(total=0.2))
        async with session.post(f"{gateway.url}/sms", json=body) as response:
            assert response.status == 200
        assert len(gateway.world.messages) == 1
