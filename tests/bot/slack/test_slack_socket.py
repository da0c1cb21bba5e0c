from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.slack.parse import parse
from bot.slack.socket import SlackSocket
from config.platforms import SlackSettings

PAYLOADS = Path(__file__).parents[2] / "payloads"


def _envelope(kind: str, payload: Any, number: int = 1) -> dict[str, Any]:
    return {"envelope_id": f"env-{number}", "type": kind, "accepts_response_payload": False, "payload": payload}


def _payload(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((PAYLOADS / f"slack_{name}.json").read_text())
    return loaded


@pytest.fixture
async def link(settings: SlackSettings, slack: Any, inbox: Any, clock: Any) -> AsyncIterator[Any]:
    """A link that nothing but its server ends: the next ping is further away than any test is long.

    The library takes four pings without an answer for a dead link, so short pings on a busy machine move it by chance.
    """
    socket = SlackSocket(settings, inbox, clock, ping_seconds=60)
    task = asyncio.create_task(socket.run())
    yield await slack.links.get()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 10)


EVENTS = [
    "dm_text",
    "app_mention",
    "voice_file_share",
    "file_shared",
    "app_home_opened",
    "connect_invite_accepted",
    "member_joined_external",
]
INTERACTIONS = ["block_actions_button", "block_actions_select", "view_submission", "view_closed", "message_shortcut"]


async def test_every_envelope_is_acknowledged_with_its_own_id(link: Any, slack: Any, inbox: Any) -> None:
    envelopes = [_envelope("events_api", _payload(name)) for name in EVENTS]
    envelopes += [_envelope("interactive", _payload(name)) for name in INTERACTIONS]
    command = {"command": "/crm", "text": "查 云杉", "team_id": "T1", "user_id": "U1", "trigger_id": "1.2.3"}
    envelopes.append(_envelope("slash_commands", command))
    envelopes.append(_envelope("events_api", _payload("dm_text") | {"event": {"type": "brand_new", "event_ts": "1.2"}}))
    for number, envelope in enumerate(envelopes):
        envelope["envelope_id"] = f"env-{number}"
        await link.send_json(envelope)
        assert await slack.acks.get() == {"envelope_id": f"env-{number}"}
    kinds = [type(parse(raw)[0]).__name__ for _, raw in inbox.rows.values()]
    assert kinds == [
        *("InboundMessage", "InboundMessage", "InboundMessage", "Opened", "CustomerEvent", "CustomerEvent"),
        *("CardAction", "CardAction", "InboundMessage", "InboundMessage", "Unsupported"),
    ]
    assert all(method == "apps.connections.open" for method, _, _ in slack.calls), "storing needs no call"


async def test_what_cannot_be_stored_is_not_acknowledged(link: Any, slack: Any, inbox: Any) -> None:
    inbox.broken = True
    await link.send_json(_envelope("events_api", _payload("dm_text"), 1))
    await link.send_json(_envelope("interactive", _payload("view_closed"), 2))
    assert await slack.acks.get() == {"envelope_id": "env-2"}
    inbox.broken = False
    await link.send_json(_envelope("events_api", _payload("dm_text"), 3))
    assert await slack.acks.get() == {"envelope_id": "env-3"}
    assert len(inbox.rows) == 1


async def test_it_moves_when_slack_asks_and_comes_back_when_the_link_is_cut(link: Any, slack: Any, inbox: Any) -> None:
    await link.send_json(_payload("socket_disconnect"))
    second = await slack.links.get()
    await second.send_json(_envelope("events_api", _payload("dm_text"), 1))
    assert (await slack.acks.get())["envelope_id"] == "env-1"
    await second.close(code=1001)
    third = await slack.links.get()
    await third.send_json(_envelope("events_api", _payload("app_mention"), 2))
    assert (await slack.acks.get())["envelope_id"] == "env-2"
    assert len(inbox.rows) == 2


async def test_a_dead_address_is_given_up_and_neither_ticket_nor_token_is_logged(
    settings: SlackSettings, slack: Any, inbox: Any, clock: Any, caplog: pytest.LogCaptureFixture
) -> None:
    nowhere = {"ok": True, "url": "ws://127.0.0.1:1/?ticket=hush"}
    slack.script("apps.connections.open", (200, {}, json.dumps(nowhere)))
    socket = SlackSocket(settings, inbox, clock, ping_seconds=0.2)
    task = asyncio.create_task(socket.run())
    await slack.opened.get()
    assert not await socket.connected()
    await slack.links.get()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 10)
    assert "Failed to connect" in caplog.text
    assert "hush" not in caplog.text
    assert "xapp" not in caplog.text
