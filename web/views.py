"""Fills the templates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jinja2
from aiohttp import web

FOLDER = Path(__file__).parent


class Views:
    """Pages from `web/templates`. Everything put into them is escaped, except fragments marked as safe."""

    def __init__(self) -> None:
        loader = jinja2.FileSystemLoader(FOLDER / "templates")
        self._templates = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)

    def page(self, template: str, status: int = 200, /, **values: Any) -> web.Response:
        """Return the page."""
        text = self._templates.get_template(template).render(values)
        return web.Response(text=text, status=status, content_type="text/html", charset="utf-8")


def as_json(status: int = 200, /, **values: Any) -> web.Response:
    """Return the same as JSON, for programs; Chinese stays readable."""
    return web.json_response(values, status=status, dumps=lambda value: json.dumps(value, ensure_ascii=False))


def wants_json(request: web.Request) -> bool:
    """Return whether the client is a program."""
    return "application/json" in request.headers.get("Accept", "")
