"""Clips and files on Slack."""

from __future__ import annotations

import io
import wave

import pytest

from simulator.slack import SlackSimulator
from tests.simulator.slack.slack_app import App


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
