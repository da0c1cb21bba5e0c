"""What Slack delivers: signed, retried, one id a message; commands, and the burst a channel takes."""

from __future__ import annotations

import asyncio
import json

from simulator.slack import SlackSimulator
from simulator.slack.delivery import sign
from tests.simulator.slack.slack_app import App, post


async def test_what_a_person_types_arrives_signed_and_escaped(slack: SlackSimulator, app: App) -> None:
    assert await slack.say("zhangwei", "A&B <公司>")
    event = app.got[0]["event"]
    assert (event["type"], event["channel_type"], event["channel"]) == ("message", "im", "Dzhangwei")
    assert event["text"] == "A&amp;B &lt;公司&gt;"
    assert await slack.say("lina", "查一下", group="华东群")
    event = app.got[1]["event"]
    assert (event["type"], event["text"], event["channel"]) == ("app_mention", "<@UGENJINBOT> 查一下", "huadong")
    slack.double_events = True
    assert await slack.say("lina", "查一下", group="华东群")
    twins = [got["event"] for got in app.got[2:]]
    assert [event["type"] for event in twins] == ["app_mention", "message"]
    assert twins[0]["ts"] == twins[1]["ts"] and app.got[2]["event_id"] != app.got[3]["event_id"]
    assert slack.world.in_flight == 0


async def test_events_are_retried_three_times_and_interactions_never(slack: SlackSimulator, app: App) -> None:
    app.answer = lambda payload: 500
    assert not await slack.say("zhangwei", "你好")
    assert [headers.get("X-Slack-Retry-Num") for headers in app.headers] == [None, "1", "2", "3"]
    assert app.headers[1]["X-Slack-Retry-Reason"] == "http_error"
    assert len({got["event_id"] for got in app.got}) == 1
    await post(app)
    assert not await slack.tap("zhangwei", slack.visible("zhangwei")[-1], "确认")
    assert len(app.got) == 5
    slack.deadline = 0.05
    app.answer = lambda payload: asyncio.sleep(1)
    assert not await slack.say("zhangwei", "你好")
    assert app.headers[-1]["X-Slack-Retry-Reason"] == "http_timeout"


async def test_duplicates_have_the_same_event_id(slack: SlackSimulator, app: App) -> None:
    slack.world.faults.order("slack", "duplicate")
    assert await slack.say("zhangwei", "一")
    assert await slack.say("zhangwei", "二")
    ids = [got["event_id"] for got in app.got]
    assert ids[0] == ids[1] != ids[2]


async def test_a_command_s_acknowledgement_is_shown_to_the_person_only(slack: SlackSimulator, app: App) -> None:
    app.answer = lambda payload: {"text": "查到 1 个客户"}
    assert await slack.command("lina", "/crm", "查 A&B", group="华东群")
    assert (app.got[0]["command"], app.got[0]["text"]) == ("/crm", "查 A&amp;B")
    assert [message.text for message in slack.visible("lina")] == ["查到 1 个客户"]
    assert slack.visible("zhangwei") == []


def test_the_signature_is_the_vendor_s() -> None:
    with open("tests/payloads/slack_signature_vector.json") as file:
        vector = json.load(file)
    assert (
        sign(vector["signing_secret"], str(vector["timestamp"]), vector["body"].encode()) == vector["x_slack_signature"]
    )
