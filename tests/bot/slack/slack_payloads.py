"""Slack's sample payloads, as the inbox stores them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from handlers.inbound import Actor, Conversation

PAYLOADS = Path(__file__).parents[2] / "payloads"
TEAM = "T0FICT00001"
PRESSER = Actor("slack", TEAM, "U0FICT00001", "lin.qiao")
DM = Conversation("slack", TEAM, "U0FICT00001", "dm")
RECEIVED = datetime.fromtimestamp(1790000500, UTC).replace(microsecond=500000)


def _stored(kind: str, payload: Any) -> bytes:
    return json.dumps({"kind": kind, "payload": payload, "received": 1790000500.5}).encode()


def _payload(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((PAYLOADS / f"slack_{name}.json").read_text())
    return loaded
