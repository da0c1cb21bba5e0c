"""The JSON API: read collections with a person's rights, replace the team, issue tokens."""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Any

import structlog
from aiohttp import web

from crm.people import Identity, Role, User
from handlers.inbound import PLATFORMS
from handlers.ports import Clock
from storage.api_tokens import bearer, keep_token
from storage.collections import COLLECTIONS, read_collection
from storage.database import Database
from storage.people import PeopleTable
from storage.tables.crm import user as user_table

log = structlog.get_logger(__name__)
KNOWN_LATER = ("assignments", "contracts", "merges", "intake", "reports")


class Api:
    """The handlers of `/api/…`. `admin_token` is the operator's own; it acts as an administrator."""

    def __init__(self, database: Database, clock: Clock, admin_token: str) -> None:
        self._database = database
        self._clock = clock
        self._admin_token = admin_token

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get("/api/{collection}", self.read),
            web.put("/api/team", self.replace_team),
            web.post("/api/tokens", self.issue_token),
        ]

    async def read(self, request: web.Request) -> web.Response:
        """`GET /api/leads?where={"company":"安克"}` → `{"items":[…]}`, only what the bearer may see."""
        person = await self._person(request)
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
            return _refuse(400, f"no such key: {error.args[0]}")
        return web.json_response({"items": items}, dumps=_dumps)

    async def replace_team(self, request: web.Request) -> web.Response:
        """`PUT /api/team {"users":[…]}`: these are the people now; administrators only."""
        self._only_admin(await self._person(request))
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
            await PeopleTable(session).replace(users, names)
        log.info("team replaced", people=len(users))
        return web.json_response({"users": len(users)})

    async def issue_token(self, request: web.Request) -> web.Response:
        """`POST /api/tokens {"user":"zhangwei"}` → `{"token":…}`, shown once; administrators only."""
        self._only_admin(await self._person(request))
        try:
            user_id = str((await request.json())["user"])
        except (ValueError, KeyError, TypeError):
            return _refuse(400, "user is missing")
        async with self._database.begin() as session:
            if await PeopleTable(session).get(user_id) is None:
                return _refuse(404, "no such user")
            token = secrets.token_urlsafe(24)
            await keep_token(session, token, user_id, self._clock.now())
        return web.json_response({"token": token})

    async def _person(self, request: web.Request) -> User:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme == "Bearer" and token:
            if self._admin_token and hmac.compare_digest(token.encode(), self._admin_token.encode()):
                return User(id="admin", name="管理员", role=Role.ADMIN.value)
            async with self._database.read() as session:
                person = await bearer(session, token)
            if person is not None:
                return person
        raise web.HTTPUnauthorized(text='{"error":"a bearer token is needed"}', content_type="application/json")

    def _only_admin(self, person: User) -> None:
        if person.role != Role.ADMIN:
            raise web.HTTPForbidden(text='{"error":"administrators only"}', content_type="application/json")


def _user(row: Mapping[str, Any]) -> User:
    known = {column.name for column in user_table.columns}
    fields = {key: value for key, value in row.items() if key in known and value is not None}
    fields.setdefault("name", row["id"])
    user = User(**fields)
    Role(user.role)
    return user


def _refuse(status: int, why: str) -> web.Response:
    return web.json_response({"error": why}, status=status, dumps=_dumps)


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
