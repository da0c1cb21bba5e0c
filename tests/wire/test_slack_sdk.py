"""Slack's own client and framework against the simulator."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Literal

import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.models.blocks import ActionsBlock, ButtonElement, HeaderBlock, InputBlock, PlainTextInputElement
from slack_sdk.models.metadata import Metadata
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from simulator.slack import SlackSimulator
from simulator.world import Person, Room, World

Heard = asyncio.Queue[tuple[str, str]]


@pytest.fixture
def mode() -> Literal["http", "socket"]:
    return "http"


@pytest.fixture
async def slack(mode: Literal["http", "socket"]) -> AsyncIterator[SlackSimulator]:
    world = World()
    world.populate([Person("zhangwei", "张伟")], [Room("huadong", "华东群")])
    simulator = SlackSimulator(world, mode=mode)
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
def client(slack: SlackSimulator) -> AsyncWebClient:
    return AsyncWebClient(slack.bot_token, base_url=f"{slack.url}/api/")


def card() -> list[Any]:
    return [HeaderBlock(text="新线索"), ActionsBlock(elements=[ButtonElement(text="确认", action_id="card.confirm")])]


def bolt(slack: SlackSimulator, client: AsyncWebClient) -> tuple[AsyncApp, Heard]:
    """Return an app that notes what it hears and opens a modal for every press."""
    app = AsyncApp(client=client, signing_secret=slack.signing_secret)
    heard: Heard = asyncio.Queue()

    @app.event("message")
    async def message(event: dict[str, Any]) -> None:
        await heard.put(("message", event["text"]))

    @app.event("app_mention")
    async def mention(event: dict[str, Any]) -> None:
        await heard.put(("app_mention", event["text"]))

    @app.action("card.confirm")
    async def press(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        amount = InputBlock(block_id="b", label="金额", element=PlainTextInputElement(action_id="a"))
        view = View(type="modal", callback_id="edit", title="修改", submit="保存", blocks=[amount])
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.view("edit")
    async def submitted(ack: Any, view: dict[str, Any]) -> None:
        value = view["state"]["values"]["b"]["a"]["value"]
        await heard.put(("view", value))
        await (ack() if value != "0" else ack(response_action="errors", errors={"b": "太少"}))

    @app.command("/crm")
    async def command(ack: Any, body: dict[str, Any]) -> None:
        await ack("查到")
        await heard.put(("command", body["text"]))

    return app, heard


async def work_through(slack: SlackSimulator, client: AsyncWebClient, heard: Heard) -> None:
    """Let a person write, mention, press, fill in and command."""
    assert await slack.say("zhangwei", "你好")
    assert await slack.say("zhangwei", "查一下", group="华东群")
    await client.chat_postMessage(channel="zhangwei", text="新线索", blocks=card())
    shown = slack.visible("zhangwei")[-1]
    assert await slack.tap("zhangwei", shown, "确认", fill={"金额": "30"})
    with pytest.raises(LookupError, match="金额：太少"):
        await slack.tap("zhangwei", shown, "确认", fill={"金额": "0"})
    assert await slack.command("zhangwei", "/crm", "查")
    assert slack.visible("zhangwei")[-1].text == "查到"
    # Listeners of events run after the acknowledgement, in tasks of their own.
    assert sorted([await heard.get() for _ in range(5)]) == [
        ("app_mention", "<@UGENJINBOT> 查一下"),
        ("command", "查"),
        ("message", "你好"),
        ("view", "0"),
        ("view", "30"),
    ]


async def test_the_client_posts_updates_and_finds_its_message(slack: SlackSimulator, client: AsyncWebClient) -> None:
    metadata = Metadata(event_type="genjin_card", event_payload={"card": "c1"})
    sent = await client.chat_postMessage(channel="huadong", text="新线索", blocks=card(), metadata=metadata)
    await client.chat_update(channel=sent["channel"], ts=sent["ts"], text="已确认")
    (seen,) = slack.visible("zhangwei")
    assert (seen.kind, seen.card, seen.text, seen.group, seen.done) == ("update", "c1", "已确认", "华东群", True)
    history = await client.conversations_history(channel="huadong", include_all_metadata=True)
    assert history["messages"][0]["metadata"]["event_payload"] == {"card": "c1"}
    opened = await client.conversations_open(users="zhangwei")
    assert opened["channel"]["id"] == "Dzhangwei"
    await client.files_upload_v2(channel="huadong", filename="a.txt", content="日报", title="日报")
    assert slack.visible("zhangwei")[-1].kind == "file"


async def test_bolt_over_signed_http(slack: SlackSimulator, client: AsyncWebClient) -> None:
    app, heard = bolt(slack, client)
    runner = web.AppRunner(app.web_app("/slack/events"), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.events_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    try:
        assert await slack.http.verify()
        await work_through(slack, client, heard)
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("mode", ["socket"])
async def test_bolt_over_socket_mode(client: AsyncWebClient, slack: SlackSimulator) -> None:
    app, heard = bolt(slack, client)
    handler = AsyncSocketModeHandler(app, slack.app_token, web_client=client, ping_interval=0.5)
    await handler.connect_async()
    try:
        await work_through(slack, client, heard)
        await slack.socket.refresh()
        assert await slack.say("zhangwei", "换线后")
        slack.world.faults.order("slack", "drop_socket")
        assert await slack.say("zhangwei", "断线后")
    finally:
        await handler.close_async()
