"""An open modal: filled in, submitted, closed."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Any

from simulator.slack.controls import controls, initial_state, missing
from simulator.slack.delivery import Delivery
from simulator.slack.errors import SlackError
from simulator.slack.events import interaction
from simulator.slack.views import Views, checked, described
from simulator.slack.workspace import TRIGGER_SECONDS, View, Workspace


class Modal:
    """What a client does with the modal in front of a person."""

    def __init__(self, space: Workspace, views: Views, delivery: Delivery) -> None:
        self.space = space
        self.views = views
        self.delivery = delivery

    async def submit(self, view: View, given: Mapping[str, str]) -> bool:
        """Fill the modal and submit it. Raises LookupError for unknown or empty inputs and for the app's errors."""
        await self._until_drawn(view, given)
        here = {control.label: control for control in controls(view.blocks)}
        if unknown := [label for label in given if label not in here]:
            there = "、".join(here) or "没有可填的项"
            raise LookupError(f"弹窗里没有“{'、'.join(unknown)}”；可填的项：{there}")
        values = initial_state(view.blocks)
        for label, wanted in given.items():
            control = here[label]
            values[control.block["block_id"]][control.element["action_id"]] = control.set_to(wanted)
        if empty := missing(view.blocks, values):
            raise LookupError(f"弹窗里“{'、'.join(empty)}”还没填")
        payload = interaction(self.space, "view_submission", view.person)
        trigger = self.space.trigger(view.person)
        payload |= {"trigger_id": trigger.id, "view": described(view, values), "response_urls": []}
        answer = await self.delivery.interact("interactive", payload)
        if answer is None:
            return False
        self._obey(view, answer)
        return True

    async def close(self, view: View) -> bool:
        """Close the modal; the app hears of it only with notify_on_close."""
        self.space.gone.add(view.id)
        if not view.body.get("notify_on_close"):
            return True
        payload = interaction(self.space, "view_closed", view.person)
        payload |= {"view": described(view, initial_state(view.blocks)), "is_cleared": False}
        return await self.delivery.interact("interactive", payload) is not None

    def _obey(self, view: View, answer: Mapping[str, Any]) -> None:
        """Do what the answer to a submission says."""
        action = answer.get("response_action")
        if action == "errors":
            raise LookupError(self._complaint(view, answer.get("errors") or {}))
        if action in ("update", "push"):
            try:
                body = checked(answer.get("view"), "modal")
            except SlackError as wrong:
                raise LookupError(f"弹窗的答复不合法：{'；'.join(wrong.details)}") from None
            if action == "update":
                self.views.replace(view, body)
            else:
                self.views.put(view.person, body, card=view.card)
            return
        self.space.gone.add(view.id)

    @staticmethod
    def _complaint(view: View, errors: Mapping[str, str]) -> str:
        labels = {block["block_id"]: block["label"]["text"] for block in view.blocks if block["type"] == "input"}
        told = [f"{labels.get(block, block)}：{text}" for block, text in errors.items()]
        return f"弹窗没有提交：{'；'.join(told)}"

    @staticmethod
    async def _until_drawn(view: View, given: Mapping[str, str]) -> None:
        """Wait while the app replaces a placeholder by the real inputs, at most as long as a press may take."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(TRIGGER_SECONDS):
                while not {control.label for control in controls(view.blocks)}.issuperset(given):
                    if any(block["type"] == "input" for block in view.blocks):
                        return
                    view.changed.clear()
                    await view.changed.wait()
