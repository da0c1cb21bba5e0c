from __future__ import annotations

import json
from typing import Any

from tests.bot.dingtalk.streaming import Start, payload


async def test_it_subscribes_to_events_messages_and_card_clicks(gateway: Any, start: Start) -> None:
    client = start()
    await gateway.sockets.get()
    await client.connected.wait()
    (asked,) = gateway.opened
    assert (asked["clientId"], asked["clientSecret"]) == ("dingKEY", "s3cret")
    assert asked["subscriptions"] == [
        {"type": "EVENT", "topic": "*"},
        {"type": "CALLBACK", "topic": "/v1.0/im/bot/messages/get"},
        {"type": "CALLBACK", "topic": "/v1.0/card/instances/callback"},
    ]


async def test_a_message_is_acknowledged_only_after_it_is_stored(gateway: Any, inbox: Any, start: Start) -> None:
    inbox.gate.clear()
    start()
    socket = await gateway.sockets.get()
    await socket.send_json(payload("single_text"))
    await socket.send_json(payload("system_ping"))
    _, first = await gateway.acks.get()
    assert first["headers"]["messageId"] == "fict-stream-msg-0011", "the ping is answered while the message waits"
    assert json.loads(first["data"]) == {"opaque": "fict-ping-0001"}
    inbox.gate.set()
    _, ack = await gateway.acks.get()
    assert (ack["code"], ack["message"]) == (200, "OK")
    assert ack["headers"] == {"messageId": "fict-stream-msg-0001", "contentType": "application/json"}
    ((platform, key, partition, raw),) = inbox.rows
    assert (platform, key) == ("dingtalk", "msg:msgFICT0001==")
    assert partition == "dingtalk:dingFICTcorp0001:linqiao01"
    stored, sent = json.loads(raw), payload("single_text")
    kept, told = json.loads(stored.pop("data")), json.loads(sent.pop("data"))
    assert told.pop("sessionWebhook").startswith("https://") and kept.pop("sessionWebhook") == ""
    assert (stored, kept) == (sent, told)


async def test_a_card_click_is_answered_without_changing_the_card(gateway: Any, inbox: Any, start: Start) -> None:
    start()
    socket = await gateway.sockets.get()
    await socket.send_json(payload("card_action"))
    _, ack = await gateway.acks.get()
    assert json.loads(ack["data"]) == {"response": {}}
    assert [row[1] for row in inbox.rows] == ["card:fict-stream-msg-0008"]


async def test_a_double_click_is_stored_once_and_answered_twice(gateway: Any, inbox: Any, start: Start) -> None:
    start()
    socket = await gateway.sockets.get()
    again = payload("card_action")
    again["headers"]["messageId"] = "fict-stream-msg-0099"
    other = payload("card_form_submit")
    for frame in (payload("card_action"), again, other):
        await socket.send_json(frame)
    answers = [(await gateway.acks.get())[1] for _ in range(3)]
    assert {answer["headers"]["messageId"] for answer in answers} == {
        "fict-stream-msg-0008",
        "fict-stream-msg-0099",
        "fict-stream-msg-0009",
    }
    assert all(answer["code"] == 200 for answer in answers)
    assert sorted(row[1] for row in inbox.rows) == ["card:fict-stream-msg-0008", "card:fict-stream-msg-0009"]


async def test_what_cannot_be_stored_is_asked_for_again(gateway: Any, inbox: Any, start: Start) -> None:
    inbox.broken = True
    start()
    socket = await gateway.sockets.get()
    await socket.send_json(payload("card_action"))
    assert (await gateway.acks.get())[1]["code"] == 500
    await socket.send_json(payload("add_external_contact_event"))
    assert json.loads((await gateway.acks.get())[1]["data"])["status"] == "LATER"
    inbox.broken = False
    await socket.send_json(payload("card_action"))
    assert (await gateway.acks.get())[1]["code"] == 200
    await socket.send_json(payload("add_external_contact_event"))
    assert json.loads((await gateway.acks.get())[1]["data"]) == {"status": "SUCCESS"}
    assert len(inbox.rows) == 2


async def test_odd_frames_are_refused_by_name_and_nothing_stops(gateway: Any, inbox: Any, start: Start) -> None:
    start()
    socket = await gateway.sockets.get()
    await socket.send_str("{")
    await socket.send_bytes(b"\x00")
    await socket.send_json({"type": "NEW", "headers": {"messageId": "m1"}})
    assert (await gateway.acks.get())[1]["code"] == 400
    await socket.send_json({"type": "CALLBACK", "headers": {"messageId": "m2", "topic": "/v1.0/graph/api/invoke"}})
    assert (await gateway.acks.get())[1]["code"] == 404
    await socket.send_json(payload("quota_error"))
    assert (await gateway.acks.get())[1]["code"] == 200
    assert [row[1] for row in inbox.rows] == ["msg:msgFICT0007=="]
