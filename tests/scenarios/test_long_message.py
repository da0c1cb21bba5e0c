"""A megabyte of words on each platform: one sentence, nothing made of it, and the next message is heard."""

from __future__ import annotations

import json

import pytest

from app.play.runner import Options, play
from app.play.script import read_script

TEXT = "新线索 杭州测试 张三 13800001234 " + "好" * 350_000


@pytest.mark.filterwarnings("ignore:Sending a large body:ResourceWarning")
async def test_a_megabyte_gets_one_sentence() -> None:
    said = [(on, text) for on in ("wecom", "dingtalk", "slack") for text in (TEXT, "帮助")]
    lines = [json.dumps({"do": "say", "on": on, "as": "zhangwei", "text": text}) for on, text in said]
    steps = read_script(lines)
    answers = [answer async for answer in play(steps, Options())]
    assert [(a["ok"], [m["text"][:8] for m in a["sent"]]) for a in answers] == [
        (True, ["这条消息太长，我"]),
        (True, ["可以直接说：\n新"]),
    ] * 3
