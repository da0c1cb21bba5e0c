"""What each route asks before it answers: the one list. A route that is not in it fails the build.

`session` is a logged-in person, `bearer` a token with its person's rights, `signature` the platform's own seal,
`control` the script's token; `public` shows nothing of anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from aiohttp import web

Guard = Literal["session", "bearer", "signature", "control", "public"]

TURNED_AWAY = web.RequestKey("turned_away", str)
"""Why a request was turned away, where its status alone does not say so."""

ROUTES: Mapping[str, Guard] = {
    "GET /healthz": "public",
    "GET /login": "public",
    "GET /login/callback": "public",
    "GET /login/chat/{link}": "public",
    "POST /login/chat/{link}": "public",
    "GET /static/{name:.+}": "public",
    "GET /wecom/callback": "signature",
    "POST /wecom/callback": "signature",
    "POST /slack/events": "signature",
    "POST /slack/interactive": "signature",
    "POST /slack/commands": "signature",
    "POST /intake/{channel}": "signature",
    "POST /intake/{channel}/sent": "signature",
    "GET /api/channels": "bearer",
    "PUT /api/channels/{channel}/fields": "bearer",
    "POST /systems/{system}": "signature",
    "POST /api/master/links": "bearer",
    "POST /api/assignments": "bearer",
    "POST /api/imports": "bearer",
    "GET /api/imports/{id}": "bearer",
    "GET /api/imports/{id}/verdicts": "bearer",
    "POST /api/imports/{id}/start": "bearer",
    "POST /api/imports/{id}/undo": "bearer",
    "POST /api/names": "bearer",
    "GET /api/{collection}": "bearer",
    "PUT /api/team": "bearer",
    "POST /api/tokens": "bearer",
    "POST /api/contracts": "bearer",
    "PUT /api/rules/renewal": "bearer",
    "GET /": "session",
    "GET /cards/{id}": "session",
    "POST /cards/{id}/press": "session",
    "GET /duplicates": "session",
    "GET /imports": "session",
    "POST /imports": "session",
    "GET /imports/{id}": "session",
    "GET /imports/{id}/verdicts": "session",
    "POST /imports/{id}/start": "session",
    "POST /imports/{id}/undo": "session",
    "GET /names": "session",
    "POST /names": "session",
    "GET /leads/{id}": "session",
    "POST /leads/{id}": "session",
    "GET /sidebar": "session",
    "GET /sidebar/signature": "session",
    "POST /sidebar/register": "session",
    "POST /sidebar/press": "session",
    "POST /sidebar/clip": "session",
    "POST /sidebar/call": "session",
    "POST /_play/{what}": "control",
}
