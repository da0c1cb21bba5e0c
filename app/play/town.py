"""Everything around the service: the simulated platforms, the people, the rooms, and the scripted clock."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from simulator.dingtalk import DingTalkSimulator
from simulator.mail import MailSimulator
from simulator.platform import PlatformSimulator
from simulator.slack import SlackSimulator
from simulator.sms import SmsSimulator
from simulator.wecom import WeComSimulator
from simulator.world import Person, Room, World

DEMO_TEAM = Path(__file__).parents[2] / "config" / "demo_team.json"
CHANNEL_SECRET = "play-" + "1" * 27
SECRET = "play-" + "0" * 27


class Town:
    """The simulators of one installation. `moment` is the scripted time they share with the service."""

    def __init__(self, start: datetime | None = None, slack_mode: Literal["http", "socket"] = "http") -> None:
        demo = json.loads(DEMO_TEAM.read_text(encoding="utf-8"))
        self.moment = start
        self.slack_mode = slack_mode
        self.team: list[dict[str, Any]] = demo["users"]
        self.rooms: list[dict[str, str]] = demo["rooms"]
        self.world = World((lambda: self.moment or _never()) if start is not None else None)
        self.wecom = WeComSimulator(self.world)
        self.dingtalk = DingTalkSimulator(self.world)
        self.slack = SlackSimulator(self.world, mode=slack_mode)
        self.mail = MailSimulator(self.world)
        self.sms = SmsSimulator(self.world)
        self.people(self.team)

    def people(self, users: Sequence[Mapping[str, Any]]) -> None:
        """Make these the people with accounts on every platform; rooms hold their team and everyone's bosses."""
        self.team = [dict(user) for user in users]
        persons = [Person(u["id"], u.get("name", u["id"]), u.get("active", True)) for u in users]
        rooms = [
            Room(r["id"], r["name"], tuple(u["id"] for u in users if not r["team"] or u.get("team") == r["team"]))
            for r in self.rooms
        ]
        self.world.populate(persons, rooms)

    @property
    def platforms(self) -> dict[str, PlatformSimulator]:
        """The chat platforms by name."""
        return {"wecom": self.wecom, "dingtalk": self.dingtalk, "slack": self.slack}

    async def open(self) -> None:
        """Start all servers on free ports."""
        for server in (self.wecom, self.dingtalk, self.slack, self.mail, self.sms):
            await server.start()

    async def close(self) -> None:
        """Stop all servers."""
        for server in (self.wecom, self.dingtalk, self.slack, self.mail, self.sms):
            await server.stop()

    def face(self, service_url: str) -> None:
        """Point the platforms' callbacks at the service."""
        self.wecom.callback_url = f"{service_url}/wecom/callback"
        self.slack.events_url = f"{service_url}/slack/events"
        self.slack.interactivity_url = f"{service_url}/slack/interactive"
        self.slack.commands_url = f"{service_url}/slack/commands"

    def settings(self) -> dict[str, str]:
        """Return the service's settings for these platforms, as environment variables."""
        wecom, ding, slack = self.wecom, self.dingtalk, self.slack
        rooms = [
            {
                "name": room["name"],
                "team": room["team"],
                "wecom_webhook": wecom.webhook_key(room["id"]),
                "dingtalk_robot": ding.robot_token(room["id"]),
                "dingtalk_robot_secret": ding.robot_secret(room["id"]),
                "dingtalk_conversation": room["id"],
                "slack_channel": room["id"],
            }
            for room in self.rooms
        ]
        return {
            "GENJIN_WECOM__CORP_ID": wecom.corp_id,
            "GENJIN_WECOM__AGENT_ID": str(wecom.agent_id),
            "GENJIN_WECOM__SECRET": wecom.secret,
            "GENJIN_WECOM__CALLBACK_TOKEN": wecom.callback_token,
            "GENJIN_WECOM__AES_KEY": wecom.aes_key,
            "GENJIN_WECOM__API_BASE": wecom.url,
            "GENJIN_WECOM__OAUTH_BASE": wecom.url,
            "GENJIN_DINGTALK__APP_KEY": ding.app_key,
            "GENJIN_DINGTALK__APP_SECRET": ding.app_secret,
            "GENJIN_DINGTALK__ROBOT_CODE": ding.robot_code,
            "GENJIN_DINGTALK__CARD_TEMPLATE": ding.template,
            "GENJIN_DINGTALK__API_BASE": ding.url,
            "GENJIN_DINGTALK__OAPI_BASE": ding.url,
            "GENJIN_SLACK__BOT_TOKEN": slack.bot_token,
            "GENJIN_SLACK__APP_TOKEN": slack.app_token,
            "GENJIN_SLACK__SIGNING_SECRET": slack.signing_secret,
            "GENJIN_SLACK__MODE": self.slack_mode,
            "GENJIN_SLACK__API_BASE": f"{slack.url}/api/",
            "GENJIN_MAIL__HOST": "127.0.0.1",
            "GENJIN_MAIL__PORT": str(self.mail.port),
            "GENJIN_SMS__URL": f"{self.sms.url}/sms",
            "GENJIN_SMS__TOKEN": self.sms.token,
            "GENJIN_ROOMS": json.dumps(rooms, ensure_ascii=False),
        }


def _never() -> datetime:
    raise RuntimeError("no scripted time")
