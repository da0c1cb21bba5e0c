"""Modals and the home tab of Slack."""

from __future__ import annotations

import json
from typing import Any

import pytest

from simulator.slack import SlackSimulator
from tests.simulator.slack.slack_app import CARD, NOTE, App, button, plain, post


def modal(*inputs: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "modal",
        "title": plain("修改线索"),
        "submit": plain("保存"),
        "close": plain("取消"),
        "private_metadata": json.dumps({"card": "c1"}),
        "callback_id": "card.edit",
        "blocks": list(inputs) or [NOTE | {"optional": False}],
    }


async def test_a_modal_opens_is_filled_and_submitted(slack: SlackSimulator, app: App) -> None:
    opened: list[dict[str, Any]] = []

    async def answer(payload: dict[str, Any]) -> Any:
        if payload["type"] == "view_submission":
            value = payload["view"]["state"]["values"]["amount_block"]["amount"]["value"]
            if value == "-1":
                return {"response_action": "errors", "errors": {"amount_block": "金额要大于零"}}
            return {}
        body = {"trigger_id": payload["trigger_id"], "view": modal(amount)}
        opened.append(await app.call("views.open", body))
        return {}

    amount = {
        "type": "input",
        "block_id": "amount_block",
        "label": plain("金额"),
        "element": {"type": "number_input", "action_id": "amount", "is_decimal_allowed": False},
    }
    app.answer = answer
    await post(app)
    card = slack.visible("zhangwei")[0]
    assert await slack.tap("zhangwei", card, "确认", fill={"金额": "30"})
    assert app.got[-1]["view"]["private_metadata"] == '{"card": "c1"}'
    assert [message.title for message in slack.visible("zhangwei")] == ["新线索"]
    with pytest.raises(LookupError, match="金额：金额要大于零"):
        await slack.tap("zhangwei", card, "确认", fill={"金额": "-1"})
    assert await slack.tap("zhangwei", card, "确认")
    form = slack.visible("zhangwei")[-1]
    assert (form.kind, form.card, form.title, form.inputs, form.buttons) == (
        "card",
        "c1",
        "修改线索",
        ["金额"],
        ["保存"],
    )
    with pytest.raises(LookupError, match="还没填"):
        await slack.tap("zhangwei", form, "保存")
    assert await slack.tap("zhangwei", form, "保存", fill={"金额": "5"})
    with pytest.raises(LookupError, match="不在屏幕上"):
        await slack.tap("zhangwei", form, "保存", fill={"金额": "5"})
    assert all(view["ok"] for view in opened)
    used = {"trigger_id": app.got[0]["trigger_id"], "view": modal(amount)}
    assert (await app.call("views.open", used))["error"] == "exchanged_trigger_id"


async def test_a_trigger_is_good_for_three_seconds(slack: SlackSimulator, app: App) -> None:
    await post(app)
    await slack.tap("zhangwei", slack.visible("zhangwei")[0], "确认")
    trigger = slack.space.triggers[app.got[0]["trigger_id"]]
    trigger.pressed -= 3.1
    body = {"trigger_id": trigger.id, "view": modal()}
    assert (await app.call("views.open", body))["error"] == "expired_trigger_id"


async def test_what_is_filled_must_be_somewhere(
    slack: SlackSimulator, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.slack.press.TRIGGER_SECONDS", 0.05)
    await post(app)
    with pytest.raises(LookupError, match="也没有打开弹窗；可填的项：下一步、阶段"):
        await slack.tap("zhangwei", slack.visible("zhangwei")[0], "确认", fill={"没有的": "x"})


async def test_home_is_published_and_replaced(slack: SlackSimulator, app: App) -> None:
    assert await slack.open_home("zhangwei")
    assert app.got[0]["event"] | {"tab": "home", "user": "zhangwei"} == app.got[0]["event"]
    home = {"type": "home", "blocks": [CARD[0], {"type": "actions", "elements": [button("刷新", "home.refresh")]}]}
    for _ in range(2):
        assert (await app.call("views.publish", {"user_id": "zhangwei", "view": home}))["ok"]
    (seen,) = slack.visible("zhangwei")
    assert (seen.kind, seen.buttons) == ("update", ["刷新"])
    assert await slack.tap("zhangwei", seen, "刷新")
    assert app.got[-1]["container"]["type"] == "view"
