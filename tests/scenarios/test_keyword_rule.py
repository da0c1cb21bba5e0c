"""An administrator lets the meaning of a customer's words move a stage instead of the bare keyword (F52)."""

from __future__ import annotations

import json
from typing import Any

from app.play.runner import Options, play
from app.play.script import read_script

CUSTOMER = {"id": "wmC1", "name": "周砚"}


def said(text: str) -> dict[str, Any]:
    return {"do": "customer", "rep": "zhangwei", "customer": CUSTOMER, "text": text}


async def test_by_meaning_a_keyword_alone_moves_nothing() -> None:
    register = {"do": "sidebar", "as": "zhangwei", "customer": CUSTOMER, "action": "register"}
    script = [
        {**register, "fields": {"手机号": "13800001234"}},
        said("报价单收到了，谢谢"),
        {"do": "crash"},
        said("多少钱一台？"),
        {"do": "show", "what": "leads"},
    ]
    steps = read_script(json.dumps(step, ensure_ascii=False) for step in script)
    options = Options(settings={"keywords.stage": "meaning"})
    answers = [answer async for answer in play(steps, options)]

    assert [answer["error"] for answer in answers] == [None] * 5
    assert answers[1]["sent"] == []
    assert "阶段已从初步接触变为需求确认" in answers[3]["sent"][0]["text"]
    assert answers[4]["shown"][0]["stage"] == "需求确认"
