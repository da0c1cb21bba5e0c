"""Where a request comes from, as the audit log keeps it."""

from __future__ import annotations

from aiohttp import web

from crm.trail import Origin
from storage.audit.log import fingerprint, origin


def remember_origin(request: web.Request, surface: str, person: str = "") -> None:
    """Let the audit rows of this request say who asks and from where.

    The address is the connection's own, for headers can be made up, unless a proxy of ours connects
    (`web.client_address`).
    """
    device = fingerprint(request.headers.get("User-Agent", ""), surface)
    origin.set(Origin(surface, request.remote or "unknown", device, person))
