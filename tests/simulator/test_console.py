"""The console over HTTP: what the page reads, and what people do on it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from simulator.console import Console
from simulator.message import Message
from simulator.world import SHANGHAI, Person, Room, World

STATIC = Path(__file__).parents[2] / "simulator" / "console" / "static"
SCRIPT = "<script>alert(1)</script>"


class Platform:
    """A platform whose bot repeats words, answers a voice note with a card, and closes a card that is pressed."""

    url = ""

    def __init__(self, world: World, name: str) -> None:
        self.world, self.name = world, name
        self.heard: list[tuple[str, bytes | None, str | None]] = []
        self.taps: list[tuple[str, str, str, dict[str, str], dict[str, str]]] = []
        self.lost = False

    async def start(self, port: int = 0) -> None: ...

    async def stop(self) -> None: ...

    def send(self, person: str | None, kind: Any, **more: Any) -> Message:
        return self.world.record(Message(self.name, person, more.pop("group", None), self.world.now(), kind, **more))

    async def say(self, person: str, text: str, group: str | None = None) -> bool:
        if group and self.name == "wecom":
            raise LookupError("企业微信应用收不到群消息")
        self.send(None if group else person, "text", text=f"收到：{text}", group=group and self.world.rooms[group].name)
        return not self.lost

    async def voice(self, person: str, audio: bytes | None, transcript: str | None = None) -> bool:
        if audio == b"noise":
            raise ValueError("no audio that can be read")
        self.heard.append((person, audio, transcript))
        self.send(person, "card", card="c1", title="语音草稿", buttons=["生成线索", "丢弃"])
        return True

    async def tap(
        self,
        person: str,
        card: Message,
        press: str,
        choose: Mapping[str, str] | None = None,
        fill: Mapping[str, str] | None = None,
    ) -> bool:
        if press not in card.buttons:
            raise LookupError(f"没有按钮：{press}")
        self.taps.append((person, str(card.card), press, dict(choose or {}), dict(fill or {})))
        self.send(person, "update", card=card.card, title=card.title, text="已登记", done=True)
        return True

    def visible(self, person: str) -> list[Message]:
        newest: dict[Any, Message] = {}
        for message in self.world.messages:
            if message.on == self.name and (message.to == person or message.group):
                newest.pop(message.card or message.serial, None)
                newest[message.card or message.serial] = message
        return list(newest.values())


class Page:
    """What the browser would ask."""

    def __init__(self, world: World, http: aiohttp.ClientSession) -> None:
        self.world, self.http = world, http
        self.wecom, self.dingtalk = Platform(world, "wecom"), Platform(world, "dingtalk")
        self.at = datetime(2026, 11, 20, 10, tzinfo=SHANGHAI)
        self.moves: list[datetime] = []
        self.console = Console(
            world,
            {"wecom": self.wecom, "dingtalk": self.dingtalk},
            self.move,
            self.sidebar,
            lambda: {"zhangwei": {"role": "销售", "team": "华东组"}},
        )

    async def move(self, to: datetime) -> None:
        self.moves.append(to)
        self.at = to
        self.wecom.send(None, "card", group="华东群", title="昨日未闭环线索TOP3")

    async def sidebar(self, person: str, customer: Mapping[str, str]) -> str:
        return f"http://127.0.0.1:1/sidebar?{person}={customer['id']}"

    async def post(self, path: str, body: Any = None, **more: Any) -> tuple[int, Any]:
        given = {"data": body} if isinstance(body, aiohttp.FormData) else {"json": body}
        async with self.http.post(f"{self.console.url}/{path}", **given, **more) as answer:
            return answer.status, await answer.json()

    async def get(self, path: str, **more: Any) -> tuple[int, bytes, Mapping[str, str]]:
        async with self.http.get(f"{self.console.url}/{path}", **more) as answer:
            return answer.status, await answer.read(), answer.headers

    async def state(self, *views: str, since: str = "") -> dict[str, Any]:
        query = [("view", view) for view in views] + ([("since", since)] if since else [])
        async with self.http.get(f"{self.console.url}/state", params=query) as answer:
            assert answer.status == 200, await answer.text()
            state: dict[str, Any] = await answer.json()
            return state

    async def messages(self, view: str) -> list[dict[str, Any]]:
        screens: list[dict[str, Any]] = (await self.state(view))["screens"]
        found: list[dict[str, Any]] = screens[0]["messages"]
        return found


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    pages: list[Page] = []
    world = World(lambda: pages[0].at)
    people = [Person("zhangwei", "张伟"), Person("wujing", "吴静")]
    world.populate(people, [Room("east", "华东群", ("zhangwei",)), Room("crm", "CRM管理群")])
    async with aiohttp.ClientSession() as http:
        pages.append(Page(world, http))
        await pages[0].console.start()
        yield pages[0]
        await pages[0].console.stop()


def voice_form(person: str = "zhangwei", platform: str = "wecom", **parts: Any) -> aiohttp.FormData:
    form = aiohttp.FormData({"person": person, "platform": platform}, default_to_multipart=True)
    for name, value in parts.items():
        form.add_field(name, value, **({"filename": "note.webm"} if name == "audio" else {}))
    return form


async def test_words_and_their_answer_stand_in_order(page: Page) -> None:
    sent = {"person": "zhangwei", "platform": "wecom", "text": " 你好 "}
    assert await page.post("say", sent) == (200, {"delivered": True})
    mine, answer = await page.messages("zhangwei@wecom")
    assert (mine["mine"], mine["text"], mine["delivered"]) == (True, "你好", True)
    assert (answer["mine"], answer["text"]) == (False, "收到：你好")
    assert await page.messages("zhangwei@dingtalk") == []
    assert await page.messages("wujing@wecom") == []


async def test_a_message_the_bot_did_not_take_is_marked(page: Page) -> None:
    page.wecom.lost = True
    await page.post("say", {"person": "zhangwei", "platform": "wecom", "text": "你好"})
    assert (await page.messages("zhangwei@wecom"))[0]["delivered"] is False


async def test_a_room_is_seen_by_its_members_only(page: Page) -> None:
    sent = {"person": "zhangwei", "platform": "dingtalk", "text": "在吗", "room": "华东群"}
    assert (await page.post("say", sent))[0] == 200
    mine, answer = await page.messages("zhangwei@dingtalk")
    assert (mine["group"], answer["group"], answer["text"]) == ("华东群", "华东群", "收到：在吗")
    state = await page.state("wujing@dingtalk", "zhangwei@dingtalk")
    assert [screen["rooms"] for screen in state["screens"]][1] == ["华东群", "CRM管理群"]


async def test_what_a_platform_does_not_offer_never_happened(page: Page) -> None:
    sent = {"person": "zhangwei", "platform": "wecom", "text": "在吗", "room": "华东群"}
    assert await page.post("say", sent) == (422, {"error": "企业微信应用收不到群消息"})
    assert await page.messages("zhangwei@wecom") == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"person": "nobody", "platform": "wecom", "text": "x"}, 404),
        ({"person": "zhangwei", "platform": "fax", "text": "x"}, 404),
        ({"person": "zhangwei", "platform": "dingtalk", "text": "x", "room": "没有的群"}, 404),
        ({"person": "zhangwei", "platform": "wecom", "text": "  "}, 400),
        ({"person": "zhangwei", "platform": "wecom", "text": 7}, 400),
        (["zhangwei"], 400),
    ],
)
async def test_nonsense_is_refused_with_a_sentence(page: Page, body: Any, status: int) -> None:
    answered, said = await page.post("say", body)
    assert answered == status and said["error"]
    assert page.world.messages == []


async def test_nobody_has_no_screen(page: Page) -> None:
    for view in ("nobody@wecom", "zhangwei@fax", "zhangwei"):
        status, _, _ = await page.get("state", params={"view": view})
        assert status == 404


async def test_a_card_stays_in_its_place_and_changes_there(page: Page) -> None:
    await page.post("voice", voice_form(audio=b"RIFFsound"))
    await page.post("say", {"person": "zhangwei", "platform": "wecom", "text": "然后"})
    before = await page.messages("zhangwei@wecom")
    card = before[1]
    tap = {"person": "zhangwei", "platform": "wecom", "card": str(card["serial"]), "press": "生成线索"}
    more = {"choose": {"阶段": "报价中"}, "fill": {"理由": "样机"}}
    assert await page.post("tap", tap | more) == (200, {"delivered": True})
    after = await page.messages("zhangwei@wecom")
    assert page.wecom.taps == [("zhangwei", "c1", "生成线索", {"阶段": "报价中"}, {"理由": "样机"})]
    assert [message["key"] for message in after] == [message["key"] for message in before]
    assert (after[1]["done"], after[1]["text"]) == (True, "已登记")
    assert await page.post("tap", tap) == (422, {"error": "没有按钮：生成线索"})


async def test_a_card_is_found_by_its_title(page: Page) -> None:
    await page.post("voice", voice_form(audio=b"RIFFsound"))
    tap = {"person": "zhangwei", "platform": "wecom", "card": "草稿", "press": "丢弃"}
    assert (await page.post("tap", tap))[0] == 200
    assert (await page.post("tap", tap | {"card": "审批"}))[0] == 404
    assert (await page.post("tap", tap | {"person": "wujing"}))[0] == 404
    assert (await page.post("tap", tap | {"choose": {"阶段": 1}}))[0] == 400


async def test_a_recording_arrives_as_it_is_and_can_be_heard_again(page: Page) -> None:
    recorded = b"\x1aE\xdf\xa3webm"
    status, _ = await page.post("voice", voice_form(platform="dingtalk", audio=recorded, transcript="你好"))
    assert status == 200
    assert page.dingtalk.heard == [("zhangwei", recorded, "你好")]
    note = (await page.messages("zhangwei@dingtalk"))[0]
    status, heard, headers = await page.get(note["voice"])
    assert (status, heard, headers["Content-Type"]) == (200, recorded, "audio/webm")


async def test_the_samples_can_be_sent(page: Page) -> None:
    _, guide, _ = await page.get("guide")
    assert b'"d08"' in guide
    assert (await page.post("voice", voice_form(sample="d08", transcript="石头科技")))[0] == 200
    _, audio, transcript = page.wecom.heard[0]
    assert audio is not None and audio.startswith(b"RIFF") and transcript is None
    assert (await page.post("voice", voice_form(sample="../guide")))[0] == 404


@pytest.mark.parametrize(
    ("parts", "status"),
    [({}, 400), ({"audio": b""}, 400), ({"audio": b"noise"}, 422), ({"audio": b"x", "person": "nobody"}, 404)],
)
async def test_what_is_no_voice_note_is_refused(page: Page, parts: dict[str, Any], status: int) -> None:
    answered, said = await page.post("voice", voice_form(**parts))
    assert answered == status and said["error"]
    assert await page.messages("zhangwei@wecom") == []


@pytest.mark.parametrize(
    ("order", "hours"), [({"by": 1}, 1), ({"by": 48}, 48), ({"to": "08:30"}, 22.5), ({"to": "2026-11-20T03:00:00Z"}, 1)]
)
async def test_the_clock_moves_and_tells_what_arrived(page: Page, order: dict[str, Any], hours: float) -> None:
    expected = page.at + timedelta(hours=hours)
    status, moved = await page.post("clock", order)
    assert (status, moved["arrived"], page.moves) == (200, 1, [expected])
    state = await page.state("zhangwei@wecom")
    assert datetime.fromisoformat(state["now"]) == expected
    assert state["feed"][0]["names"] == ["华东群"]


@pytest.mark.parametrize(
    "order", [{}, {"by": -1}, {"by": "1"}, {"by": True}, {"by": 9e9}, {"to": "25:00"}, {"to": "2026-11-20T12:00:00"}]
)
async def test_the_clock_takes_no_nonsense(page: Page, order: dict[str, Any]) -> None:
    assert (await page.post("clock", order))[0] == 400
    assert page.moves == []


async def test_the_sidebar_opens_as_this_person(page: Page) -> None:
    async with page.http.post(
        f"{page.console.url}/sidebar", json={"person": "zhangwei", "customer": "wmGENJIN0001"}
    ) as answer:
        assert (await answer.json())["url"] == "http://127.0.0.1:1/sidebar?zhangwei=wmGENJIN0001"
        assert answer.cookies["wecom_as"].value == "zhangwei"
    assert (await page.post("sidebar", {"person": "zhangwei", "customer": "wmNOBODY"}))[0] == 404


async def test_the_page_waits_until_something_is_new(page: Page) -> None:
    stamp = (await page.state("zhangwei@wecom"))["stamp"]
    waiting = asyncio.create_task(page.state("zhangwei@wecom", since=stamp))
    await page.post("say", {"person": "wujing", "platform": "wecom", "text": "你好"})
    async with asyncio.timeout(5):
        state = await waiting
    assert state["stamp"] != stamp
    assert [line["names"] for line in state["feed"]][-1:] == [["吴静"]]


async def test_what_reaches_many_is_one_line(page: Page) -> None:
    for platform in (page.wecom, page.dingtalk):
        for person in ("zhangwei", "wujing"):
            platform.send(person, "card", title="审批 1")
    [line] = (await page.state())["feed"]
    assert (line["names"], line["ons"]) == (["张伟", "吴静"], ["wecom", "dingtalk"])


def test_the_guide_leads_only_to_what_is_there() -> None:
    guide = json.loads((STATIC.parent / "guide.json").read_text(encoding="utf-8"))
    samples, customers = {one["name"] for one in guide["samples"]}, {one["id"] for one in guide["customers"]}
    assert samples == {path.stem for path in (STATIC.parent / "samples").glob("*.wav")}
    for act in (act for step in guide["steps"] for act in step["acts"]):
        assert act["label"] and act.get("phone", "left") in ("left", "right")
        match act["do"]:
            case "say":
                assert act["text"]
            case "tap":
                assert act["card"] and act["press"]
            case "voice":
                assert act["sample"] in samples
            case "sidebar":
                assert act["customer"] in customers
            case other:
                assert other == "clock" and ("to" in act or "by" in act)


async def test_other_sites_cannot_act(page: Page) -> None:
    sent = {"person": "zhangwei", "platform": "wecom", "text": "你好"}
    assert (await page.post("say", sent, headers={"Origin": "http://evil.example"}))[0] == 403
    assert (await page.post("say", sent, headers={"Host": "evil.example"}))[0] == 403
    assert (await page.get("state", headers={"Host": "evil.example"}))[0] == 403
    assert (await page.post("say", aiohttp.FormData(sent)))[0] == 415
    assert page.world.messages == []


async def test_markup_in_a_message_stays_words(page: Page) -> None:
    await page.post("say", {"person": "zhangwei", "platform": "wecom", "text": SCRIPT})
    status, body, headers = await page.get("state", params={"view": "zhangwei@wecom"})
    assert status == 200 and SCRIPT.encode() in body
    assert headers["Content-Type"].startswith("application/json")
    assert headers["X-Content-Type-Options"] == "nosniff"
    _, html, headers = await page.get("")
    assert b"alert" not in html and "script-src 'self'" in headers["Content-Security-Policy"]


def test_the_page_builds_from_text_and_from_its_own_files_only() -> None:
    scripts = {path.name: path.read_text(encoding="utf-8") for path in STATIC.glob("*.js")}
    assert len(scripts) > 5
    for name, script in scripts.items():
        for unsafe in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert unsafe not in script, name
    for path in STATIC.iterdir():
        addresses = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "://" not in addresses, path.name


async def test_pictures_are_shown_and_other_files_only_downloaded(page: Page) -> None:
    picture = page.wecom.send("zhangwei", "image", hooks={"content": b"\x89PNG..."})
    report = page.wecom.send("zhangwei", "file", hooks={"content": b"<html>"})
    status, _, headers = await page.get(f"content/{picture.serial}")
    assert (status, headers["Content-Type"]) == (200, "image/png")
    status, _, headers = await page.get(f"content/{report.serial}")
    assert (status, headers["Content-Disposition"]) == (200, "attachment")
    assert (await page.get("content/999"))[0] == 404
