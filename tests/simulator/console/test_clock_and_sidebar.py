"""The clock, the sidebar and the guide of the console page, and who may act on it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.simulator.console.console_page import Page

STATIC = Path(__file__).parents[3] / "simulator" / "console" / "static"


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


def test_the_page_builds_from_text_and_from_its_own_files_only() -> None:
    scripts = {path.name: path.read_text(encoding="utf-8") for path in STATIC.glob("*.js")}
    assert len(scripts) > 5
    for name, script in scripts.items():
        for unsafe in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert unsafe not in script, name
    for path in STATIC.iterdir():
        addresses = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "://" not in addresses, path.name
