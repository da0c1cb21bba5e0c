"""A day with codes, tokens and logins, and then a search for every secret in the database, the log and the answers."""

from __future__ import annotations

import re
from pathlib import Path

import aiohttp

from app.play.runner import Options, open_scene
from app.play.scene import Scene

NOT_SECRET = re.compile(
    r"CORP_ID|AGENT_ID|_BASE|APP_KEY|ROBOT_CODE|CARD_TEMPLATE|MODE|HOST|PORT|URL$|DATA_DIR|CLOCK|POLL|IDLE|SLOT"
)
CODE = re.compile(r"验证码 (\d{6})")


async def use(scene: Scene) -> list[str]:
    """Let people make secrets of every kind, and return those that came into being."""
    team = [{**user, "phone": "13900000001"} if user["id"] == "zhangwei" else user for user in scene.town.team]
    await scene.install_team(team)
    people = (("wecom", "zhangwei", 4), ("dingtalk", "lina", 5), ("slack", "chenchen", 6))
    for platform, person, last in people:
        await scene.simulator(platform).say(person, f"新线索 {person}公司 王磊 1380000123{last}")
        await scene.rest()
        await scene.simulator(platform).tap(person, scene.card_for(platform, person, "新线索"), "确认")
        await scene.rest()
        await scene.simulator(platform).say(person, f"删除 {person}公司")
        await scene.rest()
    sent = [message.text for message in scene.town.world.since(0)]
    codes = [found[1] for text in sent if (found := CODE.search(text))]
    assert len(codes) == 3
    await scene.read("leads", {}, "lina")
    return codes


async def refused(scene: Scene) -> str:
    """Return what is said to those who are turned away."""
    said = ""
    async with aiohttp.ClientSession() as http:
        for path in ("/api/leads", "/leads/x", "/login/callback?code=x&state=y", "/slack/events", "/healthz", "/x"):
            for verb in ("GET", "POST"):
                async with http.request(
                    verb, scene.server.url + path, headers={"Authorization": "Bearer no"}
                ) as answer:
                    said += f"{answer.url} {answer.headers} {await answer.text()}"
    return said


def settings_that_are_secret(scene: Scene) -> dict[str, str]:
    ours = {name: value for name, value in scene.server.env.items() if name.startswith("GENJIN_") and value}
    values = {name: value for name, value in ours.items() if not NOT_SECRET.search(name)}
    rooms = re.findall(
        r'"(?:wecom_webhook|dingtalk_robot|dingtalk_robot_secret)": "([^"]+)"', values.pop("GENJIN_ROOMS")
    )
    channels = re.findall(r': "([^"]+)"', values.pop("GENJIN_CHANNELS"))
    values |= {f"room {number}": room for number, room in enumerate(rooms)}
    values |= {f"channel {number}": channel for number, channel in enumerate(channels)}
    return {name: value for name, value in values.items() if name != "GENJIN_DATABASE_SCHEMA"}


async def test_no_secret_is_ever_in_clear(tmp_path: Path) -> None:
    async with open_scene(Options(keep=tmp_path, settings={"log_level": "DEBUG"})) as scene:
        await scene.rest()
        codes = await use(scene)
        said = await refused(scene)
        secrets = settings_that_are_secret(scene)
        secrets |= {f"api token {person}": token for person, token in scene._tokens.items()}
        assert len(secrets) >= 12 and any(name.startswith("api token") for name in secrets)
    kept = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert any(name.startswith("genjin.sqlite3") for name in kept) and kept["server.log"]
    places = {**kept, "answers": said.encode()}
    found = {
        (name, place) for name, value in secrets.items() for place, text in places.items() if value.encode() in text
    }
    assert not found
    for code in codes:
        escaped = "验证码 ".encode("unicode_escape") + code.encode()
        clear = f"验证码 {code}".encode()
        assert not [place for place, text in places.items() if clear in text or escaped in text]
    assert b"13800001234" not in kept["server.log"]
    for marker in (b"sendBySession?session=", b'response_url":"http', b"access_token="):
        assert not [place for place, text in places.items() if marker in text], marker
