from __future__ import annotations

from datetime import datetime
from typing import Any

import aiohttp
import pytest

from bot.errors import AuthExpired, NoHandle, RateLimited, Rejected, RemoteError, Unknown, Unreachable
from bot.slack.surface import SlackSurface
from bot.surface import Parcel, Receipt, Target
from cards.card import Action, Card, Input
from cards.token import signer
from config.platforms import RoomSettings, SlackSettings
from handlers.inbound import MediaRef

LIN = Target("slack", "user", "U1")
SALES = Target("slack", "group", "C1", thread="1.1")
ROOM = Target("slack", "webhook", "华东")
CARD = Card("card-1", 2, "confirm", "确认跟进", summary="云杉样例", actions=(Action("confirm", "确认", "primary"),))
SIGN = signer(CARD.id, CARD.rev, datetime.fromisoformat("2026-12-01T00:00:00+08:00"), b"secret")


@pytest.fixture
def surface(settings: SlackSettings, session: aiohttp.ClientSession, slack: Any) -> SlackSurface:
    slack.script("conversations.open", {"channel": {"id": "D1"}})
    return SlackSurface(settings, (RoomSettings(name="华东", slack_channel="C9"),), session)


def _text(words: str = "你好", target: Target = LIN) -> Parcel:
    return Parcel("say:1", "text", target, text=words)


def _card(kind: Any = "card", target: Target = LIN, place: Receipt | None = None, **more: Any) -> Parcel:
    return Parcel("card-1:2:U1", kind, target, card=CARD, sign=SIGN, place=place, **more)


async def test_a_text_goes_to_the_direct_channel_which_is_asked_once(surface: SlackSurface, slack: Any) -> None:
    slack.script("chat.postMessage", *({"channel": "D1", "ts": ts} for ts in ("5.1", "5.2")))
    parcel = _text("看 <@U2> **急** [报价](https://a.test/x) A&B")
    (part,) = surface.parts(parcel)
    assert await surface.post(parcel, part, 0) == Receipt("5.1", {"channel": "D1", "ts": "5.1"})
    assert await surface.post(parcel, part, 0) == Receipt("5.2", {"channel": "D1", "ts": "5.2"})
    methods = [method for method, _, _ in slack.calls]
    assert methods == ["conversations.open", "chat.postMessage", "chat.postMessage"]
    _, auth, body = slack.calls[1]
    assert auth == "Bearer xoxb-fict"
    assert body["text"] == "看 &lt;@U2&gt; *急* <https://a.test/x|报价> A&amp;B"
    assert body["metadata"] == {"event_type": "genjin_card", "event_payload": {"delivery": "say:1#0", "card": ""}}


def test_a_long_text_is_split_and_loses_nothing(surface: SlackSurface) -> None:
    lines = [f"{number} {'跟' * 300}" for number in range(30)]
    parts = surface.parts(_text("\n".join(lines)))
    assert len(parts) == 3
    assert all(len(part.body["text"]) <= 4000 for part in parts)
    assert "\n".join(part.body["text"] for part in parts).split("\n") == lines
    deliveries = [part.body["metadata"]["event_payload"]["delivery"] for part in parts]
    assert deliveries == ["say:1#0", "say:1#1", "say:1#2"]


async def test_a_card_is_posted_and_later_replaced_where_it_stands(surface: SlackSurface, slack: Any) -> None:
    slack.script("chat.postMessage", {"channel": "C1", "ts": "7.7"})
    parcel = _card(target=SALES)
    (part,) = surface.parts(parcel)
    receipt = await surface.post(parcel, part, 0)
    posted = slack.calls[-1][2]
    assert (posted["channel"], posted["thread_ts"]) == ("C1", "1.1")
    assert posted["metadata"]["event_payload"] == {"delivery": "card-1:2:U1#0", "card": "card-1"}
    update = _card("update", SALES, receipt)
    (change,) = surface.parts(update)
    assert await surface.post(update, change, 0) == receipt
    method, _, body = slack.calls[-1]
    assert (method, body["channel"], body["ts"]) == ("chat.update", "C1", "7.7")
    assert body["blocks"]


async def test_a_room_is_its_channel_and_an_unknown_one_is_refused(surface: SlackSurface, slack: Any) -> None:
    parcel = _text(target=ROOM)
    await surface.post(parcel, surface.parts(parcel)[0], 0)
    assert slack.calls[-1][2]["channel"] == "C9"
    lost = _text(target=Target("slack", "webhook", "华北"))
    with pytest.raises(Rejected):
        await surface.post(lost, surface.parts(lost)[0], 0)


async def test_a_form_opens_for_the_trigger(surface: SlackSurface, slack: Any) -> None:
    slack.script("views.open", {"view": {"id": "V1"}}, {"ok": False, "error": "expired_trigger_id"})
    form = Card("card-2", 1, "edit", "补全", inputs=(Input("amount", "金额", "number"),))
    parcel = Parcel("m", "modal", LIN, card=form, sign=SIGN, trigger="1.2.3")
    (part,) = surface.parts(parcel)
    assert await surface.post(parcel, part, 0) == Receipt("V1")
    assert slack.calls[-1][2]["trigger_id"] == "1.2.3"
    with pytest.raises(Rejected, match="expired_trigger_id"):
        await surface.post(parcel, part, 0)


async def test_what_arrived_is_found_by_its_delivery(surface: SlackSurface, slack: Any) -> None:
    told = {"event_type": "genjin_card", "event_payload": {"delivery": "card-1:2:U1#0", "card": "card-1"}}
    messages = [{"ts": "9.1"}, {"ts": "9.2", "metadata": {"event_payload": {"delivery": "other#0"}}}]
    slack.script(
        "conversations.history", {"messages": messages}, {"messages": [*messages, {"ts": "9.3", "metadata": told}]}
    )
    parcel = _card()
    (part,) = surface.parts(parcel)
    assert await surface.find_sent(parcel, part, 0) is None
    assert await surface.find_sent(parcel, part, 0) == Receipt("9.3", {"channel": "D1", "ts": "9.3"})
    assert slack.calls[-1][2]["include_all_metadata"] in ("1", "true")
    threaded = _card(target=SALES)
    slack.script("conversations.replies", {"messages": [{"ts": "9.4", "metadata": told}]})
    found = await surface.find_sent(threaded, surface.parts(threaded)[0], 0)
    assert found is not None
    assert found.message_id == "9.4"


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
    parcel = _text(target=SALES)
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
    parcel = _text(target=SALES)
    with pytest.raises(Unknown):
        await surface.post(parcel, surface.parts(parcel)[0], 0)


async def test_nobody_listening_is_unreachable(settings: SlackSettings, session: aiohttp.ClientSession) -> None:
    dead = SlackSurface(settings.model_copy(update={"api_base": "http://127.0.0.1:1/api/"}), (), session)
    parcel = _text(target=SALES)
    with pytest.raises(Unreachable):
        await dead.post(parcel, dead.parts(parcel)[0], 0)


async def test_a_card_that_is_gone_has_no_handle(surface: SlackSurface, slack: Any) -> None:
    slack.script("chat.update", {"ok": False, "error": "message_not_found"})
    parcel = _card("update", place=Receipt("1.1", {"channel": "D1", "ts": "1.1"}))
    with pytest.raises(NoHandle):
        await surface.post(parcel, surface.parts(parcel)[0], 0)
    with pytest.raises(NoHandle):
        surface.parts(_card("update", place=Receipt("1.1")))


async def test_a_clip_is_fetched_with_the_token(surface: SlackSurface, slack: Any) -> None:
    slack.script("/files/a.m4a", b"audio")
    assert await surface.fetch(MediaRef("slack", f"{slack.url}/files/a.m4a")) == b"audio"
    assert slack.downloads == [("/files/a.m4a", "Bearer xoxb-fict")]


async def test_a_file_without_address_is_asked_for_by_id(surface: SlackSurface, slack: Any) -> None:
    slack.script("files.info", {"file": {"url_private_download": f"{slack.url}/files/b.m4a"}})
    slack.script("/files/b.m4a", b"audio")
    assert await surface.fetch(MediaRef("slack", "", extra={"file_id": "F1"})) == b"audio"
    with pytest.raises(Rejected):
        await surface.fetch(MediaRef("slack", ""))


async def test_the_login_page_is_not_a_clip(surface: SlackSurface, slack: Any) -> None:
    slack.script("/files/a.m4a", 200, 404)
    for _ in range(2):
        with pytest.raises(Rejected):
            await surface.fetch(MediaRef("slack", f"{slack.url}/files/a.m4a"))


async def test_the_token_does_not_follow_a_redirect_to_another_host(surface: SlackSurface, slack: Any) -> None:
    slack.script("/files/a.m4a", f"{slack.url.replace('127.0.0.1', 'localhost')}/files/c.m4a")
    slack.script("/files/c.m4a", b"audio")
    assert await surface.fetch(MediaRef("slack", f"{slack.url}/files/a.m4a")) == b"audio"
    assert slack.downloads == [("/files/a.m4a", "Bearer xoxb-fict"), ("/files/c.m4a", "")]


async def test_the_token_goes_to_no_foreign_host(
    settings: SlackSettings, session: aiohttp.ClientSession, slack: Any
) -> None:
    real = SlackSurface(settings.model_copy(update={"api_base": "https://slack.com/api/"}), (), session)
    for address in (f"{slack.url}/files/a", "https://slack.com.evil.test/a", "http://files.slack.com/a", "file:///etc"):
        with pytest.raises(Rejected, match="foreign_host"):
            await real.fetch(MediaRef("slack", address))
    assert slack.downloads == []


def test_each_channel_has_its_own_gate(surface: SlackSurface) -> None:
    assert surface.gate_key(_text()) == ("slack:user:U1", 1.0)
    assert surface.gate_key(_text(target=SALES)) == ("slack:group:C1", 1.0)
    assert surface.gate_key(_card("modal")) == ("slack:form:U1", 1.0)


def test_what_slack_has_no_word_for_is_refused(surface: SlackSurface) -> None:
    with pytest.raises(Rejected):
        surface.parts(Parcel("w", "welcome", LIN, text="你好"))
