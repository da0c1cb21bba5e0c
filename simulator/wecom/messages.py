"""The app's own messages: `message/send`, `message/recall`, `message/update_template_card` (platforms.md 1.4, 1.5)."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from simulator.message import Message
from simulator.wecom.answers import Answer, Refusal, ok
from simulator.wecom.card_fields import INTERACTIVE
from simulator.wecom.corp import ON, Call, Corp
from simulator.wecom.message_view import MessageView
from simulator.wecom.quota import Quota
from simulator.wecom.shelf import Shelf

MEMBER_LIMITS = ((30, 60.0), (1000, 3600.0))
LONGEST_DUPLICATE_CHECK = 4 * 3600
RECALL_WITHIN = timedelta(hours=24)
DELIVERY_OPTIONS = ("enable_duplicate_check", "duplicate_check_interval", "enable_id_trans", "safe")


@dataclass(slots=True)
class _Sending:
    at: datetime
    answer: Answer
    serials: list[int] = field(default_factory=list)


class AppMessages:
    """Sends to members. `has_callback` tells whether the app may send cards that come back."""

    def __init__(self, corp: Corp, drawer: MessageView, shelf: Shelf) -> None:
        self._corp = corp
        self._drawer = drawer
        self._shelf = shelf
        self.has_callback = False
        self.quota: Quota | None = Quota(corp.world.quota_now, MEMBER_LIMITS)
        self._seen: dict[str, _Sending] = {}
        self._sendings: dict[str, _Sending] = {}

    def send(self, call: Call) -> Answer:
        """Serve `message/send`. A repeat inside the duplicate window is answered as before and not delivered."""
        call.of_agent(self._corp.agent_id)
        repeated = self._repeat(call.body)
        if repeated is not None:
            return dict(repeated.answer)
        people, invalid = self._receivers(call.body)
        world = self._corp.world
        sending = secrets.token_hex(16)
        record = _Sending(world.now(), ok(**invalid, msgid=sending))
        before = world.serial
        if call.body.get("msgtype") == "template_card":
            self._send_card(sending, call.body, people, record.answer)
        else:
            self._send_plain(call.body, people)
        record.serials = [message.serial for message in world.since(before)]
        self._sendings[sending] = self._seen[self._fingerprint(call.body)] = record
        return dict(record.answer)

    def recall(self, call: Call) -> Answer:
        """Serve `message/recall`: the messages vanish from the chats."""
        sending = self._sendings.get(str(call.body.get("msgid")))
        if call.by != "app" or sending is None or self._corp.world.now() - sending.at > RECALL_WITHIN:
            raise Refusal(40058, "msgid")
        self._corp.recalled.update(sending.serials)
        return ok()

    def update(self, call: Call) -> Answer:
        """Serve `message/update_template_card`."""
        call.of_agent(self._corp.agent_id)
        body = call.body
        code = str(body.get("response_code", ""))
        sending = self._shelf.sending_of(code)
        people, invalid = self._updated_people(body, self._shelf.receivers(sending))
        if "button" in body:
            name = body["button"].get("replace_name")
            self._check_rename(sending, people, name)
            for person in people:
                self._shelf.rename_buttons(sending, person, name)
        else:
            card = body.get("template_card")
            if not isinstance(card, dict):
                raise Refusal(40058, "button or template_card missing")
            self._shelf.check_replacement(sending, card)
            for person in people:
                self._shelf.replace(sending, person, card)
        self._shelf.use(code)
        return ok(invaliduser=invalid)

    def _send_card(self, sending: str, body: Mapping[str, Any], people: list[str], answer: Answer) -> None:
        card = body.get("template_card")
        if not isinstance(card, dict):
            raise Refusal(40058, "template_card missing")
        self._shelf.check_new(card)
        interactive = card["card_type"] in INTERACTIVE
        if (interactive or "action_menu" in card) and not self.has_callback:
            raise Refusal(40058, "the app has no callback URL")
        self._shelf.put(sending, card, [person for person in people if self._may_receive(person, body)])
        if interactive:
            answer["response_code"] = self._shelf.new_code(sending)

    def _send_plain(self, body: Mapping[str, Any], people: list[str]) -> None:
        drawn = self._drawer.draw(body)
        for person in people:
            if self._may_receive(person, body):
                message = deepcopy(drawn)
                message.to = person
                self._corp.world.record(message)

    def _may_receive(self, person: str, body: Mapping[str, Any]) -> bool:
        """Count against the member's limit; what is over it vanishes without a word."""
        if self.quota is None or self.quota.take(person):
            return True
        lost = Message(on=ON, to=person, group=None, at=self._corp.world.now(), kind="text")
        lost.text = json.dumps(body.get(str(body.get("msgtype"))), ensure_ascii=False)
        self._corp.dropped.append(lost)
        return False

    def _receivers(self, body: Mapping[str, Any]) -> tuple[list[str], dict[str, str]]:
        lists = {key: [i for i in str(body.get(key) or "").split("|") if i] for key in ("touser", "toparty", "totag")}
        for key, most in (("touser", 1000), ("toparty", 100), ("totag", 100)):
            if len(lists[key]) > most:
                raise Refusal(40058, f"{key} longer than {most}")
        wanted = self._corp.members() if lists["touser"] == ["@all"] else list(dict.fromkeys(lists["touser"]))
        people = [userid for userid in wanted if self._corp.is_member(userid)]
        if not people:
            raise Refusal(81013)
        unknown = [userid.lower() for userid in wanted if userid not in people]
        # The scripted world has people, no departments or tags.
        invalid = {"invaliduser": "|".join(unknown), "invalidparty": "|".join(lists["toparty"])}
        return people, invalid | {"invalidtag": "|".join(lists["totag"]), "unlicenseduser": ""}

    def _updated_people(self, body: Mapping[str, Any], receivers: list[str]) -> tuple[list[str], list[str]]:
        if body.get("atall") == 1:
            return receivers, []
        wanted = body.get("userids") or []
        if not isinstance(wanted, list) or not 1 <= len(wanted) <= 1000:
            raise Refusal(40058, "userids needs 1 to 1000 entries, or atall")
        return [u for u in wanted if u in receivers], [u for u in wanted if u not in receivers]

    def _check_rename(self, sending: str, people: list[str], name: Any) -> None:
        kinds = {self._shelf.card(sending, person).body["card_type"] for person in people}
        if not isinstance(name, str) or not name or not kinds <= set(INTERACTIVE):
            raise Refusal(40058, "button.replace_name")

    def _repeat(self, body: Mapping[str, Any]) -> _Sending | None:
        if body.get("enable_duplicate_check") != 1:
            return None
        seconds = body.get("duplicate_check_interval", 1800)
        if not isinstance(seconds, int) or not 0 < seconds <= LONGEST_DUPLICATE_CHECK:
            raise Refusal(40058, "duplicate_check_interval")
        seen = self._seen.get(self._fingerprint(body))
        return seen if seen and self._corp.world.now() - seen.at < timedelta(seconds=seconds) else None

    @staticmethod
    def _fingerprint(body: Mapping[str, Any]) -> str:
        return json.dumps({key: body[key] for key in body if key not in DELIVERY_OPTIONS}, sort_keys=True)
