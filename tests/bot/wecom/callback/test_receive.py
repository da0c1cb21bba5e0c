"""The callback address: checked, decrypted, stored, acknowledged."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.wecom.crypto import REMEMBERED_AT_MOST, BadCallback, CallbackCrypto, Stamp
from bot.wecom.receive import BODY_AT_MOST, PATH, wecom_routes
from config.platforms import WeComSettings
from tests.bot.wecom.callback.callbacks import (
    AES,
    CORP,
    ENVELOPE,
    QUERY,
    TEXT,
    TOKEN,
    VECTOR,
    InboxInMemory,
    Post,
    encrypt,
    envelope,
    sign,
)


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
