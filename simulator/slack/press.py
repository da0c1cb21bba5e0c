"""A person at a Slack client: presses buttons, fills inputs, submits modals."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from simulator.message import Message
from simulator.slack.chat import described as described_post
from simulator.slack.chat import first_of
from simulator.slack.controls import Control, controls, initial_state
from simulator.slack.delivery import Delivery
from simulator.slack.drawing import INSTANCE, draw_post, draw_view, find_button, submit_text
from simulator.slack.events import interaction
from simulator.slack.modal import Modal
from simulator.slack.views import Views
from simulator.slack.views import described as described_view
from simulator.slack.workspace import TRIGGER_SECONDS, Post, Trigger, View, Workspace

Values = dict[str, dict[str, Any]]


class Hands:
    """Sends what a client sends. `url` is the base of response addresses."""

    def __init__(self, space: Workspace, views: Views, delivery: Delivery) -> None:
        self.space = space
        self.delivery = delivery
        self.modal = Modal(space, views, delivery)
        self.url = ""

    async def tap(self, person: str, card: Message, press: str, given: Mapping[str, str]) -> bool:
        """Press a button of a message or view in its newest state, after choosing and typing what is given."""
        key = str(card.hooks.get(INSTANCE))
        surface = self.space.views.get(key) or self.space.posts.get(key)
        if surface is None or key in self.space.gone:
            raise LookupError(f"“{card.title}”已经不在屏幕上了")
        shown = self._shown(surface)
        if isinstance(surface, View) and surface.body["type"] == "modal":
            if press == submit_text(surface):
                return await self.modal.submit(surface, given)
            if press == str((surface.body.get("close") or {}).get("text") or "Cancel"):
                return await self.modal.close(surface)
        return await self._press(person, surface, shown, press, given)

    async def _press(
        self, person: str, surface: Post | View, shown: Message, press: str, given: Mapping[str, str]
    ) -> bool:
        button = find_button(shown, press)
        here = {control.label: control for control in controls(surface.blocks)}
        rest = {label: wanted for label, wanted in given.items() if label not in here}
        values = initial_state(surface.blocks)
        for label, wanted in given.items():
            if label in here and not await self._touch(person, surface, here[label], wanted, values):
                return False
        trigger = self.space.trigger(person, filling=bool(rest), card=shown.card)
        action = button.action(self.space.stamp())
        answer = await self._send(person, surface, action, values, trigger)
        if not rest:
            return answer is not None
        view = await first_of(trigger.opened, trigger.pressed + TRIGGER_SECONDS - time.monotonic())
        if view is None:
            there = "、".join(here) or "没有可填的项"
            raise LookupError(f"消息上没有“{'、'.join(rest)}”，也没有打开弹窗；可填的项：{there}")
        return await self.modal.submit(view, rest)

    async def _touch(self, person: str, surface: Post | View, control: Control, wanted: str, values: Values) -> bool:
        """Set a control; outside of input blocks Slack reports that by itself. Returns whether the app took it."""
        state = control.set_to(wanted)
        block_id, action_id = control.block["block_id"], control.element["action_id"]
        values[block_id][action_id] = state
        if control.block["type"] == "input" and not control.block.get("dispatch_action"):
            return True
        action = {"action_id": action_id, "block_id": block_id, **state, "action_ts": self.space.stamp()}
        return await self._send(person, surface, action, values, self.space.trigger(person)) is not None

    async def _send(
        self, person: str, surface: Post | View, action: Mapping[str, Any], values: Values, trigger: Trigger
    ) -> dict[str, Any] | None:
        payload = interaction(self.space, "block_actions", person)
        payload |= {"trigger_id": trigger.id, "actions": [action], "state": {"values": values}}
        if isinstance(surface, View):
            payload |= {"container": {"type": "view", "view_id": surface.id}, "view": described_view(surface, values)}
        else:
            payload |= self._about(person, surface)
        return await self.delivery.interact("interactive", payload)

    def _about(self, person: str, post: Post) -> dict[str, Any]:
        """Return the parts of a payload that say on which message something was pressed."""
        to, group = self.space.receiver(post.channel)
        about: dict[str, Any] = {
            "container": {
                "type": "message",
                "message_ts": post.ts,
                "channel_id": post.channel,
                "is_ephemeral": post.only_for is not None,
            },
            "channel": {"id": post.channel, "name": "directmessage" if to else group},
            "response_url": self.url + self.space.hook(person, post.channel, post),
        }
        if post.only_for is None:
            about["message"] = described_post(post, metadata=True)
        return about

    def _shown(self, surface: Post | View) -> Message:
        blank = Message("slack", None, None, self.space.world.now(), "text")
        return draw_view(blank, surface) if isinstance(surface, View) else draw_post(blank, surface)
