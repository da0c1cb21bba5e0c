"""Cards on Slack: drawn, pressed, answered later."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from simulator.slack import SlackSimulator
from tests.simulator.slack.slack_app import CARD, META, NOTE, SELECT, App, Clock, button, option, plain, post


async def test_a_card_is_seen_as_it_looks(slack: SlackSimulator, app: App) -> None:
    sent = await post(app)
    assert sent["channel"] == "Dzhangwei"
    (card,) = slack.visible("zhangwei")
    assert (card.kind, card.card, card.to, card.group) == ("card", "c1", "zhangwei", None)
    assert (card.title, card.text) == ("新线索", "请 核对\n来源： 展会 & 官网\n10:00")
    assert card.fields == {"来源": "展会 & 官网", "客户公司": "杭州测试", "手机号": "13800001234"}
    assert card.colours == {"手机号": "red"}
    assert card.links == {"杭州测试": "http://x/1", "客户公司": "http://x/1", "打开": "http://x/2"}
    assert (card.inputs, card.choices) == (["下一步"], {"阶段": ["演示", "报价"]})
    assert card.buttons == ["确认", "打开", "不再提醒", "转派"]
    assert not card.done
    body = {"channel": sent["channel"], "ts": sent["ts"], "text": "好", "blocks": CARD[:2]}
    assert (await app.call("chat.update", body))["ok"]
    (card,) = slack.visible("zhangwei")
    assert (card.kind, card.card, card.done, card.buttons) == ("update", "c1", True, [])
    with pytest.raises(LookupError, match="没有按钮"):
        await slack.tap("zhangwei", card, "确认")


async def test_a_press_reports_the_state_of_the_message(slack: SlackSimulator, app: App) -> None:
    sent = await post(app)
    card = slack.visible("zhangwei")[0]
    assert await slack.tap("zhangwei", card, "确认", {"阶段": "报价"}, {"下一步": "发合同"})
    chosen, pressed = app.got
    assert chosen["actions"][0]["selected_option"]["value"] == "s2"
    assert pressed["actions"][0]["value"] == "card.confirm-token"
    assert pressed["container"]["message_ts"] == sent["ts"]
    assert pressed["message"]["metadata"] == META
    values = pressed["state"]["values"]
    assert values["note_block"]["note"] == {"type": "plain_text_input", "value": "发合同"}
    assert values["buttons"]["stage"]["selected_option"]["value"] == "s2"
    assert await slack.tap("zhangwei", card, "转派")
    assert app.got[-1]["actions"][0]["selected_option"]["value"] == "give"
    with pytest.raises(LookupError, match="确认"):
        await slack.tap("zhangwei", card, "不存在")
    with pytest.raises(LookupError, match="报价"):
        await slack.tap("zhangwei", card, "确认", {"阶段": "成交"})


@pytest.mark.parametrize(
    "wrong",
    [
        [{"type": "header", "text": plain("长" * 151)}],
        [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}],
        [{"type": "section", "fields": [{"type": "mrkdwn", "text": "x"}] * 11}],
        [{"type": "section"}],
        [{"type": "actions", "elements": [button("x", f"a{n}") for n in range(26)]}],
        [{"type": "actions", "elements": [button("长" * 76, "a")]}],
        [{"type": "actions", "elements": [button("x", "same"), button("y", "same")]}],
        [{"type": "actions", "elements": [SELECT | {"options": [option("x", "v" * 151)]}]}],
        [{"type": "actions", "elements": [{"type": "overflow", "action_id": "o", "options": [option("x", "v")]}]}],
        [{"type": "divider"}] * 51,
        [{"type": "unheard_of"}],
        [NOTE, NOTE],
    ],
)
async def test_blocks_beyond_the_limits_are_refused(app: App, wrong: list[dict[str, Any]]) -> None:
    answer = await post(app, blocks=wrong)
    assert answer["error"] == "invalid_blocks"
    assert "json-pointer:/blocks" in answer["response_metadata"]["messages"][0]


async def test_a_thread_and_a_plain_message_with_metadata(slack: SlackSimulator, app: App) -> None:
    plain_text = {
        "channel": "huadong",
        "text": "一",
        "metadata": {"event_type": "g", "event_payload": {"delivery": "d"}},
    }
    first = await app.call("chat.postMessage", plain_text)
    await app.call("chat.postMessage", plain_text | {"text": "二", "thread_ts": first["ts"]})
    await app.call("chat.postMessage", plain_text | {"text": "三"})
    thread = await app.call("conversations.replies", {"channel": "huadong", "ts": first["ts"]})
    assert [message["text"] for message in thread["messages"]] == ["一", "二"]
    assert [(message.kind, message.card) for message in slack.visible("lina")] == [("text", None)] * 3


async def test_response_url_five_times_in_thirty_minutes(slack: SlackSimulator, app: App, clock: Clock) -> None:
    await app.call("chat.postEphemeral", {"channel": "huadong", "user": "lina", "text": "只给你", "blocks": CARD})
    assert slack.visible("zhangwei") == []
    (seen,) = slack.visible("lina")
    assert (seen.to, seen.group) == ("lina", "华东群")
    assert await slack.tap("lina", seen, "确认")
    assert app.got[0]["container"]["is_ephemeral"] and "message" not in app.got[0]
    url, body = app.got[0]["response_url"], {"replace_original": True, "text": "已确认"}
    statuses = []
    for _ in range(6):
        async with app.http.post(url, json=body) as answer:
            statuses.append(answer.status)
    assert statuses == [200] * 5 + [404]
    (seen,) = slack.visible("lina")
    assert (seen.kind, seen.text, seen.done) == ("update", "已确认", True)
    await slack.command("lina", "/crm", "查 杭州测试", group="华东群")
    clock.at += timedelta(minutes=30)
    async with app.http.post(app.got[-1]["response_url"], json={"text": "晚了"}) as answer:
        assert answer.status == 404
