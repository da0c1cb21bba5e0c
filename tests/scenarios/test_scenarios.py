"""Every script of this folder, on SQLite and on PostgreSQL, over the real wire protocols."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.play.runner import Options, play
from app.play.script import read_script

FOLDER = Path(__file__).parent
SCRIPTS = sorted(FOLDER.glob("*.jsonl"))


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
async def test_script(script: Path, backend: str, request: pytest.FixtureRequest, monkeypatch: Any) -> None:
    monkeypatch.chdir(FOLDER.parents[1])
    url = "" if backend == "sqlite" else request.getfixturevalue("postgresql_url")
    wrong: list[dict[str, Any]] = []
    async for answer in play(read_script(script.read_text(encoding="utf-8").splitlines()), Options(database=url)):
        if not answer["ok"]:
            wrong.append(answer)
    assert not wrong, json.dumps(wrong, ensure_ascii=False, indent=1)


def test_every_script_crashes_somewhere() -> None:
    without = [path.stem for path in SCRIPTS if '"do":"crash"' not in path.read_text(encoding="utf-8")]
    assert without == ["bad_input"]
