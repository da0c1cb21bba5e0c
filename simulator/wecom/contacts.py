"""Customer contact: who follows which customer, and the welcome message (platforms.md 1.8)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from simulator.message import Message
from simulator.wecom.answers import Answer, Refusal, ok
from simulator.wecom.corp import ON, Call, Corp

WELCOME_WITHIN = timedelta(seconds=20)
MOST_ATTACHMENTS = 9
FOLLOWERS_PER_PAGE = 500


@dataclass(slots=True)
class Follower:
    """A member who has the customer as contact, with what the member noted."""

    userid: str
    since: int
    state: str = ""
    remark: str = ""
    remark_corp_name: str = ""
    remark_mobiles: tuple[str, ...] = ()


@dataclass(slots=True)
class Customer:
    """A WeChat user outside the corp. No phone number is known but what a follower noted."""

    id: str
    name: str
    avatar: str = ""
    followers: dict[str, Follower] = field(default_factory=dict)


@dataclass(slots=True)
class _Welcome:
    customer: str
    until: datetime
    used: bool = False


class Contacts:
    """The customers of the corp."""

    def __init__(self, corp: Corp) -> None:
        self._corp = corp
        self.customers: dict[str, Customer] = {}
        self._welcomes: dict[str, _Welcome] = {}

    def add(self, customer: Customer, followers: Iterable[Follower]) -> Customer:
        """Put a customer into the address book, followed by these members."""
        customer.followers = {follower.userid: follower for follower in followers}
        self.customers[customer.id] = customer
        return customer

    def follow(self, userid: str, external_id: str, state: str) -> None:
        """A member and a customer became contacts; unknown customers get a name only."""
        customer = self.customers.setdefault(external_id, Customer(external_id, f"微信用户{external_id[-4:]}"))
        customer.followers.setdefault(userid, Follower(userid, self._corp.timestamp(), state))

    def part(self, userid: str, external_id: str) -> None:
        """A member and a customer are contacts no more."""
        if external_id in self.customers:
            self.customers[external_id].followers.pop(userid, None)

    def new_welcome(self, external_id: str) -> str:
        """Return a code that lets the app greet this customer once."""
        code = f"WELCOME_{secrets.token_urlsafe(24)}"
        self._welcomes[code] = _Welcome(external_id, self._corp.world.now() + WELCOME_WITHIN)
        return code

    def get(self, call: Call) -> Answer:
        """Serve `externalcontact/get`."""
        customer = self.customers.get(call.query.get("external_userid", ""))
        if customer is None or not customer.followers:
            raise Refusal(84061)
        start = int(call.query.get("cursor") or 0)
        followers = list(customer.followers.values())
        following = start + FOLLOWERS_PER_PAGE
        return ok(
            external_contact={
                "external_userid": customer.id,
                "name": customer.name,
                "avatar": customer.avatar,
                "type": 1,
                "gender": 0,
            },
            follow_user=[self._follower(follower) for follower in followers[start:following]],
            next_cursor=str(following) if following < len(followers) else "",
        )

    def list(self, call: Call) -> Answer:
        """Serve `externalcontact/list`."""
        userid = call.query.get("userid", "")
        if not self._corp.is_member(userid):
            raise Refusal(60111)
        found = [customer.id for customer in self.customers.values() if userid in customer.followers]
        if not found:
            raise Refusal(84061)
        return ok(external_userid=found)

    def welcome(self, call: Call) -> Answer:
        """Serve `externalcontact/send_welcome_msg`: within 20 s, once."""
        welcome = self._welcomes.get(str(call.body.get("welcome_code")))
        if welcome is None or welcome.until < self._corp.world.now():
            raise Refusal(41050)
        if welcome.used:
            raise Refusal(41051)
        text = call.body.get("text", {}).get("content", "")
        attachments = call.body.get("attachments", [])
        if len(attachments) > MOST_ATTACHMENTS or not (text or attachments):
            raise Refusal(40058, "text or attachments")
        welcome.used = True
        message = Message(on=ON, to=welcome.customer, group=None, at=self._corp.world.now(), kind="text", text=text)
        message.done = True
        message.links = dict(self._links(attachments))
        self._corp.world.record(message)
        return ok()

    @staticmethod
    def _links(attachments: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
        for attachment in attachments:
            link = attachment.get("link")
            if attachment.get("msgtype") == "link" and link:
                yield str(link.get("title")), str(link.get("url"))

    @staticmethod
    def _follower(follower: Follower) -> dict[str, Any]:
        return {
            "userid": follower.userid,
            "remark": follower.remark,
            "description": "",
            "createtime": follower.since,
            "tags": [],
            "remark_corp_name": follower.remark_corp_name,
            "remark_mobiles": list(follower.remark_mobiles),
            "oper_userid": follower.userid,
            "add_way": 1,
            "state": follower.state,
        }
