from __future__ import annotations

from typing import Any

import pytest

from bot.errors import Rejected
from bot.slack.surface import SlackSurface
from bot.surface import Parcel, Receipt, Target
from cards.card import Card, Input
from tests.bot.slack.parcels import LIN, ROOM, SALES, SIGN, card_parcel, text_parcel


async def test_a_text_goes_to_the_direct_channel_which_is_asked_once(surface: SlackSurface, slack: Any) -> None:
    slack.script("chat.postMessage", *({"channel": "D1", "ts": ts} for ts in ("5.1", "5.2")))
    parcel = text_parcel("看 <@U2> **急** [报价](https://a.test/x) A&B")
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
    parts = surface.parts(text_parcel("\n".join(lines)))
    assert len(parts) == 3
    assert all(len(part.body["text"]) <= 4000 for part in parts)
    assert "\n".join(part.body["text"] for part in parts).split("\n") == lines
    deliveries = [part.body["metadata"]["event_payload"]["delivery"] for part in parts]
    assert deliveries == ["say:1#0", "say:1#1", "say:1#2"]


async def test_a_card_is_posted_and_later_replaced_where_it_stands(surface: SlackSurface, slack: Any) -> None:
    slack.script("chat.postMessage", {"channel": "C1", "ts": "7.7"})
    parcel = card_parcel(target=SALES)
    (part,) = surface.parts(parcel)
    receipt = await surface.post(parcel, part, 0)
    posted = slack.calls[-1][2]
    assert (posted["channel"], posted["thread_ts"]) == ("C1", "1.1")
    assert posted["metadata"]["event_payload"] == {"delivery": "card-1:2:U1#0", "card": "card-1"}
    update = card_parcel("update", SALES, receipt)
    (change,) = surface.parts(update)
    assert await surface.post(update, change, 0) == receipt
    method, _, body = slack.calls[-1]
    assert (method, body["channel"], body["ts"]) == ("chat.update", "C1", "7.7")
    assert body["blocks"]


async def test_a_room_is_its_channel_and_an_unknown_one_is_refused(surface: SlackSurface, slack: Any) -> None:
    parcel = text_parcel(target=ROOM)
    await surface.post(parcel, surface.parts(parcel)[0], 0)
    assert slack.calls[-1][2]["channel"] == "C9"
    lost = text_parcel(target=Target("slack", "webhook", "华北"))
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
    parcel = card_parcel()
    (part,) = surface.parts(parcel)
    assert await surface.find_sent(parcel, part, 0) is None
    assert await surface.find_sent(parcel, part, 0) == Receipt("9.3", {"channel": "D1", "ts": "9.3"})
    assert slack.calls[-1][2]["include_all_metadata"] in ("1", "true")
    threaded = card_parcel(target=SALES)
    slack.script("conversations.replies", {"messages": [{"ts": "9.4", "metadata": told}]})
    found = await surface.find_sent(threaded, surface.parts(threaded)[0], 0)
    assert found is not None
    assert found.message_id == "9.4"


def test_each_channel_has_its_own_gate(surface: SlackSurface) -> None:
    assert surface.gate_key(text_parcel()) == ("slack:user:U1", 1.0)
    assert surface.gate_key(text_parcel(target=SALES)) == ("slack:group:C1", 1.0)
    assert surface.gate_key(card_parcel("modal")) == ("slack:form:U1", 1.0)


def test_what_slack_has_no_word_for_is_refused(surface: SlackSurface) -> None:
    with pytest.raises(Rejected):
        surface.parts(Parcel("w", "welcome", LIN, text="你好"))
