"""F40, F42 and F79 on the working clock, played with crashes on both databases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.play.runner import Options, play
from app.play.script import read_script

SCRIPT = Path(__file__).with_name("working_days.jsonl")
RULES = {"working.rules": '["F40","F42","F79"]'}


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
async def test_limits_count_working_time_where_the_settings_say_so(
    backend: str, request: pytest.FixtureRequest, monkeypatch: Any
) -> None:
    monkeypatch.chdir(SCRIPT.parents[2])
    url = "" if backend == "sqlite" else request.getfixturevalue("postgresql_url")
    steps = read_script(SCRIPT.read_text(encoding="utf-8").splitlines())
    wrong = [answer async for answer in play(steps, Options(database=url, settings=RULES)) if not answer["ok"]]
    assert not wrong, json.dumps(wrong, ensure_ascii=False, indent=1)
