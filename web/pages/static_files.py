"""The few files our pages load. Only known kinds, only from `web/static`."""

from __future__ import annotations

from aiohttp import web

from web import sentences
from web.edge import Refused
from web.route_rights import TURNED_AWAY
from web.views import FOLDER

ROOT = (FOLDER / "static").resolve()
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


async def serve_static(request: web.Request) -> web.StreamResponse:
    """`GET /static/{name}`."""
    name = request.match_info["name"]
    path = ROOT if "\0" in name else (ROOT / name).resolve()
    if path == ROOT or not path.is_relative_to(ROOT):
        request[TURNED_AWAY] = "path"
        raise Refused(404, sentences.NOT_FOUND)
    if path.suffix not in KINDS or not path.is_file():
        raise Refused(404, sentences.NOT_FOUND)
    content = path.read_text(encoding="utf-8")
    response = web.Response(text=content, content_type=KINDS[path.suffix], charset="utf-8")
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
