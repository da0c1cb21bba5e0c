"""The payloads of events and interactions."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from simulator.slack.mrkdwn import escape
from simulator.slack.workspace import APP, BOT_USER, TEAM, Post, Workspace

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


def typed(space: Workspace, person: str, text: str, group: str | None, double: bool) -> list[dict[str, Any]]:
    """Keep what a person typed and return its events: a direct message, or a mention (`double`: and the message).

    Raises LookupError when the person or the channel is not there.
    """
    space.known(person)
    channel, ts, escaped = space.room(group) if group else f"D{person}", space.stamp(), escape(text)
    event = _message(person, channel, ts) | {"client_msg_id": str(uuid.uuid4()), "text": escaped, "team": TEAM}
    if group is None:
        line = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
        event["blocks"] = [{"type": "rich_text", "block_id": uuid.uuid4().hex[:5], "elements": [line]}]
        event["channel_type"] = "im"
    else:
        event["text"] = f"<@{BOT_USER}> {escaped}"
    space.keep(Post(channel, ts, person, event["text"]))
    if group is None:
        return [event]
    mention = event | {"type": "app_mention"}
    return [mention, event | {"channel_type": "channel"}] if double else [mention]


def recorded_events(space: Workspace, person: str, file: dict[str, Any], double: bool) -> list[dict[str, Any]]:
    """Keep a voice clip sent one to one and return its events (`double`: and file_shared)."""
    channel, ts = f"D{person}", space.stamp()
    shared = {"subtype": "file_share", "text": "", "files": [file], "upload": False, "display_as_bot": False}
    event = _message(person, channel, ts) | shared | {"channel_type": "im"}
    space.keep(Post(channel, ts, person, "", files=[file]))
    told = {
        "type": "file_shared",
        "channel_id": channel,
        "file_id": file["id"],
        "user_id": person,
        "file": {"id": file["id"]},
        "event_ts": ts,
    }
    return [event, told] if double else [event]


def home_opened(space: Workspace, person: str) -> dict[str, Any]:
    """Return the event of somebody opening the app's Home. Raises LookupError for nobody."""
    space.known(person)
    return {
        "type": "app_home_opened",
        "user": person,
        "channel": f"D{person}",
        "tab": "home",
        "event_ts": space.stamp(),
    }


def slash_command(space: Workspace, person: str, channel: str, command: str, text: str) -> dict[str, Any]:
    """Return the form fields of a slash command, without its response_url."""
    to, group = space.receiver(channel)
    return {
        "token": VERIFICATION,
        "team_id": TEAM,
        "team_domain": "genjin",
        "channel_id": channel,
        "channel_name": "directmessage" if to else group,
        "user_id": person,
        "user_name": person,
        "command": command,
        "text": escape(text),
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "trigger_id": space.trigger(person).id,
    }


def _message(person: str, channel: str, ts: str) -> dict[str, Any]:
    return {"type": "message", "user": person, "channel": channel, "ts": ts, "event_ts": ts}


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
