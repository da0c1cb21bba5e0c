"""Joins pages and JSON API to the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from app.keys import admin_token
from web.api import Api

if TYPE_CHECKING:
    from app.installation import Installation


def page_routes_of(service: Installation) -> list[web.RouteDef]:
    """Return the routes of everything people and programs open."""
    return Api(service.database, service.clock, admin_token(service.settings)).routes()
