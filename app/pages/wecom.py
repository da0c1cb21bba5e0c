"""What the pages ask of WeCom: who is looking, whose chat they stand beside, signatures for the script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.errors import Rejected, RemoteError
from bot.wecom.customers import external_contact, follows
from bot.wecom.jssdk import JsSdk
from bot.wecom.login import WeComLogin
from bot.wecom.surface import WeComSurface
from config.platforms import WeComSettings
from handlers.ports import Clock
from storage.database import Database
from storage.people.people import PeopleTable
from web.ports import ExternalCustomer, Unavailable


class WeComPages:
    """Login, customers and script signatures, asked of WeCom."""

    def __init__(self, settings: WeComSettings, surface: WeComSurface, database: Database, clock: Clock) -> None:
        self._settings = settings
        self._api = surface.api
        self._login = WeComLogin(settings, surface.api)
        self._scripts = JsSdk(surface.api, clock)
        self._database = database

    def authorize_url(self, redirect_uri: str, state: str) -> str:
        """Return where to send the browser."""
        return self._login.authorize_url(redirect_uri, state)

    async def person_for(self, code: str) -> str | None:
        """Return our id of the member a code stands for, if they are one of ours and active."""
        try:
            member = await self._login.user_id(code)
        except Rejected:
            return None
        except RemoteError as problem:
            raise Unavailable(problem.code) from problem
        async with self._database.read() as session:
            person = await PeopleTable(session).by_identity("wecom", member)
        return person.id if person is not None and person.active else None

    async def customer(self, person: str, external_id: str) -> ExternalCustomer | None:
        """Ask WeCom who this is; None unless this person is among those who have the customer."""
        async with self._database.read() as session:
            member = await PeopleTable(session).external_id("wecom", person)
        if member is None:
            return None
        try:
            found = await external_contact(self._api, external_id)
        except Rejected:
            return None
        except RemoteError as problem:
            raise Unavailable(problem.code) from problem
        if not follows(found, member):
            return None
        contact = found["external_contact"]
        return ExternalCustomer(
            external_id, str(contact.get("name", "")), str(contact.get("avatar", "")), str(contact.get("corp_name", ""))
        )

    async def page_config(self, url: str) -> Mapping[str, Any]:
        """Return the signatures the sidebar's script needs."""
        try:
            config, agent = await self._scripts.config_signature(url), await self._scripts.agent_signature(url)
        except RemoteError as problem:
            raise Unavailable(problem.code) from problem
        return {
            "corpId": self._settings.corp_id,
            "agentId": self._settings.agent_id,
            "config": asdict(config),
            "agentConfig": asdict(agent),
        }
