"""The chat messages of people as the robot receives them."""

from __future__ import annotations

import uuid
from typing import Any

from simulator.dingtalk.robots import Robots
from simulator.world import World

CORP = "dingGENJINcorp"
BOT_USER = "$:LWCP_v1:$genjin"


class Talks:
    """One to one chats with the robot and rooms it is in. `address` is the base of session webhooks."""

    def __init__(self, world: World, robots: Robots, robot_code: str) -> None:
        self.world = world
        self.robots = robots
        self.robot_code = robot_code
        self.address = ""

    def known(self, person: str) -> str:
        """Return a person's name. Raises LookupError for nobody."""
        if person not in self.world.people:
            raise LookupError(f"钉钉上没有 {person} 这个人")
        return self.world.people[person].name

    def message(self, person: str, group: str | None) -> dict[str, Any]:
        """Return the fields that every message has, in a chat or room. Raises LookupError when that is not there."""
        nick = self.known(person)
        room = next((room for room in self.world.rooms.values() if group in (room.id, room.name)), None)
        if group is not None and room is None:
            raise LookupError(f"钉钉上没有“{group}”这个群")
        session, ends = self.robots.session(person, room.id if room else None)
        message: dict[str, Any] = {
            "conversationId": room.id if room else f"cid-{person}",
            "conversationType": "2" if room else "1",
            "chatbotCorpId": CORP,
            "chatbotUserId": BOT_USER,
            "msgId": f"msg{uuid.uuid4().hex}==",
            "senderNick": nick,
            "senderStaffId": person,
            "senderId": f"$:LWCP_v1:${person}",
            "senderCorpId": CORP,
            "isAdmin": False,
            "sessionWebhook": f"{self.address}/robot/sendBySession?session={session}",
            "sessionWebhookExpiredTime": ends,
            "createAt": int(self.world.now().timestamp() * 1000),
            "robotCode": self.robot_code,
            "senderPlatform": "Mac",
        }
        if room is not None:
            message |= {"conversationTitle": room.name, "isInAtList": True, "atUsers": [{"dingtalkId": BOT_USER}]}
        return message
