"""What a failed call to Slack means to the outbox."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.errors import AuthExpired, NoHandle, RateLimited, Rejected, RemoteError, Unknown, Unreachable
from bot.slack.surface import SlackSurface
from bot.surface import Receipt
from config.platforms import SlackSettings
from tests.bot.slack.parcels import SALES, card_parcel, text_parcel


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((429, {"Retry-After": "17"}, '{"ok": false, "error": "ratelimited"}'), RateLimited),
        ({"ok": False, "error": "ratelimited"}, RateLimited),
        ({"ok": False, "error": "token_revoked"}, AuthExpired),
        ({"ok": False, "error": "invalid_blocks"}, Rejected),
        ({"ok": False, "error": "channel_not_found"}, Rejected),
        ({"ok": False, "error": "internal_error"}, Unknown),
        ((500, {}, "oops"), Unknown),
        ((503, {}, '{"ok": false, "error": "service_unavailable"}'), Unreachable),
        ("cut", Unknown),
    ],
)
async def test_refusals_have_the_meaning_the_outbox_needs(
    surface: SlackSurface, slack: Any, answer: Any, error: type[RemoteError]
) -> None:
    slack.script("chat.postMessage", answer)
    parcel = text_parcel(target=SALES)
    with pytest.raises(error) as raised:
        await surface.post(parcel, surface.parts(parcel)[0], 0)
    assert type(raised.value) is error
    assert [method for method, _, _ in slack.calls].count("chat.postMessage") == 1, "never repeated on its own"
    if isinstance(answer, tuple) and answer[0] == 429:
        assert isinstance(raised.value, RateLimited)
        assert raised.value.retry_after == 17


async def test_no_answer_in_time_is_unknown(surface: SlackSurface, slack: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("bot.slack.failures.CALL_SECONDS", 0.05)
    slack.script("chat.postMessage", "hang")
    parcel = text_parcel(target=SALES)
    with pytest.raises(Unknown):
        await surface.post(parcel, surface.parts(parcel)[0], 0)


async def test_nobody_listening_is_unreachable(settings: SlackSettings, session: aiohttp.ClientSession) -> None:
    dead = SlackSurface(settings.model_copy(update={"api_base": "http://127.0.0.1:1/api/"}), (), session)
    parcel = text_parcel(target=SALES)
    with pytest.raises(Unreachable):
        await dead.post(parcel, dead.parts(parcel)[0], 0)


async def test_a_card_that_is_gone_has_no_handle(surface: SlackSurface, slack: Any) -> None:
    slack.script("chat.update", {"ok": False, "error": "message_not_found"})
    parcel = card_parcel("update", place=Receipt("1.1", {"channel": "D1", "ts": "1.1"}))
    with pytest.raises(NoHandle):
        await surface.post(parcel, surface.parts(parcel)[0], 0)
    with pytest.raises(NoHandle):
        surface.parts(card_parcel("update", place=Receipt("1.1")))
