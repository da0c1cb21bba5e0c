from __future__ import annotations

import base64
import hashlib
import io
import json
import struct
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.wecom.crypto import REMEMBERED_AT_MOST, BadCallback, CallbackCrypto, Stamp
from bot.wecom.receive import BODY_AT_MOST, PATH, wecom_routes
from config.settings import WeComSettings

PAYLOADS = Path(__file__).parents[2] / "payloads"
VECTOR = json.loads((PAYLOADS / "wecom_crypto_vector.json").read_text())
TOKEN, AES, CORP = VECTOR["token"], VECTOR["encoding_aes_key"], VECTOR["corp_id"]
ENVELOPE = (PAYLOADS / "wecom_callback_envelope.xml").read_bytes()
TEXT = (PAYLOADS / "wecom_text.xml").read_bytes()
QUERY = VECTOR["message"]["query"]

Query = dict[str, str]


class InboxInMemory:
    """Remembers by key, like the real one; `failure` stands for a database that is away."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], tuple[str, bytes]] = {}
        self.failure: Exception | None = None

    async def accept(self, platform: str, key: str, partition: str, raw: bytes) -> bool:
        if self.failure:
            raise self.failure
        new = (platform, key) not in self.rows
        self.rows[platform, key] = (partition, raw)
        return new


def encrypt(plain: bytes, receiver: str = CORP) -> str:
    key = base64.b64decode(AES + "=")
    text = b"r" * 16 + struct.pack(">I", len(plain)) + plain + receiver.encode()
    pad = 32 - len(text) % 32
    return _cbc(key, text + bytes([pad]) * pad)


def _cbc(key: bytes, padded: bytes) -> str:
    encryptor = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()


def sign(encrypted: str, timestamp: str = "1790000000", nonce: str = "n1") -> Query:
    signed = "".join(sorted((TOKEN, timestamp, nonce, encrypted)))
    return {"msg_signature": hashlib.sha1(signed.encode()).hexdigest(), "timestamp": timestamp, "nonce": nonce}


def envelope(encrypted: str) -> bytes:
    return f"<xml><ToUserName>{CORP}</ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>".encode()


@pytest.fixture
def inbox() -> InboxInMemory:
    return InboxInMemory()


@pytest.fixture
def send_only() -> WeComSettings:
    return WeComSettings(corp_id=CORP, agent_id=1000017, secret=SecretStr("s"))


@pytest.fixture
async def client(
    aiohttp_client: Any, send_only: WeComSettings, clock: Any, inbox: InboxInMemory
) -> TestClient[Any, Any]:
    keys = {"callback_token": SecretStr(TOKEN), "aes_key": SecretStr(AES)}
    app = web.Application(client_max_size=10)
    app.add_routes(wecom_routes(send_only.model_copy(update=keys), clock, inbox))
    client: TestClient[Any, Any] = await aiohttp_client(app)
    return client


Post = Callable[[bytes, Query], Awaitable[ClientResponse]]


@pytest.fixture
def post(client: TestClient[Any, Any]) -> Post:
    return lambda body, query: client.post(PATH, params=query, data=io.BytesIO(body))


async def test_the_url_check_answers_the_bare_text(client: TestClient[Any, Any]) -> None:
    answer = await client.get(PATH, params=VECTOR["url_verify"]["query"])
    assert (answer.status, await answer.read()) == (200, VECTOR["url_verify"]["expected_response_body"].encode())


async def test_an_event_is_stored_decrypted_and_acknowledged_empty(post: Post, inbox: InboxInMemory) -> None:
    answer = await post(ENVELOPE, QUERY)
    assert (answer.status, await answer.read()) == (200, b"")
    expected = {("wecom", f"{CORP}:1000017:7300000000000000101"): (f"wecom:{CORP}:linqiao", TEXT.rstrip(b"\n"))}
    assert inbox.rows == expected


async def test_the_platforms_three_retries_are_acknowledged_and_a_fifth_delivery_is_not(
    post: Post, inbox: InboxInMemory
) -> None:
    statuses = [(await post(ENVELOPE, QUERY)).status for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 403]
    assert len(inbox.rows) == 1


async def test_a_retry_signed_anew_is_acknowledged(post: Post, inbox: InboxInMemory) -> None:
    encrypted = encrypt(TEXT)
    for number in range(6):
        assert (await post(envelope(encrypted), sign(encrypted, nonce=f"n{number}"))).status == 200
    assert len(inbox.rows) == 1


async def test_an_event_sent_to_the_url_check_is_not_decrypted_for_anybody(client: TestClient[Any, Any]) -> None:
    encrypted = encrypt(TEXT)
    fresh = await client.get(PATH, params={**sign(encrypted), "echostr": encrypted})
    assert (fresh.status, await fresh.read()) == (403, b"")
    short = encrypt(b"12345")
    await client.post(PATH, params=sign(short), data=envelope(short))
    seen = await client.get(PATH, params={**sign(short), "echostr": short})
    assert (seen.status, await seen.read()) == (403, b"")


GENUINE = encrypt(TEXT)
GARBAGE = {
    "no query": (ENVELOPE, {}, 403),
    "wrong signature": (ENVELOPE, {**QUERY, "msg_signature": "0" * 40}, 403),
    "signature not ascii": (ENVELOPE, {**QUERY, "msg_signature": "签名"}, 403),
    "other nonce": (ENVELOPE, {**QUERY, "nonce": "1"}, 403),
    "stale": (envelope(GENUINE), sign(GENUINE, "1789999699"), 403),
    "from the future": (envelope(GENUINE), sign(GENUINE, "1790000301"), 403),
    "no number": (envelope(GENUINE), sign(GENUINE, "١٧٩٠٠٠٠٠٠٠"), 403),
    "empty": (b"", QUERY, 400),
    "truncated": (ENVELOPE[:200], QUERY, 400),
    "no Encrypt": (b"<xml><a>b</a></xml>", QUERY, 400),
    "empty Encrypt": (b"<xml><Encrypt/></xml>", QUERY, 400),
    "two Encrypt": (b"<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>", QUERY, 400),
    "not XML": (b"\xff\xfe{}", QUERY, 400),
    "entities": (b'<!DOCTYPE x [<!ENTITY a "b">]><xml><Encrypt>&a;</Encrypt></xml>', QUERY, 400),
    "other corp": (envelope(encrypt(TEXT, "wwother")), sign(encrypt(TEXT, "wwother")), 403),
    "signed garbage": (envelope("AAAA"), sign("AAAA"), 403),
    "signed non-base64": (envelope("%%%"), sign("%%%"), 403),
    "signed zeros": (
        envelope(_cbc(base64.b64decode(AES + "="), bytes(32))),
        sign(_cbc(base64.b64decode(AES + "="), bytes(32))),
        403,
    ),
    "not UTF-8": (envelope(encrypt(b"\xff\xfe")), sign(encrypt(b"\xff\xfe")), 403),
    "no message": (envelope(encrypt(b"hello")), sign(encrypt(b"hello")), 400),
    "truncated message": (envelope(encrypt(TEXT[:100])), sign(encrypt(TEXT[:100])), 400),
    "too large": (b"<xml>" + b" " * BODY_AT_MOST, QUERY, 413),
}


@pytest.mark.parametrize("case", GARBAGE)
async def test_garbage_is_refused_without_a_word(case: str, post: Post, inbox: InboxInMemory) -> None:
    body, query, status = GARBAGE[case]
    with capture_logs() as logs:
        answer = await post(body, query)
    assert (answer.status, await answer.read()) == (status, b"")
    assert not inbox.rows
    assert [entry["event"] for entry in logs] == ["wecom_callback_refused"]
    assert set(logs[0]) == {"event", "log_level", "status", "reason"}


async def test_a_body_of_unknown_length_is_capped(client: TestClient[Any, Any]) -> None:
    async def endless() -> Any:
        for _ in range(20):
            yield b" " * (BODY_AT_MOST // 16)

    answer = await client.post(PATH, params=QUERY, data=endless())
    assert answer.status == 413


async def test_the_largest_body_is_read_whatever_the_application_allows(post: Post) -> None:
    body = ENVELOPE + b" " * (BODY_AT_MOST - len(ENVELOPE))
    assert (await post(body, QUERY)).status == 200


async def test_a_store_that_fails_asks_for_the_repeat(post: Post, inbox: InboxInMemory) -> None:
    inbox.failure = OSError("disk full")
    with capture_logs() as logs:
        assert (await post(ENVELOPE, QUERY)).status == 503
    assert "预算" not in repr(logs)
    inbox.failure = None
    assert (await post(ENVELOPE, QUERY)).status == 200
    assert len(inbox.rows) == 1


async def test_logs_name_the_event_and_not_its_words(post: Post) -> None:
    with capture_logs() as logs:
        await post(ENVELOPE, QUERY)
    assert logs == [
        {
            "event": "wecom_event",
            "log_level": "info",
            "key": f"{CORP}:1000017:7300000000000000101",
            "kind": "text",
            "new": True,
        }
    ]


def test_without_callback_keys_there_is_no_address(send_only: WeComSettings, clock: Any, inbox: InboxInMemory) -> None:
    assert list(wecom_routes(send_only, clock, inbox)) == []


@pytest.mark.parametrize(
    "keys", [{"callback_token": "t"}, {"aes_key": AES}, {"callback_token": "t", "aes_key": "short"}]
)
def test_half_a_configuration_is_an_error(
    send_only: WeComSettings, clock: Any, inbox: InboxInMemory, keys: dict[str, str]
) -> None:
    changed = {name: SecretStr(value) for name, value in keys.items()}
    with pytest.raises(ValueError, match="WeCom callback needs"):
        wecom_routes(send_only.model_copy(update=changed), clock, inbox)


def test_replays_are_remembered_ten_minutes_and_never_too_many(clock: Any) -> None:
    crypto = CallbackCrypto(TOKEN, AES, CORP, clock)
    encrypted = encrypt(b"x")
    for number in range(REMEMBERED_AT_MOST + 5):
        crypto._seen.admit(Stamp("s", "1", str(number)), "event", clock.now())
    assert len(crypto._seen._entries) == REMEMBERED_AT_MOST
    clock.at += timedelta(minutes=10)
    stamp = Stamp.of(sign(encrypted, str(int(clock.at.timestamp()))))
    assert crypto.open_event(stamp, envelope(encrypted)) == b"x"
    assert len(crypto._seen._entries) == 1
    with pytest.raises(BadCallback, match="replay"):
        crypto.open_echo(stamp, encrypted)


class Noon:
    """The vector's moment."""

    def now(self) -> datetime:
        return datetime.fromtimestamp(1790000000, UTC)


@given(body=st.binary(max_size=300), plain=st.binary(max_size=300), receiver=st.text(max_size=20))
def test_no_bytes_bring_anything_but_a_refusal(body: bytes, plain: bytes, receiver: str) -> None:
    crypto = CallbackCrypto(TOKEN, AES, CORP, Noon())
    foreign = encrypt(plain, f"other{receiver}")
    noise = base64.b64encode(plain).decode()
    for stamp, posted in (
        (QUERY, body),
        (sign(foreign), envelope(foreign)),
        (sign(noise), envelope(noise)),
        (sign(receiver, nonce=receiver), body),
    ):
        with pytest.raises(BadCallback):
            crypto.open_event(Stamp.of(stamp), posted)
