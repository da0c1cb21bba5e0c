"""DingTalk's servers seen from a bot: calls, limits, errors and the stream."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import pytest

from simulator.dingtalk import DingTalkSimulator
from simulator.dingtalk.custom import robot_sign
from simulator.world import SHANGHAI, Person, Room, World


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 11, 20, 10, tzinfo=SHANGHAI)

    def __call__(self) -> datetime:
        return self.at


class Bot:
    """A client that does what the specification says, and remembers every frame."""

    def __init__(self, ding: DingTalkSimulator, http: aiohttp.ClientSession) -> None:
        self.ding, self.http = ding, http
        self.frames: list[dict[str, Any]] = []
        self.heard = asyncio.Event()
        self.reply: Callable[[dict[str, Any]], Any] = lambda frame: {"response": {}}
        self.tasks: list[asyncio.Task[None]] = []

    async def call(self, method: str, path: str, body: Any, token: str | None = None) -> tuple[int, dict[str, Any]]:
        headers = {"x-acs-dingtalk-access-token": token or await self.token()}
        async with self.http.request(method, self.ding.url + path, json=body, headers=headers) as answer:
            return answer.status, await answer.json()

    async def token(self) -> str:
        body = {"appKey": self.ding.app_key, "appSecret": self.ding.app_secret}
        async with self.http.post(self.ding.url + "/v1.0/oauth2/accessToken", json=body) as answer:
            return str((await answer.json())["accessToken"])

    async def open(self) -> dict[str, Any]:
        body = {
            "clientId": self.ding.app_key,
            "clientSecret": self.ding.app_secret,
            "subscriptions": [
                {"type": "EVENT", "topic": "*"},
                {"type": "CALLBACK", "topic": "/v1.0/im/bot/messages/get"},
                {"type": "CALLBACK", "topic": "/v1.0/card/instances/callback"},
            ],
        }
        async with self.http.post(self.ding.url + "/v1.0/gateway/connections/open", json=body) as answer:
            return dict(await answer.json())

    async def connect(self) -> None:
        opened = await self.open()
        socket = await self.http.ws_connect(f"{opened['endpoint']}?ticket={opened['ticket']}")
        self.tasks.append(asyncio.create_task(self._listen(socket)))

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            frame = json.loads(message.data)
            self.frames.append(frame)
            self.heard.set()
            answer = self.reply(frame)
            if answer is None:
                continue
            ack = {
                "code": 200,
                "headers": {"contentType": "application/json", "messageId": frame["headers"]["messageId"]},
                "message": "OK",
                "data": json.dumps(answer),
            }
            with contextlib.suppress(ConnectionError):
                await socket.send_json(ack)

    def data(self, index: int = -1) -> dict[str, Any]:
        return dict(json.loads(self.frames[index]["data"]))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def ding(clock: Clock) -> AsyncIterator[DingTalkSimulator]:
    world = World(clock)
    people = [Person("zhangwei", "张伟"), Person("lina", "李娜"), Person("gone", "离职", active=False)]
    world.populate(people, [Room("huadong", "华东群", ("zhangwei", "lina"))])
    simulator = DingTalkSimulator(world)
    simulator.stream.patience = 2.0
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
async def bot(ding: DingTalkSimulator) -> AsyncIterator[Bot]:
    async with aiohttp.ClientSession() as http:
        bot = Bot(ding, http)
        yield bot
        await ding.stream.close()
        await asyncio.gather(*bot.tasks)


def card(track: str = "c1.v1", space: str = "dtv1.card//IM_ROBOT.zhangwei", **params: str) -> dict[str, Any]:
    return {
        "cardTemplateId": "genjin-card.schema",
        "outTrackId": track,
        "callbackType": "STREAM",
        "userIdType": 1,
        "cardData": {"cardParamMap": {"title": "新线索", **params}},
        "openSpaceId": space,
        "imRobotOpenSpaceModel": {"supportForward": False},
        "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT", "robotCode": "dingGENJIN"},
        "imGroupOpenSpaceModel": {"supportForward": False},
        "imGroupOpenDeliverModel": {"robotCode": "dingGENJIN"},
    }


BUTTONS = json.dumps([{"text": "确认", "color": "blue", "id": "confirm", "token": "tok-1"}], ensure_ascii=False)
CREATE = "/v1.0/card/instances/createAndDeliver"
BATCH = "/v1.0/robot/oToMessages/batchSend"


def text(content: str, users: list[str]) -> dict[str, Any]:
    return {
        "robotCode": "dingGENJIN",
        "userIds": users,
        "msgKey": "sampleText",
        "msgParam": json.dumps({"content": content}),
    }


async def test_a_chat_message_reaches_the_bot_and_is_acknowledged(ding: DingTalkSimulator, bot: Bot) -> None:
    await bot.connect()
    assert await ding.say("zhangwei", "今天要跟进谁")
    data = bot.data()
    assert (data["conversationType"], data["senderStaffId"]) == ("1", "zhangwei")
    assert data["text"] == {"content": "今天要跟进谁"}
    assert await ding.say("lina", "查一下", group="华东群")
    data = bot.data()
    assert (data["conversationType"], data["conversationId"], data["isInAtList"]) == ("2", "huadong", True)
    assert data["text"]["content"] == " 查一下"
    assert ding.world.in_flight == 0


async def test_a_ticket_opens_one_connection(ding: DingTalkSimulator, bot: Bot) -> None:
    opened = await bot.open()
    url = f"{opened['endpoint']}?ticket={opened['ticket']}"
    socket = await bot.http.ws_connect(url)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await bot.http.ws_connect(url)
    await socket.close()


async def test_an_unanswered_message_comes_once_more_as_a_new_frame(ding: DingTalkSimulator, bot: Bot) -> None:
    ding.stream.robot_deadline = 0.05
    bot.reply = lambda frame: None
    await bot.connect()
    assert not await ding.say("zhangwei", "你好")
    ids = [frame["headers"]["messageId"] for frame in bot.frames]
    assert len(ids) == len(set(ids)) == 2
    assert bot.data(0)["msgId"] == bot.data(1)["msgId"]


async def test_faults_of_the_stream(ding: DingTalkSimulator, bot: Bot) -> None:
    await bot.connect()
    ding.world.faults.order("dingtalk", "duplicate")
    assert await ding.say("zhangwei", "两次")
    assert await ding.say("zhangwei", "一次")
    assert [bot.data(n)["text"]["content"] for n in range(3)] == ["两次", "两次", "一次"]
    assert bot.frames[0] == bot.frames[1]
    ding.world.faults.order("dingtalk", "drop_socket")
    saying = asyncio.create_task(ding.say("zhangwei", "断线后"))
    await bot.tasks[0]
    await bot.connect()
    assert await saying
    assert bot.data()["text"]["content"] == "断线后"


async def test_after_disconnect_nothing_comes_on_the_old_connection(ding: DingTalkSimulator, bot: Bot) -> None:
    await bot.connect()
    await ding.stream.disconnect()
    ding.stream.patience = 0.05
    assert not await ding.say("zhangwei", "没人听")
    assert [frame["headers"]["topic"] for frame in bot.frames] == ["disconnect"]
    await bot.connect()
    assert await ding.say("zhangwei", "又有人了")


async def test_a_ping_is_sent_and_an_event_with_later_comes_again(ding: DingTalkSimulator, bot: Bot) -> None:
    ding.stream.ping_interval = 0.01
    await bot.connect()
    await bot.heard.wait()
    assert bot.frames[0]["headers"]["topic"] == "ping"
    ding.stream.ping_interval = 60
    events: list[str] = []

    def later(frame: dict[str, Any]) -> dict[str, Any]:
        if frame["type"] == "EVENT":
            events.append(frame["headers"]["eventId"])
        return {"status": "LATER"} if len(events) == 1 else {"status": "SUCCESS"}

    bot.reply = later
    assert await ding.stream.event("bpms_task_change", {"taskId": 1})
    assert len(events) == 2 and len(set(events)) == 1


async def test_voice_has_a_code_that_only_this_robot_can_use(ding: DingTalkSimulator, bot: Bot, clock: Clock) -> None:
    await bot.connect()
    assert await ding.voice("zhangwei", b"RIFFsound", "周砚同意看演示")
    content = bot.data()["content"]
    assert content["recognition"] == "周砚同意看演示"
    path = "/v1.0/robot/messageFiles/download"
    status, answer = await bot.call("POST", path, {"downloadCode": content["downloadCode"], "robotCode": "other"})
    assert status == 400
    status, answer = await bot.call("POST", path, {"downloadCode": content["downloadCode"], "robotCode": "dingGENJIN"})
    async with bot.http.get(answer["downloadUrl"]) as file:
        assert await file.read() == b"RIFFsound"
    clock.at += timedelta(minutes=11)
    async with bot.http.get(answer["downloadUrl"]) as file:
        assert file.status == 403
    assert await ding.voice("zhangwei", b"RIFFsound")
    assert "recognition" not in bot.data()["content"]
    with pytest.raises(LookupError):
        await ding.voice("zhangwei", b"x", group="华东群")


async def test_a_card_is_created_once_pressed_and_changed_by_the_answer(ding: DingTalkSimulator, bot: Bot) -> None:
    await bot.connect()
    fields = json.dumps([{"k": "客户公司", "v": "杭州测试", "url": "http://x/1", "color": "red"}], ensure_ascii=False)
    form = json.dumps(
        [
            {"name": "note", "label": "下一步", "type": "TEXT", "required": True, "defaultValue": "打电话"},
            {"name": "stage", "label": "阶段", "type": "SELECT", "options": [{"value": "s1", "text": "演示"}]},
            {
                "name": "tags",
                "label": "标签",
                "type": "MULTI_SELECT",
                "options": [{"value": "a", "text": "甲"}, {"value": "b", "text": "乙"}, {"value": "c", "text": "丙"}],
            },
        ],
        ensure_ascii=False,
    )
    body = card(fields=fields, form=form, buttons=BUTTONS, markdown1="**请核对**", status="待确认")
    assert (await bot.call("POST", CREATE, body))[1]["result"]["deliverResults"][0]["success"]
    message = ding.visible("zhangwei")[0]
    assert (message.kind, message.card, message.title, message.text) == ("card", "c1", "新线索", "待确认\n请核对")
    assert (message.fields, message.colours) == ({"客户公司": "杭州测试"}, {"客户公司": "red"})
    assert message.links == {"杭州测试": "http://x/1", "客户公司": "http://x/1"}
    assert (message.inputs, message.choices["标签"], message.buttons) == (["下一步"], ["甲", "乙", "丙"], ["确认"])
    answer = (await bot.call("POST", CREATE, card(title="别的")))[1]
    assert answer["result"]["deliverResults"][0]["errorMsg"] == "param.cardAlreadyExist"
    assert len(ding.world.messages) == 1

    bot.reply = lambda frame: {
        "response": {
            "cardUpdateOptions": {"updateCardDataByKey": True},
            "cardData": {"cardParamMap": {"status": "处理中", "locked": "true"}},
        }
    }
    assert await ding.tap("zhangwei", message, "确认", {"阶段": "演示", "标签": "甲、丙"}, {"下一步": "发报价"})
    data = bot.data()
    assert (data["outTrackId"], data["userId"], data["spaceType"]) == ("c1.v1", "zhangwei", "IM_ROBOT")
    pressed = json.loads(data["content"])["cardPrivateData"]
    assert pressed["actionIds"] == ["confirm"]
    assert pressed["params"]["token"] == "tok-1"
    assert pressed["params"]["form"] == {
        "note": "发报价",
        "stage": {"index": 0, "value": "s1"},
        "tags": {"index": [0, 2], "value": ["a", "c"]},
    }
    (now,) = ding.visible("zhangwei")
    assert (now.kind, now.done, now.text, now.buttons) == ("update", True, "处理中\n请核对", [])
    with pytest.raises(LookupError, match="确认"):
        await ding.tap("zhangwei", message, "确认")


async def test_a_press_without_an_answer_in_time_is_given_up(ding: DingTalkSimulator, bot: Bot) -> None:
    ding.stream.card_deadline = 0.05
    bot.reply = lambda frame: None
    await bot.connect()
    await bot.call("POST", CREATE, card(buttons=BUTTONS))
    assert not await ding.tap("zhangwei", ding.visible("zhangwei")[0], "确认")
    assert len(bot.frames) == 1


async def test_an_update_merges_only_when_asked_to(ding: DingTalkSimulator, bot: Bot) -> None:
    await bot.call("POST", CREATE, card(subtitle="旧", buttons=BUTTONS, space="dtv1.card//IM_GROUP.huadong"))
    change = {
        "outTrackId": "c1.v1",
        "cardData": {"cardParamMap": {"subtitle": "新"}},
        "cardUpdateOptions": {"updateCardDataByKey": True},
    }
    assert (await bot.call("PUT", "/v1.0/card/instances", change))[0] == 200
    (seen,) = ding.visible("lina")
    assert (seen.group, seen.to, seen.title, seen.text, seen.done) == ("华东群", None, "新线索", "新", False)
    await bot.call("PUT", "/v1.0/card/instances", {"outTrackId": "c1.v1", "cardData": change["cardData"]})
    (seen,) = ding.visible("lina")
    assert (seen.title, seen.text, seen.done) == ("", "新", True)
    own = {"outTrackId": "c1.v1", "privateData": {"lina": {"cardParamMap": {"title": "只给李娜"}}}}
    await bot.call("PUT", "/v1.0/card/instances", own)
    assert ding.visible("lina")[0].title == "只给李娜"
    assert ding.visible("zhangwei")[0].title == ""
    assert (await bot.call("PUT", "/v1.0/card/instances", {"outTrackId": "no"}))[0] == 404


async def test_the_card_id_is_what_stands_before_the_revision(ding: DingTalkSimulator, bot: Bot) -> None:
    for track in ("c1.v12", "c1.v12.5f2a", "c1"):
        await bot.call("POST", CREATE, card(track=track))
    assert [message.card for message in ding.visible("zhangwei")] == ["c1"] * 3


@pytest.mark.parametrize(
    "wrong",
    [
        card() | {"cardData": {"cardParamMap": {"locked": True}}},
        card(markdown1="中" * 342),
        card() | {"cardTemplateId": "other.schema"},
        card(space="IM_ROBOT.zhangwei"),
        card(track=""),
    ],
)
async def test_a_wrong_card_is_refused(bot: Bot, wrong: dict[str, Any]) -> None:
    status, answer = await bot.call("POST", CREATE, wrong)
    assert status == 400 and answer["code"].startswith("param.")


async def test_a_card_to_nobody_is_200_and_not_delivered(ding: DingTalkSimulator, bot: Bot) -> None:
    status, answer = await bot.call("POST", CREATE, card(space="dtv1.card//IM_ROBOT.nobody"))
    assert status == 200 and not answer["result"]["deliverResults"][0]["success"]
    assert ding.world.messages == []


async def test_robot_sends(ding: DingTalkSimulator, bot: Bot) -> None:
    answer = (await bot.call("POST", BATCH, text("你好", ["zhangwei", "gone", "nobody"])))[1]
    assert answer["invalidStaffIdList"] == ["gone", "nobody"]
    assert (await bot.call("POST", BATCH, text("x", ["zhangwei"] * 21)))[0] == 400
    markdown = {"title": "日报", "text": "### 日报\n**客户**：[杭州测试](http://x/1)\n阶段：演示"}
    group = {
        "robotCode": "dingGENJIN",
        "openConversationId": "huadong",
        "msgKey": "sampleMarkdown",
        "msgParam": json.dumps(markdown),
    }
    assert (await bot.call("POST", "/v1.0/robot/groupMessages/send", group))[0] == 200
    action = {"title": "提醒", "text": "看看", "actionTitle1": "打开", "actionURL1": "u1", "actionTitle2": "忽略"}
    wrong = text("", ["zhangwei"]) | {"msgKey": "sampleActionCard2", "msgParam": json.dumps(action)}
    assert (await bot.call("POST", BATCH, wrong))[0] == 400
    right = wrong | {"msgParam": json.dumps(action | {"actionURL2": "u2"})}
    assert (await bot.call("POST", BATCH, right))[0] == 200
    hello, report, reminder = ding.visible("zhangwei")
    assert (hello.kind, hello.text, hello.to) == ("text", "你好", "zhangwei")
    assert (report.group, report.fields, report.links) == (
        "华东群",
        {"客户": "杭州测试", "阶段": "演示"},
        {"杭州测试": "http://x/1"},
    )
    assert (reminder.kind, reminder.links, reminder.done) == ("card", {"打开": "u1", "忽略": "u2"}, True)


async def test_faults_of_the_api(ding: DingTalkSimulator, bot: Bot) -> None:
    token = await bot.token()
    ding.world.faults.order("dingtalk", "429")
    assert (await bot.call("POST", BATCH, text("x", ["zhangwei"]), token))[0] == 429
    ding.world.faults.order("dingtalk", "token_expired")
    status, answer = await bot.call("POST", BATCH, text("x", ["zhangwei"]), token)
    assert (status, answer["code"]) == (401, "InvalidAuthentication")
    assert (await bot.call("POST", BATCH, text("x", ["zhangwei"]), token))[0] == 401
    ding.world.faults.order("dingtalk", "refuse")
    with pytest.raises(aiohttp.ClientError):
        await bot.call("POST", BATCH, text("x", ["zhangwei"]))
    assert ding.world.messages == []
    ding.world.faults.order("dingtalk", "timeout")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(bot.call("POST", BATCH, text("once", ["zhangwei"])), 0.3)
    assert [message.text for message in ding.world.messages] == ["once"]


async def test_tokens_end_with_the_world_clock_and_calls_are_limited(bot: Bot, clock: Clock) -> None:
    token = await bot.token()
    clock.at += timedelta(hours=2)
    assert (await bot.call("POST", BATCH, text("x", ["zhangwei"]), token))[0] == 401
    token = await bot.token()
    many = [bot.call("POST", BATCH, text("x", ["zhangwei"]), token) for _ in range(21)]
    assert sorted(status for status, _ in await asyncio.gather(*many))[-1] == 429


async def test_session_webhook_ends_after_ninety_minutes(ding: DingTalkSimulator, bot: Bot, clock: Clock) -> None:
    await bot.connect()
    await ding.say("zhangwei", "你好", group="华东群")
    hook, body = bot.data()["sessionWebhook"], {"msgtype": "text", "text": {"content": "收到"}}
    async with bot.http.post(hook, json=body) as answer:
        assert (await answer.json())["errcode"] == 0
    assert ding.visible("lina")[-1].text == "收到"
    clock.at += timedelta(minutes=90)
    async with bot.http.post(hook, json=body) as answer:
        assert (await answer.json())["errcode"] != 0


async def test_custom_robot_checks_its_sign_and_mutes(ding: DingTalkSimulator, bot: Bot, clock: Clock) -> None:
    secret = ding.robot_secret("huadong")

    async def post(content: str, key: str = secret, uuid: str = "") -> int:
        stamp = str(int(clock().timestamp() * 1000))
        query = {"access_token": ding.robot_token("huadong"), "timestamp": stamp, "sign": robot_sign(key, stamp)}
        body = {"msgtype": "markdown", "markdown": {"title": "喜报", "text": content}, "msgUuid": uuid}
        async with bot.http.post(ding.url + "/robot/send", params=query, json=body) as answer:
            return int((await answer.json())["errcode"])

    assert await post("签约", "SECwrong") == 310000
    assert [await post("签约", uuid="one"), await post("签约", uuid="one")] == [0, 0]
    assert len(ding.world.messages) == 1
    assert {await post(str(n)) for n in range(19)} == {0}
    assert await post("too many") == 410100
    clock.at += timedelta(minutes=9)
    assert await post("still muted") == 410100
    clock.at += timedelta(minutes=2)
    assert await post("again") == 0


def test_the_sign_is_the_vendor_s() -> None:
    with open("tests/payloads/dingtalk_custom_robot_sign_vector.json") as file:
        vector = json.load(file)
    assert robot_sign(vector["secret"], str(vector["timestamp_ms"])) == vector["sign_base64"]


async def test_media_upload(ding: DingTalkSimulator, bot: Bot) -> None:
    form = aiohttp.FormData()
    form.add_field("media", b"%PDF", filename="a.pdf")
    url = f"{ding.url}/media/upload?access_token={await bot.token()}&type=file"
    async with bot.http.post(url, data=form) as answer:
        assert (await answer.json())["media_id"] in ding.media.uploads
