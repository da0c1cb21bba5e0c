"""The JSON API: read collections with a person's rights, replace the team, issue tokens."""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any

import structlog
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from crm.people import Identity, Role, User
from crm.trail import AuditRow
from handlers.inbound import PLATFORMS
from handlers.ports import Clock
from storage.audit.log import note, origin
from storage.collections.public import COLLECTIONS
from storage.collections.reading import read_collection
from storage.database import Database
from storage.people.people import PeopleTable
from storage.rights.api_tokens import bearer, keep_token
from storage.tables.people import user as user_table
from web.origin import remember_origin

TeamChanged = Callable[[AsyncSession, Sequence[str]], Awaitable[None]]
log = structlog.get_logger(__name__)
DERIVED = frozenset({"grants"})
"""Columns that no caller may set: rights beyond the role come of confirmed rules alone (F98)."""
KNOWN_LATER = ("assignments", "reports")


class Api:
    """The handlers of `/api/…`. `admin_token` is the operator's own; it acts as an administrator.

    `team_changed` does, in the same transaction, what follows when people leave; it is given their ids.
    """

    def __init__(self, database: Database, clock: Clock, admin_token: str, team_changed: TeamChanged) -> None:
        self._database = database
        self._clock = clock
        self._admin_token = admin_token
        self._team_changed = team_changed

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get("/api/{collection}", self.read),
            web.put("/api/team", self.replace_team),
            web.post("/api/tokens", self.issue_token),
        ]

    async def read(self, request: web.Request) -> web.Response:
        """`GET /api/leads?where={"company":"安克"}` → `{"items":[…]}`, only what the bearer may see."""
        person = await self.person(request)
        name = request.match_info["collection"]
        if name not in COLLECTIONS:
            known = name in KNOWN_LATER
            return _refuse(404, f"collection not kept by this version: {name}" if known else "no such collection")
        try:
            where = json.loads(request.query.get("where", "{}"))
            if not isinstance(where, dict):
                return _refuse(400, "where must be an object")
            async with self._database.read() as session:
                items = await read_collection(session, name, person, where)
        except ValueError:
            return _refuse(400, "where is not JSON")
        except KeyError as error:
            await self._refused("api.refused", f"key:{name}")
            return _refuse(400, f"no such key: {error.args[0]}")
        return web.json_response({"items": items}, dumps=_dumps)

    async def replace_team(self, request: web.Request) -> web.Response:
        """`PUT /api/team {"users":[…]}`: these are the people now; administrators only."""
        await self._only_admin(await self.person(request))
        try:
            body = await request.json()
            users = [_user(row) for row in body["users"]]
        except (ValueError, KeyError, TypeError) as error:
            return _refuse(400, f"not a team: {error}")
        names = [
            Identity(platform, row.get("identities", {}).get(platform, row["id"]), row["id"])
            for row in body["users"]
            for platform in PLATFORMS
        ]
        async with self._database.begin() as session:
            people = PeopleTable(session)
            before = {user.id for user in await people.everyone() if user.active}
            await people.replace(users, names)
            left = sorted(before - {user.id for user in await people.everyone() if user.active})
            await self._team_changed(session, left)
            self._note(session, "team.replace", "team", sha256(await request.read()).hexdigest())
        log.info("team replaced", people=len(users))
        return web.json_response({"users": len(users)})

    async def issue_token(self, request: web.Request) -> web.Response:
        """`POST /api/tokens {"user":"zhangwei"}` → `{"token":…}`, shown once; administrators only."""
        await self._only_admin(await self.person(request))
        try:
            user_id = str((await request.json())["user"])
        except (ValueError, KeyError, TypeError):
            return _refuse(400, "user is missing")
        async with self._database.begin() as session:
            if await PeopleTable(session).get(user_id) is None:
                return _refuse(404, "no such user")
            token = secrets.token_urlsafe(24)
            await keep_token(session, token, user_id, self._clock.now())
            self._note(session, "token.issue", f"user:{user_id}")
        return web.json_response({"token": token})

    async def person(self, request: web.Request) -> User:
        """Return whose token the request carries. Raises HTTPUnauthorized."""
        remember_origin(request, "api")
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme == "Bearer" and token:
            if self._admin_token and hmac.compare_digest(token.encode(), self._admin_token.encode()):
                remember_origin(request, "api", "admin")
                return User(id="admin", name="管理员", role=Role.ADMIN.value)
            async with self._database.read() as session:
                person = await bearer(session, token)
            if person is not None:
                remember_origin(request, "api", person.id)
                return person
        await self._refused("token.refused", f"route:{request.path}")
        raise web.HTTPUnauthorized(text='{"error":"a bearer token is needed"}', content_type="application/json")

    async def _only_admin(self, person: User) -> None:
        if person.role != Role.ADMIN:
            await self._refused("api.refused", f"user:{person.id}")
            raise web.HTTPForbidden(text='{"error":"administrators only"}', content_type="application/json")

    async def _refused(self, action: str, subject: str) -> None:
        async with self._database.begin() as session:
            self._note(session, action, subject)

    def _note(self, session: AsyncSession, action: str, subject: str, after: str = "") -> None:
        asked = origin.get()
        actor = asked.actor if asked is not None and asked.actor else "unknown"
        note(session.sync_session, AuditRow(self._clock.now(), actor, action, subject, "api", after=after))


def _user(row: Mapping[str, Any]) -> User:
    known = {column.name for column in user_table.columns} - DERIVED
    fields = {key: value for key, value in row.items() if key in known and value is not None}
    fields.setdefault("name", row["id"])
    user = User(**fields)
    Role(user.role)
    return user


def _refuse(status: int, why: str) -> web.Response:
    return web.json_response({"error": why}, status=status, dumps=_dumps)


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
