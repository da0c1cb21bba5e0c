"""The payloads of events and interactions."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from simulator.slack.workspace import APP, BOT_USER, TEAM, Workspace

VERIFICATION = "simulated"


def envelope(space: Workspace, event: Mapping[str, Any]) -> dict[str, Any]:
    """Return the outer part of an Events API request with a new event_id."""
    authorization = {
        "enterprise_id": None,
        "team_id": TEAM,
        "user_id": BOT_USER,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": VERIFICATION,
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": APP,
        "event": dict(event),
        "type": "event_callback",
        "event_id": f"Ev{uuid.uuid4().hex[:10].upper()}",
        "event_time": int(space.world.now().timestamp()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": f"4-{uuid.uuid4().hex}",
    }


def message_event(person: str, channel: str, ts: str, text: str, im: bool) -> dict[str, Any]:
    """Return a message event; `text` is already escaped, `im`: one to one."""
    return {
        "client_msg_id": str(uuid.uuid4()),
        "type": "message",
        "text": text,
        "user": person,
        "ts": ts,
        "team": TEAM,
        "channel": channel,
        "event_ts": ts,
        "channel_type": "im" if im else "channel",
    }


def interaction(space: Workspace, kind: str, person: str) -> dict[str, Any]:
    """Return the part that all interactions have."""
    user = {"id": person, "username": person, "name": person, "team_id": TEAM}
    return {
        "type": kind,
        "user": user,
        "api_app_id": APP,
        "token": VERIFICATION,
        "team": {"id": TEAM, "domain": "genjin"},
        "enterprise": None,
        "is_enterprise_install": False,
    }
