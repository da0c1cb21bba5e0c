"""Cards, recordings, pictures and files on the console page."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from tests.simulator.console.console_page import Page

SCRIPT = "<script>alert(1)</script>"


def voice_form(person: str = "zhangwei", platform: str = "wecom", **parts: Any) -> aiohttp.FormData:
    form = aiohttp.FormData({"person": person, "platform": platform}, default_to_multipart=True)
    for name, value in parts.items():
        form.add_field(name, value, **({"filename": "note.webm"} if name == "audio" else {}))
    return form


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


async def test_markup_in_a_message_stays_words(page: Page) -> None:
    await page.post("say", {"person": "zhangwei", "platform": "wecom", "text": SCRIPT})
    status, body, headers = await page.get("state", params={"view": "zhangwei@wecom"})
    assert status == 200 and SCRIPT.encode() in body
    assert headers["Content-Type"].startswith("application/json")
    assert headers["X-Content-Type-Options"] == "nosniff"
    _, html, headers = await page.get("")
    assert b"alert" not in html and "script-src 'self'" in headers["Content-Security-Policy"]


async def test_pictures_are_shown_and_other_files_only_downloaded(page: Page) -> None:
    picture = page.wecom.send("zhangwei", "image", hooks={"content": b"\x89PNG..."})
    report = page.wecom.send("zhangwei", "file", hooks={"content": b"<html>"})
    status, _, headers = await page.get(f"content/{picture.serial}")
    assert (status, headers["Content-Type"]) == (200, "image/png")
    status, _, headers = await page.get(f"content/{report.serial}")
    assert (status, headers["Content-Disposition"]) == (200, "attachment")
    assert (await page.get("content/999"))[0] == 404
