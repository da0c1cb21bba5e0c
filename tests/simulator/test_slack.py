"""Slack's servers seen from an app: Web API, signed deliveries, modals and files."""

from __future__ import annotations

import asyncio
import io
import json
import wave
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from simulator.slack import SlackSimulator
from simulator.slack.delivery import sign
from simulator.world import SHANGHAI, Person, Room, World


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 20, 10, tzinfo=SHANGHAI)

    def __call__(self) -> datetime:
        return self.at


class App:
    """The app under the three request URLs; `answer` decides what a payload gets back."""

    def __init__(self, slack: SlackSimulator, http: aiohttp.ClientSession) -> None:
        self.slack, self.http = slack, http
        self.got: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.answer: Callable[[dict[str, Any]], Any] = lambda payload: {}

    async def receive(self, request: web.Request) -> web.Response:
        body = await request.read()
        stamp = request.headers["X-Slack-Request-Timestamp"]
        assert request.headers["X-Slack-Signature"] == sign(self.slack.signing_secret, stamp, body)
        if request.content_type == "application/json":
            payload = json.loads(body)
        else:
            form = dict(await request.post())
            payload = json.loads(str(form["payload"])) if "payload" in form else form
        self.got.append(payload)
        self.headers.append(dict(request.headers))
        answer = self.answer(payload)
        if asyncio.iscoroutine(answer):
            answer = await answer
        if isinstance(answer, int):
            return web.Response(status=answer)
        return web.json_response(answer) if answer else web.Response()

    async def call(self, method: str, body: Any, token: str = "xoxb-genjin") -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"}
        async with self.http.post(f"{self.slack.url}/api/{method}", json=body, headers=headers) as answer:
            return {"status": answer.status, **await answer.json()}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def slack(clock: Clock) -> AsyncIterator[SlackSimulator]:
    world = World(clock)
    world.populate(
        [Person("zhangwei", "张伟"), Person("lina", "李娜")], [Room("huadong", "华东群", ("zhangwei", "lina"))]
    )
    simulator = SlackSimulator(world)
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
async def app(slack: SlackSimulator) -> AsyncIterator[App]:
    async with aiohttp.ClientSession() as http:
        app = App(slack, http)
        routes = web.Application()
        routes.router.add_post("/slack/events", app.receive)
        runner = web.AppRunner(routes, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        slack.events_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
        yield app
        await runner.cleanup()


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def button(text: str, action: str, **extra: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(text), "action_id": action, "value": f"{action}-token", **extra}


def option(text: str, value: str) -> dict[str, Any]:
    return {"text": plain(text), "value": value}


SELECT = {
    "type": "static_select",
    "action_id": "stage",
    "placeholder": plain("阶段"),
    "options": [option("演示", "s1"), option("报价", "s2")],
}
NOTE = {
    "type": "input",
    "block_id": "note_block",
    "label": plain("下一步"),
    "optional": True,
    "element": {"type": "plain_text_input", "action_id": "note"},
}
CARD = [
    {"type": "header", "text": plain("新线索")},
    {"type": "section", "text": {"type": "mrkdwn", "text": "请 *核对*\n*来源：* 展会 &amp; 官网"}},
    {
        "type": "section",
        "fields": [
            {"type": "mrkdwn", "text": "*客户公司*\n<http://x/1|杭州测试>"},
            {"type": "mrkdwn", "text": "🔴 *手机号*\n13800001234"},
        ],
    },
    NOTE,
    {
        "type": "actions",
        "block_id": "buttons",
        "elements": [
            SELECT,
            button("确认", "card.confirm", style="primary"),
            button("打开", "card.open", url="http://x/2"),
            {
                "type": "overflow",
                "action_id": "card.more",
                "options": [option("不再提醒", "mute"), option("转派", "give")],
            },
        ],
    },
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "10:00"}]},
]
META = {"event_type": "genjin_card", "event_payload": {"card": "c1", "rev": 1}}


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


async def post(app: App, **extra: Any) -> dict[str, Any]:
    body = {"channel": "zhangwei", "text": "新线索", "blocks": CARD, "metadata": META}
    return await app.call("chat.postMessage", body | extra)


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


async def test_a_command_s_acknowledgement_is_shown_to_the_person_only(slack: SlackSimulator, app: App) -> None:
    app.answer = lambda payload: {"text": "查到 1 个客户"}
    assert await slack.command("lina", "/crm", "查 A&B", group="华东群")
    assert (app.got[0]["command"], app.got[0]["text"]) == ("/crm", "查 A&amp;B")
    assert [message.text for message in slack.visible("lina")] == ["查到 1 个客户"]
    assert slack.visible("zhangwei") == []


def tone() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(n % 251 for n in range(32_000)))
    return out.getvalue()


async def test_a_clip_is_m4a_behind_the_bearer_token(slack: SlackSimulator, app: App) -> None:
    slack.files.polls_until_transcribed = 1
    assert await slack.voice("zhangwei", tone(), "同意看演示")
    file = app.got[0]["event"]["files"][0]
    assert (file["subtype"], file["transcription"]) == ("slack_audio", {"status": "processing"})
    assert 900 <= file["duration_ms"] <= 1200
    async with app.http.get(file["url_private_download"]) as page:
        assert (page.status, page.content_type) == (200, "text/html")
    async with app.http.get(file["url_private_download"], headers={"Authorization": "Bearer xoxb-genjin"}) as sound:
        assert (await sound.read())[4:8] == b"ftyp"
    states = [(await app.call("files.info", {"file": file["id"]}))["file"]["transcription"] for _ in range(2)]
    assert [state["status"] for state in states] == ["processing", "complete"]
    assert states[1]["preview"]["content"] == "同意看演示"
    assert await slack.voice("zhangwei", None, "只有文字")
    with pytest.raises(LookupError):
        await slack.voice("zhangwei", b"not a sound")


async def test_a_file_is_uploaded_in_two_steps(slack: SlackSimulator, app: App) -> None:
    place = await app.call("files.getUploadURLExternal", {"filename": "日报.pdf", "length": 4})
    async with app.http.post(place["upload_url"], data=b"%PDF") as answer:
        assert answer.status == 200
    body = {"files": [{"id": place["file_id"], "title": "日报"}], "channel_id": "huadong", "initial_comment": "请看"}
    assert (await app.call("files.completeUploadExternal", body))["ok"]
    (seen,) = slack.visible("zhangwei")
    assert (seen.kind, seen.title, seen.text, seen.group) == ("file", "日报", "请看", "华东群")
    assert not (await app.call("files.completeUploadExternal", {"files": [{"id": "F0"}]}))["ok"]


def test_the_signature_is_the_vendor_s() -> None:
    with open("tests/payloads/slack_signature_vector.json") as file:
        vector = json.load(file)
    assert (
        sign(vector["signing_secret"], str(vector["timestamp"]), vector["body"].encode()) == vector["x_slack_signature"]
    )
