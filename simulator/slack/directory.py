"""Who is there: auth.test, users and conversations."""

from __future__ import annotations

from typing import Any

from simulator.slack.errors import SlackError
from simulator.slack.gate import Method, Params
from simulator.slack.workspace import BOT_ID, BOT_USER, TEAM, Workspace


class Directory:
    """People keep their id from the world; a direct message channel is `D` and that id."""

    def __init__(self, space: Workspace) -> None:
        self.space = space

    def methods(self) -> dict[str, Method]:
        """Return the Web API methods answered here."""
        return {
            "auth.test": self.auth_test,
            "conversations.open": self.open,
            "users.info": self.info,
            "users.lookupByEmail": self.by_email,
        }

    async def auth_test(self, params: Params) -> dict[str, Any]:
        """auth.test."""
        return {
            "url": "https://genjin.slack.test/",
            "team": "Genjin",
            "user": "genjin",
            "team_id": TEAM,
            "user_id": BOT_USER,
            "bot_id": BOT_ID,
            "is_enterprise_install": False,
        }

    async def open(self, params: Params) -> dict[str, Any]:
        """conversations.open for one person."""
        person = str(params.get("users") or "")
        if person not in self.space.world.people:
            raise SlackError("user_not_found")
        return {"channel": {"id": self.space.channel(person), "is_im": True, "user": person}}

    async def info(self, params: Params) -> dict[str, Any]:
        """users.info."""
        return {"user": self._user(str(params.get("user") or ""))}

    async def by_email(self, params: Params) -> dict[str, Any]:
        """users.lookupByEmail; the part before @ is the person's id."""
        person = str(params.get("email") or "").partition("@")[0]
        if person not in self.space.world.people:
            raise SlackError("users_not_found")
        return {"user": self._user(person)}

    def _user(self, person: str) -> dict[str, Any]:
        known = self.space.world.people.get(person)
        if known is None:
            raise SlackError("user_not_found")
        profile = {"real_name": known.name, "display_name": known.name, "email": f"{person}@genjin.test"}
        return {
            "id": person,
            "team_id": TEAM,
            "name": person,
            "real_name": known.name,
            "deleted": not known.active,
            "is_bot": False,
            "tz": "Asia/Shanghai",
            "profile": profile,
        }
