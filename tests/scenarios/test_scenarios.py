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


VARIANTS = {
    "morning_digest-dingtalk": ("morning_digest", {"digest.platform": "dingtalk"}),
    "morning_digest-slack": ("morning_digest", {"digest.platform": "slack"}),
    "text_lead-socket": ("text_lead", {"slack.mode": "socket"}),
    "approval-socket": ("approval", {"slack.mode": "socket"}),
}


async def wrong_steps(script: Path, options: Options) -> list[dict[str, Any]]:
    """Run a script and return the answers that are not as they should be."""
    steps = read_script(script.read_text(encoding="utf-8").splitlines())
    return [answer async for answer in play(steps, options) if not answer["ok"]]


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
async def test_script(script: Path, backend: str, request: pytest.FixtureRequest, monkeypatch: Any) -> None:
    monkeypatch.chdir(FOLDER.parents[1])
    url = "" if backend == "sqlite" else request.getfixturevalue("postgresql_url")
    wrong = await wrong_steps(script, Options(database=url))
    assert not wrong, json.dumps(wrong, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("variant", VARIANTS)
async def test_the_same_day_elsewhere(variant: str, monkeypatch: Any, tmp_path: Path) -> None:
    """The digest on the other platforms, and Slack over its socket. Only the platform's name differs."""
    monkeypatch.chdir(FOLDER.parents[1])
    name, settings = VARIANTS[variant]
    text = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8")
    if platform := settings.get("digest.platform"):
        text = text.replace('"on":"wecom","group":"华东群"', f'"on":"{platform}","group":"华东群"')
    script = tmp_path / "variant.jsonl"
    script.write_text(text, encoding="utf-8")
    wrong = await wrong_steps(script, Options(settings=settings))
    assert not wrong, json.dumps(wrong, ensure_ascii=False, indent=1)


def test_every_script_crashes_somewhere() -> None:
    without = [path.stem for path in SCRIPTS if '"do":"crash"' not in path.read_text(encoding="utf-8")]
    assert without == []
