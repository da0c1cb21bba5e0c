"""`kill -9` in the middle of an import: it goes on where it was, nothing twice, nothing lost; Ctrl-C takes it back."""

from __future__ import annotations

import asyncio
import signal
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.play.runner import Options, open_scene
from app.play.scene import Scene

ROWS = 1000


async def imports(scene: Scene, state: str) -> list[dict[str, Any]]:
    return await scene.read("imports", {"state": state}, None)


async def importing(scene: Scene, file: Path) -> asyncio.subprocess.Process:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "app.cli", "import", str(file), env=scene.server.env,
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        # A run that was put into the background ignores Ctrl-C, and so would all that it starts.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    async with asyncio.timeout(120):
        while not any(batch["applied"] >= 400 for batch in await imports(scene, "applying")):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return process


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"])
async def test_killed_and_stopped(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("postgresql_url") if backend == "postgresql" else ""
    table = tmp_path / "名单.csv"
    rows = [f"公司{n},张三,139{n:08}" for n in range(ROWS)]
    table.write_text("\n".join(["公司,姓名,手机号", *rows]) + "\n", encoding="utf-8")
    async with open_scene(Options(database=url)) as scene:
        stopped = await importing(scene, table)
        stopped.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(stopped.wait(), 60) == 130
        await scene.rest()
        assert len(await imports(scene, "undone")) == 1
        for what in ("leads", "accounts", "contacts"):
            assert await scene.read(what, {}, None) == []
        killed = await importing(scene, table)
        await scene.server.crash()
        await scene.rest()
        await asyncio.wait_for(killed.wait(), 60)
        (batch,) = await imports(scene, "applied")
        assert (batch["applied"], batch["counts"]) == (ROWS, {"新建": ROWS})
        for n in (0, 199, 200, 777, ROWS - 1):
            assert len(await scene.read("leads", {"phone": f"139{n:08}"}, None)) == 1
