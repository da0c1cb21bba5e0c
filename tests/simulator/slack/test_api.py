"""Slack's Web API when it refuses, limits and fails."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from simulator.slack import SlackSimulator
from tests.simulator.slack.slack_app import META, App, post


async def test_errors_of_the_web_api(slack: SlackSimulator, app: App) -> None:
    assert (await app.call("auth.test", {}, token="xoxb-other"))["error"] == "invalid_auth"
    assert (await app.call("apps.connections.open", {}))["error"] == "not_allowed_token_type"
    assert (await post(app, channel="nobody"))["error"] == "channel_not_found"
    assert (await post(app, text="x" * 40_001))["error"] == "msg_too_long"
    missing = {"channel": "zhangwei", "ts": "1.000001", "text": "x"}
    assert (await app.call("chat.update", missing))["error"] == "message_not_found"
    assert (await app.call("users.lookupByEmail", {"email": "lina@x.test"}))["user"]["real_name"] == "李娜"


async def test_a_channel_takes_a_burst_of_five(app: App) -> None:
    answers = [await post(app) for _ in range(6)]
    assert [answer["status"] for answer in answers] == [200] * 5 + [429]
    assert (await post(app, channel="huadong"))["ok"]


async def test_faults(slack: SlackSimulator, app: App) -> None:
    faults = slack.world.faults
    faults.order("slack", "429")
    assert (await post(app))["status"] == 429
    faults.order("slack", "token_expired")
    assert (await post(app))["error"] == "token_expired"
    faults.order("slack", "refuse")
    with pytest.raises(aiohttp.ClientError):
        await post(app)
    assert slack.world.messages == []
    faults.order("slack", "timeout")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(post(app), 0.3)
    history = await app.call("conversations.history", {"channel": "Dzhangwei", "include_all_metadata": True})
    assert [message["metadata"] for message in history["messages"]] == [META]
    without = await app.call("conversations.history", {"channel": "Dzhangwei"})
    assert "metadata" not in without["messages"][0]
