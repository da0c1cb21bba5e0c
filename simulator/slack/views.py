"""Modals and Home: views.open, views.update, views.publish."""

from __future__ import annotations

import uuid
from typing import Any

from simulator.message import Message, MessageKind
from simulator.slack.drawing import draw_view
from simulator.slack.errors import SlackError
from simulator.slack.gate import Method, Params
from simulator.slack.limits import VIEW_BLOCKS, problems
from simulator.slack.workspace import APP, BOT_ID, TEAM, View, Workspace, with_ids

TITLE_LIMIT, PRIVATE_LIMIT = 24, 3000


class Views:
    """What is open on people's screens."""

    def __init__(self, space: Workspace) -> None:
        self.space = space

    def methods(self) -> dict[str, Method]:
        """Return the Web API methods answered here."""
        return {
            "views.open": self.open,
            "views.push": self.open,
            "views.update": self.update,
            "views.publish": self.publish,
        }

    async def open(self, params: Params) -> dict[str, Any]:
        """views.open: needs a press not older than three seconds, once."""
        body = checked(params.get("view"), "modal")
        trigger = self.space.redeem(params.get("trigger_id"))
        view = self.put(trigger.person, body, not trigger.filling, trigger.card)
        trigger.opened.set_result(view)
        return {"view": described(view)}

    async def update(self, params: Params) -> dict[str, Any]:
        """views.update by id; a stale `hash` is refused."""
        view = self.space.views.get(str(params.get("view_id")))
        if view is None or view.id in self.space.gone:
            raise SlackError("not_found")
        if params.get("hash") and params["hash"] != view.hash:
            raise SlackError("hash_conflict")
        self.replace(view, checked(params.get("view"), view.body["type"]))
        return {"view": described(view)}

    async def publish(self, params: Params) -> dict[str, Any]:
        """views.publish: somebody's Home."""
        person = str(params.get("user_id"))
        if person not in self.space.world.people:
            raise SlackError("user_not_found")
        body = checked(params.get("view"), "home")
        home = self.space.homes.get(person)
        if home is None:
            home = self.space.homes[person] = self.put(person, body)
        elif params.get("hash") and params["hash"] != home.hash:
            raise SlackError("hash_conflict")
        else:
            self.replace(home, body)
        return {"view": described(home)}

    def put(self, person: str, body: dict[str, Any], show: bool = True, card: str | None = None) -> View:
        """Open a view for a person and return it."""
        view = View(f"V{uuid.uuid4().hex[:12]}", person, body, uuid.uuid4().hex, card)
        self.space.views[view.id] = view
        if show:
            self.show(view, "card")
        return view

    def replace(self, view: View, body: dict[str, Any]) -> None:
        """Give an open view new content."""
        view.body, view.hash = body, uuid.uuid4().hex
        view.changed.set()
        self.show(view, "update")

    def show(self, view: View, kind: MessageKind) -> Message:
        """Record how the view looks now."""
        return self.space.world.record(
            draw_view(Message("slack", view.person, None, self.space.world.now(), kind), view)
        )


def checked(view: Any, kind: str) -> dict[str, Any]:
    """Return a view as Slack stores it. Raises SlackError invalid_arguments with what is wrong."""
    if not isinstance(view, dict) or view.get("type") != kind:
        raise SlackError("invalid_arguments", [f"type must be {kind} [json-pointer:/view/type]"])
    wrong = problems(view.get("blocks"), VIEW_BLOCKS)
    names = ("title", "submit", "close") if kind == "modal" else ()
    for name in names:
        text = view.get(name)
        if (text is not None or name == "title") and not 1 <= len(str((text or {}).get("text", ""))) <= TITLE_LIMIT:
            wrong.append(f"must be 1 to {TITLE_LIMIT} characters [json-pointer:/view/{name}]")
    if kind == "modal" and not view.get("submit") and any(b.get("type") == "input" for b in view.get("blocks") or []):
        wrong.append("a modal with inputs needs submit [json-pointer:/view/submit]")
    if len(str(view.get("private_metadata") or "")) > PRIVATE_LIMIT or len(str(view.get("callback_id") or "")) > 255:
        wrong.append("private_metadata or callback_id is too long [json-pointer:/view]")
    if wrong:
        raise SlackError("invalid_arguments", wrong)
    return {**view, "blocks": with_ids(view["blocks"])}


def described(view: View, values: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a view as the API and interactions show it."""
    seen = {
        "id": view.id,
        "team_id": TEAM,
        "hash": view.hash,
        "app_id": APP,
        "bot_id": BOT_ID,
        "root_view_id": view.id,
        "previous_view_id": None,
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "close": None,
        "submit": None,
        "clear_on_close": False,
        "notify_on_close": False,
        "app_installed_team_id": TEAM,
    }
    return {**seen, **view.body, "state": {"values": values or {}}}
