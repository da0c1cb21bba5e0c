"""Stream clients for tests: the sample frames, and a client that comes back quickly."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.dingtalk.stream import Pace, StreamClient

PAYLOADS = Path(__file__).parents[2] / "payloads"
Start = Callable[..., StreamClient]
QUICK = Pace(silence=5, first=0.01, longest=0.02)


def payload(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((PAYLOADS / f"dingtalk_{name}.json").read_text())
    return loaded
