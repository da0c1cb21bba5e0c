"""From one machine's SQLite to PostgreSQL: nothing is lost, nothing happens twice, and everything goes on."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from app.play.runner import Options, answer, drop, open_scene
from app.play.scene import Scene
from app.play.script import read_script
from app.upkeep.moving import REFUSED, run_move
from config.settings import SQLITE_FILE, Settings
from storage.shared.replicas import beat
from tests.databases import new_database

BEFORE: list[dict[str, Any]] = [
    {"do": "say", "on": "wecom", "as": "zhangwei", "text": "新线索 杭州测试 张三 13800001234"},
    {"do": "say", "on": "wecom", "as": "zhangwei", "text": "确认", "expect": [{"sent": {"kind": "update"}}]},
    {"do": "say", "on": "wecom", "as": "zhangwei", "text": "提醒我明天9点给张三打电话"},
    {
        "do": "say", "on": "wecom", "as": "zhangwei", "text": "申请折扣 杭州测试 12万 打九折",
        "expect": [{"sent": {"to": "wujing", "title": "审批 20261120-001"}}],
    },
]  # fmt: skip
AFTER: list[dict[str, Any]] = [
    {"do": "show", "what": "leads", "expect": [{"shown_count": 1}, {"shown": {"company": "杭州测试"}}]},
    {
        "do": "tap", "on": "dingtalk", "as": "wujing", "press": "我来处理",
        "expect": [{"sent": {"to": "zhengkai", "text": "已由吴静处理"}}],
    },
    {
        "do": "clock", "to": "2026-11-21T09:00:00+08:00",
        "expect": [{"sent": {"to": "zhangwei", "text": "提醒：给张三打电话"}}],
    },
    {"do": "crash"},
    {
        "do": "say", "on": "wecom", "as": "zhangwei", "text": "新线索 宁波测试 李四 13800005678",
        "expect": [{"sent": {"kind": "card"}}],
    },
]  # fmt: skip


async def test_everything_goes_over_and_goes_on(postgresql_url: str, tmp_path: Path) -> None:
    async with open_scene(Options(keep=tmp_path)) as scene:
        schema = scene.server.env["GENJIN_DATABASE_SCHEMA"]
        try:
            await _run(scene, BEFORE)
            await scene.server.kill()
            there = {**scene.server.env, "GENJIN_DATABASE_URL": postgresql_url}
            moved = await _genjin(there, "move", "--json")
            assert moved[0] == 0 and json.loads(moved[1])["ok"], moved
            again = await _genjin(there, "move")
            assert again[0] == 1 and "新库里已有数据" in again[2]
            scene.server.use(postgresql_url)
            await scene.server.start()
            await _run(scene, AFTER)
            code, said, _ = await _genjin(there, "verify", "--json")
            assert (code, json.loads(said)["findings"]) == (0, [])
        finally:
            await scene.server.kill()
            await drop(postgresql_url, schema)


async def test_a_running_service_and_a_missing_file_are_refused(
    postgresql_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = Settings(data_dir=tmp_path, database_url=postgresql_url, database_schema="never_made")
    assert await asyncio.to_thread(run_move, there, tmp_path / SQLITE_FILE, False) == REFUSED
    assert "没有找到" in capsys.readouterr().err
    old = await new_database("sqlite", str(tmp_path), "")
    async with old.begin() as session:
        await beat(session, "worker-1")
    await old.close()
    assert await asyncio.to_thread(run_move, there, tmp_path / "test.sqlite3", False) == REFUSED
    assert "服务还在运行" in capsys.readouterr().err
    here = Settings(data_dir=tmp_path)
    assert await asyncio.to_thread(run_move, here, tmp_path / "test.sqlite3", False) == REFUSED
    assert "GENJIN_DATABASE_URL" in capsys.readouterr().err


async def _run(scene: Scene, script: list[dict[str, Any]]) -> None:
    await scene.rest()
    answers = [await answer(scene, step) for step in read_script(json.dumps(step) for step in script)]
    wrong = [one for one in answers if not one["ok"]]
    assert not wrong, json.dumps(wrong, ensure_ascii=False, indent=1)


async def _genjin(env: Mapping[str, str], *words: str) -> tuple[int | None, str, str]:
    """Return exit code, output and errors of a command on the installation."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "app.cli", *words, env=dict(env), stdout=pipe, stderr=pipe
    )
    out, err = await process.communicate()
    return process.returncode, out.decode(), err.decode()
