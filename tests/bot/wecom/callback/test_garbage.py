"""What the callback address refuses without a word."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.wecom.crypto import BadCallback, CallbackCrypto, Stamp
from bot.wecom.receive import BODY_AT_MOST, PATH
from tests.bot.wecom.callback.callbacks import (
    AES,
    CORP,
    ENVELOPE,
    QUERY,
    TEXT,
    TOKEN,
    InboxInMemory,
    Post,
    _cbc,
    encrypt,
    envelope,
    sign,
)

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
